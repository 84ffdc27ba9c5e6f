// Values as JSON, both ways, in the form of the batch evaluator.
// Used by eval_batch.cpp only (it includes RapidJSON).
// Pure functions.
// Law: a value read back is the value that was written; depth is limited.
#pragma once

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <optional>
#include <string>
#include <string_view>

#include "engine/lang/world.hpp"

namespace kede::lang::detail {

// Written: true, "text", null, […], {"int":"5"}, {"uint":"5"}, {"double":"1.5"|"NaN"|"inf"|"-inf"}, {"bytes":"<base64>"},
// {"type":"int"}, {"timestamp":[s,n]}, {"duration":[s,n]}, {"map":[[k,v],…]}, {"money":["12.50","EUR"]}, {"percent":"40"},
// {"days":"30"}, {"date":"2026-01-31"}, {"unknown":"missing"}, {"open":[…]}; out only {"bound":[low,high]} with null for no limit, and
// {"record":"name"}. Read besides: numbers as JSON writes them (5 is int, 5.0 double), also inside the forms above, times as text,
// {"bool":…}, {"string":…}, {"null":null}, {"list":[…]}, and every other object as a map; an unknown for a reason of the language, or for
// what is missing in other words.
void write_text(rapidjson::Writer<rapidjson::StringBuffer>& writer, std::string_view text);
void write_key(rapidjson::Writer<rapidjson::StringBuffer>& writer, std::string_view text);
// `path` names the binding, for the reasons of unknowns. Nothing: not of the form.
std::optional<Value> read_value(const rapidjson::Value& json, const std::string& path, int depth = 0);
// Whether it was not too large: a value that shares its parts may have no end when written. If it was, what was written is of no use.
bool write_value(rapidjson::Writer<rapidjson::StringBuffer>& writer, const Value& value, const World* world = nullptr);

}  // namespace kede::lang::detail
