#include "engine/lang/tables.hpp"

#include <algorithm>

#include "engine/lang/detail/table_reader.hpp"

namespace kede::lang {
namespace {

constexpr char kKeySeparator = '\x1f';

std::optional<std::string> key_text(const Value& key) {
  if (const auto* text = key.as<std::string>()) return text->empty() ? std::nullopt : std::optional(*text);
  if (const auto* integer = key.as<std::int64_t>()) return std::to_string(*integer);
  if (const auto* date = key.as<Date>()) return to_iso(*date);
  return std::nullopt;
}

// "45211000-9" is written with its check digit by some publishers.
std::string_view without_check_digit(std::string_view cpv) { return cpv.size() == 10 && cpv[8] == '-' ? cpv.substr(0, 8) : cpv; }

bool older(const std::optional<Date>& made, int months, Date as_of) { return made && months > 0 && months_between(*made, as_of) >= months; }

std::optional<Date> first_stale_day(const std::optional<Date>& made, int months) {
  if (!made || months <= 0) return std::nullopt;
  constexpr int kShortestMonth = 28;
  Date day = *made + std::chrono::days(kShortestMonth * months);
  while (!older(made, months, day)) day += std::chrono::days(1);
  return day;
}

struct Keys {
  std::vector<std::string> texts;
  std::optional<Value> absent;  // a key is unknown
};

Keys read_keys(std::span<const Value> keys, const std::string& table) {
  Keys out;
  Reasons reasons;
  for (const Value& key : keys) {
    const std::optional<std::string> text = is_absent(key) ? std::nullopt : key_text(key);
    if (!text) reasons.add(is_absent(key) ? reasons_of(key) : Reasons(model::UnknownReason::unreadable, table));
    out.texts.push_back(text.value_or(""));
  }
  if (!reasons.empty()) out.absent = unknown_because(std::move(reasons));
  return out;
}

}  // namespace

Result<Table> Table::read(std::string_view csv, const std::string& csv_file, std::string_view meta, const std::string& meta_file) {
  Result<TableDescription> description = detail::read_description(meta, meta_file);
  if (!description) return std::move(description).diagnostics();
  Result<detail::Cells> cells = detail::read_cells(csv, csv_file, *description);
  if (!cells) return std::move(cells).diagnostics();

  Table table;
  table.description_ = std::move(description).value();
  table.rows_ = cells->rows;
  table.cells_ = std::move(cells->columns);
  const auto& keys = table.description_.keys;
  const auto cpv = std::find_if(keys.begin(), keys.end(), [](const TableColumn& key) { return key.type == CellType::cpv; });
  table.prefix_key_ = static_cast<std::size_t>(cpv == keys.end() ? keys.end() - keys.begin() - 1 : cpv - keys.begin());
  for (const auto& [key, row] : cells->keys) table.by_key_[key].push_back(row);
  return table;
}

std::optional<std::size_t> Table::find_column(std::string_view name) const {
  const auto& columns = description_.columns;
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const TableColumn& column) { return column.name == name; });
  if (found == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}

bool Table::is_stale(Date as_of) const { return older(description_.as_of, description_.stale_after_months, as_of); }

std::optional<Date> Table::stale_from() const { return first_stale_day(description_.as_of, description_.stale_after_months); }

std::optional<Date> Table::stale_from(std::size_t column) const {
  const TableColumn& own = description_.columns[column];
  return first_stale_day(own.as_of ? own.as_of : description_.as_of,
                         own.stale_after_months > 0 ? own.stale_after_months : description_.stale_after_months);
}

bool Table::is_stale(std::size_t column, Date as_of) const {
  const TableColumn& own = description_.columns[column];
  if (!own.as_of && own.stale_after_months == 0) return is_stale(as_of);
  return older(own.as_of ? own.as_of : description_.as_of,
               own.stale_after_months > 0 ? own.stale_after_months : description_.stale_after_months, as_of);
}

const Table::Rows* Table::rows_for(const std::vector<std::string>& keys) const {
  const auto find = [&](std::string_view prefix) -> const Rows* {
    std::string joined;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (i > 0) joined += kKeySeparator;
      joined += description_.longest_prefix && i == prefix_key_ ? prefix : std::string_view(keys[i]);
    }
    const auto found = by_key_.find(joined);
    return found == by_key_.end() ? nullptr : &found->second;
  };
  if (!description_.longest_prefix) return find("");
  std::string_view prefix = without_check_digit(keys[prefix_key_]);
  for (; !prefix.empty(); prefix.remove_suffix(1)) {
    if (const Rows* rows = find(prefix)) return rows;
  }
  return nullptr;
}

Reason Table::miss(Date as_of) const {
  if (is_stale(as_of)) return Reason{model::UnknownReason::stale, description_.name};
  if (!description_.complete) return Reason{model::UnknownReason::open_list, description_.name};
  return Reason{model::UnknownReason::no_row, description_.name};
}

Value Table::lookup(std::size_t column, std::span<const Value> keys, Date as_of) const {
  const std::string path = description_.name + "." + description_.columns[column].name;
  const Keys wanted = read_keys(keys, description_.name);
  if (wanted.absent) return *wanted.absent;
  const Rows* rows = rows_for(wanted.texts);
  if (rows == nullptr) return unknown_because(Reasons(miss(as_of)));
  std::optional<Value> found;
  for (const std::uint32_t row : *rows) {
    const Value& cell = cells_[column][row];
    if (cell.is<Null>()) continue;
    if (found && to_text(*found) != to_text(cell)) return Value::unknown(model::UnknownReason::conflict, path);
    found = cell;
  }
  if (found) return *found;
  return Value::unknown(is_stale(column, as_of) ? model::UnknownReason::stale : model::UnknownReason::missing, path);
}

Value Table::listed(std::span<const Value> keys, Date as_of) const {
  const Keys wanted = read_keys(keys, description_.name);
  if (wanted.absent) return *wanted.absent;
  if (rows_for(wanted.texts) != nullptr) return Value(true);
  const Reason why = miss(as_of);
  return why.reason == model::UnknownReason::no_row ? Value(false) : unknown_because(Reasons(why));
}

Result<void> Tables::add(Table table) {
  const std::string name = table.description().name;
  if (by_name_.contains(name)) return error("KD2255").arg("table", name);
  by_name_.emplace(name, tables_.size());
  tables_.push_back(std::move(table));
  return {};
}

std::optional<std::size_t> Tables::index_of(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? std::nullopt : std::optional(found->second);
}

const Table* Tables::find(std::string_view name) const {
  const auto found = index_of(name);
  return found ? &tables_[*found] : nullptr;
}

Type column_type(const Tables& tables, std::size_t table, std::size_t column) {
  switch (tables.all()[table].description().columns[column].type) {
    case CellType::boolean: return Type::of(TypeTag::boolean);
    case CellType::integer: return Type::of(TypeTag::integer);
    case CellType::real: return Type::of(TypeTag::real);
    case CellType::percent: return Type::of(TypeTag::percent);
    case CellType::money: return Type::of(TypeTag::money);
    case CellType::text: return Type::of(TypeTag::text);
    case CellType::country: return Type::of(TypeTag::country);
    case CellType::cpv: return Type::of(TypeTag::cpv);
    case CellType::date: return Type::of(TypeTag::date);
    case CellType::code: break;
  }
  return Type{TypeTag::table_code, 0, static_cast<std::uint16_t>(table), static_cast<std::uint16_t>(column)};
}

}  // namespace kede::lang
