// One release, compiled or merged, becomes records: process, organisations, lots, bids, awards, supplies, goods, owners, amendments.
// Called by the import for every process; split over process.cpp, bids.cpp, awards.cpp, supplies.cpp and goods.cpp.
// A ReleaseState lives for one call of read_release; belongs to one thread.
// Law: what a release does not say makes no fact; in particular no list is called complete because nothing more was published.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "importers/json.hpp"
#include "importers/ocds/organisations.hpp"
#include "importers/ocds/record_writer.hpp"

namespace kede::importers::ocds {

// A process that was run to pass on a part of this one.
struct SubcontractRun {
  std::string ocid;                  // of the other process
  std::vector<std::string> parents;  // organisations of this process that pass on
  std::string award;                 // key of the award here, if one is meant
  std::string pointer;               // of the related process in this release
};

// What other processes may need to know of this one.
struct ReleaseOutcome {
  std::vector<SubcontractRun> runs;
  std::vector<std::string> suppliers;  // of awards that took effect
};

// `process_is_named` is false when the release has no ocid and ours was made up.
ReleaseOutcome read_release(Json release, const ReleaseScope& scope, bool process_is_named);

// ---- shared by the parts ----

struct BidSeen {
  std::string id;
  std::string key;
  std::vector<std::string> tenderers;
  std::vector<std::string> lots;
};

struct AwardSeen {
  std::string id;
  std::string key;
  std::string pointer;
  std::vector<std::string> suppliers;
  std::vector<std::string> lots;
  std::vector<std::string> contract_numbers;
  bool in_effect = true;
  Json value = nullptr;
};

struct ReleaseState {
  const ReleaseScope& scope;
  Json release;
  Organisations organisations;
  std::map<std::string, std::string> lots;  // id -> key
  std::vector<BidSeen> bids;                // in the order of the release
  std::vector<AwardSeen> awards;
  std::map<std::string, std::size_t> award_by_id;       // position in awards
  std::map<std::string, std::size_t> award_by_pointer;  // of an award, or of a contract without one
  std::string main_category;
  ReleaseOutcome outcome;
};

void read_process(ReleaseState& state, bool process_is_named);
void read_bids(ReleaseState& state);
void read_awards(ReleaseState& state);
void read_goods(ReleaseState& state);
void read_amendments(ReleaseState& state);

// Named subcontractors and the share passed on, under a bid or an award.
enum class Stage { offer, contract };
struct Holder {
  Item item;
  std::string key;
  Stage stage = Stage::offer;
  std::vector<std::string> parties;  // tenderers or suppliers
  std::vector<std::string> lots;
  std::vector<std::string> contract_numbers;
};
void read_subcontracting(ReleaseState& state, RecordWriter& writer, const Holder& holder);

// The award of a contract, or what stands for it; nullptr when there is none.
const AwardSeen* award_of_contract(const ReleaseState& state, const Item& contract);

// Ids at `relatedLots` (texts, or objects with lotId or id) or `relatedLot`.
std::vector<std::string> related_lots(Json object);
// The key of a lot; one that no lot of the tender has is made known from where it is named.
std::string lot_key(ReleaseState& state, const std::string& id, const std::string& pointer);
// Ids of things in a list: their own, else "at-<position>"; one that came before gets "#2".
std::string unique_id(Json object, std::size_t position, std::map<std::string, int>& seen);
// Items that are the same text as an earlier one are left out.
std::vector<Item> distinct_items(Json object, std::string_view path);
// Writes duration in months from a period that gives days or both dates.
void add_duration(RecordWriter& writer, model::FieldId field, Json object, std::string_view path);

}  // namespace kede::importers::ocds
