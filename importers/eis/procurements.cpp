// Procurements and the parties named in any table; announcements, openings, amendments of documents, buyers.
#include <array>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "importers/eis/tables.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::eis {
namespace {

using model::Scalar;

std::optional<std::string> main_category(std::string_view written) {
  constexpr std::array<CodeWord, 9> table = {{{"piegāde", "goods"},
                                              {"piegādes", "goods"},
                                              {"prece", "goods"},
                                              {"preces", "goods"},
                                              {"pakalpojums", "services"},
                                              {"pakalpojumi", "services"},
                                              {"pakalpojumu", "services"},
                                              {"būvdarbi", "works"},
                                              {"būvdarbs", "works"}}};
  return look_up(table, written);
}

// By the words of the national procedures ("Atklāts konkurss", "Sarunu procedūra, iepriekš nepublicējot…").
std::optional<std::string> procurement_method(std::string_view written) {
  const std::string word = bare_word(written);
  if (holds(word, "atklāts") || holds(word, "mazaisiepirkums") || holds(word, "iepirkumapil9") || holds(word, "cenuaptauja")) return "open";
  if (holds(word, "nepublicējot")) return "limited";
  if (holds(word, "slēgts") || holds(word, "dialogs") || holds(word, "konkursaproced") || holds(word, "inovācij") ||
      holds(word, "sarunuproced"))
    return "selective";
  if (holds(word, "tiešāpiešķir")) return "direct";
  return std::nullopt;
}

std::optional<std::string> procurement_status(std::string_view written) {
  const std::string word = bare_word(written);
  if (holds(word, "bezrezult") || holds(word, "nenoslēg")) return "unsuccessful";
  if (holds(word, "noslēgt") || holds(word, "pabeigt") || holds(word, "noslēdz")) return "complete";
  if (holds(word, "pārtraukt") || holds(word, "izbeigt") || holds(word, "atcelt")) return "cancelled";
  if (holds(word, "izsludin") || holds(word, "vērtē") || holds(word, "atvērt") || holds(word, "pieteikum") || holds(word, "lēmum"))
    return "active";
  if (holds(word, "plān") || holds(word, "sagatav")) return "planned";
  return std::nullopt;
}

// "33141420-0 Ķirurģiskie cimdi, 18424300-0 Vienreizējie cimdi": codes among words.
void put_other_cpv(RecordMaker& contract, const ContractFields& fields, std::string_view written) {
  for (std::size_t at = 0; at + 8 <= written.size();) {
    std::size_t end = at;
    while (end < written.size() && is_digit(written[end])) ++end;
    if (end - at == 8) {
      if (const auto code = cpv({}, written.substr(at, 8))) contract.add(fields.cpv_other, Scalar(*code), "CPV_kodi_papildus_prieksmeti");
    }
    at = std::max(end, at + 1);
  }
}

}  // namespace

ProcurementColumns::ProcurementColumns(const CsvRows& rows)
    : id(rows.column({"Iepirkuma_ID"})),
      number(rows.column({"Iepirkuma_identifikacijas_numurs"})),
      title(rows.column({"Iepirkuma_nosaukums"})),
      buyer(rows.column({"Pasutitaja_nosaukums"})),
      buyer_number(rows.column({"Pasutitaja_registracijas_numurs"})),
      buyer_number_type(rows.column({"Pasutitaja_registracijas_numura_veids"})),
      category(rows.column({"Iepirkuma_prieksmeta_veids"})),
      cpv(rows.column({"CPV_kods_galvenais_prieksmets"})),
      other_cpv(rows.column({"CPV_kodi_papildus_prieksmeti"})),
      status(rows.column({"Iepirkuma_statuss"})),
      announced(rows.column({"Iepirkuma_izsludinasanas_datums"})),
      deadline(rows.column(
          {"Piedavajumu_iesniegsanas_termins_datums", "Piedavajumu_iesniegsanas_datumlaiks", "Piedavajumu_iesniegsanas_datums"})),
      estimate(rows.column({"Planota_ligumcena"})),
      estimate_to(rows.column({"Planota_ligumcena_lidz"})),
      currency(rows.column({"Ligumcenas_valuta"})),
      procedure(rows.column({"Proceduras_veids"})),
      notice(rows.column({"Hipersaite_uz_IUB_publikaciju"})),
      page(rows.column({"Hipersaite_EIS_kura_pieejams_zinojums"})) {}

