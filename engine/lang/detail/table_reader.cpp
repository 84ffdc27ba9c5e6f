#include "engine/lang/detail/table_reader.hpp"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "engine/base/csv.hpp"
#include "engine/base/suggest.hpp"
#include "engine/base/text.hpp"

namespace kede::lang::detail {
namespace {

using Json = rapidjson::Value;

constexpr std::array<std::pair<std::string_view, CellType>, 10> kCellTypes{{{"bool", CellType::boolean},
                                                                            {"int", CellType::integer},
                                                                            {"double", CellType::real},
                                                                            {"percent", CellType::percent},
                                                                            {"money", CellType::money},
                                                                            {"text", CellType::text},
                                                                            {"code", CellType::code},
                                                                            {"country", CellType::country},
                                                                            {"cpv", CellType::cpv},
                                                                            {"date", CellType::date}}};

std::string_view string_of(const Json& text) { return {text.GetString(), text.GetStringLength()}; }

const Json* member(const Json& object, const char* name) {
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() ? nullptr : &found->value;
}

std::string text_of(const Json& object, const char* name) {
  const Json* found = member(object, name);
  return found != nullptr && found->IsString() ? std::string(string_of(*found)) : std::string();
}

model::LocalText local_text_of(const Json& object, const char* name) {
  const Json* found = member(object, name);
  return found != nullptr && found->IsObject() ? model::LocalText{text_of(*found, "en"), text_of(*found, "lv")} : model::LocalText{};
}

Diagnostic wrong(const std::string& file, std::string pointer) {
  return error("KD2251").at(Place{file, pointer, 0, "", 0, 0}).arg("member", std::move(pointer));
}

class DescriptionReader {
 public:
  explicit DescriptionReader(const std::string& file) : file_(file) {}

  Result<TableDescription> run(const Json& root) {
    out_.name = text_of(root, "name");
    if (out_.name.empty()) fail("/name");
    out_.title = local_text_of(root, "title");
    origin(root);
    ages(root, "", out_.as_of, out_.stale_after_months);
    if (const Json* complete = member(root, "complete")) {
      complete->IsBool() ? void(out_.complete = complete->GetBool()) : fail("/complete");
    }
    const std::string match = text_of(root, "match");
    out_.longest_prefix = match == "longest_prefix";
    if (match != "exact" && match != "longest_prefix") fail("/match");
    keys(root);
    columns(root);
    if (!diagnostics_.empty()) return std::move(diagnostics_);
    return std::move(out_);
  }

 private:
  void fail(std::string pointer) { diagnostics_.push_back(wrong(file_, std::move(pointer))); }

  void origin(const Json& root) {
    out_.sha256 = text_of(root, "sha256");
    out_.source = text_of(root, "source");
    out_.edition = text_of(root, "edition");
    out_.licence = text_of(root, "licence");
    out_.licence_note = local_text_of(root, "licence_note");
    out_.note = local_text_of(root, "note");
    if (const Json* keys = member(root, "source_keys"); keys != nullptr && keys->IsArray()) {
      for (const Json& key : keys->GetArray()) key.IsString() ? void(out_.source_keys.emplace_back(string_of(key))) : fail("/source_keys");
    }
    if (const Json* read = member(root, "date_read")) {
      out_.date_read = read->IsString() ? parse_iso_date(string_of(*read)) : std::nullopt;
      if (!out_.date_read) fail("/date_read");
    }
  }

  void ages(const Json& object, const std::string& pointer, std::optional<Date>& as_of, int& months) {
    if (const Json* stated = member(object, "as_of")) {
      as_of = stated->IsString() ? parse_iso_date(string_of(*stated)) : std::nullopt;
      if (!as_of) fail(pointer + "/as_of");
    }
    if (const Json* stated = member(object, "stale_after_months")) {
      stated->IsInt() && stated->GetInt() >= 0 ? void(months = stated->GetInt()) : fail(pointer + "/stale_after_months");
    }
  }

