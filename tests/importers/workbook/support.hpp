// Small workbooks for the tests: CSV texts and hand-made XLSX parts, imported in memory.
// Used by the tests of this folder.
// Plain values.
// Law: what a test reads back went through the importer as a user's file would.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/message_catalogue.hpp"
#include "importers/workbook/importer.hpp"

namespace kede::importers::workbook {

struct CollectingSink final : model::RecordSink {
  std::vector<model::Source> sources;
  std::vector<model::Record> records;
  std::vector<model::Rejection> rejections;
  SourceId add_source(model::Source source) override;
  void complete_source(SourceId id, model::Source source) override;
  void add(model::Record record) override { records.push_back(std::move(record)); }
  void reject(model::Rejection rejection) override { rejections.push_back(std::move(rejection)); }
};

struct Imported {
  bool ok = false;
  CollectingSink sink;
  std::vector<Diagnostic> diagnostics;  // also those of a failed Result

  std::size_t count(std::string_view code) const;
  std::size_t count(Severity severity) const;
  const Diagnostic* find(std::string_view code) const;
  // "bids.csv, row 4 …" is left out: only what is said.
  std::string says(std::string_view code, Language language) const;
  // All codes with their places, for the message of a failing check.
  std::string listing() const;
  const model::Record* record(std::string_view kind, std::string_view key) const;
  // All values of a field of a record in neutral text, joined by " & "; "-" when there is no fact.
  std::string fact(std::string_view kind, std::string_view key, std::string_view field) const;
};

const model::Vocabulary& vocabulary();

using Files = std::map<std::string, std::string>;
Imported import(Files files);

// A tender T1 of the buyer A and the organisations A, B, C, D, E; `more` adds or replaces files.
Files tender_with(Files more = {});

// Header and rows of the sheet of subcontracts.
std::string subcontracts(std::string_view header, std::string_view rows);

// A ZIP file of these parts; `packed` false stores them as they are.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& parts, bool packed = true);

// A complete XLSX file with these sheets (name, XML inside <worksheet>), and optional other parts.
struct XlsxParts {
  std::vector<std::pair<std::string, std::string>> sheets;
  std::vector<std::string> shared_strings;
  std::string styles;
  bool since_1904 = false;
  bool hidden = false;
  bool packed = true;
};
std::string xlsx_of(const XlsxParts& parts);

// Rows of inline strings: {{"a","b"},{"c"}}.
std::string rows_xml(const std::vector<std::vector<std::string>>& rows);

}  // namespace kede::importers::workbook
