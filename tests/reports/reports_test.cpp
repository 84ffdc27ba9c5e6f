#include <catch2/catch.hpp>

#include <rapidjson/document.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <set>

#include "engine/base/resources.hpp"
#include "engine/base/text.hpp"
#include "reports/bid_lines.hpp"
#include "reports/csv/csv_report.hpp"
#include "reports/csv/csv_writer.hpp"
#include "reports/html/html_report.hpp"
#include "reports/json/json_report.hpp"
#include "reports/listing.hpp"
#include "reports/text/screen_table.hpp"
#include "reports/text_lines.hpp"
#include "tests/reports/fixture.hpp"

using namespace kede;
using namespace kede::testing;

namespace {

constexpr Language kLanguages[] = {Language::en, Language::lv};
const std::string kSuffix[] = {"en", "lv"};

std::string name_of(std::string_view stem, Language language, std::string_view end) {
  return std::string(stem) + '_' + kSuffix[static_cast<std::size_t>(language)] + std::string(end);
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// Every file of every report in both languages.
std::vector<reports::OutputFile> everything(const Screened& screened) {
  std::vector<reports::OutputFile> files;
  for (const Language language : kLanguages) {
    for (const reports::Report* report : reports::all_reports()) {
      auto made = report->write(screened.assessment(), screened.options(language));
      REQUIRE(made.ok());
      for (reports::OutputFile& file : made.value()) files.push_back(std::move(file));
    }
  }
  return files;
}

void every_property_is_described(const rapidjson::Value& schema, const std::string& path) {
  if (!schema.IsObject()) return;
  if (schema.HasMember("properties")) {
    for (const auto& property : schema["properties"].GetObject()) {
      const std::string here = path + '/' + property.name.GetString();
      INFO(here);
      CHECK((property.value.HasMember("description") || property.value.HasMember("$ref")));
      every_property_is_described(property.value, here);
    }
  }
  if (schema.HasMember("items")) every_property_is_described(schema["items"], path + "/items");
  if (schema.HasMember("definitions")) {
    for (const auto& definition : schema["definitions"].GetObject())
      every_property_is_described(definition.value, path + "#" + definition.name.GetString());
  }
}

}  // namespace

TEST_CASE("every report has its own name and title", "[reports]") {
  std::set<std::string_view> names;
  for (const reports::Report* report : reports::all_reports()) {
    CHECK(names.insert(report->name).second);
    CHECK_FALSE(report->title.empty());
  }
  CHECK(names == std::set<std::string_view>{"csv", "html", "json", "text"});
}

TEST_CASE("the table reads as it should in both languages", "[reports][text]") {
  const Screened screened = school_cleaning();
  for (const Language language : kLanguages) {
    const std::string table = reports::text::screen_table(screened.assessment(), screened.options(language), 100);
    check_golden(name_of("screen", language, ".txt"), table);
    for (const std::string_view line : split(table, '\n')) {
      INFO(line);
      CHECK(code_points(line) <= 100);
      CHECK_FALSE(line.ends_with(' '));
    }
  }
}

TEST_CASE("a table without bids says so and what was read", "[reports][text]") {
  const Screened screened = nothing_in_it();
  const std::string table = reports::text::screen_table(screened.assessment(), screened.options(Language::en), 100);
  CHECK(contains(table, "No bid and no award was found"));
  CHECK(contains(table, "records 1"));
  for (const reports::OutputFile& file : everything(screened)) {
    INFO(file.name);
    CHECK_FALSE(file.bytes.empty());
  }
}

TEST_CASE("text is wrapped and cut by code points", "[reports][text]") {
  CHECK(reports::wrap("viens divi trīs četri", 10, 3) == std::vector<std::string>{"viens divi", "trīs četri"});
  CHECK(reports::wrap("ķēķisķēķis", 4, 2) == std::vector<std::string>{"ķēķi", "sķē…"});
  CHECK(reports::pad_right("ķēde", 6) == "ķēde  ");
  CHECK(reports::pad_left("ķēde", 6) == "  ķēde");
  CHECK(reports::one_line("a\n\t b\x01") == "a b");
}

TEST_CASE("a cell never becomes a formula, and numbers stay numbers", "[reports][csv]") {
  CHECK(reports::harmless_cell("=1+1") == "'=1+1");
  CHECK(reports::harmless_cell("+371 67000000") == "'+371 67000000");
  CHECK(reports::harmless_cell("@x") == "'@x");
  CHECK(reports::harmless_cell("\tx") == "'\tx");
  CHECK(reports::harmless_cell("-x") == "'-x");
  CHECK(reports::harmless_cell("-12,5") == "-12,5");
  CHECK(reports::harmless_cell("+0.25") == "+0.25");
  reports::CsvWriter csv;
  csv.row({"a;b", "say \"x\"", "two\nlines", "plain"});
  CHECK(csv.take() == "\xEF\xBB\xBF\"a;b\";\"say \"\"x\"\"\";\"two\nlines\";plain\r\n");
}

TEST_CASE("the CSV files read as they should", "[reports][csv]") {
  const Screened screened = school_cleaning();
  for (const Language language : kLanguages) {
    check_golden(name_of("findings", language, ".csv"), written(reports::csv_report, screened, language, "findings.csv"));
    check_golden(name_of("chains", language, ".csv"), written(reports::csv_report, screened, language, "chains.csv"));
  }
}

TEST_CASE("report.json follows its schema, which describes every member", "[reports][json]") {
  const std::string_view schema_text = resource("reports/json/report.schema.json").value();
  rapidjson::Document schema_json;
  schema_json.Parse(schema_text.data(), schema_text.size());
  REQUIRE_FALSE(schema_json.HasParseError());
  every_property_is_described(schema_json, "");
  const rapidjson::SchemaDocument schema(schema_json);
  for (const Screened& screened : {school_cleaning(), nothing_in_it(), many_bids(3)}) {
    for (const Language language : kLanguages) {
      const std::string text = written(reports::json_report, screened, language, "report.json");
      rapidjson::Document json;
      json.Parse(text.data(), text.size());
      REQUIRE_FALSE(json.HasParseError());
      rapidjson::SchemaValidator validator(schema);
      const bool valid = json.Accept(validator);
      rapidjson::StringBuffer where;
      if (!valid) validator.GetInvalidDocumentPointer().StringifyUriFragment(where);
      INFO(where.GetString() << ' ' << (valid ? "" : validator.GetInvalidSchemaKeyword()));
      CHECK(valid);
    }
  }
}

TEST_CASE("what report.json refers to is in it", "[reports][json]") {
  const Screened screened = school_cleaning();
  const std::string text = written(reports::json_report, screened, Language::en, "report.json");
  rapidjson::Document json;
  json.Parse(text.data(), text.size());
  std::set<std::string> verdicts;
  for (const auto& verdict : json["verdicts"].GetArray()) CHECK(verdicts.insert(verdict["id"].GetString()).second);
  std::set<std::string> bids;
  for (const auto& bid : json["bids"].GetArray()) {
    CHECK(bids.insert(bid["id"].GetString()).second);
    double sum = 0;
    for (const auto& line : bid["contributions"].GetArray()) {
      CHECK(verdicts.contains(line["verdict"].GetString()));
      if (line["counted"].GetBool()) sum += line["points"].GetDouble();
    }
    CHECK(sum == Approx(bid["score"]["points"].GetDouble()).margin(0.00001));
    for (const auto& question : bid["questions"].GetArray()) CHECK(verdicts.contains(question["verdict"].GetString()));
    for (const char* list : {"chains", "missing_facts", "choke_points"}) {
      for (const auto& item : bid[list].GetArray()) {
        CHECK_FALSE(item["verdicts"].Empty());
        for (const auto& verdict : item["verdicts"].GetArray()) CHECK(verdicts.contains(verdict.GetString()));
      }
    }
  }
  for (const auto& contract : json["contracts"].GetArray()) {
    for (const auto& bid : contract["bids"].GetArray()) CHECK(bids.contains(bid.GetString()));
    for (const auto& verdict : contract["context"].GetArray()) CHECK(verdicts.contains(verdict.GetString()));
  }
  CHECK(json["rejected"].Size() == 1);
  CHECK(json["merges"].Size() >= 1);
  CHECK(json["blocked_merges"].Size() >= 1);
  CHECK(json["cycles"].Size() == 1);
}

TEST_CASE("each flag says what would clear it, each bidder what to ask for, and each chain where it narrows", "[reports][json]") {
  const Screened screened = school_cleaning();
  const std::string text = written(reports::json_report, screened, Language::en, "report.json");
  rapidjson::Document json;
  json.Parse(text.data(), text.size());
  std::size_t cleared = 0;
  for (const auto& verdict : json["verdicts"].GetArray()) {
    const bool is_flag = std::string_view(verdict["outcome"].GetString()) == "fires";
    CHECK(verdict["clearing"].IsObject() == is_flag);
    if (is_flag && !verdict["clearing"]["smallest"].Empty()) {
      CHECK(verdict["clearing"]["proven"].GetBool());
      ++cleared;
    }
  }
  CHECK(cleared > 3);
  const auto& bid = json["bids"][0];  // that of SIA Spodra, whose labour provider has most of the flags
  REQUIRE_FALSE(bid["choke_points"].Empty());
  CHECK(std::string_view(bid["choke_points"][0]["node"]["name"].GetString()) == "SIA Darba Rokas");
  REQUIRE_FALSE(bid["missing_facts"].Empty());
  for (const Language language : kLanguages) {
    const std::string html = written(reports::html_report, screened, language, "report.html");
    const bool is_english = language == Language::en;
    const std::string_view parts[] = {
        is_english ? "It would be clear if SIA Darba Rokas: " : "Norādes nebūtu, ja “SIA Darba Rokas: ",
        is_english ? "A clause at SIA Darba Rokas covers " : "Nosacījums attiecībā uz SIA Darba Rokas aptver ",
        is_english ? "Facts that are missing, the most useful first" : "Trūkstošie fakti, sākot ar noderīgākajiem"};
    for (const std::string_view part : parts) {
      INFO(part);
      CHECK(contains(html, part));
    }
  }
}

TEST_CASE("no report shows a private value or names a natural person", "[reports][privacy]") {
  const Screened screened = school_cleaning();
  for (const reports::OutputFile& file : everything(screened)) {
    for (const std::string& text : private_texts()) {
      const std::size_t at = file.bytes.find(text);
      INFO(file.name << " must not contain " << text << ": "
                     << file.bytes.substr(at == std::string::npos ? 0 : at - std::min<std::size_t>(at, 120),
                                          at == std::string::npos ? 0 : 240));
      CHECK(at == std::string::npos);
    }
  }
}

TEST_CASE("two runs give the same bytes", "[reports][determinism]") {
  const auto first = everything(school_cleaning());
  const auto second = everything(school_cleaning());
  REQUIRE(first.size() == second.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    INFO(first[i].name);
    CHECK(first[i].name == second[i].name);
    CHECK((first[i].bytes == second[i].bytes));
  }
}

TEST_CASE("no report leaves a word or a name of a word unfilled", "[reports]") {
  for (const reports::OutputFile& file : everything(school_cleaning())) {
    INFO(file.name);
    CHECK_FALSE(contains(file.bytes, "‹"));
    CHECK_FALSE(contains(file.bytes, "{{"));
  }
}

TEST_CASE("of very many procurements a page shows the strongest in their order, and says how many are left out", "[reports]") {
  const Screened screened = many_contracts(250);
  const auto& assessment = screened.assessment();
  REQUIRE(assessment.contracts.size() == 251);
  CHECK(reports::contracts_shown(assessment, 1000).size() == 251);
  const std::vector<std::size_t> shown = reports::contracts_shown(assessment, 100);
  CHECK(shown.size() == 100);
  CHECK(std::is_sorted(shown.begin(), shown.end()));
  const auto strongest = [&](std::size_t c) {
    double points = 0;
    for (const std::size_t b : assessment.contracts[c].bids) points = std::max(points, assessment.bids[b].score.points);
    return points;
  };
  double least_shown = 1e9;
  for (const std::size_t c : shown) least_shown = std::min(least_shown, strongest(c));
  for (std::size_t c = 0; c < assessment.contracts.size(); ++c) {
    if (std::find(shown.begin(), shown.end(), c) == shown.end()) CHECK(strongest(c) <= least_shown);
  }
  CHECK(contains(written(reports::html_report, screened, Language::en, "report.html"), "Procurements not shown here for length: 51."));
  CHECK(contains(reports::text::screen_table(assessment, screened.options(Language::en), 100),
                 "Procurements not shown here for length: 151."));
}

TEST_CASE("of very many open questions each bid keeps its most useful ones, and every flag is listed", "[reports][json]") {
  const Screened screened = many_contracts(60);
  const auto& assessment = screened.assessment();
  const reports::Listing listing(assessment, 100);  // fewer than there are
  REQUIRE(listing.is_brief());
  CHECK_FALSE(reports::Listing(school_cleaning().assessment()).is_brief());
  for (const assess::BidResult& bid : assessment.bids) {
    const auto questions = listing.questions(bid);
    CHECK(questions.empty() == bid.questions.empty());
    CHECK(questions.size() <= bid.questions.size());
    for (const assess::Contribution& line : bid.contributions) {
      if (assessment.verdicts[line.verdict].outcome == lang::Outcome::fires) CHECK(listing.lists(bid, line));
    }
  }
}
