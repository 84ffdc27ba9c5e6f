// Every function of the language, one row each: name, signature, words for the manual, implementation.
// Read by the checker (signature), by the interpreter (implementation) and by the manual (both).
// One constant table.
// Law: a function that is not a row here does not exist.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/lang/ast.hpp"
#include "engine/lang/world.hpp"

namespace kede::lang {

struct CallContext {
  const World& world;
  Mode mode = Mode::author;
  Type result;           // as checked; the unit of an empty sum
  std::uint64_t& steps;  // what is left of the limit
  void charge(std::uint64_t cost) const { steps -= cost < steps ? cost : steps; }
};

enum class CallForm : std::uint8_t { function, member };
enum class Availability : std::uint8_t { author, conformance, both };
// What an implementation is ready to receive besides plain values; else an unknown argument makes the result unknown.
enum class Receives : std::uint8_t { known, bounds, everything };
// What the checker looks at beyond the signature.
enum class ExtraCheck : std::uint8_t { none, currency, date, depth, table, table_column, country_column };

struct Builtin {
  std::string_view name;
  CallForm form;
  Availability in;
  std::string_view
      signature;  // "text.startsWith(text) -> bool"; T is any one type, "…" repeats the last parameter, 'text' must be written out
  Receives receives;
  ExtraCheck check;
  Value (*run)(const CallContext& context, std::span<const Value> arguments);  // of a member the target comes first
  std::string_view doc_en;
  std::string_view doc_lv;
};

std::span<const Builtin> builtins();
bool available(const Builtin& builtin, Mode mode);
// Whether it looks something up in a list.
bool asks_table(const Builtin& builtin);

struct Signature {
  std::vector<std::string_view> parameters;  // of a member the target is the first
  std::string_view result;
  bool repeats = false;
  bool accepts(std::size_t arguments) const { return repeats ? arguments >= parameters.size() : arguments == parameters.size(); }
};
Signature signature_of(const Builtin& builtin);

// Rows with this name and form that the mode offers.
std::vector<std::uint32_t> find_builtins(std::string_view name, CallForm form, Mode mode);
std::vector<std::string> builtin_names(CallForm form, Mode mode);

}  // namespace kede::lang
