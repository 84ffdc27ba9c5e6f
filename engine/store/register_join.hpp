// Adds to a tender what a register says about its organisations, found by identifier.
// Called by the pipeline after the imports; what it adds is read like any other record.
// Function without state; the Dataset is changed by the calling thread.
// Law: nothing is overwritten and nothing found by name. A list that was not added whole is never said to be complete, and what was left
// out is told.
#pragma once

#include "engine/model/dataset.hpp"
#include "engine/store/register_file.hpp"

namespace kede::store {

struct JoinLimits {
  std::size_t owner_levels = 10;    // owners of owners above an organisation of the tender
  std::size_t records = 10'000;     // added in one run; more when so many organisations are asked about that
  std::size_t records_each = 100;   // for each of them is more
  std::size_t bytes = 256U << 20U;  // of their texts, roughly
};

struct JoinSummary {
  std::size_t asked = 0;    // organisations of the tender with an identifier
  std::size_t found = 0;    // of them, known to the register
  std::size_t records = 0;  // added
  std::size_t open = 0;     // organisations about which not everything was added
};

// The sources of the register become sources of the Dataset, used or not (the register was asked), unless there are very many. KD4001 when
// it cannot be read to the end; KD4006 to KD4008 for what it holds that cannot be used, KD4011 when limits left something out.
Result<JoinSummary> join_register(RegisterFile& file, const model::Vocabulary& vocabulary, model::Dataset& dataset,
                                  DiagnosticSink& diagnostics, const JoinLimits& limits = {});

}  // namespace kede::store