std::string write_party(const Run& run, FileImport& file, const CsvRows& rows, const Party& party, std::string_view scope) {
  const OrganisationFields& fields = run.fields.organisation;
  std::string number = written_code(party.number);
  // Of a natural person only the name and the part played are read.
  const bool person = is_latvian_personal_code(number) || holds(bare_word(party.number_type), "personaskods");
  if (person || is_empty_id(number)) number.clear();
  if (number.empty() && party.name.empty()) return {};
  const std::string_view country = party.country.empty() ? std::string_view("LV") : party.country;
  const auto code = file.scope().countries.find(country);
  const bool latvian = code == "LV";
  std::string key = "eis:org/";
  if (number.empty()) {
    key += std::string(scope) + '/' + sha256(party.name).substr(0, 16);
  } else {
    key += (code ? *code : std::string("??")) + '/' + number;
  }
  RecordMaker organisation(file.scope(), fields.kind, key, row_place(rows));
  organisation.as(model::EvidenceClass::declaration);
  organisation.put(fields.name, party.name, party.name_column);
  organisation.put(fields.reg_number, number, party.number_column);
  if (latvian && !number.empty()) organisation.put_text(fields.reg_scheme, "LV-RE", party.number_column);
  // That a number of Latvia's register stands there says the state, even where no column does.
  if (!person && (!party.country.empty() || !number.empty())) organisation.put(fields.country, country, "valsts");
  organisation.add(fields.roles, Scalar(std::string(party.role)), party.name_column);
  organisation.finish();
  return key;
}

void put_amount(RecordMaker& record, model::FieldId field, std::string_view written, std::string_view currency, std::string_view column) {
  if (written.empty()) return;
  const auto plain = decimal_text(written);
  const auto money = plain ? read_money(*plain, currency.empty() ? "EUR" : currency) : std::nullopt;
  std::string raw = shorten(written, 60) + (currency.empty() ? "" : " ") + shorten(currency, 10);
  if (money) {
    record.put_value(field, Scalar(*money), column, std::move(raw));
  } else {
    record.put_unknown(field, model::UnknownReason::unreadable, column, std::move(raw));
  }
}

std::string write_procurement(Run& run, FileImport& file, const CsvRows& rows, const ProcurementColumns& columns, bool all_bids) {
  const std::string id = written_code(rows.cell(columns.id));
  if (is_empty_id(id)) {
    reject_row(file, rows, "KD1420");
    return {};
  }
  std::string key = "eis:" + id;
  if (std::exchange(run.last_procurement, key) == key) return key;
  const ContractFields& fields = run.fields.contract;
  const std::string buyer = write_party(run, file, rows,
                                        {.name = rows.cell(columns.buyer),
                                         .number = rows.cell(columns.buyer_number),
                                         .number_type = rows.cell(columns.buyer_number_type),
                                         .country = {},
                                         .name_column = "Pasutitaja_nosaukums",
                                         .number_column = "Pasutitaja_registracijas_numurs",
                                         .role = "buyer"},
                                        id);
  RecordMaker contract(file.scope(), fields.kind, key, row_place(rows));
  contract.put(fields.id, rows.cell(columns.number), "Iepirkuma_identifikacijas_numurs");
  contract.put(fields.title, rows.cell(columns.title), "Iepirkuma_nosaukums");
  contract.put_ref(fields.buyer, run.fields.organisation.kind, buyer, "Pasutitaja_registracijas_numurs");
  contract.put(fields.cpv_main, rows.cell(columns.cpv), "CPV_kods_galvenais_prieksmets");
  put_other_cpv(contract, fields, rows.cell(columns.other_cpv));
  contract.put_code(fields.main_category, main_category(rows.cell(columns.category)), rows.cell(columns.category),
                    "Iepirkuma_prieksmeta_veids");
  const std::string_view procedure = rows.cell(columns.procedure);
  contract.put(fields.procurement_method_details, procedure, "Proceduras_veids");
  if (const auto method = procurement_method(procedure))
    contract.put_code(fields.procurement_method, method, procedure, "Proceduras_veids");
  const std::string_view estimate = rows.cell(columns.estimate).empty() ? rows.cell(columns.estimate_to) : rows.cell(columns.estimate);
  put_amount(contract, fields.estimated_value, estimate, rows.cell(columns.currency), "Planota_ligumcena");
  if (const auto date = written_day(rows.cell(columns.announced)))
    contract.put_value(fields.date_published, Scalar(*date), "Iepirkuma_izsludinasanas_datums");
  if (const auto date = written_day(rows.cell(columns.deadline)))
    contract.put_value(fields.submission_deadline, Scalar(*date), "Piedavajumu_iesniegsanas_termins_datums");
  contract.put_code(fields.status, procurement_status(rows.cell(columns.status)), rows.cell(columns.status), "Iepirkuma_statuss");
  contract.put(fields.source_url, rows.cell(columns.page).empty() ? rows.cell(columns.notice) : rows.cell(columns.page),
               "Hipersaite_EIS_kura_pieejams_zinojums");
  if (all_bids) contract.put_value(fields.bids_complete, Scalar(true), "Pretendenta_registracijas_numurs");
  contract.finish();
  return key;
}

