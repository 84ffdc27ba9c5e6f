#include <catch2/catch.hpp>

#include "engine/model/vocabulary.hpp"

using namespace kede;
using namespace kede::model;

namespace {

std::string wrapped(const std::string& kinds, const std::string& sheets = "[]") {
  return R"({"kede_vocabulary": 1, "version": "0.0.1", "codes": {"colour": {"values": {"red": {"en": "red", "lv": "sarkans"}}}}, "kinds": )" +
         kinds + R"(, "sheets": )" + sheets + "}";
}

// The places of all faults, joined; each must be KD3001 with the name of the file.
std::string fault_places(const std::string& json) {
  const auto parsed = Vocabulary::parse(json, "vocabulary.json");
  if (parsed) return "none";
  std::string out;
  for (const Diagnostic& fault : parsed.diagnostics()) {
    CHECK(fault.code == "KD3001");
    CHECK(fault.where.file == "vocabulary.json");
    out += (out.empty() ? "" : " ") + fault.where.pointer + (fault.where.line > 0 ? ":" + std::to_string(fault.where.line) : "");
  }
  return out;
}

}  // namespace

TEST_CASE("a small vocabulary without faults is read") {
  const auto parsed = Vocabulary::parse(
      wrapped(
          R"({"a": {"variable": "a", "fields": {"b": {"type": "list<ref:c>"}, "d": {"type": "code:colour", "merge": "latest"}}}, "c": {"fields": {"a": {"type": "ref:a"}}}})",
          R"([{"name": "s", "kind": "a", "columns": [{"name": "x", "field": "b", "required": true}, {"name": "y", "special": "is_lead"}]}])"),
      "vocabulary.json");
  REQUIRE(parsed.ok());
  CHECK(parsed->version() == "0.0.1");
  CHECK(parsed->sheets()[0].columns[0].required);
  CHECK(parsed->sheets()[0].columns[1].special == "is_lead");
  CHECK(type_text(*parsed, parsed->field(parsed->field_id("a.b")).type) == "list<ref:c>");
}

TEST_CASE("text that is not JSON is refused with the line") {
  CHECK(fault_places("{\n\"kinds\": {,}\n}") == ":2");
  CHECK(fault_places("") == ":1");
  CHECK(fault_places("[]") == ":1");
  CHECK(fault_places(std::string(100'000, '[')) == ":1");
}

TEST_CASE("missing parts are named") {
  CHECK(fault_places("{}") == "/codes /kinds /sheets");
  CHECK(fault_places(R"({"codes": 1, "kinds": [], "sheets": {}})") == "/codes /kinds /sheets");
}

TEST_CASE("a type that does not exist is refused at its place") {
  for (const char* type : {"number", "", "list<", "list<>", "list<list<int>>", "code:shape", "code:", "ref:nobody", "ref:", "Int"}) {
    INFO(type);
    CHECK(fault_places(wrapped(R"({"a": {"fields": {"b": {"type": ")" + std::string(type) + R"("}}}})")) == "/kinds/a/fields/b/type");
  }
}

TEST_CASE("a derived list must name a kind and fields that exist") {
  const auto with = [](const std::string& derived) {
    return wrapped(R"({"a": {"fields": {"b": {"type": "list<c>", "derived": )" + derived +
                   R"(}}}, "c": {"fields": {"a": {"type": "ref:a"}}}})");
  };
  CHECK(fault_places(with(R"({"from": "c", "by": "a"})")) == "none");
  CHECK(fault_places(with(R"({"from": "nobody", "by": "a"})")) == "/kinds/a/fields/b");
  CHECK(fault_places(with(R"({"from": "c", "by": "z"})")) == "/kinds/a/fields/b");
  CHECK(fault_places(with(R"({"from": "c", "by": "a", "where": {"z": ["red"]}})")) == "/kinds/a/fields/b");
  CHECK(fault_places(with(R"({"from": "c", "by": "a", "complete": "z"})")) == "/kinds/a/fields/b");
  CHECK(fault_places(with(R"({"from": "z", "by": "z"})")) == "/kinds/a/fields/b");
}

TEST_CASE("a sheet must name a kind and fields that exist") {
  const std::string kinds = R"({"a": {"fields": {"b": {"type": "int"}}}})";
  CHECK(fault_places(wrapped(kinds, R"([{"name": "s", "kind": "a", "columns": [{"name": "x", "field": "b"}]}])")) == "none");
  CHECK(fault_places(wrapped(kinds, R"([{"name": "s", "kind": "z", "columns": []}])")) == "/sheets/0/kind");
  CHECK(fault_places(wrapped(kinds, R"([{"name": "s", "kind": "a", "columns": [{"name": "x", "field": "z"}]}])")) == "/sheets/0/columns/x");
}

TEST_CASE("a merge policy that does not exist is refused") {
  CHECK(fault_places(wrapped(R"({"a": {"fields": {"b": {"type": "int", "merge": "newest"}}}})")) == "/kinds/a/fields/b/merge");
}

TEST_CASE("every fault is reported in one run") {
  CHECK(fault_places(wrapped(R"({"a": {"fields": {"b": {"type": "x"}, "c": {"type": "y"}}}})", R"([{"name": "s", "kind": "z"}])")) ==
        "/kinds/a/fields/b/type /kinds/a/fields/c/type /sheets/0/kind");
}

TEST_CASE("parts of the wrong JSON type end in faults or are passed over, never in a crash") {
  for (
      const char* json :
      {R"({"codes": {"x": 5}, "kinds": {}, "sheets": []})", R"({"codes": {"x": {"values": 5}}, "kinds": {}, "sheets": []})",
       R"({"codes": {"x": {"values": {"red": 5}}}, "kinds": {}, "sheets": []})", R"({"codes": {}, "kinds": {"a": 5}, "sheets": []})",
       R"({"codes": {}, "kinds": {"a": {"fields": {"b": 5}}}, "sheets": []})",
       R"({"codes": {}, "kinds": {"a": {"fields": {"b": {"type": 5, "label": 5}}}}, "sheets": [5]})",
       R"({"codes": {}, "kinds": {"a": {"fields": {"b": {"type": "int", "derived": {"from": "a", "by": "b", "where": {"b": [5]}}}}}}, "sheets": []})",
       R"({"codes": {}, "kinds": {"a": {"fields": {"b": {"type": "int", "derived": {"function": 5}}}}}, "sheets": [{"name": 5, "kind": "a", "columns": [5, {"field": "b"}]}]})"}) {
    INFO(json);
    const auto parsed = Vocabulary::parse(json, "vocabulary.json");
    if (!parsed) CHECK(parsed.diagnostics()[0].code == "KD3001");
  }
}
