// The parsed expression: nodes in one vector, children by index, children before parents.
// Made by the parser, completed by the checker (types, fields, builtins), walked by the interpreter.
// Owned by CheckedExpression; const after checking.
// Law: the height of the tree is limited when it is built, so no walk can exhaust the stack.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/lang/types.hpp"
#include "engine/lang/value.hpp"

namespace kede::lang {

enum class Mode : std::uint8_t { author, conformance };
enum class ExprId : std::uint32_t {};

struct Span {  // bytes [begin, end) of the source text
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

enum class UnaryOperator : std::uint8_t { negation, minus };
enum class BinaryOperator : std::uint8_t {
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in,
  add,
  subtract,
  multiply,
  divide,
  remainder
};
enum class LogicOperator : std::uint8_t { both, either };
enum class Macro : std::uint8_t { exists, all, exists_one, filter, map, count, sum, min, max, share, transform_list, transform_map };
enum class ReachedMember : std::uint8_t { node, tier, via, share, path };

struct Literal {
  Value value;
  std::string limit{};  // name of the threshold of the rule that stands here; empty: written as it is
};
struct Name {
  std::string name;
};
struct Select {
  ExprId operand;
  std::string member;
  Span member_span;
  bool test_only = false;  // has(a.b)
  std::variant<std::monostate, model::FieldId, ReachedMember> resolved;
};
struct Index {
  ExprId operand;
  ExprId index;
};
struct Call {
  std::string function;
  Span name_span;
  std::optional<ExprId> target;
  std::vector<ExprId> arguments;
  std::uint32_t builtin = 0;  // row of builtins(); the row found by name until the checker picks the overload
};
struct ListLiteral {
  std::vector<ExprId> items;
};
struct MapLiteral {
  std::vector<std::pair<ExprId, ExprId>> entries;
};
struct Unary {
  UnaryOperator op;
  ExprId operand;
};
struct Binary {
  BinaryOperator op;
  ExprId left;
  ExprId right;
  Span op_span;
};
struct Logic {
  LogicOperator op;
  std::vector<ExprId> parts;
};
struct Conditional {
  ExprId condition;
  ExprId yes;
  ExprId no;
};
struct Comprehension {
  Macro macro;
  Span name_span;
  ExprId target;
  std::vector<std::string> variables;  // one; two for the two-variable forms of conformance mode
  std::optional<ExprId> filter;        // map(x, filter, value)
  ExprId body;
};

using NodeContent =
    std::variant<Literal, Name, Select, Index, Call, ListLiteral, MapLiteral, Unary, Binary, Logic, Conditional, Comprehension>;

struct Node {
  NodeContent content;
  Span span;
  std::uint16_t height = 1;
  Type type;
};

struct Ast {
  std::string text;
  Mode mode = Mode::author;
  std::string container;  // conformance mode: where names are looked for first
  std::vector<Node> nodes;
  ExprId root{};

  const Node& operator[](ExprId id) const { return nodes[static_cast<std::size_t>(id)]; }
  Node& operator[](ExprId id) { return nodes[static_cast<std::size_t>(id)]; }
};

std::string_view to_text(BinaryOperator op);
std::string_view to_text(Macro macro);
std::vector<ExprId> children(const Node& node);
// "a.b.c" of names joined by points; nothing for everything else.
std::optional<std::string> qualified_name(const Ast& ast, ExprId id);

}  // namespace kede::lang
