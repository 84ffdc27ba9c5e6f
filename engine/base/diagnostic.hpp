// One thing to tell a person: what is wrong, where, and what to do about it.
// Made by every layer, collected in a DiagnosticSink, put into words by MessageCatalogue; the words live in reports/i18n/diagnostics.
// Plain values; a sink belongs to one thread.
// Law: a diagnostic carries a code and named values, never a finished sentence, so that each language can say it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kede {

enum class Severity : std::uint8_t { note, warning, error };

// Where in the input. Unused parts stay empty or zero; `row`, `line` and `column` count from 1.
struct Place {
  std::string file = {};
  std::string pointer = {};  // JSON pointer, or the name of a sheet
  std::uint32_t row = 0;
  std::string cell = {};  // column header of a table
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  bool operator==(const Place&) const = default;
};

// The source line to show with a caret under bytes [begin, end).
struct Excerpt {
  std::string text;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct Diagnostic {
  std::string code;  // "KD1012"
  Severity severity = Severity::error;
  Place where;
  std::vector<std::pair<std::string, std::string>> args;
  Excerpt excerpt;
  std::vector<std::string> candidates;  // nearest right spellings, best first
  std::vector<Diagnostic> notes;

  Diagnostic&& at(Place place) && {
    where = std::move(place);
    return std::move(*this);
  }
  Diagnostic&& arg(std::string name, std::string value) && {
    args.emplace_back(std::move(name), std::move(value));
    return std::move(*this);
  }
  Diagnostic&& excerpted(Excerpt shown) && {
    excerpt = std::move(shown);
    return std::move(*this);
  }
  Diagnostic&& suggest(std::vector<std::string> names) && {
    candidates = std::move(names);
    return std::move(*this);
  }
  Diagnostic&& noted(Diagnostic note) && {
    notes.push_back(std::move(note));
    return std::move(*this);
  }
};

Diagnostic error(std::string_view code);
Diagnostic warning(std::string_view code);
Diagnostic note(std::string_view code);

// Collects diagnostics. Of one code only the first `kept_per_code` are kept whole; the rest are counted.
class DiagnosticSink {
 public:
  explicit DiagnosticSink(std::size_t kept_per_code = 200) : kept_per_code_(kept_per_code) {}

  void add(Diagnostic diagnostic);
  void add(std::vector<Diagnostic> diagnostics);
  const std::vector<Diagnostic>& all() const { return kept_; }
  std::size_t count(Severity severity) const;
  bool has_errors() const { return count(Severity::error) > 0; }
  // code -> how many came in, kept or not
  const std::map<std::string, std::size_t>& totals() const { return totals_; }

 private:
  std::size_t kept_per_code_;
  std::vector<Diagnostic> kept_;
  std::map<std::string, std::size_t> totals_;
  std::size_t by_severity_[3] = {0, 0, 0};
};

}  // namespace kede
