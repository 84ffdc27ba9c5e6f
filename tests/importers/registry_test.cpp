// What every importer owes: a name of its own, a page, a sample with its records written out, files of others left alone, and no harm from
// hostile ones. An importer that is added to the registry is tested here without another line.
#include "importers/registry.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <set>

#include "engine/model/dataset.hpp"
#include "importers/source.hpp"
#include "tests/support/records.hpp"

using namespace kede;
using namespace kede::importers;
namespace fs = std::filesystem;

namespace {

const std::string kRoot = KEDE_SOURCE_DIR;

std::string folder_of(const Importer& importer) { return kRoot + "/tests/importers/" + std::string(importer.name); }

std::map<std::string, std::string> sample_of(const Importer& importer) {
  const DiskFileSystem disk;
  const std::string folder = folder_of(importer) + "/sample";
  std::map<std::string, std::string> out;
  for (const std::string& path : disk.list(folder)) out[path.substr(folder.size() + 1)] = disk.read_all(path).value();
  return out;
}

struct Imported {
  model::Dataset dataset;
  DiagnosticSink diagnostics;
};

std::unique_ptr<Imported> import_all(const Importer& importer, const std::map<std::string, std::string>& contents) {
  auto out = std::make_unique<Imported>();
  const MemoryFileSystem files(contents);
  std::vector<InputFile> inputs;
  for (const auto& [path, bytes] : contents) inputs.push_back({path});
  ImportContext context{
      .files = files, .vocabulary = testing::vocabulary(), .diagnostics = out->diagnostics, .max_record_bytes = 1U << 20U};
  if (auto read = importer.read(inputs, context, out->dataset); !read) out->diagnostics.add(std::move(read).diagnostics());
  return out;
}

std::string line_of(const model::Dataset& dataset, const model::Vocabulary& vocabulary, std::size_t fact, model::RecordId record) {
  const model::Provenance provenance = dataset.provenance_of(fact, record);
  std::string line = "  " + vocabulary.field(dataset.field_of(fact)).name + " = " + model::to_text(dataset.value_of(fact)) + "   [" +
                     provenance.place + (provenance.date ? ", " + to_iso(*provenance.date) : std::string()) + ", " +
                     std::string(model::to_text(provenance.evidence)) + ']';
  if (!provenance.raw.empty()) line += " «" + provenance.raw + "»";
  return line + '\n';
}

std::string text_of(const Imported& imported) {
  const model::Vocabulary& vocabulary = testing::vocabulary();
  const model::Dataset& dataset = imported.dataset;
  std::string out;
  for (const model::Source& source : dataset.sources()) {
    out += "source " + source.path + ", " + source.format + (source.date ? ", " + to_iso(*source.date) : std::string()) + '\n';
  }
  for (std::size_t at = 0; at < dataset.record_count(); ++at) {
    const auto record = static_cast<model::RecordId>(at);
    out += vocabulary.kind(dataset.kind_of(record)).name + ' ' + std::string(dataset.key_of(record)) + '\n';
    const auto [first, count] = dataset.facts_of(record);
    for (std::size_t fact = first; fact < first + count; ++fact) out += line_of(dataset, vocabulary, fact, record);
  }
  for (const model::Rejection& rejection : dataset.rejections()) out += "rejected " + rejection.place + ": " + rejection.reason.code + '\n';
  for (const Diagnostic& told : imported.diagnostics.all()) out += "told " + told.code + ' ' + told.where.pointer + '\n';
  return out;
}

}  // namespace

TEST_CASE("every importer has a name of its own, a page and a sample") {
  std::set<std::string_view> names;
  for (const Importer* importer : all_importers()) {
    INFO(importer->name);
    CHECK(names.insert(importer->name).second);
    CHECK(fs::exists(kRoot + "/importers/" + std::string(importer->name) + "/README.md"));
    CHECK_FALSE(sample_of(*importer).empty());
  }
}

TEST_CASE("every importer reads its sample into the records that are written out beside it") {
  for (const Importer* importer : all_importers()) {
    INFO(importer->name);
    const std::string made = text_of(*import_all(*importer, sample_of(*importer)));
    const std::string golden = folder_of(*importer) + "/golden.txt";
    DiskFileSystem disk;
    if (std::getenv("KEDE_BLESS") != nullptr) REQUIRE(disk.write(golden, made));
    const auto expected = disk.read_all(golden);
    REQUIRE(expected);
    CHECK(made == *expected);
  }
}

TEST_CASE("every importer knows its own sample and leaves those of the others alone") {
  for (const Importer* owner : all_importers()) {
    for (const auto& [path, bytes] : sample_of(*owner)) {
      const MemoryFileSystem files(std::map<std::string, std::string>{{path, bytes}});
      const bool packed = bytes.starts_with("PK");
      const std::string head = packed ? bytes.substr(0, 64U << 10U) : read_head(files, path).value();
      for (const Importer* importer : all_importers()) {
        INFO(owner->name << '/' << path << " judged by " << importer->name);
        if (importer == owner) {
          CHECK(importer->recognise(path, head) > 50);
        } else {
          CHECK(importer->recognise(path, head) == 0);
        }
      }
    }
  }
}

TEST_CASE("no importer takes what is nobody's") {
  for (const std::string head :
       {"", "\n", "{}", "[]", "<a/>", "a;b\n1;2\n", "Dear Sir or Madam,\nwe", "\xFF\xFE\x01\x02", "{\"a\":", "PK\x03\x04"}) {
    for (const Importer* importer : all_importers()) {
      INFO(importer->name << " judging " << head);
      CHECK(importer->recognise("file.bin", head) == 0);
    }
  }
}

TEST_CASE("samples that were cut, doubled or damaged end in records, rejections and diagnostics, the same each time") {
  std::mt19937 random(7);  // the same damage each time
  for (const Importer* importer : all_importers()) {
    const auto sample = sample_of(*importer);
    for (const auto& [path, bytes] : sample) {
      std::vector<std::string> hostile = {"", bytes + bytes, bytes + std::string(100, '\0') + bytes, std::string(bytes.size(), '\0')};
      for (int i = 1; i < 12; ++i) hostile.push_back(bytes.substr(0, bytes.size() * static_cast<std::size_t>(i) / 12));
      for (int i = 0; i < 24; ++i) {
        std::string damaged = bytes;
        for (int k = 0; k < 1 + i / 3 && !damaged.empty(); ++k) damaged[random() % damaged.size()] = static_cast<char>(random());
        hostile.push_back(std::move(damaged));
      }
      for (const std::string& bad : hostile) {
        INFO(importer->name << '/' << path);
        auto files = sample;
        files[path] = bad;
        const auto once = import_all(*importer, files);
        CHECK(text_of(*once) == text_of(*import_all(*importer, files)));
        CHECK(once->dataset.record_count() + once->dataset.rejections().size() + once->diagnostics.all().size() > 0);
      }
    }
  }
}

TEST_CASE("text inside samples that means something to other programs is passed on as text") {
  for (const Importer* importer : all_importers()) {
    auto sample = sample_of(*importer);
    for (auto& [path, bytes] : sample) {
      if (bytes.starts_with("PK")) continue;
      std::string longer = bytes;
      for (std::size_t at = longer.find("SIA "); at != std::string::npos; at = longer.find("SIA ", at + 20'000)) {
        longer.replace(at, 4, std::string(10'000, 'A') + "\xE2\x80\xAE" + "SIA ");
      }
      INFO(importer->name << '/' << path);
      auto files = sample;
      files[path] = longer;
      CHECK_FALSE(text_of(*import_all(*importer, files)).empty());
    }
  }
}
