// Fields that the engine computes: each named in rules/vocabulary.json as {"derived": {"function": NAME}}.
// Called by GraphWorld; the test of the vocabulary holds the two lists against each other.
// Pure functions over a const world.
// Law: what is computed from an open list is a bound, never an exact number.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/assess/graph_world.hpp"

namespace kede::assess {

lang::Value derived_value(const GraphWorld& world, EntityId entity, std::string_view function);
std::vector<std::string> derived_function_names();

}  // namespace kede::assess
