#include "engine/assess/count_points.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace kede::assess {
namespace {

constexpr std::size_t kGroupsPerDimension = 2;
constexpr double kCoverageForGreen = 0.8;
constexpr double kRounding = 1e-9;  // a score that shows a limit has reached it

using Points = double CountedLine::*;
using Mark = bool CountedLine::*;

// Larger first, then in the order of the lines.
struct Stronger {
  const std::vector<CountedLine>& lines;
  Points points;
  bool operator()(std::size_t a, std::size_t b) const {
    return lines[a].*points != lines[b].*points ? lines[a].*points > lines[b].*points : a < b;
  }
};

// The lines of one group: the strongest of each node, strongest first.
struct Group {
  std::vector<std::size_t> of_chain;
  std::vector<std::size_t> others;

  // A rule about the chain finds at the bidder what other rules of its group find further down: of each such pair the larger line counts.
  std::vector<std::size_t> distinct(const Stronger& stronger) const {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < std::max(of_chain.size(), others.size()); ++i) {
      const bool has_both = i < of_chain.size() && i < others.size();
      const std::size_t only = i < others.size() ? others[i] : of_chain[i];
      out.push_back(has_both && stronger(of_chain[i], others[i]) ? of_chain[i] : only);
    }
    return out;
  }
};

using Groups = std::map<std::pair<std::string, std::string>, Group>;  // by dimension and group

Groups groups_of(const std::vector<CountedLine>& lines, const Stronger& stronger) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].*stronger.points > 0) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), stronger);
  Groups groups;
  std::set<std::tuple<std::string, std::string, NodeId, bool>> seen;
  for (const std::size_t i : order) {
    if (!seen.insert({lines[i].dimension, lines[i].group, lines[i].node, lines[i].of_chain}).second) continue;
    Group& group = groups[{lines[i].dimension, lines[i].group}];
    (lines[i].of_chain ? group.of_chain : group.others).push_back(i);
  }
  return groups;
}

double count(std::vector<CountedLine>& lines, Points points, Mark mark) {
  const Stronger stronger{lines, points};
  std::map<std::string, std::vector<std::size_t>> by_dimension;
  for (const auto& [name, group] : groups_of(lines, stronger)) {
    const auto distinct = group.distinct(stronger);
    auto& all = by_dimension[name.first];
    all.insert(all.end(), distinct.begin(), distinct.end());
  }
  for (auto& [dimension, all] : by_dimension) {
    std::sort(all.begin(), all.end(), stronger);
    for (std::size_t i = 0; i < std::min(all.size(), kGroupsPerDimension); ++i) lines[all[i]].*mark = true;
  }
  double sum = 0;
  for (const CountedLine& line : lines) sum += line.*mark ? line.*points : 0;
  return sum;
}

Band raised(Band band, Band floor) { return static_cast<std::uint8_t>(band) < static_cast<std::uint8_t>(floor) ? floor : band; }

Band floor_band(lang::RuleSeverity severity) {
  constexpr Band bands[] = {Band::low, Band::medium, Band::high, Band::critical};
  return bands[static_cast<std::size_t>(severity)];
}

}  // namespace

std::string_view to_text(Band band) {
  constexpr std::string_view names[] = {"nothing_found", "insufficient", "low", "medium", "high", "critical"};
  return names[static_cast<std::size_t>(band)];
}

double Score::low() const { return 100.0 * (1.0 - std::exp(-points)); }
double Score::high() const { return 100.0 * (1.0 - std::exp(-possible_points)); }

Sums count_points(std::vector<CountedLine>& lines) {
  return {count(lines, &CountedLine::points, &CountedLine::counted),
          count(lines, &CountedLine::possible_points, &CountedLine::counted_possible)};
}

Band band_of(const Score& score) {
  const double low = score.low() + kRounding;
  const Band plain = low < kBandLimits[0]   ? Band::nothing_found
                     : low < kBandLimits[1] ? Band::low
                     : low < kBandLimits[2] ? Band::medium
                     : low < kBandLimits[3] ? Band::high
                                            : Band::critical;
  const double limit_above = plain == Band::nothing_found ? kBandLimits[0] : kBandLimits[1];
  const bool is_thin = score.coverage + kRounding < kCoverageForGreen || score.high() + kRounding >= limit_above;
  Band band = low < kBandLimits[1] && is_thin ? Band::insufficient : plain;
  if (!score.patterns.empty()) {  // made of flags: the class that it raises is low at least
    band = raised(plain, Band::low);
    if (band != Band::critical) band = static_cast<Band>(static_cast<std::uint8_t>(band) + 1);
  }
  if (score.floor) band = raised(band, floor_band(*score.floor));
  return band;
}

}  // namespace kede::assess
