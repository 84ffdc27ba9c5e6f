// Kleene's three truth values, with the reasons of the third.
// Used by the interpreter for expressions and by conditions (all, any, none, at_least).
// Plain values, pure functions.
// Law: a result is yes or no only if it is so for every way in which the unknowns may turn out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/lang/value.hpp"

namespace kede::lang {

enum class Truth : std::uint8_t { no, yes, unknown };
std::string_view to_text(Truth truth);

struct Tri {
  Truth truth = Truth::unknown;
  Reasons reasons;  // of unknown; else empty

  static Tri known(bool answer) { return Tri{answer ? Truth::yes : Truth::no, {}}; }
  static Tri unknown(Reasons why) { return Tri{Truth::unknown, std::move(why)}; }
  bool operator==(const Tri&) const = default;
};

Tri both(const Tri& a, const Tri& b);
Tri either(const Tri& a, const Tri& b);
Tri negation(const Tri& a);
Tri all_of(std::span<const Tri> parts);
Tri any_of(std::span<const Tri> parts);
Tri none_of(std::span<const Tri> parts);
// yes if at least `wanted` are yes, no if even all the unknown ones would not be enough.
Tri at_least(std::size_t wanted, std::span<const Tri> parts);

// The truth of a value: a boolean, or unknown. A failure or a value of another type is unknown (unreadable).
Tri truth_of(const Value& value);
Value to_value(const Tri& tri);

}  // namespace kede::lang
