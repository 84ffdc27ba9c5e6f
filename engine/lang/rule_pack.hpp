// A rule pack: the indicators as analysts write them and the requirements they end in, read and checked.
// Made by rule_loader from rules/core/*.json and rules/requirements.json; read by engine/assess, the rules commands and reports.
// Const after loading, shared freely.
// Law: a pack that has any fault is not used at all; a bad rule stops the run before data are read.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/date.hpp"
#include "engine/lang/checker.hpp"
#include "engine/model/vocabulary.hpp"

namespace kede::lang {

// A node of `when` or `only_if`. A leaf has an expression; the others have children.
struct Condition {
  enum class Shape : std::uint8_t { leaf, all, any, none, at_least };
  Shape shape = Shape::leaf;
  CheckedExpression expression;  // leaf
  model::LocalText say;          // leaf: the condition as a plain sentence, may be empty in the short form
  int at_least = 0;
  std::vector<Condition> children;
  std::string pointer;  // "/when/any/1": relative to the rule
};

enum class RuleSeverity : std::uint8_t { low, medium, high, critical };
std::string_view to_text(RuleSeverity severity);
std::optional<RuleSeverity> rule_severity(std::string_view text);
// The weights (percent) that a severity may have, both ends included.
std::pair<double, double> weight_range(RuleSeverity severity);

// A second threshold of the same rule: when this holds too, severity and weight are these.
struct Escalation {
  Condition when;
  RuleSeverity severity = RuleSeverity::high;
  double weight = 0;  // percent
};

struct RuleSource {
  std::string key;  // of rules/sources.json
  std::string section;
  std::string title;
  std::string issuer;
  std::string year;
  bool verified = false;
};

struct TextTemplate {  // evidence: "{org.name} …", each placeholder a checked expression
  struct Part {
    model::LocalText text;         // literal text, or
    CheckedExpression expression;  // a placeholder
    bool is_expression = false;
  };
  std::vector<Part> en;
  std::vector<Part> lv;
};

// A number of a rule that an authority may set otherwise: `limit.<name>` in its expressions, {limit.<name>} in its texts.
struct Threshold {
  std::string name;
  model::LocalText say;  // what it measures
  Value value;           // in use
  Value standard;        // as the pack says
  std::string reason;    // why it was set otherwise; empty: it was not

  bool is_overridden() const { return !reason.empty(); }
};

struct JsonNode;

// "given these facts, this verdict": written in the rule, run by `kede rules test`.
struct RuleTest {
  std::string name;
  std::shared_ptr<const JsonNode> given;  // {"org": {…}, "as_of": "…", "tables": {…}}
  std::string expected;                   // word of an Outcome
  std::string because;                    // pointer of the condition that must have decided, or empty
  std::optional<RuleSeverity> severity;   // of a hit, with its escalations; absent: any
  std::string pointer;                    // JSON pointer of the test in its file
};

struct Rule {
  std::string id;  // "LAB-02"
  model::LocalText title;
  model::LocalText why;
  std::string dimension;
  std::string group;  // rules that measure the same thing; empty: a group of its own
  model::KindId applies_to{};
  std::string variable;  // the subject's name in the expressions
  std::optional<Condition> only_if;
  Condition when;
  RuleSeverity severity = RuleSeverity::low;
  double weight = 0;  // percent, 1..95
  model::LocalText weight_reason;
  std::vector<Escalation> escalations;  // weakest first
  bool prior = false;                   // context only: never ranks bidders of a lot
  std::optional<RuleSeverity> floor;    // statutory or listed: the band is at least this
  bool statutory = false;               // may lead to exclusion, by the legal procedure only
  bool data_rule = false;               // uses known() or complete(): is about the data itself
  bool local = true;                    // uses only the subject's own facts and edges: its points travel along chains
  std::vector<Threshold> thresholds;
  TextTemplate evidence;
  model::LocalText ask;
  model::LocalText false_positives;
  std::vector<int> ilo;  // numbers of the ILO indicators 1..11
  std::vector<std::string> requirements;
  std::vector<RuleSource> sources;
  std::optional<Date> since;  // in force from this day
  std::optional<Date> until;  // to this day
  std::vector<RuleTest> tests;
  std::string pack;
  std::string file;
  std::string pointer;  // JSON pointer of the rule in its file

  bool in_force(Date as_of) const { return (!since || *since <= as_of) && (!until || as_of <= *until); }
};

// Rules that together mean more: when it holds over the rules that fired for a bid, the band rises by one.
struct Pattern {
  struct Member {  // all / any over members, or one rule id
    std::string rule;
    bool all = false;
    std::vector<Member> members;
  };
  std::string id;  // "PAT-01"
  model::LocalText title;
  model::LocalText reading;
  Member members;
};

struct Dimension {
  std::string id;
  model::LocalText label;
};

// How much of a hit at the far end of an edge reaches the near end, by code of supply_kind plus "ownership", "office", "same_address".
using TransferFactors = std::map<std::string, double, std::less<>>;

// The file with which an authority set thresholds otherwise.
struct OverrideSource {
  std::string file;
  std::string authority;
  std::optional<Date> adopted;
  std::string hash;
};

// What a flag ends in: wording for the procurement documents or the contract.
struct Requirement {
  std::string id;     // "REQ-SEL-03"
  std::string phase;  // of RequirementCatalogue::phases
  model::LocalText text;
  model::LocalText legal_basis;
  model::LocalText proportionality;
  // Over `contract`, `lot` and `risk`: false, it is out of proportion; unknown, somebody has to look. Absent: always in proportion.
  std::optional<Condition> proportionate_when;
  model::LocalText evidence;
  std::vector<std::string> indicators;  // the rules it answers, as the catalogue says
};

struct RequirementPhase {
  std::string id;
  model::LocalText label;
};

struct RequirementCatalogue {
  model::LocalText notes;
  std::vector<RequirementPhase> phases;  // in the order of a procurement
  std::vector<Requirement> requirements;
  std::string hash;  // of the file

  const Requirement* find(std::string_view id) const;
  // The label of a phase, or its id when it is not listed.
  std::string phase_label(std::string_view phase, Language language) const;
};

struct RulePack {
  std::string id;
  std::string version;
  std::string hash;  // over all files of the pack, in order
  std::vector<Dimension> dimensions;
  TransferFactors transfer;
  std::vector<std::string> lists;  // the tables that the rules look things up in
  int chain_depth = 6;             // tiers, where a rule does not say
  int stale_after_months = 0;      // age of a fact that is too old; 0: none
  std::vector<Rule> rules;         // in order of id
  std::vector<Pattern> patterns;
  std::optional<OverrideSource> overrides;
  RequirementCatalogue catalogue;

  const Rule* find(std::string_view rule_id) const;
};

}  // namespace kede::lang
