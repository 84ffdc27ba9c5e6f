// A place inside a document, and the small steps of reading it: members, texts, numbers, dates.
// Used by the readers of rule packs and of facts.
// Refers to a JsonNode and to the name of its file, which must outlive it.
// Law: reading never stops at a fault; the fault is kept with its pointer and the reading goes on.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/date.hpp"
#include "engine/lang/json_tree.hpp"
#include "engine/model/vocabulary.hpp"

namespace kede::lang::detail {

struct JsonAt {
  const JsonNode* json = nullptr;
  const std::string* file = nullptr;
  std::string pointer;

  bool is(JsonNode::Type type) const { return json->type == type; }
  const std::string& text() const { return json->text; }
  std::size_t size() const { return json->children.size(); }
  std::optional<JsonAt> member(std::string_view key) const;
  JsonAt item(std::size_t position) const;   // of an array
  JsonAt value(std::size_t position) const;  // of an object, in the order written
  Place place() const { return {.file = *file, .pointer = pointer}; }
};

using Faults = std::vector<Diagnostic>;
using Names = std::span<const std::string_view>;

Diagnostic fault(std::string_view code, const JsonAt& at);
std::vector<std::string> nearest_of(std::string_view word, Names names);

// Every function adds what is wrong to `faults`. `what` is the word for the thing in messages: "rule", "test".
bool expect(const JsonAt& at, JsonNode::Type type, Faults& faults);
bool check_keys(const JsonAt& at, std::string_view what, Names required, Names optional, Faults& faults);

// Of a member; absent is no fault here (check_keys says what is required).
std::string read_string(const JsonAt& object, std::string_view key, Faults& faults);
bool read_flag(const JsonAt& object, std::string_view key, Faults& faults);
std::optional<double> read_number(const JsonAt& object, std::string_view key, double low, double high, Faults& faults);
std::optional<long> read_integer(const JsonAt& object, std::string_view key, long low, long high, Faults& faults);
std::optional<Date> read_date(const JsonAt& object, std::string_view key, Faults& faults);
// In English and Latvian; `most` code points, 0: any length.
model::LocalText read_text(const JsonAt& object, std::string_view key, Faults& faults, std::size_t most = 0);
// Items of an array member; an empty one is a fault when `filled`.
std::vector<JsonAt> read_items(const JsonAt& object, std::string_view key, Faults& faults, bool filled = false);
std::vector<std::string> read_strings(const JsonAt& object, std::string_view key, Faults& faults);

std::optional<double> number_of(const JsonNode& json);
std::optional<long> integer_of(const JsonNode& json);

}  // namespace kede::lang::detail
