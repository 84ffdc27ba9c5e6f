#include "engine/identity/resolved.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "engine/identity/merge_facts.hpp"
#include "engine/identity/normalise.hpp"
#include "engine/identity/record_identifiers.hpp"

namespace kede::identity {

using model::KindId;
using model::RecordId;

std::string_view to_text(MergeReason reason) {
  constexpr std::string_view names[] = {"same_key", "registration_number", "vat_number", "lei", "other_identifier", "name_and_country"};
  return names[static_cast<std::size_t>(reason)];
}

const ResolvedFact* Resolved::fact(EntityId id, model::FieldId field) const {
  const auto& facts = entities_[index(id)].facts;
  const auto found = std::lower_bound(facts.begin(), facts.end(), field,
                                      [](const ResolvedFact& fact, model::FieldId wanted) { return fact.field < wanted; });
  return found != facts.end() && found->field == field ? &*found : nullptr;
}

std::span<const ResolvedFact> Resolved::facts_of(EntityId id) const { return entities_[index(id)].facts; }

std::optional<EntityId> Resolved::target(const model::Ref& ref) const {
  const auto& keys = by_key_[static_cast<std::size_t>(ref.kind)];
  const auto found = keys.find(ref.key);
  return found == keys.end() ? std::nullopt : std::optional(found->second);
}

namespace {

class UnionFind {
 public:
  explicit UnionFind(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
  std::size_t find(std::size_t x) {
    while (parent_[x] != x) x = parent_[x] = parent_[parent_[x]];
    return x;
  }
  // The smaller root wins, so that entities keep the order of first sight.
  std::size_t unite(std::size_t a, std::size_t b) {
    a = find(a);
    b = find(b);
    if (a == b) return a;
    if (b < a) std::swap(a, b);
    parent_[b] = a;
    return a;
  }

 private:
  std::vector<std::size_t> parent_;
};

}  // namespace

class Resolver {
 public:
  Resolver(const model::Dataset& dataset, const model::Vocabulary& vocabulary)
      : dataset_(dataset), vocabulary_(vocabulary), sets_(dataset.record_count()), identifiers_(dataset.record_count()) {
    organisation_ = vocabulary.find_kind("organisation")->id;
    name_ = vocabulary.field_id("organisation.name");
    country_ = vocabulary.field_id("organisation.country");
  }

  Resolved resolve() {
    unite_same_keys();
    know_identifiers();
    unite_identifiers();
    unite_names();
    return build();
  }

 private:
  void unite_same_keys() {
    std::map<std::pair<KindId, std::string_view>, std::size_t> first;
    for (std::size_t i = 0; i < dataset_.record_count(); ++i) {
      const auto id = static_cast<RecordId>(i);
      const auto [found, is_new] = first.try_emplace({dataset_.kind_of(id), dataset_.key_of(id)}, i);
      if (!is_new) sets_.unite(found->second, i);
    }
  }

  std::string text_of(RecordId record, model::FieldId field) const {
    const auto [first, count] = dataset_.facts_of(record);
    for (std::size_t f = first; f < first + count; ++f) {
      if (dataset_.field_of(f) != field) continue;
      const model::Value value = dataset_.value_of(f);
      if (const auto* scalar = std::get_if<model::Scalar>(&value)) {
        if (const auto* text = std::get_if<std::string>(scalar)) return *text;
      }
    }
    return {};
  }

  // Identifiers known of each set, by scheme; kept at the set's root.
  std::map<std::string, std::string>& schemes(std::size_t record) { return identifiers_[sets_.find(record)]; }

  // One record that has the identifier or the name of a group.
  struct Member {
    std::size_t record;
    MergeReason reason;
  };

  void merge(std::size_t a, std::size_t b, MergeReason reason, const std::string& value) {
    const std::size_t left = sets_.find(a);
    const std::size_t right = sets_.find(b);
    if (left == right) return;
    auto known = identifiers_[left];
    known.insert(identifiers_[right].begin(), identifiers_[right].end());
    const std::size_t root = sets_.unite(left, right);
    identifiers_[root] = std::move(known);
    notes_.push_back({EntityId{}, static_cast<RecordId>(std::min(a, b)), static_cast<RecordId>(std::max(a, b)), reason, value});
  }

  // All of them before anything is united by one, so that no order of the records can hide a contradiction.
  void know_identifiers() {
    const RecordIdentifiers read(vocabulary_);
    for (std::size_t i = 0; i < dataset_.record_count(); ++i) {
      const auto record = static_cast<RecordId>(i);
      for (NamedIdentifier& named : read.of(dataset_, record)) {
        const auto [known, is_new] = schemes(i).try_emplace(named.identifier.scheme, named.identifier.value);
        if (!is_new) known->second = std::min(known->second, named.identifier.value);
        claims_.push_back({std::move(named.identifier), {i, named.reason}});
      }
    }
    std::stable_sort(claims_.begin(), claims_.end(), [](const Claim& a, const Claim& b) { return a.identifier < b.identifier; });
  }

  void unite_identifiers() {
    for (std::size_t begin = 0; begin < claims_.size();) {
      std::vector<Member> members;
      std::size_t end = begin;
      for (; end < claims_.size() && claims_[end].identifier == claims_[begin].identifier; ++end) members.push_back(claims_[end].member);
      if (members.size() > 1) unite_group(members, claims_[begin].identifier.text());
      begin = end;
    }
  }

