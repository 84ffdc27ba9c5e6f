#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "engine/base/text.hpp"
#include "importers/workbook/validate.hpp"

namespace kede::importers::workbook {
namespace {

constexpr double kTolerance = 0.01;  // of a percentage point, for rounded shares
constexpr std::size_t kMaxSteps = 5'000'000;
constexpr std::size_t kMaxLoops = 20;  // more say nothing new
constexpr std::size_t kMaxLoopNames = 12;

// "12.5", without needless zeros.
std::string share_text(double share) { return model::to_text(model::Scalar(std::round(share * 100) / 100)); }

// Walks from link to link and stops at the first closed loop through each link, on a stack of its own because chains may be long.
class LoopFinder {
 public:
  LoopFinder(const Book& book, const Chains& chains, DiagnosticSink& diagnostics)
      : book_(book), chains_(chains), diagnostics_(diagnostics), state_(chains.links().size(), State::fresh) {}

  void run() {
    for (std::size_t i = 0; i < chains_.links().size(); ++i) {
      if (reported_.size() < kMaxLoops && state_[i] == State::fresh && !chains_.links()[i].child.empty()) walk(i);
    }
  }

 private:
  enum class State : std::uint8_t { fresh, on_path, done };
  struct Step {
    std::size_t link;
    std::vector<std::size_t> below;
    std::size_t next = 0;
  };

  void walk(std::size_t start) {
    std::vector<Step> path;
    enter(start, path);
    while (!path.empty() && steps_ < kMaxSteps && reported_.size() < kMaxLoops) {
      Step& top = path.back();
      if (top.next == top.below.size()) {
        state_[top.link] = State::done;
        path.pop_back();
        continue;
      }
      const std::size_t next = top.below[top.next++];
      if (state_[next] == State::on_path) report(path, next);
      if (state_[next] == State::fresh) enter(next, path);
    }
  }

  void enter(std::size_t link, std::vector<Step>& path) {
    state_[link] = State::on_path;
    path.push_back({.link = link, .below = chains_.below(link)});
    steps_ += path.back().below.size();
  }

  void report(const std::vector<Step>& path, std::size_t closing) {
    const auto first = std::find_if(path.begin(), path.end(), [&](const Step& step) { return step.link == closing; });
    std::set<std::string> members;
    std::vector<std::string> names;
    for (auto step = first; step != path.end(); ++step) {
      const Link& link = chains_.links()[step->link];
      names.push_back(book_.name_of(link.parent));
      members.insert(link.parent);
    }
    if (names.size() > kMaxLoopNames) {
      names.resize(kMaxLoopNames);
      names.emplace_back("…");
    }
    names.push_back(names.front());
    // The same firms in one loop are told once, whichever of their links was met first.
    if (!reported_.insert(chains_.links()[closing].tender + '\n' + join({members.begin(), members.end()}, "\n")).second) return;
    const Link& last = chains_.links()[path.back().link];
    diagnostics_.add(error("KD1251").at(last.at.sheet->place(*last.at.row, "child_org_id")).arg("loop", join(names, " → ")));
  }

