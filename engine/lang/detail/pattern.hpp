// Regular expressions that are matched in linear time: text length times pattern size, whatever the pattern.
// Used by matches() in conformance mode; rules have no patterns.
// Const after compilation.
// Law: no backtracking, no recursion over the text; the size of a compiled pattern is limited.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kede::lang::detail {

class Pattern {
 public:
  // Literals, ".", classes, \d \w \s \b, anchors, groups, "|", "*", "+", "?", "{m,n}". Nothing for what is not offered or not well formed.
  static std::optional<Pattern> compile(std::u32string_view text);
  // Does it occur anywhere in the text?
  bool found_in(std::u32string_view text) const;
  std::size_t size() const { return code_.size(); }

  struct CharacterClass {
    bool negated = false;
    std::vector<std::pair<char32_t, char32_t>> ranges;
    bool holds(char32_t point) const;
  };
  enum class Operation : std::uint8_t { character, split, jump, begin, end, boundary, no_boundary, match };
  struct Instruction {
    Operation operation = Operation::match;
    std::int32_t first = 1;   // of split and jump: where to go, relative
    std::int32_t second = 1;  // of split
    std::uint32_t set = 0;    // of character
  };

 private:
  std::vector<Instruction> code_;
  std::vector<CharacterClass> classes_;
};

}  // namespace kede::lang::detail
