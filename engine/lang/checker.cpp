#include "engine/lang/checker.hpp"

#include <algorithm>

#include "engine/base/suggest.hpp"
#include "engine/base/text.hpp"
#include "engine/lang/builtins.hpp"
#include "engine/lang/detail/call_checks.hpp"
#include "engine/lang/detail/empty_world.hpp"
#include "engine/lang/detail/macros.hpp"
#include "engine/lang/detail/names.hpp"
#include "engine/lang/detail/type_rules.hpp"
#include "engine/lang/parser.hpp"

namespace kede::lang {
namespace {

using detail::Fault;
using detail::TypeRules;

constexpr std::string_view kLimits = "limit";

// Nothing: a fault was kept.
using Checked = std::optional<Type>;

class Checker {
 public:
  Checker(Ast& ast, const Scope& scope) : ast_(ast), scope_(scope), rules_(ast, scope), calls_(ast, scope) {}

  std::optional<Fault> run(bool condition) {
    const Checked type = visit(ast_.root);
    if (type && condition && !is_truth(*type)) fail(error("KD2113").arg("given", rules_.name(*type)), ast_[ast_.root].span);
    return std::move(fault_);
  }

 private:
  Checked fail(Diagnostic diagnostic, Span span) {
    if (!fault_) fault_ = Fault{std::move(diagnostic), span};
    return std::nullopt;
  }
  Checked fail(Fault fault) { return fail(std::move(fault.diagnostic), fault.span); }
  Checked wants_bool(ExprId id) {
    const Checked type = visit(id);
    if (type && !is_truth(*type)) return fail(error("KD2113").arg("given", rules_.name(*type)), ast_[id].span);
    return type;
  }

  Checked visit(ExprId id) {
    const Checked type = std::visit([&](const auto& content) { return of(id, content); }, NodeContent(ast_[id].content));
    if (type) ast_[id].type = *type;
    return type;
  }

  Checked of(ExprId, const Literal& literal) const {
    if (literal.value.is<bool>()) return Type::of(TypeTag::boolean);
    if (literal.value.is<std::int64_t>()) return Type::of(TypeTag::integer);
    if (literal.value.is<double>()) return Type::of(TypeTag::real);
    return Type::of(TypeTag::text);
  }

  Checked of(ExprId id, const Name& name) {
    const auto named = [&](const Variable& variable) { return variable.name == name.name; };
    const auto local = std::find_if(locals_.rbegin(), locals_.rend(), named);
    if (local != locals_.rend()) return local->type;
    const auto global = std::find_if(scope_.variables.begin(), scope_.variables.end(), named);
    if (global != scope_.variables.end()) return global->type;
    if (name.name == "as_of") return Type::of(TypeTag::date);
    std::vector<std::string> names{"as_of"};
    for (const Variable& variable : scope_.variables) names.push_back(variable.name);
    for (const Variable& variable : locals_) names.push_back(variable.name);
    return fail(error("KD2101").arg("name", name.name).suggest(nearest(name.name, names)), ast_[id].span);
  }

  // limit.<name> is the value of the rule's threshold.
  Checked limit(ExprId id, const Select& select) {
    const auto named = [&](const Constant& constant) { return constant.name == select.member; };
    const auto found = std::find_if(scope_.limits.begin(), scope_.limits.end(), named);
    if (found != scope_.limits.end()) {
      ast_[id].content = Literal{found->value, found->name};
      return found->type;
    }
    std::vector<std::string> names;
    for (const Constant& constant : scope_.limits) names.push_back(constant.name);
    return fail(error("KD2125").arg("name", select.member).suggest(nearest(select.member, names)), select.member_span);
  }

  Checked of(ExprId id, const Select& select) {
    const auto* root = std::get_if<Name>(&ast_[select.operand].content);
    if (root != nullptr && root->name == kLimits) return limit(id, select);
    const Checked operand = visit(select.operand);
    if (!operand) return operand;
    if (operand->is(TypeTag::record)) return field(id, select, operand->kind());
    if (operand->is(TypeTag::reached)) return reached(id, select);
    if (operand->is_list()) return no_list_member(select.member, select.member_span);
    return fail(error("KD2119").arg("given", rules_.name(*operand)).arg("name", select.member), select.member_span);
  }

