#include <algorithm>

#include "engine/base/text.hpp"
#include "reports/bid_lines.hpp"
#include "reports/html/page.hpp"
#include "reports/names.hpp"

namespace kede::reports {

using assess::Proposal;
using assess::Remedy;
using assess::RemedyFlag;

namespace {

constexpr std::size_t kNodesNamed = 5;

std::string anchor_of(std::size_t lot, std::string_view id) { return "requirement-" + std::to_string(lot + 1) + "-" + ascii_lower(id); }

const lang::Rule& rule_of(const Page& page, const RemedyFlag& flag) { return page.assessment.rules->rules[flag.rule]; }

const lang::Requirement& requirement_of(const Page& page, std::uint32_t number) {
  return page.assessment.rules->catalogue.requirements[number];
}

// Where the page tells a flag of this lot: the finding, else nothing.
View place_view(const Page& page, const Remedy& remedy, std::size_t verdict) {
  View view;
  for (const std::size_t b : remedy.place.bids) {
    const assess::BidResult& bid = page.assessment.bids[b];
    const auto line = std::find_if(bid.contributions.begin(), bid.contributions.end(),
                                   [&](const assess::Contribution& each) { return each.verdict == verdict; });
    if (line == bid.contributions.end()) continue;
    const auto number = static_cast<std::size_t>(line - bid.contributions.begin());
    std::vector<std::size_t> told = flags_of(page.assessment, bid);
    told.resize(std::min(told.size(), kFindingsTold));
    const bool is_told = std::find(told.begin(), told.end(), number) != told.end() &&
                         std::find(page.described.begin(), page.described.end(), b) != page.described.end();
    view.text("name", node_name(page.assessment, page.words, line->node));
    return view.text("link", is_told ? finding_anchor(b, number) : std::string());
  }
  return view.text("name", entity_name(page.assessment, page.words, page.assessment.verdicts[verdict].subject)).text("link", "");
}

View flag_view(const Page& page, const Remedy& remedy, const RemedyFlag& flag) {
  const lang::Rule& rule = rule_of(page, flag);
  std::vector<View> places;
  for (const std::size_t verdict : flag.fired) {
    if (places.size() < kNodesNamed) places.push_back(place_view(page, remedy, verdict));
  }
  const std::size_t more = flag.fired.size() - places.size();
  View view;
  view.text("rule", rule.id).text("title", rule.title.in(page.words.language())).list("places", std::move(places));
  return view.text("more", more == 0 ? std::string() : page.text("requirements.more_places", {{"count", std::to_string(more)}}));
}

// "LAB-04 · …; LAB-05 · …"
std::string open_text(const Page& page, const Remedy& remedy, const std::vector<std::uint32_t>& answers) {
  std::vector<std::string> parts;
  for (const std::uint32_t f : answers) {
    if (remedy.flags[f].is_flag()) continue;
    const lang::Rule& rule = rule_of(page, remedy.flags[f]);
    parts.push_back(rule.id + " · " + rule.title.in(page.words.language()));
  }
  return join(parts, "; ");
}

std::string conditions_text(const Page& page, const assess::Conditions& conditions) {
  std::vector<std::string> parts;
  for (const lang::Condition* condition : conditions) {
    const std::string& say = condition->say.in(page.words.language());
    std::string part = say.empty() ? condition->expression.text() : say;
    if (std::find(parts.begin(), parts.end(), part) == parts.end()) parts.push_back(std::move(part));
  }
  return join(parts, "; ");
}

View proposal_view(const Page& page, std::size_t lot, const Proposal& proposal) {
  const Remedy& remedy = page.remedies[lot];
  const lang::Requirement& item = requirement_of(page, proposal.requirement);
  const Language language = page.words.language();
  std::vector<View> flags;
  for (const std::uint32_t f : proposal.answers) {
    if (remedy.flags[f].is_flag()) flags.push_back(flag_view(page, remedy, remedy.flags[f]));
  }
  View view;
  view.text("id", item.id).text("anchor", anchor_of(lot, item.id)).text("text", item.text.in(language));
  view.flag("has_flags", !flags.empty()).list("flags", std::move(flags)).text("open", open_text(page, remedy, proposal.answers));
  view.text("check", conditions_text(page, proposal.to_check)).text("proof", item.evidence.in(language));
  return view.text("proportionality", item.proportionality.in(language)).text("legal_basis", item.legal_basis.in(language));
}

bool answers_flag(const Remedy& remedy, const Proposal& proposal) {
  return std::any_of(proposal.answers.begin(), proposal.answers.end(), [&](std::uint32_t f) { return remedy.flags[f].is_flag(); });
}

View phase_view(const Page& page, std::size_t lot, const assess::PhaseRemedy& phase) {
  std::vector<View> now;
  std::vector<View> later;
  for (const Proposal& proposal : phase.proposals)
    (answers_flag(page.remedies[lot], proposal) ? now : later).push_back(proposal_view(page, lot, proposal));
  View view;
  view.text("phase", page.assessment.rules->catalogue.phases[phase.phase].label.in(page.words.language()));
  view.flag("not_proven", !phase.proven).list("items", std::move(now));
  const std::string count = std::to_string(later.size());
  view.text("later_title", later.empty() ? std::string() : page.text("requirements.later", {{"count", count}}));
  return view.list("later", std::move(later));
}

std::vector<View> left_out_views(const Page& page, const Remedy& remedy) {
  std::vector<View> views;
  for (const assess::LeftOut& left : remedy.left_out) {
    const lang::Requirement& item = requirement_of(page, left.requirement);
    views.push_back(View()
                        .text("id", item.id)
                        .text("because", conditions_text(page, left.because))
                        .text("note", item.proportionality.in(page.words.language())));
  }
  return views;
}

std::string summary(const Page& page, const Remedy& remedy) {
  std::size_t proposals = 0;
  for (const assess::PhaseRemedy& phase : remedy.phases) proposals += phase.proposals.size();
  const auto flags = std::count_if(remedy.flags.begin(), remedy.flags.end(), [](const RemedyFlag& flag) { return flag.is_flag(); });
  return page.text("requirements.summary", {{"count", std::to_string(proposals)},
                                            {"phases", std::to_string(remedy.phases.size())},
                                            {"flags", std::to_string(flags)},
                                            {"open", std::to_string(remedy.flags.size() - static_cast<std::size_t>(flags))}});
}

std::string place_title(const Page& page, const assess::RemedyPlace& place) {
  std::vector<std::string> parts;
  if (place.contract) parts.push_back(entity_name(page.assessment, page.words, *place.contract));
  if (place.lot) parts.push_back(page.text("decision.lot", {{"lot", entity_name(page.assessment, page.words, *place.lot)}}));
  return parts.empty() ? page.text("decision.no_contract") : join(parts, " · ");
}

View lot_view(const Page& page, std::size_t lot) {
  const Remedy& remedy = page.remedies[lot];
  std::vector<View> phases;
  for (const assess::PhaseRemedy& phase : remedy.phases) phases.push_back(phase_view(page, lot, phase));
  std::vector<View> unanswered;
  for (const std::uint32_t f : remedy.unanswered) {
    if (remedy.flags[f].is_flag()) unanswered.push_back(flag_view(page, remedy, remedy.flags[f]));
  }
  View view;
  view.text("place", place_title(page, remedy.place)).text("summary", summary(page, remedy)).list("phases", std::move(phases));
  view.flag("has_unanswered", !unanswered.empty()).list("unanswered", std::move(unanswered));
  view.text("unanswered_open", open_text(page, remedy, remedy.unanswered));
  return view.flag("has_left_out", !remedy.left_out.empty()).list("left_out", left_out_views(page, remedy));
}

}  // namespace

void choose_remedies(Page& page) {
  std::vector<assess::RemedyPlace> places;
  for (const std::size_t c : contracts_shown(page.assessment, kLotsAnswered)) {
    for (assess::RemedyPlace& place : assess::places_of(page.assessment, page.assessment.contracts[c])) places.push_back(std::move(place));
  }
  assess::RemedyPlace rest{std::nullopt, std::nullopt, bids_without_contract(page.assessment), {}};
  if (!rest.bids.empty()) places.push_back(std::move(rest));
  page.lots_left_out = page.assessment.contracts.size() > kLotsAnswered;
  for (assess::RemedyPlace& place : places) {
    Remedy remedy = assess::remedy_for(page.assessment, std::move(place));
    if (remedy.flags.empty()) continue;
    page.lots_left_out = page.lots_left_out || page.remedies.size() == kLotsAnswered;
    if (page.remedies.size() == kLotsAnswered) return;
    page.remedies.push_back(std::move(remedy));
  }
}

std::string requirement_anchor(const Page& page, std::size_t bid, std::string_view id) {
  for (std::size_t lot = 0; lot < page.remedies.size(); ++lot) {
    const auto& bids = page.remedies[lot].place.bids;
    if (std::find(bids.begin(), bids.end(), bid) == bids.end()) continue;
    for (const assess::PhaseRemedy& phase : page.remedies[lot].phases) {
      for (const Proposal& proposal : phase.proposals) {
        if (requirement_of(page, proposal.requirement).id == id) return anchor_of(lot, id);
      }
    }
  }
  return {};
}

std::string requirements_section(Page& page) {
  std::vector<View> lots;
  for (std::size_t lot = 0; lot < page.remedies.size(); ++lot) lots.push_back(lot_view(page, lot));
  View view;
  view.flag("any", !lots.empty()).list("lots", std::move(lots));
  view.flag("full", page.lots_left_out).text("catalogue_note", page.assessment.rules->catalogue.notes.in(page.words.language()));
  return page.templates.fill("requirements", std::move(view));
}

}  // namespace kede::reports
