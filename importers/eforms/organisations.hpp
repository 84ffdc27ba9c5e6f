// The organisations and owners of one notice.
// Made for each notice; the parts that read ask it for keys and tell it which parts the organisations play.
// Points into the document; belongs to one thread.
// Law: local identifiers hold in one notice only; of a natural person only the name and the part played are read, and of owners nothing
// but the name.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "importers/eforms/notice.hpp"

namespace kede::importers::eforms {

class Organisations {
 public:
  explicit Organisations(Notice& notice);

  // The key of the organisation with this local identifier, which may be that of a touch point; empty for no identifier. One that the
  // notice does not describe is made, with its identifier only.
  std::string refer(std::string_view id, std::string_view role);
  // What tells it from others in other notices too: the register number with the country, else the name.
  std::string label(std::string_view id);
  bool leads_buyers(std::string_view id);

  // Hands over all organisations and their owners.
  void write();

 private:
  struct Known {
    std::string id;
    std::string key;
    pugi::xml_node node;  // Organization; empty when not described
    std::string place;
    std::vector<std::string_view> roles;
  };

  void take_in(pugi::xml_node organisation, std::size_t number);
  Known* find_known(std::string_view id);
  void write_one(const Known& known);
  void add_names(RecordMaker& maker, pugi::xml_node company);
  void add_numbers(RecordMaker& maker, pugi::xml_node company, std::string_view country);
  void add_address(RecordMaker& maker, pugi::xml_node address, bool natural_person);
  void add_contact(RecordMaker& maker, pugi::xml_node company);
  void write_owners(const Known& known);
  void write_registered();

  Notice& notice_;
  std::vector<Known> all_;
  std::unordered_map<std::string_view, std::size_t> by_id_;  // of companies and their touch points
  std::unordered_map<std::string_view, pugi::xml_node> owners_;
  std::unordered_map<std::string_view, std::string> owner_places_;
};

}  // namespace kede::importers::eforms