  Checked field(ExprId id, const Select& select, model::KindId kind) {
    const model::Field* found = scope_.vocabulary->find_field(kind, select.member);
    if (found != nullptr && found->is_private) return fail(error("KD2110").arg("field", select.member), select.member_span);
    if (found != nullptr) {
      std::get<Select>(ast_[id].content).resolved = found->id;
      return type_of(found->type);
    }
    std::vector<std::string> names;
    for (const model::FieldId field_id : scope_.vocabulary->kind(kind).fields) {
      const model::Field& each = scope_.vocabulary->field(field_id);
      if (!each.is_private) names.push_back(each.name);
    }
    return fail(
        error("KD2102").arg("kind", scope_.vocabulary->kind(kind).name).arg("field", select.member).suggest(nearest(select.member, names)),
        select.member_span);
  }

  Checked reached(ExprId id, const Select& select) {
    const model::Kind* organisation = scope_.vocabulary->find_kind("organisation");
    const model::Kind* supply = scope_.vocabulary->find_kind("supply");
    const auto resolve = [&](ReachedMember member, Type type) -> Checked {
      std::get<Select>(ast_[id].content).resolved = member;
      return type;
    };
    if (select.member == "node" && organisation != nullptr) return resolve(ReachedMember::node, Type::record(organisation->id));
    if (select.member == "via" && supply != nullptr) return resolve(ReachedMember::via, Type::record(supply->id));
    if (select.member == "tier") return resolve(ReachedMember::tier, Type::of(TypeTag::integer));
    if (select.member == "share") return resolve(ReachedMember::share, Type::of(TypeTag::percent));
    if (select.member == "path") return resolve(ReachedMember::path, Type::of(TypeTag::text));
    return fail(error("KD2102")
                    .arg("kind", "reached")
                    .arg("field", select.member)
                    .suggest(nearest(select.member, {"node", "path", "share", "tier", "via"})),
                select.member_span);
  }

  Checked no_list_member(const std::string& member, Span span) {
    std::vector<std::string> names;
    for (const detail::MacroForm& form : detail::kMacroForms) {
      if (!form.conformance_only) names.emplace_back(form.name);
    }
    for (const Builtin& builtin : builtins()) {
      if (builtin.form == CallForm::member && available(builtin, Mode::author) && builtin.signature.starts_with("list<"))
        names.emplace_back(builtin.name);
    }
    // The right name, but not called.
    const bool bare = std::find(names.begin(), names.end(), member) != names.end();
    return fail(error("KD2104").arg("name", member).suggest(bare ? std::vector{member + "()"} : nearest(member, names)), span);
  }

  Checked of(ExprId, const Index& index) {
    const Checked operand = visit(index.operand);
    const Checked position = operand ? visit(index.index) : std::nullopt;
    if (!position) return position;
    if (operand->is(TypeTag::open)) return operand;
    if (!operand->is_list())
      return fail(error("KD2116").arg("function", "[ ]").arg("given", rules_.name(*operand)), ast_[index.operand].span);
    if (!position->is(TypeTag::integer) && !position->is(TypeTag::open)) {
      return fail(error("KD2107").arg("number", "1").arg("function", "[ ]").arg("expected", "int").arg("given", rules_.name(*position)),
                  ast_[index.index].span);
    }
    return operand->element();
  }

  Checked of(ExprId id, const Call& call) {
    const CallForm form = call.target ? CallForm::member : CallForm::function;
    std::vector<ExprId> arguments;
    if (call.target) arguments.push_back(*call.target);
    if (call.target && !visit(*call.target)) return std::nullopt;
    // The name first: its arguments may only make sense with the right one.
    if (find_builtins(call.function, form, Mode::author).empty()) {
      if (call.target && ast_[*call.target].type.is_list()) return no_list_member(call.function, call.name_span);
      return fail(calls_.unknown_function(call, form, arguments));
    }
    for (const ExprId argument : call.arguments) {
      if (!visit(argument)) return std::nullopt;
      arguments.push_back(argument);
    }
    std::uint32_t row = 0;
    detail::CallResult result = calls_.check(call, arguments, form, row);
    if (result.fault) return fail(std::move(*result.fault));
    std::get<Call>(ast_[id].content).builtin = row;
    return result.type;
  }

