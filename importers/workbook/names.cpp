#include "importers/workbook/names.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/base/text.hpp"

namespace kede::importers::workbook {
namespace {

struct Letter {
  std::string_view written;
  char plain;
};
constexpr std::array<Letter, 26> kLetters = {{{"ā", 'a'}, {"Ā", 'a'}, {"č", 'c'}, {"Č", 'c'}, {"ē", 'e'}, {"Ē", 'e'}, {"ģ", 'g'},
                                              {"Ģ", 'g'}, {"ī", 'i'}, {"Ī", 'i'}, {"ķ", 'k'}, {"Ķ", 'k'}, {"ļ", 'l'}, {"Ļ", 'l'},
                                              {"ņ", 'n'}, {"Ņ", 'n'}, {"ō", 'o'}, {"Ō", 'o'}, {"ŗ", 'r'}, {"Ŗ", 'r'}, {"š", 's'},
                                              {"Š", 's'}, {"ū", 'u'}, {"Ū", 'u'}, {"ž", 'z'}, {"Ž", 'z'}}};

template <std::size_t size>
bool one_of(std::string_view text, const std::array<std::string_view, size>& words) {
  const std::string folded = fold(text);
  return std::find(words.begin(), words.end(), folded) != words.end();
}

std::optional<int> whole(std::string_view text, std::size_t digits) {
  int value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.size() != digits || failure != std::errc{} || end != text.data() + text.size() || value <= 0) return std::nullopt;
  return value;
}

std::optional<Date> last_day(int year, int month) {
  if (year < 1000 || month < 1 || month > 12) return std::nullopt;
  return Date(std::chrono::year_month_day_last(std::chrono::year(year),
                                               std::chrono::month_day_last(std::chrono::month(static_cast<unsigned>(month)))));
}

}  // namespace

std::string fold(std::string_view text) {
  text = trim(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) >= 0x80) {  // most names are plain, and compared often
      const std::string_view pair = text.substr(i, 2);
      const auto letter = std::find_if(kLetters.begin(), kLetters.end(), [&](const Letter& one) { return one.written == pair; });
      if (letter != kLetters.end()) {
        out.push_back(letter->plain);
        i += 2;
        continue;
      }
    }
    const char c = text[i++];
    out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return out;
}

std::string fold_name(std::string_view text) {
  constexpr std::string_view no_break_space = "\xC2\xA0";
  std::string out;
  const std::string folded = fold(text);
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const bool wide = folded.compare(i, no_break_space.size(), no_break_space) == 0;
    if (!wide && std::string_view("_- \t\r\n").find(folded[i]) == std::string_view::npos) {
      out.push_back(folded[i]);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
    if (wide) ++i;
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

bool describes_persons(std::string_view header) {
  constexpr std::array<std::string_view, 13> stems = {"valstspiederib", "pilsonib",      "tautib",     "etnisk",  "religi",
                                                      "uzvard",         "personas kod",  "nationalit", "citizen", "ethnic",
                                                      "surname",        "personal code", "family name"};
  const std::string folded = fold_name(header);
  return std::any_of(stems.begin(), stems.end(), [&](std::string_view stem) { return folded.find(stem) != std::string::npos; });
}

bool says_unknown(std::string_view text) {
  constexpr std::array<std::string_view, 15> words = {"unknown",  "not known",  "no data",    "no answer", "?",
                                                      "??",       "???",        "n/a",        "n.a.",      "nezinams",
                                                      "nezinama", "nav zinams", "nav zinama", "nav datu",  "nav atbildes"};
  return one_of(text, words);
}

bool says_nothing(std::string_view text) {
  constexpr std::array<std::string_view, 3> words = {"-", "–", "—"};
  return one_of(text, words);
}

bool says_none(std::string_view text) {
  constexpr std::array<std::string_view, 3> words = {"none", "nav", "neviens"};
  return one_of(text, words);
}

std::optional<bool> yes_or_no(std::string_view text) {
  constexpr std::array<std::string_view, 5> yes = {"yes", "ja", "true", "patiess", "1"};
  constexpr std::array<std::string_view, 5> no = {"no", "ne", "false", "aplams", "0"};
  if (one_of(text, yes)) return true;
  if (one_of(text, no)) return false;
  return std::nullopt;
}

std::optional<std::string_view> answer_word(std::string_view text) {
  constexpr std::array<std::string_view, 4> not_applicable = {"not applicable", "not_applicable", "neattiecas", "nav attiecinams"};
  const std::string folded = fold(text);
  if (folded == "yes" || folded == "ja") return "yes";
  if (folded == "no" || folded == "ne") return "no";
  if (folded == "partly" || folded == "daleji") return "partly";
  if (std::find(not_applicable.begin(), not_applicable.end(), folded) != not_applicable.end()) return "not_applicable";
  return std::nullopt;
}

bool day_and_month_in_doubt(std::string_view text) {
  const std::vector<std::string_view> parts = split(trim(text), '/');
  if (parts.size() != 3) return false;
  const auto first = whole(parts[0], parts[0].size());
  const auto second = whole(parts[1], parts[1].size());
  return first && second && *first <= 12 && *second <= 12 && *first != *second;
}

bool grouping_in_doubt(std::string_view text) {
  text = trim(text);
  const std::size_t mark = text.find_first_of(".,");
  if (mark == std::string_view::npos || mark == 0 || mark > 3 || text.size() != mark + 4 || text[0] == '0') return false;
  return std::count_if(text.begin(), text.end(), is_digit) == static_cast<std::ptrdiff_t>(text.size() - 1);
}

std::optional<Date> end_of_period(std::string_view text) {
  text = trim(text);
  if (const std::size_t dots = text.find(".."); dots != std::string_view::npos) {
    const auto first = end_of_period(text.substr(0, dots));
    const auto last = end_of_period(text.substr(dots + 2));
    return first && last && *first <= *last ? last : std::nullopt;
  }
  if (const auto day = parse_written_date(text)) return day;
  if (const auto year = whole(text, 4)) return last_day(*year, 12);
  const auto year = whole(text.substr(0, std::min<std::size_t>(4, text.size())), 4);
  if (year && text.size() >= 6) {
    const std::string_view rest = text[4] == '-' || text[4] == ' ' ? text.substr(5) : text.substr(4);
    if (rest.size() == 2 && (rest[0] == 'Q' || rest[0] == 'q') && rest[1] >= '1' && rest[1] <= '4')
      return last_day(*year, (rest[1] - '0') * 3);
    if (const auto month = whole(rest, 2)) return last_day(*year, *month);
  }
  if (text.size() == 7 && (text[2] == '.' || text[2] == '/')) {
    const auto month = whole(text.substr(0, 2), 2);
    const auto written_year = whole(text.substr(3), 4);
    if (month && written_year) return last_day(*written_year, *month);
  }
  return std::nullopt;
}

std::string_view help_sheet_name(Language language) { return language == Language::lv ? "kā_aizpildīt" : "how_to_fill_in"; }
std::string_view lists_sheet_name(Language language) { return language == Language::lv ? "izvēles" : "choices"; }

bool is_own_sheet(std::string_view name) {
  const std::string folded = fold_name(name);
  for (const Language language : {Language::en, Language::lv}) {
    if (folded == fold_name(help_sheet_name(language)) || folded == fold_name(lists_sheet_name(language))) return true;
  }
  return false;
}

}  // namespace kede::importers::workbook
