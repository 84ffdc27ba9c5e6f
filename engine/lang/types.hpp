// The types the checker works with.
// Made from the vocabulary and from table columns; used by the checker, by builtins and by messages.
// Plain values.
// Law: no implicit conversions; a unit (currency, percent, days) is part of the type.
#pragma once

#include <cstdint>
#include <string>

#include "engine/model/vocabulary.hpp"

namespace kede::lang {

class Tables;

enum class TypeTag : std::uint8_t {
  dynamic,  // conformance mode: decided when it runs
  boolean,
  integer,
  real,
  percent,
  money,
  text,
  code,        // detail: CodeListId
  table_code,  // detail: table, column: a closed list of codes of a table
  country,
  cpv,
  date,
  days,
  record,  // detail: KindId
  reached,
  nothing,  // the element type of []
  open,     // of a binding of which nothing is known, in batches: it fits everywhere
};

struct Type {
  TypeTag tag = TypeTag::dynamic;
  std::uint8_t lists = 0;  // list<list<x>> has 2
  std::uint16_t detail = 0;
  std::uint16_t column = 0;  // of a table_code

  bool is_list() const { return lists > 0; }
  Type element() const {
    Type type = *this;
    --type.lists;
    return type;
  }
  Type listed() const {
    Type type = *this;
    ++type.lists;
    return type;
  }
  bool is(TypeTag wanted) const { return lists == 0 && tag == wanted; }
  model::KindId kind() const { return static_cast<model::KindId>(detail); }
  model::CodeListId codes() const { return static_cast<model::CodeListId>(detail); }
  bool operator==(const Type&) const = default;

  static Type of(TypeTag tag) { return Type{tag, 0, 0, 0}; }
  static Type record(model::KindId kind) { return Type{TypeTag::record, 0, static_cast<std::uint16_t>(kind), 0}; }
};

Type type_of(const model::FieldType& field);
// Written as a string: text, code, country, cpv.
bool is_textual(Type type);
// integer or real
bool is_number(Type type);
// May stand where a truth is wanted: boolean, open.
bool is_truth(Type type);
// Has an order and an addition: integer, real, percent, money, days; open.
bool is_quantity(Type type);
// "list<organisation>", "code:pay_model", as rules and messages name it.
std::string type_text(Type type, const model::Vocabulary& vocabulary, const Tables* tables = nullptr);

}  // namespace kede::lang
