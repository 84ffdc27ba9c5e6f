// One line of a batch: the JSON it is, and the question in it.
// Used by eval_batch.cpp only (it includes RapidJSON).
// Lives for one line; names and texts of the JSON point into it.
// Law: what cannot be used is a diagnostic with the column of the line.
#pragma once

#include <rapidjson/document.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace kede::lang::detail {

using Json = rapidjson::Value;

inline std::string_view view(const Json& text) { return {text.GetString(), text.GetStringLength()}; }

// The line, parsed in place: names and texts of the document point into the buffer, and so know their column.
class BatchLine {
 public:
  explicit BatchLine(std::string_view line);

  // Nothing when the line is a JSON object.
  std::optional<Diagnostic> fault() const;
  const Json& root() const { return document_; }
  // With the column of the member that has this name.
  Diagnostic at_name(Diagnostic diagnostic, const Json& name) const;
  Diagnostic at(Diagnostic diagnostic, std::size_t offset) const;

 private:
  std::string_view source_;
  std::string buffer_;
  rapidjson::Document document_;
};

struct Binding {
  std::string variable;
  const Json* name = nullptr;
  const Json* value = nullptr;
};

struct Question {
  std::string expression;
  std::string container;
  std::vector<Binding> bindings;
};

Result<Question> question_of(const BatchLine& line);

}  // namespace kede::lang::detail