  Checked of(ExprId, const ListLiteral& list) {
    Type element = Type::of(TypeTag::nothing);
    for (const ExprId item : list.items) {
      const Checked type = visit(item);
      if (!type) return type;
      const Checked both = TypeRules::common(element, *type);
      if (!both) return fail(error("KD2115").arg("left", rules_.name(element)).arg("right", rules_.name(*type)), ast_[item].span);
      element = *both;
    }
    return element.listed();
  }

  Checked of(ExprId id, const MapLiteral&) { return fail(error("KD2013").arg("what", "{ }"), ast_[id].span); }

  Checked of(ExprId, const Unary& unary) {
    const Checked type = visit(unary.operand);
    if (!type) return type;
    const bool good = unary.op == UnaryOperator::negation ? is_truth(*type) : is_quantity(*type);
    if (good) return type;
    return fail(error("KD2121").arg("operator", unary.op == UnaryOperator::negation ? "!" : "-").arg("given", rules_.name(*type)),
                ast_[unary.operand].span);
  }

  Checked of(ExprId, const Binary& binary) {
    const Checked left = visit(binary.left);
    const Checked right = left ? visit(binary.right) : std::nullopt;
    if (!right) return right;
    std::optional<Fault> fault;
    switch (binary.op) {
      case BinaryOperator::equal:
      case BinaryOperator::not_equal: fault = rules_.comparable(binary.left, binary.right, binary.op_span); break;
      case BinaryOperator::less:
      case BinaryOperator::less_equal:
      case BinaryOperator::greater:
      case BinaryOperator::greater_equal: fault = rules_.ordered(binary.left, binary.right, binary.op_span); break;
      case BinaryOperator::in: fault = rules_.member_of(binary.left, binary.right, binary.op_span); break;
      default: return arithmetic(binary, *left, *right);
    }
    if (fault) return fail(std::move(*fault));
    return Type::of(TypeTag::boolean);
  }

  Checked arithmetic(const Binary& binary, Type left, Type right) {
    if (is_textual(left) && is_textual(right))
      return fail(error("KD2013").arg("what", std::string(to_text(binary.op)) + " (text)"), binary.op_span);
    const Checked type = TypeRules::arithmetic(binary.op, left, right);
    if (type) return type;
    return fail(
        error("KD2109").arg("operator", std::string(to_text(binary.op))).arg("left", rules_.name(left)).arg("right", rules_.name(right)),
        binary.op_span);
  }

  Checked of(ExprId, const Logic& logic) {
    for (const ExprId part : logic.parts) {
      if (!wants_bool(part)) return std::nullopt;
    }
    return Type::of(TypeTag::boolean);
  }

  Checked of(ExprId, const Conditional& conditional) {
    if (!wants_bool(conditional.condition)) return std::nullopt;
    const Checked yes = visit(conditional.yes);
    const Checked no = yes ? visit(conditional.no) : std::nullopt;
    if (!no) return no;
    if (yes->is(TypeTag::open) || no->is(TypeTag::open)) return TypeRules::common(*yes, *no);
    if (*yes == *no || (yes->lists == no->lists && !is_number(*yes) && TypeRules::common(*yes, *no))) return TypeRules::common(*yes, *no);
    return fail(error("KD2114").arg("left", rules_.name(*yes)).arg("right", rules_.name(*no)), ast_[conditional.no].span);
  }

  // What the rule is about keeps its name.
  bool is_taken(std::string_view name) const {
    const auto named = [&](const Variable& variable) { return variable.name == name; };
    return name == "as_of" || name == kLimits || std::any_of(scope_.variables.begin(), scope_.variables.end(), named);
  }

