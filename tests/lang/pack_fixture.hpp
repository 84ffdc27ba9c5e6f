// A small invented rule pack for the tests of the rule language, made of parts that a test can replace.
// Used by the tests of this folder.
// The vocabulary and the tables are the built-in ones, read once.
// Law: the pack as it stands has no fault; each test breaks one thing.
#pragma once

#include <catch2/catch.hpp>

#include <map>
#include <string>
#include <vector>

#include "engine/base/message_catalogue.hpp"
#include "engine/lang/rule_loader.hpp"

namespace kede::lang::fixture {

inline const model::Vocabulary& vocabulary() {
  static const model::Vocabulary read = [] {
    auto result = model::Vocabulary::built_in();
    REQUIRE(result.ok());
    return std::move(result).value();
  }();
  return read;
}

inline const MessageCatalogue& words() {
  static const MessageCatalogue read = [] {
    auto result = MessageCatalogue::built_in();
    REQUIRE(result.ok());
    return std::move(result).value();
  }();
  return read;
}

inline const Tables& tables() {
  static const Tables read = [] {
    auto result = load_built_in_tables();
    REQUIRE(result.ok());
    return std::move(result).value();
  }();
  return read;
}

using Keys = std::map<std::string, std::string>;  // key -> JSON

inline std::string object(const Keys& keys) {
  std::string out;
  for (const auto& [key, value] : keys) {
    if (value.empty()) continue;  // left out
    out += (out.empty() ? "\"" : ",\n\"") + key + "\": " + value;
  }
  return "{" + out + "}";
}

inline std::string text(const std::string& en, const std::string& lv) { return R"({"en": ")" + en + R"(", "lv": ")" + lv + "\"}"; }

// Workers pay for their recruitment.
inline Keys rule(const Keys& changes = {}) {
  Keys keys = {
      {"id", R"("REC-01")"},
      {"title", text("Workers pay for their recruitment", "Darbinieki maksā par savu vervēšanu")},
      {"why", text("Debt keeps people in work they cannot leave.", "Parāds neļauj cilvēkam pamest darbu.")},
      {"dimension", R"("recruitment")"},
      {"applies_to", R"("organisation")"},
      {"severity", R"("high")"},
      {"weight", "40"},
      {"weight_reason", text("Expert judgement.", "Ekspertu vērtējums.")},
      {"evidence", text("{org.name}: fee {org.fee_amount}", "{org.name}: maksa {org.fee_amount}")},
      {"ask", text("Who paid?", "Kas maksāja?")},
      {"sources", R"([{"key": "ILO-IND", "section": "debt bondage", "verified": true}])"},
      {"when", R"x({"any": [
          {"is": "org.fee_amount > money(0, 'EUR')", "say": {"en": "a fee was charged", "lv": "iekasēta maksa"}},
          "org.recruitment_loan"]})x"},
      {"tests", R"([
          {"name": "a fee", "given": {"org": {"name": "A", "fee_amount": "900.00 EUR"}}, "expect": "fires", "because": "/when/any/0"},
          {"name": "nothing paid", "given": {"org": {"name": "A", "fee_amount": "0 EUR", "recruitment_loan": false}}, "expect": "clear"},
          {"name": "nothing said about a loan", "given": {"org": {"name": "A", "fee_amount": "0 EUR"}}, "expect": "unknown"}])"},
  };
  for (const auto& [key, value] : changes) keys[key] = value;
  return keys;
}

inline Keys description(const Keys& changes = {}) {
  Keys keys = {
      {"kede_rules", "1"},
      {"pack",
       R"({"id": "small", "version": "0.1.0", "languages": ["en", "lv"], "needs_vocabulary": 1, "licence": "Apache-2.0", "maintainer": "the tests", "defaults": {"chain_depth": 4, "stale_after": "P2Y"}})"},
      {"dimensions", "[{\"id\": \"recruitment\", \"label\": " + text("Recruitment", "Vervēšana") + "}]"},
      {"transfer",
       R"({"subcontract": 0.8, "labour_supply": 0.9, "agency_workers": 0.9, "material_supply": 0.6, "manufacturing": 0.6, "transport": 0.6, "service": 0.6,
          "self_employed": 0.8, "recruitment": 0.9, "accommodation": 0.8, "ownership": 0.7, "office": 0.3, "same_address": 0.2})"},
      {"lists", "[]"},
  };
  for (const auto& [key, value] : changes) keys[key] = value;
  return keys;
}

inline std::string rules_file(const std::vector<Keys>& rules) {
  std::string out;
  for (const Keys& keys : rules) out += (out.empty() ? "" : ",") + object(keys);
  return R"({"kede_rules": 1, "rules": [)" + out + "]}";
}

constexpr std::string_view kSources =
    R"({"sources": {"ILO-IND": {"title": "Indicators of forced labour", "issuer": "ILO", "year": "2012"}}})";
constexpr std::string_view kRequirements = R"({
  "kede_requirements": 1, "notes": {"en": "n", "lv": "n"},
  "phases": [{"id": "specification", "label": {"en": "s", "lv": "s"}}],
  "requirements": [
    {"id": "REQ-SPC-01", "phase": "specification", "text": {"en": "t", "lv": "t"}, "legal_basis": {"en": "l", "lv": "l"},
     "proportionality": {"en": "p", "lv": "p"}, "proportionate_when": "always", "evidence": {"en": "e", "lv": "e"}, "indicators": ["REC-01"]},
    {"id": "REQ-SPC-02", "phase": "specification", "text": {"en": "t", "lv": "t"}, "legal_basis": {"en": "l", "lv": "l"},
     "proportionality": {"en": "p", "lv": "p"}, "proportionate_when": "contract.onsite && risk >= 35.0", "evidence": {"en": "e", "lv": "e"},
     "indicators": ["REC-01"]}]})";

inline Result<RulePack> load_texts(const std::string& pack_json, const std::string& rules_json,
                                   std::string_view requirements = kRequirements) {
  const PackFile files[] = {{"small/pack.json", pack_json}, {"small/recruitment.json", rules_json}};
  return load_pack(files, vocabulary(), tables(), kSources, requirements);
}

inline Result<RulePack> load(const std::vector<Keys>& rules, const Keys& pack = description()) {
  return load_texts(object(pack), rules_file(rules));
}

// Every diagnostic as it is shown, without what to do.
inline std::string shown(const std::vector<Diagnostic>& diagnostics) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) {
    const std::string all = words().render(diagnostic, Language::en);
    for (std::size_t at = 0; at < all.size();) {
      const std::size_t end = all.find('\n', at);
      const std::string line = all.substr(at, end - at);
      if (!line.starts_with("  what to do")) out += line + '\n';
      at = end + 1;
    }
  }
  return out;
}

inline std::string faults(const Result<RulePack>& result) {
  REQUIRE_FALSE(result.ok());
  return shown(result.diagnostics());
}

inline std::string one_fault(const Keys& changes) { return faults(load({rule(changes)})); }

}  // namespace kede::lang::fixture
