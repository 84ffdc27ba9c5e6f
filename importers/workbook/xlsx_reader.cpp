#include "importers/workbook/xlsx_reader.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <optional>
#include <pugixml.hpp>

#include "engine/base/text.hpp"
#include "importers/workbook/xlsx_formats.hpp"
#include "importers/workbook/zip_parts.hpp"

namespace kede::importers::workbook {
namespace {

// Writers choose their own prefixes for the same namespaces.
std::string_view local_name(std::string_view name) { return name.substr(name.find(':') + 1); }

pugi::xml_node child(pugi::xml_node parent, std::string_view name) {
  for (const pugi::xml_node node : parent) {
    if (local_name(node.name()) == name) return node;
  }
  return {};
}

std::string_view attribute(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_attribute one : node.attributes()) {
    if (local_name(one.name()) == name) return one.value();
  }
  return {};
}

bool is_true(std::string_view text) { return text == "1" || text == "true" || text == "on"; }

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

struct Reference {
  std::uint32_t column = 0;  // from 0
  std::uint32_t row = 0;     // from 1; 0 when not written
};

std::optional<Reference> parse_reference(std::string_view text) {
  Reference out;
  std::uint64_t column = 0;
  std::size_t at = 0;
  for (; at < text.size() && at < 8; ++at) {
    const char c = text[at] == '$' ? 'A' : text[at];
    if (text[at] == '$') continue;
    if (c >= 'A' && c <= 'Z') {
      column = column * 26 + static_cast<std::uint64_t>(c - 'A' + 1);
    } else if (c >= 'a' && c <= 'z') {
      column = column * 26 + static_cast<std::uint64_t>(c - 'a' + 1);
    } else {
      break;
    }
  }
  const auto row = number(text.substr(at));
  if (column == 0 || column > kMaxColumns || !row || *row == 0 || *row > kMaxRows) return std::nullopt;
  out.column = static_cast<std::uint32_t>(column - 1);
  out.row = *row;
  return out;
}

// Text of a shared or inline string: its runs in order, without the reading aids.
std::string string_item(pugi::xml_node item) {
  std::string out;
  for (const pugi::xml_node node : item) {
    const std::string_view name = local_name(node.name());
    if (name == "t") out += node.text().get();
    if (name == "r") out += child(node, "t").text().get();
  }
  return out;
}

// The document refers into `text`, so both travel together.
struct Part {
  std::unique_ptr<std::string> text;
  std::unique_ptr<pugi::xml_document> document;
  pugi::xml_node root;
};

// Rows and cells with something in them, counted in the text of a sheet: a tree of its XML would take ten times the memory.
struct Filled {
  std::uint64_t rows = 0;
  std::uint64_t cells = 0;
};

Filled count_filled(std::string_view xml) {
  Filled filled;
  bool empty_row = false;
  for (std::size_t at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at + 1)) {
    const std::string_view tag = xml.substr(at + 1, 24);
    const std::string_view name = local_name(tag.substr(0, tag.find_first_of(" >/\r\n\t")));
    if (name == "row") empty_row = true;
    if (name != "v" && name != "is") continue;
    ++filled.cells;
    filled.rows += empty_row ? 1U : 0U;
    empty_row = false;
  }
  return filled;
}

class XlsxReader {
 public:
  XlsxReader(ZipParts parts, const std::string& path, const Limits& limits, DiagnosticSink& diagnostics)
      : parts_(std::move(parts)), path_(path), limits_(limits), diagnostics_(diagnostics) {}

