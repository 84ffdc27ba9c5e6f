#include "engine/lang/columns.hpp"

#include <algorithm>
#include <cstring>

#include "engine/base/parallel.hpp"

namespace kede::lang {
namespace {

constexpr std::uint32_t kNoRow = 0xFFFFFFFFU;

// So few are not worth a thread.
constexpr std::size_t kFewRows = 1'000;

// A list longer than this is left to the interpreter, which knows when to give up.
constexpr std::size_t kLongestList = 20'000;

std::uint32_t code_of(Currency currency) {
  std::uint32_t out = 0;
  for (const char letter : currency.code()) out = (out << 8U) | static_cast<unsigned char>(letter);
  return out;
}

Currency currency_of(std::uint32_t code) {
  const char letters[] = {static_cast<char>(code >> 16U), static_cast<char>(code >> 8U), static_cast<char>(code)};
  return *Currency::parse(std::string_view(letters, 3));
}

// Unknown, but why is not remembered here. Never without a reason, since none would mean that nothing is unknown.
Reasons some_reason() {
  static const Reasons reasons(model::UnknownReason::missing, "column");
  return reasons;
}

std::optional<std::int64_t> whole_number(const Value& value, TypeTag tag) {
  if (tag == TypeTag::days) {
    const auto* days = value.as<Days>();
    return days == nullptr ? std::nullopt : std::optional(days->count);
  }
  if (tag == TypeTag::date) {
    const auto* date = value.as<Date>();
    return date == nullptr ? std::nullopt : std::optional<std::int64_t>(date->time_since_epoch().count());
  }
  const auto* integer = value.as<std::int64_t>();
  return integer == nullptr ? std::nullopt : std::optional(*integer);
}

std::optional<double> real_number(const Value& value, TypeTag tag) {
  if (tag == TypeTag::percent) {
    const auto* percent = value.as<model::Percent>();
    return percent == nullptr ? std::nullopt : std::optional(percent->value);
  }
  const auto* real = value.as<double>();
  return real == nullptr ? std::nullopt : std::optional(*real);
}

Value whole_value(TypeTag tag, std::int64_t number) {
  if (tag == TypeTag::days) return Value(Days{number});
  return tag == TypeTag::date ? Value(Date(std::chrono::days(number))) : Value(number);
}

}  // namespace

Form form_of(Type type) {
  if (type.lists > 1) return Form::boxed;
  if (type.is_list()) return Form::lists;
  if (is_textual(type) || type.tag == TypeTag::table_code) return Form::texts;
  switch (type.tag) {
    case TypeTag::boolean: return Form::bits;
    case TypeTag::integer:
    case TypeTag::days:
    case TypeTag::date: return Form::integers;
    case TypeTag::real:
    case TypeTag::percent: return Form::reals;
    case TypeTag::money: return Form::moneys;
    case TypeTag::record: return Form::rows;
    default: return Form::boxed;
  }
}

Word* Arena::take(std::size_t count) {
  constexpr std::size_t kBlock = 1U << 16U;
  while (block_ < blocks_.size() && used_ + count > blocks_[block_].size) ++block_, used_ = 0;
  if (block_ == blocks_.size()) {
    const std::size_t size = std::max(kBlock, count);
    blocks_.push_back({std::make_unique_for_overwrite<Word[]>(size), size});
    used_ = 0;
  }
  Word* out = blocks_[block_].words.get() + used_;
  used_ += count;
  std::memset(out, 0, count * sizeof(Word));
  return out;
}

void Arena::reset() {
  block_ = 0;
  used_ = 0;
  boxed_.clear();
}

Vector make_vector(Arena& arena, Form form, Type type, std::size_t rows) {
  Vector out;
  out.form = form;
  out.type = type;
  if (form == Form::bits) {
    out.yes = arena.words(rows);
    out.no = arena.words(rows);
    return out;
  }
  out.known = arena.words(rows);
  if (form == Form::integers || form == Form::moneys) out.integers = arena.array<std::int64_t>(rows);
  if (form == Form::reals) out.reals = arena.array<double>(rows);
  if (form == Form::moneys || form == Form::texts || form == Form::rows) out.ids = arena.array<std::uint32_t>(rows);
  if (form == Form::boxed) out.boxed = arena.values(rows);
  if (form == Form::lists) {
    out.complete = arena.words(rows);
    out.begins = arena.array<std::uint32_t>(rows);
    out.ends = arena.array<std::uint32_t>(rows);
  }
  return out;
}

void add_bounds(Arena& arena, Vector& vector, std::size_t rows) {
  if (vector.bounded != nullptr) return;
  vector.bounded = arena.words(rows);
  vector.has_low = arena.words(rows);
  vector.has_high = arena.words(rows);
  if (vector.form == Form::reals) vector.high_reals = arena.array<double>(rows);
  if (vector.form != Form::reals) vector.high_integers = arena.array<std::int64_t>(rows);
}

std::uint32_t Dictionary::intern(std::string_view text) {
  if (const auto id = find(text)) return *id;
  const auto id = static_cast<std::uint32_t>(size());
  texts_.emplace_back(text);
  ids_.emplace(texts_.back(), id);
  return id;
}

std::optional<std::uint32_t> Dictionary::find(std::string_view text) const {
  if (base_ != nullptr) {
    if (const auto id = base_->find(text)) return id;
  }
  const auto found = ids_.find(text);
  return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

const std::string& Dictionary::text(std::uint32_t id) const {
  const std::size_t before = base_ == nullptr ? 0 : base_->size();
  return id < before ? base_->text(id) : texts_[id - before];
}

Columns::Columns(const model::Vocabulary& vocabulary)
    : vocabulary_(vocabulary), records_(vocabulary.kinds().size()), columns_(vocabulary.fields().size()) {}

void Columns::add_records(model::KindId kind, std::vector<RecordHandle> handles) {
  Records& records = records_[static_cast<std::size_t>(kind)];
  records.handles = std::move(handles);
  std::uint32_t most = 0;
  for (const RecordHandle handle : records.handles) most = std::max(most, static_cast<std::uint32_t>(handle));
  records.row_of.assign(records.handles.empty() ? 0 : most + std::size_t{1}, kNoRow);
  for (std::size_t row = 0; row < records.handles.size(); ++row)
    records.row_of[static_cast<std::size_t>(records.handles[row])] = static_cast<std::uint32_t>(row);
}

std::optional<std::uint32_t> Columns::row_of(RecordValue record) const {
  const Records& records = records_[static_cast<std::size_t>(record.kind)];
  const auto handle = static_cast<std::size_t>(record.handle);
  if (handle >= records.row_of.size() || records.row_of[handle] == kNoRow) return std::nullopt;
  return records.row_of[handle];
}

const Vector* Columns::find(model::FieldId field) const { return columns_[static_cast<std::size_t>(field)].get(); }

void Columns::build(model::FieldId id, const World& world, unsigned threads) {
  std::unique_ptr<Vector>& column = columns_[static_cast<std::size_t>(id)];
  if (column != nullptr) return;
  const model::Field& field = vocabulary_.field(id);
  const Type type = type_of(field.type);
  std::vector<Value> values(rows(field.kind));
  parallel_for(values.size(), values.size() < kFewRows ? 1 : threads,
               [&](std::size_t row) { values[row] = world.field(record(field.kind, row), id); });
  column = std::make_unique<Vector>(make_vector(arena_, form_of(type), type, values.size()));
  if (column->form == Form::lists) return build_lists(*column, type.element(), values);
  Coder coder(*this, texts_, arena_);
  for (std::size_t row = 0; row < values.size(); ++row) coder.put(*column, values.size(), row, values[row]);
}

void Columns::build_lists(Vector& lists, Type item, std::span<const Value> values) {
  std::size_t count = 0;
  const auto fits = [](const Value& value) {
    const auto* list = value.as<List>();
    return list != nullptr && list->all().size() <= kLongestList;
  };
  for (const Value& value : values) count += fits(value) ? value.as<List>()->all().size() : 0;
  Vector& items = items_.emplace_back(make_vector(arena_, form_of(item), item, count));
  lists.items = &items;
  Coder coder(*this, texts_, arena_);
  std::uint32_t at = 0;
  for (std::size_t row = 0; row < values.size(); ++row) {
    lists.begins[row] = lists.ends[row] = at;
    if (!fits(values[row])) {
      if (values[row].is<Unknown>()) continue;
      if (lists.hard == nullptr) lists.hard = arena_.words(values.size());
      set_bit(lists.hard, row);
      continue;
    }
    const List& list = *values[row].as<List>();
    set_bit(lists.known, row);
    if (list.complete) set_bit(lists.complete, row);
    for (const Value& value : list.all()) coder.put(items, count, at++, value);
    lists.ends[row] = at;
  }
}

void Coder::put(Vector& vector, std::size_t rows, std::size_t row, const Value& value) {
  if (is_absent(value)) return;
  const auto* bound = value.as<Bound>();
  const bool done = bound == nullptr ? put_plain(vector, row, value) : put_bound(vector, rows, row, *bound);
  if (done) return;
  if (vector.hard == nullptr) vector.hard = arena_.words(rows);
  set_bit(vector.hard, row);
}

bool Coder::put_plain(Vector& vector, std::size_t row, const Value& value) {
  switch (vector.form) {
    case Form::bits: {
      const bool* answer = value.as<bool>();
      if (answer != nullptr) set_bit(*answer ? vector.yes : vector.no, row);
      return answer != nullptr;
    }
    case Form::integers: {
      const auto number = whole_number(value, vector.type.tag);
      if (!number) return false;
      vector.integers[row] = *number;
      break;
    }
    case Form::reals: {
      const auto number = real_number(value, vector.type.tag);
      if (!number) return false;
      vector.reals[row] = *number;
      break;
    }
    case Form::moneys: {
      const auto* money = value.as<Money>();
      if (money == nullptr) return false;
      vector.integers[row] = money->units;
      vector.ids[row] = code_of(money->currency);
      break;
    }
    case Form::texts: {
      const auto* text = value.as<std::string>();
      if (text == nullptr) return false;
      vector.ids[row] = texts_.intern(*text);
      break;
    }
    case Form::rows: {
      const auto* record = value.as<RecordValue>();
      const auto found = record == nullptr || record->kind != vector.type.kind() ? std::nullopt : columns_.row_of(*record);
      if (!found) return false;
      vector.ids[row] = *found;
      break;
    }
    case Form::lists: return false;
    case Form::boxed: vector.boxed[row] = value; break;
  }
  set_bit(vector.known, row);
  return true;
}

bool Coder::put_bound(Vector& vector, std::size_t rows, std::size_t row, const Bound& bound) {
  const bool has_low = !bound.low.is<Null>();
  const bool has_high = !bound.high.is<Null>();
  const TypeTag tag = vector.type.tag;
  std::int64_t whole[2] = {0, 0};
  double real[2] = {0, 0};
  const Value* ends[2] = {&bound.low, &bound.high};
  for (int i = 0; i < 2; ++i) {
    if (ends[i]->is<Null>()) continue;
    if (vector.form == Form::integers) {
      const auto number = whole_number(*ends[i], tag);
      if (!number) return false;
      whole[i] = *number;
    } else if (vector.form == Form::reals) {
      const auto number = real_number(*ends[i], tag);
      if (!number) return false;
      real[i] = *number;
    } else {
      const auto* money = vector.form == Form::moneys ? ends[i]->as<Money>() : nullptr;
      if (money == nullptr || (i == 1 && has_low && code_of(money->currency) != vector.ids[row])) return false;
      whole[i] = money->units;
      vector.ids[row] = code_of(money->currency);
    }
  }
  add_bounds(arena_, vector, rows);
  set_bit(vector.bounded, row);
  if (has_low) set_bit(vector.has_low, row);
  if (has_high) set_bit(vector.has_high, row);
  if (vector.form == Form::reals) {
    vector.reals[row] = real[0];
    vector.high_reals[row] = real[1];
  } else {
    vector.integers[row] = whole[0];
    vector.high_integers[row] = whole[1];
  }
  return true;
}

Value Coder::number(const Vector& vector, std::size_t row, bool high) const {
  if (vector.form == Form::reals) {
    const double real = high ? vector.high_reals[row] : vector.reals[row];
    return vector.type.tag == TypeTag::percent ? Value(model::Percent{real}) : Value(real);
  }
  const std::int64_t units = high ? vector.high_integers[row] : vector.integers[row];
  if (vector.form == Form::moneys) return Value(Money{units, currency_of(vector.ids[row])});
  return whole_value(vector.type.tag, units);
}

Value Coder::of_key(Type type, std::uint32_t key) const {
  return form_of(type) == Form::texts ? Value(texts_.text(key)) : whole_value(type.tag, key);
}

Value Coder::take(const Vector& vector, std::size_t row) const {
  if (vector.form == Form::bits) {
    if (has_bit(vector.yes, row)) return Value(true);
    return has_bit(vector.no, row) ? Value(false) : unknown_because(some_reason());
  }
  if (vector.bounded != nullptr && has_bit(vector.bounded, row)) {
    return Value(Bound{has_bit(vector.has_low, row) ? number(vector, row, false) : Value(),
                       has_bit(vector.has_high, row) ? number(vector, row, true) : Value(), some_reason()});
  }
  if (!has_bit(vector.known, row)) return unknown_because(some_reason());
  switch (vector.form) {
    case Form::texts: return Value(texts_.text(vector.ids[row]));
    case Form::rows: return Value(columns_.record(vector.type.kind(), vector.ids[row]));
    case Form::boxed: return vector.boxed[row];
    default: return number(vector, row, false);
  }
}

}  // namespace kede::lang