  const Book& book_;
  const Chains& chains_;
  DiagnosticSink& diagnostics_;
  std::vector<State> state_;
  std::set<std::string> reported_;
  std::size_t steps_ = 0;
};

void check_tiers(const Book& book, const Chains& chains, DiagnosticSink& diagnostics) {
  for (const Link& link : chains.links()) {
    if (!link.stated_tier || link.tier == 0 || *link.stated_tier == link.tier) continue;
    // Through another link above, another tier may be just as right.
    const bool other_way = std::any_of(link.above.begin(), link.above.end(),
                                       [&](std::size_t above) { return chains.links()[above].tier + 1 == *link.stated_tier; });
    if (other_way) continue;
    diagnostics.add(warning("KD1252")
                        .at(link.at.sheet->place(*link.at.row, "tier"))
                        .arg("stated", std::to_string(*link.stated_tier))
                        .arg("right", std::to_string(link.tier))
                        .arg("name", book.name_of(link.child)));
  }
}

// What one organisation passes on within one procurement, lot, bid and stage.
struct Passed {
  std::vector<std::size_t> links;
  double share = 0;
  std::int64_t units = 0;
  std::optional<Currency> currency;
  bool one_currency = true;
};

std::map<std::string, Passed> passed_on(const Chains& chains) {
  std::map<std::string, Passed> out;
  for (std::size_t i = 0; i < chains.links().size(); ++i) {
    const Link& link = chains.links()[i];
    if (link.parent.empty()) continue;
    Passed& passed = out[join({link.tender, link.lot, link.bid, link.stage, link.parent}, "\n")];
    passed.links.push_back(i);
    passed.share += link.share.value_or(0);
    if (!link.amount) continue;
    passed.one_currency = passed.one_currency && (!passed.currency || *passed.currency == link.amount->currency);
    passed.currency = link.amount->currency;
    if (__builtin_add_overflow(passed.units, link.amount->units, &passed.units)) passed.one_currency = false;
  }
  return out;
}

// Through which links the parent was engaged, preferring those of the same stage.
std::vector<const Link*> engaged_through(const Chains& chains, const Link& link) {
  std::vector<const Link*> all;
  std::vector<const Link*> same_stage;
  for (const std::size_t above : link.above) {
    all.push_back(&chains.links()[above]);
    if (all.back()->stage == link.stage) same_stage.push_back(all.back());
  }
  return same_stage.empty() ? all : same_stage;
}

void check_shares(const Book& book, const Chains& chains, const Passed& passed, DiagnosticSink& diagnostics) {
  const Link& link = chains.links()[passed.links.front()];
  const Place place = link.at.sheet->place(*link.at.row, "share_percent");
  if (passed.share > 100 + kTolerance) {
    diagnostics.add(error("KD1253").at(place).arg("name", book.name_of(link.parent)).arg("sum", share_text(passed.share)));
    return;
  }
  double own = 0;
  const auto above = engaged_through(chains, link);
  for (const Link* one : above) {
    if (!one->share) return;
    own += *one->share;
  }
  if (above.empty() || passed.share <= own + kTolerance) return;
  diagnostics.add(
      error("KD1254").at(place).arg("name", book.name_of(link.parent)).arg("sum", share_text(passed.share)).arg("whole", share_text(own)));
}

// The amount of the bid, or of the award when there is no bid, of the organisation at the top of the link.
std::optional<Money> top_amount(const Book& book, const Chains& chains, const Link& link) {
  const model::Vocabulary& vocabulary = book.vocabulary();
  const auto bids = link.bid.empty() ? chains.bids_of(link.tender, link.lot, link.parent) : std::vector<std::string>{link.bid};
  RowAt top;
  if (bids.size() == 1) top = book.find(vocabulary.find_kind("bid")->id, bids.front());
  if (!top && bids.empty()) top = book.find(vocabulary.find_kind("award")->id, link.at.text("award_id"));
  const Money* amount = top ? top.sheet->known<Money>(*top.row, "amount") : nullptr;
  return amount == nullptr ? std::nullopt : std::optional(*amount);
}

// The amount the parent itself receives: of its own links, or of its bid or award when it stands at the top.
std::optional<Money> own_amount(const Book& book, const Chains& chains, const Link& link, const Currency& currency) {
  const auto above = engaged_through(chains, link);
  Money sum{0, currency};
  for (const Link* one : above) {
    if (!one->amount || one->amount->currency != currency || __builtin_add_overflow(sum.units, one->amount->units, &sum.units))
      return std::nullopt;
  }
  if (!above.empty()) return sum;
  const auto amount = top_amount(book, chains, link);
  return amount && amount->currency == currency ? amount : std::nullopt;
}

void check_amounts(const Book& book, const Chains& chains, const Passed& passed, DiagnosticSink& diagnostics) {
  if (!passed.currency || !passed.one_currency) return;
  const Link& link = chains.links()[passed.links.front()];
  const auto own = own_amount(book, chains, link, *passed.currency);
  if (!own || passed.units <= own->units) return;
  diagnostics.add(error("KD1255")
                      .at(link.at.sheet->place(*link.at.row, "amount"))
                      .arg("name", book.name_of(link.parent))
                      .arg("sum", to_text(Money{passed.units, *passed.currency}))
                      .arg("whole", to_text(*own)));
}

void check_places(const Chains& chains, DiagnosticSink& diagnostics) {
  for (const Link& link : chains.links()) {
    if (link.tender.empty())
      diagnostics.add(warning("KD1247").at(link.at.sheet->place(*link.at.row, "tender_id")).arg("id", link.at.row->key));
  }
}

}  // namespace

void check_chains(const Book& book, const Chains& chains, DiagnosticSink& diagnostics) {
  check_places(chains, diagnostics);
  LoopFinder(book, chains, diagnostics).run();
  check_tiers(book, chains, diagnostics);
  for (const auto& [key, passed] : passed_on(chains)) {
    check_shares(book, chains, passed, diagnostics);
    check_amounts(book, chains, passed, diagnostics);
  }
}

void check_stages(const Book& book, const Chains& chains, DiagnosticSink& diagnostics) {
  std::set<std::string> told;
  std::map<std::pair<std::string, std::string>, std::vector<const Link*>> offered;  // by procurement and organisation
  std::set<std::string> tenders_with_offers;
  for (const Link& link : chains.links()) {
    if (link.stage != "offer") continue;
    offered[{link.tender, link.child}].push_back(&link);
    tenders_with_offers.insert(link.tender);
  }
  for (std::size_t i = 0; i < chains.links().size(); ++i) {
    const Link& link = chains.links()[i];
    if (link.child.empty()) continue;
    const std::string bid = chains.bid_of(i);
    const auto own_bids = chains.bids_of(link.tender, link.lot, link.child);
    const bool rival = !bid.empty() && !own_bids.empty() && std::find(own_bids.begin(), own_bids.end(), bid) == own_bids.end();
    if (rival && told.insert(link.tender + '\n' + link.child + '\n' + bid).second) {
      diagnostics.add(warning("KD1261")
                          .at(link.at.sheet->place(*link.at.row, "child_org_id"))
                          .arg("name", book.name_of(link.child))
                          .arg("own", own_bids.front())
                          .arg("bid", bid));
    }
    if (link.stage != "contract" || !tenders_with_offers.contains(link.tender)) continue;
    const auto named = offered.find({link.tender, link.child});
    const bool in_offer = named != offered.end() &&
                          std::any_of(named->second.begin(), named->second.end(), [&](const Link* one) { return compatible(*one, link); });
    if (!in_offer)
      diagnostics.add(warning("KD1262").at(link.at.sheet->place(*link.at.row, "child_org_id")).arg("name", book.name_of(link.child)));
  }
}

}  // namespace kede::importers::workbook
