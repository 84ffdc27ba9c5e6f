#include "engine/store/fact_text.hpp"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"

namespace kede::store {

using model::BaseType;
using model::EvidenceClass;
using model::Fact;
using model::List;
using model::Percent;
using model::Ref;
using model::Scalar;
using model::Unknown;
using model::UnknownReason;
using model::Value;

void NameNumbers::know_kind(std::int64_t number, const std::string& name) {
  kinds_[number] = name;
  const model::Kind* kind = vocabulary_->find_kind(name);
  if (kind == nullptr) return;
  kind_ids_[number] = kind->id;
  kind_numbers_[kind->id] = number;
}

void NameNumbers::know_field(std::int64_t number, Field field) {
  const auto kind_id = kind(field.kind);
  const model::Field* known = kind_id ? vocabulary_->find_field(*kind_id, field.name) : nullptr;
  fields_[number] = std::move(field);
  // What is derived is computed from records, never read.
  if (known == nullptr || known->derived) return;
  field_ids_[number] = known->id;
  field_numbers_[known->id] = number;
}

std::int64_t NameNumbers::number_of(model::KindId kind) {
  if (const auto found = kind_numbers_.find(kind); found != kind_numbers_.end()) return found->second;
  const std::int64_t number = kinds_.empty() ? 1 : kinds_.rbegin()->first + 1;
  know_kind(number, vocabulary_->kind(kind).name);
  return number;
}

std::int64_t NameNumbers::number_of(model::FieldId field) {
  if (const auto found = field_numbers_.find(field); found != field_numbers_.end()) return found->second;
  const model::Field& known = vocabulary_->field(field);
  const std::int64_t number = fields_.empty() ? 1 : fields_.rbegin()->first + 1;
  know_field(number, {number_of(known.kind), known.name});
  return number;
}

std::optional<model::KindId> NameNumbers::kind(std::int64_t number) const {
  const auto found = kind_ids_.find(number);
  return found == kind_ids_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<model::FieldId> NameNumbers::field(std::int64_t number) const {
  const auto found = field_ids_.find(number);
  return found == field_ids_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::int64_t> NameNumbers::find(model::KindId kind) const {
  const auto found = kind_numbers_.find(kind);
  return found == kind_numbers_.end() ? std::nullopt : std::optional(found->second);
}

void NameNumbers::know_place(std::int64_t number, const std::string& text) {
  places_[number] = text;
  place_numbers_[text] = number;
}

std::optional<std::int64_t> NameNumbers::number_of_place(const std::string& text) {
  constexpr std::size_t kMostPlaces = 10'000;
  if (const auto found = place_numbers_.find(text); found != place_numbers_.end()) return found->second;
  if (places_.size() >= kMostPlaces) return std::nullopt;
  const std::int64_t number = places_.empty() ? 1 : places_.rbegin()->first + 1;
  know_place(number, text);
  return number;
}

const std::string* NameNumbers::place(std::int64_t number) const {
  const auto found = places_.find(number);
  return found == places_.end() ? nullptr : &found->second;
}

std::string NameNumbers::field_name(std::int64_t number) const {
  const auto found = fields_.find(number);
  if (found == fields_.end()) return '?' + std::to_string(number);
  const auto kind = kinds_.find(found->second.kind);
  return (kind == kinds_.end() ? std::string("?") : kind->second) + '.' + found->second.name;
}

namespace {

using Json = rapidjson::Value;

constexpr std::string_view kEvidence[] = {"E1", "E2", "E3",
                                          "E4"};  // in the order of EvidenceClass, as the catalogue of indicators calls them

class FactWriter {
 public:
  explicit FactWriter(NameNumbers& names) : names_(names) {}

  std::string write(const std::vector<Fact>& facts) {
    out_.StartArray();
    for (const Fact& fact : facts) write(fact);
    out_.EndArray();
    return {buffer_.GetString(), buffer_.GetSize()};
  }

 private:
  // [field, value, place, date, evidence, raw]; what is empty or usual at the end is left out.
  void write(const Fact& fact) {
    const int parts = !fact.raw.empty() ? 6 : fact.evidence != EvidenceClass::declaration ? 5 : fact.date ? 4 : !fact.place.empty() ? 3 : 2;
    out_.StartArray();
    out_.Int64(names_.number_of(fact.field));
    write(fact.value);
    if (parts > 2) place(fact.place);
    if (parts > 3) fact.date ? text(to_iso(*fact.date)) : void(out_.Null());
    if (parts > 4) text(kEvidence[static_cast<std::size_t>(fact.evidence)]);
    if (parts > 5) text(fact.raw);
    out_.EndArray();
  }

  void place(const std::string& place) {
    const auto number = place.empty() ? std::nullopt : names_.number_of_place(place);
    number ? void(out_.Int64(*number)) : text(place);
  }

  void write(const Value& value) {
    if (const auto* scalar = std::get_if<Scalar>(&value)) return write(*scalar);
    if (const auto* unknown = std::get_if<Unknown>(&value)) return tagged("unknown", [&] { text(model::to_text(unknown->reason)); });
    const List& list = std::get<List>(value);
    tagged(list.complete ? "all" : "list", [&] {
      out_.StartArray();
      for (const Scalar& item : list.items) write(item);
      out_.EndArray();
    });
  }

  void write(const Scalar& scalar) {
    std::visit([this](const auto& value) { plain(value); }, scalar);
  }
  void plain(bool value) { out_.Bool(value); }
  void plain(std::int64_t value) { out_.Int64(value); }
  void plain(double value) { real(value); }
  void plain(const std::string& value) { text(value); }
  void plain(Percent value) {
    tagged("percent", [&] { real(value.value); });
  }
  void plain(const Money& value) {
    tagged("money", [&] { text(to_text(value)); });
  }
  void plain(Date value) {
    tagged("date", [&] { text(to_iso(value)); });
  }
  void plain(const Ref& value) {
    tagged("ref", [&] {
      out_.StartArray();
      out_.Int64(names_.number_of(value.kind));
      text(value.key);
      out_.EndArray();
    });
  }

  // JSON has no word for what is no number; as null it comes back as unreadable.
  void real(double value) { std::isfinite(value) ? out_.Double(value) : out_.Null(); }
  void text(std::string_view value) { out_.String(value.data(), static_cast<rapidjson::SizeType>(value.size())); }
  template <class Content>
  void tagged(const char* tag, Content content) {
    out_.StartObject();
    out_.Key(tag);
    content();
    out_.EndObject();
  }

  NameNumbers& names_;
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> out_{buffer_};
};

std::string text_of(const Json& json) { return {json.GetString(), json.GetStringLength()}; }

// "12.50 EUR"
std::optional<Money> money_of(const std::string& text) {
  const std::size_t space = text.find(' ');
  if (space == std::string::npos) return std::nullopt;
  const auto currency = Currency::parse(std::string_view(text).substr(space + 1));
  return currency ? Money::parse(std::string_view(text).substr(0, space), *currency) : std::nullopt;
}

std::optional<Scalar> tagged_scalar(std::string_view tag, const Json& content, const NameNumbers& names) {
  if (tag == "percent" && content.IsNumber()) return Percent{content.GetDouble()};
  if (tag == "money" && content.IsString()) {
    if (const auto money = money_of(text_of(content))) return *money;
  }
  if (tag == "date" && content.IsString()) {
    if (const auto date = parse_iso_date(text_of(content))) return *date;
  }
  if (tag == "ref" && content.IsArray() && content.Size() == 2 && content[0].IsInt64() && content[1].IsString()) {
    if (const auto kind = names.kind(content[0].GetInt64())) return Ref{*kind, text_of(content[1])};
  }
  return std::nullopt;
}

std::optional<Scalar> scalar_of(const Json& json, const NameNumbers& names) {
  if (json.IsBool()) return json.GetBool();
  if (json.IsInt64()) return json.GetInt64();
  if (json.IsDouble()) return json.GetDouble();
  if (json.IsString()) return text_of(json);
  if (!json.IsObject() || json.MemberCount() != 1) return std::nullopt;
  const auto& member = *json.MemberBegin();
  return tagged_scalar({member.name.GetString(), member.name.GetStringLength()}, member.value, names);
}

bool is_country(const std::string& text) {
  return text.size() == 2 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool fits(const model::Vocabulary& vocabulary, const model::FieldType& type, const Scalar& scalar) {
  const auto* text = std::get_if<std::string>(&scalar);
  switch (type.base) {
    case BaseType::boolean: return std::holds_alternative<bool>(scalar);
    case BaseType::integer:
    case BaseType::days: return std::holds_alternative<std::int64_t>(scalar);
    case BaseType::real: return std::holds_alternative<double>(scalar);
    case BaseType::percent: return std::holds_alternative<Percent>(scalar);
    case BaseType::money: return std::holds_alternative<Money>(scalar);
    case BaseType::date: return std::holds_alternative<Date>(scalar);
    case BaseType::text: return text != nullptr;
    case BaseType::code: return text != nullptr && vocabulary.code_list(type.codes).find(*text) != nullptr;
    case BaseType::country: return text != nullptr && is_country(*text);
    case BaseType::cpv: return text != nullptr && text->size() == 8 && std::all_of(text->begin(), text->end(), is_digit);
    case BaseType::ref: return std::holds_alternative<Ref>(scalar) && std::get<Ref>(scalar).kind == type.kind;
    case BaseType::record: return false;
  }
  return false;
}

// Nothing when it is not a value of the field.
std::optional<Value> value_of(const Json& json, const model::Field& field, const NameNumbers& names) {
  if (json.IsObject() && json.MemberCount() == 1) {
    const auto& member = *json.MemberBegin();
    const std::string_view tag(member.name.GetString(), member.name.GetStringLength());
    if (tag == "unknown" && member.value.IsString()) {
      const auto reason = model::unknown_reason(text_of(member.value));
      return reason ? std::optional<Value>(Unknown{*reason}) : std::nullopt;
    }
    if ((tag == "all" || tag == "list") && member.value.IsArray()) {
      if (!field.type.is_list) return std::nullopt;
      List list{.items = {}, .complete = tag == "all"};
      for (const Json& item : member.value.GetArray()) {
        auto scalar = scalar_of(item, names);
        if (!scalar || !fits(names.vocabulary(), field.type, *scalar)) return std::nullopt;
        list.items.push_back(std::move(*scalar));
      }
      return list;
    }
  }
  auto scalar = scalar_of(json, names);
  if (!scalar || field.type.is_list || !fits(names.vocabulary(), field.type, *scalar)) return std::nullopt;
  return *scalar;
}

std::string excerpt(const Json& json) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  json.Accept(writer);
  return shorten({buffer.GetString(), buffer.GetSize()}, 200);
}

std::optional<EvidenceClass> evidence_of(std::string_view text) {
  const auto found = std::find(std::begin(kEvidence), std::end(kEvidence), text);
  return found == std::end(kEvidence) ? std::nullopt : std::optional(static_cast<EvidenceClass>(found - std::begin(kEvidence)));
}

bool read_place(const Json& json, const NameNumbers& names, std::string& place) {
  const std::string* known = json.IsInt64() ? names.place(json.GetInt64()) : nullptr;
  if (known == nullptr && !json.IsString()) return false;
  place = known != nullptr ? *known : text_of(json);
  return true;
}

// What stands around the value; false when it is not what was written.
bool read_witness(const Json& json, const NameNumbers& names, Fact& fact) {
  const auto size = json.Size();
  if (size > 2 && !read_place(json[2], names, fact.place)) return false;
  if (size > 3 && !json[3].IsNull()) {
    fact.date = json[3].IsString() ? parse_iso_date(text_of(json[3])) : std::nullopt;
    if (!fact.date) return false;
  }
  if (size > 4) {
    const auto evidence = json[4].IsString() ? evidence_of(text_of(json[4])) : std::nullopt;
    if (!evidence) return false;
    fact.evidence = *evidence;
  }
  if (size > 5 && !json[5].IsString()) return false;
  if (size > 5) fact.raw = text_of(json[5]);
  return true;
}

bool read_fact(const Json& json, const NameNumbers& names, ReadFacts& out) {
  if (!json.IsArray() || json.Size() < 2 || json.Size() > 6 || !json[0].IsInt64()) return false;
  const auto field = names.field(json[0].GetInt64());
  if (!field) {
    out.unknown_fields.push_back(json[0].GetInt64());
    return true;
  }
  Fact fact;
  fact.field = *field;
  if (!read_witness(json, names, fact)) return false;
  if (auto value = value_of(json[1], names.vocabulary().field(*field), names)) {
    fact.value = std::move(*value);
  } else {
    fact.value = Unknown{UnknownReason::unreadable};
    if (fact.raw.empty()) fact.raw = excerpt(json[1]);
    out.unreadable.push_back(*field);
  }
  out.facts.push_back(std::move(fact));
  return true;
}

// How deep brackets nest, without reading further than `most`.
bool deeper_than(std::string_view text, int most) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\\') {
      ++at;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == '[' || c == '{')) {
      if (++depth > most) return true;
    } else if (!quoted && (c == ']' || c == '}')) {
      --depth;
    }
  }
  return false;
}

}  // namespace

std::string write_facts(const std::vector<Fact>& facts, NameNumbers& names) { return FactWriter(names).write(facts); }

std::optional<ReadFacts> read_facts(std::string_view text, const NameNumbers& names) {
  constexpr int kDeepest = 8;  // facts, fact, value, items, item, its content
  if (find_invalid_utf8(text) != std::string_view::npos || deeper_than(text, kDeepest)) return std::nullopt;
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag>(text.data(), text.size());
  if (document.HasParseError() || !document.IsArray()) return std::nullopt;
  ReadFacts out;
  for (const Json& json : document.GetArray()) {
    if (!read_fact(json, names, out)) return std::nullopt;
  }
  return out;
}

}  // namespace kede::store
