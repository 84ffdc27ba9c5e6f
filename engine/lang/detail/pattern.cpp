#include "engine/lang/detail/pattern.hpp"

#include <algorithm>
#include <limits>

namespace kede::lang::detail {
namespace {

using Operation = Pattern::Operation;
using Instruction = Pattern::Instruction;
using CharacterClass = Pattern::CharacterClass;
using Code = std::vector<Instruction>;

constexpr std::size_t kMostInstructions = 10'000;
constexpr int kMostRepeats = 1'000;
constexpr int kDeepestPattern = 100;
constexpr char32_t kLast = 0x10FFFF;

std::int32_t length(const Code& code) { return static_cast<std::int32_t>(code.size()); }

bool is_word(char32_t point) {
  return (point >= U'0' && point <= U'9') || (point >= U'a' && point <= U'z') || (point >= U'A' && point <= U'Z') || point == U'_';
}

std::optional<CharacterClass> named_class(char32_t letter) {
  const bool negated = letter >= U'A' && letter <= U'Z';
  switch (negated ? letter + 32 : letter) {
    case U'd': return CharacterClass{negated, {{U'0', U'9'}}};
    case U'w': return CharacterClass{negated, {{U'0', U'9'}, {U'A', U'Z'}, {U'_', U'_'}, {U'a', U'z'}}};
    case U's': return CharacterClass{negated, {{U'\t', U'\n'}, {U'\f', U'\r'}, {U' ', U' '}}};
    default: return std::nullopt;
  }
}

std::optional<char32_t> escaped(char32_t letter) {
  switch (letter) {
    case U't': return U'\t';
    case U'n': return U'\n';
    case U'r': return U'\r';
    case U'f': return U'\f';
    case U'v': return U'\v';
    default: break;
  }
  const bool plain = letter < 0x80 && !is_word(letter);
  return plain ? std::optional(letter) : std::nullopt;
}

class Compiler {
 public:
  Compiler(std::u32string_view text, std::vector<CharacterClass>& classes) : text_(text), classes_(classes) {}

  std::optional<Code> run() {
    Code code = alternatives(0);
    if (!good_ || at_ != text_.size()) return std::nullopt;
    code.push_back(Instruction{Operation::match, 1, 1, 0});
    return code;
  }

 private:
  bool more() const { return good_ && at_ < text_.size(); }
  bool is(char32_t point) const { return more() && text_[at_] == point; }
  bool take(char32_t point) {
    if (!is(point)) return false;
    ++at_;
    return true;
  }
  Code fail() {
    good_ = false;
    return {};
  }
  // Keeps the growth of repeated groups within the limit.
  void append(Code& to, const Code& code) {
    if (to.size() + code.size() > kMostInstructions) good_ = false;
    if (good_) to.insert(to.end(), code.begin(), code.end());
  }
  Code single(CharacterClass set) {
    classes_.push_back(std::move(set));
    return {Instruction{Operation::character, 1, 1, static_cast<std::uint32_t>(classes_.size() - 1)}};
  }
  static Code bare(Operation operation) { return {Instruction{operation, 1, 1, 0}}; }

  Code alternatives(int depth) {
    if (depth > kDeepestPattern) return fail();
    Code code = sequence(depth);
    while (take(U'|')) {
      const Code other = sequence(depth);
      Code both{Instruction{Operation::split, 1, length(code) + 2, 0}};
      append(both, code);
      both.push_back(Instruction{Operation::jump, length(other) + 1, 1, 0});
      append(both, other);
      code = std::move(both);
    }
    return code;
  }

  Code sequence(int depth) {
    Code code;
    while (more() && !is(U'|') && !is(U')')) append(code, repeated(depth));
    return code;
  }

  Code repeated(int depth) {
    Code code = atom(depth);
    while (more()) {
      int least = 0;
      int most = -1;  // without limit
      if (take(U'*')) {
      } else if (take(U'+')) {
        least = 1;
      } else if (take(U'?')) {
        most = 1;
      } else if (!is(U'{') || !counts(least, most)) {
        return code;
      }
      take(U'?');  // greedy or not makes no difference to whether it matches
      code = times(code, least, most);
    }
    return code;
  }

  // "{3}", "{3,}", "{3,5}"; anything else is a plain brace.
  bool counts(int& least, int& most) {
    const std::size_t begin = at_++;
    const auto first = number();
    if (first) {
      least = *first;
      most = least;
      if (take(U',')) most = is(U'}') ? -1 : number().value_or(-2);
    }
    const bool well_formed = first && most != -2 && take(U'}');
    if (!well_formed) {
      at_ = begin;
      return false;
    }
    if (most >= 0 && most < least) good_ = false;
    return true;
  }

  std::optional<int> number() {
    const std::size_t begin = at_;
    int value = 0;
    while (more() && text_[at_] >= U'0' && text_[at_] <= U'9') {
      value = value * 10 + static_cast<int>(text_[at_++] - U'0');
      if (value > kMostRepeats) good_ = false;
    }
    return at_ == begin ? std::nullopt : std::optional(value);
  }

  Code times(const Code& once, int least, int most) {
    Code code;
    for (int i = 0; i < least && good_; ++i) append(code, once);
    if (most < 0) {
      code.push_back(Instruction{Operation::split, 1, length(once) + 2, 0});
      append(code, once);
      code.push_back(Instruction{Operation::jump, -(length(once) + 1), 1, 0});
    }
    for (int i = least; i < most && good_; ++i) {
      code.push_back(Instruction{Operation::split, 1, length(once) + 1, 0});
      append(code, once);
    }
    return code;
  }

