#include "engine/model/dataset.hpp"

#include <bit>
#include <limits>

namespace kede::model {
namespace {

constexpr std::int32_t kNoDate = std::numeric_limits<std::int32_t>::min();

enum Tag : std::uint8_t { tag_bool, tag_int, tag_double, tag_percent, tag_money, tag_date, tag_text, tag_ref, tag_list, tag_unknown };

std::uint32_t pack_currency(Currency currency) {
  const std::string_view code = currency.code();
  return static_cast<std::uint32_t>(static_cast<unsigned char>(code[0])) << 16U |
         static_cast<std::uint32_t>(static_cast<unsigned char>(code[1])) << 8U |
         static_cast<std::uint32_t>(static_cast<unsigned char>(code[2]));
}

Currency unpack_currency(std::uint32_t packed) {
  const char code[3] = {static_cast<char>(packed >> 16U & 0xFFU), static_cast<char>(packed >> 8U & 0xFFU),
                        static_cast<char>(packed & 0xFFU)};
  return Currency::parse({code, 3}).value_or(Currency::eur());
}

}  // namespace

SourceId Dataset::add_source(Source source) {
  sources_.push_back(std::move(source));
  return make_id<SourceId>(sources_.size() - 1);
}

void Dataset::complete_source(SourceId id, Source source) { sources_[index(id)] = std::move(source); }

void Dataset::add(Record record) {
  records_.push_back({facts_.size(), strings_.intern(record.key), strings_.intern(record.place), record.source, record.kind});
  for (Fact& fact : record.facts) {
    PackedFact packed{};
    packed.field = fact.field;
    packed.evidence = fact.evidence;
    packed.place = strings_.intern(fact.place);
    packed.raw = strings_.intern(fact.raw);
    packed.date = fact.date ? day_number(*fact.date) : kNoDate;
    if (const auto* scalar = std::get_if<Scalar>(&fact.value)) {
      pack(packed, *scalar);
    } else if (auto* list = std::get_if<List>(&fact.value)) {
      packed.tag = tag_list;
      packed.payload = static_cast<std::int64_t>(lists_.size());
      lists_.push_back(std::move(*list));
    } else {
      packed.tag = tag_unknown;
      packed.payload = static_cast<std::int64_t>(std::get<Unknown>(fact.value).reason);
    }
    facts_.push_back(packed);
  }
}

void Dataset::reject(Rejection rejection) { rejections_.push_back(std::move(rejection)); }

void Dataset::pack(PackedFact& packed, const Scalar& scalar) {
  struct Visitor {
    PackedFact& packed;
    StringPool& strings;
    void operator()(bool value) const { set(tag_bool, value ? 1 : 0); }
    void operator()(std::int64_t value) const { set(tag_int, value); }
    void operator()(double value) const { set(tag_double, std::bit_cast<std::int64_t>(value)); }
    void operator()(Percent value) const { set(tag_percent, std::bit_cast<std::int64_t>(value.value)); }
    void operator()(Money value) const {
      set(tag_money, value.units);
      packed.extra = pack_currency(value.currency);
    }
    void operator()(Date value) const { set(tag_date, day_number(value)); }
    void operator()(const std::string& value) const { set(tag_text, static_cast<std::int64_t>(strings.intern(value))); }
    void operator()(const Ref& value) const {
      set(tag_ref, static_cast<std::int64_t>(strings.intern(value.key)));
      packed.extra = static_cast<std::uint32_t>(value.kind);
    }
    void set(Tag tag, std::int64_t payload) const {
      packed.tag = tag;
      packed.payload = payload;
    }
  };
  std::visit(Visitor{packed, strings_}, scalar);
}

Scalar Dataset::unpack(const PackedFact& packed) const {
  switch (packed.tag) {
    case tag_bool: return packed.payload != 0;
    case tag_int: return packed.payload;
    case tag_double: return std::bit_cast<double>(packed.payload);
    case tag_percent: return Percent{std::bit_cast<double>(packed.payload)};
    case tag_money: return Money{packed.payload, unpack_currency(packed.extra)};
    case tag_date: return date_of_day_number(static_cast<int>(packed.payload));
    case tag_ref: return Ref{static_cast<KindId>(packed.extra), std::string(strings_.text(static_cast<StringId>(packed.payload)))};
    default: return std::string(strings_.text(static_cast<StringId>(packed.payload)));
  }
}

std::pair<std::size_t, std::size_t> Dataset::facts_of(RecordId id) const {
  const std::size_t at = static_cast<std::size_t>(id);
  const std::size_t first = records_[at].first_fact;
  const std::size_t end = at + 1 < records_.size() ? records_[at + 1].first_fact : facts_.size();
  return {first, end - first};
}

Value Dataset::value_of(std::size_t fact) const {
  const PackedFact& packed = facts_[fact];
  if (packed.tag == tag_list) return lists_[static_cast<std::size_t>(packed.payload)];
  if (packed.tag == tag_unknown) return Unknown{static_cast<UnknownReason>(packed.payload)};
  return unpack(packed);
}

Provenance Dataset::provenance_of(std::size_t fact, RecordId record) const {
  const PackedFact& packed = facts_[fact];
  const PackedRecord& owner = records_[static_cast<std::size_t>(record)];
  Provenance out;
  out.source = owner.source;
  out.place = std::string(strings_.text(owner.place));
  if (const std::string_view inside = strings_.text(packed.place); !inside.empty())
    out.place += (inside.front() == '/' ? "" : ", ") + std::string(inside);
  if (packed.date != kNoDate) out.date = date_of_day_number(packed.date);
  out.evidence = packed.evidence;
  out.raw = std::string(strings_.text(packed.raw));
  return out;
}

}  // namespace kede::model
