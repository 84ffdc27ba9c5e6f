// Expressions from outside: one JSON line with an expression and its bindings in, one JSON line with the result out.
// Used by `kede rules eval`.
// Pure; a line is independent of the others.
// Law: every line gives exactly one line: a value, an unknown with reasons, or an error with its code and position. Nothing that comes in
// ends the program.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/message_catalogue.hpp"
#include "engine/lang/checker.hpp"

namespace kede::lang {

struct BatchSettings {
  Mode mode = Mode::conformance;
  const MessageCatalogue* words = nullptr;
  // Author mode needs these.
  const model::Vocabulary* vocabulary = nullptr;
  const Tables* tables = nullptr;
  Date as_of;  // of lines that do not say it
};

// In:  {"id":1,"expr":"x > 2","bindings":{"x":{"int":"5"}}}, in conformance mode also "container":"a.b", where names are looked for first
// Out: {"id":1,"value":true} or {"id":1,"unknown":[{"reason":"missing","path":"x"}]} or
// {"id":1,"error":{"code":"KD2201","message":"…","position":3}}; the position counts characters of the expression, from 1, or of the line
// when the line itself cannot be used (KD2260 to KD2264). How values are written: detail/json_values.hpp.
std::string eval_batch_line(std::string_view json_line, const BatchSettings& settings);

// The variables that hold a record, one for each kind that has one.
Scope record_scope(const model::Vocabulary& vocabulary, const Tables& tables);
// Conformance mode: the value of one expression without bindings.
Result<Value> evaluate_conformance(std::string_view expression);

}  // namespace kede::lang
