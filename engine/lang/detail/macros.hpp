// The macros: list functions whose argument is evaluated once per element.
// Used by the parser (to recognise them) and by the manual.
// One constant table.
// Law: a new macro is one row here and one case in the interpreter.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "engine/lang/ast.hpp"

namespace kede::lang::detail {

struct MacroForm {
  std::string_view name;
  Macro macro;
  bool conformance_only = false;
  bool takes_filter = false;   // map(x, filter, value)
  bool two_variables = false;  // conformance mode: exists(i, v, p)
  bool only_two = false;
  bool has_plain_form = false;  // sum() over a list of quantities
};

inline constexpr std::array kMacroForms{
    MacroForm{"exists", Macro::exists, false, false, true},
    MacroForm{"all", Macro::all, false, false, true},
    MacroForm{"exists_one", Macro::exists_one, false, false, true},
    MacroForm{"existsOne", Macro::exists_one, true, false, true},
    MacroForm{"filter", Macro::filter},
    MacroForm{"map", Macro::map, false, true},
    MacroForm{"count", Macro::count},
    MacroForm{"sum", Macro::sum, false, false, false, false, true},
    MacroForm{"min", Macro::min, false, false, false, false, true},
    MacroForm{"max", Macro::max, false, false, false, false, true},
    MacroForm{"share", Macro::share},
    MacroForm{"transformList", Macro::transform_list, true, true, true, true},
    MacroForm{"transformMap", Macro::transform_map, true, true, true, true},
};

constexpr std::optional<MacroForm> find_macro(std::string_view name, Mode mode) {
  for (const MacroForm& form : kMacroForms) {
    if (form.name == name && (mode == Mode::conformance || !form.conformance_only)) return form;
  }
  return std::nullopt;
}

}  // namespace kede::lang::detail
