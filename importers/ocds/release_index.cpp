#include "importers/ocds/release_index.hpp"

#include <algorithm>
#include <limits>

#include "importers/ocds/merge.hpp"

namespace kede::importers::ocds {

void ReleaseIndex::add(FoundValue value, std::uint32_t file, const std::string& fallback) {
  const std::string& name = value.ocid.empty() ? fallback : value.ocid;
  const auto [entry, fresh] = by_name_.try_emplace(name, static_cast<std::uint32_t>(names_.size()));
  if (fresh) {
    names_.push_back(name);
    chosen_.emplace_back();
  }
  IndexedValue indexed;
  indexed.process = entry->second;
  indexed.file = file;
  indexed.container = value.container;
  indexed.depth = value.depth;
  indexed.broken_strings = value.broken_strings;
  indexed.kind = value.kind == ValueKind::release && value.tagged_compiled ? ValueKind::compiled : value.kind;
  // A release without a date belongs after the one before it.
  const auto& before = chosen_[indexed.process];
  indexed.instant =
      instant(value.date).value_or(before.empty() ? std::numeric_limits<std::int64_t>::min() : values_[before.back()].instant);
  indexed.span = std::move(value.span);
  values_.push_back(std::move(indexed));
  chosen_[entry->second].push_back(static_cast<Position>(values_.size() - 1));
}

void ReleaseIndex::settle() {
  superseded_ = 0;
  for (auto& members : chosen_) {
    if (members.size() > 1) {
      std::vector<Position> kept = choose(members);
      superseded_ += members.size() - kept.size();
      members = std::move(kept);
    }
    for (const Position p : members) values_[p].chosen = true;
    values_[*std::max_element(members.begin(), members.end())].last = true;
  }
}

// The newest compiled state if there is one, with the releases of other records and packages that are newer than it; else all releases.
std::vector<ReleaseIndex::Position> ReleaseIndex::choose(const std::vector<Position>& members) const {
  const auto rank = [&](Position p) {
    return values_[p].kind == ValueKind::compiled ? 2 : values_[p].kind == ValueKind::versioned ? 1 : 0;
  };
  const auto is_state = [&](Position p) { return rank(p) > 0; };
  const auto same_container = [&](Position a, Position b) {
    return values_[a].file == values_[b].file && values_[a].container == values_[b].container;
  };
  const Position* newest = nullptr;
  for (const Position& p : members) {
    if (!is_state(p)) continue;
    if (newest == nullptr) {
      newest = &p;
    } else if (same_container(*newest, p)) {  // a record that gives both forms: the compiled one is what the publisher means
      if (rank(p) >= rank(*newest)) newest = &p;
    } else if (values_[p].instant >= values_[*newest].instant) {
      newest = &p;
    }
  }
  std::vector<Position> kept;
  for (const Position p : members) {
    if (newest == nullptr || p == *newest) {
      kept.push_back(p);
    } else if (!is_state(p) && !same_container(p, *newest) && values_[*newest].instant > std::numeric_limits<std::int64_t>::min() &&
               values_[p].instant > values_[*newest].instant) {
      kept.push_back(p);
    }
  }
  std::stable_sort(kept.begin(), kept.end(), [&](Position a, Position b) { return values_[a].instant < values_[b].instant; });
  return kept;
}

std::uint32_t ReleaseIndex::find(std::string_view ocid) const {
  const auto found = by_name_.find(std::string(ocid));
  return found == by_name_.end() ? npos : found->second;
}

}  // namespace kede::importers::ocds
