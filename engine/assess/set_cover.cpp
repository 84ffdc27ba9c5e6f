#include "engine/assess/set_cover.hpp"

#include <algorithm>
#include <boost/dynamic_bitset.hpp>
#include <map>
#include <optional>
#include <tuple>

namespace kede::assess {
namespace {

using Bits = boost::dynamic_bitset<>;

// What is smaller, then surer, then earlier in the order given.
using Cost = std::tuple<std::size_t, std::size_t, std::vector<std::size_t>>;

class CoverSearch {
 public:
  CoverSearch(const std::vector<CoverSet>& sets, std::size_t most_steps) : sets_(sets), steps_left_(most_steps) {
    std::map<std::uint32_t, std::size_t> numbers;  // only elements that occur
    for (const CoverSet& set : sets) {
      for (const std::uint32_t element : set.elements) numbers.try_emplace(element, numbers.size());
    }
    for (const CoverSet& set : sets) {
      Bits& bits = bits_.emplace_back(numbers.size());
      for (const std::uint32_t element : set.elements) bits.set(numbers.at(element));
    }
    needed_ = Bits(numbers.size());
    needed_.set();
    usable_ = Bits(sets.size());
    usable_.set();
  }

  Cover find() {
    reduce();
    best_ = cost_of(greedy());
    search(chosen_, needed_);
    return {std::get<2>(*best_), proven_};
  }

 private:
  // Neither step loses the best choice: a set goes only if another one that is used can take its place and is not worse, an element only if
  // whatever covers another one covers it too.
  void reduce() {
    for (bool changed = true; changed;) {
      changed = drop_dominated_sets();
      changed = drop_implied_elements() || changed;
      changed = take_forced() || changed;
    }
  }

  bool drop_dominated_sets() {
    bool changed = false;
    for (std::size_t a = usable_.find_first(); a != Bits::npos; a = usable_.find_next(a)) {
      const Bits own = bits_[a] & needed_;
      for (std::size_t b = usable_.find_first(); b != Bits::npos; b = usable_.find_next(b)) {
        const bool better = sets_[b].doubtful != sets_[a].doubtful ? sets_[a].doubtful : b < a;
        if (own.any() && (a == b || !better || !own.is_subset_of(bits_[b] & needed_))) continue;
        usable_.reset(a);
        changed = true;
        break;
      }
    }
    return changed;
  }

  Bits coverers(std::size_t element) const {
    Bits out(sets_.size());
    for (std::size_t s = usable_.find_first(); s != Bits::npos; s = usable_.find_next(s)) out[s] = bits_[s][element];
    return out;
  }

  bool drop_implied_elements() {
    std::map<std::size_t, Bits> by_element;
    for (std::size_t e = needed_.find_first(); e != Bits::npos; e = needed_.find_next(e)) by_element.emplace(e, coverers(e));
    bool changed = false;
    for (const auto& [element, own] : by_element) {
      const bool implied = std::any_of(by_element.begin(), by_element.end(), [&, e = element, &mine = own](const auto& other) {
        return other.first != e && needed_[other.first] && other.second.is_subset_of(mine) && (other.second != mine || other.first < e);
      });
      if (!implied) continue;
      needed_.reset(element);
      changed = true;
    }
    return changed;
  }

  bool take_forced() {
    for (std::size_t e = needed_.find_first(); e != Bits::npos; e = needed_.find_next(e)) {
      const Bits own = coverers(e);
      if (own.count() != 1) continue;
      const std::size_t only = own.find_first();
      chosen_.push_back(only);
      needed_ -= bits_[only];
      usable_.reset(only);
      return true;
    }
    return false;
  }

  std::vector<std::size_t> greedy() const {
    std::vector<std::size_t> out = chosen_;
    for (Bits open = needed_; open.any();) {
      std::size_t best = Bits::npos;
      for (std::size_t s = usable_.find_first(); s != Bits::npos; s = usable_.find_next(s)) {
        if (best == Bits::npos || (bits_[s] & open).count() > (bits_[best] & open).count()) best = s;
      }
      out.push_back(best);
      open -= bits_[best];
    }
    return out;
  }

  Cost cost_of(std::vector<std::size_t> chosen) const {
    std::sort(chosen.begin(), chosen.end());
    return {chosen.size(), doubtful(chosen), std::move(chosen)};
  }

  std::size_t doubtful(const std::vector<std::size_t>& chosen) const {
    return static_cast<std::size_t>(std::count_if(chosen.begin(), chosen.end(), [&](std::size_t s) { return sets_[s].doubtful; }));
  }

  // How many more sets are needed at least.
  std::size_t at_least(const Bits& open) const {
    std::size_t most = 1;
    for (std::size_t s = usable_.find_first(); s != Bits::npos; s = usable_.find_next(s)) most = std::max(most, (bits_[s] & open).count());
    return (open.count() + most - 1) / most;
  }

  void search(std::vector<std::size_t>& chosen, const Bits& open) {
    if (open.none()) {
      if (Cost cost = cost_of(chosen); cost < *best_) best_ = std::move(cost);
      return;
    }
    if (!proven_ || steps_left_ == 0) {
      proven_ = false;
      return;
    }
    --steps_left_;
    if (std::pair(chosen.size() + at_least(open), doubtful(chosen)) > std::pair(std::get<0>(*best_), std::get<1>(*best_))) return;
    // One of the sets with this element must be taken: the element with the fewest.
    std::optional<Bits> ways;
    for (std::size_t e = open.find_first(); e != Bits::npos; e = open.find_next(e)) {
      if (Bits own = coverers(e); !ways || own.count() < ways->count()) ways = std::move(own);
    }
    for (std::size_t s = ways->find_first(); s != Bits::npos; s = ways->find_next(s)) {
      chosen.push_back(s);
      search(chosen, open - bits_[s]);
      chosen.pop_back();
    }
  }

  const std::vector<CoverSet>& sets_;
  std::size_t steps_left_;
  std::vector<Bits> bits_;           // by set
  Bits needed_;                      // elements to be covered yet
  Bits usable_;                      // sets that may be taken yet
  std::vector<std::size_t> chosen_;  // forced
  std::optional<Cost> best_;
  bool proven_ = true;
};

}  // namespace

Cover smallest_cover(const std::vector<CoverSet>& sets, std::size_t most_steps) { return CoverSearch(sets, most_steps).find(); }

}  // namespace kede::assess
