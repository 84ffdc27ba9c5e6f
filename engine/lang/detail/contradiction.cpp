#include "engine/lang/detail/contradiction.hpp"

#include <algorithm>
#include <variant>
#include <vector>

#include "engine/lang/detail/arithmetic.hpp"
#include "engine/lang/detail/empty_world.hpp"
#include "engine/lang/detail/evaluator.hpp"

namespace kede::lang::detail {
namespace {

using Op = BinaryOperator;

// One thing that must hold: a subject stands so to a limit, or is plainly true or false.
struct Demand {
  std::string subject;
  std::optional<BinaryOperator> op;
  Value limit;
  bool wanted = true;
  std::string text;

  bool from_above() const { return op == Op::less || op == Op::less_equal || op == Op::equal; }
  bool from_below() const { return op == Op::greater || op == Op::greater_equal || op == Op::equal; }
  bool strict() const { return op == Op::less || op == Op::greater; }
};

BinaryOperator opposite(BinaryOperator op) {
  switch (op) {
    case Op::less: return Op::greater_equal;
    case Op::less_equal: return Op::greater;
    case Op::greater: return Op::less_equal;
    case Op::greater_equal: return Op::less;
    case Op::equal: return Op::not_equal;
    default: return Op::equal;
  }
}

BinaryOperator mirrored(BinaryOperator op) {
  switch (op) {
    case Op::less: return Op::greater;
    case Op::less_equal: return Op::greater_equal;
    case Op::greater: return Op::less;
    case Op::greater_equal: return Op::less_equal;
    default: return op;
  }
}

bool is_constant(const Ast& ast, ExprId id) {
  const NodeContent& content = ast[id].content;
  if (std::holds_alternative<Name>(content) || std::holds_alternative<Comprehension>(content)) return false;
  const std::vector<ExprId> parts = children(ast[id]);
  return std::all_of(parts.begin(), parts.end(), [&](ExprId part) { return is_constant(ast, part); });
}

Value constant(const Ast& ast, ExprId id) {
  Ast part = ast;
  part.root = id;
  return Evaluator(part, Environment(), EmptyWorld(), nullptr, 1000).run();
}

class Demands {
 public:
  void add(const Condition& condition, bool wanted) {
    if (condition.shape == Condition::Shape::leaf) return add(condition.expression.ast(), condition.expression.ast().root, wanted);
    const bool every = condition.shape == (wanted ? Condition::Shape::all : Condition::Shape::any);
    const bool no = wanted && condition.shape == Condition::Shape::none;
    if (!every && !no) return;
    for (const Condition& child : condition.children) add(child, wanted && !no);
  }
  const std::vector<Demand>& all() const { return demands_; }

 private:
  void add(const Ast& ast, ExprId id, bool wanted) {
    const NodeContent& content = ast[id].content;
    if (const auto* unary = std::get_if<Unary>(&content)) return add(ast, unary->operand, !wanted);
    if (const auto* logic = std::get_if<Logic>(&content)) {
      if (logic->op != (wanted ? LogicOperator::both : LogicOperator::either)) return;
      for (const ExprId part : logic->parts) add(ast, part, wanted);
      return;
    }
    const auto* binary = std::get_if<Binary>(&content);
    if (binary != nullptr && binary->op < Op::in && comparison(ast, *binary, wanted, text_of(ast, id))) return;
    demands_.push_back({text_of(ast, id), std::nullopt, Value(), wanted, (wanted ? "" : "!") + text_of(ast, id)});
  }

  bool comparison(const Ast& ast, const Binary& binary, bool wanted, std::string text) {
    const bool limit_right = is_constant(ast, binary.right);
    if (limit_right == is_constant(ast, binary.left)) return false;
    const BinaryOperator op = limit_right ? binary.op : mirrored(binary.op);
    Value limit = constant(ast, limit_right ? binary.right : binary.left);
    if (is_absent(limit)) return false;
    demands_.push_back({text_of(ast, limit_right ? binary.left : binary.right), wanted ? op : opposite(op), std::move(limit), wanted,
                        (wanted ? "" : "not ") + text});
    return true;
  }

  static std::string text_of(const Ast& ast, ExprId id) {
    const Span span = ast[id].span;
    return ast.text.substr(span.begin, span.end - span.begin);
  }

  std::vector<Demand> demands_;
};

// Whether nothing lies both below the limit of `upper` and above the limit of `lower`.
bool leave_nothing(const Demand& upper, const Demand& lower, std::partial_ordering order) {
  if (!upper.from_above() || !lower.from_below()) return false;
  return order < 0 || (order == 0 && (upper.strict() || lower.strict()));
}

bool exclude(const Demand& a, const Demand& b) {
  if (a.subject != b.subject || a.op.has_value() != b.op.has_value()) return false;
  if (!a.op) return a.wanted != b.wanted;
  const auto order = detail::order(a.limit, b.limit).order;
  if (!order) return false;
  const bool same_refused = *order == 0 && ((a.op == Op::equal && b.op == Op::not_equal) || (a.op == Op::not_equal && b.op == Op::equal));
  return same_refused || leave_nothing(a, b, *order) || leave_nothing(b, a, 0 <=> *order);
}

}  // namespace

std::optional<Contradiction> contradiction_in(const Rule& rule) {
  Demands demands;
  if (rule.only_if) demands.add(*rule.only_if, true);
  demands.add(rule.when, true);
  const std::vector<Demand>& all = demands.all();
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t k = i + 1; k < all.size(); ++k) {
      if (exclude(all[i], all[k])) return Contradiction{all[i].text, all[k].text};
    }
  }
  return std::nullopt;
}

}  // namespace kede::lang::detail
