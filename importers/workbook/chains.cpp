#include "importers/workbook/chains.hpp"

#include <algorithm>
#include <deque>

namespace kede::importers::workbook {
namespace {

constexpr std::size_t kMaxAbove = 64;  // a hub with thousands of links on both sides must not multiply them
constexpr std::size_t kMaxClimb = 100;

bool same_or_open(const std::string& a, const std::string& b) { return a.empty() || b.empty() || a == b; }

// The bid of the award that a row names by its id or by the number of its contract.
std::string bid_of_award(const Book& book, const RowAt& row, const std::map<std::string, std::string, std::less<>>& bid_by_contract) {
  const model::Kind* award = book.vocabulary().find_kind("award");
  const RowAt found = award == nullptr ? RowAt{} : book.find(award->id, row.text("award_id"));
  if (found) return std::string(found.text("bid_id"));
  const auto contract = bid_by_contract.find(row.text("contract_id"));
  return contract == bid_by_contract.end() ? std::string() : contract->second;
}

std::string stage_of(const RowAt& row) {
  if (const auto* stated = row.sheet->known<std::string>(*row.row, "stage")) return *stated;
  if (!row.text("award_id").empty() || !row.text("contract_id").empty()) return "contract";
  return row.text("bid_id").empty() ? std::string() : std::string("offer");
}

}  // namespace

bool compatible(const Link& a, const Link& b) { return a.tender == b.tender && same_or_open(a.lot, b.lot) && same_or_open(a.bid, b.bid); }

Chains::Chains(const Book& book) {
  read_bids(book);
  read_links(book);
  connect(book);
  compute_tiers();
}

void Chains::read_bids(const Book& book) {
  for (const RowAt& row : book.rows("bids")) {
    bids_[{book.tender_of(row), std::string(row.text("org_id"))}].push_back({std::string(row.text("lot_id")), row.row->key});
  }
}

void Chains::read_links(const Book& book) {
  std::map<std::string, std::string, std::less<>> bid_by_contract;
  for (const RowAt& award : book.rows("awards")) {
    if (!award.text("contract_id").empty()) bid_by_contract.emplace(award.text("contract_id"), award.text("bid_id"));
  }
  for (const RowAt& row : book.rows("subcontracts")) {
    Link link;
    link.at = row;
    link.tender = book.tender_of(row);
    link.lot = book.lot_of(row);
    link.bid = std::string(row.text("bid_id"));
    if (link.bid.empty()) link.bid = bid_of_award(book, row, bid_by_contract);
    link.parent = std::string(row.text("parent_org_id"));
    link.child = std::string(row.text("child_org_id"));
    link.stage = stage_of(row);
    if (const auto* tier = row.sheet->known<std::int64_t>(*row.row, "tier")) link.stated_tier = *tier;
    if (const auto* share = row.sheet->known<model::Percent>(*row.row, "share_percent")) link.share = share->value;
    if (const auto* amount = row.sheet->known<Money>(*row.row, "amount")) link.amount = *amount;
    by_row_[row.row] = links_.size();
    if (!link.child.empty()) by_child_[{link.tender, link.child}].push_back(links_.size());
    if (!link.parent.empty()) by_parent_[{link.tender, link.parent}].push_back(links_.size());
    links_.push_back(std::move(link));
  }
}

void Chains::connect(const Book& book) {
  const model::Kind* supply = book.vocabulary().find_kind("supply");
  for (Link& link : links_) {
    const std::string_view stated = link.at.text("parent_subcontract_id");
    const RowAt above = stated.empty() || supply == nullptr ? RowAt{} : book.find(supply->id, stated);
    if (const auto found = by_row_.find(above.row); above && found != by_row_.end()) {
      link.above.push_back(found->second);
      continue;
    }
    const auto candidates = by_child_.find({link.tender, link.parent});
    if (candidates == by_child_.end()) continue;
    for (const std::size_t one : candidates->second) {
      if (link.above.size() < kMaxAbove && &links_[one] != &link && compatible(links_[one], link)) link.above.push_back(one);
    }
  }
}

void Chains::compute_tiers() {
  std::vector<std::vector<std::size_t>> beneath(links_.size());
  std::deque<std::size_t> queue;
  for (std::size_t i = 0; i < links_.size(); ++i) {
    for (const std::size_t above : links_[i].above) beneath[above].push_back(i);
    const bool top = links_[i].above.empty() || (links_[i].at.text("parent_subcontract_id").empty() &&
                                                 !bids_of(links_[i].tender, links_[i].lot, links_[i].parent).empty());
    if (!top || links_[i].parent.empty()) continue;
    links_[i].tier = 1;
    queue.push_back(i);
  }
  while (!queue.empty()) {
    const std::size_t at = queue.front();
    queue.pop_front();
    for (const std::size_t next : beneath[at]) {
      if (links_[next].tier != 0) continue;
      links_[next].tier = links_[at].tier + 1;
      queue.push_back(next);
    }
  }
}

std::vector<std::size_t> Chains::below(std::size_t link) const {
  std::vector<std::size_t> out;
  const auto found = by_parent_.find({links_[link].tender, links_[link].child});
  if (found == by_parent_.end()) return out;
  for (const std::size_t one : found->second) {
    if (compatible(links_[one], links_[link])) out.push_back(one);
  }
  return out;
}

std::vector<std::string> Chains::bids_of(const std::string& tender, const std::string& lot, const std::string& organisation) const {
  std::vector<std::string> out;
  const auto found = bids_.find({tender, organisation});
  if (organisation.empty() || found == bids_.end()) return out;
  for (const Participation& one : found->second) {
    if (same_or_open(one.lot, lot) && std::find(out.begin(), out.end(), one.bid) == out.end()) out.push_back(one.bid);
  }
  return out;
}

std::string Chains::bid_of(std::size_t link) const {
  for (std::size_t steps = 0; steps < kMaxClimb; ++steps) {
    const Link& at = links_[link];
    if (!at.bid.empty()) return at.bid;
    if (at.above.empty()) {
      const auto bids = bids_of(at.tender, at.lot, at.parent);
      return bids.size() == 1 ? bids.front() : std::string();
    }
    link = at.above.front();
  }
  return {};
}

std::optional<int> Chains::tier_of(const BookRow& row) const {
  const auto found = by_row_.find(&row);
  if (found == by_row_.end() || links_[found->second].tier == 0) return std::nullopt;
  return links_[found->second].tier;
}

}  // namespace kede::importers::workbook