void read_announced(Run& run, FileImport& file, CsvRows& rows) {
  const ProcurementColumns columns(rows);
  read_rows(file, rows, [&] {
    if (!write_procurement(run, file, rows, columns, false).empty()) file.count();
  });
}

void read_openings(Run& run, FileImport& file, CsvRows& rows) {
  const BidFields& fields = run.fields.bid;
  const ProcurementColumns columns(rows);
  const auto name_at = rows.column({"Pretendenta_nosaukums"});
  const auto number_at = rows.column({"Pretendenta_registracijas_numurs"});
  const auto type_at = rows.column({"Pretendenta_registracijas_numura_veids"});
  const auto country_at = rows.column({"Pretendenta_valsts"});
  const auto submitted_at = rows.column({"Pretendenta_piedavajuma_iesniegsanas_datums"});
  const auto lot_at = rows.column({"Iepirkuma_dalas_nr"});
  run.last_procurement.clear();
  read_rows(file, rows, [&] {
    const std::string procurement = write_procurement(run, file, rows, columns, true);
    if (procurement.empty()) return;
    const std::string bidder = write_party(run, file, rows,
                                           {.name = rows.cell(name_at),
                                            .number = rows.cell(number_at),
                                            .number_type = rows.cell(type_at),
                                            .country = rows.cell(country_at),
                                            .name_column = "Pretendenta_nosaukums",
                                            .number_column = "Pretendenta_registracijas_numurs",
                                            .role = "tenderer"},
                                           procurement);
    if (bidder.empty()) return reject_row(file, rows, "KD1421");
    const std::string_view lot = rows.cell(lot_at);
    RecordMaker bid(file.scope(), fields.kind, procurement + "/bid/" + std::string(lot) + '/' + bidder, row_place(rows));
    bid.put_ref(fields.contract, run.fields.contract.kind, procurement, "Iepirkuma_ID");
    if (!lot.empty()) bid.put_ref(fields.lot, run.fields.lot.kind, procurement + "/lot/" + std::string(lot), "Iepirkuma_dalas_nr");
    bid.put_ref(fields.bidder, run.fields.organisation.kind, bidder, "Pretendenta_registracijas_numurs");
    if (const auto date = written_day(rows.cell(submitted_at)))
      bid.put_value(fields.submitted_on, Scalar(*date), "Pretendenta_piedavajuma_iesniegsanas_datums");
    bid.finish();
    file.count();
  });
}

// Changes of the documents of a procurement, not of a contract: what the newest row says of the procurement is read.
void read_amendments(Run& run, FileImport& file, CsvRows& rows) {
  const ProcurementColumns columns(rows);
  const auto date_at = rows.column({"Grozijumu_datums"});
  run.last_procurement.clear();
  read_rows(file, rows, [&] {
    file.scope().date = written_day(rows.cell(date_at));
    run.last_procurement.clear();
    if (!write_procurement(run, file, rows, columns, false).empty()) file.count();
  });
  file.scope().date.reset();
}

void read_buyers(Run& run, FileImport& file, CsvRows& rows) {
  const auto name_at = rows.column({"Organizacija"});
  const auto number_at = rows.column({"RegNr"});
  const auto type_at = rows.column({"RegNrVeids"});
  read_rows(file, rows, [&] {
    const std::string key = write_party(run, file, rows,
                                        {.name = rows.cell(name_at),
                                         .number = rows.cell(number_at),
                                         .number_type = rows.cell(type_at),
                                         .country = {},
                                         .name_column = "Organizacija",
                                         .number_column = "RegNr",
                                         .role = "buyer"},
                                        "buyers");
    if (key.empty()) return reject_row(file, rows, "KD1421");
    file.count();
  });
}

}  // namespace kede::importers::eis
