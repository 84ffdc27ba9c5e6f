#include "engine/lang/detail/call_checks.hpp"

#include <algorithm>
#include <set>

#include "engine/base/suggest.hpp"

namespace kede::lang::detail {
namespace {

std::optional<TypeTag> plain_tag(std::string_view name) {
  static constexpr std::pair<std::string_view, TypeTag> kTags[] = {
      {"bool", TypeTag::boolean}, {"int", TypeTag::integer}, {"double", TypeTag::real},     {"percent", TypeTag::percent},
      {"money", TypeTag::money},  {"text", TypeTag::text},   {"country", TypeTag::country}, {"cpv", TypeTag::cpv},
      {"date", TypeTag::date},    {"days", TypeTag::days},   {"reached", TypeTag::reached}};
  for (const auto& [word, tag] : kTags) {
    if (word == name) return tag;
  }
  return std::nullopt;
}

std::string expected_text(std::string_view parameter) {
  std::string text(parameter);
  std::erase(text, '\'');
  if (text == "number") return "int / double";
  if (text == "quantity") return "int / double / percent / money / days";
  return text;
}

// The name of an argument's place: of a member the target does not count.
std::string ordinal(const Call& call, std::size_t position) { return std::to_string(call.target ? position : position + 1); }

}  // namespace

CallResult CallChecks::check(const Call& call, std::span<const ExprId> arguments, CallForm form, std::uint32_t& row) const {
  const std::vector<std::uint32_t> rows = find_builtins(call.function, form, Mode::author);
  std::optional<CallResult> first_fault;
  std::set<std::size_t> counts;
  for (const std::uint32_t candidate : rows) {
    const Signature signature = signature_of(builtins()[candidate]);
    counts.insert(signature.parameters.size() - (call.target ? 1 : 0));
    if (!signature.accepts(arguments.size())) continue;
    CallResult result = match(builtins()[candidate], call, arguments);
    row = candidate;
    if (!result.fault) return result;
    if (!first_fault) first_fault = std::move(result);
  }
  if (first_fault) return std::move(*first_fault);
  std::string expected;
  for (const std::size_t count : counts) expected += (expected.empty() ? "" : " / ") + std::to_string(count);
  return {
      {},
      Fault{error("KD2106").arg("function", call.function).arg("expected", expected).arg("given", std::to_string(call.arguments.size())),
            call.name_span}};
}

Fault CallChecks::unknown_function(const Call& call, CallForm form, std::span<const ExprId> arguments) const {
  if (form == CallForm::function) {
    return Fault{error("KD2105").arg("function", call.function).suggest(nearest(call.function, builtin_names(form, Mode::author))),
                 call.name_span};
  }
  const std::string type = rules_.name(ast_[arguments[0]].type);
  return Fault{
      error("KD2120").arg("given", type).arg("function", call.function).suggest(nearest(call.function, builtin_names(form, Mode::author))),
      call.name_span};
}

CallResult CallChecks::match(const Builtin& builtin, const Call& call, std::span<const ExprId> arguments) const {
  const Signature signature = signature_of(builtin);
  Binding binding;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view parameter = signature.parameters[std::min(i, signature.parameters.size() - 1)];
    std::optional<Fault> fault = fits(parameter, arguments[i], binding);
    if (!fault) continue;
    if (call.target && i == 0) {
      return {{}, Fault{error("KD2120").arg("given", rules_.name(ast_[arguments[0]].type)).arg("function", call.function), call.name_span}};
    }
    if (fault->diagnostic.code == "KD2107") {
      fault->diagnostic.args.emplace_back("number", ordinal(call, i));
      fault->diagnostic.args.emplace_back("function", call.function);
    }
    return {{}, std::move(fault)};
  }
  return extra(builtin, call, arguments, result_type(signature.result, binding));
}

std::optional<Fault> CallChecks::fits(std::string_view parameter, ExprId argument, Binding& binding) const {
  const Span span = ast_[argument].span;
  if (parameter.front() == '\'' && !rules_.literal_text(argument)) return Fault{error("KD2117"), span};
  if (parameter == "T" && binding.node) {
    // One of the list's own elements.
    return rules_.member_of(argument, *binding.node, span);
  }
  if (parameter == "list<T>" && binding.node) return rules_.comparable(*binding.node, argument, span);
  if (parameter == "country" && rules_.literal_text(argument)) return rules_.literal_fits(argument, Type::of(TypeTag::country));
  if (matches(parameter, argument, ast_[argument].type, binding)) return std::nullopt;
  return Fault{error("KD2107").arg("expected", expected_text(parameter)).arg("given", rules_.name(ast_[argument].type)), span};
}

bool CallChecks::matches(std::string_view parameter, ExprId argument, Type type, Binding& binding) const {
  if (parameter == "any") return true;
  if (type.is(TypeTag::open)) {
    binding.node = argument;
    binding.type = type;
    return true;
  }
  if (parameter.front() == '\'') return true;
  if (parameter.starts_with("list<")) {
    if (!type.is_list()) return false;
    binding.node = argument;
    binding.type = type.element();
    return matches(parameter.substr(5, parameter.size() - 6), argument, type.element(), binding);
  }
  if (parameter == "T") return true;
  if (parameter == "number") return is_number(type);
  if (parameter == "quantity") return is_quantity(type) || type.is(TypeTag::nothing);
  if (parameter == "ordered") return is_quantity(type) || type.is(TypeTag::date);
  if (parameter == "text") return is_textual(type);
  if (const auto tag = plain_tag(parameter)) return type.is(*tag);
  const model::Kind* kind = scope_.vocabulary->find_kind(parameter);
  return kind != nullptr && type == Type::record(kind->id);
}

