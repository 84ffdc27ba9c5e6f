#include "importers/eforms/codes.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::eforms {
namespace {

// Codes of eForms have digits and hyphens, so they are compared as they are.
template <std::size_t count>
std::optional<std::string> meaning_of(const std::array<CodeWord, count>& table, std::string_view code) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const CodeWord& each) { return each.written == code; });
  return found == table.end() ? std::nullopt : std::optional(std::string(found->code));
}

}  // namespace

std::optional<std::string> procurement_method(std::string_view code) {
  static constexpr std::array<CodeWord, 7> table = {{{"open", "open"},
                                                     {"restricted", "selective"},
                                                     {"neg-w-call", "selective"},
                                                     {"comp-dial", "selective"},
                                                     {"innovation", "selective"},
                                                     {"comp-tend", "open"},
                                                     {"neg-wo-call", "limited"}}};
  return meaning_of(table, code);
}

std::optional<std::string> main_category(std::string_view code) {
  static constexpr std::array<CodeWord, 3> table = {{{"works", "works"}, {"supplies", "goods"}, {"services", "services"}}};
  return meaning_of(table, code);
}

std::optional<std::string> award_status(std::string_view code) {
  static constexpr std::array<CodeWord, 3> table = {{{"selec-w", "active"}, {"clos-nw", "unsuccessful"}, {"open-nw", "pending"}}};
  return meaning_of(table, code);
}

std::optional<std::string> lot_status(std::string_view code) {
  static constexpr std::array<CodeWord, 3> table = {{{"selec-w", "complete"}, {"clos-nw", "unsuccessful"}, {"open-nw", "active"}}};
  return meaning_of(table, code);
}

std::optional<std::string> organisation_size(std::string_view code) {
  static constexpr std::array<CodeWord, 5> table = {
      {{"micro", "micro"}, {"small", "small"}, {"medium", "medium"}, {"sme", "sme"}, {"large", "large"}}};
  return meaning_of(table, code);
}

std::optional<bool> is_public_body(std::string_view code) {
  static constexpr std::array<std::string_view, 11> bodies = {"body-pl", "body-pl-cga",   "body-pl-la",  "body-pl-ra", "cga",   "ra",
                                                              "la",      "eu-ins-bod-ag", "org-sub-cga", "rl-aut",     "la-aut"};
  return std::find(bodies.begin(), bodies.end(), code) != bodies.end() ? std::optional(true) : std::nullopt;
}

std::optional<Answer> answer(std::string_view code) {
  if (code == "yes") return Answer::yes;
  if (code == "no") return Answer::no;
  if (code == "not-known") return Answer::not_known;
  return std::nullopt;
}

double months_in(std::string_view unit_code) {
  if (unit_code == "MONTH" || unit_code == "MON") return 1;
  if (unit_code == "YEAR" || unit_code == "ANN") return 12;
  if (unit_code == "WEEK") return 7 / 30.4375;
  if (unit_code == "DAY" || unit_code == "CALENDAR_DAY") return 1 / 30.4375;
  return 0;
}

}  // namespace kede::importers::eforms
