// A small vocabulary, a few tables and a World made of plain maps, for the tests of the language.
// Used by tests/lang only.
// Owned by each test case.
// Law: what was not set is unknown (missing); a list that was not set is open and empty.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/lang/bounded.hpp"
#include "engine/lang/checker.hpp"
#include "engine/lang/interpret.hpp"
#include "engine/lang/tables.hpp"
#include "engine/lang/world.hpp"

namespace kede::lang::test {

constexpr std::string_view kVocabulary = R"({
 "kede_vocabulary": 1, "version": "0",
 "codes": {
  "supply_kind": {"label": {"en": "kind"}, "values": {"subcontract": {"en": "a"}, "labour_supply": {"en": "b"}, "goods": {"en": "c"}}},
  "flag": {"label": {"en": "flag"}, "values": {"remote": {"en": "a"}, "night": {"en": "b"}, "guarded": {"en": "c"}}}},
 "kinds": {
  "organisation": {"variable": "org", "fields": {
   "name": {"type": "text"}, "country": {"type": "country"}, "cpv": {"type": "cpv"}, "founded": {"type": "date"}, "birth_date": {"type": "date", "private": true},
   "employees": {"type": "int"}, "inspections": {"type": "int"}, "hours": {"type": "double"}, "interval": {"type": "days"},
   "recruits_abroad": {"type": "bool"}, "documents_held": {"type": "bool"}, "documents_returned": {"type": "bool"}, "licensed": {"type": "bool"},
   "worker_fee": {"type": "money"}, "turnover": {"type": "money"}, "home_share": {"type": "percent"},
   "role": {"type": "code:supply_kind"}, "flags": {"type": "list<code:flag>"}, "countries": {"type": "list<country>"},
   "parent": {"type": "ref:organisation"}, "suppliers": {"type": "list<supply>"}}},
  "supply": {"variable": "edge", "fields": {
   "child": {"type": "ref:organisation"}, "kind": {"type": "code:supply_kind"}, "amount": {"type": "money"}, "share_percent": {"type": "percent"},
   "workers": {"type": "int"}}}},
 "sheets": []})";

constexpr std::string_view kCountries = "iso2,group,risky,rate\nLV,low,N,1.5\nXB,high,Y,\nXC,,,2\n";
constexpr std::string_view kCountriesMeta =
    R"({"kede_list": 1, "name": "countries", "title": {"en": "Countries", "lv": "Valstis"}, "as_of": "2026-01-01",
 "stale_after_months": 12, "key": [{"column": "iso2", "type": "country"}], "match": "exact",
 "columns": {"group": {"type": "code", "values": ["low", "high"]}, "risky": {"type": "bool"}, "rate": {"type": "double"}}})";
constexpr std::string_view kLabourCost = "country,year,floor_hour\nLV,2025,6.02\nLV,2026,6.34\n";
constexpr std::string_view kLabourCostMeta =
    R"({"kede_list": 1, "name": "labour_cost", "key": [{"column": "country", "type": "country"}, {"column": "year", "type": "int"}],
 "match": "exact", "columns": {"floor_hour": {"type": "money", "currency": "EUR"}}})";
constexpr std::string_view kGoods = "cpv,origin,forced\n45210000,XB,Y\n4526;0311,XB;XC,N\n";
constexpr std::string_view kGoodsMeta =
    R"({"kede_list": 1, "name": "goods", "complete": false, "as_of": "2026-01-01", "key": [{"column": "cpv", "type": "cpv"},
 {"column": "origin", "type": "country"}], "match": "longest_prefix", "columns": {"forced": {"type": "bool"}}})";

// Worlds are also made before the tests run, where Catch's own assertions do not work.
inline void demand(bool held) {
  if (!held) throw std::logic_error("the fixture of the language tests is wrong");
}

inline const model::Vocabulary& vocabulary() {
  static const model::Vocabulary built = [] {
    auto parsed = model::Vocabulary::parse(kVocabulary, "small");
    demand(parsed.ok());
    return std::move(parsed).value();
  }();
  return built;
}

inline const Tables& tables() {
  static const Tables built = [] {
    Tables out;
    for (const auto& [csv, meta] :
         {std::pair(kCountries, kCountriesMeta), std::pair(kLabourCost, kLabourCostMeta), std::pair(kGoods, kGoodsMeta)}) {
      auto table = Table::read(csv, "t.csv", meta, "t.meta.json");
      demand(table.ok());
      demand(out.add(std::move(table).value()).ok());
    }
    return out;
  }();
  return built;
}

inline Scope scope() {
  Scope out;
  out.vocabulary = &vocabulary();
  out.tables = &tables();
  out.add_record("org", vocabulary().find_kind("organisation")->id);
  out.add_record("edge", vocabulary().find_kind("supply")->id);
  return out;
}

inline Money euros(std::int64_t whole) { return Money{whole * Money::kScale, Currency::eur()}; }

class SmallWorld final : public World {
 public:
  Date today = *parse_iso_date("2026-06-30");

