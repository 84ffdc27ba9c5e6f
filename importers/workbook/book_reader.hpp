// Reads matched tables into a Book: types every cell, rejects rows without a required cell, gives every row its key.
// Used by the importer.
// One thread.
// Law: a bad row never stops the others, and is never lost: it goes to the rejections with its place and reason.
#pragma once

#include <vector>

#include "importers/workbook/book.hpp"
#include "importers/workbook/sheet_match.hpp"

namespace kede::importers::workbook {

struct SourcedSheet {
  MatchedSheet matched;
  SourceId source{};
};

// KD1215 required cell missing, KD1233 shares that look like fractions, KD1237 formulas; and those of CellReader.
std::vector<BookSheet> read_book(const std::vector<SourcedSheet>& sheets, const model::Vocabulary& vocabulary, DiagnosticSink& diagnostics,
                                 model::RecordSink& sink);

}  // namespace kede::importers::workbook
