// What the parts that write the records of one notice share, and how values of TED become facts.
// Made by the reader for each notice; handed to process.cpp, awards.cpp and changes.cpp.
// Lives while its notice is written; belongs to one thread.
// Law: one organisation of a notice is one record, however often it is named there; a value that is kept back is unknown (withheld).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "importers/record_maker.hpp"
#include "importers/ted_fields.hpp"
#include "importers/ted_xml/notice.hpp"

namespace kede::importers::ted_xml {

struct Known {
  std::string key;
  bool is_buyer = false;
  bool is_supplier = false;
};

struct Writing {
  const SourceScope& scope;
  const ted::Fields& fields;
  const Notice& notice;
  std::string process_key;                                      // "ted:67028-2021"
  std::unordered_set<std::string> lots = {};                    // numbers of those that are described; empty when it is not divided
  std::unordered_map<std::string, Known> organisations = {};    // by name, number and country
  std::unordered_map<std::string, std::size_t> award_ids = {};  // how often each was given

  std::string place_of(const Part& part) const { return "/TED_EXPORT" + part.path; }
  std::string lot_key(std::string_view number) const { return process_key + "/lot/" + std::string(number); }
};

// "ted:<number>"
std::string process_key(std::string_view number);

enum class Party : std::uint8_t { buyer, supplier };
// Writes the organisation of an address block and gives its key; empty when it has no name. `size`: what is said beside the block, SME or
// NO_SME.
std::string write_organisation(Writing& writing, const Part& address, Party party, const Part& size = {});

// The lots of the notice that an award names ("3", "Lot 3", "1, 2", "1.2.3"); when it names none of them, what is written. None when the
// notice is not divided.
std::vector<std::string> lots_of_award(const Writing& writing, std::string_view written);

// The first of these paths at which there is an element.
Part first_of(pugi::xml_node node, std::initializer_list<std::string_view> paths);
// Whether the notice says that this part is not for publication.
bool is_withheld(pugi::xml_node node);

// A list in one go, since it may be long.
void put_list(RecordMaker& maker, model::FieldId field, model::List list, std::string_view inside);
model::List organisations(const ted::Fields& fields, const std::vector<std::string>& keys);
void put_text(RecordMaker& maker, model::FieldId field, const Part& part);
void put_date(RecordMaker& maker, model::FieldId field, const Part& part);
// An amount without tax; that of a range whose ends differ is unknown.
void put_amount(RecordMaker& maker, model::FieldId field, const Part& part);
std::optional<std::string> currency_of(pugi::xml_node amount);
// Where the work is done, when all these elements name the same region, or the same state.
void put_place(RecordMaker& maker, const Countries& countries, model::FieldId country, model::FieldId nuts,
               const std::vector<Part>& places);

void write_process(Writing& writing);
void write_awards(Writing& writing);
// What a modification of a contract (F20) and a correction of a notice (F14) say.
void write_change(const Writing& writing);
void write_correction(const Writing& writing);

}  // namespace kede::importers::ted_xml