  static RecordValue record(std::string_view kind, unsigned number) {
    return {vocabulary().find_kind(kind)->id, static_cast<RecordHandle>(number)};
  }
  static RecordValue org(unsigned number) { return record("organisation", number); }
  static RecordValue supply(unsigned number) { return record("supply", number); }

  void set(RecordValue record, std::string_view field, Value value) { facts_[key(record, field)] = std::move(value); }
  void forget(RecordValue record, std::string_view field) { facts_.erase(key(record, field)); }
  const Value* find(RecordValue record, std::string_view field) const {
    const auto found = facts_.find(key(record, field));
    return found == facts_.end() ? nullptr : &found->second;
  }
  // Every fact, for hiding some.
  std::map<std::pair<RecordValue, model::FieldId>, Value>& facts() { return facts_; }

  Value field(RecordValue record, model::FieldId id) const override {
    const auto found = facts_.find({record, id});
    if (found != facts_.end()) return found->second;
    if (vocabulary().field(id).type.is_list) return Value(List::open({}, {}));
    return Value::unknown(model::UnknownReason::missing, "");
  }

  // Breadth first over suppliers.
  Value downstream(RecordValue from, int depth) const override {
    std::vector<RecordValue> tier{from};
    std::set<RecordValue> seen{from};
    std::vector<Value> out;
    std::optional<int> open_at;
    for (int distance = 1; distance <= depth && !tier.empty(); ++distance) {
      std::vector<RecordValue> next;
      for (const RecordValue node : tier) {
        const Value suppliers = field(node, field_id("organisation", "suppliers"));
        const auto* list = suppliers.as<List>();
        if (!list->complete && !open_at) open_at = distance;
        for (const Value& edge : list->all()) {
          const Value child = field(*edge.as<RecordValue>(), field_id("supply", "child"));
          const auto* to = child.as<RecordValue>();
          if (to == nullptr && !open_at) open_at = distance;
          if (to == nullptr || !seen.insert(*to).second) continue;
          next.push_back(*to);
          const Value low = Value::integer(open_at ? std::min(*open_at, distance) : distance);
          Reached reached{*to, make_bound(low, Value::integer(distance), open_reason()), *edge.as<RecordValue>(),
                          Value::unknown(model::UnknownReason::missing, "share"), 0};
          out.emplace_back(std::move(reached));
        }
      }
      tier = std::move(next);
    }
    return Value(open_at ? List::open(std::move(out), open_reason()) : List::closed(std::move(out)));
  }

  Value upstream(RecordValue, int) const override { return Value(List::open({}, open_reason())); }
  Value owners_up(RecordValue, int) const override { return Value(List::open({}, open_reason())); }
  Value group(RecordValue) const override { return Value(List::open({}, open_reason())); }
  Value same_address(RecordValue) const override { return Value(List::open({}, open_reason())); }
  std::string name_of(RecordValue record) const override {
    const Value* name = record.kind == org(0).kind ? find(record, "name") : nullptr;
    return name == nullptr ? "record " + std::to_string(static_cast<unsigned>(record.handle)) : lang::to_text(*name);
  }
  Date as_of() const override { return today; }
  const Tables& tables() const override { return test::tables(); }

 private:
  static Reasons open_reason() { return Reasons(model::UnknownReason::open_list, "chain"); }
  static model::FieldId field_id(std::string_view kind, std::string_view name) {
    return vocabulary().find_field(vocabulary().find_kind(kind)->id, name)->id;
  }
  static std::pair<RecordValue, model::FieldId> key(RecordValue record, std::string_view field) {
    const model::Field* found = vocabulary().find_field(record.kind, field);
    demand(found != nullptr);
    return {record, found->id};
  }

  std::map<std::pair<RecordValue, model::FieldId>, Value> facts_;
};

inline CheckedExpression checked(std::string_view text) {
  auto result = check(text, scope());
  INFO(text);
  if (!result.ok()) FAIL(result.diagnostics().front().code << " at column " << result.diagnostics().front().where.column);
  return std::move(result).value();
}

inline Environment environment() {
  Environment out;
  out.bind("org", Value(SmallWorld::org(0)));
  out.bind("edge", Value(SmallWorld::supply(0)));
  return out;
}

inline Value run(std::string_view text, const World& world, Trace* trace = nullptr) {
  return evaluate(checked(text), environment(), world, trace);
}
// "true", "12.00 EUR", "unknown (missing: A.fee)"
inline std::string text_of(std::string_view text, const World& world) { return to_text(run(text, world)); }
inline Truth truth(std::string_view text, const World& world) { return truth_of(run(text, world)).truth; }

// Code and column of the first diagnostic: "KD2102:5".
inline std::string fault(std::string_view text) {
  const auto result = check(text, scope());
  if (result.ok()) return "none";
  return result.diagnostics().front().code + ":" + std::to_string(result.diagnostics().front().where.column);
}

}  // namespace kede::lang::test
