#include "engine/lang/kernels.hpp"

#include <bit>

#include "engine/lang/condition.hpp"
#include "engine/lang/detail/kernel_compiler.hpp"
#include "engine/lang/detail/kernel_evaluator.hpp"

namespace kede::lang {

Kernels::Kernels(model::KindId kind, std::string variable, std::set<model::FieldId> left_out)
    : kind_(kind),
      variable_(std::move(variable)),
      left_out_(std::move(left_out)),
      program_(std::make_unique<detail::KernelProgram>(kind)) {}
Kernels::Kernels(Kernels&&) noexcept = default;
Kernels::~Kernels() = default;

std::uint32_t Kernels::add(const Condition& condition) {
  const std::uint32_t node = detail::KernelCompiler(*program_, variable_, left_out_, fields_).compile(condition);
  conditions_.push_back({&condition, node});
  return static_cast<std::uint32_t>(conditions_.size() - 1);
}

KernelRun::KernelRun(const Kernels& kernels, const Columns& columns, SubjectWorlds& worlds)
    : kernels_(kernels),
      columns_(columns),
      worlds_(worlds),
      evaluator_(std::make_unique<detail::KernelEvaluator>(*kernels.program_, kernels.kind_, columns, worlds)) {}
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
