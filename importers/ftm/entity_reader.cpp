#include "importers/ftm/entity_reader.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <array>
#include <cstdint>
#include <cstring>

#include "engine/base/text.hpp"

namespace kede::importers::ftm {
namespace {

constexpr std::size_t kDepth = 40;
constexpr std::size_t kEntities = 50'000;  // on one line

// Whether there is any byte that is not printable ASCII: eight at a time, since most lines have none.
struct Bytes {
  bool beyond_ascii = false;
  bool control = false;
};

Bytes look_at(std::string_view text) {
  constexpr std::uint64_t high = 0x8080808080808080ULL;
  std::uint64_t beyond = 0;
  std::uint64_t control = 0;
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    beyond |= word;
    control |= (word - 0x2020202020202020ULL) & ~word;  // a byte below 0x20 sets its highest bit (and perhaps that of its neighbour)
  }
  for (; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    beyond |= byte;
    control |= byte < 0x20 ? 0x80U : 0U;
  }
  return {(beyond & high) != 0, (control & high) != 0};
}

void blank_control_characters(char* text, std::size_t size) {
  for (char* at = text; at < text + size; ++at) {
    if (static_cast<unsigned char>(*at) < 0x20) *at = ' ';
  }
}

}  // namespace

// Called by the parser. Levels of the text that are of no interest are only counted.
class EntityReader::Handler {
 public:
  explicit Handler(EntityReader& reader) : reader_(reader) {}

  using Ch = char;
  bool Null() { return depth_ > 0; }
  bool Bool(bool) { return depth_ > 0; }
  bool Int(int) { return true; }
  bool Uint(unsigned) { return true; }
  bool Int64(std::int64_t) { return true; }
  bool Uint64(std::uint64_t) { return true; }
  bool Double(double) { return true; }
  bool RawNumber(const Ch* text, rapidjson::SizeType size, bool copy) { return String(text, size, copy); }
  bool String(const Ch* text, rapidjson::SizeType size, bool);
  bool Key(const Ch* text, rapidjson::SizeType size, bool);
  bool StartObject();
  bool EndObject(rapidjson::SizeType) { return leave(); }
  bool StartArray();
  bool EndArray(rapidjson::SizeType) { return leave(); }

 private:
  enum class What : std::uint8_t { entity, properties, values, datasets, referents };
  enum class Member : std::uint8_t { other, id, caption, schema, last_change, last_seen, properties, datasets, referents };
  struct Level {
    What what = What::entity;
    std::size_t entity = 0;
    Property property = Property::other;
  };

  static Member member_of(std::string_view name);
  Entity& entity() { return reader_.pool_[levels_[depth_ - 1].entity]; }
  bool begin_entity(std::optional<std::size_t> parent, Property property);
  void end_entity();
  bool pass_over() { return ++passed_over_ + depth_ <= kDepth; }
  bool leave();

  EntityReader& reader_;
  // The levels that are of interest; no allocation for each line.
  std::array<Level, kDepth + 2> levels_{};
  std::size_t depth_ = 0;
  std::size_t passed_over_ = 0;
  Member member_ = Member::other;
};

EntityReader::Handler::Member EntityReader::Handler::member_of(std::string_view name) {
  if (name == "id") return Member::id;
  if (name == "properties") return Member::properties;
  if (name == "schema") return Member::schema;
  if (name == "caption") return Member::caption;
  if (name == "datasets") return Member::datasets;
  if (name == "referents") return Member::referents;
  if (name == "last_seen") return Member::last_seen;
  if (name == "last_change") return Member::last_change;
  return Member::other;
}

bool EntityReader::Handler::Key(const Ch* text, rapidjson::SizeType size, bool) {
  if (passed_over_ > 0) return true;
  Level& level = levels_[depth_ - 1];
  if (level.what == What::entity) member_ = member_of({text, size});
  if (level.what == What::properties) level.property = property_of({text, size});
  return true;
}

