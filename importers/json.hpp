// One release as a small JSON document, and careful ways to look into it.
// Made by the import for each release; read by merge and by the release reader.
// A JsonDocument owns its text; values and views live as long as it does. Belongs to one thread.
// Law: numbers stay the digits that stood in the file, and an id is text whether it was written as text or as a number.
#pragma once

#include <rapidjson/fwd.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kede::importers {

struct JsonError {
  std::size_t offset = 0;
  std::string reason;
};

class JsonDocument {
 public:
  JsonDocument();
  ~JsonDocument();
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;

  // Parses in place. Control characters, which JSON forbids inside strings, are read as spaces, line breaks only when `broken_strings` says
  // that they stand inside strings. Ill-formed UTF-8 becomes U+FFFD. `mended` tells that the text was not right.
  std::optional<JsonError> parse(std::string text, bool broken_strings, bool& mended);
  // The line of the text, from 0, in which the error of the last parse lies.
  std::size_t line_of(const JsonError& error) const;
  const rapidjson::Value& root() const;
  rapidjson::Document& document() { return *document_; }

 private:
  std::unique_ptr<std::string> text_;  // stays at its place when the document is moved, since the values point into it
  std::unique_ptr<rapidjson::Document> document_;
};

// A list element or the single thing that stands where a list should.
struct Item {
  const rapidjson::Value* value = nullptr;
  std::string pointer;  // "/awards/0", or "/awards" for a single thing
};

// A value reached from an object by a path such as "tender/value"; nullptr when absent or null.
const rapidjson::Value* find(const rapidjson::Value* object, std::string_view path);
// The elements at `path`: of a list, of an object standing for a list, or of a lone text. Nulls are left out. `base` begins the pointers.
std::vector<Item> items(const rapidjson::Value* object, std::string_view path, std::string_view base);
bool is_object(const rapidjson::Value* value);
bool is_list(const rapidjson::Value* value);
std::optional<bool> as_bool(const rapidjson::Value* value);
// Text without white space around it; nothing for absent, null, empty and for objects and lists. "true" and "false" for booleans.
std::string_view as_text(const rapidjson::Value* value);
// An identifier as text: "40003009618.0" loses the decimals that a spreadsheet gave it, "4.0003009618E10" becomes the number it is.
std::string as_id(const rapidjson::Value* value);
inline std::string_view text_at(const rapidjson::Value* object, std::string_view path) { return as_text(find(object, path)); }
inline std::string id_at(const rapidjson::Value* object, std::string_view path) { return as_id(find(object, path)); }
// The beginning of a value as written, for messages and raw values.
std::string written(const rapidjson::Value* value, std::size_t limit = 120);

}  // namespace kede::importers
