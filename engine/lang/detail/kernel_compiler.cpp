#include "engine/lang/detail/kernel_compiler.hpp"

#include <algorithm>

#include "engine/lang/builtins.hpp"

namespace kede::lang::detail {
namespace {

KernelNode with_values(std::vector<Value> values) {
  KernelNode node;
  node.values = std::move(values);
  return node;
}

// By what is written; a threshold may stand where another type stood.
Type type_of_literal(const Value& value, Type written) {
  if (value.is<bool>()) return Type::of(TypeTag::boolean);
  if (value.is<std::int64_t>()) return Type::of(TypeTag::integer);
  if (value.is<double>()) return Type::of(TypeTag::real);
  if (value.is<model::Percent>()) return Type::of(TypeTag::percent);
  if (value.is<Money>()) return Type::of(TypeTag::money);
  if (value.is<Days>()) return Type::of(TypeTag::days);
  if (value.is<Date>()) return Type::of(TypeTag::date);
  if (value.is<std::string>()) return is_textual(written) ? written : Type::of(TypeTag::text);
  return written;
}

// Whether `variable` is named as variable.node only, and no other variable from outside.
bool asks_node_only(const Ast& ast, ExprId id, std::string_view variable, std::vector<std::string_view>& inner) {
  const Node& node = ast[id];
  const auto is_inner = [&](std::string_view name) { return std::find(inner.begin(), inner.end(), name) != inner.end(); };
  if (const auto* name = std::get_if<Name>(&node.content)) return name->name == "as_of" || is_inner(name->name);
  if (const auto* select = std::get_if<Select>(&node.content)) {
    const auto* member = std::get_if<ReachedMember>(&select->resolved);
    const auto* name = std::get_if<Name>(&ast[select->operand].content);
    if (member != nullptr && *member == ReachedMember::node && name != nullptr && name->name == variable) return true;
  }
  const auto* comprehension = std::get_if<Comprehension>(&node.content);
  if (comprehension != nullptr) {
    if (comprehension->variables[0] == variable || !asks_node_only(ast, comprehension->target, variable, inner)) return false;
    inner.push_back(comprehension->variables[0]);
    const bool fine = (!comprehension->filter || asks_node_only(ast, *comprehension->filter, variable, inner)) &&
                      asks_node_only(ast, comprehension->body, variable, inner);
    inner.pop_back();
    return fine;
  }
  for (const ExprId child : children(node)) {
    if (!asks_node_only(ast, child, variable, inner)) return false;
  }
  return true;
}

}  // namespace

NodeNumber KernelCompiler::compile(const Condition& condition) {
  if (condition.shape == Condition::Shape::leaf) return expression(condition.expression.ast());
  std::vector<NodeNumber> parts;
  for (const Condition& child : condition.children) parts.push_back(compile(child));
  const Type boolean = Type::of(TypeTag::boolean);
  switch (condition.shape) {
    case Condition::Shape::all: return operation(KernelOp::both, boolean, std::move(parts));
    case Condition::Shape::any: return operation(KernelOp::either, boolean, std::move(parts));
    case Condition::Shape::none: return operation(KernelOp::negation, boolean, {operation(KernelOp::either, boolean, std::move(parts))});
    case Condition::Shape::at_least: {
      KernelNode rest;
      rest.wanted = condition.at_least;
      return operation(KernelOp::at_least, boolean, std::move(parts), std::move(rest));
    }
    case Condition::Shape::leaf: break;
  }
  return program_.hard_node();
}

NodeNumber KernelCompiler::expression(const Ast& ast) {
  if (ast.mode != Mode::author) return program_.hard_node();
  ast_ = &ast;
  return visit(ast.root);
}

NodeNumber KernelCompiler::visit(ExprId id) {
  const Node& node = (*ast_)[id];
  return std::visit([&](const auto& content) { return of(node, content); }, node.content);
}

NodeNumber KernelCompiler::operation(KernelOp op, Type type, std::vector<NodeNumber> arguments, KernelNode rest) {
  // What a part that is left to the interpreter would say can still be decided by the other parts.
  const bool decides = op == KernelOp::both || op == KernelOp::either || op == KernelOp::at_least || op == KernelOp::conditional;
  const bool any_hard = std::any_of(arguments.begin(), arguments.end(), [&](NodeNumber argument) { return is_hard(argument); });
  const bool all_hard = std::all_of(arguments.begin(), arguments.end(), [&](NodeNumber argument) { return is_hard(argument); });
  if (any_hard && (!decides || all_hard || op == KernelOp::conditional)) return program_.hard_node();
  FrameNumber frame = kConstants;
  for (const NodeNumber argument : arguments) frame = program_.deeper(frame, program_[argument].frame);
  rest.op = op;
  rest.type = type;
  rest.frame = frame;
  rest.arguments = std::move(arguments);
  return program_.add(std::move(rest));
}

NodeNumber KernelCompiler::of(const Node& node, const Literal& literal) {
  if (literal.value.is<List>() || is_absent(literal.value)) return program_.hard_node();
  return operation(KernelOp::literal, type_of_literal(literal.value, node.type), {}, with_values({literal.value}));
}

NodeNumber KernelCompiler::of(const Node&, const Name& name) {
  const auto found = std::find_if(locals_.rbegin(), locals_.rend(), [&](const auto& local) { return local.first == name.name; });
  if (found != locals_.rend()) return found->second;
  return name.name == "as_of" ? operation(KernelOp::today, Type::of(TypeTag::date), {}) : program_.hard_node();
}

NodeNumber KernelCompiler::of(const Node& node, const Select& select) {
  const NodeNumber operand = visit(select.operand);
  KernelNode rest;
  if (const auto* field = std::get_if<model::FieldId>(&select.resolved)) {
    if (is_hard(operand) || left_out_.contains(*field)) return program_.hard_node();
    fields_.insert(*field);
    rest.field = *field;
    return operation(KernelOp::field, node.type, {operand}, std::move(rest));
  }
  const auto* member = std::get_if<ReachedMember>(&select.resolved);
  if (member == nullptr || *member == ReachedMember::path) return program_.hard_node();
  // In a question about everybody down a chain the variable stands for the node itself.
  if (*member == ReachedMember::node && program_[operand].type.is(TypeTag::record)) return operand;
  rest.member = *member;
  return operation(KernelOp::reached, node.type, {operand}, std::move(rest));
}

NodeNumber KernelCompiler::of(const Node&, const Index&) { return program_.hard_node(); }
NodeNumber KernelCompiler::of(const Node&, const MapLiteral&) { return program_.hard_node(); }

NodeNumber KernelCompiler::of(const Node& node, const ListLiteral& list) {
  std::vector<NodeNumber> items;
  for (const ExprId item : list.items) {
    items.push_back(visit(item));
    // Integers among reals would have to be converted first.
    const bool converted = node.type == Type::of(TypeTag::real).listed() && program_[items.back()].type.is(TypeTag::integer);
    if (converted) return program_.hard_node();
  }
  return operation(KernelOp::make_list, node.type, std::move(items));
}

NodeNumber KernelCompiler::of(const Node& node, const Unary& unary) {
  return operation(unary.op == UnaryOperator::minus ? KernelOp::minus : KernelOp::negation, node.type, {visit(unary.operand)});
}

NodeNumber KernelCompiler::of(const Node& node, const Binary& binary) {
  const NodeNumber left = visit(binary.left);
  const NodeNumber right = visit(binary.right);
  if (binary.op == BinaryOperator::in) return contained(left, right);
  KernelNode rest;
  rest.binary = binary.op;
  const bool compares = binary.op < BinaryOperator::in;
  return operation(compares ? KernelOp::compare : KernelOp::arithmetic, node.type, {left, right}, std::move(rest));
}

NodeNumber KernelCompiler::of(const Node& node, const Logic& logic) {
  std::vector<NodeNumber> parts;
  for (const ExprId part : logic.parts) parts.push_back(visit(part));
  return operation(logic.op == LogicOperator::both ? KernelOp::both : KernelOp::either, node.type, std::move(parts));
}

NodeNumber KernelCompiler::of(const Node& node, const Conditional& conditional) {
  const NodeNumber condition = visit(conditional.condition);
  const NodeNumber yes = visit(conditional.yes);
  return operation(KernelOp::conditional, node.type, {condition, yes, visit(conditional.no)});
}

// --- lists

KernelCompiler::Over KernelCompiler::over(NodeNumber list) {
  const KernelNode& node = program_[list];
  if (node.op == KernelOp::filter || node.op == KernelOp::map) return {list, node.inner, node.element};
  const FrameNumber inner = program_.frame_over(list, context_, node.type.element());
  return {list, inner, program_.frame(inner).variable};
}

NodeNumber KernelCompiler::run(KernelOp op, Type type, const Over& over, NodeNumber body) {
  if (is_hard(body)) return program_.hard_node();
  KernelNode node;
  node.op = op;
  node.type = type;
  node.frame = program_.frame(over.inner).outer;
  node.arguments = {over.list, body};
  node.inner = over.inner;
  node.element = over.element;
  return program_.add(std::move(node));
}

// org.downstream(n).exists(r, …) of the subject itself, where the question is about r.node and nobody else.
NodeNumber KernelCompiler::chain(const Comprehension& comprehension) {
  const auto* call = std::get_if<Call>(&(*ast_)[comprehension.target].content);
  const bool asks = comprehension.macro == Macro::exists || comprehension.macro == Macro::all;
  if (chains_ == nullptr || !asks || call == nullptr || call->function != "downstream" || !call->target || call->arguments.size() != 1)
    return program_.hard_node();
  const auto* depth = std::get_if<Literal>(&(*ast_)[call->arguments[0]].content);
  const auto* tiers = depth == nullptr ? nullptr : depth->value.as<std::int64_t>();
  const std::string& variable = comprehension.variables[0];
  std::vector<std::string_view> inner;
  if (tiers == nullptr || *tiers < 1 || *tiers > 12 || visit(*call->target) != program_.subject() ||
      !asks_node_only(*ast_, comprehension.body, variable, inner))
    return program_.hard_node();
  KernelChain made{comprehension.macro == Macro::all ? Quantifier::all : Quantifier::exists, static_cast<int>(*tiers),
                   std::make_unique<KernelProgram>(program_[program_.subject()].type.kind()), 0};
  KernelCompiler compiler(*made.program, variable, left_out_, fields_);
  compiler.ast_ = ast_;
  made.node = compiler.visit(comprehension.body);
  if (made.node == made.program->hard_node()) return program_.hard_node();
  chains_->push_back(std::move(made));
  KernelNode node;
  node.op = KernelOp::chain;
  node.type = Type::of(TypeTag::boolean);
  node.wanted = static_cast<int>(chains_->size() - 1);
  return program_.add(std::move(node));
}

NodeNumber KernelCompiler::of(const Node& node, const Comprehension& comprehension) {
  if (const NodeNumber at_once = chain(comprehension); !is_hard(at_once)) return at_once;
  const NodeNumber list = visit(comprehension.target);
  // A list of constants has no rows of its own kind; it is too rare to have a kernel.
  if (is_hard(list) || comprehension.variables.size() != 1 || program_[list].frame == kConstants) return program_.hard_node();
  Over range = over(list);
  const FrameNumber outside = context_;
  context_ = range.inner;
  locals_.emplace_back(comprehension.variables[0], range.element);
  const NodeNumber filter = comprehension.filter ? visit(*comprehension.filter) : 0;
  const NodeNumber body = visit(comprehension.body);
  locals_.pop_back();
  context_ = outside;
  if (is_hard(body) || (comprehension.filter && is_hard(filter))) return program_.hard_node();
  if (comprehension.filter) range.list = run(KernelOp::filter, program_[list].type, range, filter);
  switch (comprehension.macro) {
    case Macro::exists: return run(KernelOp::exists, node.type, range, body);
    case Macro::all: return run(KernelOp::all, node.type, range, body);
    case Macro::exists_one: return run(KernelOp::exists_one, node.type, range, body);
    case Macro::filter: return run(KernelOp::filter, node.type, range, body);
    case Macro::count: return run(KernelOp::count, node.type, range, body);
    case Macro::share: return run(KernelOp::share, node.type, range, body);
    case Macro::sum: return aggregate(node, "sum", range, body);
    case Macro::min: return aggregate(node, "min", range, body);
    case Macro::max: return aggregate(node, "max", range, body);
    case Macro::map: range.element = body; return run(KernelOp::map, node.type, range, body);
    case Macro::transform_list:
    case Macro::transform_map: break;
  }
  return program_.hard_node();
}

// sum(x, body) is map(x, body).sum()
NodeNumber KernelCompiler::aggregate(const Node& node, std::string_view name, const Over& over, NodeNumber body) {
  Over mapped = over;
  mapped.element = body;
  const NodeNumber list = run(KernelOp::map, program_[body].type.listed(), mapped, body);
  const std::vector<std::uint32_t> rows = find_builtins(name, CallForm::member, Mode::author);
  return rows.size() == 1 ? builtin(node, rows.front(), {list}) : program_.hard_node();
}

// --- functions

NodeNumber KernelCompiler::of(const Node& node, const Call& call) {
  std::vector<NodeNumber> arguments;
  if (call.target) arguments.push_back(visit(*call.target));
  for (const ExprId argument : call.arguments) arguments.push_back(visit(argument));
  const auto hard = [&](NodeNumber argument) { return is_hard(argument); };
  if (call.builtin >= builtins().size() || std::any_of(arguments.begin(), arguments.end(), hard)) return program_.hard_node();
  const std::string_view name = call.function;
  const bool of_list = !arguments.empty() && program_[arguments[0]].type.is_list();
  if (name == "known") return operation(KernelOp::known, node.type, std::move(arguments));
  if (name == "complete") return operation(KernelOp::complete, node.type, std::move(arguments));
  if (name == "size" && of_list && program_[arguments[0]].frame != kConstants) {
    const Over range = over(arguments[0]);
    return run(KernelOp::size, node.type, range, range.element);
  }
  if (name == "any_of" && of_list) {
    std::vector<NodeNumber> found;
    for (std::size_t i = 1; i < arguments.size(); ++i) found.push_back(contained(arguments[i], arguments[0]));
    return operation(KernelOp::either, node.type, std::move(found));
  }
  if (name == "intersects" && of_list) return intersects(node, call.builtin, std::move(arguments));
  return builtin(node, call.builtin, std::move(arguments));
}

NodeNumber KernelCompiler::builtin(const Node& node, std::uint32_t row, std::vector<NodeNumber> arguments) {
  KernelNode rest;
  rest.builtin = row;
  const bool walks = builtins()[row].signature.starts_with("organisation.");
  const Type type = node.type;
  if (!walks) return operation(KernelOp::call, type, std::move(arguments), std::move(rest));
  // A walk follows the edges of the subject's own process: it is made row by row, in the subject's world.
  if (program_[arguments[0]].frame == kConstants) return program_.hard_node();
  return operation(KernelOp::call, type, std::move(arguments), std::move(rest));
}

NodeNumber KernelCompiler::one_of(NodeNumber element, NodeNumber list) {
  const KernelNode& literal = program_[list];
  if (literal.op != KernelOp::make_list || literal.arguments.empty() || form_of(program_[element].type) != Form::texts)
    return program_.hard_node();
  KernelNode rest;
  for (const NodeNumber item : literal.arguments) {
    const KernelNode& node = program_[item];
    if (node.op != KernelOp::literal || !node.values[0].is<std::string>()) return program_.hard_node();
    rest.values.push_back(node.values[0]);
  }
  return operation(KernelOp::one_of, Type::of(TypeTag::boolean), {element}, std::move(rest));
}

NodeNumber KernelCompiler::contained(NodeNumber element, NodeNumber container) {
  if (is_hard(element) || is_hard(container)) return program_.hard_node();
  const Type boolean = Type::of(TypeTag::boolean);
  if (const NodeNumber constant = one_of(element, container); !is_hard(constant)) return constant;
  const KernelNode& list = program_[container];
  if (list.frame == kConstants || list.op == KernelOp::make_list) return operation(KernelOp::contains, boolean, {element, container});
  const Over range = over(container);
  KernelNode equal;
  equal.binary = BinaryOperator::equal;
  return run(KernelOp::exists, boolean, range, operation(KernelOp::compare, boolean, {range.element, element}, std::move(equal)));
}

NodeNumber KernelCompiler::intersects(const Node& node, std::uint32_t row, std::vector<NodeNumber> arguments) {
  if (program_[arguments[0]].frame != kConstants) {
    const Over range = over(arguments[0]);
    if (const NodeNumber constant = one_of(range.element, arguments[1]); !is_hard(constant))
      return run(KernelOp::exists, node.type, range, constant);
  }
  return builtin(node, row, std::move(arguments));
}

}  // namespace kede::lang::detail