  Code atom(int depth) {
    const char32_t point = text_[at_++];
    switch (point) {
      case U'(': return group(depth);
      case U'[': return bracketed();
      case U'\\': return escape();
      case U'.': return single({true, {{U'\n', U'\n'}}});
      case U'^': return bare(Operation::begin);
      case U'$': return bare(Operation::end);
      case U'*':
      case U'+':
      case U'?': return fail();
      default: return single({false, {{point, point}}});
    }
  }

  Code group(int depth) {
    if (take(U'?') && !take(U':')) return fail();
    Code code = alternatives(depth + 1);
    return take(U')') ? code : fail();
  }

  Code escape() {
    if (!more()) return fail();
    const char32_t letter = text_[at_++];
    if (letter == U'b') return bare(Operation::boundary);
    if (letter == U'B') return bare(Operation::no_boundary);
    if (letter == U'A') return bare(Operation::begin);
    if (letter == U'z') return bare(Operation::end);
    if (const auto set = named_class(letter)) return single(*set);
    const auto plain = escaped(letter);
    return plain ? single({false, {{*plain, *plain}}}) : fail();
  }

  Code bracketed() {
    CharacterClass set;
    set.negated = take(U'^');
    bool first = true;
    while (more() && (first || !is(U']'))) {
      first = false;
      if (is(U'[') && at_ + 1 < text_.size() && text_[at_ + 1] == U':') return fail();
      if (is(U'\\') && at_ + 1 < text_.size()) {
        if (const auto named = named_class(text_[at_ + 1])) {
          at_ += 2;
          add_named(set, *named);
          continue;
        }
      }
      const auto low = class_point();
      auto high = low;
      if (is(U'-') && at_ + 1 < text_.size() && text_[at_ + 1] != U']') {
        ++at_;
        high = class_point();
      }
      if (!low || !high || *high < *low) return fail();
      set.ranges.emplace_back(*low, *high);
    }
    return take(U']') ? single(std::move(set)) : fail();
  }

  std::optional<char32_t> class_point() {
    if (!more()) return std::nullopt;
    const char32_t point = text_[at_++];
    if (point != U'\\') return point;
    return more() ? escaped(text_[at_++]) : std::nullopt;
  }

  static void add_named(CharacterClass& set, const CharacterClass& named) {
    if (!named.negated) {
      set.ranges.insert(set.ranges.end(), named.ranges.begin(), named.ranges.end());
      return;
    }
    char32_t from = 0;
    for (const auto& [low, high] : named.ranges) {
      if (low > from) set.ranges.emplace_back(from, low - 1);
      from = high + 1;
    }
    set.ranges.emplace_back(from, kLast);
  }

  std::u32string_view text_;
  std::vector<CharacterClass>& classes_;
  std::size_t at_ = 0;
  bool good_ = true;
};

bool at_boundary(std::u32string_view text, std::size_t at) {
  const bool before = at > 0 && is_word(text[at - 1]);
  const bool after = at < text.size() && is_word(text[at]);
  return before != after;
}

bool passes(Operation operation, std::u32string_view text, std::size_t at) {
  switch (operation) {
    case Operation::begin: return at == 0;
    case Operation::end: return at == text.size();
    case Operation::boundary: return at_boundary(text, at);
    case Operation::no_boundary: return !at_boundary(text, at);
    default: return false;
  }
}

// The places of the program that can be reached without reading a character.
class Threads {
 public:
  Threads(const Code& code, std::u32string_view text)
      : code_(code), text_(text), seen_(code.size(), std::numeric_limits<std::size_t>::max()) {}

  // Returns whether the end of the pattern was reached.
  bool add(std::size_t place, std::size_t at, std::vector<std::size_t>& waiting) {
    pending_.assign(1, place);
    while (!pending_.empty()) {
      const std::size_t here = pending_.back();
      pending_.pop_back();
      if (seen_[here] == at) continue;
      seen_[here] = at;
      const Instruction& instruction = code_[here];
      const auto jump = [&](std::int32_t by) { pending_.push_back(static_cast<std::size_t>(static_cast<std::int64_t>(here) + by)); };
      switch (instruction.operation) {
        case Operation::match: return true;
        case Operation::character: waiting.push_back(here); break;
        case Operation::split: jump(instruction.second); [[fallthrough]];
        case Operation::jump: jump(instruction.first); break;
        default:
          if (passes(instruction.operation, text_, at)) jump(1);
      }
    }
    return false;
  }

 private:
  const Code& code_;
  std::u32string_view text_;
  std::vector<std::size_t> seen_;
  std::vector<std::size_t> pending_;
};

}  // namespace

bool Pattern::CharacterClass::holds(char32_t point) const {
  const bool inside =
      std::any_of(ranges.begin(), ranges.end(), [&](const auto& range) { return point >= range.first && point <= range.second; });
  return inside != negated;
}

std::optional<Pattern> Pattern::compile(std::u32string_view text) {
  Pattern pattern;
  std::optional<Code> code = Compiler(text, pattern.classes_).run();
  if (!code) return std::nullopt;
  pattern.code_ = std::move(*code);
  return pattern;
}

bool Pattern::found_in(std::u32string_view text) const {
  Threads threads(code_, text);
  std::vector<std::size_t> waiting;
  std::vector<std::size_t> next;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (threads.add(0, at, waiting)) return true;
    if (at == text.size()) return false;
    next.clear();
    for (const std::size_t place : waiting) {
      if (classes_[code_[place].set].holds(text[at]) && threads.add(place + 1, at + 1, next)) return true;
    }
    waiting.swap(next);
  }
  return false;
}

}  // namespace kede::lang::detail
