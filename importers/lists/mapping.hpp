// A mapping that an analyst writes so that a list in CSV can be read: which column is what, and what the list is.
// Read by the importer for a file that has one beside it, and by kede lists import.
// A Mapping is a plain value; reading it and the list belongs to one thread.
// Law: what the mapping names must be there; a mapping that cannot be followed reads nothing.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "importers/lists/listed_entity.hpp"

namespace kede::importers::lists {

enum class Target : std::uint8_t {
  id,
  name,
  other_names,
  country,
  address,
  city,
  postal_code,
  website,
  reg_number,
  reg_scheme,
  lei,
  listed_from,
  listed_until,
  reference,
  products,
  count
};

// The member of "columns" for each target.
extern const std::array<std::string_view, static_cast<std::size_t>(Target::count)> kTargetNames;

struct MappedField {
  std::vector<std::string> columns;           // joined by spaces
  std::string separator;                      // between several values in a cell
  std::map<std::string, std::string> values;  // what is written -> what it means
  std::string constant;                       // where the cell is empty or there is no column
};

// Rows whose cell in a column is one of these values.
struct RowChoice {
  std::string column;
  std::vector<std::string> values;
};

struct Mapping {
  ListName list;
  std::optional<Date> date;  // of the edition
  char separator = '\0';     // found when not given
  std::string encoding;      // found when not given
  std::size_t header_row = 1;
  DateOrder dates = DateOrder::day_first;
  std::array<MappedField, static_cast<std::size_t>(Target::count)> fields;
  RowChoice persons;
  RowChoice left_out;
  const MappedField& operator[](Target target) const { return fields[static_cast<std::size_t>(target)]; }
};

// KD1580: not a mapping. KD1581: a member is not known or not of the right form. KD1582: a member that is needed is missing.
Result<Mapping> read_mapping(const FileSystem& files, const std::string& path);

// "list.csv.mapping.json" or "list.mapping.json" beside "list.csv"; nothing when there is neither.
std::optional<std::string> mapping_beside(const FileSystem& files, const std::string& path);
bool is_mapping(std::string_view path);

// KD1583: the file lacks a column that the mapping names; then nothing is read.
void read_mapped(FileImport& file, ListWriter& writer, const Mapping& mapping);

// One file by one mapping, wherever it lies.
void import_mapped(const std::string& path, const Mapping& mapping, ImportContext& context, model::RecordSink& sink);

}  // namespace kede::importers::lists
