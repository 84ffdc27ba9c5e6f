#include "importers/eforms/results.hpp"

#include <algorithm>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"

namespace kede::importers::eforms {
namespace {

using ById = std::unordered_map<std::string_view, std::size_t>;

// "MISSING" is what a converter writes that found no lot.
std::string_view lot_in(pugi::xml_node id) {
  const std::string_view lot = text_of(id);
  return lot == "MISSING" || is_stand_in(lot) ? std::string_view() : lot;
}

constexpr std::size_t kMostParts = 100'000;     // of one kind in one notice
constexpr std::size_t kMostReferences = 2'000;  // from one part

class Gatherer {
 public:
  Gatherer(Notice& notice, Organisations& organisations, const Procedure& procedure)
      : notice_(notice), organisations_(organisations), procedure_(procedure) {}

  Results gather() {
    out_.node = find(notice_.extension, "NoticeResult");
    out_.place = notice_.extension_place + "/NoticeResult";
    sort_out();
    for (std::size_t i = 0; i < parties_.size(); ++i) read_party(parties_[i], i + 1);
    for (std::size_t i = 0; i < tenders_.size(); ++i) read_tender(tenders_[i], i + 1);
    for (std::size_t i = 0; i < contracts_.size(); ++i) read_contract(contracts_[i], i + 1);
    for (std::size_t i = 0; i < results_.size(); ++i) read_result(results_[i], i + 1);
    for (Tender& tender : out_.tenders) give_key(tender);
    for (LotResult& result : out_.results) find_winners(result);
    if (notice_.kind == NoticeKind::modification) {
      for (Tender& tender : out_.tenders) tender.won = tender.has_contract;
    }
    return std::move(out_);
  }

 private:
  void sort_out() {
    for (pugi::xml_node child = out_.node.first_child(); child; child = child.next_sibling()) {
      const std::string_view name = local_name(child);
      auto* list = name == "LotResult"         ? &results_
                   : name == "LotTender"       ? &tenders_
                   : name == "SettledContract" ? &contracts_
                   : name == "TenderingParty"  ? &parties_
                                               : nullptr;
      if (list != nullptr && has_room(list->size(), kMostParts)) list->push_back(child);
    }
    out_.parties.reserve(parties_.size());  // tenders point to them
  }

  // The part that an identifier means; several with one identifier: the first.
  template <class Part>
  bool enter(ById& by_id, const std::vector<Part>& parts, pugi::xml_node node) {
    const std::string_view id = text_at(node, "ID");
    return id.empty() || by_id.try_emplace(id, parts.size()).second;
  }
  void reject_twice(pugi::xml_node node, const std::string& place) {
    notice_.file.reject(error("KD1307").arg("id", replace_invalid_utf8(shorten(text_at(node, "ID"), 60))), place, 0,
                        replace_invalid_utf8(shorten(all_text_of(node), 120)));
  }
  // Whether there is room for one more; what is left out is told once.
  bool has_room(std::size_t have, std::size_t limit) {
    if (have < limit) return true;
    if (!left_out_) notice_.file.reject(error("KD1309").arg("limit", std::to_string(limit)), out_.place, 0, {});
    left_out_ = true;
    return false;
  }
  void tell_missing(std::string_view id, const std::string& place) {
    notice_.file.tell(note("KD1308").at({.file = notice_.file.path(), .pointer = place}).arg("id", replace_invalid_utf8(shorten(id, 60))));
  }

  std::vector<std::size_t> referred(pugi::xml_node holder, std::string_view name, const ById& by_id, const std::string& place) {
    std::vector<std::size_t> out;
    for (const pugi::xml_node reference : all(holder, name)) {
      const std::string_view id = text_at(reference, "ID");
      if (id.empty() || !has_room(out.size(), kMostReferences)) continue;
      const auto found = by_id.find(id);
      if (found == by_id.end()) {
        tell_missing(id, place);
      } else if (std::find(out.begin(), out.end(), found->second) == out.end()) {
        out.push_back(found->second);
      }
    }
    return out;
  }

  void read_party(pugi::xml_node node, std::size_t number) {
    TenderingParty party;
    party.place = numbered(out_.place, "TenderingParty", number);
    if (!enter(party_by_id_, out_.parties, node)) return reject_twice(node, party.place);
    std::vector<std::string> labels;
    std::size_t subcontractors = 0;
    for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
      const std::string_view name = local_name(child);
      const std::string_view id = text_at(child, "ID");
      if (name == "SubContractor") {
        ++subcontractors;
        if (id.empty() || !has_room(party.subcontractors.size(), kMostReferences)) continue;
        Subcontractor sub{id, {}, subcontractors};
        for (const pugi::xml_node main : all(child, "MainContractor")) {
          if (!text_at(main, "ID").empty() && has_room(sub.mains.size(), kMostReferences)) sub.mains.push_back(text_at(main, "ID"));
        }
        party.subcontractors.push_back(std::move(sub));
      }
      if (name != "Tenderer" || id.empty() || !has_room(party.tenderers.size(), kMostReferences)) continue;
      if (std::find(party.tenderers.begin(), party.tenderers.end(), id) != party.tenderers.end()) continue;
      if (says(text_at(child, "GroupLeadIndicator"), true) && party.leader > party.tenderers.size()) party.leader = party.tenderers.size();
      party.tenderers.push_back(id);
      labels.push_back(organisations_.label(id));
    }
    std::sort(labels.begin(), labels.end());
    party.label = join(labels, "+");
    out_.parties.push_back(std::move(party));
  }

