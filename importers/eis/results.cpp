// Lots, awards and contracts.
#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "importers/eis/tables.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::eis {
namespace {

using model::Scalar;

constexpr int kLongestChain = 50;  // changes of changes

std::optional<std::string> lot_status(std::string_view written) {
  const std::string word = bare_word(written);
  if (holds(word, "bezrezult") || holds(word, "nenoslēg") || holds(word, "navizvēlēts")) return "unsuccessful";
  if (holds(word, "pārtraukt") || holds(word, "izbeigt") || holds(word, "atcelt")) return "cancelled";
  if (holds(word, "noslēgt") || holds(word, "pabeigt") || holds(word, "uzvarētāj") || holds(word, "noslēdz")) return "complete";
  if (holds(word, "vērtē") || holds(word, "atvērt") || holds(word, "izsludin")) return "active";
  return std::nullopt;
}

bool is_change(std::string_view document_type) { return holds(bare_word(document_type), "groz"); }

// What tells one award from another: the first contract document and the winner, or the place of the winner in the procurement.
std::string award_key(const Run& run, const CsvRows& rows, const ResultColumns& columns, const std::string& procurement) {
  std::string document = written_code(rows.cell(columns.document));
  for (int step = 0; step < kLongestChain; ++step) {
    const auto before = run.changes.find(document);
    if (before == run.changes.end()) break;
    document = before->second;
  }
  const std::string winner = written_code(rows.cell(columns.winner_number));
  const std::string_view name = rows.cell(columns.winner);
  std::string key = document.empty() ? procurement + "/award/" + std::string(rows.cell(columns.lot)) : "eis:document/" + document;
  // A personal code is not kept, not even as a part of a key.
  key += '/' + (winner.empty() || is_latvian_personal_code(winner) ? std::string(name) : winner);
  return key;
}

std::string write_lot(const Run& run, FileImport& file, const CsvRows& rows, const ResultColumns& columns, const std::string& procurement) {
  const std::string number = written_code(rows.cell(columns.lot));
  if (number.empty()) return {};
  const LotFields& fields = run.fields.lot;
  std::string key = procurement + "/lot/" + number;
  RecordMaker lot(file.scope(), fields.kind, key, row_place(rows));
  lot.put(fields.id, number, "Iepirkuma_dalas_nr");
  lot.put_ref(fields.contract, run.fields.contract.kind, procurement, "Iepirkuma_ID");
  lot.put(fields.title, rows.cell(columns.lot_title), "Iepirkuma_dalas_nosaukums");
  lot.put_code(fields.status, lot_status(rows.cell(columns.lot_status)), rows.cell(columns.lot_status), "Iepirkuma_dalas_statuss");
  lot.finish();
  return key;
}

void write_change(const Run& run, FileImport& file, const CsvRows& rows, const ResultColumns& columns, const std::string& procurement) {
  const EventFields& fields = run.fields.event;
  const std::string document = written_code(rows.cell(columns.document));
  if (!run.changes.contains(document)) return;
  RecordMaker event(file.scope(), fields.kind, "eis:change/" + document, row_place(rows));
  event.put_ref(fields.contract, run.fields.contract.kind, procurement, "Iepirkuma_ID");
  event.put_text(fields.type, "amendment", "Liguma_dok_veids");
  if (const auto date = written_day(rows.cell(columns.signed_on)))
    event.put_value(fields.date, Scalar(*date), "Liguma_dok_noslegsanas_datums");
  event.put(fields.reference, document, "Noslegta_liguma_dok_ID");
  event.put(fields.description, rows.cell(columns.document_type), "Liguma_dok_veids");
  event.finish();
}

void put_date(RecordMaker& award, model::FieldId field, std::string_view cell, std::string_view column) {
  if (const auto date = written_day(cell)) {
    award.put_value(field, Scalar(*date), column);
  } else if (!cell.empty()) {
    award.put_unknown(field, model::UnknownReason::unreadable, column, shorten(cell, 60));
  }
}

void write_award(const Run& run, FileImport& file, const CsvRows& rows, const ResultColumns& columns, const std::string& key,
                 const std::string& procurement, const std::string& lot, const std::string& winner) {
  const AwardFields& fields = run.fields.award;
  const bool change = run.changes.contains(written_code(rows.cell(columns.document)));
  RecordMaker award(file.scope(), fields.kind, key, row_place(rows));
  award.of(written_day(rows.cell(columns.signed_on)));
  award.put_ref(fields.contract, run.fields.contract.kind, procurement, "Iepirkuma_ID");
  award.put_ref(fields.lot, run.fields.lot.kind, lot, "Iepirkuma_dalas_nr");
  award.put_ref(fields.suppliers, run.fields.organisation.kind, winner, "Uzvaretaja_registracijas_numurs");
  const bool actual = !rows.cell(columns.value).empty();
  put_amount(award, fields.value, rows.cell(actual ? columns.value : columns.first_value),
             rows.cell(actual ? columns.value_currency : columns.first_currency),
             actual ? "Aktuala_liguma_summa" : "Sakotneja_liguma_summa");
  if (!change) {
    award.put(fields.contract_id, written_code(rows.cell(columns.document)), "Noslegta_liguma_dok_ID");
    put_date(award, fields.date_signed, rows.cell(columns.signed_on), "Liguma_dok_noslegsanas_datums");
  }
  put_date(award, fields.start_date, rows.cell(columns.start), "Liguma_izpilde_no");
  const bool ended = !rows.cell(columns.ended_on).empty();
  put_date(award, fields.end_date, rows.cell(ended ? columns.ended_on : columns.end), ended ? "Izbeigsanas_datums" : "Liguma_izpilde_lidz");
  if (ended) {
    award.put_value(fields.status, Scalar(std::string("complete")), "Izbeigsanas_datums", shorten(rows.cell(columns.ended_because), 120));
  } else if (!rows.cell(columns.signed_on).empty()) {
    award.put_text(fields.status, "active", "Liguma_dok_noslegsanas_datums");
  }
  award.finish();
}

void tell_framework(const Run& run, FileImport& file, const CsvRows& rows, const ResultColumns& columns, const std::string& procurement) {
  const std::string word = bare_word(rows.cell(columns.framework));
  if (word != "jā" && word != "ja" && word != "ir" && word != "true" && rows.cell(columns.framework) != "1") return;
  RecordMaker contract(file.scope(), run.fields.contract.kind, procurement, row_place(rows));
  contract.put_value(run.fields.contract.framework, Scalar(true), "Ligums_ir_vispariga_vienosanas",
                     std::string(rows.cell(columns.framework)));
  contract.finish();
}

}  // namespace

