#include "engine/identity/merge_facts.hpp"

#include <algorithm>

namespace kede::identity {

using model::List;
using model::Merge;
using model::Scalar;
using model::Unknown;
using model::UnknownReason;
using model::Value;

namespace {

struct Candidate {
  Witness witness;
  Value value;
};

bool same(const Scalar& a, const Scalar& b, const TargetOf& target) {
  const auto* left = std::get_if<model::Ref>(&a);
  const auto* right = std::get_if<model::Ref>(&b);
  if (left == nullptr || right == nullptr) return a == b;
  if (*left == *right) return true;
  const auto first = target(*left);
  return first && first == target(*right);
}

bool contains(const List& list, const Scalar& item, const TargetOf& target) {
  return std::any_of(list.items.begin(), list.items.end(), [&](const Scalar& other) { return same(item, other, target); });
}

Value union_of(const std::vector<Candidate>& known, const TargetOf& target) {
  List all;
  for (const Candidate& candidate : known) {
    const auto* list = std::get_if<List>(&candidate.value);
    if (list == nullptr) continue;
    for (const Scalar& item : list->items) {
      if (!contains(all, item, target)) all.items.push_back(item);
    }
  }
  // Complete only when a source that says so has all that the others name.
  all.complete = std::any_of(known.begin(), known.end(), [&](const Candidate& candidate) {
    const auto* list = std::get_if<List>(&candidate.value);
    return list != nullptr && list->complete &&
           std::all_of(all.items.begin(), all.items.end(), [&](const Scalar& item) { return contains(*list, item, target); });
  });
  return all;
}

bool all_same(const std::vector<Candidate>& known, const TargetOf& target) {
  return std::all_of(known.begin(), known.end(), [&](const Candidate& candidate) {
    const auto* a = std::get_if<Scalar>(&known.front().value);
    const auto* b = std::get_if<Scalar>(&candidate.value);
    return a != nullptr && b != nullptr ? same(*a, *b, target) : known.front().value == candidate.value;
  });
}

// The known values of the latest date; undated ones count as older than any dated one.
std::vector<Candidate> latest(const std::vector<Candidate>& known, const model::Dataset& dataset) {
  std::optional<Date> newest;
  for (const Candidate& candidate : known)
    newest = std::max(newest, dataset.provenance_of(candidate.witness.fact, candidate.witness.record).date);
  std::vector<Candidate> out;
  for (const Candidate& candidate : known) {
    if (dataset.provenance_of(candidate.witness.fact, candidate.witness.record).date == newest) out.push_back(candidate);
  }
  return out;
}

ResolvedFact merge_one(const model::Dataset& dataset, const model::Field& field, std::vector<Candidate> candidates,
                       const TargetOf& target) {
  ResolvedFact out;
  out.field = field.id;
  for (const Candidate& candidate : candidates) out.witnesses.push_back(candidate.witness);
  std::vector<Candidate> known;
  for (Candidate& candidate : candidates) {
    if (!std::holds_alternative<Unknown>(candidate.value)) known.push_back(std::move(candidate));
  }
  if (known.empty()) {
    out.value = candidates.front().value;
    return out;
  }
  if (field.merge == Merge::latest) known = latest(known, dataset);
  if (known.size() == 1 || field.merge == Merge::first || all_same(known, target)) {
    out.value = std::move(known.front().value);
  } else if (field.merge == Merge::merge_lists) {
    out.value = union_of(known, target);
  } else {
    out.value = Unknown{UnknownReason::conflict};
  }
  return out;
}

}  // namespace

std::vector<ResolvedFact> merge_facts(const model::Dataset& dataset, const model::Vocabulary& vocabulary,
                                      std::span<const model::RecordId> records, const TargetOf& target) {
  std::vector<std::pair<model::FieldId, Witness>> all;
  for (const model::RecordId record : records) {
    const auto [first, count] = dataset.facts_of(record);
    for (std::size_t fact = first; fact < first + count; ++fact) all.emplace_back(dataset.field_of(fact), Witness{record, fact});
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<ResolvedFact> out;
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = begin;
    std::vector<Candidate> candidates;
    for (; end < all.size() && all[end].first == all[begin].first; ++end)
      candidates.push_back({all[end].second, dataset.value_of(all[end].second.fact)});
    out.push_back(merge_one(dataset, vocabulary.field(all[begin].first), std::move(candidates), target));
    begin = end;
  }
  return out;
}

}  // namespace kede::identity
