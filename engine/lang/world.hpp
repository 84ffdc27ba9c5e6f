// What the language sees of the data: fields of records and the walks along the chain.
// Implemented by engine/assess over the graph, and by rule tests over invented records; used by the interpreter.
// An implementation is const and may be read by several threads at once.
// Law: what is not said is Unknown with a reason, what may go on is an open List. Never an invented false, zero or empty.
#pragma once

#include <string>

#include "engine/base/date.hpp"
#include "engine/lang/value.hpp"

namespace kede::lang {

class Tables;

class World {
 public:
  virtual ~World() = default;

  // The fact, an Unknown, a List (open or complete), or a RecordValue for a ref; a ref to nothing is Unknown. A reason with an empty path
  // gets
  // "<name of the record>.<field>" from the interpreter.
  virtual Value field(RecordValue record, model::FieldId field) const = 0;
  // List of Reached, nearest tier first, each node once; 1 <= depth <= 12.
  virtual Value downstream(RecordValue organisation, int depth) const = 0;
  virtual Value upstream(RecordValue organisation, int depth) const = 0;
  // Lists of organisations (RecordValue), without the organisation itself.
  virtual Value owners_up(RecordValue organisation, int depth) const = 0;
  virtual Value group(RecordValue organisation) const = 0;
  virtual Value same_address(RecordValue organisation) const = 0;
  // How a person calls the record: "Agency SIA".
  virtual std::string name_of(RecordValue record) const = 0;
  // "Main -> Agency -> Sub", for r.path.
  virtual std::string path_of(const Reached& reached) const { return name_of(reached.node); }
  virtual Date as_of() const = 0;
  virtual const Tables& tables() const = 0;
};

}  // namespace kede::lang
