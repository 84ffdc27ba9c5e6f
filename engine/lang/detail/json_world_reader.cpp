#include "engine/lang/detail/json_world_reader.hpp"

#include <algorithm>

#include "engine/base/suggest.hpp"
#include "engine/base/text.hpp"
#include "engine/lang/detail/inline_table.hpp"

namespace kede::lang {

using detail::expect;
using detail::fault;
using detail::JsonAt;

namespace {

using Json = JsonNode::Type;

std::size_t position(RecordValue record) { return static_cast<std::size_t>(record.handle); }

std::optional<Money> money_of(std::string_view amount, std::string_view currency) {
  const auto parsed = Currency::parse(trim(currency));
  return parsed ? Money::parse(trim(amount), *parsed) : std::nullopt;
}

// "12.50 EUR", {"money": ["12.50", "EUR"]} or {"amount": 12.5, "currency": "EUR"}
std::optional<Value> read_money(const JsonNode& json) {
  const auto amount_text = [](const JsonNode& node) {
    return node.is(Json::string) || node.is(Json::number) ? std::string_view(node.text) : std::string_view();
  };
  std::optional<Money> money;
  if (json.is(Json::string)) {
    const std::size_t space = json.text.find(' ');
    if (space != std::string::npos)
      money = money_of(std::string_view(json.text).substr(0, space), std::string_view(json.text).substr(space + 1));
  } else if (const JsonNode* pair = json.find("money"); pair != nullptr && json.children.size() == 1) {
    if (pair->is(Json::array) && pair->children.size() == 2) money = money_of(amount_text(pair->children[0]), pair->children[1].text);
  } else if (json.find("amount") != nullptr && json.find("currency") != nullptr && json.children.size() == 2) {
    money = money_of(amount_text(*json.find("amount")), json.find("currency")->text);
  }
  return money ? std::optional<Value>(Value(*money)) : std::nullopt;
}

bool all_in(std::string_view text, char low, char high) {
  return std::all_of(text.begin(), text.end(), [=](char c) { return c >= low && c <= high; });
}

// Types that need nothing but the text itself.
std::optional<Value> read_scalar(const JsonNode& json, model::BaseType type) {
  using model::BaseType;
  switch (type) {
    case BaseType::boolean: return json.is(Json::boolean) ? std::optional<Value>(Value(json.flag)) : std::nullopt;
    case BaseType::integer:
    case BaseType::days: {
      const auto number = detail::integer_of(json);
      if (!number) return std::nullopt;
      return type == BaseType::days ? Value(Days{*number}) : Value::integer(*number);
    }
    case BaseType::real:
    case BaseType::percent: {
      const auto number = detail::number_of(json);
      if (!number) return std::nullopt;
      return type == BaseType::percent ? Value(model::Percent{*number}) : Value(*number);
    }
    case BaseType::money: return read_money(json);
    default: break;
  }
  if (!json.is(Json::string)) return std::nullopt;
  if (type == BaseType::date) {
    const auto date = json.text.size() == 10 ? parse_iso_date(json.text) : std::nullopt;
    return date ? std::optional<Value>(Value(*date)) : std::nullopt;
  }
  if (type == BaseType::country && (json.text.size() != 2 || !all_in(json.text, 'A', 'Z'))) return std::nullopt;
  if (type == BaseType::cpv && (json.text.size() != 8 || !all_in(json.text, '0', '9'))) return std::nullopt;
  return Value(json.text);
}

// How the value should have been written.
std::string_view example_of(model::BaseType type) {
  constexpr std::string_view examples[] = {"true",   "12",           "12.5",           "40", "\"12.50 EUR\"", "\"text\"", "\"code\"",
                                           "\"LV\"", "\"45210000\"", "\"2026-01-31\"", "30", "{…}",           "{…}"};
  return examples[static_cast<std::size_t>(type)];
}

}  // namespace

JsonWorldReader::JsonWorldReader(const model::Vocabulary& vocabulary, const Tables& tables, Date as_of)
    : vocabulary_(vocabulary), base_tables_(tables), world_(new JsonWorld(vocabulary, tables, as_of)) {}

Result<std::unique_ptr<const JsonWorld>> JsonWorldReader::read(const JsonAt& root, const std::vector<std::string>* used_tables) {
  if (expect(root, Json::object, faults_)) {
    if (const auto date = detail::read_date(root, "as_of", faults_)) world_->as_of_ = *date;
    if (const auto tables = root.member("tables")) read_tables(*tables, used_tables);
    read_variables(root);
    check_references();
  }
  if (!faults_.empty()) return std::move(faults_);
  return std::unique_ptr<const JsonWorld>(std::move(world_));
}

void JsonWorldReader::read_variables(const JsonAt& root) {
  std::vector<std::string> names = {"as_of", "tables"};
  for (const model::Kind& kind : vocabulary_.kinds()) {
    if (kind.variable.empty()) continue;
    names.push_back(kind.variable);
    const auto at = root.member(kind.variable);
    const RecordValue record = at ? read_record(*at, kind.id) : add_record(kind.id);
    world_->variables_.emplace_back(kind.variable, record);
    if (at) world_->given_.push_back(kind.variable);
  }
  for (std::size_t i = 0; i < root.size(); ++i) {
    const std::string& key = root.json->keys[i];
    if (std::find(names.begin(), names.end(), key) != names.end()) continue;
    faults_.push_back(fault("KD2504", root.value(i)).arg("name", key).arg("names", join(names, ", ")).suggest(nearest(key, names)));
  }
}

void JsonWorldReader::read_tables(const JsonAt& at, const std::vector<std::string>* used_tables) {
  if (!expect(at, Json::object, faults_)) return;
  std::vector<std::string> names;
  for (const Table& table : base_tables_.all()) names.push_back(table.description().name);
  std::map<std::string, Table> replaced;
  for (std::size_t i = 0; i < at.size(); ++i) {
    const std::string& name = at.json->keys[i];
    const Table* base = base_tables_.find(name);
    if (base == nullptr) {
      faults_.push_back(fault("KD2507", at.value(i)).arg("table", name).suggest(nearest(name, names)));
    } else if (auto table = detail::read_inline_table(at.value(i), base->description(), faults_)) {
      replaced.emplace(name, std::move(*table));
    }
  }
  Tables own;
  for (const Table& table : base_tables_.all()) {
    const std::string& name = table.description().name;
    const auto found = replaced.find(name);
    const bool used = used_tables == nullptr || std::find(used_tables->begin(), used_tables->end(), name) != used_tables->end();
    if (found == replaced.end() && !used) continue;
    const auto added = own.add(found == replaced.end() ? table : std::move(found->second));
    if (!added) faults_.insert(faults_.end(), added.diagnostics().begin(), added.diagnostics().end());
  }
  world_->own_tables_ = std::move(own);
}

RecordValue JsonWorldReader::add_record(model::KindId kind) {
  world_->records_.emplace_back();
  return {kind, static_cast<RecordHandle>(world_->records_.size() - 1)};
}

RecordValue JsonWorldReader::refer(const JsonAt& at, model::KindId kind) {
  const std::string id = detail::read_string(at, "$ref", faults_);
  if (at.size() != 1) faults_.push_back(fault("KD2511", at));
  const auto [entry, is_new] = by_id_.try_emplace({kind, id});
  if (is_new) entry->second = {add_record(kind), false, at.place()};
  return entry->second.record;
}

// A record that has an id may have been referred to before.
RecordValue JsonWorldReader::begin_record(const JsonAt& at, model::KindId kind) {
  const auto id = at.member("id");
  if (!id || !id->is(Json::string)) return add_record(kind);
  const auto [entry, is_new] = by_id_.try_emplace({kind, id->text()});
  if (is_new) {
    entry->second = {add_record(kind), true, at.place()};
  } else if (entry->second.defined) {
    faults_.push_back(fault("KD2509", *id).arg("id", id->text()).arg("kind", vocabulary_.kind(kind).name));
  }
  entry->second.defined = true;
  return entry->second.record;
}

RecordValue JsonWorldReader::read_record(const JsonAt& at, model::KindId kind) {
  if (!expect(at, Json::object, faults_)) return add_record(kind);
  if (at.member("$ref")) return refer(at, kind);
  const RecordValue record = begin_record(at, kind);
  for (std::size_t i = 0; i < at.size(); ++i) {
    const std::string& name = at.json->keys[i];
    if (const model::Field* field = vocabulary_.find_field(kind, name)) {
      read_field(at.value(i), *field, record);
      continue;
    }
    std::vector<std::string> names;
    for (const model::FieldId id : vocabulary_.kind(kind).fields) names.push_back(vocabulary_.field(id).name);
    faults_.push_back(
        fault("KD2501", at.value(i)).arg("kind", vocabulary_.kind(kind).name).arg("field", name).suggest(nearest(name, names)));
  }
  return record;
}

void JsonWorldReader::read_field(const JsonAt& at, const model::Field& field, RecordValue owner) {
  Value value = field.type.is_list ? read_list(at, field, owner) : read_one(at, field);
  world_->records_[position(owner)].insert_or_assign(field.id, std::move(value));
}

// {"unknown": "reason"}
std::optional<Value> JsonWorldReader::read_unknown(const JsonAt& at) {
  const auto word = at.member("unknown");
  if (!word || at.size() != 1) return std::nullopt;
  const auto reason = word->is(Json::string) ? model::unknown_reason(word->text()) : std::nullopt;
  if (!reason) faults_.push_back(fault("KD2505", *word).arg("reason", word->text()));
  return Value::unknown(reason.value_or(model::UnknownReason::missing), "");
}

Value JsonWorldReader::read_list(const JsonAt& at, const model::Field& field, RecordValue owner) {
  if (auto unknown = read_unknown(at)) return *unknown;
  bool complete = false;
  JsonAt items = at;
  if (at.is(Json::object)) {
    constexpr std::string_view keys[] = {"items"};
    constexpr std::string_view more[] = {"complete"};
    detail::check_keys(at, "list", keys, more, faults_);
    complete = detail::read_flag(at, "complete", faults_);
    if (const auto member = at.member("items")) items = *member;
  }
  if (!items.is(Json::array)) return at.is(Json::object) && !at.member("items") ? Value(List::closed({})) : wrong_value(items, field);
  std::vector<Value> values;
  for (std::size_t i = 0; i < items.size(); ++i) {
    values.push_back(read_one(items.item(i), field));
    const auto* record = values.back().as<RecordValue>();
    if (record != nullptr && field.derived && field.derived->function.empty()) relate(items.item(i), *record, *field.derived, owner);
  }
  return complete ? List::closed(std::move(values)) : List::open(std::move(values), {});
}

// A record in a derived list belongs to the owner of the list and has the codes that the list is made of.
void JsonWorldReader::relate(const JsonAt& at, RecordValue item, const model::Derived& derived, RecordValue owner) {
  auto& facts = world_->records_[position(item)];
  facts.try_emplace(derived.by, Value(owner));
  for (const auto& [field, codes] : derived.where) {
    const auto found = facts.find(field);
    if (found == facts.end()) {
      if (codes.size() == 1 && vocabulary_.field(field).type.base == model::BaseType::code) facts.emplace(field, Value(codes.front()));
      continue;
    }
    const auto* code = found->second.as<std::string>();
    if (code == nullptr || std::find(codes.begin(), codes.end(), *code) != codes.end()) continue;
    faults_.push_back(fault("KD2510", at).arg("field", vocabulary_.field(field).name).arg("codes", join(codes, ", ")).arg("found", *code));
  }
}

Value JsonWorldReader::read_one(const JsonAt& at, const model::Field& field) {
  if (auto unknown = read_unknown(at)) return *unknown;
  const model::FieldType& type = field.type;
  if (type.base == model::BaseType::ref || type.base == model::BaseType::record) {
    return at.is(Json::object) ? Value(read_record(at, type.kind)) : wrong_value(at, field);
  }
  if (auto value = read_scalar(*at.json, type.base)) {
    if (type.base != model::BaseType::code) return *value;
    const model::CodeList& list = vocabulary_.code_list(type.codes);
    if (list.find(at.text()) != nullptr) return *value;
    std::vector<std::string> codes;
    for (const auto& [code, label] : list.values) codes.push_back(code);
    faults_.push_back(fault("KD2506", at).arg("code", at.text()).arg("list", list.name).suggest(nearest(at.text(), codes)));
    return *value;
  }
  return wrong_value(at, field);
}

Value JsonWorldReader::wrong_value(const JsonAt& at, const model::Field& field) {
  faults_.push_back(fault("KD2502", at)
                        .arg("field", field.name)
                        .arg("type", model::type_text(vocabulary_, field.type))
                        .arg("example", std::string(example_of(field.type.base)))
                        .arg("found", std::string(to_text(at.json->type))));
  return Value::unknown(model::UnknownReason::unreadable, "");
}

void JsonWorldReader::check_references() {
  for (const auto& [name, named] : by_id_) {
    if (named.defined) continue;
    std::vector<std::string> ids;
    for (const auto& [other, entry] : by_id_) {
      if (other.first == name.first && entry.defined) ids.push_back(other.second);
    }
    faults_.push_back(error("KD2503")
                          .at(named.first_use)
                          .arg("id", name.second)
                          .arg("kind", vocabulary_.kind(name.first).name)
                          .suggest(nearest(name.second, ids)));
  }
}

Result<std::unique_ptr<const JsonWorld>> JsonWorld::read(const JsonNode& facts, const Place& place, const model::Vocabulary& vocabulary,
                                                         const Tables& tables, Date as_of, const std::vector<std::string>* used_tables) {
  return JsonWorldReader(vocabulary, tables, as_of).read(JsonAt{&facts, &place.file, place.pointer}, used_tables);
}

}  // namespace kede::lang
