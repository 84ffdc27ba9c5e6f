#include "tests/reports/fixture.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "engine/base/resources.hpp"
#include "tests/support/records.hpp"

namespace kede::testing {
namespace {

std::string path_of(const std::string& name) { return std::string(KEDE_SOURCE_DIR) + "/tests/reports/" + name; }

std::string text_of(const std::string& name) {
  std::ifstream file(path_of(name), std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

const MessageCatalogue& catalogue() {
  static const Result<MessageCatalogue> made = MessageCatalogue::built_in();
  REQUIRE(made.ok());
  return *made;
}

RecordList procurement() {
  return {
      {"contract",
       "c-1",
       {{"id", "RS-2026-014"},
        {"title", "Skolu ēku uzkopšana"},
        {"buyer", "city"},
        {"cpv_main", "90911200"},
        {"estimated_value", "480000 EUR"},
        {"date_published", "2026-09-01"},
        {"submission_deadline", "2026-10-01"},
        {"labour_share", "72"}}},
      {"lot", "l-1", {{"id", "1"}, {"contract", "c-1"}, {"title", "Centra skolas"}}},
      {"lot", "l-2", {{"id", "2"}, {"contract", "c-1"}, {"title", "Pārdaugavas skolas"}}},
      {"organisation", "city", {{"name", "Rīgas Paraugu pašvaldība"}, {"country", "LV"}}},
      {"organisation",
       "spodra",
       {{"name", "SIA Spodra"},
        {"country", "LV"},
        {"reg_number", "40009990008"},
        {"suppliers_complete", "no"},
        {"passports_kept_by", "worker"}},
       day("2026-09-28")},
      {"organisation",
       "rokas",
       {{"name", "SIA Darba Rokas"},
        {"country", "LV"},
        {"reg_number", "40009990012"},
        {"is_labour_provider", "yes"},
        {"licence_employment_agency", "expired"},
        {"recruitment_fees_paid_by", "worker"},
        {"deposit_required", "yes"},
        {"employees", "12"}},
       day("2026-09-28")},
      {"organisation",
       "rokas-register",
       {{"name", "\"Darba Rokas\" SIA"}, {"country", "LV"}, {"reg_number", "40009990012"}, {"licence_employment_agency", "expired"}},
       day("2026-08-02")},
      {"organisation",
       "baltija",
       {{"name", "UAB Rokos Baltija"}, {"country", "LT"}, {"is_labour_provider", "yes"}, {"licence_employment_agency", "none"}}},
      {"organisation", "ziepes", {{"name", "SIA Ziepju Nams"}, {"country", "LV"}, {"suppliers_complete", "yes"}}},
      {"organisation", "krasas", {{"name", "SIA Krāsu Nams"}, {"country", "LV"}}},
      {"organisation",
       "diena",
       {{"name", "SIA Tīrā Diena"},
        {"country", "LV"},
        {"reg_number", "40009990027"},
        {"suppliers_complete", "yes"},
        {"passports_kept_by", "worker"},
        {"recruitment_fees_paid_by", "employer"},
        {"deposit_required", "no"},
        {"is_labour_provider", "no"}}},
      {"organisation",
       "hostile",
       {{"name", "</title><script>alert('x')</script> \"&\" \n=CMD() \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D https://example.test/"},
        {"country", "LV"}}},
      {"organisation", "same-name", {{"name", "SIA Spodra"}, {"country", "LV"}, {"reg_number", "40009990031"}}},
      {"person", "120190-12345 Jānis Bērziņš", {{"name", "Jānis Bērziņš"}, {"register_id", "120190-12345"}, {"birth_date", "1990-01-12"}}},
      {"ownership",
       "spodra|Jānis Bērziņš",
       {{"subject", "rokas"},
        {"person", "120190-12345 Jānis Bērziņš"},
        {"role", "shareholder"},
        {"owner_type", "person"},
        {"share_max", "100"}}},
      {"bid", "b-1", {{"contract", "c-1"}, {"lot", "l-1"}, {"bidder", "spodra"}, {"amount", "310000 EUR"}, {"labour_hours", "61000"}}},
      {"bid", "b-2", {{"contract", "c-1"}, {"lot", "l-1"}, {"bidder", "diena"}, {"amount", "470000 EUR"}, {"labour_hours", "41000"}}},
      {"bid", "b-3", {{"contract", "c-1"}, {"lot", "l-1"}, {"bidder", "hostile"}}},
      {"bid", "b-4", {{"contract", "c-1"}, {"lot", "l-2"}, {"amount", "90000 EUR"}}},
      {"supply",
       "s-1",
       {{"parent", "spodra"}, {"child", "rokas"}, {"contract", "c-1"}, {"bid", "b-1"}, {"kind", "labour_supply"}, {"share_percent", "60"}}},
      {"supply", "s-2", {{"parent", "rokas"}, {"child", "baltija"}, {"contract", "c-1"}, {"bid", "b-1"}, {"kind", "labour_supply"}}},
      {"supply", "s-3", {{"parent", "spodra"}, {"child", "ziepes"}, {"contract", "c-1"}, {"bid", "b-1"}, {"kind", "material_supply"}}},
      {"supply", "s-4", {{"parent", "ziepes"}, {"child", "krasas"}, {"kind", "subcontract"}}},
      {"supply", "s-5", {{"parent", "krasas"}, {"child", "ziepes"}, {"kind", "subcontract"}}},
  };
}

std::unique_ptr<const lang::LoadedRules> load_rules() {
  auto tables = lang::load_built_in_tables();
  REQUIRE(tables.ok());
  auto rules = std::make_unique<lang::LoadedRules>();
  rules->tables = std::move(tables).value();
  const std::string pack_json = text_of("rules/pack.json");
  const std::string rules_json = text_of("rules/rules.json");
  const lang::PackFile files[] = {{"test/pack.json", pack_json}, {"test/rules.json", rules_json}};
  auto pack = lang::load_pack(files, vocabulary(), rules->tables, resource("rules/sources.json").value_or(""),
                              resource("rules/requirements.json").value_or(""));
  if (!pack) {
    for (const Diagnostic& diagnostic : pack.diagnostics()) UNSCOPED_INFO(catalogue().render(diagnostic, Language::en));
  }
  REQUIRE(pack.ok());
  rules->pack = std::move(pack).value();
  return rules;
}

Screened screen(const RecordList& records) {
  Screened out;
  auto dataset = std::make_unique<model::Dataset>(dataset_of(records));
  dataset->complete_source(
      SourceId{0},
      {.path = "tender/bids.xlsx", .sha256 = std::string(64, 'a'), .bytes = 18'432, .format = "workbook 1", .date = day("2026-10-02")});
  if (records.size() > 1) {
    dataset->reject({SourceId{0}, "bids!9", error("KD0001").arg("path", "x"), ""});
    out.diagnostics.push_back(warning("KD0001").at({.file = "tender/bids.xlsx", .row = 9}).arg("path", "x"));
  }
  out.dataset = std::move(dataset);
  out.resolved = std::make_unique<const identity::Resolved>(identity::resolve(*out.dataset, vocabulary()));
  out.graph = std::make_unique<const graph::SupplyGraph>(graph::build_graph(*out.resolved));
  out.rules = load_rules();
  out.screening = assess::assess(*out.graph, out.rules->pack, out.rules->tables, {.as_of = day("2026-11-01"), .threads = 1});
  return out;
}

}  // namespace

reports::ReportOptions Screened::options(Language language) const {
  return {.language = language, .messages = &catalogue(), .diagnostics = diagnostics};
}

Screened school_cleaning() { return screen(procurement()); }

Screened many_bids(std::size_t count) {
  RecordList records = procurement();
  for (std::size_t i = 0; i < count; ++i) {
    const std::string key = "extra-" + std::to_string(i);
    records.push_back(
        {"organisation", key, {{"name", "SIA Papildu pretendents " + std::to_string(i)}, {"deposit_required", i % 3 == 0 ? "yes" : "no"}}});
    records.push_back(
        {"bid", "bid-" + key, {{"contract", "c-1"}, {"lot", "l-1"}, {"bidder", key}, {"amount", std::to_string(300'000 + i) + " EUR"}}});
    records.push_back({"supply",
                       "supply-" + key,
                       {{"parent", key}, {"child", "baltija"}, {"bid", "bid-" + key}, {"contract", "c-1"}, {"kind", "subcontract"}}});
  }
  return screen(records);
}

Screened many_contracts(std::size_t count) {
  RecordList records = procurement();
  for (std::size_t i = 0; i < count; ++i) {
    const std::string n = std::to_string(i);
    records.push_back({"contract", "more-" + n, {{"title", "Iepirkums " + n}}});
    records.push_back({"organisation", "firm-" + n, {{"name", "SIA Vēl " + n}, {"deposit_required", i % 3 == 0 ? "yes" : "no"}}});
    records.push_back(
        {"bid", "bid-" + n, {{"contract", "more-" + n}, {"bidder", "firm-" + n}, {"amount", std::to_string(100'000 + i) + " EUR"}}});
    records.push_back(
        {"supply",
         "supply-" + n,
         {{"parent", "firm-" + n}, {"child", "baltija"}, {"bid", "bid-" + n}, {"contract", "more-" + n}, {"kind", "subcontract"}}});
  }
  return screen(records);
}

Screened nothing_in_it() { return screen({{"organisation", "alone", {{"name", "SIA Viena"}}}}); }

std::vector<std::string> private_texts() { return {"Jānis", "Bērziņš", "120190", "1990-01-12", "12.01.1990"}; }

std::string written(const reports::Report& report, const Screened& screened, Language language, std::string_view file) {
  const auto files = report.write(screened.assessment(), screened.options(language));
  REQUIRE(files.ok());
  for (const reports::OutputFile& made : *files) {
    if (made.name == file) return made.bytes;
  }
  FAIL("no file " << file);
  return {};
}

void check_golden(const std::string& name, const std::string& bytes) {
  const char* bless = std::getenv("KEDE_BLESS");
  if (bless != nullptr && std::string_view(bless) == "1") std::ofstream(path_of("golden/" + name), std::ios::binary) << bytes;
  INFO("golden " << name);
  CHECK(text_of("golden/" + name) == bytes);
}

}  // namespace kede::testing
