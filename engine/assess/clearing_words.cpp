#include "engine/assess/clearing.hpp"
#include "engine/assess/explain.hpp"
#include "engine/assess/graph_world.hpp"
#include "engine/assess/value_words.hpp"
#include "engine/base/text.hpp"

namespace kede::assess {
namespace {

using How = FactChange::How;
using lang::Value;

constexpr std::size_t kValuesTold = 6;

class Teller {
 public:
  Teller(const GraphWorld& world, Language language) : world_(world), language_(language) {}

  std::string tell(const FactChange& change) const {
    const model::Field& field = vocabulary().field(change.field);
    std::string out =
        word("clearing." + key_of(change, field), {{"label", label_of(change.entity, field)},
                                                   {"wanted", wanted(change, field)},
                                                   {"now", is_shown(change.entity, field) ? value(field, change.now) : std::string("…")}});
    const bool is_about_list = change.how == How::without || change.how == How::with;
    if (is_about_list && change.closes) out += word("clearing.closed", {});
    return out;
  }

 private:
  const model::Vocabulary& vocabulary() const { return world_.index().resolved().vocabulary(); }
  const model::Kind& kind_of(EntityId entity) const { return vocabulary().kind(world_.index().resolved().kind_of(entity)); }

  std::string word(std::string_view key, const std::vector<std::pair<std::string, std::string>>& values) const {
    return value_word(key, language_, values);
  }

  static std::string key_of(const FactChange& change, const model::Field& field) {
    switch (change.how) {
      case How::none_of: return lang::is_absent(change.now) ? "known_not" : "not";
      case How::different: return "different";
      case How::stated: return change.now.is<lang::List>() ? "stated_list" : "stated";
      case How::none: return "none";
      case How::with: return "with";
      case How::without: return change.of_register ? "without_register" : "without";
      default: break;
    }
    if (change.of_register) return "value_register";
    const bool is_word = field.type.base == model::BaseType::code || field.type.base == model::BaseType::boolean;
    return is_word ? "word" : "value";
  }

  // What has no name of its own is called by its kind and key: "bid P1".
  std::string name_of(EntityId entity) const {
    const auto& resolved = world_.index().resolved();
    const model::Kind& kind = kind_of(entity);
    if (is_about_person(kind)) return kind.label.in(language_);
    const std::string& name = world_.index().name_of(entity);
    const bool is_key = name == resolved.dataset().key_of(resolved.records_of(entity).front());
    return is_key ? kind.label.in(language_) + ' ' + name : name;
  }

  std::string label_of(EntityId entity, const model::Field& field) const { return name_of(entity) + ": " + field.label.in(language_); }

  // What is private, or says who a person is, stays out of every text.
  bool is_shown(EntityId entity, const model::Field& field) const {
    return !field.is_private && !(kind_of(entity).name == "person" && field.type.base == model::BaseType::text);
  }

  std::string value(const model::Field& field, const Value& value) const {
    const auto* record = value.as<lang::RecordValue>();
    return record == nullptr ? value_text(world_, field.type, value, language_) : name_of(GraphWorld::entity_of(*record));
  }

  std::string wanted(const FactChange& change, const model::Field& field) const {
    std::vector<std::string> texts;
    for (const Value& each : change.values) {
      if (texts.size() == kValuesTold) {
        texts.emplace_back("…");
        break;
      }
      texts.push_back(value(field, each));
    }
    const bool is_date = field.type.base == model::BaseType::date;
    if (change.how == How::at_least) return word(is_date ? "clearing.not_before" : "clearing.at_least", {{"value", texts.front()}});
    if (change.how == How::at_most) return word(is_date ? "clearing.not_after" : "clearing.at_most", {{"value", texts.front()}});
    return join(texts, change.how == How::one_of || change.how == How::none_of ? word("clearing.or", {}) : "; ");
  }

  const GraphWorld& world_;
  const Language language_;
};

}  // namespace

std::string change_text(const Assessment& assessment, const Change& change, Language language) {
  const Teller teller(*static_cast<const GraphWorld*>(assessment.world), language);
  std::vector<std::string> parts;
  for (const FactChange& each : change) parts.push_back(teller.tell(each));
  return join(parts, value_word("clearing.and", language));
}

}  // namespace kede::assess
