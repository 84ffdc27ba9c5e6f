#include "engine/model/dataset.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <random>

#include "engine/model/string_pool.hpp"
#include "tests/support/records.hpp"

using namespace kede;
using namespace kede::model;

namespace {

Fact fact_of(std::uint16_t field, Value value, std::string place = {}, std::optional<Date> date = {},
             EvidenceClass evidence = EvidenceClass::declaration, std::string raw = {}) {
  return {static_cast<FieldId>(field), std::move(value), std::move(place), date, evidence, std::move(raw)};
}

constexpr auto kSomeKind = static_cast<KindId>(3);

// One value of every kind, with the ends of their ranges.
std::vector<Value> every_value() {
  std::vector<Value> out;
  const Currency dollar = Currency::parse("USD").value();
  for (const Scalar& scalar : std::vector<Scalar>{true,
                                                  false,
                                                  std::int64_t{0},
                                                  std::int64_t{-1},
                                                  std::numeric_limits<std::int64_t>::max(),
                                                  std::numeric_limits<std::int64_t>::min(),
                                                  0.0,
                                                  -0.1,
                                                  1e300,
                                                  std::numeric_limits<double>::infinity(),
                                                  Percent{0},
                                                  Percent{33.3},
                                                  Money{0, Currency::eur()},
                                                  Money{-5, dollar},
                                                  Money{std::numeric_limits<std::int64_t>::max(), dollar},
                                                  testing::day("2026-11-23"),
                                                  testing::day("1000-01-01"),
                                                  std::string(),
                                                  std::string("Ķēde"),
                                                  std::string("zero \0 inside", 13),
                                                  Ref{static_cast<KindId>(0), ""},
                                                  Ref{static_cast<KindId>(65535), "key"}}) {
    out.emplace_back(scalar);
  }
  out.emplace_back(List{{}, true});
  out.emplace_back(List{{}, false});
  out.emplace_back(List{{std::string("a"), std::string("b")}, false});
  out.emplace_back(List{{Scalar{Ref{kSomeKind, "x"}}, Scalar{Money{7, dollar}}, Scalar{true}}, true});
  for (std::uint8_t reason = 0; reason < 10; ++reason) out.emplace_back(Unknown{static_cast<UnknownReason>(reason)});
  return out;
}

}  // namespace

TEST_CASE("every fact that comes in can be read back unchanged, with its provenance") {
  const auto values = every_value();
  const std::optional<Date> dates[] = {std::nullopt, testing::day("2026-01-31"), testing::day("1969-12-31"), testing::day("1970-01-01")};
  Dataset dataset;
  const SourceId source = dataset.add_source({"a.csv", "hash", 12, "test", std::nullopt});
  std::vector<Record> originals;
  for (std::size_t i = 0; i < values.size(); ++i) {
    Record record{kSomeKind, "key" + std::to_string(i), source, "/records/" + std::to_string(i), {}};
    for (std::size_t k = 0; k <= i % 3; ++k) {
      record.facts.push_back(fact_of(static_cast<std::uint16_t>(i + k), values[(i + k) % values.size()], k == 1 ? "" : "/field",
                                     dates[(i + k) % 4], static_cast<EvidenceClass>(i % 4), k == 0 ? "raw text" : ""));
    }
    originals.push_back(record);
    dataset.add(std::move(record));
  }
  originals.push_back({kSomeKind, "empty", source, "", {}});
  dataset.add(originals.back());

  REQUIRE(dataset.record_count() == originals.size());
  std::size_t facts = 0;
  for (std::size_t i = 0; i < originals.size(); ++i) {
    const auto id = static_cast<RecordId>(i);
    const Record& original = originals[i];
    CHECK(dataset.kind_of(id) == original.kind);
    CHECK(dataset.key_of(id) == original.key);
    CHECK(dataset.source_of(id) == source);
    CHECK(dataset.place_of(id) == original.place);
    const auto [first, count] = dataset.facts_of(id);
    REQUIRE(count == original.facts.size());
    facts += count;
    for (std::size_t k = 0; k < count; ++k) {
      const Fact& fact = original.facts[k];
      INFO(to_text(fact.value));
      CHECK(dataset.field_of(first + k) == fact.field);
      CHECK((dataset.value_of(first + k) == fact.value));
      const Provenance provenance = dataset.provenance_of(first + k, id);
      CHECK(provenance.source == source);
      CHECK(provenance.place == original.place + fact.place);
      CHECK(provenance.date == fact.date);
      CHECK(provenance.evidence == fact.evidence);
      CHECK(provenance.raw == fact.raw);
    }
  }
  CHECK(dataset.fact_count() == facts);
}

TEST_CASE("a place joins the record and the cell as people read it") {
  Dataset dataset;
  const SourceId source = dataset.add_source({});
  dataset.add({kSomeKind, "k", source, "bids!4", {fact_of(0, Value(Scalar(true)), "amount")}});
  CHECK(dataset.provenance_of(0, RecordId{}).place == "bids!4, amount");
}

TEST_CASE("records of several sources keep their own source") {
  Dataset dataset;
  const SourceId first = dataset.add_source({"a", "", 0, "", {}});
  const SourceId second = dataset.add_source({"b", "", 0, "", {}});
  dataset.add({kSomeKind, "k", second, "", {}});
  dataset.add({kSomeKind, "k", first, "", {}});
  CHECK(dataset.source_of(static_cast<RecordId>(0)) == second);
  CHECK(dataset.source_of(static_cast<RecordId>(1)) == first);
  dataset.complete_source(first, {"a", "the hash", 99, "test 1", testing::day("2026-01-01")});
  CHECK(dataset.sources()[0].sha256 == "the hash");
  CHECK(dataset.sources()[0].bytes == 99);
  CHECK(dataset.sources()[1].path == "b");
}

TEST_CASE("what could not be read is kept with its place and reason") {
  Dataset dataset;
  const SourceId source = dataset.add_source({});
  dataset.reject({source, "bids!7", error("KD1204").arg("value", "x"), "x;y;z"});
  REQUIRE(dataset.rejections().size() == 1);
  CHECK(dataset.rejections()[0].place == "bids!7");
  CHECK(dataset.rejections()[0].reason.code == "KD1204");
  CHECK(dataset.rejections()[0].excerpt == "x;y;z");
  CHECK(dataset.record_count() == 0);
}

TEST_CASE("equal texts have one number, and a number leads back to its text") {
  StringPool pool;
  CHECK(pool.text(pool.intern("")).empty());
  const StringId a = pool.intern("a");
  CHECK(pool.intern("a") == a);
  CHECK(pool.intern("b") != a);
  std::vector<StringId> ids;
  for (int i = 0; i < 20'000; ++i) ids.push_back(pool.intern("text " + std::to_string(i)));
  for (int i = 0; i < 20'000; ++i) CHECK((pool.text(ids[static_cast<std::size_t>(i)]) == "text " + std::to_string(i)));
  CHECK(pool.text(a) == "a");
  CHECK(pool.size() == 20'003);
}
