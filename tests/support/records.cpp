#include "tests/support/records.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/base/text.hpp"

namespace kede::testing {
namespace {

using model::BaseType;
using model::Scalar;
using model::Value;

std::int64_t whole_number(std::string_view text) {
  std::size_t used = 0;
  const std::int64_t number = std::stoll(std::string(text), &used);
  REQUIRE(used == text.size());
  return number;
}

double real_number(std::string_view text) {
  std::size_t used = 0;
  const double number = std::stod(std::string(text), &used);
  REQUIRE(used == text.size());
  return number;
}

Money amount_of(std::string_view text) {
  const auto parts = split(text, ' ');
  const auto money = Money::parse(parts.front(), parts.size() > 1 ? Currency::parse(parts[1]).value() : Currency::eur());
  REQUIRE(money.has_value());
  return *money;
}

Scalar scalar_as(const model::FieldType& type, std::string_view text) {
  switch (type.base) {
    case BaseType::boolean: REQUIRE((text == "yes" || text == "no")); return text == "yes";
    case BaseType::integer:
    case BaseType::days: return whole_number(text);
    case BaseType::real: return real_number(text);
    case BaseType::percent: return model::Percent{real_number(text)};
    case BaseType::money: return amount_of(text);
    case BaseType::date: return day(text);
    case BaseType::code: REQUIRE(vocabulary().code_list(type.codes).find(text) != nullptr); return std::string(text);
    case BaseType::ref: return model::Ref{type.kind, std::string(text)};
    default: return std::string(text);
  }
}

}  // namespace

const model::Vocabulary& vocabulary() {
  static const Result<model::Vocabulary> loaded = model::Vocabulary::built_in();
  REQUIRE(loaded.ok());
  return loaded.value();
}

Value FactText::as(const model::Field& field) const {
  INFO(field.name << " = " << text_);
  if (value_) return *value_;
  if (text_ == "?") return model::Unknown{model::UnknownReason::declared_unknown};
  if (!field.type.is_list) return scalar_as(field.type, text_);
  REQUIRE(text_.starts_with("["));
  REQUIRE(text_.ends_with("]"));
  model::List list;
  list.complete = true;
  for (const std::string_view part : split(std::string_view(text_).substr(1, text_.size() - 2), ',')) {
    const std::string_view item = trim(part);
    if (item == "…") list.complete = false;
    if (!item.empty() && item != "…") list.items.push_back(scalar_as(field.type, item));
  }
  return list;
}

model::Record record_of(const RecordText& text, SourceId source) {
  const model::Kind* kind = vocabulary().find_kind(text.kind);
  INFO(text.kind << ' ' << text.key);
  REQUIRE(kind != nullptr);
  model::Record record{kind->id, text.key, source, {}, {}};
  for (const auto& [name, value] : text.facts) {
    INFO(name);
    const model::Field* field = vocabulary().find_field(kind->id, name);
    REQUIRE(field != nullptr);
    model::Fact fact;
    fact.field = field->id;
    fact.value = value.as(*field);
    fact.place = name;
    fact.date = text.date;
    record.facts.push_back(std::move(fact));
  }
  return record;
}

model::Dataset dataset_of(const RecordList& records) {
  model::Dataset dataset;
  const SourceId source = dataset.add_source({.path = "test.csv", .sha256 = "", .bytes = 0, .format = "test", .date = {}});
  std::size_t row = 0;
  for (const RecordText& text : records) {
    model::Record record = record_of(text, source);
    record.place = "rows!" + std::to_string(++row);
    dataset.add(std::move(record));
  }
  return dataset;
}

World world_of(const RecordList& records) {
  World world;
  world.dataset = std::make_unique<const model::Dataset>(dataset_of(records));
  world.resolved = std::make_unique<const identity::Resolved>(identity::resolve(*world.dataset, vocabulary()));
  world.graph = std::make_unique<const graph::SupplyGraph>(graph::build_graph(*world.resolved));
  return world;
}

EntityId World::entity(std::string_view key) const {
  INFO("key " << key);
  auto found = resolved->target({vocabulary().find_kind("organisation")->id, std::string(key)});
  for (const model::Kind& kind : vocabulary().kinds()) {
    if (!found) found = resolved->target({kind.id, std::string(key)});
  }
  REQUIRE(found.has_value());
  return *found;
}

NodeId World::node(std::string_view key) const {
  const auto found = graph->node_of(entity(key));
  REQUIRE(found.has_value());
  return *found;
}

std::string World::key_of(EntityId id) const { return std::string(dataset->key_of(resolved->records_of(id).front())); }

std::vector<std::string> edge_lines(const World& world) {
  std::vector<std::string> lines;
  for (std::size_t e = 0; e < world.graph->edge_count(); ++e) {
    const graph::Edge& edge = world.graph->edge(make_id<EdgeId>(e));
    lines.push_back(world.key_of(edge.from) + '>' + world.key_of(edge.to) + ' ' + std::string(graph::to_text(edge.kind)));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

Date day(std::string_view iso) {
  const auto date = parse_iso_date(iso);
  REQUIRE(date.has_value());
  return *date;
}

}  // namespace kede::testing
