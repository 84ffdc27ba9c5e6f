// Conformance mode from outside: one JSON line with an expression and its bindings in, one JSON line with the result out.
// Used by `kede rules eval --batch`.
// Pure; a line is independent of the others.
// Law: every line gives exactly one line: a value, an unknown with reasons, or an error with its code and position. Nothing that comes in
// ends the program.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/message_catalogue.hpp"

namespace kede::lang {

// In:  {"id":1,"expr":"x > 2","bindings":{"x":{"int":"5"}}}
// Out: {"id":1,"value":true} or {"id":1,"unknown":[{"reason":"missing","path":"x"}]} or
// {"id":1,"error":{"code":"KD2201","message":"…","position":3}}; the position counts characters of the expression, from 1, or of the line
// when the line itself cannot be used (KD2260 to KD2263). Values: true, "text", null, […], {"int":"5"},
// {"double":"1.5"|"NaN"|"inf"|"-inf"}, {"timestamp":[s,n]}, {"duration":[s,n]}, {"map":[[k,v],…]},
// {"money":["12.50","EUR"]}, {"percent":"40"}, {"days":"30"}, {"date":"2026-01-31"}, {"unknown":"missing"} (a reason of the language, or
// what is missing in other words), {"open":[…]}, and out also {"bound":[low,high]} with null for no limit.
std::string eval_batch_line(std::string_view json_line, const MessageCatalogue* words = nullptr);

}  // namespace kede::lang