  void unite_names() {
    std::map<std::pair<std::string, std::string>, std::vector<Member>> groups;
    for (std::size_t i = 0; i < dataset_.record_count(); ++i) {
      const auto record = static_cast<RecordId>(i);
      if (dataset_.kind_of(record) != organisation_) continue;
      const std::string country = text_of(record, country_);
      const std::string name = normalise_name(text_of(record, name_));
      if (!country.empty() && name.size() >= 3) groups[{country, name}].push_back({i, MergeReason::name_and_country});
    }
    for (const auto& [key, members] : groups) {
      if (members.size() > 1) unite_group(members, key.second);
    }
  }

  // The schemes in which the sets of a group have different identifiers.
  std::set<std::string> disputed_schemes(const std::vector<Member>& members) {
    std::map<std::string, std::string> seen;
    std::set<std::string> disputed;
    for (const Member& member : members) {
      for (const auto& [scheme, value] : schemes(member.record)) {
        const auto [found, is_new] = seen.try_emplace(scheme, value);
        if (!is_new && found->second != value) disputed.insert(scheme);
      }
    }
    return disputed;
  }

  // Sets of which no two contradict each other become one. Where some do, only those join that have the same disputed identifiers; a set
  // that has none could belong to several, so by its name it joins nobody, and by an identifier only others like it. The outcome does not
  // depend on the order of the members.
  void unite_group(const std::vector<Member>& members, const std::string& value) {
    const auto disputed = disputed_schemes(members);
    std::map<std::map<std::string, std::string>, std::size_t> homes;
    std::vector<std::size_t> apart;
    for (const Member& member : members) {
      std::map<std::string, std::string> own;
      for (const auto& [scheme, identifier] : schemes(member.record)) {
        if (disputed.contains(scheme)) own.emplace(scheme, identifier);
      }
      const bool alone = !disputed.empty() && own.empty() && member.reason == MergeReason::name_and_country;
      const auto [home, is_new] = alone ? std::pair(homes.end(), true) : homes.try_emplace(std::move(own), member.record);
      if (is_new) {
        apart.push_back(member.record);
      } else {
        merge(home->second, member.record, member.reason, value);
      }
    }
    for (std::size_t i = 1; i < apart.size(); ++i) blocked_.push_back({apart[0], apart[i], value});
  }

  Resolved build() {
    Resolved out;
    out.dataset_ = &dataset_;
    out.vocabulary_ = &vocabulary_;
    out.by_kind_.resize(vocabulary_.kinds().size());
    out.by_key_.resize(vocabulary_.kinds().size());
    std::vector<EntityId> entity_of_root(dataset_.record_count());
    for (std::size_t i = 0; i < dataset_.record_count(); ++i) {
      const auto record = static_cast<RecordId>(i);
      const std::size_t root = sets_.find(i);
      const KindId kind = dataset_.kind_of(record);
      if (root == i) {
        entity_of_root[i] = make_id<EntityId>(out.entities_.size());
        out.entities_.push_back({kind, {}, {}});
        out.by_kind_[static_cast<std::size_t>(kind)].push_back(entity_of_root[i]);
      }
      const EntityId entity = entity_of_root[root];
      out.entities_[index(entity)].records.push_back(record);
      out.by_key_[static_cast<std::size_t>(kind)].try_emplace(std::string(dataset_.key_of(record)), entity);
    }
    const auto target = [&](const model::Ref& ref) { return out.target(ref); };
    for (auto& entity : out.entities_) entity.facts = merge_facts(dataset_, vocabulary_, entity.records, target);
    for (MergeNote& note : notes_) {
      note.entity = entity_of_root[sets_.find(static_cast<std::size_t>(note.first))];
      out.merges_.push_back(std::move(note));
    }
    std::set<std::pair<EntityId, EntityId>> told;
    for (const Blocked& blocked : blocked_) {
      const std::pair pair(entity_of_root[sets_.find(blocked.first)], entity_of_root[sets_.find(blocked.second)]);
      if (pair.first != pair.second && told.insert(pair).second)
        out.blocked_.push_back({pair.first, pair.second, blocked.name, identifiers_text(blocked)});
    }
    return out;
  }

  struct Blocked {
    std::size_t first;
    std::size_t second;
    std::string name;
  };

  std::string identifiers_text(const Blocked& blocked) {
    std::string out;
    for (const std::size_t side : {blocked.first, blocked.second}) {
      for (const auto& [scheme, value] : schemes(side)) out += (out.empty() ? "" : " / ") + scheme + ':' + value;
    }
    return out;
  }

  struct Claim {
    Identifier identifier;
    Member member;
  };

  const model::Dataset& dataset_;
  const model::Vocabulary& vocabulary_;
  UnionFind sets_;
  std::vector<std::map<std::string, std::string>> identifiers_;
  std::vector<Claim> claims_;  // by identifier
  std::vector<MergeNote> notes_;
  std::vector<Blocked> blocked_;
  KindId organisation_{};
  model::FieldId name_{}, country_{};
};

Resolved resolve(const model::Dataset& dataset, const model::Vocabulary& vocabulary) { return Resolver(dataset, vocabulary).resolve(); }

}  // namespace kede::identity
