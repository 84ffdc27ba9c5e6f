#include "importers/bods/interests.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::bods {
namespace {

constexpr std::size_t kWords = 300;
constexpr std::size_t kInterests = 200;

enum class Kind { membership, board, manager, control };

Kind kind_of(std::string_view type) {
  const std::string word = bare_word(type);  // "voting-rights" and "votingRights" are the same
  constexpr std::array<std::string_view, 5> membership = {"shareholding", "votingrights", "rightstosurplusassets",
                                                          "rightstosurplusassetsondissolution", "rightstoprofitorincome"};
  if (std::find(membership.begin(), membership.end(), word) != membership.end()) return Kind::membership;
  if (word == "boardmember" || word == "boardchair") return Kind::board;
  if (word == "seniormanagingofficial") return Kind::manager;
  return Kind::control;
}

bool is_person(Party holder) { return holder == Party::person || holder == Party::unknown_person; }

bool is_indirect(Json interest) {
  return text_at(interest, "directOrIndirect") == "indirect" || text_at(interest, "interestLevel") == "indirect";
}

// Before 0.4 the flag could be left out; what persons are then reported for is beneficial ownership.
bool is_beneficial(Json interest, Party holder) {
  if (!is_person(holder) && holder != Party::not_described) return false;
  const auto flag = as_bool(find(interest, "beneficialOwnershipOrControl"));
  return flag ? *flag : is_person(holder);
}

std::string role_of(Json interest, bool beneficial) {
  switch (kind_of(text_at(interest, "type"))) {
    case Kind::board: return "board";
    case Kind::manager: return "manager";
    case Kind::membership:
      if (beneficial) return "beneficial_owner";
      return is_indirect(interest) ? std::string() : "shareholder";  // the links between hold the shares
    case Kind::control: return beneficial ? "beneficial_owner" : std::string();
  }
  return {};
}

std::string number_at(Json share, std::string_view name) {
  const Json value = find(share, name);
  return value == nullptr || value->IsBool() ? std::string() : std::string(as_text(value));
}

Share share_of(Json interest) {
  const Json share = find(interest, "share");
  Share out;
  if (share == nullptr) return out;
  out.written = written(share);
  out.stated = true;
  if (!is_object(share)) return out;
  const std::string exact = number_at(share, "exact");
  out.minimum = number_at(share, "minimum");
  out.maximum = number_at(share, "maximum");
  if (out.minimum.empty()) out.minimum = number_at(share, "exclusiveMinimum");
  if (out.maximum.empty()) out.maximum = number_at(share, "exclusiveMaximum");
  if (!exact.empty()) out.minimum = out.maximum = exact;
  out.stated = !out.minimum.empty() || !out.maximum.empty();
  return out;
}

std::string words_of(Json interest, const Share& share) {
  std::string out(text_at(interest, "type"));
  if (out.empty()) out = "interest";
  if (share.stated) out += ' ' + (share.minimum == share.maximum ? share.minimum : share.minimum + '-' + share.maximum) + " %";
  const std::string_view level = text_at(interest, "directOrIndirect");
  const std::string_view old_level = text_at(interest, "interestLevel");
  if (const std::string_view known = level.empty() ? old_level : level; !known.empty()) out += " (" + std::string(known) + ')';
  return out;
}

void take(Holding& holding, Json interest) {
  const Share share = share_of(interest);
  const bool of_shares = bare_word(text_at(interest, "type")) == "shareholding";
  if (share.stated && of_shares && !holding.share.stated) holding.share = share;
  if (holding.words.size() < kWords) holding.words += (holding.words.empty() ? "" : ", ") + words_of(interest, share);
  if (const std::string_view start = text_at(interest, "startDate"); !start.empty()) holding.starts.emplace_back(start);
  const std::string_view end = text_at(interest, "endDate");
  if (!end.empty()) holding.ends.emplace_back(end);
  holding.goes_on = holding.goes_on || end.empty();
}

// What fits no role is said beside what does, so that one party is not counted twice.
void keep_together(std::vector<Holding>& holdings) {
  const auto other = std::find_if(holdings.begin(), holdings.end(), [](const Holding& holding) { return holding.role.empty(); });
  if (other == holdings.end() || holdings.size() == 1) return;
  Holding& main = holdings[other == holdings.begin() ? 1 : 0];
  main.words += ", " + other->words;
  holdings.erase(other);
}

}  // namespace

std::vector<Holding> holdings_of(Json details, Party holder) {
  std::vector<Holding> out;
  const std::vector<Item> interests = items(details, "interests", "");
  const bool beneficial = std::any_of(interests.begin(), interests.end(),
                                      [&](const Item& item) { return is_object(item.value) && is_beneficial(item.value, holder); });
  for (std::size_t i = 0; i < std::min(interests.size(), kInterests); ++i) {
    const Json interest = interests[i].value;
    if (!is_object(interest)) continue;
    std::string role = role_of(interest, beneficial);
    auto found = std::find_if(out.begin(), out.end(), [&](const Holding& holding) { return holding.role == role; });
    if (found == out.end()) {
      out.push_back({});
      found = std::prev(out.end());
      found->role = std::move(role);
      found->first = i;
    }
    take(*found, interest);
  }
  keep_together(out);
  if (out.empty()) out.push_back({.role = {}, .words = {}, .share = {}, .starts = {}, .ends = {}, .goes_on = true, .first = 0});
  return out;
}

}  // namespace kede::importers::bods
