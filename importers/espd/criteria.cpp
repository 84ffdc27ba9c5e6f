#include "importers/espd/criteria.hpp"

namespace kede::importers::espd {
namespace {

struct Entry {
  std::string_view ending;  // of the type code of version 2
  std::string_view code;    // of version 3 and later
  std::string_view id;
  KnownCriterion known;
};

constexpr Entry kEntries[] = {
    {"CONVICTIONS.CHILD_LABOUR-HUMAN_TRAFFICKING",
     "human-traffic",
     "d789d01a-fe03-4ccd-9898-73f9cfa080d1",
     {Criterion::trafficking, "exg_crim_traffick"}},
    {"CONVICTIONS.PARTICIPATION_IN_CRIMINAL_ORGANISATION",
     "crime-org",
     "005eb9ed-1347-4ca3-bb29-9bc0db64e1ab",
     {Criterion::conviction, "exg_crim_partic"}},
    {"CONVICTIONS.CORRUPTION", "corruption", "c27b7c4e-c837-4529-b867-ed55ce639db5", {Criterion::conviction, "exg_crim_corrup"}},
    {"CONVICTIONS.FRAUD", "fraud", "297d2323-3ede-424e-94bc-a91561e6f320", {Criterion::conviction, "exg_crim_fraud"}},
    {"CONVICTIONS.TERRORIST_OFFENCES", "terr-offence", "d486fb70-86b3-4e75-97f2-0d71b5697c7d", {Criterion::conviction, "exg_crim_terror"}},
    {"CONVICTIONS.MONEY_LAUNDERING", "finan-laund", "47112079-6fec-47a3-988f-e561668c3aef", {Criterion::conviction, "exg_crim_launder"}},
    {"SOCIAL.LABOUR_LAW", "labour-law", "a34b70d6-c43d-4726-9a88-8e2b438424bf", {Criterion::labour_law, {}}},
    {"MANAGEMENT.AVERAGE_ANNUAL_MANPOWER", "year-manpower", "1f49b3f0-d50f-43f6-8b30-4bafab108b9b", {Criterion::manpower, {}}},
    {"MANAGEMENT.SUBCONTRACTING_PROPORTION", "suncont-port", "612a1625-118d-4ea4-a6db-413184e7c0a8", {Criterion::subcontracting_share, {}}},
    {"MANAGEMENT.SUBCONTRACTING_PROPORTION", "subcont-port", {}, {Criterion::subcontracting_share, {}}},
    {"EO_DATA.SUBCONTRACTS_WITH_THIRD_PARTIES", "subco-ent", "72c0c4b1-ca50-4667-9487-461f3eed4ed7", {Criterion::subcontractors, {}}},
    {"EO_DATA.RELIES_ON_OTHER_CAPACITIES", "relied", "0d62c6ed-f074-4fcf-8e9f-f691351d52ad", {Criterion::relied_on, {}}},
    {"EO_DATA.TOGETHER_WITH_OTHERS", "eo-group", "ee51100f-8e3e-40c9-8f8b-57d5a15be1f2", {Criterion::group, {}}},
};

}  // namespace

KnownCriterion criterion_of(std::string_view type_code, std::string_view id) {
  for (const Entry& entry : kEntries) {
    if (type_code == entry.code || (type_code.starts_with("CRITERION.") && type_code.ends_with(entry.ending))) return entry.known;
  }
  for (const Entry& entry : kEntries) {
    if (!id.empty() && id == entry.id) return entry.known;
  }
  return {};
}

}  // namespace kede::importers::espd
