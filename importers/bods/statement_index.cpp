#include "importers/bods/statement_index.hpp"

#include <rapidjson/document.h>

#include <limits>

#include "engine/base/date.hpp"
#include "engine/base/text.hpp"

namespace kede::importers::bods {
namespace {

constexpr int kReplacements = 1000;  // one after the other
constexpr std::size_t kScope = 80;
constexpr std::string_view kPrefix = "bods:";

Party entity_party(Json details) {
  const Json type = find(details, "entityType");
  const std::string_view word = is_object(type) ? text_at(type, "type") : as_text(type);
  if (word == "state" || word == "stateBody") return Party::state;
  if (word == "unknownEntity" || word == "anonymousEntity") return Party::unknown_entity;
  return Party::organisation;
}

Party person_party(Json details) {
  const std::string_view type = text_at(details, "personType");
  return type == "anonymousPerson" || type == "unknownPerson" ? Party::unknown_person : Party::person;
}

std::string jurisdiction_of(Json details, const Countries& countries) {
  for (const std::string_view path : {"jurisdiction/code", "incorporatedInJurisdiction/code", "jurisdiction/name"}) {
    const std::string_view code = text_at(details, path);
    if (code.empty()) continue;
    return countries.find(code.size() > 3 && code[2] == '-' ? code.substr(0, 2) : code).value_or(std::string());
  }
  return {};
}

}  // namespace

bool is_old_form(Json statement) { return find(statement, "statementType") != nullptr; }

std::string id_of(Json statement) { return id_at(statement, is_old_form(statement) ? "statementID" : "recordId"); }

Json details_of(Json statement) { return is_old_form(statement) ? statement : find(statement, "recordDetails"); }

std::optional<Party> party_of(Json statement, const Countries& countries, std::string* country) {
  const Json details = details_of(statement);
  const std::string_view type = text_at(statement, is_old_form(statement) ? "statementType" : "recordType");
  if (!is_object(details)) return std::nullopt;
  if (type == "entityStatement" || type == "entity") {
    const Party party = entity_party(details);
    if (party == Party::state && country != nullptr) *country = jurisdiction_of(details, countries);
    return party;
  }
  if (type == "personStatement" || type == "person") return person_party(details);
  if (type == "ownershipOrControlStatement" || type == "relationship") return Party::relationship;
  return std::nullopt;
}

void StatementIndex::begin_file(const std::string& path) {
  if (files_begun_ == scopes_.size()) scopes_.push_back(path);
  ++files_begun_;
  first_in_file_ = true;
}

void StatementIndex::rewind() {
  files_begun_ = 0;
  number_ = 0;
}

std::string StatementIndex::scoped(std::string_view id, bool old_form) const {
  if (old_form || scopes_.empty()) return std::string(id);
  return shorten(scopes_[files_begun_ - 1], kScope) + '/' + std::string(id);
}

void StatementIndex::add(Json statement) {
  ++number_;
  if (const std::string_view publisher = text_at(statement, "publicationDetails/publisher/name"); first_in_file_ && !publisher.empty())
    scopes_[files_begun_ - 1] = publisher;
  first_in_file_ = false;
  const bool old_form = is_old_form(statement);
  const std::string id = id_of(statement);
  std::string country;
  const auto party = party_of(statement, countries_, &country);
  if (!party || id.empty()) return;
  const std::string own = scoped(id, old_form);
  const auto date = parse_iso_date(text_at(statement, "statementDate"));
  const std::int32_t day = date ? day_number(*date) : std::numeric_limits<std::int32_t>::min();
  if (old_form) {
    for (const Item& item : items(statement, "replacesStatements", "")) {
      const std::string replaced = as_id(item.value);
      if (!replaced.empty() && replaced != id) replaced_by_[replaced] = id;
    }
  }
  Described described{*party, !text_at(details_of(statement), "name").empty(), {}};
  if (country.size() == 2) described.country = {country[0], country[1]};
  const auto [found, is_new] = latest_.try_emplace(hash_of(own));
  if (is_new || day >= found->second.day) found->second = {number_, day, described};
}

bool StatementIndex::counts(Json statement) {
  ++number_;
  const bool old_form = is_old_form(statement);
  const std::string id = id_of(statement);
  if (old_form && replaced_by_.contains(id)) return false;
  const auto found = latest_.find(hash_of(scoped(id, old_form)));
  return found == latest_.end() || found->second.number == number_;
}

std::string StatementIndex::key(std::string_view id, bool old_form) const {
  std::string last(id);
  for (int step = 0; old_form && step < kReplacements; ++step) {
    const auto found = replaced_by_.find(last);
    if (found == replaced_by_.end()) break;
    last = found->second;
  }
  return std::string(kPrefix) + scoped(last, old_form);
}

const Described* StatementIndex::described(std::string_view id, bool old_form) const {
  const auto found = latest_.find(hash_of(std::string_view(key(id, old_form)).substr(kPrefix.size())));
  return found == latest_.end() ? nullptr : &found->second.described;
}

}  // namespace kede::importers::bods
