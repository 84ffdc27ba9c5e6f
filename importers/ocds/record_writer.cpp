#include "importers/ocds/record_writer.hpp"

#include <charconv>
#include <cmath>

#include "engine/base/text.hpp"
#include "importers/json.hpp"

namespace kede::importers::ocds {
namespace {

std::string inside_of(std::string_view path) { return '/' + std::string(path); }

std::optional<double> read_number(std::string_view text) {
  const auto plain = plain_decimal(text);
  const std::string_view digits = plain ? std::string_view(*plain) : text;
  double value = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (failure != std::errc{} || end != digits.data() + digits.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

struct ReadAmount {
  std::optional<Money> money;
  std::string raw;
  bool plain = false;  // nothing but digits and a point, and the currency
  bool filler = false;
};

ReadAmount read_amount(Json value, AmountOf of) {
  ReadAmount out;
  const Json amount = is_object(value) ? find(value, "amount") : value;
  const std::string_view text = as_text(amount);
  if (text.empty()) return out;
  const std::string_view currency_text = is_object(value) ? text_at(value, "currency") : std::string_view();
  out.raw = std::string(text) + (currency_text.empty() ? "" : " ") + std::string(currency_text);
  out.plain = text.find_first_not_of("0123456789.") == std::string_view::npos;
  const auto currency = Currency::parse(currency_text);
  const auto plain = text.find_first_of("eE") == std::string_view::npos ? plain_decimal(text) : std::optional(std::string(text));
  if (!plain) return out;
  out.filler = is_filler_amount(*plain, of);
  if (!out.filler && currency) out.money = Money::parse(*plain, *currency);
  return out;
}

}  // namespace

RecordWriter::RecordWriter(const ReleaseScope& scope, model::KindId kind, std::string key, std::string pointer,
                           model::EvidenceClass evidence)
    : scope_(scope), pointer_(std::move(pointer)), evidence_(evidence) {
  record_.kind = kind;
  record_.key = std::move(key);
  record_.source = scope.source;
  record_.place = scope.place + pointer_;
}

void RecordWriter::put(model::FieldId field, model::Value value, std::string inside, std::string raw) {
  record_.facts.push_back({field, std::move(value), std::move(inside), scope_.date, evidence_, std::move(raw)});
}

void RecordWriter::put_computed(model::FieldId field, model::Scalar value, std::string inside, std::string raw) {
  record_.facts.push_back({field, std::move(value), std::move(inside), scope_.date, model::EvidenceClass::computed, std::move(raw)});
}

void RecordWriter::put_unreadable(model::FieldId field, std::string inside, std::string raw) {
  put(field, model::Unknown{model::UnknownReason::unreadable}, std::move(inside), std::move(raw));
}

void RecordWriter::finish() {
  if (!record_.facts.empty()) scope_.sink.add(std::move(record_));
  record_.facts.clear();
}

void add_text(RecordWriter& writer, model::FieldId field, Json object, std::string_view path) {
  const std::string_view text = text_at(object, path);
  if (!text.empty()) writer.put(field, model::Scalar(std::string(text)), inside_of(path));
}

void add_id(RecordWriter& writer, model::FieldId field, Json object, std::string_view path) {
  std::string id = id_at(object, path);
  if (!id.empty()) writer.put(field, model::Scalar(std::move(id)), inside_of(path));
}

void add_code(RecordWriter& writer, model::FieldId field, Json object, std::string_view path, CodeReader read) {
  const std::string_view text = text_at(object, path);
  if (text.empty()) return;
  if (auto code = read(text)) {
    writer.put(field, model::Scalar(*code), inside_of(path), *code == text ? std::string() : std::string(text));
  } else {
    writer.put_unreadable(field, inside_of(path), shorten(text, 120));
  }
}

void add_date(RecordWriter& writer, model::FieldId field, Json object, std::string_view path) {
  const std::string_view text = text_at(object, path);
  if (text.empty()) return;
  auto date = parse_iso_date(text);
  const bool iso = date.has_value();
  if (!date) date = parse_written_date(text);
  if (date && plausible(*date)) {
    writer.put(field, model::Scalar(*date), inside_of(path), iso ? std::string() : std::string(text));
  } else {
    writer.put_unreadable(field, inside_of(path), shorten(text, 120));
  }
}

void add_flag(RecordWriter& writer, model::FieldId field, Json object, std::string_view path) {
  const Json value = find(object, path);
  if (const auto flag = as_bool(value)) {
    writer.put(field, model::Scalar(*flag), inside_of(path));
  } else if (!as_text(value).empty()) {
    writer.put_unreadable(field, inside_of(path), written(value));
  }
}

void add_whole_number(RecordWriter& writer, model::FieldId field, Json object, std::string_view path) {
  const std::string_view text = text_at(object, path);
  if (text.empty()) return;
  const auto number = read_number(text);
  if (number && *number >= 0 && *number < 1e15 && std::floor(*number) == *number) {
    writer.put(field, model::Scalar(static_cast<std::int64_t>(*number)), inside_of(path));
  } else {
    writer.put_unreadable(field, inside_of(path), shorten(text, 120));
  }
}

void add_number(RecordWriter& writer, model::FieldId field, Json object, std::string_view path) {
  const std::string_view text = text_at(object, path);
  if (text.empty()) return;
  if (const auto number = read_number(text)) {
    writer.put(field, model::Scalar(*number), inside_of(path));
  } else {
    writer.put_unreadable(field, inside_of(path), shorten(text, 120));
  }
}

void add_money(RecordWriter& writer, model::FieldId field, Json object, std::string_view path, AmountOf of) {
  const ReadAmount read = read_amount(find(object, path), of);
  if (read.raw.empty()) return;
  const std::string inside = inside_of(path);
  if (read.money) {
    writer.put(field, model::Scalar(*read.money), inside, read.plain ? std::string() : read.raw);
    return;
  }
  writer.put_unreadable(field, inside, shorten(read.raw, 120));
  auto told =
      note(read.filler ? "KD1110" : "KD1111").at(writer.scope().place_of(writer.pointer() + inside)).arg("value", shorten(read.raw, 60));
  writer.scope().notes.add(std::move(told));
}

std::optional<Money> read_money(Json value) { return read_amount(value, AmountOf::whole).money; }

void add_ref(RecordWriter& writer, model::FieldId field, model::KindId kind, std::string key, std::string inside) {
  if (!key.empty()) writer.put(field, model::Scalar(model::Ref{kind, std::move(key)}), std::move(inside));
}

}  // namespace kede::importers::ocds
