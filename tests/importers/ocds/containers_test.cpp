#include <zlib.h>

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace ocds_test;

namespace {

std::string release(const std::string& ocid, const std::string& title, const std::string& date = "2025-01-01T00:00:00Z") {
  return R"({"ocid": ")" + ocid + R"(", "id": "r", "date": ")" + date + R"(", "tag": ["tender"], "tender": {"id": "t", "title": ")" +
         title + R"("}})";
}

std::string gzip(std::string text) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

void check_two(const Imported& imported) {
  CHECK(balanced(imported));
  CHECK(imported.counts.read == 2);
  CHECK(imported.value("contract", "a", "title") == "First");
  CHECK(imported.value("contract", "b", "title") == "Second");
}

}  // namespace

TEST_CASE("every container gives the same processes") {
  const std::string a = release("a", "First");
  const std::string b = release("b", "Second");
  const auto state = [](const std::string& ocid, const std::string& title) {
    return R"({"ocid": ")" + ocid + R"(", "compiledRelease": )" + release(ocid, title) + "}";
  };
  check_two(import_text(R"({"version": "1.1", "releases": [)" + a + "," + b + "]}"));
  check_two(import_text(R"({"releases": [)" + a + "," + b + R"(], "links": {"next": "http://example.org/?page=2"}, "version": "1.1"})"));
  check_two(import_text(R"({"version": "1.1", "records": [)" + state("a", "First") + "," + state("b", "Second") + "]}"));
  check_two(import_text(R"({"records": [{"ocid": "a", "releases": [)" + a + R"(]}, {"releases": [)" + b + R"(], "ocid": "b"}]})"));
  check_two(import_text(R"({"records": [{"record": )" + state("a", "First") + R"(}, {"release": )" + b + "}]}"));
  check_two(import_text("[" + a + "," + b + "]"));
  check_two(import_text("[" + state("a", "First") + R"(, {"releases": [)" + b + "]}]"));
  check_two(import_text(a + "\n" + b + "\n"));
  check_two(import_text(state("a", "First") + "\r\n\r\n" + state("b", "Second")));
  check_two(import_text(a + b));
  check_two(import_text(R"({"release": )" + a + R"(}{"releasePackage": {"releases": [)" + b + "]}}"));
  check_two(import_text("\xEF\xBB\xBF" + a + "\x1E" + b));
  check_two(import_text(gzip(a + "\n" + b)));
  check_two(import_files({{"1.json", a}, {"2.json", b}}));
}

TEST_CASE("a page that names the next page says so") {
  CHECK(import_text(R"({"releases": [], "links": {"next": "http://example.org/?page=2"}})").told("KD1115") == 1);
  CHECK(import_text(R"({"releases": [], "links": {"prev": "http://example.org/?page=2"}})").told("KD1115") == 0);
}

TEST_CASE("places are JSON pointers, and say which value of several they are in") {
  const Imported package = import_text(R"({"records": [{"ocid": "a", "compiledRelease": )" + release("a", "First") + "}]}");
  CHECK(package.records.at(0).place == "/records/0/compiledRelease");
  CHECK(package.facts("contract", "a", "title").at(0).place == "/tender/title");
  const Imported lines = import_text(release("a", "First") + "\n" + release("b", "Second"));
  CHECK(lines.records.back().place == "value 2#");
}

TEST_CASE("a versioned release is read by its last values") {
  const Imported imported = import_text(
      R"({"records": [{"ocid": "a", "versionedRelease": {"ocid": "a", "tender": {"id": "t", "title": [{"releaseDate": "2025-01-01", "value": "Old"}, {"releaseDate": "2025-02-01", "value": "New"}]}}}]})");
  CHECK(imported.value("contract", "a", "title") == "New");
  CHECK(imported.counts.read == 1);
}

TEST_CASE("the compiled release of a record wins over its releases and versions, wherever it stands") {
  for (const bool first : {true, false}) {
    const std::string compiled = R"("compiledRelease": )" + release("a", "Compiled");
    const std::string others =
        R"("releases": [)" + release("a", "Old") +
        R"(], "versionedRelease": {"ocid": "a", "tender": {"title": [{"releaseDate": "2025-01-01", "value": "V"}]}})";
    const Imported imported =
        import_text(R"({"records": [{"ocid": "a", )" + (first ? compiled + ", " + others : others + ", " + compiled) + "}]}");
    CHECK(imported.value("contract", "a", "title") == "Compiled");
    CHECK(imported.counts.present == 3);
    CHECK(imported.counts.superseded == 2);
    CHECK(balanced(imported));
  }
}

TEST_CASE("a compiled or versioned release inside a list of one is read like one that stands alone") {
  const std::string links = R"("releases": [{"url": "http://example.org/1.json", "date": "2025-01-01", "tag": ["tender"]}])";
  for (const std::string member : {"compiledRelease", "versionedRelease"}) {
    const Imported imported =
        import_text(R"({"records": [{"ocid": "a", )" + links + ", \"" + member + "\": [" + release("a", "First") + "]}]}");
    CHECK(imported.value("contract", "a", "title") == "First");
    CHECK(imported.records.at(0).place == "/records/0/" + member + "/0");
    CHECK(imported.rejections.empty());
    CHECK(balanced(imported));
  }
  const Imported empty = import_text(R"({"records": [{"ocid": "a", "compiledRelease": {}, )" + links +
                                     R"(, "versionedRelease": [{"tag": ["compiled"], "tender": {"title": "V"}, "ocid": "a"}]}]})");
  CHECK(empty.value("contract", "a", "title") == "V");
}

TEST_CASE("a release that is newer than a compiled state is merged onto it, an older one is superseded") {
  const std::string record = R"({"records": [{"ocid": "a", "compiledRelease": )" + release("a", "State", "2025-02-01T00:00:00Z") + "}]}";
  const Imported newer = import_files({{"1.json", record}, {"2.json", release("a", "Newer", "2025-03-01T00:00:00Z")}});
  CHECK(newer.value("contract", "a", "title") == "Newer");
  CHECK(newer.counts.read == 2);
  const Imported older = import_files({{"1.json", record}, {"2.json", release("a", "Older", "2025-01-01T00:00:00Z")}});
  CHECK(older.value("contract", "a", "title") == "State");
  CHECK(older.counts.superseded == 1);
}

TEST_CASE("releases of one process are merged by date across files, packed or not") {
  const std::string early =
      R"({"ocid": "a", "date": "2025-01-01T00:00:00Z", "tag": ["tender"], "tender": {"id": 1, "title": "Early", "description": "Kept"}})";
  const std::string late =
      R"({"ocid": "a", "date": "2025-01-01T12:00:00+14:00", "tag": ["planning"], "tender": {"id": 1, "title": "Earliest"}})";
  for (const bool packed : {false, true}) {
    const auto as = [&](const std::string& text) { return packed ? gzip(text) : text; };
    const Imported imported = import_files({{"1.json", as(early + "\n" + release("b", "Second"))}, {"2.json", as("[" + late + "]")}});
    CHECK(imported.value("contract", "a", "title") == "Early");
    CHECK(imported.value("contract", "a", "description") == "Kept");
    CHECK(imported.counts.processes == 2);
    CHECK(imported.counts.read == 3);
    CHECK(imported.facts("contract", "a", "title").at(0).place == "/tender/title");
    CHECK(imported.records.back().place.starts_with("(merged: "));
  }
}

TEST_CASE("inline organisations of 1.0 are matched when releases are merged") {
  const std::string one =
      R"({"ocid": "a", "date": "2025-01-01", "tag": ["award"], "awards": [{"id": 7, "status": "active", "suppliers": [{"name": "SIA Koks", "identifier": {"scheme": "LV-RE", "id": 40000000001}}]}]})";
  const std::string two =
      R"({"ocid": "a", "date": "2025-01-02", "tag": ["awardUpdate"], "awards": [{"id": "7", "suppliers": [{"name": "SIA Koks", "identifier": {"scheme": "LV-RE", "id": "40000000001"}}]}]})";
  const Imported imported = import_text(one + "\n" + two);
  CHECK(imported.keys("award").size() == 1);
  CHECK(imported.keys("organisation") == std::set<std::string>{"a/org/LV-RE-40000000001"});
  CHECK(imported.value("award", "a/award/7", "suppliers") == "a/org/LV-RE-40000000001");
}

TEST_CASE("releases inside a record that name no process belong to that of the record") {
  const Imported imported =
      import_text(R"({"records": [{"releases": [{"date": "2025-01-01", "tag": ["tender"], "tender": {"title": "T"}}], "ocid": "a"}]})");
  CHECK(imported.value("contract", "a", "title") == "T");
  CHECK(imported.told("KD1114") == 0);
}

TEST_CASE("a record of links only is rejected, links beside a compiled release are nothing") {
  const std::string links = R"("releases": [{"url": "http://example.org/1.json", "date": "2025-01-01", "tag": ["tender"]}])";
  const Imported only = import_text(R"({"records": [{"ocid": "a", )" + links + "}]}");
  REQUIRE(only.rejections.size() == 1);
  CHECK(only.rejections[0].reason.code == "KD1102");
  CHECK(only.rejections[0].place == "/records/0");
  const Imported both = import_text(R"({"records": [{"ocid": "a", )" + links + R"(, "compiledRelease": )" + release("a", "T") + "}]}");
  CHECK(both.rejections.empty());
  CHECK(both.counts.present == 1);
}

TEST_CASE("the source says which version it is and when it was published") {
  const Imported imported = import_text(package(R"("tender": {"id": "t"})"));
  CHECK(imported.sources.at(0).format == "ocds 1.1");
  CHECK(to_iso(imported.sources.at(0).date.value()) == "2025-03-01");
  CHECK(import_text(R"({"publishedDate": "2015-01-01", "releases": []})").sources.at(0).format == "ocds 1.0");
}

TEST_CASE("OCDS is recognised and other JSON is not") {
  const auto score = [](const std::string& head) { return importers::ocds::importer.recognise("x.json", head); };
  CHECK(score(package(R"("tender": {"id": "t"})")) >= 90);
  CHECK(score(release("a", "First") + "\n" + release("b", "S")) >= 90);
  CHECK(score(R"({"uri": "x", "publisher": {"name": "P"}, "releases": []})") >= 60);
  CHECK(score("\xEF\xBB\xBF " + release("a", "First")) >= 90);
  CHECK(score(R"([{"statementID": "1", "statementType": "entityStatement"}])") == 0);
  CHECK(score(R"({"id": "Q1", "schema": "Company", "properties": {"name": ["X"]}})") == 0);
  CHECK(score(R"({"kede_vocabulary": 1, "kinds": {}})") == 0);
  CHECK(score(R"({"$schema": "x", "properties": {"ocid": {"type": "string"}, "releases": {"type": "array"}}})") < 50);
  CHECK(score("org_id;name\n1;ocid") == 0);
  CHECK(score(R"([1, 2, 3])") == 0);
  CHECK(score("") == 0);
}

TEST_CASE("OCDS is recognised by what stands at its top, however late its ocid comes and whatever names are deeper down") {
  const auto score = [](const std::string& head) { return importers::ocds::importer.recognise("x.json", head); };
  const std::string contract = R"({"id": "c", "awardID": "a", "documents": [{"id": "d", "title": ")" + std::string(70'000, 'x');
  CHECK(score(R"({"contracts": [)" + contract) > 0);
  CHECK(score(R"({"tag": ["contract"], "contracts": [)" + contract) >= 50);
  CHECK(score(R"({"publisher": {"name": "P"}, "records": [{"compiledRelease": {"items": [{"schema": "Katalogs", "x": ")" + contract) >= 70);
  CHECK(score(R"({"record": {"compiledRelease": {"ocid": "a"}}})") >= 90);
  CHECK(score(R"([{"extra": 1}, {"ocid": "a", "tag": ["tender"]}])") >= 90);
  CHECK(score(R"({"name": "a catalogue", "fields": [{"releases": [], "ocid": "x"}]})") == 0);
  CHECK(score(R"({"id": "x", "schema": "Contract", "awards": [], "tender": {}})") == 0);
}
