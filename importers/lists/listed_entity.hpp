// One entry of any list, and how it becomes records: the organisation or person that is listed, and the listing.
// Filled by the readers of this folder; written by ListWriter.
// Plain values; a ListWriter lives as long as its file is read.
// Law: an entry that has ended carries the day on which it ended, or says that the day is not known.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "importers/file_import.hpp"
#include "importers/record_maker.hpp"

namespace kede::importers::lists {

struct Fields {
  explicit Fields(const model::Vocabulary& vocabulary);
  struct {
    model::KindId kind;
    model::FieldId id, name, other_names, reg_number, reg_scheme, lei, other_identifiers, country, address, city, postal_code, website;
  } organisation;
  struct {
    model::KindId kind;
    model::FieldId id, name;
  } person;
  struct {
    model::KindId kind;
    model::FieldId id, organisation, list, list_name, result, list_date, matched_name, reference, listed_from, listed_until, products;
  } list_entry;
  struct {
    model::KindId kind;
    model::FieldId subject, owner, owner_type, role, source;
  } ownership;
};

// Which list, as the vocabulary and the reader of a report call it.
struct ListName {
  std::string id;    // "ofac": keys begin with it
  std::string kind;  // code of check_list: "sanctions", "forced_labour", "debarment", "other"
  std::string name;
};

enum class DateOrder : std::uint8_t { day_first, month_first };

// A day as written; an open end ("Indefinite", 2999-12-31) has neither a day nor a text.
struct WrittenDay {
  std::optional<Date> day = {};
  std::string written = {};
};
WrittenDay written_day(std::string_view text, DateOrder order);

struct Listing {
  WrittenDay from = {};
  WrittenDay until = {};
  bool ended = false;  // on a day that is not known
};

// `unstated`: the list does not say whether it is a firm or a person; it is taken for a firm of which only name and state are read.
enum class ListedKind : std::uint8_t { organisation, person, unstated };

struct ListedEntity {
  std::string id = {};  // within the list; made of the name when empty
  ListedKind kind = ListedKind::organisation;
  std::string name = {};
  std::vector<std::string> other_names = {};
  std::string country = {};  // as written
  std::string address = {}, city = {}, postal_code = {}, website = {};
  std::string reg_number = {}, reg_scheme = {}, lei = {};
  std::vector<std::string> identifiers = {};  // "REG-RU:1027739609391"
  std::vector<Listing> listings = {};         // none means one without days
  std::string reference = {};                 // number of the entry, programme, decision
  std::string products = {};
  std::vector<std::string> owned = {};  // firms that the entry names as its subsidiaries
};

// "Korea, North", "The Gambia", "Burma": the state as Countries knows it, or the text as it is.
std::string state_named(const Countries& countries, std::string_view written);

// A registration number as an identifier that joins: "LV-RE:4000…", "REG-RU:1027…"; nothing without a state.
std::string registered_as(const Countries& countries, std::string_view country, std::string_view number);

class ListWriter {
 public:
  ListWriter(FileImport& file, const Fields& fields) : file_(file), fields_(fields) {}

  // KD1570: an entry without a name is rejected.
  void write(const ListName& list, ListedEntity entity, const std::string& place, std::uint32_t line, const std::string& excerpt);
  // Adds to an entry that another file or row began.
  void add_details(const ListName& list, const ListedEntity& entity, const std::string& place);
  // An entry about something that is neither an organisation nor a person.
  void pass_over();
  // Tells how many were passed over.
  void finish();

 private:
  std::string key(const ListName& list, std::string_view id) const;
  void write_organisation(const std::string& key, const ListedEntity& entity, const std::string& place);
  void write_listings(const std::string& key, const ListName& list, const ListedEntity& entity, const std::string& place);
  void write_owned(const std::string& key, const ListName& list, const ListedEntity& entity, const std::string& place);

  FileImport& file_;
  const Fields& fields_;
  std::size_t passed_over_ = 0;
};

}  // namespace kede::importers::lists
