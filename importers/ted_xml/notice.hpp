// One TED notice with its parts found: the same parts under the names of the forms of 2014 (R2.0.9) and of the forms before them.
// Made by the reader for each document; read by the parts that write records.
// Points into the document, which must outlive it.
// Law: one form of the original language is read; the same form in other languages says nothing new.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/date.hpp"
#include "importers/xml.hpp"

namespace kede::importers::ted_xml {

// An element and how it is reached from the root: "/FORM_SECTION/F03_2014/AWARD_CONTRACT[2]".
struct Part {
  pugi::xml_node node;
  std::string path;
  explicit operator bool() const { return !node.empty(); }
};

enum class Stage : std::uint8_t { planning, call, result, ex_ante, change, correction };

struct Notice {
  std::string number;      // "67028-2021": the publication number without leading zeros
  std::string referenced;  // that of the notice that this one answers; empty when it names none
  std::string referenced_at;
  std::optional<Date> published;
  std::string address;  // on the web
  Stage stage = Stage::call;

  pugi::xml_node coded;  // CODED_DATA_SECTION
  pugi::xml_node translations;
  Part form;                // empty when there is only prose
  bool translated = false;  // no form is marked as the original

  std::vector<Part> buyers, lots, awards, cpv_additional, nuts;
  Part buyer_type, title, description, cpv_main, contract_type, estimated_value, total_value, procedure, framework, deadline, no_lots,
      lowest_price, other_criteria, modification;

  // The process to which it belongs: that of the notice that it answers, or its own.
  const std::string& process() const {
    return referenced.empty() || stage == Stage::planning || stage == Stage::call ? number : referenced;
  }
};

// Nothing when the document has no publication number.
std::optional<Notice> read_notice(pugi::xml_node document);

}  // namespace kede::importers::ted_xml
