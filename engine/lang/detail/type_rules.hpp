// Which types may meet: comparison, membership, arithmetic, and the parameters of a signature.
// Used by the checker.
// Pure; reads the vocabulary and the tables.
// Law: a code is compared only with codes of its own list; units never mix silently.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/lang/ast.hpp"
#include "engine/lang/checker.hpp"
#include "engine/lang/tables.hpp"

namespace kede::lang::detail {

// A diagnostic with the bytes it is about.
struct Fault {
  Diagnostic diagnostic;
  Span span;
};

class TypeRules {
 public:
  TypeRules(const Ast& ast, const Scope& scope) : ast_(ast), scope_(scope) {}

  std::string name(Type type) const { return type_text(type, *scope_.vocabulary, scope_.tables); }
  std::optional<std::string_view> literal_text(ExprId id) const;

  // May the two nodes be compared for equality? A text literal beside a code must be one of the list.
  std::optional<Fault> comparable(ExprId left, ExprId right, Span span) const;
  // < <= > >=
  std::optional<Fault> ordered(ExprId left, ExprId right, Span span) const;
  // element in list
  std::optional<Fault> member_of(ExprId element, ExprId list, Span span) const;
  // Is this written text a value of the type?
  std::optional<Fault> literal_fits(ExprId literal, Type type) const;
  // + - * / %
  static std::optional<Type> arithmetic(BinaryOperator op, Type left, Type right);
  static std::optional<Type> common(Type left, Type right);

 private:
  Fault mismatch(Type left, Type right, Span span) const;
  const std::vector<std::string> codes_of(Type type) const;
  std::string list_name(Type type) const;

  const Ast& ast_;
  const Scope& scope_;
};

}  // namespace kede::lang::detail
