// Awards, what became of the lots, and the value of the procedure.
#include <algorithm>
#include <charconv>
#include <set>

#include "engine/base/text.hpp"
#include "importers/eforms/codes.hpp"
#include "importers/eforms/results.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::eforms {
namespace {

using model::Scalar;
using model::UnknownReason;

void put_suppliers(const ResultScope& scope, RecordMaker& maker, const std::vector<std::size_t>& winners) {
  const auto& fields = scope.notice.fields;
  model::List suppliers;
  std::set<std::string> seen;
  for (const std::size_t winner : winners) {
    const TenderingParty* party = scope.results.tenders[winner].party;
    if (party == nullptr) continue;
    for (const std::string_view id : party->tenderers) {
      if (!scope.notice.may_link(scope.results.tenders[winner].place)) break;
      std::string key = scope.organisations.refer(id, "supplier");
      if (!key.empty() && seen.insert(key).second) suppliers.items.emplace_back(model::Ref{fields.organisation.kind, std::move(key)});
    }
  }
  if (!suppliers.items.empty()) maker.put_value(fields.award.suppliers, std::move(suppliers), "/LotTender/ID");
}

// The tender of the only winner; of several winners of a lot the sum, unless each tender stands for the whole (frameworks), or a tender
// stands for several lots.
// The facts stand where they were read, so each place is that of the tender or contract.
void write_value(const ResultScope& scope, const std::string& award, const std::vector<std::size_t>& winners, bool framework) {
  Notice& notice = scope.notice;
  const model::FieldId field = notice.fields.award.value;
  const auto several_lots = [&](std::size_t winner) { return scope.results.tenders[winner].results > 1; };
  if (winners.empty() || std::any_of(winners.begin(), winners.end(), several_lots)) return;
  constexpr std::string_view inside = "/LegalMonetaryTotal/PayableAmount";
  RecordMaker maker = notice.maker(notice.fields.award.kind, award, scope.results.tenders[winners[0]].place);
  if (winners.size() == 1) {
    const pugi::xml_node tender = scope.results.tenders[winners[0]].node;
    notice.put_amount(maker, field, find(tender, "LegalMonetaryTotal/PayableAmount"), inside, tender, "win-ten-val");
    return maker.finish();
  }
  if (framework) return;
  std::optional<Money> total;
  for (const std::size_t winner : winners) {
    const pugi::xml_node tender = scope.results.tenders[winner].node;
    const pugi::xml_node amount = find(tender, "LegalMonetaryTotal/PayableAmount");
    if (is_withheld(tender, "win-ten-val") || is_stand_in(text_of(amount))) {
      notice.put_withheld(maker, field, inside);
      return maker.finish();
    }
    const auto value = read_money(text_of(amount), attribute_of(amount, "currencyID"));
    if (!value || (total && (total->currency != value->currency || total->units > INT64_MAX - value->units))) return;
    total = Money{(total ? total->units : 0) + value->units, value->currency};
  }
  if (total) maker.put_computed(field, Scalar(*total), inside);
  maker.finish();
}

struct Concluded {
  std::vector<std::string> numbers;
  std::set<Date> decided;
  std::set<Date> signed_on;
  bool framework = false;
};

Concluded concluded_of(const ResultScope& scope, const std::vector<std::size_t>& contracts) {
  Concluded out;
  for (const std::size_t index : contracts) {
    const pugi::xml_node contract = scope.results.contracts[index].node;
    const std::string_view number = text_at(contract, "ContractReference/ID");
    if (!is_empty_id(number) && !is_stand_in(number)) {
      std::string text = replace_invalid_utf8(shorten(number, 200));
      if (std::find(out.numbers.begin(), out.numbers.end(), text) == out.numbers.end() && out.numbers.size() < 100)
        out.numbers.push_back(std::move(text));
    }
    const auto decided = date_of(text_at(contract, "AwardDate"));
    const auto signed_on = date_of(text_at(contract, "IssueDate"));
    if (decided) out.decided.insert(*decided);
    if (signed_on) out.signed_on.insert(*signed_on);
    out.framework = out.framework || says(text_at(contract, "ContractFrameworkIndicator"), true);
  }
  return out;
}

// Several contracts of one award: all numbers, the first decision, the first signature.
void write_concluded(const ResultScope& scope, const std::string& award, const std::vector<std::size_t>& contracts,
                     const Concluded& concluded) {
  if (contracts.empty()) return;
  const auto& fields = scope.notice.fields.award;
  RecordMaker maker = scope.notice.maker(fields.kind, award, scope.results.contracts[contracts[0]].place);
  const auto put_day = [&](model::FieldId field, std::set<Date> days, std::string_view inside) {
    const bool withheld = days.erase(date_of_day_number(0)) > 0;
    if (days.size() == 1) maker.put_value(field, Scalar(*days.begin()), inside);
    if (days.size() > 1) maker.put_computed(field, Scalar(*days.begin()), inside);
    if (days.empty() && withheld) scope.notice.put_withheld(maker, field, inside);
  };
  constexpr std::string_view number = "/ContractReference/ID";
  if (concluded.numbers.size() == 1) maker.put_value(fields.contract_id, Scalar(concluded.numbers[0]), number);
  if (concluded.numbers.size() > 1) maker.put_computed(fields.contract_id, Scalar(join(concluded.numbers, "; ")), number);
  put_day(fields.date, concluded.decided, "/AwardDate");
  put_day(fields.date_signed, concluded.signed_on, "/IssueDate");
  maker.finish();
}

// Whether any winner subcontracts: one yes is yes, all no is no; subcontractors that are named say yes too.
void put_has_subcontracting(const ResultScope& scope, RecordMaker& maker, const std::vector<std::size_t>& winners) {
  Notice& notice = scope.notice;
  const model::FieldId field = notice.fields.award.has_subcontracting;
  constexpr std::string_view inside = "/SubcontractingTerm/TermCode";
  std::size_t yes = 0;
  std::size_t no = 0;
  bool withheld = false;
  bool not_known = false;
  bool named = false;
  for (const std::size_t winner : winners) {
    const Tender& tender = scope.results.tenders[winner];
    const SubcontractingAnswer said = subcontracting_answer(tender);
    const auto code = said.withheld ? std::nullopt : answer(said.code);
    withheld = withheld || said.withheld;
    yes += code == Answer::yes ? 1U : 0U;
    no += code == Answer::no ? 1U : 0U;
    not_known = not_known || code == Answer::not_known;
    named = named || (tender.party != nullptr && !tender.party->subcontractors.empty());
  }
  if (winners.size() == 1 && yes + no == 1) return maker.put_value(field, Scalar(yes == 1), inside);
  if (yes > 0) return maker.put_computed(field, Scalar(true), inside);
  if (named) return maker.put_computed(field, Scalar(true), "/TenderingParty/ID");
  if (!winners.empty() && no == winners.size()) return maker.put_computed(field, Scalar(false), inside);
  if (withheld) return notice.put_withheld(maker, field, inside);
  if (not_known) maker.put_unknown(field, UnknownReason::declared_unknown, inside, "not-known");
}

// What the tenders that won say of subcontracting.
void write_terms(const ResultScope& scope, const std::string& award, const std::vector<std::size_t>& winners) {
  if (winners.empty()) return;
  const auto& fields = scope.notice.fields.award;
  const Tender& winner = scope.results.tenders[winners[0]];
  RecordMaker maker = scope.notice.maker(fields.kind, award, winner.place);
  put_has_subcontracting(scope, maker, winners);
  if (winners.size() == 1) {
    if (winner.results < 2) put_subcontract_value(scope.notice, maker, winner, fields.subcontract_value);
    put_subcontract_share(scope.notice, maker, winner, fields.subcontract_share);
  }
  maker.finish();
}

void put_status(const ResultScope& scope, RecordMaker& maker, const LotResult& result) {
  Notice& notice = scope.notice;
  const model::FieldId field = notice.fields.award.status;
  const std::string_view code = text_at(result.node, "TenderResultCode");
  if (is_stand_in(code) || is_withheld(result.node, "win-cho")) return notice.put_withheld(maker, field, "/TenderResultCode");
  const bool intended = notice.kind == NoticeKind::direct_award && code == "selec-w";
  maker.put_code(field, intended ? std::optional<std::string>("pending") : award_status(code), code, "/TenderResultCode");
}

std::string party_label(const ResultScope& scope, const std::vector<std::size_t>& tenders) {
  std::vector<std::string> labels;
  for (const std::size_t tender : tenders) {
    if (const TenderingParty* party = scope.results.tenders[tender].party) labels.push_back(party->label);
  }
  std::sort(labels.begin(), labels.end());
  return join(labels, "|");
}

std::string award_key(const ResultScope& scope, const LotResult& result) {
  const std::string lot = result.lot.empty() ? "-" : key_part(result.lot);
  return scope.notice.key_for(scope.notice.process_key("award/" + lot + '/' + result.id), party_label(scope, result.winners));
}

void write_award(const ResultScope& scope, const LotResult& result) {
  Notice& notice = scope.notice;
  const auto& fields = notice.fields.award;
  const std::string key = award_key(scope, result);
  RecordMaker maker = notice.maker(fields.kind, key, result.place);
  maker.put(fields.id, result.id, "/ID");
  maker.put_ref(fields.contract, notice.fields.contract.kind, notice.process, "");
  maker.put_ref(fields.lot, notice.fields.lot.kind, lot_key(scope, result.lot), "/TenderLot/ID");
  std::vector<std::size_t> contracts = result.contracts;
  const bool names_contracts = !contracts.empty();
  for (const std::size_t winner : result.winners) {
    Tender& tender = scope.results.tenders[winner];
    if (tender.results < 2) tender.award = key;
    if (notice.shares_process) notice.run.awards.try_emplace(tender.key, AwardOfBid{key, result.winners.size()});
    for (const std::size_t contract : tender.contracts) {
      if (!names_contracts && std::find(contracts.begin(), contracts.end(), contract) == contracts.end()) contracts.push_back(contract);
    }
  }
  const Concluded concluded = concluded_of(scope, contracts);
  if (result.winners.size() == 1)
    maker.put_ref(fields.bid, notice.fields.bid.kind, scope.results.tenders[result.winners[0]].key, "/LotTender/ID");
  put_suppliers(scope, maker, result.winners);
  put_status(scope, maker, result);
  maker.finish();
  write_value(scope, key, result.winners, concluded.framework || bool(find(result.node, "FrameworkAgreementValues")));
  write_terms(scope, key, result.winners);
  if (!result.winners.empty()) write_concluded(scope, key, contracts, concluded);
}

// Most notices of modification repeat tenders and contracts without the results of lots.
void write_modified(const ResultScope& scope, const Contract& contract, std::size_t number) {
  Notice& notice = scope.notice;
  const auto& fields = notice.fields.award;
  if (contract.tenders.empty()) return;
  Tender& first = scope.results.tenders[contract.tenders[0]];
  const std::string id = key_part(text_at(contract.node, "ID"));
  const auto known = notice.run.awards.find(first.key);
  const bool of_several = known != notice.run.awards.end() && known->second.winners > 1;
  const std::string lot = first.lot.empty() ? "-" : key_part(first.lot);
  const std::string key =
      known != notice.run.awards.end() && !of_several
          ? known->second.key
          : notice.key_for(notice.process_key("award/" + lot + "/" + (id.empty() ? "contract-" + std::to_string(number) : id)),
                           party_label(scope, contract.tenders));
  RecordMaker maker = notice.maker(fields.kind, key, contract.place);
  if (known == notice.run.awards.end() || of_several) maker.put(fields.id, id, "/ID");
  maker.put_ref(fields.contract, notice.fields.contract.kind, notice.process, "");
  if (contract.tenders.size() == 1) maker.put_ref(fields.lot, notice.fields.lot.kind, lot_key(scope, first.lot), "/LotTender/ID");
  if (contract.tenders.size() == 1) maker.put_ref(fields.bid, notice.fields.bid.kind, first.key, "/LotTender/ID");
  put_suppliers(scope, maker, contract.tenders);
  maker.put_value(fields.status, Scalar("active"), "");
  maker.finish();
  write_value(scope, key, contract.tenders, false);
  write_terms(scope, key, contract.tenders);
  write_concluded(scope, key, {number - 1}, concluded_of(scope, {number - 1}));
  for (const std::size_t tender : contract.tenders) {
    if (scope.results.tenders[tender].award.empty()) scope.results.tenders[tender].award = key;
  }
}

void write_modification(const ResultScope& scope) {
  Notice& notice = scope.notice;
  const auto& fields = notice.fields.event;
  for (std::size_t i = 0; i < scope.results.contracts.size(); ++i) {
    const std::vector<std::size_t>& tenders = scope.results.contracts[i].tenders;
    const auto in_result = [&](std::size_t tender) { return scope.results.tenders[tender].results > 0; };
    if (std::none_of(tenders.begin(), tenders.end(), in_result)) write_modified(scope, scope.results.contracts[i], i + 1);
  }
  RecordMaker event = notice.maker(fields.kind, notice.own_key("amendment"), notice.extension_place + "/ContractModification");
  event.put_value(fields.id, Scalar(notice.id), "");
  event.put_ref(fields.contract, notice.fields.contract.kind, notice.process, "");
  event.put_value(fields.type, Scalar("amendment"), "");
  notice.put_date(event, fields.date, text_at(notice.root, "IssueDate"), "");
  event.put(fields.reference, text_at(notice.extension, "Publication/NoticePublicationID"), "");
  event.finish();
}

struct Received {
  std::optional<std::int64_t> tenders;
  std::string inside;
  bool withheld = false;
};

// BT-759 of type “tenders”. When types are withheld, which number is that of all tenders is withheld too.
Received received_of(pugi::xml_node result) {
  Received out;
  std::size_t number = 0;
  for (const pugi::xml_node statistics : all(result, "ReceivedSubmissionsStatistics")) {
    ++number;
    const std::string_view code = text_at(statistics, "StatisticsCode");
    const std::string_view count = text_at(statistics, "StatisticsNumeric");
    const bool type_withheld = is_stand_in(code) || is_withheld(statistics, "rec-sub-typ");
    if (code != "tenders" && !type_withheld) continue;
    out.inside = numbered({}, "ReceivedSubmissionsStatistics", number) + "/StatisticsNumeric";
    out.withheld = type_withheld || is_stand_in(count) || is_withheld(statistics, "rec-sub-cou");
    std::int64_t value = 0;
    const auto [end, failure] = std::from_chars(count.data(), count.data() + count.size(), value);
    if (failure == std::errc{} && end == count.data() + count.size() && value >= 0) out.tenders = value;
    if (code == "tenders") break;
  }
  return out;
}

// What the results of one lot say together. A lot may have several: one for each winner, where the publisher does it so.
struct LotOutcome {
  const LotResult* first = nullptr;
  std::set<std::size_t> tenders;
  std::set<std::optional<std::string>> states;  // nothing: withheld, or a code that is not known
  bool state_withheld = false;
  Received received;
  bool counts_differ = false;
};

void take_in(LotOutcome& outcome, const LotResult& result) {
  Received received = received_of(result.node);
  if (outcome.first == nullptr) {
    outcome.first = &result;
    outcome.received = std::move(received);
  } else {
    outcome.counts_differ = outcome.counts_differ || received.tenders != outcome.received.tenders;
    outcome.received.withheld = outcome.received.withheld || received.withheld;
  }
  outcome.tenders.insert(result.tenders.begin(), result.tenders.end());
  const std::string_view code = text_at(result.node, "TenderResultCode");
  const bool withheld = is_stand_in(code) || is_withheld(result.node, "win-cho");
  outcome.state_withheld = outcome.state_withheld || withheld;
  outcome.states.insert(withheld ? std::nullopt : lot_status(code));
}

// In the order of the notice.
std::vector<LotOutcome> outcomes_of(const Results& results) {
  std::vector<LotOutcome> out;
  std::unordered_map<std::string_view, std::size_t> by_lot;
  for (const LotResult& result : results.results) {
    const auto [at, fresh] = by_lot.try_emplace(result.lot, out.size());
    if (fresh) out.emplace_back();
    take_in(out[at->second], result);
  }
  return out;
}

// Nought where tenders are named is an empty form field.
void put_counts(const ResultScope& scope, RecordMaker& maker, const LotOutcome& outcome, std::string_view before, model::FieldId count,
                std::optional<model::FieldId> complete) {
  const Received& received = outcome.received;
  const std::string inside = std::string(before) + received.inside;
  if (received.withheld) return scope.notice.put_withheld(maker, count, inside);
  if (!received.tenders || outcome.counts_differ) return;
  const auto listed = static_cast<std::int64_t>(outcome.tenders.size());
  if (*received.tenders == 0 && listed > 0) return maker.put_unknown(count, UnknownReason::unreadable, inside, "0");
  maker.put_value(count, Scalar(*received.tenders), inside);
  if (!complete || *received.tenders < listed || *received.tenders == 0) return;
  maker.put_computed(*complete, Scalar(*received.tenders == listed), inside,
                     std::to_string(listed) + " / " + std::to_string(*received.tenders));
}

// One state for all: awarded when a part of it was.
std::optional<std::string> joint_state(const std::set<std::optional<std::string>>& states) {
  if (states.empty() || states.contains(std::nullopt)) return std::nullopt;
  for (const char* state : {"active", "complete"}) {
    if (states.contains(std::string(state))) return state;
  }
  return *states.begin();
}

void write_lot_outcome(const ResultScope& scope, const LotOutcome& outcome) {
  Notice& notice = scope.notice;
  const auto& fields = notice.fields.lot;
  const LotResult& result = *outcome.first;
  const std::string key = lot_key(scope, result.lot);
  if (key.empty()) return;
  RecordMaker maker = notice.maker(fields.kind, key, result.place);
  if (scope.procedure.find_lot(result.lot) == nullptr) {
    maker.put(fields.id, key_part(result.lot), "/TenderLot/ID");
    maker.put_ref(fields.contract, notice.fields.contract.kind, notice.process, "");
  }
  if (outcome.state_withheld) {
    notice.put_withheld(maker, fields.status, "/TenderResultCode");
  } else if (const auto state = joint_state(outcome.states); state && notice.kind == NoticeKind::result) {
    maker.put_computed(fields.status, Scalar(*state), "/TenderResultCode", std::string(text_at(result.node, "TenderResultCode")));
  }
  put_counts(scope, maker, outcome, {}, fields.number_of_tenderers, fields.bids_complete);
  maker.finish();
}

// The value that the notice states; the state of the whole when every lot of the notice has a result; the count when there is one lot.
void write_whole(const ResultScope& scope, const std::vector<LotOutcome>& outcomes) {
  Notice& notice = scope.notice;
  const auto& fields = notice.fields.contract;
  const Results& results = scope.results;
  RecordMaker maker = notice.maker(fields.kind, notice.process, results.place);
  notice.put_amount(maker, fields.value, find(results.node, "TotalAmount"), "/TotalAmount", results.node, "not-val");
  std::set<std::optional<std::string>> states;
  for (const LotOutcome& outcome : outcomes) states.insert(joint_state(outcome.states));
  const bool every_lot = outcomes.size() >= scope.procedure.lots.size();
  if (const auto state = joint_state(states); state && every_lot && notice.kind == NoticeKind::result)
    maker.put_computed(fields.status, Scalar(*state), "/LotResult/TenderResultCode");
  if (outcomes.size() == 1 && scope.procedure.lots.size() < 2)
    put_counts(scope, maker, outcomes[0], "/LotResult[1]", fields.number_of_tenderers, std::nullopt);
  maker.finish();
}

}  // namespace

void write_awards(const ResultScope& scope) {
  for (const LotResult& result : scope.results.results) write_award(scope, result);
  const std::vector<LotOutcome> outcomes = outcomes_of(scope.results);
  for (const LotOutcome& outcome : outcomes) write_lot_outcome(scope, outcome);
  if (scope.results.node) write_whole(scope, outcomes);
  if (scope.notice.kind == NoticeKind::modification) write_modification(scope);
}

}  // namespace kede::importers::eforms
