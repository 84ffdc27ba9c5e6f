#include "engine/store/register_join.hpp"

#include <algorithm>
#include <deque>
#include <set>
#include <tuple>

#include "engine/identity/record_identifiers.hpp"

namespace kede::store {
namespace {

using model::FieldId;
using model::KindId;
using model::Record;
using model::Ref;

// One thing of the register: the records of one scope, kind and key.
struct ThingKey {
  Scope scope;
  KindId kind{};
  std::string key;
  auto operator<=>(const ThingKey&) const = default;
};

struct Thing {
  ThingKey key;
  std::vector<StoredRecord> records;
  bool whole = true;      // all that the register says about it is here
  std::size_t level = 0;  // owners above an organisation of the tender
};

// Which fields promise that a list is complete, by whether the records of the list are looked up here at all.
struct ClosingFields {
  std::set<FieldId> looked_up;
  std::set<FieldId> elsewhere;
};

ClosingFields closing_fields(const model::Vocabulary& vocabulary, KindId organisation, const std::set<KindId>& looked_up) {
  ClosingFields out;
  for (const FieldId id : vocabulary.kind(organisation).fields) {
    const auto& derived = vocabulary.field(id).derived;
    const auto* closing = derived ? std::get_if<model::ClosedByField>(&derived->complete) : nullptr;
    if (closing != nullptr) (looked_up.contains(derived->from) ? out.looked_up : out.elsewhere).insert(closing->field);
  }
  return out;
}

// What a record says, without where: many importers write an organisation anew in each row that names it.
std::string said_by(const StoredRecord& stored) {
  std::string out = std::to_string(stored.source);
  for (const model::Fact& fact : stored.record.facts) {
    out += '\n' + std::to_string(static_cast<int>(fact.field)) + ' ' + model::to_text(fact.value) + '\t' + fact.raw + '\t';
    out += (fact.date ? to_iso(*fact.date) : std::string()) + '\t' + std::string(model::to_text(fact.evidence));
  }
  return out;
}

class Joiner {
 public:
  Joiner(RegisterFile& file, const model::Vocabulary& vocabulary, model::Dataset& dataset, DiagnosticSink& diagnostics,
         const JoinLimits& limits)
      : file_(file),
        dataset_(dataset),
        diagnostics_(diagnostics),
        limits_(limits),
        identifiers_(vocabulary),
        organisation_(vocabulary.find_kind("organisation")->id),
        ownership_(vocabulary.find_kind("ownership")->id),
        named_{vocabulary.field_id("ownership.owner"), vocabulary.field_id("ownership.person")} {
    std::set<KindId> about;
    for (const FieldId field : about_fields(vocabulary)) about.insert(vocabulary.field(field).kind);
    closing_ = closing_fields(vocabulary, organisation_, about);
  }

  Result<JoinSummary> run() {
    if (auto asked = ask_for_tender(); !asked) return std::move(asked).diagnostics();
    // Things are appended while this goes on: level after level.
    for (std::size_t next = 0; next < things_.size(); ++next) {
      if (things_[next].key.kind != organisation_) continue;
      if (auto told = tell_about(next); !told) return std::move(told).diagnostics();
    }
    write();
    return summary_;
  }

 private:
  // Organisations of the tender, in the order of their records.
  Result<void> ask_for_tender() {
    std::vector<std::pair<std::string, std::string>> questions;  // key of the organisation, its identifier
    for (std::size_t i = 0; i < dataset_.record_count(); ++i) {
      const auto record = static_cast<model::RecordId>(i);
      for (const identity::NamedIdentifier& named : identifiers_.of(dataset_, record))
        questions.emplace_back(dataset_.key_of(record), named.identifier.text());
    }
    std::set<std::string> asked;
    std::set<std::string> found;
    for (const auto& [key, identifier] : questions) asked.insert(key);
    limits_.records = std::max(limits_.records, asked.size() * limits_.records_each);
    for (const auto& [key, identifier] : questions) {
      auto known = ask(identifier, 0);
      if (!known) return std::move(known).diagnostics();
      if (*known) found.insert(key);
    }
    summary_.asked = asked.size();
    summary_.found = found.size();
    return {};
  }

  // Takes in the organisations that have an identifier; whether there are any.
  Result<bool> ask(const std::string& identifier, std::size_t level) {
    const auto [known, is_new] = asked_.try_emplace(identifier, false);
    if (!is_new) return known->second;
    std::set<ThingKey> matches;
    std::vector<ThingKey> in_order;
    const auto note = [&](const StoredRecord& stored) {
      ThingKey key{file_.sources()[stored.source].scope, stored.record.kind, stored.record.key};
      if (stored.record.kind == organisation_ && matches.insert(key).second) in_order.push_back(std::move(key));
      return true;
    };
    auto searched = file_.each_with_identifier(identifier, note, diagnostics_);
    if (!searched) return searched;
    known->second = !in_order.empty();
    for (ThingKey& key : in_order) {
      auto thing = load(key, level);
      if (!thing) return std::move(thing).diagnostics();
      if (thing.value() && !add({std::move(*thing.value())})) open_.insert(std::move(key));
    }
    return asked_[identifier];
  }

