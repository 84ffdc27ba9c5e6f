// The walk over the tree of one expression.
// Used by evaluate() only.
// Lives for one evaluation, in one thread.
// Law: a subexpression that is unknown makes the result unknown only where it matters; the reasons of all that mattered add up.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/lang/bounded.hpp"
#include "engine/lang/interpret.hpp"

namespace kede::lang::detail {

class Evaluator {
 public:
  Evaluator(const Ast& ast, const Environment& environment, const World& world, Trace* trace, std::uint64_t steps)
      : ast_(ast), environment_(environment), world_(world), trace_(trace), steps_(steps) {}

  Value run();

 private:
  // Folds truth values as && (absorbing: false) or || (absorbing: true) do.
  struct Fold {
    bool absorbing = false;
    bool absorbed = false;
    Reasons reasons;
    bool unknown = false;
    Value failed;  // the first failure, else null
    void add(const Value& value, std::string_view operation);
    Value result() const;
  };

  bool author() const { return ast_.mode == Mode::author; }
  bool spend(std::uint64_t cost);
  // Texts are copied whole, everything else is shared.
  void charge_copy(const Value& value);
  Value eval(ExprId id);
  Value settle(Value value, const Node& node) const;

  Value of(const Node& node, const Literal& literal);
  Value of(const Node& node, const Name& name);
  Value of(const Node& node, const Select& select);
  Value of(const Node& node, const Index& index);
  Value of(const Node& node, const Call& call);
  Value of(const Node& node, const ListLiteral& list);
  Value of(const Node& node, const MapLiteral& map);
  Value of(const Node& node, const Unary& unary);
  Value of(const Node& node, const Binary& binary);
  Value of(const Node& node, const Logic& logic);
  Value of(const Node& node, const Conditional& conditional);
  Value of(const Node& node, const Comprehension& comprehension);

  const Value* find_local(std::string_view name) const;
  std::optional<Value> named(std::string_view path);
  std::optional<Value> qualified(const Select& select);
  Value field(RecordValue record, const Select& select, model::FieldId field);
  Value member_of_map(const Value& operand, const Select& select) const;

  // What a comprehension runs over.
  struct Range {
    List list;  // elements, or the keys of a map
    const Map* map = nullptr;
    Value whole;  // keeps the map alive
    // The first of two variables: the position in a list, the key of a map.
    Value key(std::size_t position) const;
  };
  void push(const Comprehension& comprehension, const Range& range, std::size_t position);
  void pop(const Comprehension& comprehension);
  Value quantifier(const Node& node, const Comprehension& comprehension, const Range& range);
  Value one(const Comprehension& comprehension, const Range& range);
  Value filtered(const Comprehension& comprehension, const Range& range);
  Value mapped(const Comprehension& comprehension, const Range& range);
  Value mapped_map(const Comprehension& comprehension, const Range& range);
  Value tallied(const Comprehension& comprehension, const Range& range);
  Value aggregated(const Node& node, const Comprehension& comprehension, const Range& range);

  const Ast& ast_;
  const Environment& environment_;
  const World& world_;
  Trace* trace_;
  std::uint64_t steps_;
  std::vector<std::pair<std::string_view, Value>> locals_;
};

}  // namespace kede::lang::detail