  Checked of(ExprId, const Comprehension& comprehension) {
    const Checked target = visit(comprehension.target);
    if (!target) return target;
    const std::string name(to_text(comprehension.macro));
    const bool open = target->is(TypeTag::open);
    if (!target->is_list() && !open)
      return fail(error("KD2116").arg("function", name).arg("given", rules_.name(*target)), comprehension.name_span);
    if (is_taken(comprehension.variables[0])) return fail(error("KD2012").arg("function", name), comprehension.name_span);
    locals_.push_back({comprehension.variables[0], open ? *target : target->element()});
    Checked body = comprehension.filter ? wants_bool(*comprehension.filter) : Checked(Type::of(TypeTag::boolean));
    if (body) body = visit(comprehension.body);
    locals_.pop_back();
    return body ? result_of(comprehension, *target, *body) : body;
  }

  Checked result_of(const Comprehension& comprehension, Type target, Type body) {
    const bool extreme = comprehension.macro == Macro::min || comprehension.macro == Macro::max;
    switch (comprehension.macro) {
      case Macro::map: return body.listed();
      case Macro::sum:
      case Macro::min:
      case Macro::max:
        if (is_quantity(body) || (extreme && body.is(TypeTag::date))) return body;
        return fail(error("KD2122").arg("function", std::string(to_text(comprehension.macro))).arg("given", rules_.name(body)),
                    ast_[comprehension.body].span);
      default: break;
    }
    if (!is_truth(body)) return fail(error("KD2113").arg("given", rules_.name(body)), ast_[comprehension.body].span);
    switch (comprehension.macro) {
      case Macro::filter: return target;
      case Macro::count: return Type::of(TypeTag::integer);
      case Macro::share: return Type::of(TypeTag::percent);
      default: return body;
    }
  }

  Ast& ast_;
  const Scope& scope_;
  TypeRules rules_;
  detail::CallChecks calls_;
  std::vector<Variable> locals_;
  std::optional<Fault> fault_;
};

void add_once(std::vector<std::string>& names, std::string name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
}

}  // namespace

// Puts a checked tree and what it uses together.
class ExpressionBuilder {
 public:
  explicit ExpressionBuilder(Ast ast) { out_.ast_ = std::move(ast); }

  CheckedExpression build() {
    walk(out_.ast_.root);
    fold();
    const auto by_place = [](const FieldUse& a, const FieldUse& b) { return a.span.end < b.span.end; };
    std::stable_sort(out_.fields_.begin(), out_.fields_.end(), by_place);
    return std::move(out_);
  }

  // Conformance mode: the row of each function that exists; the others fail when they run.
  static void link(Ast& ast) {
    for (Node& node : ast.nodes) {
      auto* call = std::get_if<Call>(&node.content);
      if (call == nullptr) continue;
      const auto space = call->target ? qualified_name(ast, *call->target) : std::nullopt;
      if (const auto function = find_function(space ? *space + "." + call->function : call->function, ast.container);
          function && (space || !call->target)) {
        call->function = *function;
        call->target.reset();
      }
      call->builtin = row_for(*call);
    }
  }

 private:
  // The full name of a function that exists.
  static std::optional<std::string> find_function(const std::string& name, std::string_view container) {
    for (std::string& candidate : detail::candidates(name, container)) {
      if (!find_builtins(candidate, CallForm::function, Mode::conformance).empty()) return std::move(candidate);
    }
    return std::nullopt;
  }

  static std::uint32_t row_for(const Call& call) {
    const std::size_t given = call.arguments.size() + (call.target ? 1 : 0);
    for (const std::uint32_t row : find_builtins(call.function, call.target ? CallForm::member : CallForm::function, Mode::conformance)) {
      if (signature_of(builtins()[row]).accepts(given)) return row;
    }
    return static_cast<std::uint32_t>(builtins().size());
  }

  void walk(ExprId id) {
    const Node& node = out_.ast_[id];
    if (const auto* name = std::get_if<Name>(&node.content)) {
      if (std::find(locals_.begin(), locals_.end(), name->name) == locals_.end()) add_once(out_.variables_, name->name);
    }
    if (const auto* call = std::get_if<Call>(&node.content)) add_once(out_.functions_, call->function);
    if (const auto* select = std::get_if<Select>(&node.content)) use(node, *select);
    const auto* comprehension = std::get_if<Comprehension>(&node.content);
    if (comprehension == nullptr) {
      for (const ExprId child : children(node)) walk(child);
      return;
    }
    add_once(out_.functions_, std::string(to_text(comprehension->macro)));
    walk(comprehension->target);
    locals_.insert(locals_.end(), comprehension->variables.begin(), comprehension->variables.end());
    if (comprehension->filter) walk(*comprehension->filter);
    walk(comprehension->body);
    locals_.resize(locals_.size() - comprehension->variables.size());
  }

