// A World without records.
// Used by the batch evaluator and for folding constants.
// Const.
// Law: everything asked of it is unknown (missing).
#pragma once

#include <string>

#include "engine/lang/tables.hpp"
#include "engine/lang/world.hpp"

namespace kede::lang::detail {

class EmptyWorld final : public World {
 public:
  Value field(RecordValue, model::FieldId) const override { return nothing(); }
  Value downstream(RecordValue, int) const override { return nothing(); }
  Value upstream(RecordValue, int) const override { return nothing(); }
  Value owners_up(RecordValue, int) const override { return nothing(); }
  Value group(RecordValue) const override { return nothing(); }
  Value same_address(RecordValue) const override { return nothing(); }
  std::string name_of(RecordValue) const override { return ""; }
  Date as_of() const override { return Date(); }
  const Tables& tables() const override { return tables_; }

 private:
  static Value nothing() { return Value::unknown(model::UnknownReason::missing, ""); }
  Tables tables_;
};

}  // namespace kede::lang::detail
