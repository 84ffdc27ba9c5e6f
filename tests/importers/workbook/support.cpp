#include "tests/importers/workbook/support.hpp"

#include <zip.h>

#include <algorithm>
#include <cstdlib>

#include "engine/base/text.hpp"

namespace kede::importers::workbook {
namespace {

const MessageCatalogue& catalogue() {
  static const MessageCatalogue built = std::move(MessageCatalogue::built_in()).value();
  return built;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out.push_back(c);
    }
  }
  return out;
}

}  // namespace

SourceId CollectingSink::add_source(model::Source source) {
  sources.push_back(std::move(source));
  return make_id<SourceId>(sources.size() - 1);
}

void CollectingSink::complete_source(SourceId id, model::Source source) { sources[index(id)] = std::move(source); }

std::size_t Imported::count(std::string_view code) const {
  return static_cast<std::size_t>(
      std::count_if(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& one) { return one.code == code; }));
}

std::size_t Imported::count(Severity severity) const {
  return static_cast<std::size_t>(
      std::count_if(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& one) { return one.severity == severity; }));
}

const Diagnostic* Imported::find(std::string_view code) const {
  const auto found = std::find_if(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& one) { return one.code == code; });
  return found == diagnostics.end() ? nullptr : &*found;
}

std::string Imported::says(std::string_view code, Language language) const {
  const Diagnostic* found = find(code);
  return found == nullptr ? "(nothing)" : catalogue().sentence(*found, language);
}

std::string Imported::listing() const {
  std::string out;
  for (const Diagnostic& one : diagnostics) out += catalogue().render(one, Language::en);
  return out;
}

const model::Record* Imported::record(std::string_view kind, std::string_view key) const {
  const model::Kind* wanted = vocabulary().find_kind(kind);
  const auto found = std::find_if(sink.records.begin(), sink.records.end(),
                                  [&](const model::Record& one) { return wanted != nullptr && one.kind == wanted->id && one.key == key; });
  return found == sink.records.end() ? nullptr : &*found;
}

std::string Imported::fact(std::string_view kind, std::string_view key, std::string_view field) const {
  const model::Kind* wanted = vocabulary().find_kind(kind);
  const model::Field* wanted_field = wanted == nullptr ? nullptr : vocabulary().find_field(wanted->id, field);
  if (wanted_field == nullptr) return "(no such field)";
  std::vector<std::string> values;
  for (const model::Record& record : sink.records) {
    if (record.kind != wanted->id || record.key != key) continue;
    for (const model::Fact& fact : record.facts) {
      if (fact.field == wanted_field->id) values.push_back(model::to_text(fact.value));
    }
  }
  return values.empty() ? "-" : join(values, " & ");
}

const model::Vocabulary& vocabulary() {
  static const model::Vocabulary built = std::move(model::Vocabulary::built_in()).value();
  return built;
}

Imported import(Files files) {
  Imported out;
  std::vector<InputFile> inputs;
  for (const auto& [path, bytes] : files) inputs.push_back({path});
  const MemoryFileSystem disk(std::move(files));
  DiagnosticSink diagnostics;
  ImportContext context{disk, vocabulary(), diagnostics};
  const Result<void> outcome = importer.read(inputs, context, out.sink);
  out.ok = outcome.ok();
  out.diagnostics = diagnostics.all();
  if (!outcome) out.diagnostics.insert(out.diagnostics.end(), outcome.diagnostics().begin(), outcome.diagnostics().end());
  return out;
}

Files tender_with(Files more) {
  Files files = {
      {"case/organisations.csv", "org_id;name;country\nA;Alfa;LV\nB;Beta;LV\nC;Gamma;LV\nD;Delta;LV\nE;Epsilon;LV\n"},
      {"case/tenders.csv", "tender_id;title;buyer_id;cpv_main\nT1;Uzkopšana;A;90910000\n"},
      {"case/bids.csv", "bid_id;tender_id;org_id;amount\nP1;T1;B;1000\n"},
  };
  for (auto& [path, text] : more) files[path] = text;
  return files;
}

