#include "engine/lang/detail/inline_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"

namespace kede::lang::detail {
namespace {

constexpr std::string_view kTypes[] = {"bool", "int", "double", "percent", "money", "text", "code", "country", "cpv", "date"};

std::string quoted_json(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out + '"';
}

std::string quoted_csv(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string column_json(const TableColumn& column) {
  std::string out = fmt::format("\"type\":\"{}\"", kTypes[static_cast<std::size_t>(column.type)]);
  if (column.type == CellType::money) out += ",\"currency\":" + quoted_json(column.currency.code());
  if (column.type == CellType::code) {
    std::vector<std::string> codes;
    for (const std::string& code : column.codes) codes.push_back(quoted_json(code));
    out += fmt::format(",\"values\":[{}]", join(codes, ","));
  }
  return out;
}

std::string meta_json(const TableDescription& like, const std::string& ages) {
  std::vector<std::string> keys;
  for (const TableColumn& key : like.keys) keys.push_back(fmt::format("{{\"column\":{},{}}}", quoted_json(key.name), column_json(key)));
  std::vector<std::string> columns;
  for (const TableColumn& column : like.columns) columns.push_back(fmt::format("{}:{{{}}}", quoted_json(column.name), column_json(column)));
  return fmt::format(R"({{"kede_list":1,"name":{},"title":{{"en":"","lv":""}},"match":"{}","key":[{}],"columns":{{{}}}{}}})",
                     quoted_json(like.name), like.longest_prefix ? "longest_prefix" : "exact", join(keys, ","), join(columns, ","), ages);
}

std::string cell_text(const JsonAt& at, Faults& faults) {
  switch (at.json->type) {
    case JsonNode::Type::null: return {};
    case JsonNode::Type::boolean: return at.json->flag ? "yes" : "no";
    case JsonNode::Type::number:
    case JsonNode::Type::string: return at.text();
    case JsonNode::Type::array:
    case JsonNode::Type::object: break;
  }
  expect(at, JsonNode::Type::string, faults);
  return {};
}

std::string header_line(const std::vector<std::string>& names) {
  std::vector<std::string> cells;
  for (const std::string& name : names) cells.push_back(quoted_csv(name));
  return join(cells, ",") + '\n';
}

// as_of, stale_after_months and complete, as they go into the description.
std::string read_ages(const JsonAt& at, Faults& faults) {
  std::string out;
  if (const auto date = read_date(at, "as_of", faults)) out += fmt::format(",\"as_of\":\"{}\"", to_iso(*date));
  if (const auto months = read_integer(at, "stale_after_months", 0, 1200, faults))
    out += fmt::format(",\"stale_after_months\":{}", *months);
  if (at.member("complete") && !read_flag(at, "complete", faults)) out += ",\"complete\":false";
  return out;
}

}  // namespace

std::optional<Table> read_inline_table(const JsonAt& at, const TableDescription& like, Faults& faults) {
  const std::size_t before = faults.size();
  std::vector<std::string> names;
  for (const TableColumn& key : like.keys) names.push_back(key.name);
  for (const TableColumn& column : like.columns) {
    if (std::find(names.begin(), names.end(), column.name) == names.end()) names.push_back(column.name);
  }
  if (std::find(names.begin(), names.end(), "currency") == names.end()) names.emplace_back("currency");
  const std::vector<std::string_view> known(names.begin(), names.end());

  std::string ages;
  JsonAt rows = at;
  if (at.is(JsonNode::Type::object)) {
    constexpr std::string_view required[] = {"rows"};
    constexpr std::string_view optional[] = {"as_of", "stale_after_months", "complete"};
    check_keys(at, "table", required, optional, faults);
    ages = read_ages(at, faults);
    if (const auto member = at.member("rows")) rows = *member;
  }
  if (faults.size() > before || !expect(rows, JsonNode::Type::array, faults)) return std::nullopt;
  std::string csv = header_line(names);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const JsonAt row = rows.item(i);
    if (!check_keys(row, "row", {}, known, faults)) continue;
    std::vector<std::string> cells;
    for (const std::string& name : names) {
      const auto cell = row.member(name);
      cells.push_back(quoted_csv(cell ? cell_text(*cell, faults) : std::string()));
    }
    csv += join(cells, ",") + '\n';
  }
  if (faults.size() > before) return std::nullopt;
  auto table = Table::read(csv, *at.file, meta_json(like, ages), *at.file);
  if (table) return std::move(table).value();
  for (Diagnostic& diagnostic : std::move(table).diagnostics()) {
    diagnostic.where = at.place();
    faults.push_back(std::move(diagnostic));
  }
  return std::nullopt;
}

}  // namespace kede::lang::detail
