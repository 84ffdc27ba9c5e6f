// The questions of an ESPD response with their answers, criterion by criterion in the order of the document.
// Made by the importer for one document; read by the writer of its records.
// Nodes point into the parsed document, which must outlive it.
// Law: an answer belongs to the question whose id it names; a question without an answer is kept and has none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "importers/espd/criteria.hpp"
#include "importers/xml.hpp"

namespace kede::importers::espd {

struct Question {
  std::size_t number = 0;  // within the criterion, from 1
  std::size_t group = 0;   // questions of one group of properties share it
  std::string_view data_type;
  std::string_view text;
  std::vector<pugi::xml_node> responses;
};

struct AnsweredCriterion {
  KnownCriterion known;
  std::string_view code;  // its type code, or its id where it has none
  std::vector<Question> questions;
};

std::vector<AnsweredCriterion> answers_of(pugi::xml_node response);

// The value of one response as text: "yes" or "no", a date, a number, an amount with its currency, a text.
std::string value_of(pugi::xml_node response);

}  // namespace kede::importers::espd