  TableColumn column(std::string name, const Json& object, const std::string& pointer) {
    TableColumn out;
    out.name = std::move(name);
    const std::string type = object.IsObject() ? text_of(object, "type") : std::string();
    const auto known = std::find_if(kCellTypes.begin(), kCellTypes.end(), [&](const auto& entry) { return entry.first == type; });
    if (known == kCellTypes.end()) {
      fail(pointer + "/type");
      return out;
    }
    out.type = known->second;
    out.label = local_text_of(object, "label");
    ages(object, pointer, out.as_of, out.stale_after_months);
    if (const Json* currency = member(object, "currency")) {
      const auto parsed = currency->IsString() ? Currency::parse(string_of(*currency)) : std::nullopt;
      parsed ? void(out.currency = *parsed) : fail(pointer + "/currency");
    }
    const Json* values = member(object, "values");
    if (out.type != CellType::code) return out;
    if (values == nullptr || !values->IsArray()) {
      fail(pointer + "/values");
      return out;
    }
    for (const Json& value : values->GetArray())
      value.IsString() ? void(out.codes.emplace_back(string_of(value))) : fail(pointer + "/values");
    return out;
  }

  void keys(const Json& root) {
    const Json* list = member(root, "key");
    if (list == nullptr || !list->IsArray() || list->Empty()) return fail("/key");
    for (rapidjson::SizeType i = 0; i < list->Size(); ++i) {
      const std::string pointer = "/key/" + std::to_string(i);
      const Json& key = (*list)[i];
      const std::string name = key.IsObject() ? text_of(key, "column") : std::string();
      name.empty() ? fail(pointer + "/column") : out_.keys.push_back(column(name, key, pointer));
    }
  }

  void columns(const Json& root) {
    const Json* object = member(root, "columns");
    if (object == nullptr || !object->IsObject()) return fail("/columns");
    for (const auto& entry : object->GetObject()) {
      const std::string name(string_of(entry.name));
      out_.columns.push_back(column(name, entry.value, "/columns/" + name));
    }
  }

  const std::string& file_;
  TableDescription out_;
  std::vector<Diagnostic> diagnostics_;
};

std::optional<Value> real_cell(std::string_view cell, bool percent) {
  double number = 0;
  const auto parsed = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != cell.data() + cell.size()) return std::nullopt;
  return percent ? Value(model::Percent{number}) : Value(number);
}

std::optional<Value> integer_cell(std::string_view cell) {
  std::int64_t number = 0;
  const auto parsed = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != cell.data() + cell.size()) return std::nullopt;
  return Value(number);
}

std::optional<Value> boolean_cell(std::string_view cell) {
  const std::string word = ascii_lower(cell);
  if (word == "y" || word == "yes" || word == "true") return Value(true);
  if (word == "n" || word == "no" || word == "false") return Value(false);
  return std::nullopt;
}

