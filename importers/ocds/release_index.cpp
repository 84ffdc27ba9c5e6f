#include "importers/ocds/release_index.hpp"

#include <algorithm>
#include <limits>

#include "importers/ocds/merge.hpp"

namespace kede::importers::ocds {

void ReleaseIndex::add(FoundValue value, std::uint32_t file, const std::string& fallback) {
  const std::string& name = value.ocid.empty() ? fallback : value.ocid;
  const auto [entry, fresh] = by_name_.try_emplace(name, static_cast<std::uint32_t>(processes_.size()));
  if (fresh) processes_.push_back({&entry->first});
  Process& process = processes_[entry->second];
  const auto position = static_cast<Position>(values_.size());
  IndexedValue indexed;
  indexed.begin = value.span.begin;
  indexed.end = value.span.end;
  indexed.line = value.span.line;
  indexed.top = value.span.top;
  indexed.pointer_at = pointers_.size();
  indexed.pointer_length = static_cast<std::uint32_t>(value.span.pointer.size());
  indexed.process = entry->second;
  indexed.file = file;
  indexed.container = value.container;
  indexed.broken_strings = value.broken_strings;
  indexed.next = npos;
  indexed.kind = value.kind == ValueKind::release && value.tagged_compiled ? ValueKind::compiled : value.kind;
  // A release without a date belongs after the one before it.
  const std::int64_t before = process.last == npos ? std::numeric_limits<std::int64_t>::min() : values_[process.last].instant;
  indexed.instant = instant(value.date).value_or(before);
  pointers_ += value.span.pointer;
  values_.push_back(indexed);
  (process.first == npos ? process.first : values_[process.last].next) = position;
  process.last = position;
}

std::vector<ReleaseIndex::Position> ReleaseIndex::members(const Process& process) const {
  std::vector<Position> out;
  for (Position p = process.first; p != npos; p = values_[p].next) out.push_back(p);
  return out;
}

std::vector<ReleaseIndex::Position> ReleaseIndex::chosen(std::uint32_t process) const { return choose(members(processes_[process])); }

void ReleaseIndex::settle() {
  superseded_ = 0;
  for (const Process& process : processes_) {
    const std::vector<Position> all = members(process);
    const std::vector<Position> kept = choose(all);
    superseded_ += all.size() - kept.size();
    for (const Position p : kept) values_[p].chosen = true;
    values_[*std::max_element(kept.begin(), kept.end())].last = true;
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
