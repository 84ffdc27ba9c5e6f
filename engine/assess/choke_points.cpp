#include "engine/assess/choke_points.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "engine/assess/bid_chain.hpp"

namespace kede::assess {
namespace {

struct Covered {
  ChokePoint point;
  std::vector<std::size_t> lines;  // all that count, or could
};

Covered covered_by(const Assessment& assessment, const BidResult& bid, const BidChain& chain, NodeId node) {
  Covered out;
  out.point.node = node;
  std::map<std::string, double> answered;
  for (std::size_t i = 0; i < bid.contributions.size(); ++i) {
    const Contribution& line = bid.contributions[i];
    if (!chain.is_below(line.node, node)) continue;
    if (line.counted) out.point.points += line.points;
    if (line.counted_possible) out.point.possible_points += line.possible_points;
    if (line.counted || line.counted_possible) out.lines.push_back(i);
    if (assessment.verdicts[line.verdict].outcome != lang::Outcome::fires) continue;
    out.point.flags.push_back(i);
    for (const std::string& id : assessment.rule_of(assessment.verdicts[line.verdict]).requirements)
      answered[id] += line.counted ? line.points : 0;
  }
  for (const auto& [id, points] : answered) out.point.requirements.push_back(id);
  std::stable_sort(out.point.requirements.begin(), out.point.requirements.end(),
                   [&](const std::string& a, const std::string& b) { return answered[a] > answered[b]; });
  const auto share = [](double part, double whole) { return whole > 0 ? std::min(1.0, part / whole) : 0; };
  out.point.share = share(out.point.points, bid.score.points);
  out.point.possible_share = share(out.point.possible_points, bid.score.possible_points);
  return out;
}

}  // namespace

std::vector<ChokePoint> choke_points(const Assessment& assessment, const BidResult& bid) {
  const WorldIndex& index = static_cast<const GraphWorld*>(assessment.world)->index();
  const BidChain chain(index, bid, assessment.rules->transfer);
  std::vector<Covered> all;
  for (const NodeId node : chain.nodes()) {
    if (node == *bid.bidder) continue;
    Covered covered = covered_by(assessment, bid, chain, node);
    if (!covered.lines.empty()) all.push_back(std::move(covered));
  }
  std::vector<ChokePoint> out;
  for (const Covered& one : all) {
    const bool is_repeated = std::any_of(all.begin(), all.end(), [&](const Covered& other) {
      return other.point.node != one.point.node && chain.is_below(other.point.node, one.point.node) && other.lines == one.lines;
    });
    if (!is_repeated) out.push_back(one.point);
  }
  std::sort(out.begin(), out.end(), [&](const ChokePoint& a, const ChokePoint& b) {
    return std::tuple(-a.points, -a.possible_points, index.rank(a.node)) < std::tuple(-b.points, -b.possible_points, index.rank(b.node));
  });
  return out;
}

}  // namespace kede::assess
