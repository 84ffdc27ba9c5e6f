// Broken and hostile input ends in diagnostics; nothing that is whole is lost; the sizes of reads change nothing.
#include <catch2/catch.hpp>
#include <random>

#include "engine/base/hash.hpp"
#include "support.hpp"

using namespace ocds_test;

namespace {

std::string release(const std::string& ocid) {
  return R"({"ocid": ")" + ocid +
         R"(", "date": "2025-01-01", "tag": ["tender"], "tender": {"id": "t", "title": "T\u0101ltis \"x\" }]{["}})";
}

std::string sample() {
  return package(
      R"("parties": [{"id": "1", "name": "SIA Ķīpsala", "roles": ["buyer"]}, {"id": 2, "name": "B", "roles": ["supplier"], "address": {"countryName": "Latvija"}}], "buyer": {"id": "1"},
    "tender": {"id": "t", "title": "Tīrīšana", "value": {"amount": 10.10, "currency": "EUR"}, "lots": [{"id": "1"}], "items": [{"id": 1, "classification": {"scheme": "CPV", "id": "39800000-0"}}]},
    "bids": {"details": [{"id": 1, "tenderers": [{"id": 2}], "value": {"amount": 9.5, "currency": "EUR"}, "subcontracting": {"subcontracts": [{"id": 1, "subcontractor": {"id": "3", "name": "C"}}]}}]},
    "awards": [{"id": 1, "status": "active", "suppliers": [{"id": 2}]}], "contracts": [{"id": 1, "awardID": 1}])");
}

}  // namespace

TEST_CASE("the records do not depend on the sizes in which a file is read") {
  const std::string a = release("a");
  const std::string mixed = "[" + a + ", {\"releases\": [" + release("b") + ",, 5, {\"x\": 1}, " + release("c") + "]}]\n" +
                            R"({"records": [{"ocid": "d", "releases": [{"url": "u"}]}]})" + "\n" +
                            R"({"ocid": "e", "tag": ["tender", "cut)" + "\n" + a + "\n" + release("f") +
                            " stray \"text\" { \"releases\": [" + release("g") + ", {\"ocid\": \"cut";
  for (const std::string& text : {sample(), mixed}) {
    const std::string whole = import_text(text, {.block = 1U << 20U}).all();
    for (const std::size_t block : {1U, 2U, 3U, 7U, 64U, 1000U}) CHECK(import_text(text, {.block = block}).all() == whole);
  }
  CHECK(balanced(import_text(mixed)));
}

TEST_CASE("empty and alien input is told, not read") {
  for (const char* text : {"",
                           " ",
                           "\n",
                           "null",
                           "42",
                           "\"x\"",
                           "[]",
                           "{}",
                           "{\"a\": 1}",
                           "PK\x03\x04",
                           "<xml/>",
                           "\xEF\xBB\xBF",
                           "]",
                           "}}}}",
                           "{",
                           "[",
                           "[[[[",
                           "\"",
                           "{\"",
                           "{\"releases\"",
                           "{\"releases\": 5}",
                           "[1, 2, null]"}) {
    INFO(text);
    const Imported imported = import_text(text);
    CHECK(imported.opened);
    CHECK(imported.records.empty());
    CHECK(balanced(imported));
    CHECK((imported.rejections.size() + imported.told("KD1108") + imported.told("KD1109") + imported.told("KD1116")) > 0);
  }
}

TEST_CASE("a file cut anywhere gives everything complete before the cut, and says that it is cut") {
  const std::string text = R"({"version": "1.1", "releases": [)" + release("a") + ", " + release("b") + "]}";
  const std::size_t first_end = text.find(release("a")) + release("a").size();
  for (std::size_t cut = 1; cut < text.size(); ++cut) {
    const Imported imported = import_text(text.substr(0, cut));
    CHECK(balanced(imported));
    if (cut >= first_end) CHECK(imported.value("contract", "a", "title") == "Tāltis \"x\" }]{[");
    CHECK(imported.told("KD1109") == 1);
  }
}

TEST_CASE("the same thing said often is shown a few times and then counted") {
  std::string list;
  for (int i = 0; i < 1000; ++i) list += "{},";
  const Imported imported = import_text("{\"releases\": [" + list + release("a") + "]}");
  CHECK(imported.rejections.size() == 1000);
  CHECK(imported.told("KD1101") == 5);
  CHECK(imported.told("KD1121") == 1);
  CHECK(imported.diagnostics.all().size() == 7);
  CHECK(balanced(imported));
}

