#include "importers/lists/mapping.hpp"

#include <rapidjson/document.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "importers/json.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::lists {
namespace {

using Json = const rapidjson::Value*;

constexpr std::uint64_t kLargest = 1U << 20U;
constexpr std::string_view kKinds[] = {"sanctions", "forced_labour", "debarment", "labour_penalties", "convictions", "other"};

class MappingReader {
 public:
  MappingReader(Json root, std::string path) : root_(root), path_(std::move(path)) {}

  Result<Mapping> read() {
    only(root_, "", {"kede_mapping", "list", "separator", "encoding", "header_row", "dates", "columns", "persons", "left_out", "$schema"});
    read_list();
    read_form();
    const Json columns = find(root_, "columns");
    if (is_object(columns)) {
      only(columns, "/columns", std::vector<std::string_view>(kTargetNames.begin(), kTargetNames.end()));
      for (std::size_t t = 0; t < kTargetNames.size(); ++t) read_field(find(columns, kTargetNames[t]), kTargetNames[t], out_.fields[t]);
    }
    if (out_[Target::name].columns.empty()) missing("/columns/name");
    read_choice("persons", out_.persons);
    read_choice("left_out", out_.left_out);
    if (!faults_.empty()) return faults_;
    return out_;
  }

 private:
  void missing(const std::string& place) { faults_.push_back(error("KD1582").at({.file = path_, .pointer = place}).arg("name", place)); }
  void wrong(const std::string& place) { faults_.push_back(error("KD1581").at({.file = path_, .pointer = place}).arg("name", place)); }

  void only(Json object, const std::string& place, const std::vector<std::string_view>& names) {
    for (const auto& member : object->GetObject()) {
      const std::string_view name(member.name.GetString(), member.name.GetStringLength());
      if (std::find(names.begin(), names.end(), name) == names.end()) wrong(place + '/' + std::string(name));
    }
  }

  void read_list() {
    const Json list = find(root_, "list");
    if (!is_object(list)) return missing("/list");
    only(list, "/list", {"id", "kind", "name", "date"});
    out_.list = {std::string(text_at(list, "id")), std::string(text_at(list, "kind")), std::string(text_at(list, "name"))};
    if (out_.list.id.empty()) missing("/list/id");
    if (out_.list.name.empty()) missing("/list/name");
    if (std::find(std::begin(kKinds), std::end(kKinds), out_.list.kind) == std::end(kKinds)) wrong("/list/kind");
    if (const std::string_view date = text_at(list, "date"); !date.empty()) {
      out_.date = parse_written_date(date);
      if (!out_.date) wrong("/list/date");
    }
  }

  void read_form() {
    if (const Json separator = find(root_, "separator")) {
      const std::string text = separator->IsString() ? separator->GetString() : "";  // a tab would be trimmed away
      if (text.size() == 1)
        out_.separator = text[0];
      else
        wrong("/separator");
    }
    out_.encoding = std::string(text_at(root_, "encoding"));
    if (const std::string row = id_at(root_, "header_row"); !row.empty()) {
      const bool number = row.size() <= 2 && is_digit(row[0]) && is_digit(row.back()) && row != "0" && row != "00";
      if (number)
        out_.header_row = static_cast<std::size_t>(std::stoul(row));
      else
        wrong("/header_row");
    }
    const std::string_view dates = text_at(root_, "dates");
    if (dates == "month_first")
      out_.dates = DateOrder::month_first;
    else if (!dates.empty() && dates != "day_first")
      wrong("/dates");
  }

  // "Column", ["Column", "Column"], or an object that says more.
  void read_field(Json value, std::string_view name, MappedField& field) {
    if (value == nullptr) return;
    const std::string place = "/columns/" + std::string(name);
    Json columns = value;
    if (is_object(value)) {
      only(value, place, {"column", "separator", "values", "constant"});
      columns = find(value, "column");
      if (const Json separator = find(value, "separator")) field.separator = separator->IsString() ? separator->GetString() : "";
      field.constant = std::string(text_at(value, "constant"));
      const Json values = find(value, "values");
      if (is_object(values)) {
        for (const auto& member : values->GetObject())
          field.values[ascii_lower(trim(member.name.GetString()))] = std::string(as_text(&member.value));
      } else if (values != nullptr) {
        wrong(place + "/values");
      }
    }
    for (const Item& column : items(columns, "", "")) {
      if (as_text(column.value).empty())
        wrong(place);
      else
        field.columns.emplace_back(as_text(column.value));
    }
    if (field.columns.empty() && field.constant.empty()) wrong(place);
  }

  void read_choice(const char* name, RowChoice& choice) {
    const Json value = find(root_, name);
    if (value == nullptr) return;
    const std::string place = std::string("/") + name;
    if (!is_object(value)) return wrong(place);
    only(value, place, {"column", "values"});
    choice.column = std::string(text_at(value, "column"));
    for (const Item& item : items(value, "values", "")) choice.values.push_back(ascii_lower(as_text(item.value)));
    if (choice.column.empty() || choice.values.empty()) wrong(place);
  }

  Json root_;
  std::string path_;
  Mapping out_;
  std::vector<Diagnostic> faults_;
};

}  // namespace

const std::array<std::string_view, static_cast<std::size_t>(Target::count)> kTargetNames = {
    "id",         "name",       "other_names", "country",     "address",      "city",      "postal_code", "website",
    "reg_number", "reg_scheme", "lei",         "listed_from", "listed_until", "reference", "products"};

Result<Mapping> read_mapping(const FileSystem& files, const std::string& path) {
  const auto text = files.read_all(path, kLargest);
  if (!text) return text.diagnostics();
  JsonDocument document;
  bool mended = false;
  const auto broken = document.parse(*text, true, mended);
  if (broken || !is_object(&document.root()) || as_text(find(&document.root(), "kede_mapping")) != "1")
    return {error("KD1580").at({.file = path}).arg("reason", broken ? broken->reason : "kede_mapping")};
  return MappingReader(&document.root(), path).read();
}

bool is_mapping(std::string_view path) { return path.ends_with(".mapping.json"); }

std::optional<std::string> mapping_beside(const FileSystem& files, const std::string& path) {
  if (is_mapping(path)) return std::nullopt;
  const std::size_t point = path.rfind('.');
  const std::size_t folder = path.rfind('/');
  std::vector<std::string> names = {path + ".mapping.json"};
  if (point != std::string::npos && (folder == std::string::npos || folder < point))
    names.push_back(path.substr(0, point) + ".mapping.json");
  for (const std::string& name : names) {
    if (files.exists(name) && !files.is_folder(name)) return name;
  }
  return std::nullopt;
}

}  // namespace kede::importers::lists