  Result<std::vector<Table>> read() {
    auto workbook = part(workbook_part());
    if (!workbook) return std::move(workbook).diagnostics();
    since_1904_ = is_true(attribute(child(workbook->root, "workbookPr"), "date1904"));
    if (auto loaded = load_relations(); !loaded) return std::move(loaded).diagnostics();
    if (auto loaded = load_strings(); !loaded) return std::move(loaded).diagnostics();
    if (auto loaded = load_styles(); !loaded) return std::move(loaded).diagnostics();
    std::vector<Table> tables;
    for (const pugi::xml_node sheet : child(workbook->root, "sheets")) {
      if (local_name(sheet.name()) != "sheet") continue;
      const auto target = relations_.find(std::string(relation_id(sheet)));
      if (target == relations_.end() || !target->second.worksheet) continue;
      auto content = sheet_part(target->second.part, attribute(sheet, "name"));
      if (!content) {
        if (content.diagnostics().front().code != "KD1206") return std::move(content).diagnostics();
        diagnostics_.add(std::move(content).diagnostics());
        continue;
      }
      const std::string_view state = attribute(sheet, "state");
      tables.push_back({.file = path_,
                        .name = std::string(attribute(sheet, "name")),
                        .hidden = state == "hidden" || state == "veryHidden",
                        .since_1904 = since_1904_});
      read_rows(child(content->root, "sheetData"), tables.back());
      rows_ += tables.back().rows.size();
      if (auto within = check_limits(rows_, cells_, tables.back().name); !within) return std::move(within).diagnostics();
      fill_merged(child(content->root, "mergeCells"), tables.back());
    }
    return tables;
  }

 private:
  struct Relation {
    std::string part;
    bool worksheet = false;
  };

  Result<void> check_limits(std::uint64_t rows, std::uint64_t cells, std::string_view sheet) const {
    const Place place{.file = path_, .pointer = std::string(sheet)};
    if (cells > limits_.cells) return error("KD1208").at(place).arg("limit", std::to_string(limits_.cells));
    if (rows > limits_.rows) return error("KD1266").at(place).arg("limit", std::to_string(limits_.rows));
    return {};
  }

  // A sheet is counted before it is parsed.
  Result<Part> sheet_part(const std::string& name, std::string_view sheet) {
    auto text = parts_.read(name);
    if (!text) return std::move(text).diagnostics();
    const Filled filled = count_filled(*text);
    auto within = check_limits(rows_ + filled.rows, cells_ + filled.cells, sheet);
    if (!within) return std::move(within).diagnostics();
    return parsed(std::move(text).value(), name);
  }

  // "r:id" of a sheet; the plain "sheetId" is another thing.
  static std::string_view relation_id(pugi::xml_node sheet) {
    for (const pugi::xml_attribute one : sheet.attributes()) {
      const std::string_view name = one.name();
      if (name.find(':') != std::string_view::npos && local_name(name) == "id") return one.value();
    }
    return {};
  }

  Result<Part> part(const std::string& name) {
    auto text = parts_.read(name);
    if (!text) return std::move(text).diagnostics();
    return parsed(std::move(text).value(), name);
  }

  Result<Part> parsed(std::string text, const std::string& name) const {
    Part out{std::make_unique<std::string>(std::move(text)), std::make_unique<pugi::xml_document>(), {}};
    const auto parsed = out.document->load_buffer_inplace(out.text->data(), out.text->size(), pugi::parse_default | pugi::parse_doctype);
    for (const pugi::xml_node node : *out.document) {
      if (node.type() == pugi::node_doctype) return error("KD1207").at({.file = path_}).arg("part", name);
    }
    out.root = out.document->document_element();
    if (!parsed || !out.root) return error("KD1206").at({.file = path_}).arg("part", name);
    return out;
  }

  // Target of a relation, seen from the folder of the part that holds it.
  static std::string resolve(std::string folder, std::string_view target) {
    if (target.starts_with('/')) return std::string(target.substr(1));
    while (target.starts_with("../")) {
      target.remove_prefix(3);
      folder.erase(folder.find_last_of('/', folder.size() < 2 ? 0 : folder.size() - 2) + 1);
    }
    return folder + std::string(target.starts_with("./") ? target.substr(2) : target);
  }

  std::string folder_of_workbook() const { return workbook_.substr(0, workbook_.find_last_of('/') + 1); }

  std::string workbook_part() {
    workbook_ = "xl/workbook.xml";
    if (!parts_.has("_rels/.rels")) return workbook_;
    auto relations = part("_rels/.rels");
    if (!relations) return workbook_;
    for (const pugi::xml_node node : relations->root) {
      if (attribute(node, "Type").ends_with("/officeDocument")) workbook_ = resolve("", attribute(node, "Target"));
    }
    return workbook_;
  }

