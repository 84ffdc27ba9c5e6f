#include "importers/workbook/importer.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <map>

#include "engine/base/csv.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "importers/text_decoding.hpp"
#include "importers/workbook/book_reader.hpp"
#include "importers/workbook/csv_tables.hpp"
#include "importers/workbook/names.hpp"
#include "importers/workbook/records.hpp"
#include "importers/workbook/sheet_match.hpp"
#include "importers/workbook/validate.hpp"
#include "importers/workbook/xlsx_reader.hpp"
#include "importers/workbook/zip_parts.hpp"

namespace kede::importers::workbook {
namespace {

constexpr std::size_t kPartAtHead = 4U << 20U;
constexpr int kSure = 95;
constexpr int kLikely = 70;
// A spreadsheet whose list of sheets lies beyond the head or that must be saved anew first, or a CSV whose name is nearly that of a sheet.
constexpr int kPossible = 30;

// Also of those that cannot be read: only the reader can say what to do about them. "~$book.xlsx" is what Excel puts beside an open book.
bool has_spreadsheet_extension(std::string_view path) {
  if (path.substr(path.find_last_of("/\\") + 1).starts_with("~$")) return false;
  constexpr std::array<std::string_view, 5> extensions = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"};
  const std::string lower = ascii_lower(path);
  return std::any_of(extensions.begin(), extensions.end(), [&](std::string_view one) { return lower.ends_with(one); });
}

int recognise_xlsx(const model::Vocabulary& vocabulary, std::string_view path, std::string_view head) {
  std::vector<std::string> names;
  for (const auto& [name, text] : zip_parts_at_head(head, kPartAtHead)) {
    if (ascii_lower(name).ends_with("workbook.xml")) names = sheet_names_in(text);
  }
  if (names.empty()) return has_spreadsheet_extension(path) ? kPossible : 0;
  std::size_t known = 0;
  for (const std::string& name : names) known += find_sheet(vocabulary, name) != nullptr ? 1U : 0U;
  if (known != 1) return known > 1 ? kSure : 0;
  // One known name may be chance: the header decides, when the whole file is here.
  DiagnosticSink quiet;
  const auto tables = read_xlsx(head, std::string(path), Limits{}, quiet);
  if (!tables) return has_spreadsheet_extension(path) ? kPossible : 0;
  for (const Table& table : *tables) {
    const model::Sheet* sheet = find_sheet(vocabulary, table.name);
    for (const TableRow& row : table.rows) {
      std::vector<std::string> headers;
      for (const Cell& cell : row.cells) headers.push_back(cell.text);
      if (sheet != nullptr && known_headers(*sheet, headers).second) return kLikely;
    }
  }
  return 0;
}

// How sure the header makes it that this text is this sheet.
int sureness_by_header(const model::Sheet& sheet, std::string_view text) {
  CsvReader reader(text, guess_separator(text));
  for (CsvRecord record; record.number < 10 && reader.next(record);) {
    const auto [known, required] = known_headers(sheet, {record.fields.begin(), record.fields.end()});
    if (known >= 2 && required) return kSure;
    if (known >= 1 && required) return kLikely;
  }
  return 0;
}

int recognise_csv(const model::Vocabulary& vocabulary, std::string_view path, std::string_view head) {
  const std::string name = csv_sheet_name(path);
  std::string encoding;
  const std::string text = to_utf8(head, encoding);
  if (const model::Sheet* sheet = find_sheet(vocabulary, name)) return sureness_by_header(*sheet, text);
  // A misspelt sheet is taken in to be pointed out.
  const std::vector<std::string> meant = nearest_sheets(vocabulary, name);
  const bool fits = std::any_of(meant.begin(), meant.end(),
                                [&](const std::string& near) { return sureness_by_header(*find_sheet(vocabulary, near), text) == kSure; });
  return fits ? kPossible : 0;
}

int recognise(std::string_view path, std::string_view head) {
  const bool zip = head.starts_with("PK");
  if (!zip && csv_sheet_name(path).empty()) return has_spreadsheet_extension(path) ? kPossible : 0;
  const auto vocabulary = model::Vocabulary::built_in();
  if (!vocabulary) return 0;
  return zip ? recognise_xlsx(*vocabulary, path, head) : recognise_csv(*vocabulary, path, head);
}

// What belongs to one workbook: an XLSX file, or the CSV files of one folder.
struct Scope {
  std::vector<Table> tables;
  std::map<std::string, SourceId> sources;  // by file
};

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string::npos ? std::string(".") : path.substr(0, slash);
}

Result<std::vector<Table>> read_tables(const std::string& bytes, const std::string& path, const Limits& limits,
                                       DiagnosticSink& diagnostics) {
  if (csv_sheet_name(path).empty()) return read_xlsx(bytes, path, limits, diagnostics);
  auto table = read_csv(bytes, path, limits, diagnostics);
  if (!table) return std::move(table).diagnostics();
  std::vector<Table> tables;
  tables.push_back(std::move(table).value());
  return tables;
}

void read_scope(const Scope& scope, const std::string& prefix, ImportContext& context, model::RecordSink& sink) {
  std::vector<SourcedSheet> sheets;
  for (MatchedSheet& matched : match_sheets(scope.tables, context.vocabulary, context.diagnostics)) {
    const SourceId source = scope.sources.at(matched.table->file);
    sheets.push_back({std::move(matched), source});
  }
  const Book book(context.vocabulary, read_book(sheets, context.vocabulary, context.diagnostics, sink));
  const Chains chains(book);
  validate(book, chains, context.diagnostics);
  write_records(book, chains, prefix, context.diagnostics, sink);
}

Result<void> read(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink) {
  const Limits limits;
  std::map<std::string, Scope> scopes;
  std::vector<Diagnostic> failures;
  for (const InputFile& file : files) {
    auto bytes = context.files.read_all(file.path, limits.file_bytes);
    if (!bytes) {
      failures.insert(failures.end(), bytes.diagnostics().begin(), bytes.diagnostics().end());
      continue;
    }
    auto tables = read_tables(*bytes, file.path, limits, context.diagnostics);
    if (!tables) {
      failures.insert(failures.end(), tables.diagnostics().begin(), tables.diagnostics().end());
      continue;
    }
    const bool csv = !csv_sheet_name(file.path).empty();
    Scope& scope = scopes[csv ? folder_of(file.path) : file.path];
    scope.sources[file.path] = sink.add_source({.path = file.path,
                                                .sha256 = sha256(*bytes),
                                                .bytes = bytes->size(),
                                                .format = csv ? "workbook csv" : "workbook xlsx",
                                                .date = {}});
    for (Table& table : tables.value()) scope.tables.push_back(std::move(table));
  }
  if (scopes.empty() && !failures.empty()) return failures;
  context.diagnostics.add(std::move(failures));
  for (const auto& [name, scope] : scopes) read_scope(scope, scopes.size() > 1 ? name + '#' : std::string(), context, sink);
  return {};
}

}  // namespace

const Importer importer{.name = "workbook", .recognise = recognise, .read = read};

}  // namespace kede::importers::workbook
