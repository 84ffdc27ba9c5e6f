#include "importers/eforms/procedure.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/base/text.hpp"
#include "importers/eforms/codes.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::eforms {
namespace {

using model::Scalar;
using model::UnknownReason;

constexpr std::size_t kMostCodes = 500;

// What all lots say, or nothing when one is silent or says something else.
class Common {
 public:
  void take(const std::optional<std::string>& value) {
    if (!value) silent_ = true;
    if (value) values_.insert(*value);
  }
  std::optional<std::string> value() const { return !silent_ && values_.size() == 1 ? std::optional(*values_.begin()) : std::nullopt; }
  const std::set<std::string>& values() const { return values_; }

 private:
  bool silent_ = false;
  std::set<std::string> values_;
};

pugi::xml_node classification(pugi::xml_node project) { return find(project, "MainCommodityClassification/ItemClassificationCode"); }

bool buys_supplies(pugi::xml_node project, bool otherwise) {
  const std::string_view nature = text_at(project, "ProcurementTypeCode");
  return nature.empty() ? otherwise : nature == "supplies";
}

// BT-539 of all criteria of a lot.
struct Criteria {
  std::set<std::string_view> types;
  bool withheld = false;
};

Criteria criteria_of(pugi::xml_node lot) {
  Criteria out;
  for (const pugi::xml_node terms : all(lot, "TenderingTerms/AwardingTerms/AwardingCriterion")) {
    for (const pugi::xml_node criterion : all(terms, "SubordinateAwardingCriterion")) {
      const std::string_view type = text_at(criterion, "AwardingCriterionTypeCode");
      if (is_stand_in(type) || is_withheld(criterion, "awa-cri-typ")) out.withheld = true;
      if (!type.empty()) out.types.insert(type);
    }
  }
  return out;
}

std::optional<std::string> award_basis(const Criteria& criteria) {
  if (criteria.withheld) return std::nullopt;
  if (criteria.types == std::set<std::string_view>{"price"}) return "price_only";
  return criteria.types.contains("quality") ? std::optional<std::string>("mixed") : std::nullopt;
}

// BT-765 and BT-766 of a lot: yes, no, or not said.
std::optional<std::string> is_framework(pugi::xml_node lot) {
  for (const pugi::xml_node system : all(lot, "TenderingProcess/ContractingSystem")) {
    const pugi::xml_node code = find(system, "ContractingSystemTypeCode");
    if (attribute_of(code, "listName") != "framework-agreement" || text_of(code).empty()) continue;
    return text_of(code) == "none" ? "no" : "yes";
  }
  return std::nullopt;
}

struct Duration {
  double months = 0;
  std::string raw;
  std::string inside;
};

std::optional<Duration> duration_of(pugi::xml_node project) {
  const pugi::xml_node period = find(project, "PlannedPeriod");
  const pugi::xml_node measure = find(period, "DurationMeasure");
  const auto plain = plain_decimal(text_of(measure));
  if (plain && plain->size() < 7) {
    const auto money = Money::parse(*plain, Currency::eur());
    const double count = money ? money->amount() : 0;
    const double months = count * months_in(attribute_of(measure, "unitCode"));
    if (months <= 0 || months > 1200) return std::nullopt;
    return Duration{months, *plain + ' ' + std::string(attribute_of(measure, "unitCode")),
                    "/ProcurementProject/PlannedPeriod/DurationMeasure"};
  }
  const auto start = date_of(text_at(period, "StartDate"));
  const auto end = date_of(text_at(period, "EndDate"));
  if (!start || !end || *end <= *start || (*end - *start).count() > 36'525) return std::nullopt;
  return Duration{static_cast<double>((*end - *start).count() + 1) / 30.4375, to_iso(*start) + ".." + to_iso(*end),
                  "/ProcurementProject/PlannedPeriod"};
}

void put_duration(RecordMaker& maker, model::FieldId field, const std::optional<Duration>& duration, std::string_view before) {
  if (!duration) return;
  maker.put_computed(field, Scalar(std::round(duration->months * 100) / 100), std::string(before) + duration->inside, duration->raw);
}

// The places of performance of a project: one state and one region when all lie there.
struct Places {
  std::set<std::string> states;
  std::set<std::string> regions;
};

void gather_places(const Notice& notice, pugi::xml_node project, Places& out) {
  for (const pugi::xml_node location : all(project, "RealizedLocation")) {
    const pugi::xml_node address = find(location, "Address");
    const Countries& countries = notice.file.scope().countries;
    const std::string_view region = text_at(address, "CountrySubentityCode");
    auto state = countries.find(text_at(address, "Country/IdentificationCode"));
    if (!state) state = countries.of_nuts(region);
    if (state && out.states.size() < kMostCodes) out.states.insert(*state);
    if (!region.empty() && out.regions.size() < kMostCodes) out.regions.insert(replace_invalid_utf8(region));
  }
}

void put_places(RecordMaker& maker, const Places& places, model::FieldId country, model::FieldId nuts, std::string_view inside) {
  if (places.states.size() == 1) maker.put_computed(country, Scalar(*places.states.begin()), inside);
  if (places.regions.size() == 1) maker.put_computed(nuts, Scalar(*places.regions.begin()), inside);
}

void put_classification(Notice& notice, RecordMaker& maker) {
  const auto& fields = notice.fields.contract;
  const pugi::xml_node project = find(notice.root, "ProcurementProject");
  maker.put(fields.cpv_main, text_of(classification(project)), "/ProcurementProject/MainCommodityClassification/ItemClassificationCode");
  std::size_t count = 0;
  const auto add_others = [&](pugi::xml_node of) {
    for (const pugi::xml_node other : all(of, "AdditionalCommodityClassification")) {
      for (const pugi::xml_node code : all(other, "ItemClassificationCode")) {
        if (text_of(code).empty() || ++count > kMostCodes) continue;
        if (const auto read = cpv(attribute_of(code, "listName"), text_of(code)))
          maker.add(fields.cpv_other, Scalar(*read), "/ProcurementProject/AdditionalCommodityClassification");
      }
    }
  };
  add_others(project);
  for (const pugi::xml_node lot : all(notice.root, "ProcurementProjectLot")) {
    const pugi::xml_node lot_project = find(lot, "ProcurementProject");
    if (const auto read = cpv("cpv", text_of(classification(lot_project)));
        read && *read != text_of(classification(project)) && ++count <= kMostCodes)
      maker.add(fields.cpv_other, Scalar(*read), "/ProcurementProjectLot/ProcurementProject/MainCommodityClassification");
    add_others(lot_project);
  }
}

void put_buyer(Notice& notice, Organisations& organisations, RecordMaker& maker) {
  const auto& fields = notice.fields;
  std::vector<std::string> keys;
  std::vector<std::string> leaders;
  for (const pugi::xml_node party : all(notice.root, "ContractingParty")) {
    const std::string_view id = text_at(party, "Party/PartyIdentification/ID");
    const bool leads = organisations.leads_buyers(id);
    std::string key = organisations.refer(id, "buyer");
    if (key.empty()) continue;
    if (leads) organisations.refer(id, "lead_buyer");
    if (leads) leaders.push_back(key);
    for (const pugi::xml_node type : all(party, "ContractingPartyType")) {
      const auto body = is_public_body(text_at(type, "PartyTypeCode"));
      if (!body) continue;
      RecordMaker buyer = notice.maker(fields.organisation.kind, key, notice.place + "/ContractingParty");
      buyer.put_computed(fields.organisation.is_public_body, Scalar(*body), "/ContractingPartyType/PartyTypeCode",
                         std::string(text_at(type, "PartyTypeCode")));
      buyer.finish();
    }
    keys.push_back(std::move(key));
  }
  constexpr std::string_view inside = "/ContractingParty/Party/PartyIdentification/ID";
  if (keys.size() == 1 || leaders.size() == 1) {
    maker.put_ref(fields.contract.buyer, fields.organisation.kind, leaders.size() == 1 ? leaders[0] : keys[0], inside);
  } else if (!keys.empty()) {  // several buyers, none named as the leader
    maker.put_computed(fields.contract.buyer, model::Ref{fields.organisation.kind, keys[0]}, inside, "1 / " + std::to_string(keys.size()));
  }
}

void put_method(Notice& notice, RecordMaker& maker) {
  const auto& fields = notice.fields.contract;
  const pugi::xml_node process = find(notice.root, "TenderingProcess");
  const std::string_view code = text_at(process, "ProcedureCode");
  constexpr std::string_view inside = "/TenderingProcess/ProcedureCode";
  if (is_stand_in(code) || is_withheld(process, "pro-typ")) {
    notice.put_withheld(maker, fields.procurement_method, inside);
    return;
  }
  if (code.empty()) return;
  if (equals_ignoring_ascii_case(code, "unknown")) {
    return maker.put_unknown(fields.procurement_method, UnknownReason::declared_unknown, inside, std::string(code));
  }
  maker.put(fields.procurement_method_details, code, inside);
  const bool national = code == "oth-single" || code == "oth-mult";
  if (!national) maker.put_code(fields.procurement_method, procurement_method(code), code, inside);
}

// BT-65, BT-64, BT-729 and BT-651 of each lot, in the words of the code lists.
void put_subcontract_rules(Notice& notice, RecordMaker& maker, const std::vector<Lot>& lots) {
  std::vector<std::string> rules;
  for (const Lot& lot : lots) {
    std::vector<std::string> said;
    for (const pugi::xml_node terms : all(lot.node, "TenderingTerms/AllowedSubcontractTerms")) {
      const std::string_view code = text_at(terms, "SubcontractingConditionsCode");
      if (code.empty()) continue;
      said.push_back("subcontracting-obligation " + std::string(code));
      if (const auto least = text_at(terms, "MinimumPercent"); !least.empty()) said.back() += " >= " + std::string(least) + " %";
      if (const auto most = text_at(terms, "MaximumPercent"); !most.empty()) said.back() += " <= " + std::string(most) + " %";
    }
    const pugi::xml_node extension = extension_of(find(lot.node, "TenderingTerms"), {}).node;
    for (const pugi::xml_node asked : all(extension, "TenderSubcontractingRequirements")) {
      const std::string_view code = text_at(asked, "TenderSubcontractingRequirementsCode");
      if (!code.empty()) said.push_back("subcontracting-indication " + std::string(code));
    }
    if (!said.empty() && rules.size() < kMostCodes) rules.push_back(lot.id + ": " + join(said, ", "));
  }
  maker.put(notice.fields.contract.subcontract_rules, join(rules, "; "), "/ProcurementProjectLot/TenderingTerms");
}

// BT-775: conditions of work and due diligence for human rights are clauses on labour law; other social aims are not.
void put_social_clause(Notice& notice, RecordMaker& maker, const std::vector<Lot>& lots) {
  for (const Lot& lot : lots) {
    for (const pugi::xml_node type : all(lot.node, "ProcurementProject/ProcurementAdditionalType")) {
      const pugi::xml_node code = find(type, "ProcurementTypeCode");
      if (attribute_of(code, "listName") != "social-objective") continue;
      if (text_of(code) != "hum-right" && text_of(code) != "work-cond") continue;
      maker.put_computed(notice.fields.contract.social_clause, Scalar(true),
                         "/ProcurementProjectLot/ProcurementProject/ProcurementAdditionalType", lot.id + ": " + std::string(text_of(code)));
      return;
    }
  }
}

void put_source(Notice& notice, RecordMaker& maker, const std::vector<Lot>& lots) {
  const auto& fields = notice.fields.contract;
  const pugi::xml_node number = find(notice.extension, "Publication/NoticePublicationID");
  std::string_view text = text_of(number);
  const bool in_journal = attribute_of(number, "schemeName") == "ojs-notice-id";
  const bool plain = text.size() > 5 && text.find_first_not_of("0123456789-") == std::string_view::npos;
  if (in_journal && plain) {
    while (text.starts_with('0')) text.remove_prefix(1);
    maker.put_computed(fields.source_url, Scalar("https://ted.europa.eu/en/notice/-/detail/" + std::string(text)),
                       notice.extension_place.substr(notice.place.size()) + "/Publication/NoticePublicationID",
                       std::string(text_of(number)));
    return;
  }
  for (const Lot& lot : lots) {
    const std::string_view address = text_at(lot.node, "TenderingTerms/CallForTendersDocumentReference/Attachment/ExternalReference/URI");
    if (address.empty()) continue;
    return maker.put(fields.source_url, address, "/ProcurementProjectLot/TenderingTerms/CallForTendersDocumentReference/Attachment");
  }
}

// The last day on which tenders for a lot may come in.
void put_deadline(Notice& notice, RecordMaker& maker, const std::vector<Lot>& lots) {
  std::set<Date> days;
  for (const Lot& lot : lots) {
    const auto day = date_of(text_at(lot.node, "TenderingProcess/TenderSubmissionDeadlinePeriod/EndDate"));
    if (day && day_number(*day) != 0) days.insert(*day);
  }
  constexpr std::string_view inside = "/ProcurementProjectLot/TenderingProcess/TenderSubmissionDeadlinePeriod/EndDate";
  if (days.size() == 1) maker.put_value(notice.fields.contract.submission_deadline, Scalar(*days.begin()), inside);
  if (days.size() > 1) maker.put_computed(notice.fields.contract.submission_deadline, Scalar(*days.rbegin()), inside);
}

void put_publication(Notice& notice, RecordMaker& maker) {
  const auto& fields = notice.fields.contract;
  if (notice.kind != NoticeKind::competition && notice.kind != NoticeKind::planning) return;
  const bool cancels = std::string_view(text_at(notice.extension, "Changes/ChangeReason/ReasonCode")) == "cancel";
  maker.put_computed(fields.status,
                     Scalar(cancels                               ? "cancelled"
                            : notice.kind == NoticeKind::planning ? "planning"
                                                                  : "active"),
                     "/NoticeTypeCode", std::string(text_at(notice.root, "NoticeTypeCode")));
  if (notice.kind == NoticeKind::planning) return;
  const std::string inside =
      notice.extension_place.empty() ? std::string() : notice.extension_place.substr(notice.place.size()) + "/Publication";
  const std::string_view published = text_at(notice.extension, "Publication/PublicationDate");
  if (!published.empty()) return notice.put_date(maker, fields.date_published, published, inside + "/PublicationDate");
  if (const auto sent = date_of(text_at(notice.root, "IssueDate"))) maker.put_computed(fields.date_published, Scalar(*sent), "/IssueDate");
}

void put_from_lots(Notice& notice, RecordMaker& maker, const std::vector<Lot>& lots) {
  const auto& fields = notice.fields.contract;
  Common basis;
  Common framework;
  bool withheld = false;
  for (const Lot& lot : lots) {
    const Criteria criteria = criteria_of(lot.node);
    withheld = withheld || criteria.withheld;
    basis.take(award_basis(criteria));
    framework.take(is_framework(lot.node));
  }
  constexpr std::string_view criteria_inside = "/ProcurementProjectLot/TenderingTerms/AwardingTerms";
  if (withheld) {
    notice.put_withheld(maker, fields.award_basis, criteria_inside);
  } else if (const auto common = basis.value()) {
    maker.put_computed(fields.award_basis, Scalar(*common), criteria_inside);
  }
  constexpr std::string_view system_inside = "/ProcurementProjectLot/TenderingProcess/ContractingSystem";
  if (framework.values().contains("yes")) {
    maker.put_computed(fields.framework, Scalar(true), system_inside);
  } else if (framework.value() == "no") {
    maker.put_computed(fields.framework, Scalar(false), system_inside);
  }
  if (lots.size() == 1)
    put_duration(maker, fields.duration_months, duration_of(find(lots[0].node, "ProcurementProject")), "/ProcurementProjectLot");
}

void write_lot(Notice& notice, const Lot& lot) {
  const auto& fields = notice.fields.lot;
  const pugi::xml_node project = find(lot.node, "ProcurementProject");
  RecordMaker maker = notice.maker(fields.kind, lot.key, lot.place);
  maker.put(fields.id, lot.id, "/ID");
  maker.put_ref(fields.contract, notice.fields.contract.kind, notice.process, "");
  notice.put(maker, fields.title, lot.title, "/ProcurementProject/Name");
  maker.put(fields.cpv, lot.cpv, "/ProcurementProject/MainCommodityClassification/ItemClassificationCode");
  notice.put_amount(maker, fields.value, find(project, "RequestedTenderTotal/EstimatedOverallContractAmount"),
                    "/ProcurementProject/RequestedTenderTotal/EstimatedOverallContractAmount");
  Places places;
  gather_places(notice, project, places);
  put_places(maker, places, fields.place_country, fields.place_nuts, "/ProcurementProject/RealizedLocation");
  notice.put_date(maker, fields.start_date, text_at(project, "PlannedPeriod/StartDate"), "/ProcurementProject/PlannedPeriod/StartDate");
  notice.put_date(maker, fields.end_date, text_at(project, "PlannedPeriod/EndDate"), "/ProcurementProject/PlannedPeriod/EndDate");
  put_duration(maker, fields.duration_months, duration_of(project), {});
  const Criteria criteria = criteria_of(lot.node);
  if (criteria.withheld) {
    notice.put_withheld(maker, fields.award_basis, "/TenderingTerms/AwardingTerms");
  } else if (const auto basis = award_basis(criteria)) {
    maker.put_computed(fields.award_basis, Scalar(*basis), "/TenderingTerms/AwardingTerms");
  }
  maker.finish();
}

// Parts of planning notices become lots later; groups of lots are none.
Procedure read_lots(Notice& notice, Organisations& organisations) {
  Procedure out;
  const pugi::xml_node project = find(notice.root, "ProcurementProject");
  out.supplies = buys_supplies(project, false);
  out.cpv = text_of(classification(project));
  std::size_t number = 0;
  for (const pugi::xml_node element : all(notice.root, "ProcurementProjectLot")) {
    ++number;
    const pugi::xml_node id = find(element, "ID");
    if (attribute_of(id, "schemeName") == "LotsGroup") continue;
    const pugi::xml_node lot_project = find(element, "ProcurementProject");
    Lot lot;
    lot.id = text_of(id).empty() ? "at-" + std::to_string(number) : key_part(text_of(id));
    lot.key = notice.process_key("lot/" + lot.id);
    lot.node = element;
    lot.place = numbered(notice.place, "ProcurementProjectLot", number);
    lot.supplies = buys_supplies(lot_project, out.supplies);
    lot.title = notice.text_in_language(lot_project, "Name");
    lot.cpv = text_of(classification(lot_project));
    const bool fresh = text_of(id).empty() || out.lot_by_id.try_emplace(text_of(id), out.lots.size()).second;
    if (!fresh) {
      notice.file.reject(error("KD1306").arg("id", shorten(lot.id, 60)), lot.place, 0, replace_invalid_utf8(shorten(lot.title, 120)));
      continue;
    }
    organisations.refer(text_at(element, "TenderingTerms/AppealTerms/AppealReceiverParty/PartyIdentification/ID"), "review_body");
    out.lots.push_back(std::move(lot));
  }
  return out;
}

}  // namespace

Procedure read_procedure(Notice& notice, Organisations& organisations) {
  Procedure out = read_lots(notice, organisations);
  const auto& fields = notice.fields.contract;
  const pugi::xml_node project = find(notice.root, "ProcurementProject");
  RecordMaker maker = notice.maker(fields.kind, notice.process, notice.place);
  if (notice.process_is_named) maker.put(fields.id, text_at(notice.root, "ContractFolderID"), "/ContractFolderID");
  if (!notice.process_is_named) maker.put_computed(fields.id, Scalar(notice.id), "/ID");
  notice.put(maker, fields.title, notice.text_in_language(project, "Name"), "/ProcurementProject/Name");
  notice.put(maker, fields.description, notice.text_in_language(project, "Description"), "/ProcurementProject/Description");
  put_buyer(notice, organisations, maker);
  put_classification(notice, maker);
  const std::string_view nature = text_at(project, "ProcurementTypeCode");
  maker.put_code(fields.main_category, main_category(nature), nature, "/ProcurementProject/ProcurementTypeCode");
  put_method(notice, maker);
  const pugi::xml_node estimate = find(project, "RequestedTenderTotal/EstimatedOverallContractAmount");
  notice.put_amount(maker, fields.estimated_value, estimate, "/ProcurementProject/RequestedTenderTotal/EstimatedOverallContractAmount");
  if (const auto currency = Currency::parse(attribute_of(estimate, "currencyID"))) {
    maker.put_value(fields.currency, Scalar(std::string(currency->code())),
                    "/ProcurementProject/RequestedTenderTotal/EstimatedOverallContractAmount/@currencyID");
  }
  put_publication(notice, maker);
  put_deadline(notice, maker, out.lots);
  Places places;
  gather_places(notice, project, places);
  for (const Lot& lot : out.lots) gather_places(notice, find(lot.node, "ProcurementProject"), places);
  put_places(maker, places, fields.place_country, fields.place_nuts, "/ProcurementProject/RealizedLocation");
  put_from_lots(notice, maker, out.lots);
  put_subcontract_rules(notice, maker, out.lots);
  put_social_clause(notice, maker, out.lots);
  put_source(notice, maker, out.lots);
  maker.finish();
  for (const Lot& lot : out.lots) write_lot(notice, lot);
  return out;
}

}  // namespace kede::importers::eforms