  Result<void> load_relations() {
    const std::string folder = folder_of_workbook();
    const std::string name = folder + "_rels/" + workbook_.substr(folder.size()) + ".rels";
    auto relations = part(name);
    if (!relations) return std::move(relations).diagnostics();
    for (const pugi::xml_node node : relations->root) {
      const std::string_view type = attribute(node, "Type");
      const std::string target = resolve(folder, attribute(node, "Target"));
      relations_[std::string(attribute(node, "Id"))] = {target, type.ends_with("/worksheet")};
      if (type.ends_with("/sharedStrings")) strings_part_ = target;
      if (type.ends_with("/styles")) styles_part_ = target;
    }
    return {};
  }

  Result<void> load_strings() {
    if (strings_part_.empty() || !parts_.has(strings_part_)) return {};
    auto strings = part(strings_part_);
    if (!strings) return std::move(strings).diagnostics();
    for (const pugi::xml_node item : strings->root) {
      if (local_name(item.name()) == "si") strings_.push_back(string_item(item));
    }
    return {};
  }

  Result<void> load_styles() {
    if (styles_part_.empty() || !parts_.has(styles_part_)) return {};
    auto styles = part(styles_part_);
    if (!styles) return std::move(styles).diagnostics();
    std::map<unsigned, CellFormat> custom;
    for (const pugi::xml_node node : child(styles->root, "numFmts")) {
      if (const auto id = number(attribute(node, "numFmtId"))) custom[*id] = custom_format(attribute(node, "formatCode"));
    }
    for (const pugi::xml_node node : child(styles->root, "cellXfs")) {
      const auto id = number(attribute(node, "numFmtId")).value_or(0);
      const auto found = custom.find(id);
      formats_.push_back(found != custom.end() ? found->second : built_in_format(id));
    }
    return {};
  }

  void read_rows(pugi::xml_node data, Table& table) {
    std::uint32_t last = 0;
    for (const pugi::xml_node node : data) {
      if (local_name(node.name()) != "row") continue;
      const std::string_view claimed = attribute(node, "r");
      const auto row_number = claimed.empty() ? std::optional(last + 1) : number(claimed);
      if (!row_number || *row_number == 0 || *row_number > kMaxRows) {
        diagnostics_.add(error("KD1209").at({.file = path_, .pointer = table.name}).arg("reference", shorten(claimed, 40)));
        continue;
      }
      last = *row_number;
      TableRow row{.number = last, .cells = {}};
      read_cells(node, table.name, row);
      if (cells_ > limits_.cells || table.rows.size() > limits_.rows) return;
      if (!row.cells.empty()) table.rows.push_back(std::move(row));
    }
    std::stable_sort(table.rows.begin(), table.rows.end(), [](const TableRow& a, const TableRow& b) { return a.number < b.number; });
  }

  void read_cells(pugi::xml_node node, const std::string& sheet, TableRow& row) {
    std::uint32_t next = 0;
    for (const pugi::xml_node cell_node : node) {
      if (local_name(cell_node.name()) != "c") continue;
      const std::string_view written = attribute(cell_node, "r");
      if (!written.empty()) {
        const auto reference = parse_reference(written);
        if (!reference) {
          diagnostics_.add(error("KD1209").at({.file = path_, .pointer = sheet}).arg("reference", shorten(written, 40)));
          continue;
        }
        next = reference->column;
      }
      if (next >= kMaxColumns || ++cells_ > limits_.cells) return;
      Cell cell = read_cell(cell_node);
      cell.column = next++;
      if (cell.text.size() > limits_.cell_bytes) {
        diagnostics_.add(error("KD1210")
                             .at({.file = path_, .pointer = sheet, .row = row.number, .cell = column_letters(cell.column)})
                             .arg("limit", std::to_string(limits_.cell_bytes)));
        cell = {.column = cell.column, .kind = CellKind::failure, .text = shorten(cell.text.substr(0, 200), 40)};
      }
      if (!cell.text.empty() || cell.kind == CellKind::failure) row.cells.push_back(std::move(cell));
    }
    std::stable_sort(row.cells.begin(), row.cells.end(), [](const Cell& a, const Cell& b) { return a.column < b.column; });
  }

