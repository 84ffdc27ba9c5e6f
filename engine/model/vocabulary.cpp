#include "engine/model/vocabulary.hpp"

#include <algorithm>
#include <cassert>

#include "engine/base/resources.hpp"

namespace kede::model {

const LocalText* CodeList::find(std::string_view code) const {
  const auto found = std::find_if(values.begin(), values.end(), [&](const auto& value) { return value.first == code; });
  return found == values.end() ? nullptr : &found->second;
}

Result<Vocabulary> Vocabulary::built_in() {
  constexpr std::string_view name = "rules/vocabulary.json";
  const auto bytes = resource(name);
  if (!bytes) return error("KD3001").at({.file = std::string(name)}).arg("reason", "the file is not built in");
  return parse(*bytes, std::string(name));
}

const Kind* Vocabulary::find_kind(std::string_view name) const {
  const auto found = kind_by_name_.find(name);
  return found == kind_by_name_.end() ? nullptr : &kind(found->second);
}

const Field* Vocabulary::find_field(KindId kind, std::string_view name) const {
  const auto& names = field_by_name_[static_cast<std::size_t>(kind)];
  const auto found = names.find(name);
  return found == names.end() ? nullptr : &field(found->second);
}

const CodeList* Vocabulary::find_code_list(std::string_view name) const {
  const auto found = std::find_if(code_lists_.begin(), code_lists_.end(), [&](const CodeList& list) { return list.name == name; });
  return found == code_lists_.end() ? nullptr : &*found;
}

FieldId Vocabulary::field_id(std::string_view kind_dot_field) const {
  const std::size_t dot = kind_dot_field.find('.');
  const Kind* kind = find_kind(kind_dot_field.substr(0, dot));
  const Field* field = kind == nullptr ? nullptr : find_field(kind->id, kind_dot_field.substr(dot + 1));
  assert(field != nullptr && "a field named in code must be in rules/vocabulary.json");
  return field->id;
}

std::string type_text(const Vocabulary& vocabulary, const FieldType& type) {
  constexpr std::string_view names[] = {"bool",    "int", "double", "percent", "money", "text", "code",
                                        "country", "cpv", "date",   "days",    "ref",   ""};
  std::string out(names[static_cast<std::size_t>(type.base)]);
  if (type.base == BaseType::code) out += ':' + vocabulary.code_list(type.codes).name;
  if (type.base == BaseType::ref) out += ':' + vocabulary.kind(type.kind).name;
  if (type.base == BaseType::record) out = vocabulary.kind(type.kind).name;
  return type.is_list ? "list<" + out + ">" : out;
}

}  // namespace kede::model
