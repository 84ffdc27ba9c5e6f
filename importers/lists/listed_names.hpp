// What one cell of a list says: a name, its aliases, firms that belong to it, and whether others that are not named are covered.
// Used by the readers of lists whose publishers write all of it as one text.
// Pure functions.
// Law: a comma before a legal form belongs to the name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kede::importers::lists {

struct ListedNames {
  std::string name;
  std::vector<std::string> aliases;
  std::vector<std::string> owned;
  bool covers_subsidiaries = false;
};

// "A Co., Ltd. (including two aliases: B and C) and its two subsidiaries, which include D Co. and E Co."
ListedNames names_in_cell(std::string_view cell);

// A cell that may name several firms: "A Co., Ltd. and B Co., Ltd.", "A Factory, a/k/a B, a/k/a C; D Ltd. (of Nagoya)".
std::vector<ListedNames> firms_in_cell(std::string_view cell);

// Whether "and" parts two names wherever it stands, or only behind a legal form, since it stands in names too ("Cotton and Linen Co.").
enum class And : std::uint8_t { parts, parts_behind_forms };

// "A Co., Ltd., B Inc. and C" -> three names; also parted by semicolons.
std::vector<std::string> names_in_list(std::string_view text, And conjunction);

// "ACME LTD. (A.K.A. ACME; F/K/A OLD ACME)*": name and aliases as the World Bank writes them.
ListedNames names_with_aliases(std::string_view text);

// The trimmed pieces between separators that are not empty.
std::vector<std::string> pieces(std::string_view text, std::string_view separator);

// Whether a cell is the number of an entry: at most nine digits.
bool is_entry_number(std::string_view cell);

}  // namespace kede::importers::lists
