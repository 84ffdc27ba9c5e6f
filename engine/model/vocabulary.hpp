// The contract between importers and rules: every kind of thing, every field, every code, every column of the workbook.
// Parsed once from rules/vocabulary.json; read by importers, the rule checker, reports, the workbook template and the documentation.
// Const after construction, shared freely.
// Law: a field that is not in the vocabulary does not exist.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/message_catalogue.hpp"
#include "engine/base/result.hpp"

namespace kede::model {

enum class KindId : std::uint16_t {};
enum class FieldId : std::uint16_t {};  // unique over all kinds
enum class CodeListId : std::uint16_t {};

struct LocalText {
  std::string en;
  std::string lv;
  const std::string& in(Language language) const { return language == Language::lv ? lv : en; }
};

enum class BaseType : std::uint8_t { boolean, integer, real, percent, money, text, code, country, cpv, date, days, ref, record };

struct FieldType {
  BaseType base = BaseType::text;
  bool is_list = false;
  CodeListId codes{};  // for code
  KindId kind{};       // for ref and record
  bool operator==(const FieldType&) const = default;
};

// How facts of several sources about one thing become one.
enum class Merge : std::uint8_t { conflict, first, latest, merge_lists };

// Whether a derived list is complete: never, always, when a field of the owner is known and true, when the owner was checked against a
// list.
struct AlwaysOpen {};
struct AlwaysClosed {};
struct ClosedByField {
  FieldId field;
};
struct ClosedByCheck {
  std::string list;
};
using Completeness = std::variant<AlwaysOpen, AlwaysClosed, ClosedByField, ClosedByCheck>;

struct Derived {
  std::string function;  // empty: the records of `from` whose ref `by` is this record
  KindId from{};
  FieldId by{};
  std::vector<std::pair<FieldId, std::vector<std::string>>> where;
  Completeness complete;
};

struct Field {
  FieldId id{};
  KindId kind{};
  std::string name;
  FieldType type;
  std::string unit;
  LocalText label;
  LocalText meaning;
  Merge merge = Merge::conflict;
  bool is_private = false;
  std::optional<Derived> derived;
};

struct Kind {
  KindId id{};
  std::string name;
  std::string variable;  // its name in rules; empty when rules cannot apply to it
  LocalText label;
  LocalText plural;
  LocalText meaning;
  std::vector<FieldId> fields;
};

struct CodeList {
  CodeListId id{};
  std::string name;
  LocalText label;
  std::vector<std::pair<std::string, LocalText>> values;  // in the order of the file
  const LocalText* find(std::string_view code) const;
};

struct SheetColumn {
  std::string name;
  std::string name_lv;
  std::optional<FieldId> field;
  std::string special;  // handled by the workbook importer when there is no field
  bool required = false;
  bool dates_facts = false;     // its date is the date of the row's other facts
  std::string currency_column;  // for money
  LocalText help;
};

struct Sheet {
  std::string name;
  std::string name_lv;
  KindId kind{};
  bool adds_to = false;  // rows add facts to a record made elsewhere
  LocalText label;
  LocalText help;
  std::vector<SheetColumn> columns;
};

class Vocabulary {
 public:
  static Result<Vocabulary> built_in();
  static Result<Vocabulary> parse(std::string_view json, const std::string& file);

  const std::vector<Kind>& kinds() const { return kinds_; }
  const std::vector<Field>& fields() const { return fields_; }
  const std::vector<CodeList>& code_lists() const { return code_lists_; }
  const std::vector<Sheet>& sheets() const { return sheets_; }

  const Kind& kind(KindId id) const { return kinds_[static_cast<std::size_t>(id)]; }
  const Field& field(FieldId id) const { return fields_[static_cast<std::size_t>(id)]; }
  const CodeList& code_list(CodeListId id) const { return code_lists_[static_cast<std::size_t>(id)]; }
  const Kind* find_kind(std::string_view name) const;
  const Field* find_field(KindId kind, std::string_view name) const;
  const CodeList* find_code_list(std::string_view name) const;
  // "organisation.employees"; asserts that it exists, since a field named in code must be in the file.
  FieldId field_id(std::string_view kind_dot_field) const;

  const std::string& version() const { return version_; }
  // SHA-256 of the file, written into every output.
  const std::string& hash() const { return hash_; }

 private:
  friend class VocabularyReader;
  std::string version_;
  std::string hash_;
  std::vector<Kind> kinds_;
  std::vector<Field> fields_;
  std::vector<CodeList> code_lists_;
  std::vector<Sheet> sheets_;
  std::map<std::string, KindId, std::less<>> kind_by_name_;
  std::vector<std::map<std::string, FieldId, std::less<>>> field_by_name_;  // by kind
};

// "list<code:pay_model>": as written in the file.
std::string type_text(const Vocabulary& vocabulary, const FieldType& type);

}  // namespace kede::model
