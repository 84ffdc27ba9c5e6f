#include "importers/espd/named_firms.hpp"

#include <algorithm>

#include "engine/base/identifier_checks.hpp"
#include "engine/base/text.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::espd {
namespace {

constexpr std::size_t kNameLength = 120;
constexpr std::ptrdiff_t kNameWords = 10;
constexpr std::size_t kMost = 500;  // firms in one answer

// The place of a Latvian registration number, or npos.
std::size_t registration_number_in(std::string_view text) {
  constexpr std::size_t digits = 11;
  for (std::size_t at = 0; at + digits <= text.size(); ++at) {
    if (!valid_lv_registration_number(text.substr(at, digits))) continue;
    const bool begins = at == 0 || !is_digit(text[at - 1]);
    const bool ends = at + digits == text.size() || !is_digit(text[at + digits]);
    if (begins && ends) return at;
  }
  return std::string_view::npos;
}

bool looks_like_name(std::string_view text) {
  return !is_empty_id(text) && text.size() > 2 && code_points(text) <= kNameLength &&
         std::count(text.begin(), text.end(), ' ') < kNameWords && !equals_ignoring_ascii_case(text, "unknown");
}

void add_firm(std::vector<NamedFirm>& firms, std::string_view piece) {
  NamedFirm firm;
  if (const std::size_t at = registration_number_in(piece); at != std::string_view::npos) {
    firm.id = std::string(piece.substr(at, 11));
    piece = trim(piece.substr(0, at));
    piece = trim(piece.substr(0, piece.find_last_of(",(")));
  }
  if (!looks_like_name(piece) || firms.size() == kMost) return;
  firm.name = std::string(piece);
  firms.push_back(std::move(firm));
}

}  // namespace

std::vector<NamedFirm> firms_in(std::string_view text) {
  std::vector<NamedFirm> out;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find_first_of(";\n", begin), text.size());
    add_firm(out, trim(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return out;
}

std::vector<NamedInCriterion> firms_named(const AnsweredCriterion& criterion) {
  std::vector<NamedInCriterion> out;
  bool relied_on = false;
  for (std::size_t q = 0; q < criterion.questions.size(); ++q) {
    const Question& question = criterion.questions[q];
    if (question.data_type == "INDICATOR" && !question.responses.empty()) relied_on = value_of(question.responses[0]) == "yes";
    if (question.data_type != "DESCRIPTION") continue;
    const auto number = std::find_if(criterion.questions.begin(), criterion.questions.end(), [&](const Question& other) {
      return other.group == question.group && other.data_type == "ECONOMIC_OPERATOR_IDENTIFIER";
    });
    const bool paired = number != criterion.questions.end();
    for (std::size_t r = 0; r < question.responses.size(); ++r) {
      const std::string text = value_of(question.responses[r]);
      if (paired) {
        const std::string id = r < number->responses.size() ? value_of(number->responses[r]) : std::string();
        if (!is_empty_id(text)) out.push_back({{text, is_empty_id(id) ? std::string() : id}, relied_on});
      } else if (criterion.known.criterion == Criterion::subcontractors) {
        for (NamedFirm& firm : firms_in(text)) out.push_back({std::move(firm), false});
      }
    }
  }
  return out;
}

}  // namespace kede::importers::espd
