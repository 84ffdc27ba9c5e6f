// Runs the nodes of a KernelProgram over the rows of one chunk.
// Used by KernelRun.
// Belongs to one thread; refers to the program, the columns and the worlds.
// Law: every vector that it makes says for every row what the interpreter would find, or that the row is hard.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/lang/columns.hpp"
#include "engine/lang/detail/kernel_program.hpp"
#include "engine/lang/kernels.hpp"

namespace kede::lang::detail {

class KernelEvaluator {
 public:
  KernelEvaluator(const KernelProgram& program, model::KindId kind, const Columns& columns, SubjectWorlds& worlds,
                  const std::vector<Vector>* chains = nullptr);

  void start(std::size_t begin, std::size_t rows);
  // A vector of bits over the subjects. Rows left hard may be settled in it by the caller.
  Vector& truth(NodeNumber node);

 private:
  struct Frame {
    bool is_open = false;
    std::size_t rows = 0;
    std::uint32_t* parents = nullptr;  // by row: the row of the outer frame
    std::uint32_t* starts = nullptr;   // by row of the outer frame: its first row here; one more at the end
    Vector element;
    std::unordered_map<NodeNumber, Vector> known;
  };
  // Results of a function for every argument that occurred: a text, a number, or two of them. `lately`: a key, and its place plus one.
  struct Results {
    static constexpr std::size_t kSlots = 1U << 13U;
    static std::size_t slot(std::uint64_t key) { return ((key ^ (key >> 32U)) * 0x9E3779B97F4A7C15U) >> 51U; }
    std::vector<std::pair<std::uint64_t, std::uint32_t>> lately = std::vector<std::pair<std::uint64_t, std::uint32_t>>(kSlots);
    std::unordered_map<std::uint64_t, std::uint32_t> place_of;
    std::vector<Value> values;
    Vector vector;  // the values as a vector
    std::size_t room = 0;
    std::size_t stored = 0;
  };

  const KernelNode& node(NodeNumber number) const { return program_[number]; }
  Frame& open(FrameNumber number);
  void expand(FrameNumber number, Frame& frame);
  Vector& get(NodeNumber number, FrameNumber at);
  Vector compute(NodeNumber number);
  Vector field(const KernelNode& node);
  Vector gather(const Vector& from, const std::uint32_t* rows, const Word* among, std::size_t count);
  void gather_bits(Word* to, const Word* from, const std::uint32_t* rows, const Word* among, std::size_t count);
  Vector broadcast(const Vector& one, std::size_t rows);
  Vector all_hard(Type type, FrameNumber frame);
  std::size_t rows_of(FrameNumber frame) { return open(frame).rows; }
  Arena& arena(FrameNumber frame) { return frame == kConstants ? constants_ : arena_; }
  Word* some_bits(FrameNumber frame, std::size_t rows) { return arena(frame).words(rows); }
  Word everything(std::size_t rows, std::size_t word) const;
  // The row that is the same for all rows, when it is a known constant.
  const Vector* constant(NodeNumber number);

  // kernel_logic.cpp
  Vector logic(const KernelNode& node);
  Vector at_least(const KernelNode& node);
  Vector negation(const KernelNode& node);
  Vector conditional(const KernelNode& node);
  Vector chosen(const KernelNode& node, const Vector& condition, const Vector& yes, const Vector& no);
  Vector known(const KernelNode& node);
  Vector complete(const KernelNode& node);
  Vector one_of(const KernelNode& node);

  // kernel_compare.cpp
  Vector compare(const KernelNode& node);
  // kernel_arithmetic.cpp
  Vector compare_moneys(const KernelNode& node, BinaryOperator op, const Vector& left, const Vector& right, bool right_is_one);
  Vector calculate(const KernelNode& node);
  Vector calculate_numbers(const KernelNode& node, const Vector& left, const Vector& right);
  Vector add_moneys(const KernelNode& node, const Vector& left, const Vector& right);
  Vector scale_moneys(const KernelNode& node, const Vector& moneys, const Vector& factors);

  // kernel_lists.cpp
  Vector filtered(const KernelNode& node);
  Vector mapped(const KernelNode& node);
  Vector quantified(const KernelNode& node);
  Vector exists_one(const KernelNode& node);
  Vector tallied(const KernelNode& node);
  Word* nonempty(NodeNumber list, FrameNumber at);
  void mark_parents(Word* parents, const Frame& frame, std::size_t word, Word rows) const;
  Value list_value(NodeNumber list, FrameNumber at, std::size_t row);

  // kernel_boxed.cpp
  Vector boxed(const KernelNode& node);
  Value value_of(const KernelNode& node, std::size_t row, std::vector<Value>& arguments);
  Value call(const KernelNode& node, std::size_t row, std::span<const Value> arguments);
  Vector called(NodeNumber number, const KernelNode& node);
  const Vector& results(Results& kept, const KernelNode& node);
  std::uint32_t place_of(Results& kept, const KernelNode& node, std::uint64_t key, std::vector<Value>& arguments,
                         std::span<const std::size_t> varying);
  std::size_t subject_row(FrameNumber frame, std::size_t row);
  Coder coder(FrameNumber frame) { return Coder(columns_, texts_, arena(frame)); }

  const KernelProgram& program_;
  const model::KindId kind_;
  const Columns& columns_;
  SubjectWorlds& worlds_;
  const std::vector<Vector>* chains_;
  Dictionary texts_;
  Arena arena_;
  Arena constants_;
  std::vector<Frame> frames_;
  std::size_t begin_ = 0;
  std::unordered_map<NodeNumber, Results> results_;
  bool gave_up_ = false;
};

}  // namespace kede::lang::detail
