// The words of the help sheet of the template, in both languages.
// Used by the template writer.
// Constants.
// Law: plain words for a person who has never seen the program.
#pragma once

#include <string>
#include <vector>

#include "engine/model/vocabulary.hpp"

namespace kede::importers::workbook {

enum class HelpStyle : std::uint8_t { title, heading, text };

struct HelpLine {
  HelpStyle style;
  model::LocalText words;
};

const std::vector<HelpLine>& help_lines();
const model::LocalText& example_notice();  // added when the template holds the example
const model::LocalText& sheets_heading();
const model::LocalText& required_word();     // in the note of a required column
const model::LocalText& yes_no_words();      // how a yes/no column is answered
const model::LocalText& answer_words();      // the answers of a questionnaire that are not a number or text
const model::LocalText& choose_from_list();  // when something else is written
// What a column of this type takes: "a date: 31.03.2026".
std::string form_of(const model::Vocabulary& vocabulary, const model::FieldType& type, Language language);

}  // namespace kede::importers::workbook
