// Imports files into a register: which files belong together, which are there already, and what became of them.
// Used by `kede register import`.
// Function without state.
// Law: a file that is there already is not read again, and everything that is replaced or not taken is told.
#pragma once

#include <string>
#include <vector>

#include "engine/app/command.hpp"
#include "engine/store/register_builder.hpp"

namespace kede::app {

struct RegisterImport {
  std::vector<std::string> inputs;
  std::string into;
  std::string collection;  // empty: that of the folder of each input
  bool replace_all = false;
};

// The summary has no imported sources when everything was there already. A failed Result: the register stays as it was.
Result<store::BuildSummary> import_register(const RegisterImport& wanted, const model::Vocabulary& vocabulary, Outside& outside,
                                            DiagnosticSink& diagnostics);

}  // namespace kede::app
