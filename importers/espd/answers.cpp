#include "importers/espd/answers.hpp"

#include <unordered_map>

namespace kede::importers::espd {
namespace {

using Responses = std::unordered_map<std::string_view, std::vector<pugi::xml_node>>;

// Goes through the groups inside a criterion without recursion, in the order of the document.
void collect(pugi::xml_node criterion, const Responses& responses, AnsweredCriterion& out) {
  struct Step {
    pugi::xml_node at;
    std::size_t group;
  };
  std::vector<Step> open = {{criterion.first_child(), 0}};
  std::size_t groups = 0;
  while (!open.empty()) {
    const Step step = open.back();
    open.pop_back();
    if (!step.at) continue;
    open.push_back({step.at.next_sibling(), step.group});
    const std::string_view name = local_name(step.at);
    if (name == "TenderingCriterionPropertyGroup" || name == "SubsidiaryTenderingCriterionPropertyGroup" ||
        name == "SubTenderingCriterion") {
      open.push_back({step.at.first_child(), ++groups});
    } else if (name == "TenderingCriterionProperty" && text_at(step.at, "TypeCode") == "QUESTION") {
      const auto found = responses.find(text_at(step.at, "ID"));
      out.questions.push_back({out.questions.size() + 1, step.group, text_at(step.at, "ValueDataTypeCode"), text_at(step.at, "Description"),
                               found == responses.end() ? std::vector<pugi::xml_node>() : found->second});
    }
  }
}

}  // namespace

std::vector<AnsweredCriterion> answers_of(pugi::xml_node response) {
  Responses responses;
  for (const pugi::xml_node& each : all(response, "TenderingCriterionResponse"))
    responses[text_at(each, "ValidatedCriterionPropertyID")].push_back(each);
  std::vector<AnsweredCriterion> out;
  for (const pugi::xml_node& criterion : all(response, "TenderingCriterion")) {
    const std::string_view code = text_at(criterion, "CriterionTypeCode");
    const std::string_view id = text_at(criterion, "ID");
    out.push_back({criterion_of(code, id), code.empty() ? id : code, {}});
    collect(criterion, responses, out.back());
  }
  return out;
}

std::string value_of(pugi::xml_node response) {
  const pugi::xml_node value = find(response, "ResponseValue");
  if (const std::string_view flag = text_at(value, "ResponseIndicator"); !flag.empty())
    return flag == "true" || flag == "1" ? "yes" : flag == "false" || flag == "0" ? "no" : std::string(flag);
  if (const pugi::xml_node amount = find(value, "ResponseAmount"))
    return std::string(text_of(amount)) + ' ' + std::string(attribute_of(amount, "currencyID"));
  for (const std::string_view name : {"ResponseDate", "ResponseQuantity", "ResponseNumeric", "ResponseMeasure", "ResponseCode",
                                      "ResponseID", "ResponseURI", "ResponseTime"}) {
    if (const std::string_view text = text_at(value, name); !text.empty()) return std::string(text);
  }
  std::string out;
  for (const pugi::xml_node& text : all(value, "Description")) out += (out.empty() ? "" : "\n") + std::string(text_of(text));
  if (!out.empty()) return out;
  const pugi::xml_node period = find(response, "ApplicablePeriod");
  const std::string begin(text_at(period, "StartDate"));
  const std::string end(text_at(period, "EndDate"));
  if (!begin.empty() || !end.empty()) return begin + '/' + end;
  return std::string(text_at(response, "EvidenceSupplied/ID"));
}

}  // namespace kede::importers::espd
