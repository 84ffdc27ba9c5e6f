// Draws part of a supply chain as SVG: boxes with a role and a name, lines by kind of link.
// Used by the HTML report for each flagged chain and for all of a bid together.
// Pure functions beside the layout engine and the templates that are handed in.
// Law: the picture says nothing that the words beside it do not say; hostile names stay text.
#pragma once

#include <string>
#include <vector>

#include "engine/graph/supply_graph.hpp"
#include "reports/html/graph_layout.hpp"
#include "reports/html/view.hpp"

namespace kede::reports {

struct DrawnNode {
  std::string name;
  std::string role;
  std::string note;  // "may continue", or empty
  bool flagged = false;
  bool is_root = false;
  bool is_continuation = false;  // the dashed end of an open list; only `note` is shown
};

struct DrawnLink {
  std::size_t from = 0;
  std::size_t to = 0;
  graph::EdgeKind kind{};
  std::string label;  // read aloud and shown on pointing: "SIA A – SIA B: labour"
};

struct Drawing {
  std::string title;
  std::string description;
  std::vector<DrawnNode> nodes;
  std::vector<DrawnLink> links;
  bool downwards = false;
};

// One <svg> element whose ids begin with `id`; empty when it cannot be laid out.
std::string draw(const Drawing& drawing, const std::string& id, const GraphLayout& layout, Templates& templates);

}  // namespace kede::reports
