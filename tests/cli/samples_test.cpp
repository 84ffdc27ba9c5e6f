#include <catch2/catch.hpp>

#include <rapidjson/document.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "tests/cli/workspace.hpp"

namespace {

using namespace kede::test;
namespace fs = std::filesystem;
using rapidjson::Value;
using Names = std::set<std::string>;

std::vector<fs::path> samples() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(KEDE_SOURCE_DIR "/samples")) {
    if (entry.is_directory()) out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

rapidjson::Document json_of(const std::string& text) {
  rapidjson::Document document;
  document.Parse(text.c_str(), text.size());
  REQUIRE_FALSE(document.HasParseError());
  return document;
}

Names names_in(const Value& list) {
  Names out;
  for (const Value& item : list.GetArray()) out.insert(item.GetString());
  return out;
}

// What the report says about one bid.
struct Reported {
  std::string band;
  double low = 0;
  double high = 0;
  double coverage = 0;
  Names fires;    // indicators that count for the bid
  Names context;  // indicators that hold for every bid alike
  Names unknown;
};

std::map<std::string, Reported> reported_bids(const Value& report) {
  std::map<std::string, std::string> outcome_of;
  for (const Value& verdict : report["verdicts"].GetArray()) outcome_of[verdict["id"].GetString()] = verdict["outcome"].GetString();
  const auto rule_of = [](std::string verdict) { return verdict.substr(0, verdict.find('@')); };
  std::map<std::string, Reported> out;
  for (const Value& bid : report["bids"].GetArray()) {
    Reported& made = out[bid["bidder"]["name"].GetString()];
    const Value& score = bid["score"];
    made.band = score["band"].GetString();
    made.low = score["low"].GetDouble();
    made.high = score["high"].GetDouble();
    made.coverage = score["coverage"].GetDouble();
    for (const Value& line : bid["contributions"].GetArray()) {
      const std::string rule = rule_of(line["verdict"].GetString());
      (std::string_view(line["outcome"].GetString()) == "fires" ? made.fires : made.unknown).insert(rule);
    }
    for (const Value& verdict : bid["context"].GetArray()) {
      if (outcome_of[verdict.GetString()] == "fires") made.context.insert(rule_of(verdict.GetString()));
    }
  }
  return out;
}

std::string text_of(const Names& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : " ") + name;
  return out;
}

Names minus(const Names& from, const Names& what) {
  Names out;
  std::set_difference(from.begin(), from.end(), what.begin(), what.end(), std::inserter(out, out.end()));
  return out;
}

Names both(const Names& a, const Names& b) {
  Names out;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(out, out.end()));
  return out;
}

void check_bid(const Value& expected, const Reported& found) {
  INFO("bidder " << expected["bidder"].GetString() << ", score " << found.low << " to " << found.high << ", coverage " << found.coverage);
  CHECK(found.band == expected["band"].GetString());
  // Every indicator that counts for the bid is named, so a new one cannot appear unnoticed.
  CHECK(text_of(found.fires) == text_of(names_in(expected["fires"])));
  CHECK(text_of(minus(names_in(expected["context"]), found.context)).empty());
  CHECK(text_of(both(names_in(expected["must_not_fire"]), found.fires)).empty());
  CHECK(text_of(minus(names_in(expected["unknown_includes"]), found.unknown)).empty());
  CHECK(found.low <= found.high);
}

Outcome screen(const Workspace& workspace, const std::string& sample, const std::string& as_of, const std::string& language,
               const std::string& jobs) {
  return workspace.run("kede screen samples/" + sample + " --out " + language + jobs + " --as-of " + as_of + " --lang " + language +
                       " --jobs " + jobs);
}

std::map<std::string, std::string> files_in(const fs::path& folder) {
  std::map<std::string, std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) out[fs::relative(entry.path(), folder).string()] = read_whole(entry.path());
  }
  return out;
}

// Returns the bids of the report in this language.
std::map<std::string, Reported> check_sample(const fs::path& sample, const std::string& language) {
  const rapidjson::Document expected = json_of(read_whole(sample / "expected.json"));
  const Workspace workspace;
  fs::create_directory_symlink(KEDE_SOURCE_DIR "/samples", workspace.folder() / "samples");
  const Outcome one = screen(workspace, sample.filename().string(), expected["as_of"].GetString(), language, "1");
  const Outcome two = screen(workspace, sample.filename().string(), expected["as_of"].GetString(), language, "2");
  INFO("in " << language << ", diagnostics: " << one.err);
  REQUIRE(one.exit == 0);
  REQUIRE(two.exit == 0);
  CHECK(one.out == two.out);
  const auto files = files_in(workspace.folder() / (language + "1"));
  CHECK(files.contains("report.html"));
  CHECK(files == files_in(workspace.folder() / (language + "2")));
  const rapidjson::Document report = json_of(files.at("report.json"));
  const auto found = reported_bids(report);
  CHECK(found.size() == expected["bids"].Size());
  for (const Value& bid : expected["bids"].GetArray()) {
    const auto at = found.find(bid["bidder"].GetString());
    INFO("bidder " << bid["bidder"].GetString());
    CHECK(at != found.end());
    if (at != found.end()) check_bid(bid, at->second);
  }
  return found;
}

void check_alike(const std::map<std::string, Reported>& english, const std::map<std::string, Reported>& latvian) {
  REQUIRE(english.size() == latvian.size());
  for (const auto& [bidder, found] : english) {
    INFO(bidder);
    const Reported& other = latvian.at(bidder);
    CHECK(found.band == other.band);
    CHECK(found.low == other.low);
    CHECK(found.high == other.high);
    CHECK(found.fires == other.fires);
    CHECK(found.unknown == other.unknown);
  }
}

}  // namespace

TEST_CASE("every sample gives what its expected.json says, for any number of threads and alike in both languages", "[samples]") {
  REQUIRE(samples().size() >= 3);
  for (const fs::path& sample : samples()) {
    DYNAMIC_SECTION(sample.filename().string()) { check_alike(check_sample(sample, "en"), check_sample(sample, "lv")); }
  }
}

TEST_CASE("every sample explains itself") {
  for (const fs::path& sample : samples()) {
    INFO(sample);
    CHECK(fs::exists(sample / "README.md"));
  }
}
