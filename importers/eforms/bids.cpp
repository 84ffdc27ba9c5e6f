// The tenders that a result names, the goods in them, and who passes work on to whom.
#include <algorithm>

#include "engine/base/text.hpp"
#include "importers/eforms/codes.hpp"
#include "importers/eforms/results.hpp"

namespace kede::importers::eforms {
namespace {

using model::Scalar;
using model::UnknownReason;

constexpr std::string_view kSubcontractValue = "/SubcontractingTerm/TermAmount";

void put_tenderers(const ResultScope& scope, RecordMaker& maker, const Tender& tender) {
  const auto& fields = scope.notice.fields;
  if (tender.party == nullptr || tender.party->tenderers.empty()) return;
  const TenderingParty& party = *tender.party;
  constexpr std::string_view inside = "/TenderingParty/ID";
  const std::string_view head = party.head();
  std::vector<std::string> keys;
  bool withheld = false;
  for (const std::string_view id : party.tenderers) {
    if (!scope.notice.may_link(tender.place)) break;
    withheld = withheld || is_stand_in(id);
    if (is_stand_in(id)) continue;
    keys.push_back(scope.organisations.refer(id, "tenderer"));
    if (tender.won) scope.organisations.refer(id, "supplier");
    if (party.tenderers.size() > 1 && id == head) scope.organisations.refer(id, "lead_tenderer");
  }
  if (keys.empty() && withheld) scope.notice.put_withheld(maker, fields.bid.bidder, inside);
  if (keys.empty()) return;
  if (head.empty() || is_stand_in(head)) {
    maker.put_computed(fields.bid.bidder, model::Ref{fields.organisation.kind, keys[0]}, inside, "1 / " + std::to_string(keys.size()));
  } else {
    maker.put_ref(fields.bid.bidder, fields.organisation.kind, scope.organisations.refer(head, "tenderer"), inside);
  }
  if (keys.size() < 2) return;
  model::List members;
  for (std::string& key : keys) members.items.emplace_back(model::Ref{fields.organisation.kind, std::move(key)});
  maker.put_value(fields.bid.members, std::move(members), inside);
}

// BT-191. Of services nothing is made or harvested anywhere.
void write_goods(const ResultScope& scope, const Tender& tender) {
  Notice& notice = scope.notice;
  const auto& fields = notice.fields;
  const Lot* lot = scope.procedure.find_lot(tender.lot);
  if (!(lot == nullptr ? scope.procedure.supplies : lot->supplies)) return;
  std::size_t number = 0;
  for (const pugi::xml_node origin : all(tender.node, "Origin")) {
    ++number;
    const std::string_view code = text_at(origin, "AreaCode");
    const bool withheld = is_withheld(origin, "cou-ori") || is_stand_in(code);
    if (code.empty() && !withheld) continue;
    const std::string label = withheld ? "withheld" : replace_invalid_utf8(shorten(code, 20));
    RecordMaker maker = notice.maker(fields.good.kind, tender.key + "/origin/" + label, numbered(tender.place, "Origin", number));
    maker.put_computed(fields.good.id, Scalar(tender.id + '/' + label), "");
    maker.put_ref(fields.good.contract, fields.contract.kind, notice.process, "");
    maker.put_ref(fields.good.lot, fields.lot.kind, lot_key(scope, tender.lot), "");
    maker.put_ref(fields.good.bid, fields.bid.kind, tender.key, "");
    if (lot != nullptr && !lot->title.empty() && !is_stand_in(lot->title))
      maker.put_computed(fields.good.description, Scalar(replace_invalid_utf8(shorten(lot->title, 500))), "");
    const std::string_view cpv_code = lot == nullptr || lot->cpv.empty() ? scope.procedure.cpv : lot->cpv;
    if (const auto read = read_scalar(notice.file.scope().vocabulary.field(fields.good.cpv), cpv_code, notice.file.scope().countries))
      maker.put_computed(fields.good.cpv, *read, "");
    if (tender.party != nullptr && !tender.party->head().empty())
      maker.put_ref(fields.good.supplier, fields.organisation.kind, scope.organisations.refer(tender.party->head(), "tenderer"), "");
    if (withheld) notice.put_withheld(maker, fields.good.origin_country, "/AreaCode");
    if (!withheld) maker.put(fields.good.origin_country, code, "/AreaCode");
    maker.finish();
  }
}

void write_bid(const ResultScope& scope, const Tender& tender) {
  Notice& notice = scope.notice;
  const auto& fields = notice.fields.bid;
  RecordMaker maker = notice.maker(fields.kind, tender.key, tender.place);
  maker.put(fields.id, tender.id, "/ID");
  maker.put_ref(fields.contract, notice.fields.contract.kind, notice.process, "");
  maker.put_ref(fields.lot, notice.fields.lot.kind, lot_key(scope, tender.lot), "/TenderLot/ID");
  put_tenderers(scope, maker, tender);
  if (notice.kind != NoticeKind::modification) {  // there the value is that of the changed contract
    notice.put_amount(maker, fields.amount, find(tender.node, "LegalMonetaryTotal/PayableAmount"), "/LegalMonetaryTotal/PayableAmount",
                      tender.node, "win-ten-val");
    const std::string_view rank = text_at(tender.node, "RankCode");
    if (is_withheld(tender.node, "ten-ran") || is_stand_in(rank)) {
      notice.put_withheld(maker, fields.rank, "/RankCode");
    } else {
      maker.put(fields.rank, rank, "/RankCode");
    }
  }
  if (tender.won) maker.put_computed(fields.status, Scalar("winner"), "/ID");
  put_subcontract_value(notice, maker, tender, fields.subcontract_value);
  put_subcontract_share(notice, maker, tender, fields.subcontract_share);
  maker.finish();
  write_goods(scope, tender);
}

struct Link {
  std::string key;
  const Subcontractor* sub = nullptr;
  std::string parent;  // key of the organisation; empty when not known
  bool stated = false;
  bool parent_is_sub = false;
  std::string_view main;
};

std::vector<Link> links_of(const ResultScope& scope, const TenderingParty& party, const std::string& base) {
  std::vector<Link> out;
  const auto is_sub = [&](std::string_view id) {
    return std::any_of(party.subcontractors.begin(), party.subcontractors.end(), [&](const Subcontractor& sub) { return sub.id == id; });
  };
  for (const Subcontractor& sub : party.subcontractors) {
    const std::string key = base + "/supply/" + scope.organisations.label(sub.id);
    for (const std::string_view main : sub.mains) {
      if (main == sub.id || !scope.notice.may_link(party.place)) continue;
      const bool chained = is_sub(main);
      const std::string suffix = sub.mains.size() > 1 ? '/' + scope.organisations.label(main) : std::string();
      out.push_back({key + suffix, &sub, scope.organisations.refer(main, chained ? "subcontractor" : "prime"), true, chained, main});
    }
    const bool any = std::any_of(sub.mains.begin(), sub.mains.end(), [&](std::string_view main) { return main != sub.id; });
    if (any || !scope.notice.may_link(party.place)) continue;
    const std::string_view head = party.head() == sub.id ? std::string_view() : party.head();
    out.push_back({key, &sub, scope.organisations.refer(head, "prime"), false, false, head});
  }
  return out;
}

// The one link by which the parent itself was engaged.
std::string link_above(const std::vector<Link>& links, const Link& link) {
  std::string found;
  if (!link.parent_is_sub) return found;
  for (const Link& other : links) {
    if (other.sub->id != link.main) continue;
    if (!found.empty() || other.key == link.key) return {};
    found = other.key;
  }
  return found;
}

void write_party(const ResultScope& scope, const TenderingParty& party, const Tender* tender) {
  if (party.subcontractors.empty()) return;
  Notice& notice = scope.notice;
  const auto& all_fields = notice.fields;
  const auto& fields = all_fields.supply;
  const std::vector<Link> links =
      links_of(scope, party, tender == nullptr ? notice.process_key("party/" + key_part(party.label)) : tender->key);
  for (const Link& link : links) {
    RecordMaker maker = notice.maker(fields.kind, link.key, numbered(party.place, "SubContractor", link.sub->number));
    maker.put(fields.id, key_part(link.sub->id) + (tender == nullptr ? std::string() : " / " + tender->id), "/ID");
    if (link.stated) {
      maker.put_ref(fields.parent, all_fields.organisation.kind, link.parent, "/MainContractor/ID");
    } else if (!link.parent.empty()) {
      maker.put_computed(fields.parent, model::Ref{all_fields.organisation.kind, link.parent}, "");
    }
    if (is_stand_in(link.sub->id)) notice.put_withheld(maker, fields.child, "/ID");
    maker.put_ref(fields.child, all_fields.organisation.kind, scope.organisations.refer(link.sub->id, "subcontractor"), "/ID");
    maker.put_ref(fields.contract, all_fields.contract.kind, notice.process, "");
    if (tender != nullptr) {
      maker.put_ref(fields.lot, all_fields.lot.kind, lot_key(scope, tender->lot), "");
      maker.put_ref(fields.bid, all_fields.bid.kind, tender->key, "");
      maker.put_ref(fields.award, all_fields.award.kind, tender->award, "");
      if (tender->contracts.size() == 1) {
        const pugi::xml_node contract = scope.results.contracts[tender->contracts[0]].node;
        notice.put(maker, fields.contract_number, text_at(contract, "ContractReference/ID"), "");
      }
    }
    if (!link.parent.empty() && !link.parent_is_sub) maker.put_computed(fields.tier, Scalar(std::int64_t{1}), "/MainContractor/ID");
    if (const std::string above = link_above(links, link); !above.empty())
      maker.put_computed(fields.parent_supply, model::Ref{fields.kind, above}, "/MainContractor/ID");
    maker.put_value(fields.kind_field, Scalar("subcontract"), "");
    const bool lost = tender != nullptr && !tender->won;
    maker.put_value(fields.stage, Scalar(notice.kind == NoticeKind::modification ? "change" : lost ? "offer" : "contract"), "");
    maker.put_value(fields.declared_by, Scalar("buyer"), "");
    maker.finish();
  }
}

}  // namespace

SubcontractingAnswer subcontracting_answer(const Tender& tender) {
  const pugi::xml_node term = find(tender.node, "SubcontractingTerm");
  const std::string_view code = text_at(term, "TermCode");
  return {is_withheld(term, "sub-con") || is_stand_in(code), code};
}

void put_subcontract_value(Notice& notice, RecordMaker& maker, const Tender& tender, model::FieldId value) {
  const pugi::xml_node term = find(tender.node, "SubcontractingTerm");
  const pugi::xml_node amount = find(term, "TermAmount");
  if (text_of(amount).empty() && says(text_at(term, "ValueKnownIndicator"), false) && !is_withheld(term, "sub-val")) {
    maker.put_unknown(value, UnknownReason::declared_unknown, "/SubcontractingTerm/ValueKnownIndicator");
  } else {
    notice.put_amount(maker, value, amount, kSubcontractValue, term, "sub-val");
  }
}

// What the notice states, else what follows from the amount beside the price of the whole.
void put_subcontract_share(Notice& notice, RecordMaker& maker, const Tender& tender, model::FieldId share) {
  const pugi::xml_node term = find(tender.node, "SubcontractingTerm");
  const pugi::xml_node amount = find(term, "TermAmount");
  const std::string_view percent = text_at(term, "TermPercent");
  constexpr std::string_view share_inside = "/SubcontractingTerm/TermPercent";
  if (is_withheld(term, "sub-per") || is_stand_in(percent)) return notice.put_withheld(maker, share, share_inside);
  if (!percent.empty()) return maker.put(share, percent, share_inside);
  const bool withheld = is_withheld(term, "sub-val") || is_withheld(tender.node, "win-ten-val");
  const pugi::xml_node price = find(tender.node, "LegalMonetaryTotal/PayableAmount");
  const auto part = read_money(text_of(amount), attribute_of(amount, "currencyID"));
  const auto whole = read_money(text_of(price), attribute_of(price, "currencyID"));
  if (!withheld && part && whole && part->currency == whole->currency && part->units <= whole->units && whole->units > 0) {
    const double shown = 100.0 * static_cast<double>(part->units) / static_cast<double>(whole->units);
    return maker.put_computed(share, Scalar(model::Percent{shown}), kSubcontractValue, to_text(*part));
  }
  if (says(text_at(term, "PercentageKnownIndicator"), false))
    maker.put_unknown(share, UnknownReason::declared_unknown, "/SubcontractingTerm/PercentageKnownIndicator");
}

void write_bids(const ResultScope& scope) {
  for (const Tender& tender : scope.results.tenders) write_bid(scope, tender);
}

void write_supplies(const ResultScope& scope) {
  for (const Tender& tender : scope.results.tenders) {
    if (tender.party != nullptr) write_party(scope, *tender.party, &tender);
  }
  for (const TenderingParty& party : scope.results.parties) {
    if (!party.named_by_tender) write_party(scope, party, nullptr);
  }
}

}  // namespace kede::importers::eforms