  // The records of a thing that is not here yet; of those of one source that say the same, the first.
  Result<std::optional<Thing>> load(const ThingKey& key, std::size_t level) {
    if (here_.contains(key)) return std::optional<Thing>();
    Thing thing{.key = key, .records = {}, .level = level};
    std::set<std::string> said;
    const auto take = [&](StoredRecord stored) {
      if (said.insert(said_by(stored)).second) thing.records.push_back(std::move(stored));
      return thing.records.size() <= limits_.records;
    };
    auto loaded = file_.each_with_key(key.scope, key.kind, key.key, take, diagnostics_);
    if (!loaded) return std::move(loaded).diagnostics();
    thing.whole = *loaded;
    if (thing.records.empty()) return std::optional<Thing>();
    return std::optional(std::move(thing));
  }

  static std::size_t size_of(const StoredRecord& stored) {
    std::size_t bytes = stored.record.key.size() + stored.record.place.size();
    for (const model::Fact& fact : stored.record.facts) bytes += sizeof fact + fact.raw.size() + fact.place.size();
    return bytes;
  }

  // All of them or, when the limits do not allow it, none.
  bool add(std::vector<Thing> things) {
    std::size_t records = 0;
    std::size_t bytes = 0;
    for (const Thing& thing : things) {
      records += thing.records.size();
      for (const StoredRecord& stored : thing.records) bytes += size_of(stored);
    }
    if (records_ + records > limits_.records || bytes_ + bytes > limits_.bytes) return false;
    records_ += records;
    bytes_ += bytes;
    for (Thing& thing : things) {
      here_.insert(thing.key);
      things_.push_back(std::move(thing));
    }
    return true;
  }

  // What the register says about one organisation, and whom that names.
  Result<void> tell_about(std::size_t position) {
    const std::size_t level = things_[position].level;
    const ThingKey organisation = things_[position].key;
    if (auto same = ask_for_same(position, level); !same) return same;
    std::vector<ThingKey> keys;
    bool whole = true;
    const bool at_the_top = level == limits_.owner_levels;
    const auto take = [&](const StoredRecord& stored) {
      if (at_the_top && stored.record.kind == ownership_) {
        whole = false;
      } else {
        keys.push_back({organisation.scope, stored.record.kind, stored.record.key});
      }
      return keys.size() <= limits_.records;
    };
    auto searched = file_.each_about(organisation.scope, organisation.key, take, diagnostics_);
    if (!searched) return std::move(searched).diagnostics();
    whole = whole && *searched && keys.size() <= limits_.records;
    if (whole || at_the_top) {
      auto added = add_with_named(keys, level);
      if (!added) return std::move(added).diagnostics();
      whole = whole && *added;
    }
    things_[position].whole = things_[position].whole && whole;
    return {};
  }

  // Another source may know the organisation by another of its identifiers.
  Result<void> ask_for_same(std::size_t position, std::size_t level) {
    std::vector<std::string> texts;
    for (const StoredRecord& stored : things_[position].records) {
      for (const identity::NamedIdentifier& named : identifiers_.of(stored.record)) texts.push_back(named.identifier.text());
    }
    for (const std::string& text : texts) {
      if (auto asked = ask(text, level); !asked) return std::move(asked).diagnostics();
    }
    return {};
  }

  // Whether they, and the owners and persons whom they name, could be added, each with all of its records.
  Result<bool> add_with_named(const std::vector<ThingKey>& keys, std::size_t level) {
    std::vector<Thing> things;
    std::set<ThingKey> taken;
    std::size_t records = records_;
    bool whole = true;
    const auto take = [&](const ThingKey& key, std::size_t at) -> Result<void> {
      if (records > limits_.records || !taken.insert(key).second) return {};
      auto thing = load(key, at);
      if (!thing) return std::move(thing).diagnostics();
      if (!thing.value()) return {};
      records += thing.value()->records.size();
      whole = whole && (thing.value()->whole || key.kind == organisation_);
      things.push_back(std::move(*thing.value()));
      return {};
    };
    for (const ThingKey& key : keys) {
      if (auto taken_in = take(key, level); !taken_in) return std::move(taken_in).diagnostics();
    }
    const std::size_t own = things.size();
    for (std::size_t i = 0; i < own; ++i) {
      for (const ThingKey& named : named_by(things[i])) {
        if (auto taken_in = take(named, level + 1); !taken_in) return std::move(taken_in).diagnostics();
      }
    }
    return records <= limits_.records && add(std::move(things)) && whole;
  }

