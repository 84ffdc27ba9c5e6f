// One notice and its parts, and their readers.
// Made by the import for each notice; belongs to one thread.
// A Notice refers to a JSON document that must outlive it.
// Law: a thing has the same key in every notice of its procedure, whatever number the notice gives it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "importers/file_import.hpp"
#include "importers/iub/fields.hpp"
#include "importers/json.hpp"

namespace kede::importers::iub {

struct Notice {
  FileImport& file;
  const Fields& fields;
  const rapidjson::Value* root = nullptr;
  std::string place;      // "/12"
  std::string procedure;  // key of the contract record
  bool has_lots = true;   // more than the one that stands for the whole
};

struct Party {
  std::string key;
  bool natural_person = false;
};

// The organisation, handed over; its key is empty when it has neither name nor number.
Party write_party(const Notice& notice, const Item& item, std::string_view number_member, std::string_view role);
// Contracting authorities: the key of the one in whose name the notice is.
std::string write_buyers(const Notice& notice);

// Reads the whole notice; false when it is none.
bool read_notice(FileImport& file, const Fields& fields, const rapidjson::Value& root, const std::string& place, std::uint32_t line);

struct Lot {
  const Item& item;
  std::string key;
  std::string number;  // sequenceNumber
};

// Awards of a lot; adds the sum that was awarded to `total`, or empties it when an amount is not known.
void read_contracts(const Notice& notice, const Lot& lot, std::optional<double>& total);

}  // namespace kede::importers::iub
