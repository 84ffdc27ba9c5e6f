#include "importers/ftm/listing.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"

namespace kede::importers::ftm {
namespace {

bool contains_any(std::string_view name, std::span<const std::string_view> words) {
  if (name.size() > 300) name = name.substr(0, 300);
  const std::string lower = ascii_lower(name);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

// Collections and sources that add facts to entities and list nobody.
bool only_enriches(std::string_view dataset) {
  constexpr std::array<std::string_view, 12> beginnings = {"ext_",   "wd_",   "wikidata", "gleif",    "opencorporates", "openownership",
                                                           "permid", "icij_", "gb_coh_",  "ru_egrul", "ann_",           "everypolitician"};
  return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view begin) { return dataset.starts_with(begin); });
}

bool is_other_list_topic(std::string_view topic) {
  constexpr std::array<std::string_view, 17> topics = {"sanction.linked",
                                                       "sanction.control",
                                                       "sanction.counter",
                                                       "export.control",
                                                       "export.control.linked",
                                                       "export.risk",
                                                       "invest.risk",
                                                       "invest.ban",
                                                       "reg.action",
                                                       "reg.warn",
                                                       "wanted",
                                                       "corp.disqual",
                                                       "asset.frozen",
                                                       "poi",
                                                       "mare.detained",
                                                       "mare.shadow",
                                                       "crime"};
  return std::find(topics.begin(), topics.end(), topic) != topics.end() || topic.starts_with("crime.");
}

}  // namespace

bool is_forced_labour_list(std::string_view name) {
  constexpr std::array<std::string_view, 8> words = {"uflpa",        "forced_labor",  "forced labor", "forced labour",
                                                     "forced-labor", "forced-labour", "br_slavery",   "us-cbp"};
  return contains_any(name, words);
}

bool is_debarment_list(std::string_view name) {
  constexpr std::array<std::string_view, 9> words = {"debar",          "exclusion",      "ineligib",       "worldbank", "adb_sanctions",
                                                     "iadb_sanctions", "afdb_sanctions", "ebrd_sanctions", "eib_exclu"};
  return contains_any(name, words);
}

bool is_sanctions_list(std::string_view name) {
  constexpr std::array<std::string_view, 9> words = {"sanction", "_ofac", "ofac ",  "eu_fsf",      "specially designated",
                                                     "_seco_",   "_hmt_", "_nsdc_", "asset freeze"};
  return contains_any(name, words) && !is_debarment_list(name) && !is_forced_labour_list(name);
}

Listing listing_of(const Entity& entity) {
  Listing out;
  bool sanction = false;
  for (const auto& [property, value] : entity.values) {
    if (property == Property::topics) {
      sanction = sanction || value == "sanction";
      out.debarment = out.debarment || value == "debarment";
      out.forced_labour = out.forced_labour || value == "forced.labor" || value == "crime.traffick" || value == "crime.traffick.human";
      out.other = out.other || (is_other_list_topic(value) && value != "crime.traffick" && value != "crime.traffick.human");
    } else if (property == Property::program_id) {
      out.forced_labour = out.forced_labour || is_forced_labour_list(value);
    }
  }
  if (!sanction) return out;
  const bool by_forced_labour_list = std::any_of(entity.datasets.begin(), entity.datasets.end(), is_forced_labour_list);
  out.forced_labour = out.forced_labour || by_forced_labour_list;
  out.sanctions = !by_forced_labour_list || std::any_of(entity.datasets.begin(), entity.datasets.end(), [](std::string_view dataset) {
    return !is_forced_labour_list(dataset) && !only_enriches(dataset);
  });
  return out;
}

Listing listing_of_sanction(const Entity& sanction, const Entity* sanctioned) {
  Listing out;
  const auto look = [&](std::string_view name) {
    out.forced_labour = out.forced_labour || is_forced_labour_list(name);
    out.debarment = out.debarment || is_debarment_list(name);
    out.sanctions = out.sanctions || is_sanctions_list(name);
  };
  for (const auto& [property, value] : sanction.values) {
    if (property == Property::program_id || property == Property::program) look(value);
  }
  if (out.forced_labour) return {.forced_labour = true};
  for (const std::string_view dataset : sanction.datasets) look(dataset);
  if (out.forced_labour) return {.forced_labour = true};
  if (out.debarment) return {.debarment = true};
  if (out.any() || sanctioned == nullptr) return out;
  const Listing whole = listing_of(*sanctioned);
  const int kinds = int{whole.sanctions} + int{whole.forced_labour} + int{whole.debarment} + int{whole.other};
  return kinds == 1 ? whole : out;
}

}  // namespace kede::importers::ftm
