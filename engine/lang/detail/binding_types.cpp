#include "engine/lang/detail/binding_types.hpp"

#include "engine/lang/detail/type_rules.hpp"

namespace kede::lang::detail {
namespace {

template <class T>
bool tagged(const Value& value, TypeTag tag, std::optional<Type>& type) {
  if (!value.is<T>()) return false;
  type = Type::of(tag);
  return true;
}

std::optional<Type> list_type(const List& list) {
  Type element = Type::of(TypeTag::nothing);
  for (const Value& item : list.all()) {
    const std::optional<Type> type = binding_type(item);
    const std::optional<Type> both = type ? TypeRules::common(element, *type) : std::nullopt;
    if (!both) return std::nullopt;
    element = *both;
  }
  return element.listed();
}

}  // namespace

std::optional<Type> binding_type(const Value& value) {
  if (const auto* list = value.as<List>()) return list_type(*list);
  std::optional<Type> type;
  const bool known = tagged<bool>(value, TypeTag::boolean, type) || tagged<std::int64_t>(value, TypeTag::integer, type) ||
                     tagged<double>(value, TypeTag::real, type) || tagged<std::string>(value, TypeTag::text, type) ||
                     tagged<Date>(value, TypeTag::date, type) || tagged<Days>(value, TypeTag::days, type) ||
                     tagged<Money>(value, TypeTag::money, type) || tagged<model::Percent>(value, TypeTag::percent, type) ||
                     tagged<Unknown>(value, TypeTag::open, type);
  return known ? type : std::nullopt;
}

Value held_as(Type type, Value value) {
  if (type.is(TypeTag::real)) {
    const auto* whole = value.as<std::int64_t>();
    return whole == nullptr ? value : Value(static_cast<double>(*whole));
  }
  const auto* list = value.as<List>();
  if (list == nullptr || !type.is_list() || type.tag != TypeTag::real) return value;
  std::vector<Value> items;
  for (const Value& item : list->all()) items.push_back(held_as(type.element(), item));
  return Value(List{std::make_shared<const std::vector<Value>>(std::move(items)), list->complete, list->reasons});
}

}  // namespace kede::lang::detail