Type CallChecks::result_type(std::string_view result, const Binding& binding) const {
  if (result.starts_with("list<")) return result_type(result.substr(5, result.size() - 6), binding).listed();
  if (result == "T") return binding.type.value_or(Type::of(TypeTag::nothing));
  if (const auto tag = plain_tag(result)) return Type::of(*tag);
  const model::Kind* kind = scope_.vocabulary->find_kind(result);
  return kind == nullptr ? Type::of(TypeTag::nothing) : Type::record(kind->id);
}

CallResult CallChecks::extra(const Builtin& builtin, const Call& call, std::span<const ExprId> arguments, Type type) const {
  const auto bad_text = [&](ExprId literal, std::string expected) -> CallResult {
    return {{},
            Fault{error("KD2118").arg("text", std::string(*rules_.literal_text(literal))).arg("expected", std::move(expected)),
                  ast_[literal].span}};
  };
  switch (builtin.check) {
    case ExtraCheck::none: break;
    case ExtraCheck::currency:
      if (!Currency::parse(*rules_.literal_text(arguments[1]))) return bad_text(arguments[1], "EUR");
      break;
    case ExtraCheck::date: {
      const auto date = parse_iso_date(*rules_.literal_text(arguments[0]));
      if (!date || to_iso(*date) != *rules_.literal_text(arguments[0])) return bad_text(arguments[0], "2026-01-31");
      break;
    }
    case ExtraCheck::depth: {
      const auto* literal = std::get_if<Literal>(&ast_[arguments[1]].content);
      const auto* depth = literal == nullptr ? nullptr : literal->value.as<std::int64_t>();
      if (depth == nullptr || *depth < 1 || *depth > 12)
        return {{}, Fault{error("KD2123").arg("function", call.function), ast_[arguments[1]].span}};
      break;
    }
    case ExtraCheck::table:
      return table_keys(builtin, call, *rules_.literal_text(arguments[0]), std::nullopt, arguments[0], arguments.subspan(1));
    case ExtraCheck::table_column:
      return table_keys(builtin, call, *rules_.literal_text(arguments[0]), arguments[1], arguments[0], arguments.subspan(2));
    case ExtraCheck::country_column: return table_keys(builtin, call, "countries", arguments[0], arguments[0], arguments.subspan(1));
  }
  return {type, std::nullopt};
}

CallResult CallChecks::table_keys(const Builtin&, const Call& call, std::string_view table, std::optional<ExprId> column, ExprId table_at,
                                  std::span<const ExprId> keys) const {
  const auto index = scope_.tables == nullptr ? std::nullopt : scope_.tables->index_of(table);
  if (!index) {
    std::vector<std::string> names;
    if (scope_.tables != nullptr) {
      for (const Table& each : scope_.tables->all()) names.push_back(each.description().name);
    }
    return {{}, Fault{error("KD2111").arg("table", std::string(table)).suggest(nearest(table, names)), ast_[table_at].span}};
  }
  const TableDescription& description = scope_.tables->all()[*index].description();
  Type type = Type::of(TypeTag::boolean);
  if (column) {
    const std::string wanted(*rules_.literal_text(*column));
    const auto found = scope_.tables->all()[*index].find_column(wanted);
    std::vector<std::string> names;
    for (const TableColumn& each : description.columns) names.push_back(each.name);
    if (!found)
      return {
          {},
          Fault{error("KD2112").arg("column", wanted).arg("table", description.name).suggest(nearest(wanted, names)), ast_[*column].span}};
    type = column_type(*scope_.tables, *index, *found);
  }
  if (keys.size() != description.keys.size()) {
    const std::size_t others = call.arguments.size() - keys.size();
    return {{},
            Fault{error("KD2106")
                      .arg("function", call.function)
                      .arg("expected", std::to_string(others + description.keys.size()))
                      .arg("given", std::to_string(call.arguments.size())),
                  call.name_span}};
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (auto fault = key_fits(description.keys[i], keys[i])) return {{}, std::move(fault)};
  }
  return {type, std::nullopt};
}

std::optional<Fault> CallChecks::key_fits(const TableColumn& key, ExprId argument) const {
  const Type type = ast_[argument].type;
  const auto wrong = [&](std::string expected) {
    return Fault{error("KD2124").arg("column", key.name).arg("expected", std::move(expected)).arg("given", rules_.name(type)),
                 ast_[argument].span};
  };
  const bool literal = rules_.literal_text(argument).has_value();
  switch (key.type) {
    case CellType::country:
      if (literal) return rules_.literal_fits(argument, Type::of(TypeTag::country));
      return type.is(TypeTag::country) ? std::nullopt : std::optional(wrong("country"));
    case CellType::cpv:
      if (literal || type.is(TypeTag::cpv)) return std::nullopt;
      return wrong("cpv");
    case CellType::integer: return type.is(TypeTag::integer) ? std::nullopt : std::optional(wrong("int"));
    case CellType::date: return type.is(TypeTag::date) ? std::nullopt : std::optional(wrong("date"));
    default: return is_textual(type) ? std::nullopt : std::optional(wrong("text"));
  }
}

}  // namespace kede::lang::detail
