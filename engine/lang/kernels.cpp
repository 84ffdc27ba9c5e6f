#include "engine/lang/kernels.hpp"

#include <algorithm>
#include <bit>

#include "engine/lang/condition.hpp"
#include "engine/lang/detail/kernel_compiler.hpp"
#include "engine/lang/detail/kernel_evaluator.hpp"

namespace kede::lang {

Kernels::Kernels(model::KindId kind, std::string variable, std::set<model::FieldId> left_out, Chains chains)
    : kind_(kind),
      variable_(std::move(variable)),
      left_out_(std::move(left_out)),
      program_(std::make_unique<detail::KernelProgram>(kind)),
      at_once_(chains == Chains::at_once) {}
Kernels::Kernels(Kernels&&) noexcept = default;
Kernels::~Kernels() = default;

std::uint32_t Kernels::add(const Condition& condition) {
  const std::uint32_t node =
      detail::KernelCompiler(*program_, variable_, left_out_, fields_, at_once_ ? &chains_ : nullptr).compile(condition);
  conditions_.push_back({&condition, node});
  return static_cast<std::uint32_t>(conditions_.size() - 1);
}

bool Kernels::asks_chains() const { return !chains_.empty(); }

void Kernels::ask_chains(const Adjacency& adjacency, const Columns& columns, SubjectWorlds& worlds, ChainAnswers& answers) const {
  const std::size_t rows = columns.rows(kind_);
  for (const detail::KernelChain& chain : chains_) {
    detail::KernelEvaluator evaluator(*chain.program, kind_, columns, worlds);
    Vector body = make_vector(answers.arena_, Form::bits, Type::of(TypeTag::boolean), rows);
    for (std::size_t begin = 0; begin < rows; begin += KernelRun::kChunk) {
      const std::size_t count = std::min(KernelRun::kChunk, rows - begin);
      evaluator.start(begin, count);
      const Vector& part = evaluator.truth(chain.node);
      std::copy_n(part.yes, words_for(count), body.yes + begin / kWordBits);
      std::copy_n(part.no, words_for(count), body.no + begin / kWordBits);
      if (part.hard == nullptr) continue;
      if (body.hard == nullptr) body.hard = answers.arena_.words(rows);
      std::copy_n(part.hard, words_for(count), body.hard + begin / kWordBits);
    }
    answers.answers_.push_back(ask_downstream(adjacency, body, chain.quantifier, chain.depth, answers.arena_));
  }
}

KernelRun::KernelRun(const Kernels& kernels, const Columns& columns, SubjectWorlds& worlds, const ChainAnswers* chains)
    : kernels_(kernels),
      columns_(columns),
      worlds_(worlds),
      evaluator_(std::make_unique<detail::KernelEvaluator>(*kernels.program_, kernels.kind_, columns, worlds,
                                                           chains == nullptr ? nullptr : &chains->answers_)) {}
KernelRun::~KernelRun() = default;

void KernelRun::start(std::size_t begin, std::size_t rows) {
  begin_ = begin;
  rows_ = rows;
  evaluator_->start(begin, rows);
}

Truths KernelRun::truths(std::uint32_t condition) {
  Vector& truth = evaluator_->truth(kernels_.conditions_[condition].node);
  if (truth.hard != nullptr) interpret(condition, truth);
  const std::size_t words = words_for(rows_);
  return {{truth.yes, words}, {truth.no, words}};
}

void KernelRun::interpret(std::uint32_t condition, Vector& truth) {
  for (std::size_t w = 0; w < words_for(rows_); ++w) {
    for (Word hard = truth.hard[w]; hard != 0; hard &= hard - 1) {
      const std::size_t row = w * kWordBits + static_cast<std::size_t>(std::countr_zero(hard));
      const RecordValue subject = columns_.record(kernels_.kind_, begin_ + row);
      Environment environment;
      environment.bind(kernels_.variable_, Value(subject));
      const Tri found = evaluate_condition(*kernels_.conditions_[condition].condition, environment, worlds_.world(subject));
      ++interpreted_;
      if (found.truth != Truth::unknown) set_bit(found.truth == Truth::yes ? truth.yes : truth.no, row);
    }
  }
  // Two equal conditions share the vector: the second one finds it settled.
  truth.hard = nullptr;
}

}  // namespace kede::lang
