#include "engine/assess/explain.hpp"

#include <algorithm>

#include "engine/assess/assess.hpp"
#include "engine/assess/graph_world.hpp"
#include "engine/assess/value_words.hpp"
#include "engine/base/text.hpp"
#include "engine/lang/interpret.hpp"

namespace kede::assess {

using identity::Resolved;
using lang::Value;

namespace {

constexpr std::size_t kItemsShown = 6;

std::string unknown_text(std::string_view reason, Language language) {
  return value_word("unknown", language) + " (" + value_word("reason." + std::string(reason), language) + ')';
}

// The code's label when the field has a code list.
std::string code_text(const model::Vocabulary& vocabulary, const model::FieldType& type, const std::string& code, Language language) {
  if (type.base != model::BaseType::code) return code;
  const model::LocalText* label = vocabulary.code_list(type.codes).find(code);
  return label == nullptr ? code : label->in(language);
}

std::string scalar_text(const model::Vocabulary& vocabulary, const model::FieldType& type, const model::Scalar& scalar, Language language) {
  struct Visitor {
    const model::Vocabulary& vocabulary;
    const model::FieldType& type;
    Language language;
    std::string operator()(bool value) const { return value_word(value ? "yes" : "no", language); }
    std::string operator()(std::int64_t value) const {
      const std::string number = number_text(static_cast<double>(value), 0, language);
      return type.base == model::BaseType::days ? value_word("days", language, {{"count", number}}) : number;
    }
    std::string operator()(double value) const { return number_text(value, 4, language); }
    std::string operator()(model::Percent value) const { return number_text(value.value, 2, language) + "\xC2\xA0%"; }
    std::string operator()(Money value) const { return money_text(value, language); }
    std::string operator()(Date value) const { return date_text(value, language); }
    std::string operator()(const std::string& value) const { return code_text(vocabulary, type, value, language); }
    std::string operator()(const model::Ref& value) const { return value.key; }
  };
  return std::visit(Visitor{vocabulary, type, language}, scalar);
}

std::string list_text(const std::vector<std::string>& items, bool complete, Language language) {
  if (items.empty()) return value_word(complete ? "list.empty" : "list.empty_open", language);
  std::string out;
  for (std::size_t i = 0; i < std::min(items.size(), kItemsShown); ++i) out += (i > 0 ? ", " : "") + items[i];
  if (items.size() > kItemsShown) out += ", … (" + std::to_string(items.size()) + ')';
  if (!complete) out += " (" + value_word("list.open", language) + ')';
  return out;
}

// A value of the interpreter, in words.
std::string runtime_text(const GraphWorld& world, const model::FieldType& type, const Value& value, Language language) {
  const auto& vocabulary = world.index().resolved().vocabulary();
  if (const auto* record = value.as<lang::RecordValue>()) {
    const model::Kind& kind = vocabulary.kind(world.index().resolved().kind_of(GraphWorld::entity_of(*record)));
    return is_about_person(kind) ? kind.label.in(language) : world.name_of(*record);
  }
  if (const auto* list = value.as<lang::List>()) {
    std::vector<std::string> items;
    for (const Value& item : list->all()) items.push_back(runtime_text(world, type, item, language));
    return list_text(items, list->complete, language);
  }
  if (const auto* bound = value.as<lang::Bound>()) {
    if (bound->high.is<lang::Null>()) return value_word("at_least", language, {{"count", runtime_text(world, type, bound->low, language)}});
    return runtime_text(world, type, bound->low, language) + "–" + runtime_text(world, type, bound->high, language);
  }
  if (lang::is_absent(value)) {
    const auto& reasons = lang::reasons_of(value).all();
    return unknown_text(reasons.empty() ? "missing" : model::to_text(reasons.front().reason), language);
  }
  if (const auto* v = value.as<bool>()) return scalar_text(vocabulary, type, *v, language);
  if (const auto* v = value.as<std::int64_t>()) return scalar_text(vocabulary, type, *v, language);
  if (const auto* v = value.as<double>()) return scalar_text(vocabulary, type, *v, language);
  if (const auto* v = value.as<std::string>()) return scalar_text(vocabulary, type, *v, language);
  if (const auto* v = value.as<Date>()) return scalar_text(vocabulary, type, *v, language);
  if (const auto* v = value.as<Money>()) return scalar_text(vocabulary, type, *v, language);
  if (const auto* v = value.as<model::Percent>()) return scalar_text(vocabulary, type, *v, language);
  if (const auto* v = value.as<lang::Days>())
    return value_word("days", language, {{"count", number_text(static_cast<double>(v->count), 0, language)}});
  return lang::to_text(value);
}

// What the words of a value depend on: its code list, and whether it counts days.
model::FieldType shown_type(lang::Type type) {
  model::FieldType out;
  if (type.tag == lang::TypeTag::code) out.base = model::BaseType::code, out.codes = type.codes();
  if (type.tag == lang::TypeTag::days) out.base = model::BaseType::days;
  return out;
}

class Explainer {
 public:
  Explainer(const Assessment& assessment, const Verdict& verdict, Language language)
      : assessment_(assessment),
        rule_(assessment.rule_of(verdict)),
        verdict_(verdict),
        index_(static_cast<const GraphWorld*>(assessment.world)->index()),
        world_(index_, scope_of(index_, verdict.subject)),
        language_(language) {}

  VerdictExplanation explain() {
    lang::RuleExplanation found;
    lang::evaluate_rule(rule_, world_.record_of(verdict_.subject), world_, &found);
    VerdictExplanation out;
    if (found.only_if) add(*found.only_if, 0, out.only_if);
    add(found.when, 0, out.when);
    if (verdict_.outcome == lang::Outcome::fires) {
      out.evidence = evidence();
    }
    return out;
  }

