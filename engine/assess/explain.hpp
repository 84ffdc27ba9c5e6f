// Shows the reasoning again for one verdict: each condition, each value that was read, and where it stands.
// Used by reports and by `kede explain`; made lazily, only for what is shown.
// Pure functions over a const Assessment.
// Law: what is explained is exactly what was evaluated (the same interpreter runs again).
#pragma once

#include <string>
#include <vector>

#include "engine/assess/assessment.hpp"
#include "engine/assess/lists_used.hpp"

namespace kede::assess {

// One value that a condition looked at.
struct ValueUsed {
  EntityId entity{};
  std::optional<model::FieldId> field;  // absent for graph functions
  std::string label;                    // "SIA Tīrība: employees" in the language asked for
  std::string value;                    // formatted for the language; "unknown (not stated)" when unknown
  bool known = false;
  std::vector<model::Provenance> provenance;  // every witness
  std::vector<std::string> witness_values;    // beside provenance; differ when sources conflict
};

struct ConditionLine {
  int depth = 0;
  lang::Condition::Shape shape{};
  lang::Truth truth{};
  std::string text;  // the sentence of the condition (or its expression), or the word for all / any / none / at least
  std::string expression;
  std::vector<ValueUsed> values;
  std::vector<std::string> reasons;  // of unknown, in words
  std::vector<ListUsed> lists;       // what was looked up
};

struct VerdictExplanation {
  std::vector<ConditionLine> only_if;
  std::vector<ConditionLine> when;
  std::string evidence;  // the rule's evidence text with values filled in (fires), else empty
};

VerdictExplanation explain(const Assessment& assessment, const Verdict& verdict, Language language);

// A person, or what ties a person to a firm: the data name them, no output does.
bool is_about_person(const model::Kind& kind);
// Name of an entity as shown to people: name, else title, else key; "person 7" for what is about a person, whose key may hold a name.
std::string display_name(const identity::Resolved& resolved, EntityId entity);
// Value in words of the language: yes/jā, 1 234,50 EUR, 12.03.2026, code labels.
std::string display_value(const model::Vocabulary& vocabulary, const model::FieldType& type, const model::Value& value, Language language);
// A value that a rule read, in the same words: a list, a bound and an unknown too.
std::string value_text(const GraphWorld& world, const model::FieldType& type, const lang::Value& value, Language language);
// "SIA A → SIA B ⇢ SIA C": the path in words, starting at the root.
std::string path_text(const graph::SupplyGraph& graph, NodeId root, const graph::Path& path, Language language);

}  // namespace kede::assess
