// Times of a register, printed and never asserted: the import of made-up organisations and their owners as an importer hands them over, and
// what five bidders cost that are looked up in it.
// Run: build/release/bin/kede_register_perf [ORGANISATIONS] [FILE]   (500,000 with two owners each; the file is kept when it is named)
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/identifier_checks.hpp"
#include "engine/store/register_builder.hpp"
#include "engine/store/register_join.hpp"

namespace {

using namespace kede;
using model::Fact;
using model::Scalar;

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

class Maker {
 public:
  explicit Maker(const model::Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

  std::uint64_t next_number() {
    do ++number_;
    while (!valid_lv_registration_number(std::to_string(number_)));
    return number_;
  }

  model::Record organisation(std::uint64_t registered, SourceId source, std::size_t row) const {
    const std::string number = std::to_string(registered);
    model::Record out = record("organisation", "LV-RE:" + number, source, row);
    add(out, "organisation.reg_number", number, "regcode");
    add(out, "organisation.reg_scheme", std::string("LV-RE"), "regcode");
    add(out, "organisation.name", "Sabiedrība ar ierobežotu atbildību \"Paraugs " + std::to_string(row) + '"', "name");
    add(out, "organisation.country", std::string("LV"), "");
    add(out, "organisation.legal_form", std::string("SIA"), "type");
    add(out, "organisation.address", "Brīvības iela " + std::to_string(row % 400) + ", Rīga", "address");
    add(out, "organisation.postal_code", std::string("LV-1011"), "index");
    add(out, "organisation.founded", date_of_day_number(static_cast<int>(8'000 + row % 12'000)), "registered");
    return out;
  }

  model::Record owner(std::uint64_t subject, std::uint64_t owner, SourceId source, std::size_t row) const {
    model::Record out = record("ownership", "member-" + std::to_string(row), source, row);
    add(out, "ownership.subject", reference("organisation", "LV-RE:" + std::to_string(subject)), "at_legal_entity_registration_number");
    add(out, "ownership.owner", reference("organisation", "LV-RE:" + std::to_string(owner)), "legal_entity_registration_number");
    add(out, "ownership.role", std::string("shareholder"), "");
    add(out, "ownership.share_min", model::Percent{50}, "number_of_shares");
    add(out, "ownership.start_date", date_of_day_number(static_cast<int>(8'000 + row % 12'000)), "date_from");
    return out;
  }

 private:
  model::Record record(std::string_view kind, std::string key, SourceId source, std::size_t row) const {
    return {vocabulary_.find_kind(kind)->id, std::move(key), source, std::to_string(row + 2), {}};
  }
  model::Ref reference(std::string_view kind, std::string key) const { return {vocabulary_.find_kind(kind)->id, std::move(key)}; }
  void add(model::Record& record, std::string_view field, Scalar value, std::string place) const {
    Fact fact;
    fact.field = vocabulary_.field_id(field);
    fact.value = std::move(value);
    fact.place = std::move(place);
    fact.evidence = model::EvidenceClass::register_or_decision;
    record.facts.push_back(std::move(fact));
  }

  const model::Vocabulary& vocabulary_;
  std::uint64_t number_ = 40'000'000'000;
};

// Each is owned by two that come before it, so that chains of owners grow upwards like those of a real register.
std::vector<std::uint64_t> import(const std::string& path, const model::Vocabulary& vocabulary, std::size_t count) {
  DiagnosticSink diagnostics;
  auto builder = store::RegisterBuilder::start(path, vocabulary, date_of_day_number(20'780), diagnostics);
  if (!builder) std::exit(1);
  model::RecordSink& sink = builder.value()->sink({{"perf", "perf"}, "", false});
  const SourceId companies = sink.add_source({.path = "register.csv", .sha256 = "", .bytes = 0, .format = "perf", .date = {}});
  const SourceId members = sink.add_source({.path = "members.csv", .sha256 = "", .bytes = 0, .format = "perf", .date = {}});
  Maker maker(vocabulary);
  std::vector<std::uint64_t> numbers;
  for (std::size_t row = 0; row < count; ++row) {
    numbers.push_back(maker.next_number());
    sink.add(maker.organisation(numbers.back(), companies, row));
  }
  for (std::size_t row = 0; row < 2 * count; ++row) {
    const std::size_t subject = row / 2;
    const std::size_t owner = subject * (row % 2 + 1) / 3;
    sink.add(maker.owner(numbers[subject], numbers[owner], members, row));
  }
  if (!builder.value()->finish()) std::exit(1);
  return numbers;
}

}  // namespace

int main(int count, char** values) {
  const std::size_t organisations = count > 1 ? std::strtoul(values[1], nullptr, 10) : 500'000;
  const std::string path = count > 2 ? values[2] : "kede_register_perf.sqlite";
  const auto vocabulary = model::Vocabulary::built_in();
  if (!vocabulary || organisations < 5) return 1;
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  auto begin = std::chrono::steady_clock::now();
  const auto numbers = import(path, *vocabulary, organisations);
  const double imported = seconds_since(begin);
  fmt::print("import of {} organisations and {} owners: {:.1f} s, file {} MB, peak memory {:.0f} MB\n", organisations, 2 * organisations,
             imported, std::filesystem::file_size(path) / 1'000'000, peak_megabytes());

  begin = std::chrono::steady_clock::now();
  auto file = store::RegisterFile::open(path, *vocabulary);
  if (!file) return 1;
  model::Dataset tender;
  const SourceId source = tender.add_source({.path = "tender", .sha256 = "", .bytes = 0, .format = "perf", .date = {}});
  const Maker maker(*vocabulary);
  for (std::size_t bidder = 1; bidder <= 5; ++bidder)
    tender.add(maker.organisation(numbers[numbers.size() * bidder / 5 - 1], source, bidder));
  DiagnosticSink diagnostics;
  const auto joined = store::join_register(file.value(), *vocabulary, tender, diagnostics);
  if (!joined) return 1;
  fmt::print("five bidders looked up, owners up to ten levels: {:.1f} ms, {} records added\n", 1000 * seconds_since(begin),
             joined->records);
  if (count <= 2) std::filesystem::remove(path, ignored);
  return 0;
}