ResultColumns::ResultColumns(const CsvRows& rows)
    : procurement(rows.column({"Iepirkuma_ID"})),
      lot(rows.column({"Iepirkuma_dalas_nr"})),
      lot_title(rows.column({"Iepirkuma_dalas_nosaukums"})),
      lot_status(rows.column({"Iepirkuma_dalas_statuss"})),
      winner(rows.column({"Uzvaretaja_nosaukums"})),
      winner_number(rows.column({"Uzvaretaja_registracijas_numurs"})),
      winner_number_type(rows.column({"Uzvaretaja_registracijas_numura_veids"})),
      winner_country(rows.column({"Uzvaretaja_valsts"})),
      document_type(rows.column({"Liguma_dok_veids"})),
      document(rows.column({"Noslegta_liguma_dok_ID"})),
      related(rows.column({"Saistita_liguma_ID"})),
      value(rows.column({"Aktuala_liguma_summa"})),
      value_currency(rows.column({"Aktuala_liguma_summa_valuta", "Aktualas_liguma_summas_valuta"})),
      first_value(rows.column({"Sakotneja_liguma_summa"})),
      first_currency(rows.column({"Sakotneja_liguma_summa_valuta", "Sakotnejas_liguma_summas_valuta"})),
      start(rows.column({"Liguma_izpilde_no"})),
      end(rows.column({"Liguma_izpilde_lidz"})),
      framework(rows.column({"Ligums_ir_vispariga_vienosanas"})),
      signed_on(rows.column({"Liguma_dok_noslegsanas_datums"})),
      ended_on(rows.column({"Izbeigsanas_datums"})),
      ended_because(rows.column({"Izbeigsanas_iemesls"})) {}

void index_results(Run& run, CsvRows& rows) {
  const ResultColumns columns(rows);
  while (rows.next()) {
    if (rows.damage()) continue;
    const std::uint64_t row = ++run.result_rows;
    const std::string document = written_code(rows.cell(columns.document));
    if (document.empty()) continue;
    const std::string related = written_code(rows.cell(columns.related));
    if (!related.empty() && related != document && is_change(rows.cell(columns.document_type))) run.changes[document] = related;
    const auto day = written_day(rows.cell(columns.signed_on));
    Run::Newest& newest =
        run.newest[document + '/' + std::string(rows.cell(columns.winner_number)) + '/' + std::string(rows.cell(columns.lot))];
    if (newest.row == 0 || !day || day_number(*day) >= newest.day) newest = {day ? day_number(*day) : newest.day, row};
  }
}

void read_results(Run& run, FileImport& file, CsvRows& rows) {
  const ResultColumns columns(rows);
  const ProcurementColumns of_procurement(rows);
  needed_column(file, rows, "results", {"Noslegta_liguma_dok_ID"});
  run.last_procurement.clear();
  read_rows(file, rows, [&] {
    const std::uint64_t row = ++run.result_rows;
    const std::string document = written_code(rows.cell(columns.document));
    const auto newest =
        run.newest.find(document + '/' + std::string(rows.cell(columns.winner_number)) + '/' + std::string(rows.cell(columns.lot)));
    const std::string procurement = write_procurement(run, file, rows, of_procurement, false);
    if (procurement.empty()) return;
    file.count();
    if (newest != run.newest.end() && newest->second.row != row) return;  // a newer row says what has become of it
    const std::string lot = write_lot(run, file, rows, columns, procurement);
    tell_framework(run, file, rows, columns, procurement);
    write_change(run, file, rows, columns, procurement);
    const std::string winner = write_party(run, file, rows,
                                           {.name = rows.cell(columns.winner),
                                            .number = rows.cell(columns.winner_number),
                                            .number_type = rows.cell(columns.winner_number_type),
                                            .country = rows.cell(columns.winner_country),
                                            .name_column = "Uzvaretaja_nosaukums",
                                            .number_column = "Uzvaretaja_registracijas_numurs",
                                            .role = "supplier"},
                                           procurement);
    if (winner.empty()) return;  // a lot without result
    write_award(run, file, rows, columns, award_key(run, rows, columns, procurement), procurement, lot, winner);
  });
}

}  // namespace kede::importers::eis
