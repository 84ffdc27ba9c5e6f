// Every column of every sheet, in both languages, from a cell to a fact of the right field with its place.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/importers/workbook/support.hpp"

namespace kede::importers::workbook {
namespace {

// A cell that the type takes, in the words of the language.
std::string cell_for(const model::FieldType& type, Language language) {
  const bool latvian = language == Language::lv;
  switch (type.base) {
    case model::BaseType::boolean: return latvian ? "jā" : "yes";
    case model::BaseType::integer:
    case model::BaseType::days: return "3";
    case model::BaseType::real: return latvian ? "1,5" : "1.5";
    case model::BaseType::percent: return latvian ? "40,5 %" : "40.5";
    case model::BaseType::money: return latvian ? "1 250,50" : "1250.50";
    case model::BaseType::code: return vocabulary().code_list(type.codes).values.back().second.in(language);
    case model::BaseType::country: return latvian ? "Igaunija" : "EE";
    case model::BaseType::cpv: return "90910000-9";
    case model::BaseType::date: return latvian ? "31.03.2026" : "2026-03-31";
    case model::BaseType::ref: return "X";
    case model::BaseType::text:
    case model::BaseType::record: break;
  }
  return "teksts";
}

std::string value_for(const model::FieldType& type) {
  switch (type.base) {
    case model::BaseType::boolean: return "yes";
    case model::BaseType::integer:
    case model::BaseType::days: return "3";
    case model::BaseType::real: return "1.5";
    case model::BaseType::percent: return "40.5 %";
    case model::BaseType::money: return "1250.50 EUR";
    case model::BaseType::code: return vocabulary().code_list(type.codes).values.back().first;
    case model::BaseType::country: return "EE";
    case model::BaseType::cpv: return "90910000";
    case model::BaseType::date: return "2026-03-31";
    case model::BaseType::ref: return "X";
    case model::BaseType::text:
    case model::BaseType::record: break;
  }
  return "teksts";
}

const std::string& name_in(const model::SheetColumn& column, Language language) {
  return language == Language::lv ? column.name_lv : column.name;
}

// One row with a cell in every column.
std::string full_sheet(const model::Sheet& sheet, Language language) {
  std::string header;
  std::string row;
  for (const model::SheetColumn& column : sheet.columns) {
    std::string cell = "teksts";
    if (column.field) cell = cell_for(vocabulary().field(*column.field).type, language);
    if (column.special == "currency") cell = "EUR";
    if (column.special == "is_lead") cell = language == Language::lv ? "jā" : "yes";
    if (column.special == "birth_date") cell = "1970-01-02";
    header += name_in(column, language) + ';';
    row += cell + ';';
  }
  return header + '\n' + row + '\n';
}

const model::Fact* fact_of(const model::Record& record, model::FieldId field) {
  const auto found = std::find_if(record.facts.begin(), record.facts.end(), [&](const model::Fact& fact) { return fact.field == field; });
  return found == record.facts.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("every column of every sheet arrives as its field, with header, row, file and hash, in both languages") {
  for (const Language language : {Language::en, Language::lv}) {
    for (const model::Sheet& sheet : vocabulary().sheets()) {
      const std::string& name = language == Language::lv ? sheet.name_lv : sheet.name;
      const std::string file = "case/" + name + ".csv";
      INFO(file);
      const Imported imported = import({{file, full_sheet(sheet, language)}});
      INFO(imported.listing());
      CHECK(imported.sink.rejections.empty());
      CHECK(imported.count("KD1213") + imported.count("KD1214") + imported.count("KD1221") == 0);
      REQUIRE(imported.sink.sources.size() == 1);
      CHECK(imported.sink.sources.front().path == file);
      CHECK(imported.sink.sources.front().sha256.size() == 64);
      const auto record = std::find_if(imported.sink.records.begin(), imported.sink.records.end(),
                                       [&](const model::Record& one) { return one.kind == sheet.kind && one.place == name + "!2"; });
      REQUIRE(record != imported.sink.records.end());
      for (const model::SheetColumn& column : sheet.columns) {
        if (!column.field) continue;
        INFO(column.name);
        const model::Fact* fact = fact_of(*record, *column.field);
        REQUIRE(fact != nullptr);
        const std::string value = value_for(vocabulary().field(*column.field).type);
        CHECK(fact->place == name_in(column, language));
        CHECK(model::to_text(fact->value).find(value) != std::string::npos);
        CHECK(fact->evidence != model::EvidenceClass::computed);
      }
    }
  }
}

}  // namespace kede::importers::workbook
