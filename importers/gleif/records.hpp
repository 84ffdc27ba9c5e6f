// The three kinds of GLEIF records in one form, whether they came as XML, JSON or CSV.
// Filled by the readers of the three forms; read by the record maker.
// Views point into the element, object or row, and live as long as it does.
// Law: only what is used is taken: no validation details, no geocoding, and no address of a sole proprietor.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kede::importers::gleif {

struct Successor {
  std::string_view lei;
  std::string_view name;
};

struct LeiRecord {
  std::string_view lei, legal_name;
  std::vector<std::string_view> other_names;
  std::string_view first_line;
  std::vector<std::string_view> more_lines;
  std::string_view city, region, country, postal_code;
  std::string_view authority, number;  // of registration
  std::string_view jurisdiction, category, legal_form, other_legal_form;
  std::string_view status, created, expired, expiration_reason;
  std::vector<Successor> successors;
  std::string_view registration_status, last_update;
};

struct Period {
  std::string_view start, end, type;
};

struct RelationshipRecord {
  std::string_view child, child_type, parent, parent_type, type, status;
  std::vector<Period> periods;
  std::string_view method, amount, units;  // of the first quantifier
  std::string_view registration_status, last_update;
};

struct ExceptionRecord {
  std::string_view lei, category;
  std::vector<std::string_view> reasons;
  std::string_view reference, content_date;
};

}  // namespace kede::importers::gleif
