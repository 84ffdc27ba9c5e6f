// Orders and deliveries of the electronic catalogue: who supplies what, made by whom.
#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "importers/eis/tables.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::eis {
namespace {

// The catalogue names a maker without number or state, so that it is one and the same only by its name.
std::string write_manufacturer(const Run& run, FileImport& file, const CsvRows& rows, std::string_view name, std::string_view column) {
  const OrganisationFields& fields = run.fields.organisation;
  std::string key = "eis:manufacturer/" + sha256(bare_word(name).empty() ? ascii_lower(name) : bare_word(name)).substr(0, 16);
  RecordMaker organisation(file.scope(), fields.kind, key, row_place(rows));
  organisation.as(model::EvidenceClass::declaration);
  organisation.put(fields.name, name, column);
  organisation.add(fields.roles, model::Scalar(std::string("manufacturer")), column);
  organisation.finish();
  return key;
}

}  // namespace

// One good for each product of a supplier, however often it was ordered.
void read_goods(Run& run, FileImport& file, CsvRows& rows) {
  const GoodFields& fields = run.fields.good;
  const auto supplier_at = rows.column({"Piegadatajs", "Piegadataja_nosaukums"});
  const auto number_at = rows.column({"Piegadataja_registracijas_numurs", "Piegnr"});
  const auto type_at = rows.column({"Piegadataja_registracijas_numura_veids", "Pieg_org_nr_veids"});
  const auto product_at = rows.column({"Pasutitas_preces_nosaukums", "Piegadatas_preces_nosaukums", "Preces_nosaukums"});
  const auto maker_at = rows.column({"Pasutitas_preces_razotajs", "Piegadatas_preces_razotajs"});
  const auto date_at = rows.column({"Pasutijuma_apstiprinasanas_datums", "Kval_apstipr_dat", "Pirkuma_izveid_dat"});
  const std::string maker_column = maker_at ? rows.columns()[*maker_at] : std::string("razotajs");
  read_rows(file, rows, [&] {
    const std::string_view product = rows.cell(product_at);
    const std::string_view maker = rows.cell(maker_at);
    const std::string supplier_number = written_code(rows.cell(number_at));
    if (product.empty() && is_empty_id(maker)) return reject_row(file, rows, "KD1422");
    if (supplier_number.empty() && rows.cell(supplier_at).empty()) return reject_row(file, rows, "KD1421");
    file.count();
    std::string identity = is_latvian_personal_code(supplier_number) ? std::string(rows.cell(supplier_at)) : supplier_number;
    identity.append("\n").append(product).append("\n").append(maker);
    const std::string key = "eis:good/" + sha256(identity).substr(0, 24);
    if (!run.products.insert(key).second) return;
    const std::string supplier = write_party(run, file, rows,
                                             {.name = rows.cell(supplier_at),
                                              .number = rows.cell(number_at),
                                              .number_type = rows.cell(type_at),
                                              .country = {},
                                              .name_column = "Piegadatajs",
                                              .number_column = "Piegadataja_registracijas_numurs",
                                              .role = "supplier"},
                                             "catalogue");
    RecordMaker good(file.scope(), fields.kind, key, row_place(rows));
    good.of(written_day(rows.cell(date_at)));
    good.put(fields.description, product, "Preces_nosaukums");
    good.put_ref(fields.supplier, run.fields.organisation.kind, supplier, "Piegadataja_registracijas_numurs");
    if (!is_empty_id(maker))
      good.put_ref(fields.manufacturer, run.fields.organisation.kind, write_manufacturer(run, file, rows, maker, maker_column),
                   maker_column);
    good.finish();
  });
}

}  // namespace kede::importers::eis
