// Conditions compiled to column kernels: the truth for thousands of subjects at once, a word of 64 at a time.
// Used where many rules are asked of many subjects (engine/assess); the interpreter stays the reference and gives the reasons.
// Kernels are const after adding and shared by threads; a KernelRun belongs to one thread.
// Law: the truth is that of evaluate_condition() for every subject; where a kernel cannot tell, the interpreter is asked.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "engine/lang/chains.hpp"
#include "engine/lang/columns.hpp"
#include "engine/lang/rule_pack.hpp"
#include "engine/lang/truth.hpp"

namespace kede::lang {

namespace detail {
class KernelEvaluator;
class KernelProgram;
struct KernelChain;
}  // namespace detail

// The world as one subject sees it. Used by one thread; the reference holds until the next call.
class SubjectWorlds {
 public:
  virtual ~SubjectWorlds() = default;
  virtual const World& world(RecordValue subject) = 0;
};

// What was asked of whole chains, for all rows; see Kernels::ask_chains().
class ChainAnswers {
 public:
  ChainAnswers() = default;
  ChainAnswers(const ChainAnswers&) = delete;
  ChainAnswers& operator=(const ChainAnswers&) = delete;

 private:
  friend class Kernels;
  friend class KernelRun;
  Arena arena_;
  std::vector<Vector> answers_;
};

// Conditions about the subjects of one kind. They must outlive it.
class Kernels {
 public:
  enum class Chains : std::uint8_t { one_by_one, at_once };
  // `left_out`: fields whose value depends on the subject that asks, so that no column can hold them. `at_once`: the walks of all subjects
  // follow the same edges, and every run will be given the answers of ask_chains().
  Kernels(model::KindId kind, std::string variable, std::set<model::FieldId> left_out = {}, Chains chains = Chains::one_by_one);
  Kernels(Kernels&&) noexcept;
  ~Kernels();

  std::uint32_t add(const Condition& condition);
  std::size_t size() const { return conditions_.size(); }
  model::KindId kind() const { return kind_; }
  const std::string& variable() const { return variable_; }
  // The columns that must be there before a run.
  const std::set<model::FieldId>& fields() const { return fields_; }
  // Whether anything is asked of whole chains.
  bool asks_chains() const;
  // `adjacency` of the rows of `columns`.
  void ask_chains(const Adjacency& adjacency, const Columns& columns, SubjectWorlds& worlds, ChainAnswers& answers) const;

 private:
  friend class KernelRun;
  struct Compiled {
    const Condition* condition;
    std::uint32_t node;
  };
  model::KindId kind_;
  std::string variable_;
  std::set<model::FieldId> left_out_;
  std::set<model::FieldId> fields_;
  std::vector<Compiled> conditions_;
  std::unique_ptr<detail::KernelProgram> program_;
  bool at_once_ = false;
  std::vector<detail::KernelChain> chains_;
};

// What one condition says of the rows of a chunk; rows in neither are unknown. Valid until the next start().
struct Truths {
  std::span<const Word> yes;
  std::span<const Word> no;
  Truth of(std::size_t row) const {
    if (has_bit(yes.data(), row)) return Truth::yes;
    return has_bit(no.data(), row) ? Truth::no : Truth::unknown;
  }
};

class KernelRun {
 public:
  static constexpr std::size_t kChunk = 2048;

  KernelRun(const Kernels& kernels, const Columns& columns, SubjectWorlds& worlds, const ChainAnswers* chains = nullptr);
  ~KernelRun();

  // Goes to `rows` rows of the kind from `begin` on, a multiple of 64. Everything is calculated when first asked for, and once.
  void start(std::size_t begin, std::size_t rows);
  Truths truths(std::uint32_t condition);
  // How often the interpreter was asked so far.
  std::uint64_t interpreted() const { return interpreted_; }

 private:
  void interpret(std::uint32_t condition, Vector& truth);

  const Kernels& kernels_;
  const Columns& columns_;
  SubjectWorlds& worlds_;
  std::unique_ptr<detail::KernelEvaluator> evaluator_;
  std::size_t begin_ = 0;
  std::size_t rows_ = 0;
  std::uint64_t interpreted_ = 0;
};

}  // namespace kede::lang
