#include "engine/lang/detail/type_rules.hpp"

#include <algorithm>

#include "engine/base/suggest.hpp"

namespace kede::lang::detail {
namespace {

bool all_between(std::string_view text, char low, char high) {
  return std::all_of(text.begin(), text.end(), [=](char c) { return c >= low && c <= high; });
}

bool is_code(Type type) { return type.is(TypeTag::code) || type.is(TypeTag::table_code); }
bool either_open(Type left, Type right) { return left.is(TypeTag::open) || right.is(TypeTag::open); }
bool same_units(Type left, Type right) { return left == right || (is_number(left) && is_number(right)) || either_open(left, right); }

bool has_order(Type type) { return is_quantity(type) || type.is(TypeTag::date) || type.is(TypeTag::text); }

}  // namespace

std::optional<std::string_view> TypeRules::literal_text(ExprId id) const {
  const auto* literal = std::get_if<Literal>(&ast_[id].content);
  const auto* text = literal == nullptr ? nullptr : literal->value.as<std::string>();
  return text == nullptr ? std::nullopt : std::optional<std::string_view>(*text);
}

Fault TypeRules::mismatch(Type left, Type right, Span span) const {
  return Fault{error("KD2103").arg("left", name(left)).arg("right", name(right)), span};
}

const std::vector<std::string> TypeRules::codes_of(Type type) const {
  if (type.tag == TypeTag::table_code) return scope_.tables->all()[type.detail].description().columns[type.column].codes;
  std::vector<std::string> codes;
  for (const auto& [code, label] : scope_.vocabulary->code_list(type.codes()).values) codes.push_back(code);
  return codes;
}

std::string TypeRules::list_name(Type type) const {
  if (type.tag == TypeTag::code) return scope_.vocabulary->code_list(type.codes()).name;
  const TableDescription& table = scope_.tables->all()[type.detail].description();
  return table.name + "." + table.columns[type.column].name;
}

std::optional<Fault> TypeRules::literal_fits(ExprId literal, Type type) const {
  const std::string text(*literal_text(literal));
  const Span span = ast_[literal].span;
  if (is_code(type)) {
    const std::vector<std::string> codes = codes_of(type);
    if (std::find(codes.begin(), codes.end(), text) != codes.end()) return std::nullopt;
    return Fault{error("KD2108").arg("code", text).arg("list", list_name(type)).suggest(nearest(text, codes)), span};
  }
  if (type.is(TypeTag::country) && (text.size() != 2 || !all_between(text, 'A', 'Z')))
    return Fault{error("KD2118").arg("text", text).arg("expected", "LV"), span};
  if (type.is(TypeTag::cpv) && (text.size() != 8 || !all_between(text, '0', '9')))
    return Fault{error("KD2118").arg("text", text).arg("expected", "45210000"), span};
  if (is_textual(type)) return std::nullopt;
  return mismatch(type, Type::of(TypeTag::text), span);
}

std::optional<Fault> TypeRules::comparable(ExprId left, ExprId right, Span span) const {
  const Type a = ast_[left].type;
  const Type b = ast_[right].type;
  if (either_open(a, b)) return std::nullopt;
  if (literal_text(right) && is_textual(a)) return literal_fits(right, a);
  if (literal_text(left) && is_textual(b)) return literal_fits(left, b);
  if (a.is_list() != b.is_list()) return mismatch(a, b, span);
  if (a.is_list()) {
    const auto* items = std::get_if<ListLiteral>(&ast_[right].content);
    const bool of_texts =
        items != nullptr && is_textual(a.element()) && (b.element().is(TypeTag::text) || b.element().is(TypeTag::nothing));
    if (of_texts) {
      for (const ExprId item : items->items) {
        if (!literal_text(item) && a.element() != ast_[item].type) return mismatch(a.element(), ast_[item].type, ast_[item].span);
        if (literal_text(item)) {
          if (auto fault = literal_fits(item, a.element())) return fault;
        }
      }
      return std::nullopt;
    }
  }
  if (common(a, b)) return std::nullopt;
  return mismatch(a, b, span);
}

std::optional<Fault> TypeRules::ordered(ExprId left, ExprId right, Span span) const {
  const Type a = ast_[left].type;
  const Type b = ast_[right].type;
  if (has_order(a) && has_order(b) && same_units(a, b)) return std::nullopt;
  return mismatch(a, b, span);
}

std::optional<Fault> TypeRules::member_of(ExprId element, ExprId list, Span span) const {
  const Type type = ast_[element].type;
  const Type of = ast_[list].type;
  if (of.is(TypeTag::open)) return std::nullopt;
  if (!of.is_list()) return Fault{error("KD2116").arg("function", "in").arg("given", name(of)), ast_[list].span};
  if (const auto* items = std::get_if<ListLiteral>(&ast_[list].content)) {
    for (const ExprId item : items->items) {
      if (auto fault = comparable(element, item, span)) return fault;
    }
    return std::nullopt;
  }
  if (either_open(type, of)) return std::nullopt;
  if (literal_text(element) && is_textual(of.element())) return literal_fits(element, of.element());
  if (common(type, of.element())) return std::nullopt;
  return mismatch(type, of.element(), span);
}

std::optional<Type> TypeRules::arithmetic(BinaryOperator op, Type left, Type right) {
  const bool adds = op == BinaryOperator::add || op == BinaryOperator::subtract;
  const bool times = op == BinaryOperator::multiply;
  const bool over = op == BinaryOperator::divide;
  const auto is = [](Type type, TypeTag tag) { return type.is(tag); };
  if (either_open(left, right)) return Type::of(TypeTag::open);
  if (left.is_list() || right.is_list()) return op == BinaryOperator::add && left == right ? std::optional(left) : std::nullopt;
  if (is(left, TypeTag::integer) && is(right, TypeTag::integer)) return left;
  if (op == BinaryOperator::remainder) return std::nullopt;
  if (is(left, TypeTag::real) && is(right, TypeTag::real)) return left;
  const bool unit = is(left, TypeTag::money) || is(left, TypeTag::percent);
  if (unit && left == right && (adds || over)) return over ? Type::of(TypeTag::real) : left;
  if (unit && is_number(right) && (times || over)) return left;
  if ((is(right, TypeTag::money) || is(right, TypeTag::percent)) && is_number(left) && times) return right;
  if (is(left, TypeTag::money) && is(right, TypeTag::percent) && times) return left;
  if (is(left, TypeTag::percent) && is(right, TypeTag::money) && times) return right;
  if (is(left, TypeTag::date) && is(right, TypeTag::date) && op == BinaryOperator::subtract) return Type::of(TypeTag::days);
  if (is(left, TypeTag::date) && is(right, TypeTag::days) && adds) return left;
  if (is(left, TypeTag::days) && is(right, TypeTag::date) && op == BinaryOperator::add) return right;
  if (is(left, TypeTag::days) && is(right, TypeTag::days) && adds) return left;
  if (is(left, TypeTag::days) && is(right, TypeTag::integer) && times) return left;
  if (is(left, TypeTag::integer) && is(right, TypeTag::days) && times) return right;
  return std::nullopt;
}

std::optional<Type> TypeRules::common(Type left, Type right) {
  if (left == right) return left;
  if (is_number(left) && is_number(right)) return Type::of(TypeTag::real);
  // An element type that is not settled gives way, but “nothing” first.
  for (const TypeTag yields : {TypeTag::nothing, TypeTag::open}) {
    if (left.tag == yields && (left.lists == right.lists || left.is(TypeTag::open))) return right;
    if (right.tag == yields && (left.lists == right.lists || right.is(TypeTag::open))) return left;
  }
  return std::nullopt;
}

}  // namespace kede::lang::detail
