// The tender workbook: one XLSX file, or one CSV file per sheet, filled in by an officer.
// Listed in importers/registry.cpp; write_template is called by the command that hands out an empty workbook.
// No state.
// Law: what the officer gets back names sheet, row and column; a row that cannot be used is kept among the rejects.
#pragma once

#include <string>

#include "importers/importer.hpp"

namespace kede::importers::workbook {

extern const Importer importer;

enum class TemplateContent : std::uint8_t { empty, with_example };

// The bytes of an XLSX file with every sheet of the vocabulary, ready to be filled in. The same input gives the same bytes.
Result<std::string> write_template(const model::Vocabulary& vocabulary, Language language, TemplateContent content);

}  // namespace kede::importers::workbook
