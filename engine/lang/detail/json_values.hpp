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

#include "engine/lang/value.hpp"

namespace kede::lang::detail {

void write_text(rapidjson::Writer<rapidjson::StringBuffer>& writer, std::string_view text);
// `path` names the binding, for the reasons of unknowns. Nothing: not of the form.
std::optional<Value> read_value(const rapidjson::Value& json, const std::string& path, int depth = 0);
// Whether it was not too large: a value that shares its parts may have no end when written. If it was, what was written is of no use.
bool write_value(rapidjson::Writer<rapidjson::StringBuffer>& writer, const Value& value);

}  // namespace kede::lang::detail