 private:
  std::string evidence() const {
    lang::Environment environment;
    environment.bind(rule_.variable, world_.record_of(verdict_.subject));
    std::string out;
    for (const lang::TextTemplate::Part& part : language_ == Language::lv ? rule_.evidence.lv : rule_.evidence.en) {
      out += part.is_expression
                 ? runtime_text(world_, shown_type(part.expression.type()), lang::evaluate(part.expression, environment, world_), language_)
                 : part.text.in(language_);
    }
    return out;
  }

  void add(const lang::Explanation& node, int depth, std::vector<ConditionLine>& lines) {
    const lang::Condition& condition = *node.condition;
    ConditionLine line;
    line.depth = depth;
    line.shape = condition.shape;
    line.truth = node.truth.truth;
    if (condition.shape == lang::Condition::Shape::leaf) {
      line.expression = condition.expression.text();
      line.text = condition.say.in(language_).empty() ? line.expression : condition.say.in(language_);
      for (const lang::FieldRead& read : node.reads) line.values.push_back(value_used(read));
      for (const lang::TableRead& read : node.tables) line.lists.push_back(list_used(world_, read, language_));
    } else {
      constexpr std::string_view keys[] = {"", "shape.all", "shape.any", "shape.none", "shape.at_least"};
      line.text = value_word(keys[static_cast<std::size_t>(condition.shape)], language_, {{"count", std::to_string(condition.at_least)}});
    }
    for (const lang::Reason& reason : node.truth.reasons.all()) {
      line.reasons.push_back(reason.path + (reason.path.empty() ? "" : ": ") +
                             value_word("reason." + std::string(model::to_text(reason.reason)), language_));
    }
    lines.push_back(std::move(line));
    for (const lang::Explanation& child : node.children) add(child, depth + 1, lines);
  }

  ValueUsed value_used(const lang::FieldRead& read) const {
    const Resolved& resolved = index_.resolved();
    const model::Field& field = resolved.vocabulary().field(read.field);
    ValueUsed out;
    out.entity = GraphWorld::entity_of(read.record);
    out.field = read.field;
    out.label = display_name(resolved, out.entity) + ": " + field.label.in(language_);
    out.value = runtime_text(world_, field.type, read.value, language_);
    out.known = !lang::is_absent(read.value);
    const auto* fact = resolved.fact(out.entity, read.field);
    if (fact == nullptr) return out;
    for (const identity::Witness& witness : fact->witnesses) {
      out.provenance.push_back(resolved.dataset().provenance_of(witness.fact, witness.record));
      out.witness_values.push_back(display_value(resolved.vocabulary(), field.type, resolved.dataset().value_of(witness.fact), language_));
    }
    return out;
  }

  const Assessment& assessment_;
  const lang::Rule& rule_;
  const Verdict& verdict_;
  const WorldIndex& index_;
  GraphWorld world_;
  Language language_;
};

}  // namespace

VerdictExplanation explain(const Assessment& assessment, const Verdict& verdict, Language language) {
  return Explainer(assessment, verdict, language).explain();
}

bool is_about_person(const model::Kind& kind) { return kind.name == "person" || kind.name == "ownership"; }

std::string display_name(const Resolved& resolved, EntityId entity) {
  const auto& vocabulary = resolved.vocabulary();
  const model::KindId kind = resolved.kind_of(entity);
  if (is_about_person(vocabulary.kind(kind))) return vocabulary.kind(kind).name + ' ' + std::to_string(index(entity));
  const std::string key(resolved.dataset().key_of(resolved.records_of(entity).front()));
  for (const std::string_view name : {"name", "title", "description", "work_description", "reg_number", "id"}) {
    const model::Field* field = vocabulary.find_field(kind, name);
    if (field == nullptr || field->is_private) continue;
    const auto* fact = resolved.fact(entity, field->id);
    const auto* scalar = fact == nullptr ? nullptr : std::get_if<model::Scalar>(&fact->value);
    if (scalar == nullptr) continue;
    std::string text = model::to_text(*scalar);
    if (!trim(text).empty()) return text;
  }
  return key;
}

std::string display_value(const model::Vocabulary& vocabulary, const model::FieldType& type, const model::Value& value, Language language) {
  if (const auto* scalar = std::get_if<model::Scalar>(&value)) return scalar_text(vocabulary, type, *scalar, language);
  if (const auto* unknown = std::get_if<model::Unknown>(&value)) return unknown_text(model::to_text(unknown->reason), language);
  const model::List& list = std::get<model::List>(value);
  std::vector<std::string> items;
  for (const model::Scalar& item : list.items) items.push_back(scalar_text(vocabulary, type, item, language));
  return list_text(items, list.complete, language);
}

std::string value_text(const GraphWorld& world, const model::FieldType& type, const Value& value, Language language) {
  return runtime_text(world, type, value, language);
}

std::string path_text(const graph::SupplyGraph& graph, NodeId root, const graph::Path& path, Language language) {
  const auto person = graph.resolved().vocabulary().find_kind("person")->id;
  const auto name = [&](NodeId node) {
    const EntityId entity = graph.entity_of(node);
    return graph.resolved().kind_of(entity) == person ? value_word("person", language) : display_name(graph.resolved(), entity);
  };
  std::string out = name(root);
  for (const EdgeId id : path) {
    const graph::Edge& edge = graph.edge(id);
    constexpr std::string_view arrows[] = {" → ", " ⇢ ", " ⇒ ", " ═ ", " ― ", " ≈ ", " → ", " + "};
    out += std::string(arrows[static_cast<std::size_t>(edge.kind)]) + name(edge.to);
  }
  return out;
}

}  // namespace kede::assess
