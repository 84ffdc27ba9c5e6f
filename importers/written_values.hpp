// What values written by publishers mean, whatever the format: classifications, code words, and the tell-tale values that mean "nothing".
// Used by the importers.
// Pure functions.
// Law: a word that is not known gives nothing; it is never bent to the nearest code.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace kede::importers {

// A word of a publisher, written with small ASCII letters only, and the code of the vocabulary that it means.
struct CodeWord {
  std::string_view written;
  std::string_view code;
};

// "procuringEntity", "procuring_entity" and "Procuring entity" are the same word.
std::optional<std::string> look_up(std::span<const CodeWord> table, std::string_view written);
// Small letters (and letters beyond ASCII) only.
std::string bare_word(std::string_view written);

// Eight digits of a classification whose scheme is CPV, or is not stated and the number has the form of CPV.
std::optional<std::string> cpv(std::string_view scheme, std::string_view id);
// Whether goods are bought, as far as the CPV division tells: 03 to 44 and 48.
bool cpv_means_goods(std::string_view cpv);

// "0", "N/A", "-", "none", "null", all zeros or nines …: stands where an identifier should, and is none.
bool is_empty_id(std::string_view id);
// "MD-PASSPORT", "COL-IDCARD-1234567": the scheme or number of a paper that tells a person's nationality.
bool is_identity_paper(std::string_view scheme_or_id);
// "120180-12345", "12018012345", "320123-45678": a personal code of Latvia, which begins with a day of birth or with 32, whereas numbers of
// organisations begin with 4, 5 or 9.
bool is_latvian_personal_code(std::string_view id);
// 0, 0.01, 1, 999999…, negative: an amount typed to get past a form. `unit` prices may well be 1.
enum class AmountOf { whole, unit };
bool is_filler_amount(std::string_view amount, AmountOf of);

// The text without HTML tags and entities (also doubly encoded ones).
std::string without_markup(std::string_view text);
// Whether the mailbox is of an office ("info@", "tenders@") rather than of a person.
bool is_office_mailbox(std::string_view email);

}  // namespace kede::importers
