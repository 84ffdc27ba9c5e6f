// The records of a JSON text, one after the other: lines, concatenated values, or the elements of a list at the top or named at the top.
// Made by importers around a SourceText; each record is then parsed by a JsonDocument.
// Keeps one record in memory, whatever the size of the text; belongs to one thread.
// Law: every record is given or told as a fault; the text of a broken line spoils no other line.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "importers/source.hpp"

namespace kede::importers {

struct JsonLimits {
  std::size_t record_bytes = 64U << 20U;
  std::uint32_t depth = 100;
};

struct JsonRecord {
  std::string text;   // of one value; in JSON Lines not proved to be well-formed
  std::string place;  // "/marches/12"; "" for the only value of the text; "value 3" for one of several, "line 3" in JSON Lines
  std::uint32_t line = 1;
};

// A record, or the rest of the text, that could not be read. KD1141: too large. KD1142: nested too deeply. KD1144: not JSON from here on.
// KD1145: the text ends inside.
struct JsonFault {
  Diagnostic reason;  // without a place
  std::string place;
  std::uint32_t line = 0;
  std::string excerpt;
};

struct JsonEvents {
  std::function<void(JsonRecord)> on_record;
  std::function<void(JsonFault)> on_fault;
};

// `lists`: members of an object at the top whose elements are the records, as paths ("marches", "marches/marche"). An object without any of
// them is a record itself.
void read_json_records(SourceText& text, std::span<const std::string_view> lists, const JsonLimits& limits, const JsonEvents& events);

// One value on each line; lines are independent of each other.
void read_json_lines(SourceText& text, const JsonLimits& limits, const JsonEvents& events);

// Whether the beginning of a text is JSON Lines: its first line is one whole object and the next one begins with another.
bool looks_like_json_lines(std::string_view head);

}  // namespace kede::importers
