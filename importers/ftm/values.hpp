// How values of FollowTheMoney properties, each a list of texts, become facts.
// Used by the record maker for entities and by the reader of targets.simple.csv.
// Functions without state.
// Law: several values where there can be one are unknown (conflict), never the first of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "importers/ftm/entity.hpp"
#include "importers/party_fields.hpp"
#include "importers/record_maker.hpp"

namespace kede::importers::ftm {

// "lv" -> LV, "gb-sct" -> GB; nothing for codes of what is no state ("eu") or no longer one ("suhh").
std::optional<std::string> country_of(std::string_view code);
// A country from several codes.
void put_country(RecordMaker& maker, model::FieldId field, const std::vector<std::string_view>& codes, std::string_view inside);
// A day from several dates of any precision: the only full one; a year or a month alone cannot be read as a day.
void put_day(RecordMaker& maker, model::FieldId field, const std::vector<std::string_view>& dates, std::string_view inside);
inline void put_text(RecordMaker& maker, model::FieldId field, std::string_view text, std::string_view inside) {
  if (!text.empty()) maker.put_value(field, model::Scalar(std::string(text)), inside);
}
// Those that differ, in their order; at most two thousand.
std::vector<std::string_view> different(std::vector<std::string_view> texts);

// An identifier without a scheme of its own as "REG-EE:12345678", where the country is known ("LV-RE" for Latvia).
std::string scheme_of_country(std::string_view kind, std::string_view country);

}  // namespace kede::importers::ftm
