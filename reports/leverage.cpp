#include "reports/leverage.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "reports/labels.hpp"
#include "reports/names.hpp"

namespace kede::reports {
namespace {

constexpr std::size_t kIdsTold = 6;

// The first few, each once, and whether there are more.
std::string few(const std::vector<std::string>& ids) {
  std::vector<std::string> shown;
  for (const std::string& id : ids) {
    if (std::find(shown.begin(), shown.end(), id) != shown.end()) continue;
    if (shown.size() == kIdsTold) {
      shown.emplace_back("…");
      break;
    }
    shown.push_back(id);
  }
  return join(shown, ", ");
}

}  // namespace

std::vector<assess::ChokePoint> choke_points_told(const assess::Assessment& assessment, const assess::BidResult& bid) {
  std::vector<assess::ChokePoint> told = assess::choke_points(assessment, bid);
  std::erase_if(told, [&](const assess::ChokePoint& point) {
    return point.points <= 0 || is_person(assessment, assessment.graph->entity_of(point.node));
  });
  if (told.size() > kChokePointsTold) told.resize(kChokePointsTold);
  return told;
}

std::string choke_text(const assess::Assessment& assessment, const Words& words, const assess::BidResult& bid,
                       const assess::ChokePoint& point) {
  std::vector<std::string> rules;
  for (const std::size_t i : point.flags) rules.push_back(assessment.rule_of(assessment.verdicts[bid.contributions[i].verdict]).id);
  return words.text(
      "choke.line",
      {{"name", node_name(assessment, words, point.node)}, {"share", coverage_text(words, point.share)}, {"rules", few(rules)}});
}

std::string choke_requirements(const assess::ChokePoint& point) { return few(point.requirements); }

std::string fact_name(const assess::Assessment& assessment, const Words& words, const assess::OpenFact& fact) {
  const auto& resolved = assessment.graph->resolved();
  const model::Field& field = resolved.vocabulary().field(fact.field);
  const model::Kind& kind = resolved.vocabulary().kind(resolved.kind_of(fact.entity));
  std::string name = entity_name(assessment, words, fact.entity);
  const bool is_key = !assess::is_about_person(kind) && name == resolved.dataset().key_of(resolved.records_of(fact.entity).front());
  if (is_key) name = kind.label.in(words.language()) + ' ' + name;
  return name + ": " + field.label.in(words.language());
}

std::string fact_note(const assess::Assessment& assessment, const Words& words, const assess::OpenFact& fact) {
  std::vector<std::string> rules;
  for (const std::size_t v : fact.verdicts) rules.push_back(assessment.rule_of(assessment.verdicts[v]).id);
  return words.text("facts.note",
                    {{"reason", reason_word(words, fact.reason)}, {"points", points_number(words, fact.gain)}, {"rules", few(rules)}});
}

std::vector<std::string> clearing_texts(const assess::Assessment& assessment, const Words& words, const assess::Clearing& clearing,
                                        Telling telling) {
  const std::size_t most = telling == Telling::brief ? 2 : 3;
  std::vector<std::string> out;
  const auto add = [&](std::string_view key, const assess::Change& change) {
    out.push_back(words.text(key, {{"change", assess::change_text(assessment, change, words.language())}}));
  };
  for (std::size_t i = 0; i < std::min(clearing.smallest.size(), most); ++i)
    add(i == 0 ? "clearing.if" : "clearing.or_if", clearing.smallest[i]);
  if (out.empty()) out.push_back(words.text("clearing.none"));
  if (!clearing.smallest.empty() && !clearing.proven) out.push_back(words.text("clearing.not_proven"));
  if (telling == Telling::full && clearing.not_applicable) add("clearing.not_applicable", *clearing.not_applicable);
  return out;
}

}  // namespace kede::reports
