#include "engine/lang/ast.hpp"

namespace kede::lang {

std::string_view to_text(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::equal: return "==";
    case BinaryOperator::not_equal: return "!=";
    case BinaryOperator::less: return "<";
    case BinaryOperator::less_equal: return "<=";
    case BinaryOperator::greater: return ">";
    case BinaryOperator::greater_equal: return ">=";
    case BinaryOperator::in: return "in";
    case BinaryOperator::add: return "+";
    case BinaryOperator::subtract: return "-";
    case BinaryOperator::multiply: return "*";
    case BinaryOperator::divide: return "/";
    case BinaryOperator::remainder: return "%";
  }
  return "?";
}

std::string_view to_text(Macro macro) {
  switch (macro) {
    case Macro::exists: return "exists";
    case Macro::all: return "all";
    case Macro::exists_one: return "exists_one";
    case Macro::filter: return "filter";
    case Macro::map: return "map";
    case Macro::count: return "count";
    case Macro::sum: return "sum";
    case Macro::min: return "min";
    case Macro::max: return "max";
    case Macro::share: return "share";
    case Macro::transform_list: return "transformList";
    case Macro::transform_map: return "transformMap";
  }
  return "?";
}

std::vector<ExprId> children(const Node& node) {
  struct Collect {
    std::vector<ExprId> operator()(const Literal&) const { return {}; }
    std::vector<ExprId> operator()(const Name&) const { return {}; }
    std::vector<ExprId> operator()(const Select& select) const { return {select.operand}; }
    std::vector<ExprId> operator()(const Index& index) const { return {index.operand, index.index}; }
    std::vector<ExprId> operator()(const Call& call) const {
      std::vector<ExprId> out;
      if (call.target) out.push_back(*call.target);
      out.insert(out.end(), call.arguments.begin(), call.arguments.end());
      return out;
    }
    std::vector<ExprId> operator()(const ListLiteral& list) const { return list.items; }
    std::vector<ExprId> operator()(const MapLiteral& map) const {
      std::vector<ExprId> out;
      for (const auto& [key, value] : map.entries) {
        out.push_back(key);
        out.push_back(value);
      }
      return out;
    }
    std::vector<ExprId> operator()(const Unary& unary) const { return {unary.operand}; }
    std::vector<ExprId> operator()(const Binary& binary) const { return {binary.left, binary.right}; }
    std::vector<ExprId> operator()(const Logic& logic) const { return logic.parts; }
    std::vector<ExprId> operator()(const Conditional& conditional) const {
      return {conditional.condition, conditional.yes, conditional.no};
    }
    std::vector<ExprId> operator()(const Comprehension& comprehension) const {
      std::vector<ExprId> out{comprehension.target};
      if (comprehension.filter) out.push_back(*comprehension.filter);
      out.push_back(comprehension.body);
      return out;
    }
  };
  return std::visit(Collect{}, node.content);
}

std::optional<std::string> qualified_name(const Ast& ast, ExprId id) {
  std::string members;
  const Node* at = &ast[id];
  while (const auto* select = std::get_if<Select>(&at->content)) {
    if (select->test_only) return std::nullopt;
    members = "." + select->member + members;
    at = &ast[select->operand];
  }
  const auto* root = std::get_if<Name>(&at->content);
  return root == nullptr ? std::nullopt : std::optional(root->name + members);
}

}  // namespace kede::lang