std::string subcontracts(std::string_view header, std::string_view rows) {
  return "subcontract_id;tender_id;parent_org_id;child_org_id" + std::string(header.empty() ? "" : ";") + std::string(header) + '\n' +
         std::string(rows);
}

std::string zip_of(const std::vector<std::pair<std::string, std::string>>& parts, bool packed) {
  zip_error_t failure;
  zip_error_init(&failure);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &failure);
  zip_source_keep(target);
  zip_t* zip = zip_open_from_source(target, ZIP_TRUNCATE, &failure);
  for (const auto& [name, text] : parts) {
    zip_source_t* source = zip_source_buffer(zip, text.data(), text.size(), 0);
    const zip_int64_t index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    zip_set_file_compression(zip, static_cast<zip_uint64_t>(index), packed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
  }
  zip_close(zip);
  zip_source_open(target);
  zip_source_seek(target, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(target)), '\0');
  zip_source_seek(target, 0, SEEK_SET);
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

std::string xlsx_of(const XlsxParts& parts) {
  const std::string space =
      R"( xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")";
  const std::string relations = R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
  const std::string type = R"( Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/)";
  std::vector<std::pair<std::string, std::string>> files;
  files.emplace_back("[Content_Types].xml", "<Types/>");
  files.emplace_back("_rels/.rels",
                     relations + "<Relationship Id=\"rId1\"" + type + "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
  std::string book = "<workbook" + space + "><workbookPr date1904=\"" + (parts.since_1904 ? "1" : "0") + "\"/><sheets>";
  std::string links = relations;
  for (std::size_t i = 0; i < parts.sheets.size(); ++i) {
    const std::string id = std::to_string(i + 1);
    book += "<sheet name=\"" + parts.sheets[i].first + "\" sheetId=\"" + id + (parts.hidden ? "\" state=\"hidden" : "") + "\" r:id=\"rId" +
            id + "\"/>";
    links += "<Relationship Id=\"rId" + id + "\"" + type + "worksheet\" Target=\"worksheets/sheet" + id + ".xml\"/>";
  }
  files.emplace_back("xl/workbook.xml", book + "</sheets></workbook>");
  if (!parts.shared_strings.empty()) {
    links += "<Relationship Id=\"rIdS\"" + type + "sharedStrings\" Target=\"sharedStrings.xml\"/>";
    std::string strings = "<sst" + space + ">";
    for (const std::string& text : parts.shared_strings) strings += "<si><t>" + escaped(text) + "</t></si>";
    files.emplace_back("xl/sharedStrings.xml", strings + "</sst>");
  }
  if (!parts.styles.empty()) {
    links += "<Relationship Id=\"rIdT\"" + type + "styles\" Target=\"/xl/styles.xml\"/>";
    files.emplace_back("xl/styles.xml", "<styleSheet" + space + ">" + parts.styles + "</styleSheet>");
  }
  files.emplace_back("xl/_rels/workbook.xml.rels", links + "</Relationships>");
  for (std::size_t i = 0; i < parts.sheets.size(); ++i) {
    files.emplace_back("xl/worksheets/sheet" + std::to_string(i + 1) + ".xml",
                       "<worksheet" + space + ">" + parts.sheets[i].second + "</worksheet>");
  }
  return zip_of(files, parts.packed);
}

std::string rows_xml(const std::vector<std::vector<std::string>>& rows) {
  std::string out = "<sheetData>";
  for (const auto& row : rows) {
    out += "<row>";
    for (const std::string& cell : row)
      out += cell.empty() ? std::string("<c/>") : "<c t=\"inlineStr\"><is><t>" + escaped(cell) + "</t></is></c>";
    out += "</row>";
  }
  return out + "</sheetData>";
}

}  // namespace kede::importers::workbook
