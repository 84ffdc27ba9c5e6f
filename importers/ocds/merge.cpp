#include "importers/ocds/merge.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <unordered_map>

#include "engine/base/date.hpp"
#include "engine/base/hash.hpp"
#include "importers/json.hpp"

namespace kede::importers::ocds {
namespace {

using rapidjson::Value;
using Allocator = rapidjson::Document::AllocatorType;

std::string_view name_of(const Value& name) { return {name.GetString(), name.GetStringLength()}; }

Value make_text(std::string_view text, Allocator& allocator) {
  return Value(text.data(), static_cast<rapidjson::SizeType>(text.size()), allocator);
}

// With its text: releases are dropped after merging. RapidJSON itself would share the text of what was parsed in place.
Value copy(const Value& from, Allocator& allocator) {
  if (from.IsString()) return make_text({from.GetString(), from.GetStringLength()}, allocator);
  if (from.IsArray()) {
    Value out(rapidjson::kArrayType);
    out.Reserve(from.Size(), allocator);
    for (const Value& item : from.GetArray()) out.PushBack(copy(item, allocator), allocator);
    return out;
  }
  if (!from.IsObject()) return Value(from, allocator);
  Value out(rapidjson::kObjectType);
  for (const auto& member : from.GetObject()) out.AddMember(copy(member.name, allocator), copy(member.value, allocator), allocator);
  return out;
}

// Lists of objects that are replaced as a whole: marked wholeListMerge in the release schema or its extensions, or without an id there.
bool replaced_whole(std::string_view field) {
  constexpr std::string_view names[] = {"additionalIdentifiers",
                                        "additionalClassifications",
                                        "additionalContactPoints",
                                        "changes",
                                        "classifications",
                                        "deliveryAddresses",
                                        "criteria",
                                        "addresses",
                                        "links",
                                        "availableLanguage"};
  return std::find(std::begin(names), std::end(names), field) != std::end(names);
}

bool holds_objects(const Value& list) {
  return !list.Empty() && std::all_of(list.Begin(), list.End(), [](const Value& item) { return item.IsObject(); });
}

void merge_object(Value& into, const Value& from, Allocator& allocator, bool at_top);

// Positions of the objects of a list by their ids; the first of several.
using Positions = std::unordered_map<std::string, rapidjson::SizeType>;

Positions positions_by_id(const Value& list) {
  Positions out;
  for (rapidjson::SizeType i = 0; i < list.Size(); ++i) {
    if (std::string id = list[i].IsObject() ? id_at(&list[i], "id") : std::string(); !id.empty()) out.emplace(std::move(id), i);
  }
  return out;
}

// The item of the list with the id, as far as `size`; the first of several.
rapidjson::SizeType position_of(const Value& list, rapidjson::SizeType size, const std::string& id) {
  rapidjson::SizeType at = 0;
  while (at < size && (text_at(&list[at], "id").substr(0, id.size()) != id || id_at(&list[at], "id") != id)) ++at;
  return at;
}

// Two items of one id in one release stay two: only items of earlier releases are looked for.
void merge_by_id(Value& into, const Value& from, Allocator& allocator) {
  const rapidjson::SizeType before = into.Size();
  const bool few = from.Size() <= 4;  // a short update of what may be a long list
  const Positions known = few ? Positions() : positions_by_id(into);
  const auto look_up = [&](const std::string& id) {
    if (few) return id.empty() ? before : position_of(into, before, id);
    const auto found = known.find(id);
    return found == known.end() ? before : found->second;
  };
  for (const Value& item : from.GetArray()) {
    const rapidjson::SizeType at = look_up(id_at(&item, "id"));
    if (at < before) {
      merge_object(into[at], item, allocator, false);
    } else {
      Value fresh(rapidjson::kObjectType);
      merge_object(fresh, item, allocator, false);
      into.PushBack(fresh, allocator);
    }
  }
}

void merge_list(Value& into, const Value& member_name, const Value& from, Allocator& allocator) {
  const auto found = into.FindMember(member_name);
  const bool known = found != into.MemberEnd();
  const bool whole = replaced_whole(name_of(member_name));
  if (from.Empty() && !whole && (!known || !found->value.IsArray() || holds_objects(found->value))) return;
  if (!whole && holds_objects(from) && (!known || (found->value.IsArray() && (found->value.Empty() || holds_objects(found->value))))) {
    if (!known) into.AddMember(copy(member_name, allocator), Value(rapidjson::kArrayType), allocator);
    merge_by_id(into.FindMember(member_name)->value, from, allocator);
    return;
  }
  if (known) {
    found->value = copy(from, allocator);
  } else {
    into.AddMember(copy(member_name, allocator), copy(from, allocator), allocator);
  }
}

void merge_member(Value& into, const Value& name, const Value& from, Allocator& allocator) {
  const auto found = into.FindMember(name);
  const bool known = found != into.MemberEnd();
  if (from.IsNull()) {
    if (known) into.RemoveMember(found);
  } else if (from.IsArray()) {
    merge_list(into, name, from, allocator);
  } else if (from.IsObject()) {
    if (from.ObjectEmpty()) return;
    if (known && found->value.IsObject()) {
      merge_object(found->value, from, allocator, false);
      return;
    }
    Value fresh(rapidjson::kObjectType);
    merge_object(fresh, from, allocator, false);
    if (fresh.ObjectEmpty()) return;
    if (known) {
      found->value = fresh;
    } else {
      into.AddMember(copy(name, allocator), fresh, allocator);
    }
  } else if (known) {
    found->value = copy(from, allocator);
  } else {
    into.AddMember(copy(name, allocator), copy(from, allocator), allocator);
  }
}

void merge_object(Value& into, const Value& from, Allocator& allocator, bool at_top) {
  for (const auto& member : from.GetObject()) {
    const std::string_view name = name_of(member.name);
    if (at_top && (name == "id" || name == "date" || name == "tag")) continue;
    merge_member(into, member.name, member.value, allocator);
  }
}

void set_member(Value& object, const char* name, Value value, Allocator& allocator) {
  const auto found = object.FindMember(name);
  if (found != object.MemberEnd()) {
    found->value = value;
  } else {
    object.AddMember(Value(name, allocator), value, allocator);
  }
}

// A versioned leaf: a list of objects that all have a "value" (possibly null) and say of which release.
bool is_history(const Value& value) {
  return value.IsArray() && !value.Empty() && std::all_of(value.Begin(), value.End(), [](const Value& item) {
           return item.IsObject() && item.HasMember("value") &&
                  (item.HasMember("releaseDate") || item.HasMember("releaseID") || item.HasMember("releaseTag"));
         });
}

Value last_state(const Value& value, Allocator& allocator) {
  if (is_history(value)) return copy(value[value.Size() - 1]["value"], allocator);
  if (value.IsArray()) {
    Value out(rapidjson::kArrayType);
    for (const Value& item : value.GetArray()) out.PushBack(last_state(item, allocator), allocator);
    return out;
  }
  if (!value.IsObject()) return copy(value, allocator);
  Value out(rapidjson::kObjectType);
  for (const auto& member : value.GetObject()) {
    Value state = last_state(member.value, allocator);
    if (!state.IsNull()) out.AddMember(copy(member.name, allocator), state, allocator);
  }
  return out;
}

// Moves the description of an organisation from where it is named to `parties`.
void move_to_parties(Value& reference, const char* role, Value& parties, Positions& known, Allocator& allocator) {
  if (!reference.IsObject()) return;
  const bool described = reference.HasMember("identifier") || reference.HasMember("address") || reference.HasMember("contactPoint") ||
                         reference.HasMember("additionalIdentifiers");
  std::string id = id_at(&reference, "id");
  if (!id.empty() && !described) return;
  if (id.empty()) {
    const std::string number = id_at(&reference, "identifier/id");
    const std::string_view scheme = text_at(&reference, "identifier/scheme");
    const std::string_view name = text_at(&reference, "name");
    if (number.empty() && name.empty()) return;
    id = number.empty() ? "name-" + sha256(name).substr(0, 16) : std::string(scheme) + (scheme.empty() ? "" : "-") + number;
  }
  const auto [entry, fresh] = known.try_emplace(id, parties.Size());
  if (fresh) parties.PushBack(Value(rapidjson::kObjectType), allocator);
  Value* const party = &parties[entry->second];
  for (auto& member : reference.GetObject()) {
    if (name_of(member.name) != "id" && !member.value.IsNull() && !party->HasMember(member.name))
      party->AddMember(copy(member.name, allocator), copy(member.value, allocator), allocator);
  }
  set_member(*party, "id", make_text(id, allocator), allocator);
  if (!party->HasMember("roles")) party->AddMember("roles", Value(rapidjson::kArrayType), allocator);
  Value& roles = (*party)["roles"];
  const bool has_role = roles.IsArray() && std::any_of(roles.Begin(), roles.End(), [&](const Value& r) { return as_text(&r) == role; });
  if (roles.IsArray() && !has_role) roles.PushBack(Value(role, allocator), allocator);
  Value short_reference(rapidjson::kObjectType);
  short_reference.AddMember("id", make_text(id, allocator), allocator);
  if (const Value* name = find(&reference, "name")) short_reference.AddMember("name", copy(*name, allocator), allocator);
  reference = short_reference;
}

void move_all(Value* place, const char* member, const char* role, Value& parties, Positions& known, Allocator& allocator) {
  if (place == nullptr || !place->IsObject()) return;
  const auto found = place->FindMember(member);
  if (found == place->MemberEnd()) return;
  if (found->value.IsArray()) {
    for (Value& reference : found->value.GetArray()) move_to_parties(reference, role, parties, known, allocator);
  } else {
    move_to_parties(found->value, role, parties, known, allocator);
  }
}

}  // namespace

Merging::Merging(rapidjson::Document& compiled) : compiled_(compiled) { compiled_.SetObject(); }

void Merging::add(const Value& release) {
  if (release.IsObject()) merge_object(compiled_, release, compiled_.GetAllocator(), true);
  if (const std::string_view date = text_at(&release, "date"); !date.empty()) date_ = date;
}

void Merging::finish() {
  Allocator& allocator = compiled_.GetAllocator();
  const std::string ocid = id_at(&compiled_, "ocid");
  Value tags(rapidjson::kArrayType);
  tags.PushBack(Value("compiled", allocator), allocator);
  set_member(compiled_, "tag", std::move(tags), allocator);
  set_member(compiled_, "id", make_text(ocid + '-' + date_, allocator), allocator);
  if (!date_.empty()) set_member(compiled_, "date", make_text(date_, allocator), allocator);
}

void unversion(const Value& versioned, rapidjson::Document& compiled) {
  Value state = last_state(versioned, compiled.GetAllocator());
  static_cast<Value&>(compiled) = state;
}

void upgrade_to_1_1(rapidjson::Document& release) {
  if (!release.IsObject()) return;
  Allocator& allocator = release.GetAllocator();
  const auto found = release.FindMember("parties");
  if (found == release.MemberEnd()) {
    release.AddMember("parties", Value(rapidjson::kArrayType), allocator);
  } else if (!found->value.IsArray()) {
    return;
  }
  Value parties;
  parties = release["parties"];  // moved out, so that the lists below may be changed meanwhile
  Positions known = positions_by_id(parties);
  const auto child = [&](const char* name) {
    const auto member = release.FindMember(name);
    return member == release.MemberEnd() ? nullptr : &member->value;
  };
  move_all(&release, "buyer", "buyer", parties, known, allocator);
  move_all(child("tender"), "procuringEntity", "procuringEntity", parties, known, allocator);
  move_all(child("tender"), "tenderers", "tenderer", parties, known, allocator);
  for (const char* list : {"awards", "contracts"}) {
    Value* const all = child(list);
    if (all == nullptr) continue;
    if (all->IsObject()) move_all(all, "suppliers", "supplier", parties, known, allocator);
    if (!all->IsArray()) continue;
    for (Value& award : all->GetArray()) move_all(&award, "suppliers", "supplier", parties, known, allocator);
  }
  if (Value* const bids = child("bids");
      bids != nullptr && bids->IsObject() && bids->HasMember("details") && (*bids)["details"].IsArray()) {
    for (Value& bid : (*bids)["details"].GetArray()) move_all(&bid, "tenderers", "tenderer", parties, known, allocator);
  }
  if (parties.Empty()) {
    release.RemoveMember("parties");
  } else {
    release["parties"] = parties;
  }
}

std::optional<std::int64_t> instant(std::string_view text) {
  const auto day = parse_iso_date(text);
  if (!day) return std::nullopt;
  std::int64_t seconds = static_cast<std::int64_t>(day_number(*day)) * 86'400;
  const auto two = [&](std::size_t at) -> std::int64_t {
    int value = 0;
    if (at + 2 > text.size() || std::from_chars(text.data() + at, text.data() + at + 2, value).ptr != text.data() + at + 2) return 0;
    return value;
  };
  if (text.size() < 16) return seconds;
  seconds += two(11) * 3600 + two(14) * 60 + (text.size() >= 19 ? two(17) : 0);
  const std::size_t zone = text.find_first_of("+-", 16);
  if (zone != std::string_view::npos) {
    const std::size_t minutes = zone + 3 < text.size() && text[zone + 3] == ':' ? zone + 4 : zone + 3;
    const std::int64_t shift = two(zone + 1) * 3600 + two(minutes) * 60;
    seconds += text[zone] == '-' ? shift : -shift;
  }
  return seconds;
}

}  // namespace kede::importers::ocds
