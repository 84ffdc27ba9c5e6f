#include "engine/assess/lists_used.hpp"

#include <chrono>

#include "engine/assess/explain.hpp"
#include "engine/assess/value_words.hpp"
#include "engine/base/text.hpp"

namespace kede::assess {

using lang::Table;
using lang::Value;

namespace {

constexpr std::string_view kWageFloor = "minimum_hourly_cost";

// What a call asks for: the list, the column (none: only whether there is a row), the keys.
struct Asked {
  const Table* table = nullptr;
  std::optional<std::size_t> column;
  std::vector<Value> keys;
};

const Table* named(const GraphWorld& world, const Value& name) {
  const auto* text = name.as<std::string>();
  return text == nullptr ? nullptr : world.tables().find(*text);
}

std::optional<std::size_t> column_of(const Table* table, const Value& name) {
  const auto* text = name.as<std::string>();
  return table == nullptr || text == nullptr ? std::nullopt : table->find_column(*text);
}

Asked asked(const GraphWorld& world, const lang::TableRead& read) {
  const auto& given = read.arguments;
  if (read.function == "listed") return {named(world, given[0]), std::nullopt, {given.begin() + 1, given.end()}};
  if (read.function == "lookup") {
    const Table* table = named(world, given[0]);
    return {table, column_of(table, given[1]), {given.begin() + 2, given.end()}};
  }
  if (read.function == "country_risk") {
    const Table* table = world.tables().find("countries");
    return {table, column_of(table, given[0]), {given.begin() + 1, given.end()}};
  }
  const Table* table = world.tables().find("labour_cost");
  const Date* day = given.size() > 1 ? given[1].as<Date>() : nullptr;
  const auto year = static_cast<int>(std::chrono::year_month_day(day == nullptr ? world.as_of() : *day).year());
  return {table, column_of(table, Value::text("floor_hour")), {given[0], Value(std::int64_t{year})}};
}

std::string label_of(const lang::TableColumn& column, Language language) {
  return column.label.in(language).empty() ? column.name : column.label.in(language);
}

std::string cell_text(const GraphWorld& world, const Value& value, Language language) {
  return value_text(world, model::FieldType{}, value, language);
}

std::vector<std::string> rest_of_row(const GraphWorld& world, const Asked& asked, Language language) {
  std::vector<std::string> out;
  const auto& columns = asked.table->description().columns;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (c == asked.column || columns[c].name == "currency") continue;
    const Value value = asked.table->lookup(c, asked.keys, world.as_of());
    out.push_back(label_of(columns[c], language) + " = " + cell_text(world, value, language));
  }
  return out;
}

std::string source_text(const lang::TableDescription& list, Language language) {
  const std::string as_of = list.as_of ? date_text(*list.as_of, language) : value_word("unknown", language);
  return value_word("list.source", language, {{"edition", list.edition}, {"date", as_of}, {"source", list.source}});
}

}  // namespace

ListUsed list_used(const GraphWorld& world, const lang::TableRead& read, Language language) {
  const Asked what = asked(world, read);
  if (what.table == nullptr) return {};
  const lang::TableDescription& list = what.table->description();
  std::vector<std::string> keys;
  for (const Value& key : what.keys) {
    const auto* number = key.as<std::int64_t>();  // a year, which is not grouped by thousands
    keys.push_back(number == nullptr ? cell_text(world, key, language) : std::to_string(*number));
  }
  ListUsed out;
  out.list = list.name;
  out.text = list.name + " (" + join(keys, ", ") + "): ";
  const auto* hit = read.value.as<bool>();
  if (what.column) {
    out.text += label_of(list.columns[*what.column], language) + " = " + cell_text(world, read.value, language);
  } else {
    out.text += hit == nullptr ? cell_text(world, read.value, language) : value_word(*hit ? "list.on" : "list.off", language);
  }
  if (read.function == kWageFloor) out.details = rest_of_row(world, what, language);
  out.source = source_text(list, language);
  return out;
}

}  // namespace kede::assess
