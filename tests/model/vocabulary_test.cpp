#include "engine/model/vocabulary.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "engine/assess/derived_fields.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/resources.hpp"
#include "engine/base/text.hpp"
#include "tests/support/records.hpp"

using namespace kede;
using namespace kede::model;
using testing::vocabulary;

namespace {

// A name that may stand in rules, files and JSON.
bool is_snake_case(std::string_view name) {
  return !name.empty() && name.front() >= 'a' && name.front() <= 'z' &&
         std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

void check_text(const LocalText& text, const std::string& of) {
  INFO(of);
  CHECK_FALSE(text.en.empty());
  CHECK_FALSE(text.lv.empty());
}

}  // namespace

TEST_CASE("the built-in vocabulary loads and carries its version and hash") {
  CHECK(vocabulary().kinds().size() >= 13);
  CHECK(std::count(vocabulary().version().begin(), vocabulary().version().end(), '.') == 2);
  CHECK(vocabulary().hash() == sha256(*resource("rules/vocabulary.json")));
}

TEST_CASE("every id of the vocabulary is its position, and every name leads back to it") {
  for (std::size_t i = 0; i < vocabulary().kinds().size(); ++i) {
    const Kind& kind = vocabulary().kinds()[i];
    CHECK(static_cast<std::size_t>(kind.id) == i);
    CHECK(vocabulary().find_kind(kind.name) == &kind);
    CHECK(is_snake_case(kind.name));
  }
  for (std::size_t i = 0; i < vocabulary().fields().size(); ++i) {
    const Field& field = vocabulary().fields()[i];
    const Kind& kind = vocabulary().kind(field.kind);
    INFO(kind.name << '.' << field.name);
    CHECK(static_cast<std::size_t>(field.id) == i);
    CHECK(vocabulary().find_field(field.kind, field.name) == &field);
    CHECK(vocabulary().field_id(kind.name + '.' + field.name) == field.id);
    CHECK(std::count(kind.fields.begin(), kind.fields.end(), field.id) == 1);
    CHECK(is_snake_case(field.name));
  }
  for (const CodeList& list : vocabulary().code_lists()) CHECK(vocabulary().find_code_list(list.name) == &list);
  CHECK(vocabulary().find_kind("no_such_kind") == nullptr);
  CHECK(vocabulary().find_field(vocabulary().kinds()[0].id, "no_such_field") == nullptr);
  CHECK(vocabulary().find_code_list("no_such_list") == nullptr);
}

TEST_CASE("the type of every field resolves and is written as in the file") {
  for (const Field& field : vocabulary().fields()) {
    INFO(vocabulary().kind(field.kind).name << '.' << field.name);
    const std::string text = type_text(vocabulary(), field.type);
    CHECK_FALSE(text.empty());
    if (field.type.base == BaseType::code) CHECK(static_cast<std::size_t>(field.type.codes) < vocabulary().code_lists().size());
    if (field.type.base == BaseType::ref || field.type.base == BaseType::record)
      CHECK(static_cast<std::size_t>(field.type.kind) < vocabulary().kinds().size());
    if (field.type.base == BaseType::record) CHECK((field.derived && field.type.is_list));
  }
  const Field& roles = vocabulary().field(vocabulary().field_id("organisation.roles"));
  CHECK(type_text(vocabulary(), roles.type) == "list<code:organisation_role>");
  CHECK(type_text(vocabulary(), vocabulary().field(vocabulary().field_id("bid.bidder")).type) == "ref:organisation");
  CHECK(type_text(vocabulary(), vocabulary().field(vocabulary().field_id("organisation.suppliers")).type) == "list<supply>");
}

TEST_CASE("lists are united unless the file says otherwise, other fields conflict") {
  CHECK(vocabulary().field(vocabulary().field_id("organisation.other_names")).merge == Merge::merge_lists);
  CHECK(vocabulary().field(vocabulary().field_id("organisation.name")).merge == Merge::first);
  CHECK(vocabulary().field(vocabulary().field_id("organisation.employees")).merge == Merge::latest);
  CHECK(vocabulary().field(vocabulary().field_id("organisation.reg_number")).merge == Merge::conflict);
  for (const Field& field : vocabulary().fields()) {
    INFO(vocabulary().kind(field.kind).name << '.' << field.name);
    if (field.merge == Merge::merge_lists) CHECK(field.type.is_list);
  }
}

TEST_CASE("every derived field is a list of records that point to its owner, or a function of the engine") {
  for (const Field& field : vocabulary().fields()) {
    if (!field.derived || !field.derived->function.empty()) continue;
    INFO(vocabulary().kind(field.kind).name << '.' << field.name);
    const Field& by = vocabulary().field(field.derived->by);
    CHECK(by.kind == field.derived->from);
    CHECK(by.type.base == BaseType::ref);
    CHECK_FALSE(by.type.is_list);
    CHECK(by.type.kind == field.kind);
    CHECK(field.type.kind == field.derived->from);
    for (const auto& [where, codes] : field.derived->where) {
      const FieldType& type = vocabulary().field(where).type;
      CHECK_FALSE(codes.empty());
      for (const std::string& code : codes)
        CHECK((type.base == BaseType::boolean ? code == "yes" || code == "no" : vocabulary().code_list(type.codes).find(code) != nullptr));
    }
    if (const auto* closing = std::get_if<ClosedByField>(&field.derived->complete))
      CHECK(vocabulary().field(closing->field).type.base == BaseType::boolean);
    if (const auto* check = std::get_if<ClosedByCheck>(&field.derived->complete))
      CHECK(vocabulary().find_code_list("check_list")->find(check->list) != nullptr);
  }
}

TEST_CASE("the functions named in the vocabulary are those that the engine has") {
  std::set<std::string> named;
  for (const Field& field : vocabulary().fields()) {
    if (field.derived && !field.derived->function.empty()) named.insert(field.derived->function);
  }
  const auto known = assess::derived_function_names();
  CHECK(named == std::set<std::string>(known.begin(), known.end()));
  CHECK(known.size() == named.size());
}

TEST_CASE("every text of the vocabulary exists in English and in Latvian") {
  for (const Kind& kind : vocabulary().kinds()) {
    check_text(kind.label, kind.name);
    check_text(kind.plural, kind.name);
    check_text(kind.meaning, kind.name);
  }
  for (const Field& field : vocabulary().fields()) {
    const std::string name = vocabulary().kind(field.kind).name + '.' + field.name;
    check_text(field.label, name);
    check_text(field.meaning, name);
  }
  for (const CodeList& list : vocabulary().code_lists()) {
    check_text(list.label, list.name);
    CHECK_FALSE(list.values.empty());
    for (const auto& [code, label] : list.values) {
      check_text(label, list.name + ':' + code);
      CHECK(is_snake_case(code));
      CHECK(list.find(code) == &label);
    }
    CHECK(list.find("no_such_code") == nullptr);
  }
  for (const Sheet& sheet : vocabulary().sheets()) {
    check_text(sheet.label, sheet.name);
    check_text(sheet.help, sheet.name);
  }
}

TEST_CASE("a text is given in the language asked for") {
  const LocalText text{"chain", "ķēde"};
  CHECK(text.in(Language::en) == "chain");
  CHECK(text.in(Language::lv) == "ķēde");
}

TEST_CASE("every column of a sheet leads to a field that can be written down, or is handled by the importer") {
  std::set<std::string> sheets;
  for (const Sheet& sheet : vocabulary().sheets()) {
    CHECK(sheets.insert(sheet.name).second);
    CHECK(sheets.insert(sheet.name_lv + " (lv)").second);
    std::set<std::string> names;
    for (const SheetColumn& column : sheet.columns) {
      INFO(sheet.name << '.' << column.name);
      CHECK(names.insert(column.name).second);
      CHECK_FALSE(column.name_lv.empty());
      CHECK((column.field.has_value() != !column.special.empty()));
      if (!column.field) continue;
      const Field& field = vocabulary().field(*column.field);
      CHECK(field.kind == sheet.kind);
      CHECK_FALSE(field.derived);
      const std::string& currency = column.currency_column;
      if (!currency.empty())
        CHECK(std::any_of(sheet.columns.begin(), sheet.columns.end(), [&](const SheetColumn& other) { return other.name == currency; }));
    }
  }
}

TEST_CASE("every field that a rule can read has a column of the workbook, or is derived from fields that have one") {
  std::set<FieldId> entered;
  for (const Sheet& sheet : vocabulary().sheets()) {
    for (const SheetColumn& column : sheet.columns) {
      if (column.field) entered.insert(*column.field);
    }
  }
  // What the importer makes of rows: keys, the members of a consortium, the person behind a row of the sheet of owners; and the person on a
  // published list, whom no rule asks about.
  for (const char* name : {"person.id", "person.register_id", "person.name", "person.birth_date", "bid.members", "ownership.id",
                           "ownership.person", "list_entry.id", "list_entry.person", "answer.id"})
    CHECK(entered.insert(vocabulary().field_id(name)).second);
  for (const Field& field : vocabulary().fields()) {
    INFO(vocabulary().kind(field.kind).name << '.' << field.name);
    // Own columns of the officer become notes, which no rule may read.
    if (field.name == "notes") CHECK(field.is_private);
    CHECK((entered.contains(field.id) || field.name == "notes") != field.derived.has_value());
    if (!field.derived || !field.derived->function.empty()) continue;
    CHECK(entered.contains(field.derived->by));
    for (const auto& [where, codes] : field.derived->where) CHECK(entered.contains(where));
    if (const auto* closing = std::get_if<ClosedByField>(&field.derived->complete)) CHECK(entered.contains(closing->field));
  }
}

TEST_CASE("what identifies a natural person is private") {
  for (const char* name : {"person.name", "person.birth_date"}) CHECK(vocabulary().field(vocabulary().field_id(name)).is_private);
  // No rule may apply to persons.
  CHECK(vocabulary().find_kind("person")->variable.empty());
  for (const char* word : {"nationality", "ethnicity", "religion", "race", "gender"}) {
    for (const Field& field : vocabulary().fields()) {
      INFO(field.name);
      const auto words = split(field.name, '_');
      CHECK(std::find(words.begin(), words.end(), word) == words.end());
    }
  }
}
