#include "importers/lists/listed_names.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"

namespace kede::importers::lists {
namespace {

constexpr std::array<std::string_view, 22> kForms = {"ltd", "ltd.", "inc",   "inc.", "llc", "l.l.c.", "limited", "co",
                                                     "co.", "corp", "corp.", "s.a.", "sa",  "jsc",    "gmbh",    "pvt.",
                                                     "pvt", "plc",  "lp",    "l.p.", "bhd", "bhd."};

bool is_form(std::string_view piece) {
  const std::string lower = ascii_lower(piece.substr(0, piece.find(' ')));
  const bool one_word = piece.find(' ') == std::string_view::npos;
  // "Ltd. (of Nagoya)" begins with a form as well.
  return std::find(kForms.begin(), kForms.end(), lower) != kForms.end() && (one_word || piece.substr(piece.find(' ') + 1).starts_with('('));
}

std::string_view without(std::string_view text, std::string_view endings) {
  text = trim(text);
  while (!text.empty() && endings.find(text.back()) != std::string_view::npos) text = trim(text.substr(0, text.size() - 1));
  return text;
}

// Where the parenthesis that opens at `open` closes, or the end.
std::size_t closing(std::string_view text, std::size_t open) {
  std::size_t depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')' && --depth == 0) return at;
  }
  return text.size();
}

constexpr std::array<std::string_view, 8> kAliasWords = {"also known as",          "formerly known as",       "including one alias",
                                                         "including two aliases",  "including three aliases", "including four aliases",
                                                         "including five aliases", "including the following"};
constexpr std::array<std::string_view, 9> kShortAliasWords = {"a.k.a.", "a/k/a", "aka ",      "f.k.a.", "f/k/a",
                                                              "fka ",   "d/b/a", "formerly ", "n/k/a"};

// The words by which an alias is introduced at the beginning, or nothing.
std::string_view alias_words(std::string_view text) {
  const std::string lower = ascii_lower(text.substr(0, 40));
  for (const std::string_view word : kAliasWords) {
    if (lower.starts_with(word)) return text.substr(0, word.size());
  }
  for (const std::string_view word : kShortAliasWords) {
    if (lower.starts_with(word)) return text.substr(0, word.size());
  }
  return {};
}

// The aliases in "also known as A, and formerly known as B".
void add_aliases(std::vector<std::string>& out, std::string_view text) {
  for (const std::string& piece : names_in_list(text)) {
    std::string_view name = piece;
    for (std::string_view words = alias_words(name); !words.empty(); words = alias_words(name)) name = trim(name.substr(words.size()));
    name = without(name.starts_with(':') ? name.substr(1) : name, ",;");
    if (!name.empty()) out.emplace_back(name);
  }
}

// Takes aliases in parentheses out of the text.
std::string take_aliases(std::string text, std::vector<std::string>& aliases) {
  for (std::size_t open = text.find('('); open != std::string::npos; open = text.find('(', open + 1)) {
    const std::string_view inside = std::string_view(text).substr(open + 1);
    if (alias_words(inside).empty()) continue;
    const std::size_t close = closing(text, open);
    add_aliases(aliases, std::string_view(text).substr(open + 1, close - open - 1));
    text.erase(open, std::min(close + 1, text.size()) - open);
    if (open > 0) --open;
  }
  return text;
}

// Where in the text one of these words begins.
std::size_t first_of(std::string_view text, std::initializer_list<std::string_view> words) {
  const std::string lower = ascii_lower(text);
  std::size_t best = std::string_view::npos;
  for (const std::string_view word : words) best = std::min(best, lower.find(word));
  return best;
}

}  // namespace

std::vector<std::string> pieces(std::string_view text, std::string_view separator) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (const std::string_view piece = trim(text.substr(0, end)); !piece.empty()) out.emplace_back(piece);
    text.remove_prefix(std::min(end + separator.size(), text.size()));
  }
  return out;
}

std::vector<std::string> names_in_list(std::string_view text) {
  std::vector<std::string> out;
  std::string_view rest = text;
  const bool semicolons = text.find(';') != std::string_view::npos;
  while (!rest.empty()) {
    std::size_t end = 0;
    std::size_t depth = 0;
    std::size_t skip = 1;
    for (; end < rest.size(); ++end) {
      if (rest[end] == '(') ++depth;
      if (rest[end] == ')' && depth > 0) --depth;
      if (depth > 0) continue;
      if (rest[end] == ';' || (rest[end] == ',' && !semicolons)) break;
      if (!semicolons && rest.substr(end).starts_with(" and ")) {
        skip = 5;
        break;
      }
    }
    std::string_view piece = trim(rest.substr(0, end));
    if (piece.starts_with("and ")) piece = trim(piece.substr(4));
    piece = without(piece, ",;");
    if (!out.empty() && is_form(piece))
      out.back() += ", " + std::string(piece);
    else if (!piece.empty())
      out.emplace_back(piece);
    rest.remove_prefix(std::min(end + skip, rest.size()));
  }
  return out;
}

ListedNames names_in_cell(std::string_view cell) {
  ListedNames out;
  std::string text = take_aliases(std::string(trim(cell)), out.aliases);
  const std::size_t belongs = first_of(text, {" and its ", " and subsidiaries", " and their ", ", its subsidiaries"});
  if (belongs != std::string::npos) {
    out.covers_subsidiaries = true;
    std::string_view rest = std::string_view(text).substr(belongs);
    const std::size_t list = first_of(rest, {"which include", "including", "subsidiaries from"});
    if (list != std::string_view::npos) {
      std::string_view names = rest.substr(list);
      const std::size_t colon = names.find(':');
      const std::size_t comma = names.find(", ");
      if (names.starts_with("subsidiaries from"))
        names = comma == std::string_view::npos ? std::string_view() : names.substr(comma + 2);
      else
        names = colon != std::string_view::npos && colon < 24 ? names.substr(colon + 1) : names.substr(names.starts_with("which") ? 13 : 9);
      for (const std::string& name : names_in_list(names)) out.owned.push_back(name);
    }
    text.erase(belongs);
  }
  std::string_view name = without(text, ",;");
  const std::size_t known = first_of(name, {", a/k/a ", " a/k/a ", ", also known as ", "; also known as "});
  if (known != std::string_view::npos) {
    add_aliases(out.aliases, trim(without(name.substr(known), "").substr(name[known] == ',' || name[known] == ';' ? 1 : 0)));
    name = name.substr(0, known);
  }
  out.name = std::string(without(name, ",;"));
  return out;
}

ListedNames names_with_aliases(std::string_view text) {
  ListedNames out;
  std::string all = take_aliases(std::string(trim(text)), out.aliases);
  out.name = std::string(without(all, "*0123456789 ,").empty() ? trim(all) : without(all, "* ,"));
  return out;
}

}  // namespace kede::importers::lists
