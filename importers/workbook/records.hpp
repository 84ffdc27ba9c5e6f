// Turns a Book into records of facts.
// Called by the importer once per workbook.
// One thread.
// Law: an empty cell makes no fact; the name and birth date of a person go only to private fields; a reference always finds a record.
#pragma once

#include <string>

#include "importers/workbook/book.hpp"
#include "importers/workbook/chains.hpp"

namespace kede::importers::workbook {

// `scope` stands before every key, so that equal ids of two workbooks stay apart; empty when there is only one.
// KD1242 owner of unstated type, KD1243 country of a person not read.
void write_records(const Book& book, const Chains& chains, const std::string& scope, DiagnosticSink& diagnostics, model::RecordSink& sink);

}  // namespace kede::importers::workbook
