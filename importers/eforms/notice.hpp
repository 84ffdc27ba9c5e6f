// One notice while it is read: its document, the names under which its things are kept, and how its values become facts.
// Made by the importer for each file; handed to every part that reads.
// Points into the document; belongs to one thread.
// Law: what the buyer keeps back is an unknown (withheld), whatever stands in its place.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "importers/eforms/fields.hpp"
#include "importers/eforms/versions.hpp"
#include "importers/file_import.hpp"
#include "importers/record_maker.hpp"
#include "importers/xml.hpp"

namespace kede::importers::eforms {

// BT-03
enum class NoticeKind { planning, competition, direct_award, result, modification, registration };

// The award that a bid received, by the key of the bid, and how many bids received it.
struct AwardOfBid {
  std::string key;
  std::size_t winners = 0;
};

// What is kept from one notice to the next of the same procedure.
struct Run {
  explicit Run(const model::Vocabulary& vocabulary) : fields(vocabulary) {}
  Fields fields;
  std::unordered_map<std::string, std::string> parties;  // key of a bid or award -> who stands behind it
  std::unordered_map<std::string, AwardOfBid> awards;
};

class Notice {
 public:
  Notice(FileImport& file, Run& run, pugi::xml_node root, const Plan& plan);

  FileImport& file;
  Run& run;
  const Fields& fields;
  pugi::xml_node root;
  std::string place;         // "/ContractAwardNotice"
  pugi::xml_node extension;  // EformsExtension
  std::string extension_place;
  NoticeKind kind = NoticeKind::competition;
  std::string id;       // for keys
  std::string process;  // key of the contract
  bool process_is_named = false;
  bool shares_process = false;  // with another notice of this run
  std::string_view language;    // "LAV"

  // Keys of things that are unique in the notice, and in the procedure.
  std::string own_key(std::string_view what) const { return "eforms:notice/" + id + '/' + std::string(what); }
  std::string process_key(std::string_view what) const { return process + '/' + std::string(what); }
  // `key`, unless another notice of the procedure uses it for somebody else: identifiers of tenders and results are given anew in each
  // notice.
  std::string key_for(std::string key, const std::string& party) const;

  RecordMaker maker(model::KindId of_kind, std::string key, std::string at) const {
    return RecordMaker(file.scope(), of_kind, std::move(key), std::move(at));
  }

  // Of the children called `name`, the text in the language of the notice, else the first one.
  std::string_view text_in_language(pugi::xml_node parent, std::string_view name) const;

  // These put nothing when the element is not there. `holder` is the element that may say that `field_code` is withheld.
  void put(RecordMaker& maker, model::FieldId field, std::string_view text, std::string_view inside);
  void put_amount(RecordMaker& maker, model::FieldId field, pugi::xml_node amount, std::string_view inside, pugi::xml_node holder = {},
                  std::string_view field_code = {});
  void put_date(RecordMaker& maker, model::FieldId field, std::string_view text, std::string_view inside);
  void put_withheld(RecordMaker& maker, model::FieldId field, std::string_view inside);
  // Whether one more reference of many to many may be written; beyond the limit, which no real notice comes near, the rest is rejected
  // once.
  bool may_link(std::string_view at);
  // Tells how many values were withheld.
  void finish();

 private:
  std::size_t withheld_ = 0;
  std::size_t links_ = 0;
};

// An identifier as part of a key: well-formed, and not longer than it needs to be.
std::string key_part(std::string_view identifier);

// Whether the element itself, or an extension inside it, says that the field with this code is not published.
bool is_withheld(pugi::xml_node holder, std::string_view field_code);
// “unpublished”, -1: what stands in published copies where a value is withheld.
bool is_stand_in(std::string_view text);
// Indicators are written "true" or "1", "false" or "0".
bool says(std::string_view indicator, bool yes);
// Without the zone: "2023-04-23+01:00".
std::optional<Date> date_of(std::string_view text);
// "/LotTender[2]" behind `at`
std::string numbered(std::string_view at, std::string_view name, std::size_t number);
// The EformsExtension among the extensions of an element, and where.
struct Extension {
  pugi::xml_node node;
  std::string place;
};
Extension extension_of(pugi::xml_node element, std::string_view at);

}  // namespace kede::importers::eforms
