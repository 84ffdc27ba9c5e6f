#include "importers/lists/listed_names.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"

namespace kede::importers::lists {
namespace {

constexpr std::array<std::string_view, 23> kForms = {"ltd", "ltd.", "inc",   "inc.", "llc", "l.l.c.", "limited", "co",
                                                     "co.", "corp", "corp.", "s.a.", "sa",  "jsc",    "gmbh",    "pvt.",
                                                     "pvt", "plc",  "lp",    "l.p.", "bhd", "bhd.",   "c.v."};

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

// Whether the last word of the text is a legal form.
bool ends_with_form(std::string_view text) {
  const std::string_view last = text.substr(text.find_last_of(" ,") + 1);
  return !last.empty() && is_form(last);
}

// The aliases in "also known as A, and formerly known as B".
void add_aliases(std::vector<std::string>& out, std::string_view text) {
  const bool one = ascii_lower(text.substr(0, 19)) == "including one alias";
  for (const std::string& piece : one ? std::vector<std::string>{std::string(text)} : names_in_list(text, And::parts)) {
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

// The text without parentheses that begin with one of these words: "(of Nagoya, Japan)", "(collectively, B Group)".
std::string without_remarks(std::string text) {
  for (const std::string_view word : {"(of ", "(collectively"}) {
    const std::size_t open = text.find(word);
    if (open != std::string::npos) text.erase(open, closing(text, open) + 1 - open);
  }
  return text;
}

// The firms in a text without aliases. Commas part them only behind legal forms, or everywhere once two of the pieces have such forms.
std::vector<std::string> firms_in(const std::string& text) {
  std::vector<std::string> all = names_in_list(text, And::parts_behind_forms);
  const auto forms = std::count_if(all.begin(), all.end(), [](const std::string& name) { return ends_with_form(name); });
  if (all.size() < 2 || forms >= 2) return all;
  return {text};
}

// "A, a/k/a B, a/k/a C"
ListedNames with_aliases(std::string_view text) {
  ListedNames out;
  const std::string lower = ascii_lower(text);
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(lower.find("a/k/a", begin), text.size());
    std::string_view name = without(text.substr(begin, end - begin), ",;");
    if (name.ends_with(" and")) name = without(name.substr(0, name.size() - 4), ",;");
    if (out.name.empty())
      out.name = std::string(name);
    else if (!name.empty())
      out.aliases.emplace_back(name);
    begin = end + 5;
  }
  return out;
}

}  // namespace

std::vector<ListedNames> firms_in_cell(std::string_view cell) {
  std::vector<std::string> parts;
  for (std::string& piece : pieces(without_remarks(std::string(cell)), ";")) {
    const bool alias = !alias_words(piece).empty();
    const bool subsidiary = !parts.empty() && first_of(parts.back(), {" its ", " their "}) != std::string_view::npos;
    if (!parts.empty() && (alias || subsidiary))
      parts.back() += "; " + piece;
    else if (parts.empty() || piece.find(' ') != std::string::npos)  // a single word behind a semicolon is a place
      parts.push_back(std::move(piece));
  }
  std::vector<ListedNames> out;
  for (const std::string& part : parts) {
    if (first_of(part, {"a/k/a"}) != std::string_view::npos) {
      out.push_back(with_aliases(part));
      continue;
    }
    ListedNames names = names_in_cell(part);
    for (std::string& name : firms_in(names.name)) {
      if (name.ends_with("Limited.")) name.pop_back();
      out.push_back({std::move(name), {}, {}, names.covers_subsidiaries});
    }
    if (out.empty()) continue;
    out.back().aliases = std::move(names.aliases);
    out.back().owned = std::move(names.owned);
  }
  return out;
}

std::vector<std::string> pieces(std::string_view text, std::string_view separator) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (const std::string_view piece = trim(text.substr(0, end)); !piece.empty()) out.emplace_back(piece);
    text.remove_prefix(std::min(end + separator.size(), text.size()));
  }
  return out;
}

std::vector<std::string> names_in_list(std::string_view text, And conjunction) {
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
      const bool parts = conjunction == And::parts || ends_with_form(rest.substr(0, end));
      if (!semicolons && parts && rest.substr(end).starts_with(" and ")) {
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
      for (std::string& name : names_in_list(names, And::parts_behind_forms)) {
        if (name.ends_with("Limited.")) name.pop_back();
        out.owned.push_back(std::move(name));
      }
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

bool is_entry_number(std::string_view cell) {
  cell = trim(cell);
  return !cell.empty() && cell.size() <= 9 && std::all_of(cell.begin(), cell.end(), [](char c) { return is_digit(c); });
}

}  // namespace kede::importers::lists
