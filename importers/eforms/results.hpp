// The result of a notice as its parts refer to each other: results of lots, tenders, who tendered, contracts.
// Made for each notice that has a result; the parts that write bids, awards and supplies read it.
// Points into the document; belongs to one thread.
// Law: identifiers that lead nowhere are told and lead nowhere; one part that is named by several is written once.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "importers/eforms/notice.hpp"
#include "importers/eforms/organisations.hpp"
#include "importers/eforms/procedure.hpp"

namespace kede::importers::eforms {

struct Subcontractor {
  std::string_view id;                  // of the organisation
  std::vector<std::string_view> mains;  // by whom it was engaged, if that is said
  std::size_t number = 0;               // among its siblings
};

struct TenderingParty {
  std::vector<std::string_view> tenderers;
  std::size_t leader = static_cast<std::size_t>(-1);  // among the tenderers
  std::vector<Subcontractor> subcontractors;
  std::string place;
  std::string label;  // what tells it from others in other notices too
  bool named_by_tender = false;

  // The leader, or the only tenderer; empty when neither is known.
  std::string_view head() const {
    if (leader < tenderers.size()) return tenderers[leader];
    return tenderers.size() == 1 ? tenderers[0] : std::string_view();
  }
};

struct Contract {
  pugi::xml_node node;
  std::string place;
  std::vector<std::size_t> tenders;
};

struct Tender {
  pugi::xml_node node;
  std::string place;
  std::string id;
  std::string key;
  const TenderingParty* party = nullptr;
  std::string_view lot;     // empty when it is for no single lot
  std::size_t results = 0;  // how many results of lots name it
  bool has_contract = false;
  bool won = false;
  std::vector<std::size_t> contracts;
  std::string award;  // key of the award it received, when that is one
};

struct LotResult {
  pugi::xml_node node;
  std::string place;
  std::string id;
  std::string_view lot;
  std::vector<std::size_t> tenders;
  std::vector<std::size_t> contracts;
  std::vector<std::size_t> winners;  // tenders
};

struct Results {
  pugi::xml_node node;  // NoticeResult
  std::string place;
  std::vector<TenderingParty> parties;
  std::vector<Contract> contracts;
  std::vector<Tender> tenders;
  std::vector<LotResult> results;
};

// Also finds out who won.
Results gather_results(Notice& notice, Organisations& organisations, const Procedure& procedure);

struct ResultScope {
  Notice& notice;
  Organisations& organisations;
  const Procedure& procedure;
  Results& results;
};

// Awards first: they name the bids they went to, and bids and supplies name them.
void write_awards(const ResultScope& scope);
void write_bids(const ResultScope& scope);
void write_supplies(const ResultScope& scope);

// What a tender says of subcontracting, as facts of the bid or of the award.
void put_subcontract_value(Notice& notice, RecordMaker& maker, const Tender& tender, model::FieldId value);
void put_subcontract_share(Notice& notice, RecordMaker& maker, const Tender& tender, model::FieldId share);
// Withheld, or the answer to whether something is subcontracted (BT-773).
struct SubcontractingAnswer {
  bool withheld = false;
  std::string_view code;
};
SubcontractingAnswer subcontracting_answer(const Tender& tender);

// The key of a lot, for references; empty when the lot is not known.
std::string lot_key(const ResultScope& scope, std::string_view lot);

}  // namespace kede::importers::eforms
