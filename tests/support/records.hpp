// Small invented data for tests: records written as text, packed, resolved and joined to a graph in one step.
// Used by the tests of the model, identity, graph and assess layers.
// A World owns every stage, each at a fixed address, since the later stages refer to the earlier ones; it may be moved.
// Law: a value is written as a person reads it and is turned into the type that the vocabulary gives the field.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/graph/supply_graph.hpp"
#include "engine/identity/resolved.hpp"
#include "engine/model/dataset.hpp"

namespace kede::testing {

// The vocabulary that is built into the program.
const model::Vocabulary& vocabulary();

// Text as people write it ("yes", "12", "30", "9.50 EUR", "2026-01-31", a code, the key of a record, "[a, b]" closed, "[a, b, …]" open,
// "?" unknown because declared so), or a value of the model.
class FactText {
 public:
  FactText(const char* text) : text_(text) {}
  FactText(std::string text) : text_(std::move(text)) {}
  FactText(model::Value value) : value_(std::move(value)) {}
  // Fails the test when the text does not fit the field.
  model::Value as(const model::Field& field) const;

 private:
  std::string text_;
  std::optional<model::Value> value_;
};

using FactMap = std::map<std::string, FactText>;

struct RecordText {
  std::string kind;
  std::string key;
  FactMap facts = {};
  std::optional<Date> date = {};  // of every fact
};
using RecordList = std::vector<RecordText>;

// As an importer hands it over; without a place.
model::Record record_of(const RecordText& text, SourceId source);
model::Dataset dataset_of(const RecordList& records);

struct World {
  std::unique_ptr<const model::Dataset> dataset;
  std::unique_ptr<const identity::Resolved> resolved;
  std::unique_ptr<const graph::SupplyGraph> graph;

  // The entity that the record with this key became; organisations are looked for first. Fails the test when there is none.
  EntityId entity(std::string_view key) const;
  NodeId node(std::string_view key) const;
  // The key of the first record of an entity.
  std::string key_of(EntityId entity) const;
  std::string key_of(NodeId node) const { return key_of(graph->entity_of(node)); }
};
World world_of(const RecordList& records);

// "main>agency labour", one line for each edge, sorted.
std::vector<std::string> edge_lines(const World& world);

Date day(std::string_view iso);

}  // namespace kede::testing
