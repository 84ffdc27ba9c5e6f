// What an officer should look at again: contradictions inside one workbook.
// Called by the importer after the rows are read; one function per family of questions.
// Pure functions of the Book.
// Law: a message names the sheet and the row, says what is wrong and what would be right, and accuses nobody. Nothing is changed or left
// out because of it.
#pragma once

#include "engine/base/diagnostic.hpp"
#include "importers/workbook/book.hpp"
#include "importers/workbook/chains.hpp"

namespace kede::importers::workbook {

// KD1250 an id, or the number of a contract, that no row has.
void check_references(const Book& book, DiagnosticSink& diagnostics);
// KD1239 one id, different content; KD1240, KD1241 the lead of a consortium.
void check_duplicates(const Book& book, DiagnosticSink& diagnostics);
// KD1256 end before start, KD1263 smallest share above the largest.
void check_order(const Book& book, DiagnosticSink& diagnostics);
// KD1257 Latvian registration number, KD1258 LEI, KD1259 VAT number, KD1260 and KD1264 one firm under two ids. Country codes are checked
// where cells are read (KD1228).
void check_organisations(const Book& book, DiagnosticSink& diagnostics);
// KD1247 subcontracts of no procurement, KD1251 closed loops, KD1252 tiers, KD1253-KD1255 shares and amounts.
void check_chains(const Book& book, const Chains& chains, DiagnosticSink& diagnostics);
// KD1261 a bidder that works for a rival bid, KD1262 named at the contract but not in the offer.
void check_stages(const Book& book, const Chains& chains, DiagnosticSink& diagnostics);

void validate(const Book& book, const Chains& chains, DiagnosticSink& diagnostics);

}  // namespace kede::importers::workbook