TEST_CASE("beyond ten thousand broken things in one file the rest is counted in one line") {
  std::string list = "{\"releases\": [{}";
  for (int i = 1; i < 25'000; ++i) list += ",{}";
  const Imported imported = import_text(list + "]}");
  CHECK(imported.counts.rejected == 25'000);
  CHECK(imported.counts.present == 25'000);
  REQUIRE(imported.rejections.size() == 10'001);
  CHECK(imported.rejections.back().reason.code == "KD1122");
  CHECK(imported.rejections.back().place == "/releases/10000");
  CHECK(imported.rejections.back().reason.args.at(0).second == "15000");
}

TEST_CASE("releases of a few bytes are read like all others") {
  std::string list;
  for (int i = 0; i < 1200; ++i) list += (i > 0 ? "," : "") + ("{\"ocid\":\"o" + std::to_string(i)) + "\"}";
  const Imported imported = import_text("[" + list + "]");
  CHECK(imported.keys("contract").size() == 1200);
  CHECK(imported.value("contract", "o7", "id") == "o7");
  const Imported merged = import_text(R"([{"ocid":"a"},{"ocid":"a"}])");
  CHECK(merged.value("contract", "a", "id") == "a");
}

TEST_CASE("a broken release is rejected with its place and the others are read") {
  const std::string text = "{\"releases\": [\n" + release("a") + ",\n{\"ocid\": \"b\",\n \"date\": nothing},\n" + release("c") + "]}";
  const Imported imported = import_text(text);
  CHECK(imported.keys("contract") == std::set<std::string>{"a", "c"});
  REQUIRE(imported.rejections.size() == 1);
  CHECK(imported.rejections[0].place == "/releases/1");
  CHECK(imported.rejections[0].reason.code == "KD1118");
  CHECK(imported.rejections[0].reason.where.line == 4);
  CHECK(imported.rejections[0].excerpt.starts_with("{\"ocid\": \"b\""));
}

TEST_CASE("a line of JSON Lines that is cut does not take the following lines with it") {
  const std::string a = release("a");
  for (const std::size_t cut : {2U, 7U, 20U, 40U, 60U, 90U}) {
    const Imported imported =
        import_text(release("x").substr(0, cut) + "\n" + a + "\n" + release("b").substr(0, cut) + "\n" + release("c") + "\n");
    INFO(cut);
    CHECK(imported.keys("contract") == std::set<std::string>{"a", "c"});
    CHECK(imported.rejections.size() == 2);
    CHECK(balanced(imported));
  }
}

TEST_CASE("bad UTF-8 and control characters inside strings do not lose the release") {
  const std::string latvian = R"("x": "āēīūčģķļņšž", )";
  const Imported bad =
      import_text(R"({"ocid": "a", )" + latvian + "\"tag\": [\"tender\"], \"tender\": {\"title\": \"bad \xFF\xC3 bytes\"}}");
  CHECK(bad.value("contract", "a", "title") == "bad \xEF\xBF\xBD\xEF\xBF\xBD bytes");
  CHECK(bad.told("KD1117") == 1);
  const Imported control = import_text(std::string(R"({"ocid": "a", "tag": ["tender"], "tender": {"title": "one)") + "\ntwo\tthree" +
                                       std::string(1, '\0') + R"("}})");
  CHECK(control.value("contract", "a", "title") == "one two three");
}

TEST_CASE("a release that is too large is rejected and the rest goes on") {
  const std::string large = R"({"ocid": "big", "tag": ["tender"], "tender": {"title": ")" + std::string(100'000, 'x') + "\"}}";
  const Imported imported = import_text("[" + release("a") + ", " + large + ", " + release("b") + "]", {.max_record_bytes = 50'000});
  CHECK(imported.keys("contract") == std::set<std::string>{"a", "b"});
  REQUIRE(imported.rejections.size() == 1);
  CHECK(imported.rejections[0].reason.code == "KD1106");
  CHECK(imported.rejections[0].place == "/1");
  CHECK(imported.rejections[0].excerpt.size() < 1000);
}

TEST_CASE("a line of 100 MB is passed over") {
  const std::string text = release("a") + "\n{\"ocid\": \"b\", \"tag\": [\"" + std::string(100U << 20U, 'y') + "\"]}\n" + release("c");
  const Imported imported = import_text(text);
  CHECK(imported.keys("contract") == std::set<std::string>{"a", "c"});
  CHECK(imported.rejections.size() == 1);
}

TEST_CASE("deep nesting is rejected without a deep stack") {
  for (const std::size_t depth : {200U, 100'000U, 3'000'000U}) {
    const std::string lists(depth, '[');
    const std::string ends(depth, ']');
    const Imported closed = import_text("[" + release("a") + R"(, {"ocid": "b", "tag": )" + lists + ends + "}, " + release("c") + "]");
    CHECK(closed.keys("contract") == std::set<std::string>{"a", "c"});
    CHECK(closed.rejections.at(0).reason.code == "KD1107");
    CHECK(balanced(import_text(lists)));
    CHECK(balanced(import_text(R"({"releases": )" + lists)));
    std::string objects;
    for (std::size_t i = 0; i < depth / 10; ++i) objects += R"({"release": )";
    CHECK(balanced(import_text(objects)));
  }
}

TEST_CASE("packages inside packages without end are given up with their place, what stands before them is read") {
  for (const std::string wrapper : {R"({"recordPackage": )", R"({"records": [)", R"({"record": )"}) {
    std::string text = "[" + release("a") + ", ";
    for (int i = 0; i < 5000; ++i) text += wrapper;
    text += release("deep");
    for (int i = 0; i < 5000; ++i) text += wrapper.ends_with('[') ? "]}" : "}";
    const Imported imported = import_text(text + "]");
    INFO(wrapper);
    CHECK(imported.keys("contract") == std::set<std::string>{"a"});
    CHECK(imported.told("KD1107") == 1);
    CHECK(balanced(imported));
  }
}

TEST_CASE("wrong types everywhere are read as far as they mean something and never crash") {
  const std::vector<std::string> values = {
      "null", "true", "-1",     "1e40", "\"\"",           "\"text\"",
      "[]",   "{}",   "[null]", "[[]]", "[5, \"x\", {}]", R"({"id": [1], "name": {"a": 1}, "value": 7, "items": "x", "suppliers": 5})"};
  const std::vector<std::string> members = {"ocid",
                                            "date",
                                            "tag",
                                            "parties",
                                            "buyer",
                                            "tender",
                                            "bids",
                                            "awards",
                                            "contracts",
                                            "relatedProcesses",
                                            "releases",
                                            "records",
                                            "compiledRelease",
                                            "release"};
  for (const std::string& member : members) {
    for (const std::string& value : values) {
      const Imported imported = import_text(R"({"ocid": "o", "tag": ["tender"], ")" + member + "\": " + value + "}");
      CHECK(balanced(imported));
    }
  }
  const std::vector<std::string> inner = {"id",
                                          "name",
                                          "identifier",
                                          "additionalIdentifiers",
                                          "address",
                                          "contactPoint",
                                          "roles",
                                          "details",
                                          "beneficialOwners",
                                          "value",
                                          "items",
                                          "lots",
                                          "tenderers",
                                          "suppliers",
                                          "relatedLots",
                                          "relatedBids",
                                          "status",
                                          "numberOfTenderers",
                                          "statistics",
                                          "subcontracting",
                                          "hasSubcontracting",
                                          "contractPeriod",
                                          "period",
                                          "awardID",
                                          "implementation",
                                          "amendments",
                                          "relatedProcesses",
                                          "classification",
                                          "unit",
                                          "deliveryAddresses",
                                          "awardCriteria",
                                          "documents",
                                          "procuringEntity",
                                          "countriesOfOrigin"};
  for (const std::string& member : inner) {
    for (const std::string& value : values) {
      const std::string object = "{\"id\": \"1\", \"" + member + "\": " + value + "}";
      const Imported imported =
          import_text(R"({"ocid": "o", "tag": ["x"], "parties": [)" + object + R"(], "tender": {"id": "1", ")" + member + "\": " + value +
                      R"(, "items": [)" + object + R"(], "lots": [)" + object + R"(]}, "bids": {"details": [)" + object + "], \"" + member +
                      "\": " + value + R"(}, "awards": [)" + object + R"(], "contracts": [)" + object + "]}");
      CHECK(balanced(imported));
      CHECK(imported.counts.read == 1);
    }
  }
}

TEST_CASE("random damage never crashes and never loses count") {
  std::mt19937 random(20260101);  // NOLINT: the same damage every time
  const std::string good = sample() + "\n" + release("a") + "\n" + R"({"records": [{"ocid": "r", "compiledRelease": )" + release("r") +
                           R"(, "releases": [)" + release("r") + "]}]}";
  constexpr std::string_view bytes = "{}[]\",:\\\n0a\xFF\x00 ";
  for (int round = 0; round < 1500; ++round) {
    std::string text = good;
    for (int hits = 0; hits < 1 + round % 4; ++hits) {
      const std::size_t at = random() % text.size();
      if (random() % 3 == 0) {
        text.erase(at, 1 + random() % 40);
      } else {
        text[at] = bytes[random() % bytes.size()];
      }
    }
    const Imported imported = import_text(text, {.block = 1 + random() % 300});
    CHECK(balanced(imported));
  }
}

TEST_CASE("a file that cannot be opened is told, and a failure only when none can") {
  const MemoryFileSystem files({{"a.json", release("a")}});
  Imported out;
  importers::ImportContext context{files, vocabulary(), out.diagnostics};
  const std::vector<importers::InputFile> both = {{"a.json"}, {"gone.json"}};
  CHECK(importers::ocds::importer.read(both, context, out).ok());
  CHECK(out.keys("contract").size() == 1);
  CHECK(out.diagnostics.has_errors());
  const std::vector<importers::InputFile> none = {{"gone.json"}};
  CHECK_FALSE(importers::ocds::importer.read(none, context, out).ok());
}
