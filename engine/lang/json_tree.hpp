// JSON as a small tree that keeps numbers as they were written, so that amounts stay exact.
// Made by read_json for rule packs, rule tests and facts files; read by the loader and by JsonWorld.
// A value; const after reading, shared freely.
// Law: a key that stands twice, or nesting and size beyond the limits, is an error with its place; nothing that comes in ends the program.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace kede::lang {

struct JsonNode {
  enum class Type : std::uint8_t { null, boolean, number, string, array, object };

  Type type = Type::null;
  bool flag = false;               // of boolean
  std::string text;                // of string; of number as written
  std::vector<std::string> keys;   // of object, beside children
  std::vector<JsonNode> children;  // of array and object

  bool is(Type wanted) const { return type == wanted; }
  const JsonNode* find(std::string_view key) const;
};

// "text", "a list", … in the words of JSON: null, boolean, number, string, array, object.
std::string_view to_text(JsonNode::Type type);

struct JsonLimits {
  std::size_t depth = 64;
  std::size_t nodes = 500'000;
  std::size_t bytes = 16U << 20U;
};

// With comments (// and /* */). Every key that stands twice is reported.
Result<JsonNode> read_json(std::string_view text, const std::string& file, JsonLimits limits = {});

// A key as a part of a JSON pointer: ~ and / written as ~0 and ~1.
std::string pointer_part(std::string_view key);

}  // namespace kede::lang
