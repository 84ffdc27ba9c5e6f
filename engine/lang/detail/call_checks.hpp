// Finds the row of the table of builtins that a call means, and checks its arguments.
// Used by the checker.
// Reads the types of the arguments, which are checked before.
// Law: of several rows of one name the first that fits is taken; if none fits, the message is about the first argument that does not.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "engine/lang/builtins.hpp"
#include "engine/lang/detail/type_rules.hpp"

namespace kede::lang::detail {

struct CallResult {
  Type type;
  std::optional<Fault> fault;
};

class CallChecks {
 public:
  CallChecks(const Ast& ast, const Scope& scope) : ast_(ast), scope_(scope), rules_(ast, scope) {}

  // `arguments` with the target first; `row` receives the row.
  CallResult check(const Call& call, std::span<const ExprId> arguments, CallForm form, std::uint32_t& row) const;

  // `arguments` need only hold the target, if there is one.
  Fault unknown_function(const Call& call, CallForm form, std::span<const ExprId> arguments) const;

 private:
  struct Binding {  // what T stands for
    std::optional<Type> type;
    std::optional<ExprId> node;
  };

  CallResult match(const Builtin& builtin, const Call& call, std::span<const ExprId> arguments) const;
  std::optional<Fault> fits(std::string_view parameter, ExprId argument, Binding& binding) const;
  bool matches(std::string_view parameter, ExprId argument, Type type, Binding& binding) const;
  Type result_type(std::string_view result, const Binding& binding) const;

  CallResult table_keys(const Builtin& builtin, const Call& call, std::string_view table, std::optional<ExprId> column, ExprId table_at,
                        std::span<const ExprId> keys) const;
  CallResult extra(const Builtin& builtin, const Call& call, std::span<const ExprId> arguments, Type type) const;
  std::optional<Fault> key_fits(const TableColumn& key, ExprId argument) const;

  const Ast& ast_;
  const Scope& scope_;
  TypeRules rules_;
};

}  // namespace kede::lang::detail
