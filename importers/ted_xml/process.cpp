// The process itself and its lots: what is bought, by whom, where, in which procedure.
#include <algorithm>
#include <charconv>
#include <set>

#include "engine/base/text.hpp"
#include "importers/ted_codes.hpp"
#include "importers/ted_xml/writing.hpp"
#include "importers/written_values.hpp"
#include "importers/xml.hpp"

namespace kede::importers::ted_xml {
namespace {

using model::Scalar;
using model::UnknownReason;

struct Basis {
  bool withheld = false;
  std::optional<std::string> code;
  std::string path;
};

// The criteria stand in AC, or in the lot itself in the notices of the institutions of the Union; in F15 beneath the directive. Costs over
// the life of a thing are not the price alone, and criteria that stand only in the documents are there because price is not the only one.
Basis basis_of(pugi::xml_node lot, bool concession) {
  constexpr std::string_view directives[] = {"", "DIRECTIVE_2014_24_EU", "DIRECTIVE_2014_25_EU", "DIRECTIVE_2009_81_EC"};
  for (const std::string_view directive : directives) {
    const pugi::xml_node holder = directive.empty() ? lot : find(lot, directive);
    if (!holder) continue;
    const Part listed = first_of(holder, {"AC"});
    const pugi::xml_node criteria = listed ? listed.node : holder;
    Basis out;
    out.path = (directive.empty() ? std::string() : '/' + std::string(directive)) + listed.path;
    if (is_withheld(criteria)) {
      out.withheld = true;
      return out;
    }
    const bool others = find(criteria, "AC_QUALITY") || find(criteria, "AC_COST") || find(criteria, "AC_CRITERIA") ||
                        (!concession && find(criteria, "AC_PROCUREMENT_DOC"));
    if (others) out.code = "mixed";
    if (!others && find(criteria, "AC_PRICE")) out.code = "price_only";
    if (out.code) return out;
  }
  const pugi::xml_node lowest = find(lot, "LOWEST_PRICE");
  return lowest ? Basis{false, "price_only", "/LOWEST_PRICE"} : Basis{};
}

void put_basis(RecordMaker& maker, model::FieldId field, const Basis& basis) {
  if (basis.withheld) return maker.put_unknown(field, UnknownReason::withheld, basis.path);
  if (basis.code) maker.put_computed(field, Scalar(*basis.code), basis.path);
}

// In months; days and years are converted.
void put_duration(RecordMaker& maker, model::FieldId field, pugi::xml_node holder) {
  const Part part = first_of(holder, {"DURATION", "PERIOD_WORK_DATE_STARTING/MONTHS", "PERIOD_WORK_DATE_STARTING/DAYS"});
  if (!part) return;
  const std::string_view type = attribute_of(part.node, "TYPE");
  const std::string_view written = text_of(part.node);
  if (type != "DAY" && local_name(part.node) != "DAYS" && type != "YEAR") return maker.put(field, written, part.path);
  const auto plain = plain_decimal(written);
  double number = 0;
  if (!plain || std::from_chars(plain->data(), plain->data() + plain->size(), number).ec != std::errc{} || number <= 0 || number > 36'525)
    return maker.put_unknown(field, UnknownReason::unreadable, part.path, shorten(written, 120));
  const double months = type == "YEAR" ? number * 12 : static_cast<double>(static_cast<int>(number / 30.4375 * 100 + 0.5)) / 100;
  maker.put_computed(field, Scalar(months), part.path, shorten(written, 120) + (type == "YEAR" ? " years" : " days"));
}

std::vector<Part> nuts_of(pugi::xml_node holder) {
  std::vector<Part> out;
  const std::vector<pugi::xml_node> found = all(holder, "NUTS");
  for (std::size_t i = 0; i < found.size(); ++i) out.push_back({found[i], "/NUTS[" + std::to_string(i + 1) + ']'});
  return out;
}

std::optional<std::string> cpv_of(pugi::xml_node holder) { return cpv("CPV", attribute_of(find(holder, "CPV_CODE"), "CODE")); }

// What a description of the object says, whether it is that of a lot or of the undivided whole.
template <class To>
void put_object(RecordMaker& maker, const Writing& writing, const To& fields, const Part& object, std::string_view base) {
  std::vector<Part> places = nuts_of(object.node);
  for (Part& place : places) place.path.insert(0, base);
  put_place(maker, writing.scope.countries, fields.place_country, fields.place_nuts, places);
  put_duration(maker, fields.duration_months, object.node);
  Basis basis = basis_of(object.node, local_name(writing.notice.form.node).starts_with("F24"));
  basis.path.insert(0, base);
  put_basis(maker, fields.award_basis, basis);
}

void write_lot(const Writing& writing, const Part& object, const std::string& id) {
  const auto& fields = writing.fields.lot;
  RecordMaker maker(writing.scope, fields.kind, writing.lot_key(id), writing.place_of(object));
  const Part number = first_of(object.node, {"LOT_NO", "LOT_NUMBER"});
  maker.put(fields.id, id, number.path);
  maker.put_ref(fields.contract, writing.fields.contract.kind, writing.process_key, "");
  put_text(maker, fields.title, first_of(object.node, {"TITLE", "LOT_TITLE", "SHORT_DESCR", "LOT_DESCRIPTION"}));
  const std::vector<pugi::xml_node> codes = all(object.node, "CPV_ADDITIONAL");
  const Part main = first_of(object.node, {"CPV/CPV_MAIN"});
  const auto code = main ? cpv_of(main.node) : codes.empty() ? std::nullopt : cpv_of(codes[0]);
  if (code && (main || codes.size() == 1)) maker.put(fields.cpv, *code, main ? main.path : "/CPV_ADDITIONAL");
  if (code && !main && codes.size() > 1) maker.put_computed(fields.cpv, Scalar(*code), "/CPV_ADDITIONAL[1]");
  put_amount(maker, fields.value, first_of(object.node, {"VAL_OBJECT", "NATURE_QUANTITY_SCOPE/COSTS_RANGE_AND_CURRENCY"}));
  put_date(maker, fields.start_date, first_of(object.node, {"DATE_START", "PERIOD_WORK_DATE_STARTING/INTERVAL_DATE/START_DATE"}));
  put_date(maker, fields.end_date, first_of(object.node, {"DATE_END", "PERIOD_WORK_DATE_STARTING/INTERVAL_DATE/END_DATE"}));
  put_object(maker, writing, fields, object, "");
  maker.finish();
}

// A single description without a number is that of the whole; with several, those without a number are numbered as they stand.
void write_lots(Writing& writing) {
  const Notice& notice = writing.notice;
  if (notice.no_lots && notice.lots.size() == 1) return;
  for (std::size_t i = 0; i < notice.lots.size(); ++i) {
    const Part number = first_of(notice.lots[i].node, {"LOT_NO", "LOT_NUMBER"});
    std::string id(text_of(number.node));
    if (id.empty() && notice.lots.size() == 1) return;
    if (id.empty()) id = std::to_string(i + 1);
    id = ted::lot_number(id);
    if (writing.lots.insert(id).second) write_lot(writing, notice.lots[i], id);
  }
}

void put_cpv(RecordMaker& maker, const Writing& writing) {
  const auto& fields = writing.fields.contract;
  const Notice& notice = writing.notice;
  const std::vector<pugi::xml_node> coded = all(notice.coded, "NOTICE_DATA/ORIGINAL_CPV");
  const auto main = notice.cpv_main ? cpv_of(notice.cpv_main.node) : std::nullopt;
  if (main) {
    maker.put(fields.cpv_main, *main, notice.cpv_main.path);
  } else if (!coded.empty()) {
    maker.put(fields.cpv_main, attribute_of(coded[0], "CODE"), "/CODED_DATA_SECTION/NOTICE_DATA/ORIGINAL_CPV");
  }
  std::set<std::string> seen;
  model::List others;
  const auto add = [&](pugi::xml_node node) {
    const auto code = cpv_of(node);
    if (code && code != main && seen.insert(*code).second) others.items.emplace_back(*code);
  };
  for (const Part& part : notice.cpv_additional) add(part.node);
  for (const Part& lot : notice.lots) {
    for (const pugi::xml_node each : all(lot.node, "CPV_ADDITIONAL")) add(each);
  }
  const std::string place = !notice.cpv_additional.empty() ? notice.cpv_additional[0].path
                            : notice.lots.empty()          ? std::string()
                                                           : notice.lots[0].path + "/CPV_ADDITIONAL";
  put_list(maker, fields.cpv_other, std::move(others), place);
}

void put_procedure(RecordMaker& maker, const Writing& writing) {
  const auto& fields = writing.fields.contract;
  const Notice& notice = writing.notice;
  const pugi::xml_node coded = find(notice.coded, "CODIF_DATA/PR_PROC");
  const auto by_form = ted::procedure_by_element(local_name(notice.procedure.node));
  if (by_form) {
    maker.put_code(fields.procurement_method, by_form, local_name(notice.procedure.node), notice.procedure.path);
  } else if (const auto by_code = ted::procedure_by_code(attribute_of(coded, "CODE"))) {
    maker.put_code(fields.procurement_method, by_code, attribute_of(coded, "CODE"), "/CODED_DATA_SECTION/CODIF_DATA/PR_PROC");
  }
  const std::string_view code = attribute_of(coded, "CODE");
  if (code != "9" && code != "Z") maker.put(fields.procurement_method_details, text_of(coded), "/CODED_DATA_SECTION/CODIF_DATA/PR_PROC");
}

// That of the form; of its lots when it holds for each of them; else what the publisher made of the form.
void put_process_basis(RecordMaker& maker, const Writing& writing) {
  const auto field = writing.fields.contract.award_basis;
  const Notice& notice = writing.notice;
  const bool old_form = notice.lowest_price || notice.other_criteria;
  if (old_form && !(notice.lowest_price && notice.other_criteria)) {
    const Part& part = notice.lowest_price ? notice.lowest_price : notice.other_criteria;
    return maker.put_code(field, notice.lowest_price ? "price_only" : "mixed", local_name(part.node), part.path);
  }
  if (!notice.lots.empty()) return;
  const std::string_view code = attribute_of(find(notice.coded, "CODIF_DATA/AC_AWARD_CRIT"), "CODE");
  if (const auto basis = ted::award_basis(code)) maker.put_code(field, basis, code, "/CODED_DATA_SECTION/CODIF_DATA/AC_AWARD_CRIT");
}

// Of the lots: the basis that all share.
void put_shared_basis(RecordMaker& maker, const Writing& writing) {
  std::optional<std::string> shared;
  for (const Part& lot : writing.notice.lots) {
    const Basis basis = basis_of(lot.node, local_name(writing.notice.form.node).starts_with("F24"));
    if (!basis.code || (shared && *shared != *basis.code)) return;
    shared = basis.code;
  }
  if (shared) maker.put_computed(writing.fields.contract.award_basis, Scalar(*shared), writing.notice.lots[0].path);
}

void put_shared_place(RecordMaker& maker, const Writing& writing) {
  std::vector<Part> places = writing.notice.nuts;
  for (const Part& lot : writing.notice.lots) {
    for (Part& place : nuts_of(lot.node)) places.push_back({place.node, lot.path + place.path});
  }
  put_place(maker, writing.scope.countries, writing.fields.contract.place_country, writing.fields.contract.place_nuts, places);
}

// The name of the buyer as the publisher lists it, for notices that are only prose.
std::string write_listed_buyer(Writing& writing) {
  const std::vector<pugi::xml_node> names = all(writing.notice.translations, "ML_AA_NAMES/AA_NAME");
  if (names.empty() || all_text_of(names[0]).empty()) return {};
  const auto& fields = writing.fields.organisation;
  const std::string key = process_key(writing.notice.number) + "/org/1";
  RecordMaker maker(writing.scope, fields.kind, key, "/TED_EXPORT");
  maker.as(model::EvidenceClass::declaration);
  maker.put(fields.name, all_text_of(names[0]), "/TRANSLATION_SECTION/ML_AA_NAMES/AA_NAME");
  maker.put(fields.country, attribute_of(find(writing.notice.coded, "NOTICE_DATA/ISO_COUNTRY"), "VALUE"),
            "/CODED_DATA_SECTION/NOTICE_DATA/ISO_COUNTRY");
  maker.add(fields.roles, Scalar(std::string("buyer")), "");
  maker.finish();
  return key;
}

std::string write_buyers(Writing& writing) {
  std::string first;
  for (const Part& buyer : writing.notice.buyers) {
    std::string key = write_organisation(writing, buyer, Party::buyer);
    if (first.empty()) first = std::move(key);
  }
  return first.empty() ? write_listed_buyer(writing) : first;
}

void put_title(RecordMaker& maker, const Writing& writing) {
  const Notice& notice = writing.notice;
  put_text(maker, writing.fields.contract.title, notice.title);
  put_text(maker, writing.fields.contract.description, notice.description);
  if (notice.title) return;
  const pugi::xml_node listed = find(notice.translations, "ML_TITLES/ML_TI_DOC/TI_TEXT");
  maker.put(writing.fields.contract.title, all_text_of(listed), "/TRANSLATION_SECTION/ML_TITLES/ML_TI_DOC/TI_TEXT");
}

void put_category(RecordMaker& maker, const Writing& writing) {
  const auto field = writing.fields.contract.main_category;
  const Notice& notice = writing.notice;
  std::string_view type = attribute_of(notice.contract_type.node, "CTYPE");
  if (type.empty()) type = attribute_of(notice.contract_type.node, "VALUE");
  if (!type.empty()) return maker.put_code(field, ted::category(type), type, notice.contract_type.path);
  const std::string_view code = attribute_of(find(notice.coded, "CODIF_DATA/NC_CONTRACT_NATURE"), "CODE");
  if (const auto found = ted::category(code)) maker.put_code(field, found, code, "/CODED_DATA_SECTION/CODIF_DATA/NC_CONTRACT_NATURE");
}

void put_values(RecordMaker& maker, const Writing& writing) {
  const auto& fields = writing.fields.contract;
  const Notice& notice = writing.notice;
  put_amount(maker, fields.estimated_value, notice.estimated_value);
  put_amount(maker, fields.value, notice.total_value);
  for (const Part* part : {&notice.total_value, &notice.estimated_value}) {
    const auto currency = currency_of(part->node);
    if (currency) return maker.put(fields.currency, *currency, part->path + "/@CURRENCY");
  }
}

}  // namespace

void write_process(Writing& writing) {
  const auto& fields = writing.fields.contract;
  const Notice& notice = writing.notice;
  const bool own = process_key(notice.number) == writing.process_key;
  const std::string buyer = write_buyers(writing);
  RecordMaker maker(writing.scope, fields.kind, writing.process_key, "/TED_EXPORT");
  maker.put(fields.id, notice.process(), own ? "/@DOC_ID" : notice.referenced_at);
  put_title(maker, writing);
  maker.put_ref(fields.buyer, writing.fields.organisation.kind, buyer, notice.buyers.empty() ? "" : notice.buyers[0].path);
  put_cpv(maker, writing);
  put_category(maker, writing);
  put_procedure(maker, writing);
  put_values(maker, writing);
  if (own && notice.published) maker.put_value(fields.date_published, Scalar(*notice.published), "/CODED_DATA_SECTION/REF_OJS/DATE_PUB");
  if (notice.stage == Stage::call) put_date(maker, fields.submission_deadline, notice.deadline);
  if (notice.framework) maker.put_value(fields.framework, Scalar(true), notice.framework.path);
  if (notice.stage == Stage::planning) maker.put(fields.status, "planning", "");
  if (notice.stage == Stage::call) maker.put(fields.status, "active", "");
  maker.put(fields.source_url, notice.address, "/CODED_DATA_SECTION/NOTICE_DATA/URI_LIST/URI_DOC");
  put_process_basis(maker, writing);
  write_lots(writing);
  if (writing.lots.empty() && notice.lots.size() == 1) {
    put_object(maker, writing, fields, notice.lots[0], notice.lots[0].path);
  } else if (!notice.lots.empty()) {
    put_shared_basis(maker, writing);
    put_shared_place(maker, writing);
  } else {
    put_shared_place(maker, writing);
  }
  maker.finish();
}

}  // namespace kede::importers::ted_xml
