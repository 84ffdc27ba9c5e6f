#include "engine/base/diagnostic.hpp"

#include <catch2/catch.hpp>

#include "engine/base/result.hpp"

using namespace kede;

TEST_CASE("a sink counts every diagnostic, also those it does not keep") {
  DiagnosticSink sink(2);
  for (int i = 0; i < 5; ++i) sink.add(error("KD1001").arg("i", std::to_string(i)));
  sink.add(warning("KD1002"));
  sink.add(note("KD1003"));
  CHECK(sink.count(Severity::error) == 5);
  CHECK(sink.count(Severity::warning) == 1);
  CHECK(sink.count(Severity::note) == 1);
  CHECK(sink.totals() == std::map<std::string, std::size_t>{{"KD1001", 5}, {"KD1002", 1}, {"KD1003", 1}});
}

TEST_CASE("of each code the first are kept, in the order in which they came") {
  DiagnosticSink sink(2);
  sink.add({error("A").arg("n", "1"), error("B"), error("A").arg("n", "2"), error("A").arg("n", "3"), error("B")});
  std::vector<std::string> kept;
  for (const Diagnostic& diagnostic : sink.all())
    kept.push_back(diagnostic.code + (diagnostic.args.empty() ? "" : diagnostic.args[0].second));
  CHECK(kept == std::vector<std::string>{"A1", "B", "A2", "B"});
}

TEST_CASE("a sink has errors only when an error came in") {
  DiagnosticSink sink;
  CHECK_FALSE(sink.has_errors());
  sink.add(warning("KD1"));
  sink.add(note("KD2"));
  CHECK_FALSE(sink.has_errors());
  sink.add(error("KD3"));
  CHECK(sink.has_errors());
}

TEST_CASE("a diagnostic carries its code, place, values, candidates and notes") {
  const Diagnostic made =
      error("KD1012").at({.file = "a.csv", .row = 3}).arg("column", "x").excerpted({"line", 1, 2}).suggest({"y"}).noted(note("KD1"));
  CHECK(made.code == "KD1012");
  CHECK(made.severity == Severity::error);
  CHECK(made.where == Place{.file = "a.csv", .row = 3});
  CHECK(made.args == std::vector<std::pair<std::string, std::string>>{{"column", "x"}});
  CHECK(made.excerpt.text == "line");
  CHECK(made.candidates == std::vector<std::string>{"y"});
  REQUIRE(made.notes.size() == 1);
  CHECK(made.notes[0].severity == Severity::note);
}

TEST_CASE("a result is a value or the diagnostics that say why there is none") {
  const Result<int> good = 7;
  CHECK(good.ok());
  CHECK(good.value() == 7);
  const Result<int> bad = error("KD1");
  CHECK_FALSE(bad);
  CHECK(bad.diagnostics().size() == 1);
  const Result<void> done;
  CHECK(done.ok());
  const Result<void> failed = std::vector<Diagnostic>{error("KD1"), error("KD2")};
  CHECK_FALSE(failed);
  CHECK(failed.diagnostics().size() == 2);
}