  Cell read_cell(pugi::xml_node node) const {
    const std::string_view type = attribute(node, "t");
    const pugi::xml_node value_node = child(node, "v");
    const std::string_view value = value_node.text().get();
    Cell cell;
    if (type == "s") {
      const auto index = number(value);
      if (index && *index < strings_.size()) {
        cell.text = strings_[*index];
      } else {
        cell.kind = CellKind::failure;
      }
    } else if (type == "inlineStr") {
      cell.text = string_item(child(node, "is"));
    } else if (type == "str" || type == "d") {
      cell.text = std::string(value);
    } else if (type == "b") {
      cell.kind = CellKind::boolean;
      cell.text = is_true(value) ? "yes" : "no";
    } else if (type == "e") {
      cell.kind = CellKind::failure;
      cell.text = std::string(value);
    } else if (!value.empty()) {
      const auto style = number(attribute(node, "s")).value_or(0);
      cell = number_cell(value, style < formats_.size() ? formats_[style] : CellFormat{}, since_1904_);
    }
    const pugi::xml_node formula = child(node, "f");
    cell.formula = static_cast<bool>(formula);
    // A text result may be empty; any other empty result was never computed.
    if (cell.formula && (!value_node || (value.empty() && type != "str"))) {
      cell.kind = CellKind::failure;
      cell.text = '=' + std::string(formula.text().get());
    }
    return cell;
  }

  // A cell merged over several rows stands for each of them: that is what the person who merged it sees.
  void fill_merged(pugi::xml_node ranges, Table& table) {
    std::size_t filled = 0;
    std::uint64_t steps = 0;
    for (const pugi::xml_node range : ranges) {
      const std::string_view text = attribute(range, "ref");
      const auto first = parse_reference(text.substr(0, text.find(':')));
      const auto last = parse_reference(text.substr(std::min(text.size(), text.find(':') + 1)));
      if (!first || !last || last->row <= first->row) continue;
      auto row = std::lower_bound(table.rows.begin(), table.rows.end(), first->row,
                                  [](const TableRow& a, std::uint32_t wanted) { return a.number < wanted; });
      const Cell* top = row != table.rows.end() && row->number == first->row ? row->find(first->column) : nullptr;
      if (top == nullptr) continue;
      const Cell value = *top;
      for (++row; row != table.rows.end() && row->number <= last->row && ++steps < limits_.cells; ++row) {
        if (row->find(first->column) != nullptr) continue;
        const auto place = std::find_if(row->cells.begin(), row->cells.end(), [&](const Cell& cell) { return cell.column > value.column; });
        row->cells.insert(place, value);
        ++filled;
      }
    }
    if (filled > 0)
      diagnostics_.add(
          note("KD1220").at({.file = path_, .pointer = table.name}).arg("sheet", table.name).arg("count", std::to_string(filled)));
  }

  ZipParts parts_;
  const std::string& path_;
  const Limits& limits_;
  DiagnosticSink& diagnostics_;
  std::string workbook_;
  std::string strings_part_;
  std::string styles_part_;
  bool since_1904_ = false;
  std::uint64_t cells_ = 0;
  std::uint64_t rows_ = 0;
  std::map<std::string, Relation> relations_;
  std::vector<std::string> strings_;
  std::vector<CellFormat> formats_;
};

}  // namespace

Result<std::vector<Table>> read_xlsx(std::string_view bytes, const std::string& path, const Limits& limits, DiagnosticSink& diagnostics) {
  auto parts = ZipParts::open(bytes, path, limits);
  if (!parts) return std::move(parts).diagnostics();
  const bool open_document = parts->has("mimetype") && parts->has("content.xml");
  if (open_document) return error("KD1204").at({.file = path});
  if (parts->has("xl/workbook.bin")) return error("KD1203").at({.file = path});
  return XlsxReader(std::move(parts).value(), path, limits, diagnostics).read();
}

std::vector<std::string> sheet_names_in(std::string_view workbook_xml) {
  pugi::xml_document document;
  document.load_buffer(workbook_xml.data(), workbook_xml.size());
  std::vector<std::string> names;
  for (const pugi::xml_node sheet : child(document.document_element(), "sheets")) {
    if (local_name(sheet.name()) == "sheet") names.emplace_back(attribute(sheet, "name"));
  }
  return names;
}

}  // namespace kede::importers::workbook
