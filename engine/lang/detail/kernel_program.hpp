// A set of expressions compiled to one graph of operations on columns; equal parts are one node.
// Made by the KernelCompiler, run by the KernelEvaluator.
// Owned by Kernels; const after compiling, shared by threads.
// Law: a node means what the interpreter means by the same part of an expression; what has no kernel is a node `hard`.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/lang/ast.hpp"
#include "engine/lang/columns.hpp"

namespace kede::lang::detail {

enum class KernelOp : std::uint8_t {
  hard,  // left to the interpreter
  literal,
  today,     // as_of
  variable,  // the record, or the element of the list, that a frame runs over
  field,
  chain,    // what is asked of everybody down the chain; calculated for all rows before
  reached,  // r.node, r.tier, r.via, r.share
  compare,
  arithmetic,
  minus,
  both,
  either,
  at_least,
  negation,
  conditional,
  known,
  complete,
  one_of,    // is a text one of these constant texts?
  contains,  // element in list, whatever the list
  make_list,
  call,
  size,
  filter,
  map,
  exists,
  all,
  exists_one,
  count,
  share
};

using NodeNumber = std::uint32_t;
using FrameNumber = std::uint16_t;

// Frame 0 has one row and holds the constants, frame 1 has a row per subject; each further one has a row per element of a list.
constexpr FrameNumber kConstants = 0;
constexpr FrameNumber kSubjects = 1;

struct KernelNode {
  KernelOp op = KernelOp::hard;
  Type type;
  FrameNumber frame = kSubjects;
  std::vector<NodeNumber> arguments;  // of what runs over a list: the list, then the body
  BinaryOperator binary{};
  model::FieldId field{};
  ReachedMember member{};
  std::uint32_t builtin = 0;
  int wanted = 0;             // of at_least; of chain: its number
  FrameNumber inner = 0;      // of what runs over a list, and of filter and map: where the elements lie
  NodeNumber element = 0;     // of filter and map: what the elements are, in `inner`
  std::vector<Value> values;  // of literal: one; of one_of: the texts
};

struct KernelFrame {
  FrameNumber outer = 0;
  NodeNumber list = 0;  // whose elements are the rows
  NodeNumber variable = 0;
  std::uint16_t depth = 0;
};

class KernelProgram {
 public:
  explicit KernelProgram(model::KindId subject);

  const KernelNode& operator[](NodeNumber node) const { return nodes_[node]; }
  const KernelFrame& frame(FrameNumber frame) const { return frames_[frame]; }
  std::size_t size() const { return nodes_.size(); }
  std::size_t frame_count() const { return frames_.size(); }
  NodeNumber subject() const { return frames_[kSubjects].variable; }
  NodeNumber hard_node() const { return hard_; }

  // The node that equals this one, or a new one.
  NodeNumber add(KernelNode node);
  // The frame of the elements of a list, as seen from the frame `outer`.
  FrameNumber frame_over(NodeNumber list, FrameNumber outer, Type element);
  FrameNumber deeper(FrameNumber a, FrameNumber b) const { return frames_[a].depth < frames_[b].depth ? b : a; }

 private:
  NodeNumber append(KernelNode node);

  std::vector<KernelNode> nodes_;
  std::vector<KernelFrame> frames_;
  std::map<std::string, NodeNumber> by_key_;
  std::map<std::pair<NodeNumber, FrameNumber>, FrameNumber> frame_by_list_;
  NodeNumber hard_ = 0;
};

}  // namespace kede::lang::detail