std::optional<Value> text_cell(std::string_view cell, const TableColumn& column) {
  const bool of_capitals = cell.size() == 2 && std::all_of(cell.begin(), cell.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (column.type == CellType::country && !of_capitals) return std::nullopt;
  if (column.type == CellType::code && std::find(column.codes.begin(), column.codes.end(), cell) == column.codes.end()) return std::nullopt;
  return Value::text(cell);
}

// Nothing: it cannot be read.
std::optional<Value> read_cell(std::string_view cell, const TableColumn& column, Currency currency) {
  if (cell.empty()) return Value();
  switch (column.type) {
    case CellType::boolean: return boolean_cell(cell);
    case CellType::integer: return integer_cell(cell);
    case CellType::real: return real_cell(cell, false);
    case CellType::percent: return real_cell(cell, true);
    case CellType::money: {
      const auto money = Money::parse(cell, currency);
      return money ? std::optional(Value(*money)) : std::nullopt;
    }
    case CellType::date: {
      const auto date = parse_iso_date(cell);
      return date ? std::optional(Value(*date)) : std::nullopt;
    }
    case CellType::text:
    case CellType::code:
    case CellType::country:
    case CellType::cpv: break;
  }
  return text_cell(cell, column);
}

// "45210000" -> "4521": the trailing zeros of a CPV code stand for everything below it.
std::string prefix_of(std::string_view cell) {
  if (cell.size() == 8) {
    while (cell.size() > 2 && cell.back() == '0') cell.remove_suffix(1);
  }
  return std::string(cell);
}

class CellsReader {
 public:
  CellsReader(std::string_view csv, const std::string& file, const TableDescription& description)
      : csv_(csv, ','), file_(file), description_(description) {}

  Result<Cells> run() {
    CsvRecord record;
    if (!csv_.next(record)) return error("KD2254").at(Place{file_, "", 1, "", 0, 0});
    header(record.fields);
    out_.columns.resize(description_.columns.size());
    while (diagnostics_.empty() && csv_.next(record)) {
      if (record.cut || record.quote_left_open) return error(record.cut ? "KD2256" : "KD2257").at(place(record, ""));
      const bool blank = record.fields.size() == 1 && trim(record.fields[0]).empty();
      if (!blank) row(record);
    }
    if (!diagnostics_.empty()) return std::move(diagnostics_);
    return std::move(out_);
  }

 private:
  Place place(const CsvRecord& record, std::string cell) const { return Place{file_, "", record.number, std::move(cell), 0, 0}; }

  void header(const std::vector<std::string_view>& fields) {
    for (const std::string_view field : fields) names_.emplace_back(trim(field));
    const auto find = [&](const std::string& name) -> std::size_t {
      const auto found = std::find(names_.begin(), names_.end(), name);
      if (found == names_.end()) {
        diagnostics_.push_back(error("KD2252").at(Place{file_, "", 1, name, 0, 0}).arg("column", name).suggest(nearest(name, names_)));
      }
      return static_cast<std::size_t>(found - names_.begin());
    };
    for (const TableColumn& key : description_.keys) key_at_.push_back(find(key.name));
    for (const TableColumn& column : description_.columns) column_at_.push_back(find(column.name));
    const auto currency = std::find(names_.begin(), names_.end(), "currency");
    if (currency != names_.end()) currency_at_ = static_cast<std::size_t>(currency - names_.begin());
  }

  static std::string_view cell(const CsvRecord& record, std::size_t at) {
    return at < record.fields.size() ? trim(record.fields[at]) : std::string_view();
  }

  void row(const CsvRecord& record) {
    for (std::size_t i = 0; i < description_.columns.size(); ++i) {
      const TableColumn& column = description_.columns[i];
      const auto stated = currency_at_ ? Currency::parse(cell(record, *currency_at_)) : std::nullopt;
      std::optional<Value> value = read_cell(cell(record, column_at_[i]), column, stated.value_or(column.currency));
      if (!value) {
        diagnostics_.push_back(error("KD2253")
                                   .at(place(record, column.name))
                                   .arg("text", std::string(cell(record, column_at_[i])))
                                   .arg("column", column.name));
        return;
      }
      out_.columns[i].push_back(std::move(*value));
    }
    add_keys(record, 0, "");
    ++out_.rows;
  }

  // Every combination of the keys that the key cells hold.
  void add_keys(const CsvRecord& record, std::size_t key, const std::string& joined) {
    if (key == key_at_.size()) {
      out_.keys.emplace_back(joined, static_cast<std::uint32_t>(out_.rows));
      return;
    }
    for (const std::string_view part : split(cell(record, key_at_[key]), ';')) {
      const std::string_view text = trim(part);
      if (text.empty()) continue;
      const bool prefix = description_.longest_prefix && description_.keys[key].type == CellType::cpv;
      add_keys(record, key + 1, joined + (key > 0 ? "\x1f" : "") + (prefix ? prefix_of(text) : std::string(text)));
    }
  }

  CsvReader csv_;
  const std::string& file_;
  const TableDescription& description_;
  std::vector<std::string> names_;
  std::vector<std::size_t> key_at_;
  std::vector<std::size_t> column_at_;
  std::optional<std::size_t> currency_at_;
  Cells out_;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace

Result<TableDescription> read_description(std::string_view json, const std::string& file) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
  if (document.HasParseError()) {
    return error("KD2250").at(Place{file, "", 0, "", 0, 0}).arg("offset", std::to_string(document.GetErrorOffset()));
  }
  if (!document.IsObject()) return wrong(file, "/");
  return DescriptionReader(file).run(document);
}

Result<Cells> read_cells(std::string_view csv, const std::string& file, const TableDescription& description) {
  return CellsReader(csv, file, description).run();
}

}  // namespace kede::lang::detail
