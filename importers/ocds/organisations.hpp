// The organisations of one release: those described in `parties`, and those described only where they are named.
// Made for each release; asked by every part that meets a reference to an organisation.
// Lives as long as the release; belongs to one thread.
// Law: one party id of one process is one organisation, however often and wherever it is named; a natural person's contact data stay
// unread.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "importers/json.hpp"
#include "importers/ocds/record_writer.hpp"

namespace kede::importers::ocds {

class Organisations {
 public:
  explicit Organisations(const ReleaseScope& scope) : scope_(scope) {}

  void read_parties(Json release);
  // The key of the organisation that `reference` names in the role (a code of the vocabulary); empty when it names nobody.
  std::string refer(const Item& reference, std::string_view role);
  // The same without making anything known.
  std::string key_of(Json reference) const;
  bool has_role(const std::string& key, std::string_view role) const;

 private:
  struct Known {
    std::string name;
    std::string identifier;  // scheme and number of the first one
    std::set<std::string, std::less<>> roles;
    bool described = false;
  };

  void describe(RecordWriter& writer, Json party, Known& known);
  void add_names(RecordWriter& writer, Json party, Known& known);
  void add_identifiers(RecordWriter& writer, Json party, Known& known);
  void add_address(RecordWriter& writer, Json party);
  void add_contact(RecordWriter& writer, Json party);
  void add_details(RecordWriter& writer, Json party);
  void read_owners(const Item& party, const std::string& key);

  const ReleaseScope& scope_;
  std::map<std::string, Known> known_;
  std::map<std::string, std::string, std::less<>> key_by_name_;  // an empty key: several organisations of this name
};

}  // namespace kede::importers::ocds
