#include "engine/lang/truth.hpp"

namespace kede::lang {

std::string_view to_text(Truth truth) {
  switch (truth) {
    case Truth::no: return "no";
    case Truth::yes: return "yes";
    case Truth::unknown: return "unknown";
  }
  return "unknown";
}

Tri both(const Tri& a, const Tri& b) {
  if (a.truth == Truth::no || b.truth == Truth::no) return Tri::known(false);
  if (a.truth == Truth::yes && b.truth == Truth::yes) return Tri::known(true);
  return Tri::unknown(a.reasons | b.reasons);
}

Tri either(const Tri& a, const Tri& b) {
  if (a.truth == Truth::yes || b.truth == Truth::yes) return Tri::known(true);
  if (a.truth == Truth::no && b.truth == Truth::no) return Tri::known(false);
  return Tri::unknown(a.reasons | b.reasons);
}

Tri negation(const Tri& a) {
  if (a.truth == Truth::unknown) return a;
  return Tri::known(a.truth == Truth::no);
}

Tri all_of(std::span<const Tri> parts) {
  Tri result = Tri::known(true);
  for (const Tri& part : parts) result = both(result, part);
  return result;
}

Tri any_of(std::span<const Tri> parts) {
  Tri result = Tri::known(false);
  for (const Tri& part : parts) result = either(result, part);
  return result;
}

Tri none_of(std::span<const Tri> parts) { return negation(any_of(parts)); }

Tri at_least(std::size_t wanted, std::span<const Tri> parts) {
  std::size_t yes = 0;
  std::size_t open = 0;
  Reasons reasons;
  for (const Tri& part : parts) {
    if (part.truth == Truth::yes) ++yes;
    if (part.truth == Truth::unknown) {
      ++open;
      reasons.add(part.reasons);
    }
  }
  if (yes >= wanted) return Tri::known(true);
  if (yes + open < wanted) return Tri::known(false);
  return Tri::unknown(std::move(reasons));
}

Tri truth_of(const Value& value) {
  if (const bool* answer = value.as<bool>()) return Tri::known(*answer);
  if (is_absent(value)) return Tri::unknown(reasons_of(value));
  return Tri::unknown(Reasons(model::UnknownReason::unreadable, std::string(kind_name(value))));
}

Value to_value(const Tri& tri) {
  if (tri.truth == Truth::unknown) return unknown_because(tri.reasons);
  return Value(tri.truth == Truth::yes);
}

}  // namespace kede::lang
