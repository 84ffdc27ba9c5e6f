#include <chrono>

#include "engine/lang/detail/arithmetic.hpp"
#include "engine/lang/detail/functions.hpp"
#include "engine/lang/tables.hpp"

namespace kede::lang::detail {
namespace {

const Table* table_named(const CallContext& context, const Value& name) {
  const auto* text = name.as<std::string>();
  return text == nullptr ? nullptr : context.world.tables().find(*text);
}

Value lookup_in(const CallContext& context, std::string_view table_name, const Value& column_name, Arguments keys) {
  const Table* table = context.world.tables().find(table_name);
  const auto* name = column_name.as<std::string>();
  const auto column = table == nullptr || name == nullptr ? std::nullopt : table->find_column(*name);
  if (!column || keys.size() != table->description().keys.size()) return failure("KD2212", "function", "lookup");
  return table->lookup(*column, keys, context.world.as_of());
}

const RecordValue* record(const Value& value) { return value.as<RecordValue>(); }

int depth(const Value& value) {
  const auto* integer = value.as<std::int64_t>();
  constexpr std::int64_t kDeepest = 12;
  if (integer == nullptr || *integer < 1) return 1;
  return static_cast<int>(*integer > kDeepest ? kDeepest : *integer);
}

}  // namespace

Value listed(const CallContext& context, Arguments arguments) {
  const Table* table = table_named(context, arguments[0]);
  const Arguments keys = arguments.subspan(1);
  if (table == nullptr || keys.size() != table->description().keys.size()) return failure("KD2212", "function", "listed");
  return table->listed(keys, context.world.as_of());
}

Value lookup(const CallContext& context, Arguments arguments) {
  const auto* table = arguments[0].as<std::string>();
  if (table == nullptr) return failure("KD2212", "function", "lookup");
  return lookup_in(context, *table, arguments[1], arguments.subspan(2));
}

Value minimum_hourly_cost(const CallContext& context, Arguments arguments) {
  const auto* date = arguments.size() > 1 ? arguments[1].as<Date>() : nullptr;
  if (arguments.size() > 1 && date == nullptr) return no_overload("minimum_hourly_cost", arguments[0], arguments[1]);
  const Date day = date == nullptr ? context.world.as_of() : *date;
  const auto year = static_cast<int>(std::chrono::year_month_day(day).year());
  const Value keys[] = {arguments[0], Value(std::int64_t{year})};
  return lookup_in(context, "labour_cost", Value::text("floor_hour"), keys);
}

Value country_risk(const CallContext& context, Arguments arguments) {
  return lookup_in(context, "countries", arguments[0], arguments.subspan(1));
}

Value downstream(const CallContext& context, Arguments arguments) {
  const RecordValue* from = record(arguments[0]);
  return from == nullptr ? no_overload("downstream", arguments[0]) : context.world.downstream(*from, depth(arguments[1]));
}

Value upstream(const CallContext& context, Arguments arguments) {
  const RecordValue* from = record(arguments[0]);
  return from == nullptr ? no_overload("upstream", arguments[0]) : context.world.upstream(*from, depth(arguments[1]));
}

Value owners_up(const CallContext& context, Arguments arguments) {
  const RecordValue* from = record(arguments[0]);
  return from == nullptr ? no_overload("owners_up", arguments[0]) : context.world.owners_up(*from, depth(arguments[1]));
}

Value group(const CallContext& context, Arguments arguments) {
  const RecordValue* from = record(arguments[0]);
  return from == nullptr ? no_overload("group", arguments[0]) : context.world.group(*from);
}

Value same_address(const CallContext& context, Arguments arguments) {
  const RecordValue* from = record(arguments[0]);
  return from == nullptr ? no_overload("same_address", arguments[0]) : context.world.same_address(*from);
}

}  // namespace kede::lang::detail
