// Times of the CSV reader and of the importers of registers, on invented tables, printed and never asserted.
// Run: build/release/bin/kede_registers_perf reader|register|members|taxes [MEGABYTES]   (200 unless told)
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "engine/base/csv.hpp"
#include "importers/registry.hpp"
#include "importers/source.hpp"

namespace {

using namespace kede;

class CountingSink final : public model::RecordSink {
 public:
  SourceId add_source(model::Source) override { return make_id<SourceId>(0); }
  void complete_source(SourceId, model::Source) override {}
  void add(model::Record record) override {
    ++records;
    facts += record.facts.size();
  }
  void reject(model::Rejection) override { ++rejected; }
  std::size_t records = 0;
  std::size_t facts = 0;
  std::size_t rejected = 0;
};

// 40003000001 and on, with the right last digit.
std::string company_number(std::size_t i) {
  constexpr int weights[] = {9, 1, 4, 8, 3, 10, 2, 5, 7, 6};
  for (std::size_t step = 0;; ++step) {
    const std::string ten = fmt::format("4{:09}", 3'000'000 + i * 7 + step * 1'000'000'000 % 7);
    int sum = 0;
    for (std::size_t at = 0; at < 10; ++at) sum += (ten[at] - '0') * weights[at];
    const int last = ((3 - sum) % 11 + 11) % 11;
    if (last < 10) return ten + static_cast<char>('0' + last);
    i += 500'000'000;
  }
}

constexpr std::string_view kRegisterHeader =
    "regcode;sepa;name;name_before_quotes;name_in_quotes;name_after_quotes;without_quotes;regtype;regtype_text;type;type_text;registered;"
    "terminated;closed;address;index;addressid;region;city;atvk;reregistration_term\n";
constexpr std::string_view kMembersHeader =
    "id;uri;at_legal_entity_registration_number;entity_type;name;forename;surname;latvian_identity_number_masked;birth_date;"
    "legal_entity_registration_number;number_of_shares;share_nominal_value;share_currency;date_from;registered_on;last_modified_at\n";
constexpr std::string_view kTaxesHeader =
    "Registracijas_kods,Nosaukums,Uznemejdarbibas_forma,Taksacijas_gads,Pamatdarbibas_NACE_kods,Juridiska_adrese_ATVK_kods,"
    "Juridiska_adrese_ATVK_nosaukums,Samaksato_VID_administreto_nodoklu_kopsumma_tukst_EUR,Taja_skaita_IIN,Taja_skaita_VSAOI,"
    "Videjais_nodarbinato_personu_skaits_cilv,Informacijas_atjaunosanas_datums\n";

std::string row_of(std::string_view table, std::size_t i) {
  const std::string number = company_number(table == "members" ? i / 3 * 2 : i);
  if (table == "taxes")
    return fmt::format(
        "'{}',\"Sabiedrība ar ierobežotu atbildību \"\"Zīle {}\"\"\",Sabiedrība ar ierobežotu "
        "atbildību,{},{:04},0001000,Rīga,{}.{:02},{}.10,{}.25,{},2025-10-01\n",
        number, i, 2022 + i % 3, 1'000 + i * 37 % 600, 20 + i % 900, i % 100, 3 + i % 100, 9 + i % 500, 1 + i % 60);
  if (table == "members")
    return fmt::format(
        "{};http://dati.ur.gov.lv/m/{};{};{};\"Bērziņš Jānis {}\";Jānis;Bērziņš;{:06}-*****;;;{};1;EUR;2015-03-{:02};2015-04-01;2020-05-06 "
        "10:11:12\n",
        i, i, number, "NATURAL_PERSON", i % 5'000, 10'165 + i % 300'000, 100 + i % 2'800, 1 + i % 28);
  return fmt::format(
      "{};LV{:02}ZZZ{};\"Sabiedrība ar ierobežotu atbildību \"\"Zīle {}\"\"\";Sabiedrība ar ierobežotu atbildību;Zīle "
      "{};;0;K;Komercreģistrs;SIA;"
      "Sabiedrība ar ierobežotu atbildību;{}-0{}-1{};;;\"Rīga, Brīvības iela {} - {}\";LV-1010;{};100003003;100003003;0001000;\n",
      number, i % 97, number, i, i, 1992 + i % 30, 1 + i % 9, i % 9, 1 + i % 300, 1 + i % 90, 100'000'000 + i);
}

std::string written_table(std::string_view table, std::size_t megabytes) {
  const std::string path = (std::filesystem::temp_directory_path() / fmt::format("kede_perf_{}_{}.csv", table, megabytes)).string();
  if (std::filesystem::exists(path)) return path;
  std::ofstream out(path, std::ios::binary);
  std::string block(table == "taxes" ? kTaxesHeader : table == "members" ? kMembersHeader : kRegisterHeader);
  std::size_t written = 0;
  for (std::size_t i = 0; written < megabytes << 20U; ++i) {
    block += row_of(table, i);
    if (block.size() < 1U << 20U) continue;
    out << block;
    written += block.size();
    block.clear();
  }
  out << block;
  return path;
}

std::string peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return line.substr(6);
  }
  return "?";
}

void report(std::string_view what, const std::string& path, std::chrono::steady_clock::time_point begin, std::clock_t cpu) {
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  const double worked = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
  const double megabytes = static_cast<double>(std::filesystem::file_size(path)) / (1U << 20U);
  fmt::print("{}: {:.0f} MB in {:.2f} s, {:.0f} MB/s ({:.0f} MB for each second of processor time), peak memory {}\n", what, megabytes,
             seconds, megabytes / seconds, megabytes / worked, peak_memory());
}

void time_reader(const DiskFileSystem& disk, const std::string& path) {
  for (const bool decoded : {false, true}) {
    const auto begin = std::chrono::steady_clock::now();
    const std::clock_t cpu = std::clock();
    auto raw = disk.open(path);
    auto text = importers::SourceText::open(disk, path);
    if (!raw || !text) return;
    CsvReader reader([&](char* into, std::size_t size) { return decoded ? text.value()->read(into, size) : raw.value()->read(into, size); },
                     ';');
    std::size_t cells = 0;
    for (CsvRecord record; reader.next(record);) cells += record.fields.size();
    report(decoded ? "CSV reader behind decoding and hashing" : "CSV reader", path, begin, cpu);
    fmt::print("  {} cells\n", cells);
  }
}

void time_import(const DiskFileSystem& disk, const std::string& path, std::string_view name) {
  const auto vocabulary = model::Vocabulary::built_in();
  if (!vocabulary) return;
  for (const importers::Importer* importer : importers::all_importers()) {
    if (importer->name != name) continue;
    DiagnosticSink diagnostics;
    CountingSink sink;
    importers::ImportContext context{disk, *vocabulary, diagnostics};
    const importers::InputFile file{path};
    const auto begin = std::chrono::steady_clock::now();
    const std::clock_t cpu = std::clock();
    if (!importer->read({&file, 1}, context, sink)) return;
    report(importer->name, path, begin, cpu);
    fmt::print("  {} records, {} facts, {} rejected\n", sink.records, sink.facts, sink.rejected);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "reader";
  const std::size_t megabytes = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 200;
  const DiskFileSystem disk;
  if (what == "reader") {
    time_reader(disk, written_table("register", megabytes));
  } else {
    time_import(disk, written_table(what, megabytes), what == "taxes" ? "vid" : "ur");
  }
  return 0;
}
