// Facts as columns: one array per field over all records of a kind, with bitmaps that say which values are known.
// Built from a World by whoever evaluates rules over many subjects; read by the kernels.
// A Columns owns its arrays and texts; const after building, read by several threads at once; the vocabulary must outlive it.
// Law: a column says what World::field says for every row; a value that has no place in it is marked hard and left to the interpreter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/lang/types.hpp"
#include "engine/lang/world.hpp"

namespace kede::lang {

// Sixty-four rows of a bitmap. Bits beyond the last row are zero; arrays are as long as their bitmaps.
using Word = std::uint64_t;
constexpr std::size_t kWordBits = 64;
constexpr std::size_t words_for(std::size_t rows) { return (rows + kWordBits - 1) / kWordBits; }
inline bool has_bit(const Word* words, std::size_t row) { return ((words[row / kWordBits] >> (row % kWordBits)) & 1U) != 0; }
inline void set_bit(Word* words, std::size_t row) { words[row / kWordBits] |= Word{1} << (row % kWordBits); }

// Memory for arrays that live and end together. It begins zeroed; reset() keeps the blocks.
class Arena {
 public:
  Word* words(std::size_t rows) { return take(words_for(rows)); }
  template <class T>
  T* array(std::size_t rows) {
    static_assert(alignof(T) <= alignof(Word) && std::is_trivially_destructible_v<T>);
    return reinterpret_cast<T*>(take((words_for(rows) * kWordBits * sizeof(T) + sizeof(Word) - 1) / sizeof(Word)));
  }
  Value* values(std::size_t rows) { return boxed_.emplace_back(rows).data(); }
  void reset();

 private:
  struct Block {
    std::unique_ptr<Word[]> words;
    std::size_t size = 0;
  };
  Word* take(std::size_t count);

  std::vector<Block> blocks_;
  std::size_t block_ = 0;
  std::size_t used_ = 0;
  std::deque<std::vector<Value>> boxed_;
};

// How values of a type lie in arrays.
enum class Form : std::uint8_t {
  bits,      // yes and no
  integers,  // int, days, day numbers
  reals,     // double, percent
  moneys,    // units in `integers`, currency in `ids`
  texts,     // number of the text in a Dictionary
  rows,      // row of a record among those of its kind
  lists,     // of items that lie in another vector
  boxed      // anything else, as it is
};
Form form_of(Type type);

// The values of one expression for many rows; of each kind of array only those are there that the form needs. A row is known, bounded (its
// ends are known), hard (only the interpreter can tell) or, when none of these, unknown.
struct Vector {
  Form form = Form::bits;
  Type type;
  Word* known = nullptr;  // not of bits
  Word* yes = nullptr;    // of bits
  Word* no = nullptr;
  Word* hard = nullptr;     // null: none
  Word* bounded = nullptr;  // null: none; low ends lie where the values lie
  Word* has_low = nullptr;
  Word* has_high = nullptr;
  std::int64_t* integers = nullptr;
  std::int64_t* high_integers = nullptr;
  double* reals = nullptr;
  double* high_reals = nullptr;
  std::uint32_t* ids = nullptr;
  Value* boxed = nullptr;
  Word* complete = nullptr;  // of lists
  Word* kept = nullptr;      // of lists made by filter and map: which elements of the frame belong to it; null: all
  std::uint32_t* begins = nullptr;
  std::uint32_t* ends = nullptr;
  const Vector* items = nullptr;

  // Of all forms: is there a value, exact or bounded?
  Word present(std::size_t word) const {
    return (form == Form::bits ? yes[word] | no[word] : known[word]) | (bounded == nullptr ? 0 : bounded[word]);
  }
  Word hard_word(std::size_t word) const { return hard == nullptr ? 0 : hard[word]; }
};

// A vector of which no row is known yet.
Vector make_vector(Arena& arena, Form form, Type type, std::size_t rows);
void add_bounds(Arena& arena, Vector& vector, std::size_t rows);

// Every distinct text once. A dictionary may go on where another one, which no longer grows, ends.
class Dictionary {
 public:
  explicit Dictionary(const Dictionary* base = nullptr) : base_(base) {}
  std::uint32_t intern(std::string_view text);
  std::optional<std::uint32_t> find(std::string_view text) const;
  const std::string& text(std::uint32_t id) const;
  std::size_t size() const { return (base_ == nullptr ? 0 : base_->size()) + texts_.size(); }

 private:
  const Dictionary* base_;
  std::deque<std::string> texts_;
  std::unordered_map<std::string_view, std::uint32_t> ids_;
};

class Columns {
 public:
  explicit Columns(const model::Vocabulary& vocabulary);
  // All records of a kind, once; their order is that of the rows.
  void add_records(model::KindId kind, std::vector<RecordHandle> handles);
  // Asks the world, on so many threads, for the field of every record of its kind. Records that it points to must have been added.
  void build(model::FieldId field, const World& world, unsigned threads = 1);

  std::size_t rows(model::KindId kind) const { return records_[static_cast<std::size_t>(kind)].handles.size(); }
  RecordValue record(model::KindId kind, std::size_t row) const { return {kind, records_[static_cast<std::size_t>(kind)].handles[row]}; }
  std::optional<std::uint32_t> row_of(RecordValue record) const;
  const Vector* find(model::FieldId field) const;
  const Dictionary& texts() const { return texts_; }
  const model::Vocabulary& vocabulary() const { return vocabulary_; }

 private:
  struct Records {
    std::vector<RecordHandle> handles;
    std::vector<std::uint32_t> row_of;  // by handle
  };
  void build_lists(Vector& lists, Type item, std::span<const Value> values);

  const model::Vocabulary& vocabulary_;
  std::vector<Records> records_;                  // by kind
  std::vector<std::unique_ptr<Vector>> columns_;  // by field
  std::deque<Vector> items_;
  Dictionary texts_;
  Arena arena_;
};

// Puts values into vectors and takes them out again.
class Coder {
 public:
  Coder(const Columns& columns, Dictionary& texts, Arena& arena) : columns_(columns), texts_(texts), arena_(arena) {}

  // Anything but a list of form `lists`. `rows`: the length of the vector.
  void put(Vector& vector, std::size_t rows, std::size_t row, const Value& value);
  // Of a hard row, and of a list, there is nothing to take. The reasons of an unknown are not kept.
  Value take(const Vector& vector, std::size_t row) const;
  // A text by its number, or a whole number, days, a date.
  Value of_key(Type type, std::uint32_t key) const;

 private:
  bool put_plain(Vector& vector, std::size_t row, const Value& value);
  bool put_bound(Vector& vector, std::size_t rows, std::size_t row, const Bound& bound);
  Value number(const Vector& vector, std::size_t row, bool high) const;

  const Columns& columns_;
  Dictionary& texts_;
  Arena& arena_;
};

}  // namespace kede::lang
