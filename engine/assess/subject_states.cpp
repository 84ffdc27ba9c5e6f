#include "engine/assess/subject_states.hpp"

#include <algorithm>
#include <set>

#include "engine/assess/data_gaps.hpp"
#include "engine/lang/condition_walk.hpp"

namespace kede::assess {
namespace {

bool points_to_record(const model::Scalar& scalar) { return std::holds_alternative<model::Ref>(scalar); }

bool points_to_record(const model::Value& value) {
  if (const auto* scalar = std::get_if<model::Scalar>(&value)) return points_to_record(*scalar);
  const auto* list = std::get_if<model::List>(&value);
  return list != nullptr &&
         std::any_of(list->items.begin(), list->items.end(), [](const model::Scalar& item) { return points_to_record(item); });
}

}  // namespace

bool asks_walk(const lang::CheckedExpression& expression) {
  constexpr std::string_view walks[] = {"downstream", "upstream", "owners_up", "group", "same_address"};
  return std::any_of(std::begin(walks), std::end(walks), [&](std::string_view walk) { return expression.uses_function(walk); });
}

SubjectStates::SubjectStates(const WorldIndex& index, const lang::RulePack& rules) : index_(index), reads_(rules.rules.size()) {
  const model::Vocabulary& vocabulary = index.resolved().vocabulary();
  for (std::size_t r = 0; r < rules.rules.size(); ++r) {
    std::set<model::FieldId> stored;
    std::set<model::FieldId> referring;
    lang::for_each_expression(rules.rules[r], [&](const lang::CheckedExpression& expression) {
      reads_[r].beyond = reads_[r].beyond || asks_walk(expression);
      for (const lang::FieldUse& use : expression.fields()) {
        const model::Field& field = vocabulary.field(use.field);
        if (field.kind != rules.rules[r].applies_to) continue;  // of a record that the subject does not point to
        if (const auto closing = closing_field(vocabulary, field)) stored.insert(*closing);
        if (!field.derived) {
          stored.insert(field.id);
        } else if (field.derived->function.empty()) {
          referring.insert(field.derived->by);
          if (std::holds_alternative<model::ClosedByCheck>(field.derived->complete))
            referring.insert(vocabulary.field_id("list_entry.organisation"));
        } else {
          reads_[r].beyond = true;
        }
      }
    });
    reads_[r].stored.assign(stored.begin(), stored.end());
    reads_[r].referring.assign(referring.begin(), referring.end());
  }
}

std::optional<std::string> SubjectStates::of(std::uint32_t rule, EntityId subject) const {
  const Reads& reads = reads_[rule];
  const auto is_pointed_to = [&](model::FieldId by) { return !index_.referring(by, subject).empty(); };
  if (reads.beyond || std::any_of(reads.referring.begin(), reads.referring.end(), is_pointed_to)) return std::nullopt;
  std::string out;
  for (const model::FieldId field : reads.stored) {
    if (const auto* fact = index_.resolved().fact(subject, field)) {
      if (points_to_record(fact->value)) return std::nullopt;
      out += model::to_text(fact->value);
    }
    out += '\0';
  }
  return out;
}

}  // namespace kede::assess
