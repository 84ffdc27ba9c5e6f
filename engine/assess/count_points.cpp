#include "engine/assess/count_points.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace kede::assess {
namespace {

constexpr std::size_t kGroupsPerDimension = 2;
constexpr double kCoverageForGreen = 0.8;

using Points = double CountedLine::*;
using Mark = bool CountedLine::*;

double count(std::vector<CountedLine>& lines, Points points, Mark mark) {
  std::map<std::tuple<std::string, std::string, NodeId>, std::size_t> strongest;  // dimension, group, node -> line
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].*points <= 0) continue;
    const auto [found, is_new] = strongest.try_emplace({lines[i].dimension, lines[i].group, lines[i].node}, i);
    if (!is_new && lines[i].*points > lines[found->second].*points) found->second = i;
  }
  std::map<std::string, std::vector<std::size_t>> by_dimension;
  for (const auto& [key, line] : strongest) by_dimension[std::get<0>(key)].push_back(line);
  for (auto& [dimension, group] : by_dimension) {
    std::stable_sort(group.begin(), group.end(), [&](std::size_t a, std::size_t b) {
      return lines[a].*points != lines[b].*points ? lines[a].*points > lines[b].*points : a < b;
    });
    for (std::size_t i = 0; i < std::min(group.size(), kGroupsPerDimension); ++i) lines[group[i]].*mark = true;
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

Band one_higher(Band band) {
  if (band == Band::nothing_found) return Band::low;
  return band == Band::critical ? band : static_cast<Band>(static_cast<std::uint8_t>(band) + 1);
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
  const double low = score.low();
  const Band plain = low < kBandLimits[0]   ? Band::nothing_found
                     : low < kBandLimits[1] ? Band::low
                     : low < kBandLimits[2] ? Band::medium
                     : low < kBandLimits[3] ? Band::high
                                            : Band::critical;
  Band band = plain;
  const double limit_above = band == Band::nothing_found ? kBandLimits[0] : kBandLimits[1];
  if (low < kBandLimits[1] && (score.coverage < kCoverageForGreen || score.high() >= limit_above)) band = Band::insufficient;
  if (!score.patterns.empty()) band = one_higher(plain);
  if (score.floor) band = raised(band, floor_band(*score.floor));
  return band;
}

}  // namespace kede::assess