  std::vector<ThingKey> named_by(const Thing& thing) const {
    std::vector<ThingKey> out;
    for (const StoredRecord& stored : thing.records) {
      for (const model::Fact& fact : stored.record.facts) {
        const auto* scalar = named_.contains(fact.field) ? std::get_if<model::Scalar>(&fact.value) : nullptr;
        const auto* ref = scalar == nullptr ? nullptr : std::get_if<Ref>(scalar);
        if (ref != nullptr) out.push_back({thing.key.scope, ref->kind, ref->key});
      }
    }
    return out;
  }

  // By position in the file. Of very many only those that are needed, lest they bury the sources of the tender.
  std::vector<SourceId> add_sources() {
    constexpr std::size_t kAllOf = 100;
    std::set<std::size_t> used;
    for (const Thing& thing : things_) {
      for (const StoredRecord& stored : thing.records) used.insert(stored.source);
    }
    std::vector<SourceId> out;
    for (std::size_t i = 0; i < file_.sources().size(); ++i) {
      const bool listed = file_.sources().size() <= kAllOf || used.contains(i);
      out.push_back(listed ? dataset_.add_source(file_.sources()[i].source) : SourceId{});
    }
    return out;
  }

  void write() {
    const std::vector<SourceId> sources = add_sources();
    std::map<Scope, std::string> prefixes;
    for (const RegisterSource& source : file_.sources())
      prefixes.try_emplace(source.scope, "register:" + std::to_string(prefixes.size() + 1) + ':');
    for (Thing& thing : things_) {
      const std::string& prefix = prefixes[thing.key.scope];
      if (!thing.whole) open_.insert(thing.key);
      for (StoredRecord& stored : thing.records) {
        Record& record = stored.record;
        record.source = sources[stored.source];
        record.key.insert(0, prefix);
        for (model::Fact& fact : record.facts) local(fact, prefix, thing.whole);
        dataset_.add(std::move(record));
        ++summary_.records;
      }
    }
    summary_.open = open_.size();
    if (summary_.open == 0) return;
    diagnostics_.add(warning("KD4011")
                         .at({.file = file_.path()})
                         .arg("count", std::to_string(summary_.open))
                         .arg("levels", std::to_string(limits_.owner_levels))
                         .arg("records", std::to_string(limits_.records)));
  }

  // Keys of the register must not meet those of the tender, and a list is complete only when all of it is here.
  void local(model::Fact& fact, const std::string& prefix, bool whole) const {
    const auto rename = [&](model::Scalar& scalar) {
      if (auto* ref = std::get_if<Ref>(&scalar)) ref->key.insert(0, prefix);
    };
    if (auto* list = std::get_if<model::List>(&fact.value)) std::for_each(list->items.begin(), list->items.end(), rename);
    auto* scalar = std::get_if<model::Scalar>(&fact.value);
    if (scalar == nullptr) return;
    rename(*scalar);
    const bool* promised = std::get_if<bool>(scalar);
    if (promised == nullptr || !*promised) return;
    if (!closing_.elsewhere.contains(fact.field) && (whole || !closing_.looked_up.contains(fact.field))) return;
    if (fact.raw.empty()) fact.raw = model::to_text(*scalar);
    fact.value = model::Unknown{model::UnknownReason::open_list};
  }

  RegisterFile& file_;
  model::Dataset& dataset_;
  DiagnosticSink& diagnostics_;
  JoinLimits limits_;
  identity::RecordIdentifiers identifiers_;
  KindId organisation_;
  KindId ownership_;
  std::set<FieldId> named_;  // of an ownership: who it is that owns or leads
  ClosingFields closing_;
  std::map<std::string, bool> asked_;  // identifiers, with whether the register has them
  std::set<ThingKey> here_;
  std::set<ThingKey> open_;
  std::deque<Thing> things_;
  std::size_t records_ = 0;
  std::size_t bytes_ = 0;
  JoinSummary summary_;
};

}  // namespace

Result<JoinSummary> join_register(RegisterFile& file, const model::Vocabulary& vocabulary, model::Dataset& dataset,
                                  DiagnosticSink& diagnostics, const JoinLimits& limits) {
  auto summary = Joiner(file, vocabulary, dataset, diagnostics, limits).run();
  if (!summary) return summary;
  for (const auto& [name, count] : file.unknown_names())
    diagnostics.add(note("KD4007").at({.file = file.path()}).arg("field", name).arg("count", std::to_string(count)));
  return summary;
}

}  // namespace kede::store
