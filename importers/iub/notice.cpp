// Notices: the procedure and its lots.
#include "importers/iub/notice.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/base/text.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::iub {
namespace {

using model::Scalar;
using Json = const rapidjson::Value*;

std::optional<std::string> main_category(std::string_view written) {
  constexpr CodeWord table[] = {{"supplies", "goods"}, {"goods", "goods"}, {"services", "services"}, {"works", "works"}};
  return look_up(table, written);
}

// The procedures of the eForms code list that the notices use.
std::optional<std::string> procurement_method(std::string_view written) {
  constexpr std::array<CodeWord, 10> table = {{{"open", "open"},
                                               {"openweb", "open"},
                                               {"restricted", "selective"},
                                               {"negwcall", "selective"},
                                               {"compdial", "selective"},
                                               {"comptend", "selective"},
                                               {"innovation", "selective"},
                                               {"expcag", "open"},
                                               {"negwocall", "limited"},
                                               {"directaward", "direct"}}};
  return look_up(table, written);
}

std::optional<std::string> lot_status(std::string_view written) {
  constexpr CodeWord table[] = {{"selecw", "complete"}, {"closnw", "unsuccessful"}, {"opennw", "active"}};
  return look_up(table, written);
}

// Price alone decides when every criterion is the price, or the notice says so.
std::optional<std::string> award_basis(Json lot) {
  bool price = false;
  bool other = false;
  for (const Item& item : items(lot, "criterion", "")) {
    const std::string type = bare_word(text_at(item.value, "winnerCriterionType"));
    if (as_bool(find(item.value, "winnerCriterionOnlyPrice")).value_or(false)) return "price_only";
    price = price || type == "price";
    other = other || type == "quality" || type == "cost";
  }
  if (other) return "mixed";
  return price ? std::optional<std::string>("price_only") : std::nullopt;
}

bool names_some(Json list_holder, std::string_view path) {
  const std::vector<Item> all = items(list_holder, path, "");
  return std::any_of(all.begin(), all.end(),
                     [](const Item& item) { return !as_text(item.value).empty() && as_text(item.value) != "none"; });
}

void put_tenderers(RecordMaker& record, model::FieldId field, Json lot, std::string_view inside) {
  const std::string_view written = text_at(lot, "tenderingProcess/receivedSubmissionsStatistics/receivedNumberOfOffers");
  // Nobody beside a winner: the form was left at its zero.
  const bool left_at_zero = written == "0" && text_at(lot, "result/winnerSelectionStatus") == "selec-w";
  if (left_at_zero) return record.put_unknown(field, model::UnknownReason::unreadable, inside, "0");
  record.put(field, written, inside);
}

void read_lot(const Notice& notice, const Item& item, std::optional<double>& total) {
  const LotFields& fields = notice.fields.lot;
  Lot lot{item, {}, id_at(item.value, "sequenceNumber")};
  if (lot.number.empty()) lot.number = "1";
  lot.key = notice.procedure + "/lot/" + lot.number;
  RecordMaker record(notice.file.scope(), fields.kind, lot.key, notice.place + item.pointer);
  record.put(fields.id, lot.number, "/sequenceNumber");
  record.put_ref(fields.contract, notice.fields.contract.kind, notice.procedure, "");
  record.put(fields.title, text_at(item.value, "name"), "/name");
  record.put(fields.place_country, text_at(item.value, "place/placePerformanceCountryCode"), "/place/placePerformanceCountryCode");
  const std::string_view nuts = text_at(item.value, "place/placePerformanceCountrySubCode");
  if (!nuts.ends_with("ZZZ")) record.put(fields.place_nuts, nuts, "/place/placePerformanceCountrySubCode");
  record.put(fields.end_date, text_at(item.value, "duration/durationEndDate"), "/duration/durationEndDate");
  const std::string_view status = text_at(item.value, "result/winnerSelectionStatus");
  record.put_code(fields.status, lot_status(status), status, "/result/winnerSelectionStatus");
  if (const auto basis = award_basis(item.value)) record.put_text(fields.award_basis, *basis, "/criterion");
  put_tenderers(record, fields.number_of_tenderers, item.value, "/tenderingProcess/receivedSubmissionsStatistics/receivedNumberOfOffers");
  record.finish();
  read_contracts(notice, lot, total);
}

struct LotsSeen {
  bool framework_told = false;
  bool framework = false;
  bool social = false;
  bool winner = false;
  bool undecided = false;
  std::string_view page;
};

LotsSeen look_over(const std::vector<Item>& lots) {
  LotsSeen out;
  for (const Item& item : lots) {
    const std::string_view framework = text_at(item.value, "tenderingProcess/frameworkAgreement");
    out.framework_told = out.framework_told || !framework.empty();
    out.framework = out.framework || (!framework.empty() && framework != "none");
    out.social = out.social || names_some(item.value, "additionalInformation/social");
    const std::string_view status = text_at(item.value, "result/winnerSelectionStatus");
    out.winner = out.winner || status == "selec-w";
    out.undecided = out.undecided || status == "open-nw" || status.empty();
    for (const Item& contract : items(item.value, "contracts", "")) {
      if (out.page.empty()) out.page = text_at(contract.value, "url");
    }
  }
  return out;
}

std::optional<std::string> status_of(std::string_view form, const LotsSeen& seen) {
  if (form == "planning") return "planning";
  if (form == "competition" || form == "change") return "active";
  if (form == "cont-modif") return "active";
  if (form != "result" && form != "dir-awa-pre" && form != "completion") return std::nullopt;
  if (seen.winner) return "complete";
  return seen.undecided ? std::optional<std::string>("active") : "unsuccessful";
}

void put_value(RecordMaker& contract, const ContractFields& fields, const std::optional<double>& total) {
  if (!total || !(*total > 0) || *total > 1e12) return;
  contract.put_computed(fields.value, Scalar(Money{std::llround(*total * 100) * (Money::kScale / 100), Currency::eur()}), "/lots",
                        "tenderValue");
}

void write_contract(const Notice& notice, const std::string& buyer, const std::vector<Item>& lots, const std::optional<double>& total) {
  const ContractFields& fields = notice.fields.contract;
  Json root = notice.root;
  const LotsSeen seen = look_over(lots);
  RecordMaker contract(notice.file.scope(), fields.kind, notice.procedure, notice.place);
  contract.put(fields.id, id_at(root, "procurementProject/procurementIdentifier"), "/procurementProject/procurementIdentifier");
  contract.put(fields.title, text_at(root, "name"), "/name");
  contract.put(fields.description, without_markup(text_at(root, "procurementProject/description")), "/procurementProject/description");
  contract.put_ref(fields.buyer, notice.fields.organisation.kind, buyer, "/organizationData");
  contract.put(fields.cpv_main, text_at(root, "cpvType"), "/cpvType");
  for (const Item& code : items(root, "additionalCpvType", "")) contract.put(fields.cpv_other, as_text(code.value), code.pointer);
  const std::string_view nature = text_at(root, "procurementProject/mainNatureType");
  contract.put_code(fields.main_category, main_category(nature), nature, "/procurementProject/mainNatureType");
  const std::string_view procedure = text_at(root, "tenderingProcess/procedureType");
  if (const auto method = procurement_method(procedure))
    contract.put_code(fields.procurement_method, method, procedure, "/tenderingProcess/procedureType");
  contract.put(fields.procurement_method_details, procedure, "/tenderingProcess/procedureType");
  const std::string_view form = text_at(root, "formType");
  if (form == "competition" && notice.file.scope().date)
    contract.put_value(fields.date_published, Scalar(*notice.file.scope().date), "", notice.file.path());
  if (const auto status = status_of(form, seen)) contract.put_text(fields.status, *status, "/formType");
  if (seen.framework_told) contract.put_value(fields.framework, Scalar(seen.framework), "/lots");
  if (seen.social) contract.put_value(fields.social_clause, Scalar(true), "/lots");
  if (!notice.has_lots && lots.size() == 1) put_tenderers(contract, fields.number_of_tenderers, lots[0].value, lots[0].pointer);
  if (!notice.has_lots) put_value(contract, fields, total);
  contract.put(fields.source_url, seen.page, "/lots");
  contract.finish();
}

void write_modification(const Notice& notice) {
  const EventFields& fields = notice.fields.event;
  if (text_at(notice.root, "formType") != "cont-modif") return;
  const std::string id = id_at(notice.root, "identifier");
  RecordMaker event(notice.file.scope(), fields.kind, notice.procedure + "/change/" + id, notice.place);
  event.put_ref(fields.contract, notice.fields.contract.kind, notice.procedure, "");
  event.put_text(fields.type, "amendment", "/formType");
  if (notice.file.scope().date) event.put_value(fields.date, Scalar(*notice.file.scope().date), "", notice.file.path());
  event.put(fields.reference, id, "/identifier");
  event.finish();
}

}  // namespace

bool read_notice(FileImport& file, const Fields& fields, const rapidjson::Value& root, const std::string& place, std::uint32_t line) {
  std::string procedure = id_at(&root, "procurementProcedureIdentifier");
  if (is_empty_id(procedure)) procedure = id_at(&root, "identifier");
  const bool has_parts =
      find(&root, "lots") != nullptr || find(&root, "organizationData") != nullptr || find(&root, "noticeType") != nullptr;
  if (is_empty_id(procedure) || !has_parts) {
    file.reject(error("KD1410"), place, line, written(&root));
    return false;
  }
  Notice notice{file, fields, &root, place, "iub:" + procedure, true};
  notice.has_lots = as_bool(find(&root, "extraData/isHaveLots")).value_or(true);
  const std::string buyer = write_buyers(notice);
  std::vector<Item> lots;
  for (Item& item : items(&root, "lots", "")) {
    if (is_object(item.value)) lots.push_back(std::move(item));
  }
  std::optional<double> total = 0;
  for (const Item& item : lots) read_lot(notice, item, total);
  write_contract(notice, buyer, lots, total);
  write_modification(notice);
  return true;
}

}  // namespace kede::importers::iub