bool EntityReader::Handler::String(const Ch* text, rapidjson::SizeType size, bool) {
  if (depth_ == 0) return false;  // not an object
  if (passed_over_ > 0) return true;
  const Level& level = levels_[depth_ - 1];
  const std::string_view value(text, size);
  switch (level.what) {
    case What::values:
    case What::properties:
      if (level.property != Property::other && size > 0) entity().values.emplace_back(level.property, value);
      break;
    case What::datasets: entity().datasets.push_back(value); break;
    case What::referents: entity().referents.push_back(value); break;
    case What::entity:
      switch (member_) {
        case Member::id: entity().id = value; break;
        case Member::caption: entity().caption = value; break;
        case Member::schema: entity().schema_name = value; break;
        case Member::last_change: entity().last_change = value; break;
        case Member::last_seen: entity().last_seen = value; break;
        default: break;
      }
  }
  return true;
}

bool EntityReader::Handler::StartObject() {
  if (passed_over_ > 0) return pass_over();
  if (depth_ > kDepth) return false;
  if (depth_ == 0) return begin_entity(std::nullopt, Property::other);
  const Level level = levels_[depth_ - 1];
  if (level.what == What::entity && member_ == Member::properties) {
    levels_[depth_++] = {What::properties, level.entity};
  } else if ((level.what == What::values || level.what == What::properties) && leads_to_entities(level.property)) {
    return begin_entity(level.entity, level.property);
  } else {
    return pass_over();
  }
  return true;
}

bool EntityReader::Handler::StartArray() {
  if (depth_ == 0) return false;
  if (passed_over_ > 0) return pass_over();
  const Level level = levels_[depth_ - 1];
  if (level.what == What::properties && level.property != Property::other) {
    levels_[depth_++] = {What::values, level.entity, level.property};
  } else if (level.what == What::entity && (member_ == Member::datasets || member_ == Member::referents)) {
    levels_[depth_++] = {member_ == Member::datasets ? What::datasets : What::referents, level.entity};
  } else {
    return pass_over();
  }
  return true;
}

bool EntityReader::Handler::leave() {
  if (passed_over_ > 0) {
    --passed_over_;
  } else {
    if (levels_[depth_ - 1].what == What::entity) end_entity();
    --depth_;
  }
  return true;
}

bool EntityReader::Handler::begin_entity(std::optional<std::size_t> parent, Property property) {
  if (reader_.used_ == kEntities) return false;
  if (reader_.used_ == reader_.pool_.size()) reader_.pool_.emplace_back();
  Entity& begun = reader_.pool_[reader_.used_];
  begun.clear();
  begun.parent = parent;
  begun.parent_property = property;
  levels_[depth_++] = {What::entity, reader_.used_++};
  member_ = Member::other;
  return true;
}

// What stands inside is also referred to by its id, as in the plain form.
void EntityReader::Handler::end_entity() {
  const std::size_t number = levels_[depth_ - 1].entity;
  Entity& ended = reader_.pool_[number];
  ended.schema = schema_of(ended.schema_name);
  if (!ended.parent) return;
  Entity& parent = reader_.pool_[*ended.parent];
  if (!ended.id.empty()) parent.values.emplace_back(ended.parent_property, ended.id);
  if (ended.schema == Schema::address && ended.parent_property == Property::address_entity && !parent.address) parent.address = number;
}

std::optional<JsonError> EntityReader::read(char* text, std::size_t size) {
  used_ = 0;
  const Bytes bytes = look_at({text, size});
  if (bytes.control) blank_control_characters(text, size);
  if (bytes.beyond_ascii && find_invalid_utf8({text, size}) != std::string_view::npos) {
    mended_ = replace_invalid_utf8({text, size});
    text = mended_.data();
  }
  Handler handler(*this);
  rapidjson::InsituStringStream stream(text);
  rapidjson::Reader reader;
  constexpr unsigned flags = rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseNanAndInfFlag |
                             rapidjson::kParseTrailingCommasFlag;
  const auto result = reader.Parse<flags>(stream, handler);
  if (!result.IsError()) return std::nullopt;
  used_ = 0;
  return JsonError{result.Offset(), rapidjson::GetParseError_En(result.Code())};
}

}  // namespace kede::importers::ftm