  void read_tender(pugi::xml_node node, std::size_t number) {
    Tender tender;
    tender.node = node;
    tender.place = numbered(out_.place, "LotTender", number);
    const std::string_view id = text_at(node, "ID");
    tender.id = id.empty() ? "at-" + std::to_string(number) : key_part(id);
    if (!enter(tender_by_id_, out_.tenders, node)) return reject_twice(node, tender.place);
    const std::string_view party = text_at(node, "TenderingParty/ID");
    if (const auto found = party_by_id_.find(party); found != party_by_id_.end()) {
      tender.party = &out_.parties[found->second];
      out_.parties[found->second].named_by_tender = true;
    } else if (!party.empty() && !is_stand_in(party)) {
      tell_missing(party, tender.place);
    }
    const pugi::xml_node lot = find(node, "TenderLot/ID");
    if (attribute_of(lot, "schemeName") != "LotsGroup") tender.lot = lot_in(lot);
    out_.tenders.push_back(std::move(tender));
  }

  void read_contract(pugi::xml_node node, std::size_t number) {
    Contract contract;
    contract.node = node;
    contract.place = numbered(out_.place, "SettledContract", number);
    if (!enter(contract_by_id_, out_.contracts, node)) return reject_twice(node, contract.place);
    contract.tenders = referred(node, "LotTender", tender_by_id_, contract.place);
    for (const std::size_t tender : contract.tenders) {
      out_.tenders[tender].has_contract = true;
      out_.tenders[tender].contracts.push_back(out_.contracts.size());
    }
    out_.contracts.push_back(std::move(contract));
  }

  void read_result(pugi::xml_node node, std::size_t number) {
    LotResult result;
    result.node = node;
    result.place = numbered(out_.place, "LotResult", number);
    const std::string_view id = text_at(node, "ID");
    result.id = id.empty() ? "at-" + std::to_string(number) : key_part(id);
    if (!enter(result_by_id_, out_.results, node)) return reject_twice(node, result.place);
    result.lot = lot_in(find(node, "TenderLot/ID"));
    result.tenders = referred(node, "LotTender", tender_by_id_, result.place);
    result.contracts = referred(node, "SettledContract", contract_by_id_, result.place);
    for (const std::size_t tender : result.tenders) {
      ++out_.tenders[tender].results;
      lot_by_result_[tender] = out_.tenders[tender].results == 1 ? result.lot : std::string_view();
    }
    out_.results.push_back(std::move(result));
  }

  // The lot that the tender names; else the one whose result alone names the tender. Some publishers write a list of lots there.
  void give_key(Tender& tender) {
    const bool is_lot =
        procedure_.find_lot(tender.lot) != nullptr ||
        std::any_of(out_.results.begin(), out_.results.end(), [&](const LotResult& each) { return each.lot == tender.lot; });
    if (!is_lot && tender.results > 0) tender.lot = {};
    if (tender.lot.empty()) {
      const auto found = lot_by_result_.find(static_cast<std::size_t>(&tender - out_.tenders.data()));
      if (found != lot_by_result_.end()) tender.lot = found->second;
    }
    const std::string lot = tender.lot.empty() ? "-" : key_part(tender.lot);
    tender.key = notice_.key_for(notice_.process_key("bid/" + lot + '/' + tender.id), tender.party == nullptr ? "" : tender.party->label);
  }

  // Tenders of this result for which a contract was made; the only tender when no contract is named at all.
  void find_winners(LotResult& result) {
    if (text_at(result.node, "TenderResultCode") == "clos-nw" || text_at(result.node, "TenderResultCode") == "open-nw") return;
    for (const std::size_t tender : result.tenders) {
      if (out_.tenders[tender].has_contract) result.winners.push_back(tender);
    }
    for (const std::size_t contract : result.contracts) {
      for (const std::size_t tender : out_.contracts[contract].tenders) {
        const bool same_lot = out_.tenders[tender].results == 0 && out_.tenders[tender].lot == result.lot;
        if (same_lot && std::find(result.winners.begin(), result.winners.end(), tender) == result.winners.end())
          result.winners.push_back(tender);
      }
    }
    const bool only = result.winners.empty() && result.contracts.empty() && result.tenders.size() == 1;
    if (only && text_at(result.node, "TenderResultCode") == "selec-w") result.winners = result.tenders;
    for (const std::size_t winner : result.winners) out_.tenders[winner].won = true;
  }

  Notice& notice_;
  Organisations& organisations_;
  const Procedure& procedure_;
  Results out_;
  bool left_out_ = false;
  std::vector<pugi::xml_node> results_;
  std::vector<pugi::xml_node> tenders_;
  std::vector<pugi::xml_node> contracts_;
  std::vector<pugi::xml_node> parties_;
  ById party_by_id_;
  ById tender_by_id_;
  ById contract_by_id_;
  ById result_by_id_;
  std::unordered_map<std::size_t, std::string_view> lot_by_result_;
};

}  // namespace

Results gather_results(Notice& notice, Organisations& organisations, const Procedure& procedure) {
  return Gatherer(notice, organisations, procedure).gather();
}

std::string lot_key(const ResultScope& scope, std::string_view lot) {
  if (lot.empty()) return {};
  if (const Lot* known = scope.procedure.find_lot(lot)) return known->key;
  return scope.notice.process_key("lot/" + key_part(lot));
}

}  // namespace kede::importers::eforms
