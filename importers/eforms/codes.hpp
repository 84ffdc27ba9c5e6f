// What the codes of eForms mean in the codes of the vocabulary.
// Used by the parts of this importer.
// Pure functions.
// Law: a code that is not known gives nothing; it is never bent to the nearest one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kede::importers::eforms {

// BT-105. “oth-single” and “oth-mult” stand for procedures of national law, of which nothing follows.
std::optional<std::string> procurement_method(std::string_view code);
// BT-23
std::optional<std::string> main_category(std::string_view code);
// BT-142, for the award and for the lot.
std::optional<std::string> award_status(std::string_view code);
std::optional<std::string> lot_status(std::string_view code);
// BT-165
std::optional<std::string> organisation_size(std::string_view code);
// BT-11: whether the code means a body of public law or an authority; nothing for public undertakings and holders of special rights.
std::optional<bool> is_public_body(std::string_view code);
// BT-773: yes, no, not-known.
enum class Answer { yes, no, not_known };
std::optional<Answer> answer(std::string_view code);
// How many months one unit of a duration has; 0 when the unit is not known.
double months_in(std::string_view unit_code);

}  // namespace kede::importers::eforms
