// Turns conditions into nodes of a KernelProgram.
// Used by Kernels while rules are added.
// Lives while one condition is compiled; refers to the program.
// Law: every expression compiles; a part without a kernel becomes the node `hard`, and so does all whose value needs it.
#pragma once

#include <memory>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/lang/chains.hpp"
#include "engine/lang/detail/kernel_program.hpp"
#include "engine/lang/rule_pack.hpp"

namespace kede::lang::detail {

// A question about everybody down the chain of a subject, compiled as a program about each of them.
struct KernelChain {
  Quantifier quantifier{};
  int depth = 1;
  std::unique_ptr<KernelProgram> program;
  NodeNumber node = 0;
};

class KernelCompiler {
 public:
  // `variable`: the name of the subject. Fields `left_out` are hard. `fields` receives those that columns are needed for,
  // `chains`, if given, the questions that can be asked of whole chains at once.
  KernelCompiler(KernelProgram& program, std::string_view variable, const std::set<model::FieldId>& left_out,
                 std::set<model::FieldId>& fields, std::vector<KernelChain>* chains = nullptr)
      : program_(program), left_out_(left_out), fields_(fields), chains_(chains) {
    locals_.emplace_back(variable, program.subject());
  }

  NodeNumber compile(const Condition& condition);

 private:
  struct Over {  // what a comprehension runs over
    NodeNumber list = 0;
    FrameNumber inner = 0;
    NodeNumber element = 0;
  };

  NodeNumber expression(const Ast& ast);
  NodeNumber visit(ExprId id);
  NodeNumber of(const Node& node, const Literal& literal);
  NodeNumber of(const Node& node, const Name& name);
  NodeNumber of(const Node& node, const Select& select);
  NodeNumber of(const Node& node, const Index& index);
  NodeNumber of(const Node& node, const Call& call);
  NodeNumber of(const Node& node, const ListLiteral& list);
  NodeNumber of(const Node& node, const MapLiteral& map);
  NodeNumber of(const Node& node, const Unary& unary);
  NodeNumber of(const Node& node, const Binary& binary);
  NodeNumber of(const Node& node, const Logic& logic);
  NodeNumber of(const Node& node, const Conditional& conditional);
  NodeNumber of(const Node& node, const Comprehension& comprehension);
  NodeNumber chain(const Comprehension& comprehension);

  // A node in the frame of its deepest argument; hard if an argument is.
  NodeNumber operation(KernelOp op, Type type, std::vector<NodeNumber> arguments, KernelNode rest = {});
  NodeNumber builtin(const Node& node, std::uint32_t row, std::vector<NodeNumber> arguments);
  NodeNumber contained(NodeNumber element, NodeNumber container);
  NodeNumber intersects(const Node& node, std::uint32_t row, std::vector<NodeNumber> arguments);
  NodeNumber one_of(NodeNumber element, NodeNumber list);
  NodeNumber run(KernelOp op, Type type, const Over& over, NodeNumber body);
  NodeNumber aggregate(const Node& node, std::string_view name, const Over& over, NodeNumber body);
  Over over(NodeNumber list);
  bool is_hard(NodeNumber node) const { return node == program_.hard_node(); }

  KernelProgram& program_;
  const std::set<model::FieldId>& left_out_;
  std::set<model::FieldId>& fields_;
  std::vector<KernelChain>* chains_;
  const Ast* ast_ = nullptr;
  FrameNumber context_ = kSubjects;  // the innermost frame whose variable may be named
  std::vector<std::pair<std::string_view, NodeNumber>> locals_;
};

}  // namespace kede::lang::detail
