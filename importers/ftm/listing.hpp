// On what kinds of list an entity stands, from its topics, the data sets that name it and the programmes of its sanctions.
// Used for entities, for sanctions and for rows of targets.simple.csv.
// Pure functions.
// Law: the lists of the Uyghur Forced Labor Prevention Act and of the US Customs are forced-labour lists although their topic is only
// "sanction"; a topic that names no list (an office, a region, a form of business) makes no entry.
#pragma once

#include <span>
#include <string_view>

#include "importers/ftm/entity.hpp"

namespace kede::importers::ftm {

struct Listing {
  bool sanctions = false;
  bool forced_labour = false;
  bool debarment = false;
  bool other = false;  // export controls, regulatory warnings, crime and the like
  bool any() const { return sanctions || forced_labour || debarment || other; }
};

// By the identifier ("us_dhs_uflpa") or the title ("US UFLPA Entity List") of a data set, by the code or the title of a programme.
bool is_forced_labour_list(std::string_view name);
bool is_debarment_list(std::string_view name);
bool is_sanctions_list(std::string_view name);

Listing listing_of(const Entity& entity);
// Of a sanction: only what its own data sets and programmes say, or the topics of the entity in which it stands when they name one kind.
Listing listing_of_sanction(const Entity& sanction, const Entity* sanctioned);

}  // namespace kede::importers::ftm
