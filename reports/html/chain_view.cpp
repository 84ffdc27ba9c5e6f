#include <algorithm>

#include "engine/base/text.hpp"
#include "reports/html/page.hpp"
#include "reports/labels.hpp"
#include "reports/names.hpp"

namespace kede::reports {

using assess::BidResult;
using graph::EdgeKind;

namespace {

constexpr std::size_t kNodesDrawn = 40;
constexpr std::size_t kWidestRow = 5;  // longer chains go downwards

bool supplies(EdgeKind kind) { return kind == EdgeKind::supply || kind == EdgeKind::labour || kind == EdgeKind::goods; }

// Builds one drawing out of paths that all begin at the bidder; shared parts are drawn once.
class ChainPainter {
 public:
  ChainPainter(const Page& page, const BidResult& bid) : page_(page), bid_(bid) { add_node(*bid.bidder, {}); }

  void add(const graph::Path& path, bool flagged) {
    std::size_t at = 0;
    for (std::size_t step = 0; step < path.size(); ++step) {
      const graph::Edge& edge = page_.assessment.graph->edge(path[step]);
      const auto known = std::find(nodes_.begin(), nodes_.end(), edge.to);
      const std::size_t next = known != nodes_.end() ? static_cast<std::size_t>(known - nodes_.begin()) : add_node(edge.to, &edge);
      add_link(at, next, edge);
      at = next;
    }
    drawing_.nodes[at].flagged = drawing_.nodes[at].flagged || flagged;
    longest_ = std::max(longest_, path.size() + 1);
  }

  std::size_t size() const { return nodes_.size(); }

  Drawing finish(std::string title, std::string description) {
    mark_open_lists();
    drawing_.title = std::move(title);
    drawing_.description = std::move(description);
    drawing_.downwards = longest_ > kWidestRow;
    return std::move(drawing_);
  }

 private:
  std::size_t add_node(NodeId node, const graph::Edge* arrival) {
    DrawnNode drawn;
    drawn.name = node_name(page_.assessment, page_.words, node);
    drawn.is_root = arrival == nullptr;
    drawn.role = arrival == nullptr ? role_at(page_.assessment, page_.words, bid_, {}) : role_by_edge(page_.words, *arrival);
    if (arrival != nullptr && arrival->share_known) {
      drawn.role = page_.text("role.with_share", {{"role", drawn.role}, {"share", coverage_text(page_.words, arrival->share)}});
    }
    nodes_.push_back(node);
    in_supply_.push_back(arrival == nullptr || supplies(arrival->kind));
    drawing_.nodes.push_back(std::move(drawn));
    return nodes_.size() - 1;
  }

  void add_link(std::size_t from, std::size_t to, const graph::Edge& edge) {
    for (const DrawnLink& link : drawing_.links) {
      if (link.from == from && link.to == to && link.kind == edge.kind) return;
    }
    const std::string label =
        page_.text("drawing.edge",
                   {{"from", drawing_.nodes[from].name}, {"to", drawing_.nodes[to].name}, {"link", link_word(page_.words, edge.kind)}});
    drawing_.links.push_back({from, to, edge.kind, label});
  }

  bool list_is_open(NodeId node) const {
    const auto& resolved = page_.assessment.graph->resolved();
    const EntityId entity = page_.assessment.graph->entity_of(node);
    if (is_person(page_.assessment, entity)) return false;
    const auto* fact = resolved.fact(entity, resolved.vocabulary().field_id("organisation.suppliers_complete"));
    const auto* scalar = fact == nullptr ? nullptr : std::get_if<model::Scalar>(&fact->value);
    const auto* complete = scalar == nullptr ? nullptr : std::get_if<bool>(scalar);
    return complete == nullptr || !*complete;
  }

  // At the end of a chain a dashed box, inside it a note.
  void mark_open_lists() {
    const std::size_t count = nodes_.size();
    for (std::size_t i = 0; i < count; ++i) {
      if (!in_supply_[i] || !list_is_open(nodes_[i])) continue;
      const bool goes_on = std::any_of(drawing_.links.begin(), drawing_.links.end(), [&](const DrawnLink& link) { return link.from == i; });
      if (goes_on) {
        drawing_.nodes[i].note = page_.text("drawing.may_continue");
        continue;
      }
      DrawnNode end;
      end.is_continuation = true;
      end.note = page_.text("drawing.may_continue");
      drawing_.links.push_back({i, drawing_.nodes.size(), EdgeKind::supply, end.note});
      drawing_.nodes.push_back(std::move(end));
    }
  }

  const Page& page_;
  const BidResult& bid_;
  std::vector<NodeId> nodes_;
  std::vector<bool> in_supply_;
  Drawing drawing_;
  std::size_t longest_ = 1;
};

std::string title_of(const Page& page, const BidResult& bid) {
  return page.text("drawing.title", {{"bidder", bidder_name(page.assessment, page.words, bid)}});
}

}  // namespace

std::string overview_drawing(Page& page, const BidResult& bid, std::size_t bid_number) {
  if (!bid.bidder) return {};
  ChainPainter painter(page, bid);
  std::vector<std::string> paths;
  for (const assess::FlaggedChain& chain : bid.chains) {
    if (painter.size() + chain.path.size() > kNodesDrawn) continue;
    painter.add(chain.path, true);
    paths.push_back(path_words(page.assessment, page.words, bid, chain.path));
  }
  const std::string description = page.text("drawing.overview_description", {{"paths", join(paths, "; ")}});
  return draw(painter.finish(title_of(page, bid), description), bid_anchor(bid_number) + "-map", page.layout, page.templates);
}

std::string chain_drawing(Page& page, const BidResult& bid, std::size_t bid_number, std::size_t number) {
  const assess::FlaggedChain& chain = bid.chains[number];
  if (!bid.bidder || chain.path.empty()) return {};
  ChainPainter painter(page, bid);
  painter.add(chain.path, true);
  const std::string description = page.text("drawing.description", {{"path", path_words(page.assessment, page.words, bid, chain.path)}});
  return draw(painter.finish(title_of(page, bid), description), bid_anchor(bid_number) + "-chain-" + std::to_string(number + 1),
              page.layout, page.templates);
}

}  // namespace kede::reports