  // money(0, 'EUR') and its like are calculated once. Rules only: there every argument has its type.
  void fold() {
    if (out_.mode() != Mode::author) return;
    for (Node& node : out_.ast_.nodes) {
      const auto* call = std::get_if<Call>(&node.content);
      if (call == nullptr || !makes_unit(call->function)) continue;
      std::vector<Value> arguments;
      for (const ExprId argument : call->arguments) {
        if (const auto* literal = std::get_if<Literal>(&out_.ast_[argument].content)) arguments.push_back(literal->value);
      }
      if (arguments.size() != call->arguments.size()) continue;
      std::uint64_t steps = 1;
      Value value = builtins()[call->builtin].run(CallContext{detail::EmptyWorld(), Mode::author, node.type, steps}, arguments);
      if (!is_absent(value)) node.content = Literal{std::move(value)};
    }
  }

  static bool makes_unit(std::string_view function) {
    return function == "money" || function == "percent" || function == "days" || function == "date";
  }

  void use(const Node& node, const Select& select) {
    const auto* field = std::get_if<model::FieldId>(&select.resolved);
    if (field == nullptr) return;
    FieldUse use{out_.ast_.text.substr(node.span.begin, node.span.end - node.span.begin), *field, node.span};
    if (std::find(out_.fields_.begin(), out_.fields_.end(), use) == out_.fields_.end()) out_.fields_.push_back(std::move(use));
  }

  CheckedExpression out_;
  std::vector<std::string> locals_;
};

namespace {

Result<CheckedExpression> check_as(std::string_view text, const Scope& scope, bool condition) {
  Result<Ast> parsed = parse(text, Mode::author);
  if (!parsed) return std::move(parsed).diagnostics();
  Ast ast = std::move(parsed).value();
  if (std::optional<Fault> fault = Checker(ast, scope).run(condition)) return placed(std::move(fault->diagnostic), text, fault->span);
  return ExpressionBuilder(std::move(ast)).build();
}

}  // namespace

bool CheckedExpression::uses_function(std::string_view name) const {
  return std::find(functions_.begin(), functions_.end(), name) != functions_.end();
}

std::vector<std::string> CheckedExpression::limits() const {
  std::vector<std::string> out;
  for (const Node& node : ast_.nodes) {
    const auto* literal = std::get_if<Literal>(&node.content);
    if (literal != nullptr && !literal->limit.empty()) add_once(out, literal->limit);
  }
  return out;
}

Result<CheckedExpression> check(std::string_view text, const Scope& scope) { return check_as(text, scope, false); }
Result<CheckedExpression> check_condition(std::string_view text, const Scope& scope) { return check_as(text, scope, true); }

Result<CheckedExpression> parse_conformance(std::string_view text, std::string_view container) {
  Result<Ast> parsed = parse(text, Mode::conformance);
  if (!parsed) return std::move(parsed).diagnostics();
  Ast ast = std::move(parsed).value();
  ast.container = container;
  ExpressionBuilder::link(ast);
  return ExpressionBuilder(std::move(ast)).build();
}

Diagnostic placed(Diagnostic diagnostic, std::string_view text, Span span) {
  const std::size_t begin = std::min<std::size_t>(span.begin, text.size());
  diagnostic.where.column = static_cast<std::uint32_t>(code_points(text.substr(0, begin)) + 1);
  // Of a text of several lines only the one in question is shown.
  const std::size_t before = begin == 0 ? std::string_view::npos : text.rfind('\n', begin - 1);
  const std::size_t first = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t last = std::min(text.find('\n', begin), text.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, last);
  diagnostic.excerpt = Excerpt{std::string(text.substr(first, last - first)), static_cast<std::uint32_t>(begin - first),
                               static_cast<std::uint32_t>(end - first)};
  return diagnostic;
}

}  // namespace kede::lang
