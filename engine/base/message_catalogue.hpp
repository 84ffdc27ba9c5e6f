// Puts diagnostics into words: code + values -> a sentence in Latvian or English, with the source line, a caret and what to do.
// Made once in main from reports/i18n/diagnostics; used by the command line and by reports.
// Const after construction, shared freely.
// Law: every code has its words in both languages.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/base/result.hpp"

namespace kede {

enum class Language : std::uint8_t { en, lv };
std::string_view to_text(Language language);

class MessageCatalogue {
 public:
  struct Words {
    std::string message;
    std::string hint;
    std::string page;
  };

  // All catalogue files that are built into the program.
  static Result<MessageCatalogue> built_in();
  // Adds the entries of one catalogue file (JSON, see reports/i18n/diagnostics).
  Result<void> add(std::string_view json, const std::string& file);

  const Words* find(std::string_view code, Language language) const;
  std::vector<std::string> codes() const;

  // "file.xlsx, sheet bids, row 4, column amount: error KD1203: …" + excerpt with caret + hint + notes; several lines, each ended by a line
  // feed.
  std::string render(const Diagnostic& diagnostic, Language language) const;
  // One sentence without place or code, for reports.
  std::string sentence(const Diagnostic& diagnostic, Language language) const;
  // What to do, or nothing.
  std::string hint(const Diagnostic& diagnostic, Language language) const;

 private:
  std::map<std::string, std::map<Language, Words>, std::less<>> entries_;
};

// The place in words: "bids.csv, row 4, column “amount”" or "rules/core.json#/rules/0/when:5".
std::string place_text(const Place& place, Language language);
// The line cut to a readable width around the marked bytes, and the line of carets under it; both ended by a line feed.
std::string caret_lines(const Excerpt& excerpt);

}  // namespace kede
