// What is bought, by whom, where and how: the procedure and its lots.
// Called for each notice, before its results.
// Points into the document; belongs to one thread.
// Law: what a lot says is said of the procedure only when all lots say the same.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "importers/eforms/notice.hpp"
#include "importers/eforms/organisations.hpp"

namespace kede::importers::eforms {

struct Lot {
  std::string id;
  std::string key;
  pugi::xml_node node;
  std::string place;
  bool supplies = false;  // goods are bought
  std::string_view title;
  std::string_view cpv;
};

struct Procedure {
  std::vector<Lot> lots;
  std::map<std::string_view, std::size_t> lot_by_id;
  bool supplies = false;
  std::string_view cpv;

  const Lot* find_lot(std::string_view id) const {
    const auto found = lot_by_id.find(id);
    return found == lot_by_id.end() ? nullptr : &lots[found->second];
  }
};

Procedure read_procedure(Notice& notice, Organisations& organisations);

}  // namespace kede::importers::eforms
