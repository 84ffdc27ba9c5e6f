// Reads and type-checks an expression before any data are read.
// Used by the rule loader (author mode), by evidence templates and by the batch evaluator (conformance mode).
// A CheckedExpression owns everything it needs but the vocabulary; const, shared freely.
// Law: a misspelt name is an error with its column and the nearest right names, never a rule that silently never fires.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/lang/ast.hpp"
#include "engine/lang/tables.hpp"

namespace kede::lang {

struct Variable {
  std::string name;
  Type type;
};

// A named threshold of a rule, written `limit.<name>`.
struct Constant {
  std::string name;
  Type type;
  Value value;
};

// What an expression may name. `as_of` (date) is always there.
struct Scope {
  const model::Vocabulary* vocabulary = nullptr;
  const Tables* tables = nullptr;
  std::vector<Variable> variables;
  std::vector<Constant> limits;

  void add_record(std::string name, model::KindId kind) { variables.push_back({std::move(name), Type::record(kind)}); }
};

struct FieldUse {
  std::string path;  // as written: "org.worker_fee", "r.node.licensed_labour_provider"
  model::FieldId field{};
  Span span;
  bool operator==(const FieldUse& other) const { return path == other.path && field == other.field; }
};

class CheckedExpression {
 public:
  const std::string& text() const { return ast_.text; }
  const Ast& ast() const { return ast_; }
  Type type() const { return ast_[ast_.root].type; }
  Mode mode() const { return ast_.mode; }
  // In the order of the text, each once.
  const std::vector<FieldUse>& fields() const { return fields_; }
  const std::vector<std::string>& variables() const { return variables_; }
  // Functions and macros, for lints: "known", "complete", "downstream", "exists".
  const std::vector<std::string>& functions() const { return functions_; }
  bool uses_function(std::string_view name) const;
  // Thresholds of the rule that stand in it, in the order of the text, each once.
  std::vector<std::string> limits() const;

 private:
  friend class ExpressionBuilder;
  Ast ast_;
  std::vector<FieldUse> fields_;
  std::vector<std::string> variables_;
  std::vector<std::string> functions_;
};

// Author mode. Diagnostics carry where.column (code points, from 1) and the excerpt; the caller adds file and pointer.
Result<CheckedExpression> check(std::string_view text, const Scope& scope);
// The same, and the type must be bool.
Result<CheckedExpression> check_condition(std::string_view text, const Scope& scope);
// Conformance mode: syntax only; types are decided when it runs. Names are looked for in the container first.
Result<CheckedExpression> parse_conformance(std::string_view text, std::string_view container = "");

// A diagnostic about bytes `span` of `text`: column and excerpt filled in.
Diagnostic placed(Diagnostic diagnostic, std::string_view text, Span span);

}  // namespace kede::lang
