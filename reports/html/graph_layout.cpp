#include "reports/html/graph_layout.hpp"

#include <fmt/format.h>
#include <graphviz/cgraph.h>
#include <graphviz/gvc.h>

#include <string>

namespace kede::reports {
namespace {

constexpr double kPointsPerInch = 72.0;

struct CloseGraph {
  void operator()(Agraph_t* graph) const { agclose(graph); }
};
using GraphHandle = std::unique_ptr<Agraph_t, CloseGraph>;

// The C interface takes char* but does not write to it.
char* c_text(std::string& text) { return text.data(); }

void set(void* object, std::string name, std::string value) {
  std::string none;
  agsafeset(object, c_text(name), c_text(value), c_text(none));
}

const Agnodeinfo_t& node_info(Agnode_t* node) { return *static_cast<Agnodeinfo_t*>(static_cast<void*>(node->base.data)); }
const Agedgeinfo_t& edge_info(Agedge_t* edge) { return *static_cast<Agedgeinfo_t*>(static_cast<void*>(edge->base.data)); }
const Agraphinfo_t& graph_info(Agraph_t* graph) { return *static_cast<Agraphinfo_t*>(static_cast<void*>(graph->base.data)); }

PlacedLine line_of(Agedge_t* edge, double top) {
  PlacedLine line;
  const splines* curves = edge_info(edge).spl;
  if (curves == nullptr || curves->size == 0) return line;
  const bezier& curve = curves->list[0];
  const auto flipped = [&](const pointf& point) { return Point{point.x, top - point.y}; };
  for (int i = 0; i < static_cast<int>(curve.size); ++i) line.curve.push_back(flipped(curve.list[i]));
  line.tip = curve.eflag != 0 ? flipped(curve.ep) : line.curve.back();
  return line;
}

}  // namespace

struct GraphLayout::State {
  GVC_t* context = nullptr;
};

GraphLayout::GraphLayout() : state_(std::make_unique<State>()) {
  agseterr(AGMAX);
  state_->context = gvContext();
}

GraphLayout::~GraphLayout() {
  if (state_->context != nullptr) gvFreeContext(state_->context);
}

std::optional<Placement> GraphLayout::place(const std::vector<BoxSize>& boxes,
                                            const std::vector<std::pair<std::size_t, std::size_t>>& lines, Direction direction) const {
  if (state_->context == nullptr || boxes.empty()) return std::nullopt;
  std::string name = "chain";
  const GraphHandle graph(agopen(c_text(name), Agdirected, nullptr));
  set(graph.get(), "rankdir", direction == Direction::rightwards ? "LR" : "TB");
  set(graph.get(), "ranksep", "0.45");
  set(graph.get(), "nodesep", "0.2");
  std::vector<Agnode_t*> nodes;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    std::string id = fmt::format("n{}", i);
    Agnode_t* node = agnode(graph.get(), c_text(id), 1);
    set(node, "shape", "box");
    set(node, "label", "");
    set(node, "fixedsize", "true");
    set(node, "width", fmt::format("{:.4f}", boxes[i].width / kPointsPerInch));
    set(node, "height", fmt::format("{:.4f}", boxes[i].height / kPointsPerInch));
    nodes.push_back(node);
  }
  std::vector<Agedge_t*> edges;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string id = fmt::format("e{}", i);
    edges.push_back(agedge(graph.get(), nodes[lines[i].first], nodes[lines[i].second], c_text(id), 1));
  }
  if (gvLayout(state_->context, graph.get(), "dot") != 0) return std::nullopt;
  const boxf frame = graph_info(graph.get()).bb;
  Placement placed{frame.UR.x, frame.UR.y, {}, {}};
  for (Agnode_t* node : nodes) placed.boxes.push_back({node_info(node).coord.x, frame.UR.y - node_info(node).coord.y});
  for (Agedge_t* edge : edges) placed.lines.push_back(line_of(edge, frame.UR.y));
  gvFreeLayout(state_->context, graph.get());
  return placed;
}

}  // namespace kede::reports
