// Why a verdict is not known, or why a higher level of a fired rule is still open.
// Used by reports for the verdicts that they show; made when asked for, since most verdicts are never shown.
// Pure function over a const Assessment.
// Law: what it says is what the interpreter found missing for this verdict, in the subject's own world.
#pragma once

#include "engine/assess/assessment.hpp"

namespace kede::assess {

lang::Reasons reasons_of(const Assessment& assessment, const Verdict& verdict);

}  // namespace kede::assess
