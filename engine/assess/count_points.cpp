#include "engine/assess/count_points.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

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

using Indices = std::vector<std::size_t>;

// A rule about the chain finds at the bidder what other rules of its group find further down: of each such pair the larger line counts.
// Both lists hold one line of each node, strongest first.
void add_distinct(const Indices& of_chain, const Indices& others, const Stronger& stronger, Indices& out) {
  for (std::size_t i = 0; i < std::max(of_chain.size(), others.size()); ++i) {
    const bool has_both = i < of_chain.size() && i < others.size();
    const std::size_t only = i < others.size() ? others[i] : of_chain[i];
    out.push_back(has_both && stronger(of_chain[i], others[i]) ? of_chain[i] : only);
  }
}

// The lines with points, by dimension and group; of those of one kind at one node only the strongest.
Indices strongest_of_nodes(const std::vector<CountedLine>& lines, const Stronger& stronger) {
  Indices order;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].*stronger.points > 0) order.push_back(i);
  }
  const auto key = [&](std::size_t i) { return std::tie(lines[i].dimension, lines[i].group, lines[i].of_chain, lines[i].node); };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto left = key(a);
    const auto right = key(b);
    return left != right ? left < right : stronger(a, b);
  });
  order.erase(std::unique(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) == key(b); }), order.end());
  return order;
}

// What counts of one dimension: of the groups in [begin, end) the strongest lines.
Indices counted_of_dimension(const std::vector<CountedLine>& lines, const Stronger& stronger, Indices::const_iterator begin,
                             Indices::const_iterator end) {
  Indices all;
  while (begin != end) {
    Indices of_chain;
    Indices others;
    const std::string_view group = lines[*begin].group;
    for (; begin != end && lines[*begin].group == group; ++begin) (lines[*begin].of_chain ? of_chain : others).push_back(*begin);
    std::sort(of_chain.begin(), of_chain.end(), stronger);
    std::sort(others.begin(), others.end(), stronger);
    add_distinct(of_chain, others, stronger, all);
  }
  std::sort(all.begin(), all.end(), stronger);
  if (all.size() > kGroupsPerDimension) all.resize(kGroupsPerDimension);
  return all;
}

double count(std::vector<CountedLine>& lines, Points points, Mark mark) {
  const Stronger stronger{lines, points};
  const Indices order = strongest_of_nodes(lines, stronger);
  for (auto begin = order.begin(); begin != order.end();) {
    const std::string_view dimension = lines[*begin].dimension;
    const auto end = std::find_if(begin, order.end(), [&](std::size_t i) { return lines[i].dimension != dimension; });
    for (const std::size_t i : counted_of_dimension(lines, stronger, begin, end)) lines[i].*mark = true;
    begin = end;
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
