#include <rapidjson/document.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include <catch2/catch.hpp>

#include "engine/app/check_json.hpp"
#include "engine/assess/explain.hpp"
#include "engine/base/resources.hpp"
#include "engine/base/text.hpp"
#include "reports/check/check_text.hpp"
#include "tests/reports/fixture.hpp"

using namespace kede;
using namespace kede::testing;
using reports::check::Extent;

namespace {

constexpr Language kLanguages[] = {Language::en, Language::lv};

const MessageCatalogue& messages() {
  static const Result<MessageCatalogue> catalogue = MessageCatalogue::built_in();
  REQUIRE(catalogue.ok());
  return *catalogue;
}

reports::ReportOptions options_of(const Screened& screened, Language language) {
  return {.language = language, .messages = &messages(), .diagnostics = screened.diagnostics};
}

std::string json_of(const Screened& screened, Language language, unsigned threads = 1) {
  return app::check_json(screened.assessment(), assess::data_quality(screened.assessment(), threads), options_of(screened, language));
}

std::string text_of(const Screened& screened, Language language, Extent extent, int width, unsigned threads = 1) {
  return reports::check::check_text(screened.assessment(), assess::data_quality(screened.assessment(), threads),
                                    options_of(screened, language), extent, width);
}

// Counts what the schema leaves without a description.
std::size_t undescribed(const rapidjson::Value& schema) {
  std::size_t count = 0;
  if (schema.IsArray()) {
    for (const auto& item : schema.GetArray()) count += undescribed(item);
  } else if (schema.IsObject()) {
    for (const auto& member : schema.GetObject()) {
      if (member.name == "properties") {
        for (const auto& property : member.value.GetObject())
          count += property.value.HasMember("description") || property.value.HasMember("$ref") ? 0U : 1U;
      }
      count += undescribed(member.value);
    }
  }
  return count;
}

}  // namespace

TEST_CASE("what a check writes for programs follows its schema, which describes every member", "[check]") {
  const std::string_view text = resource("reports/check/check.schema.json").value();
  rapidjson::Document schema_json;
  schema_json.Parse(text.data(), text.size());
  REQUIRE_FALSE(schema_json.HasParseError());
  CHECK(undescribed(schema_json) == 0);
  const rapidjson::SchemaDocument schema(schema_json);
  for (const Screened& screened : {school_cleaning(), nothing_in_it()}) {
    for (const Language language : kLanguages) {
      const std::string written = json_of(screened, language);
      rapidjson::Document json;
      json.Parse(written.data(), written.size());
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

TEST_CASE("a check fits the width, also in Latvian", "[check]") {
  const Screened screened = school_cleaning();
  for (const Language language : kLanguages) {
    for (const int width : {84, 100, 140}) {
      const std::string written = text_of(screened, language, Extent::everything, width);
      for (const std::string_view line : split(written, '\n')) {
        INFO(line);
        CHECK(code_points(line) <= static_cast<std::size_t>(width));
      }
      CHECK(written.find("‹") == std::string::npos);
    }
  }
}

TEST_CASE("a check names nobody and shows no value of the data", "[check]") {
  const Screened screened = school_cleaning();
  const auto& resolved = *screened.resolved;
  std::vector<std::string> names = private_texts();
  const auto kind = resolved.vocabulary().find_kind("organisation")->id;
  for (const EntityId entity : resolved.of_kind(kind)) names.push_back(assess::display_name(resolved, entity));
  REQUIRE(names.size() > 5);
  for (const Language language : kLanguages) {
    for (const std::string& written : {text_of(screened, language, Extent::everything, 100), json_of(screened, language)}) {
      for (const std::string& name : names) {
        INFO(name);
        CHECK(written.find(name) == std::string::npos);
      }
    }
  }
}

TEST_CASE("a check is the same for any number of threads", "[check]") {
  const Screened screened = many_bids(300);
  CHECK(json_of(screened, Language::en, 1) == json_of(screened, Language::en, 3));
  CHECK(text_of(screened, Language::lv, Extent::brief, 100, 1) == text_of(screened, Language::lv, Extent::brief, 100, 4));
}
