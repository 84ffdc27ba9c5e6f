#include "engine/lang/types.hpp"

#include <array>

#include "engine/lang/tables.hpp"

namespace kede::lang {

Type type_of(const model::FieldType& field) {
  Type type;
  switch (field.base) {
    case model::BaseType::boolean: type.tag = TypeTag::boolean; break;
    case model::BaseType::integer: type.tag = TypeTag::integer; break;
    case model::BaseType::real: type.tag = TypeTag::real; break;
    case model::BaseType::percent: type.tag = TypeTag::percent; break;
    case model::BaseType::money: type.tag = TypeTag::money; break;
    case model::BaseType::text: type.tag = TypeTag::text; break;
    case model::BaseType::code:
      type.tag = TypeTag::code;
      type.detail = static_cast<std::uint16_t>(field.codes);
      break;
    case model::BaseType::country: type.tag = TypeTag::country; break;
    case model::BaseType::cpv: type.tag = TypeTag::cpv; break;
    case model::BaseType::date: type.tag = TypeTag::date; break;
    case model::BaseType::days: type.tag = TypeTag::days; break;
    case model::BaseType::ref:
    case model::BaseType::record:
      type.tag = TypeTag::record;
      type.detail = static_cast<std::uint16_t>(field.kind);
      break;
  }
  type.lists = field.is_list ? 1 : 0;
  return type;
}

bool is_textual(Type type) {
  return !type.is_list() && (type.tag == TypeTag::text || type.tag == TypeTag::code || type.tag == TypeTag::table_code ||
                             type.tag == TypeTag::country || type.tag == TypeTag::cpv);
}

bool is_number(Type type) { return type.is(TypeTag::integer) || type.is(TypeTag::real); }

bool is_truth(Type type) { return type.is(TypeTag::boolean) || type.is(TypeTag::open); }

bool is_quantity(Type type) {
  return is_number(type) || type.is(TypeTag::percent) || type.is(TypeTag::money) || type.is(TypeTag::days) || type.is(TypeTag::open);
}

std::string type_text(Type type, const model::Vocabulary& vocabulary, const Tables* tables) {
  if (type.is_list()) return "list<" + type_text(type.element(), vocabulary, tables) + ">";
  switch (type.tag) {
    case TypeTag::code: return "code:" + vocabulary.code_list(type.codes()).name;
    case TypeTag::record: return vocabulary.kind(type.kind()).name;
    case TypeTag::table_code:
      if (tables != nullptr) return "code:" + tables->all()[type.detail].description().columns[type.column].name;
      return "code";
    default: break;
  }
  static constexpr std::array<std::string_view, 15> kNames{"any",        "bool",    "int", "double", "percent", "money",  "text",   "code",
                                                           "table code", "country", "cpv", "date",   "days",    "record", "reached"};
  const auto position = static_cast<std::size_t>(type.tag);
  return position < kNames.size() ? std::string(kNames[position]) : "any";
}

}  // namespace kede::lang
