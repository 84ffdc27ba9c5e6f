// What would clear a flag: the smallest set of facts that would have to be other than they are.
// Made lazily for the flags that are shown; read by `kede explain` and by the reports.
// Pure functions over a const Assessment.
// Law: what is said to clear a flag was tried out by the interpreter; "proven" means that no smaller set of the facts read clears it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/assess/assessment.hpp"

namespace kede::assess {

// How one fact would have to be.
struct FactChange {
  enum class How : std::uint8_t {
    one_of,     // one of `values`
    none_of,    // anything but `values`
    different,  // anything that the rule does not name
    at_least,   // the one of `values`, or more (later)
    at_most,    // the one of `values`, or less (earlier)
    stated,     // known, whatever it is
    without,    // a list without the items `values`
    with,       // a list that also has the items `values`
    none,       // a list that is stated to be empty
  };
  EntityId entity{};
  model::FieldId field{};
  How how{};
  lang::Value now;
  std::vector<lang::Value> values;
  bool closes = false;       // the list is open now: it would also have to be stated to be complete
  bool of_register = false;  // stands in a register or decision, so that the bidder cannot change it by itself
};
using Change = std::vector<FactChange>;

struct Clearing {
  std::vector<Change> smallest;          // equally small; what the rule reads first comes first. Empty: no change of facts was found
  bool proven = false;                   // that there is no smaller one
  std::optional<Change> not_applicable;  // the rule would not apply to the subject at all
};

// Of at most this many facts every set is tried, the small ones first; of more, as many as there is time for, and then one fact after the
// other.
inline constexpr std::size_t kExactFacts = 12;

// Of a verdict that fires; of any other it is empty.
Clearing find_clearing(const Assessment& assessment, const Verdict& verdict);

// "SIA Spodra: employees were at least 5 (now 2)"; several facts are joined by "and". To be put after "if". Private values and the names of
// persons are left out.
std::string change_text(const Assessment& assessment, const Change& change, Language language);

}  // namespace kede::assess
