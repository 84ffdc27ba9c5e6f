#include "importers/ur/owners.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "engine/base/text.hpp"
#include "importers/csv_tables.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::ur {
namespace {

constexpr std::size_t kDigits = 6;  // DDMMYY

// Small letters of Latin (with the marks of European languages) and Cyrillic; other letters stay.
void append_small(std::string_view text, std::string& out) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80) {
      out.push_back(first >= 'A' && first <= 'Z' ? static_cast<char>(first - 'A' + 'a') : static_cast<char>(first));
      continue;
    }
    if (first < 0xC3 || first > 0xD0 || at + 1 == text.size()) {
      out.push_back(text[at]);
      continue;
    }
    std::uint32_t letter = (first & 0x1FU) << 6U | (static_cast<unsigned char>(text[++at]) & 0x3FU);
    if ((letter >= 0xC0 && letter <= 0xDE && letter != 0xD7) || (letter >= 0x410 && letter <= 0x42F)) letter += 0x20;
    if (letter >= 0x400 && letter <= 0x40F) letter += 0x50;
    const bool odd_is_small = (letter >= 0x100 && letter <= 0x137) || (letter >= 0x14A && letter <= 0x177);
    const bool even_is_small = (letter >= 0x139 && letter <= 0x148) || (letter >= 0x179 && letter <= 0x17E);
    if ((odd_is_small && letter % 2 == 0) || (even_is_small && letter % 2 == 1)) ++letter;
    out.push_back(static_cast<char>(0xC0U | letter >> 6U));
    out.push_back(static_cast<char>(0x80U | (letter & 0x3FU)));
  }
}

// The day, month and year of birth as the masked code begins with them.
std::string known_digits(std::string_view masked_code, std::string_view birth_date) {
  std::string out;
  for (const char c : masked_code) {
    if (!is_digit(c)) break;
    out.push_back(c);
  }
  if (out.size() >= kDigits) return out.substr(0, kDigits);
  const auto date = written_day(birth_date);
  if (!date) return {};
  const std::string iso = to_iso(*date);
  return iso.substr(8, 2) + iso.substr(5, 2) + iso.substr(2, 2);
}

std::string name_in(const CsvRows& rows, const OwnerColumns& columns) {
  std::string name(rows.cell(columns.name));
  if (!name.empty()) return name;
  name = rows.cell(columns.forename);
  const std::string_view surname = rows.cell(columns.surname);
  if (!name.empty() && !surname.empty()) name += ' ';
  return name += surname;
}

Owner::Kind kind_of(std::string_view written, bool has_number, bool has_name) {
  constexpr std::array<CodeWord, 8> table = {{{"naturalperson", "p"},
                                              {"fiziskapersona", "p"},
                                              {"legalentity", "o"},
                                              {"juridiskapersona", "o"},
                                              {"foreignentity", "f"},
                                              {"jointowners", "j"},
                                              {"jointowner", "j"},
                                              {"kopīpašnieki", "j"}}};
  if (written == "NATURAL_PERSON" && has_name) return Owner::Kind::person;  // nearly all rows
  const auto code = look_up(table, written);
  if (!code) {
    if (!written.empty() || (!has_name && !has_number)) return Owner::Kind::nobody;
    return has_number ? Owner::Kind::organisation : Owner::Kind::person;  // tables of persons have no such column
  }
  if (*code == "j") return Owner::Kind::joint;
  if (!has_name && !has_number) return Owner::Kind::nobody;
  return *code == "p" ? Owner::Kind::person : *code == "o" && has_number ? Owner::Kind::organisation : Owner::Kind::foreign;
}

}  // namespace

std::uint64_t fingerprint(std::string_view text, std::uint64_t begin) {
  std::uint64_t hash = (begin ^ 0x9E3779B97F4A7C15U) + text.size() * 0xBF58476D1CE4E5B9U;
  for (std::size_t at = 0; at < text.size(); at += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + at, std::min<std::size_t>(8, text.size() - at));
    hash = (hash ^ eight) * 0x94D049BB133111EBU;
    hash ^= hash >> 29U;
  }
  hash = (hash ^ (hash >> 30U)) * 0xBF58476D1CE4E5B9U;
  return hash ^ (hash >> 31U);
}

std::string hexadecimal(std::uint64_t number) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out(16, '0');
  for (std::size_t i = 16; i > 0; --i, number >>= 4U) out[i - 1] = digits[number & 15U];
  return out;
}

std::string sorted_name(std::string_view name) {
  std::string small;
  small.reserve(name.size());
  append_small(name, small);
  std::array<std::string_view, 8> parts;
  std::size_t count = 0;
  for (std::size_t at = 0; at < small.size() && count < parts.size();) {
    const std::size_t end = count + 1 == parts.size() ? small.size() : std::min(small.find_first_of(" -,", at), small.size());
    if (end > at) parts[count++] = std::string_view(small).substr(at, end - at);
    at = end + 1;
  }
  std::sort(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(count));
  std::string out;
  out.reserve(small.size());
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out.push_back(' ');
    out += parts[i];
  }
  return out;
}

OwnerColumns::OwnerColumns(const CsvRows& rows)
    : entity_type(rows.column({"entity_type"})),
      name(rows.column({"name"})),
      forename(rows.column({"forename", "first_name"})),
      surname(rows.column({"surname", "last_name"})),
      masked_code(rows.column({"latvian_identity_number_masked", "identity_number_masked"})),
      birth_date(rows.column({"birth_date", "date_of_birth"})),
      number(rows.column({"legal_entity_registration_number"})) {}

std::string company_key(std::string_view number) { return "ur:" + std::string(number); }

std::uint64_t written_owner(const CsvRows& rows, const OwnerColumns& columns) {
  std::uint64_t out = 0;
  for (const auto& column : {columns.name, columns.forename, columns.surname, columns.masked_code, columns.birth_date, columns.number})
    out = fingerprint(rows.cell(column), out);
  return out;
}

Owner owner_of(const CsvRows& rows, const OwnerColumns& columns, std::string_view company) {
  Owner out;
  const std::string number = written_code(rows.cell(columns.number));
  const std::string name = name_in(rows, columns);
  out.kind = kind_of(rows.cell(columns.entity_type), !number.empty(), !name.empty());
  if (out.kind == Owner::Kind::organisation) {
    out.tag = fingerprint(number);
    out.key = company_key(number);
  } else if (out.kind == Owner::Kind::foreign) {
    out.tag = fingerprint(sorted_name(name) + '|' + number);
    out.key = "ur:foreign/" + hexadecimal(out.tag);
  } else if (out.kind == Owner::Kind::person) {
    const std::string digits = known_digits(rows.cell(columns.masked_code), rows.cell(columns.birth_date));
    out.known_everywhere = !digits.empty();
    out.tag = fingerprint(sorted_name(name) + '|' + (digits.empty() ? std::string(company) : digits));
    out.key = "ur:person/" + hexadecimal(out.tag);
  }
  return out;
}

void write_owner(const SourceScope& scope, const Fields& fields, const CsvRows& rows, const OwnerColumns& columns, const Owner& owner,
                 const std::string& place) {
  const std::string name = name_in(rows, columns);
  const std::string_view name_column = columns.name ? "name" : "forename";
  if (owner.kind == Owner::Kind::person) {
    RecordMaker person(scope, fields.person.kind, owner.key, place);
    person.put(fields.person.name, name, name_column);
    person.put(fields.person.birth_date, rows.cell(columns.birth_date), "birth_date");
    if (owner.known_everywhere)
      person.put_computed(fields.person.register_id, model::Scalar(owner.key.substr(3)), "latvian_identity_number_masked");
    person.finish();
    return;
  }
  RecordMaker organisation(scope, fields.organisation.kind, owner.key, place);
  organisation.put(fields.organisation.name, name, name_column);
  organisation.put(fields.organisation.reg_number, written_code(rows.cell(columns.number)), "legal_entity_registration_number");
  if (owner.kind == Owner::Kind::organisation) {
    organisation.put_text(fields.organisation.reg_scheme, "LV-RE", "entity_type");
    organisation.put_text(fields.organisation.country, "LV", "entity_type");
  }
  organisation.finish();
}

void refer_to_owner(RecordMaker& ownership, const Fields& fields, const Owner& owner, std::string_view written_type) {
  if (owner.kind == Owner::Kind::person) {
    ownership.put_ref(fields.ownership.person, fields.person.kind, owner.key, "name");
    ownership.put_text(fields.ownership.owner_type, "person", "entity_type");
  } else if (owner.kind == Owner::Kind::organisation || owner.kind == Owner::Kind::foreign) {
    ownership.put_ref(fields.ownership.owner, fields.organisation.kind, owner.key, "legal_entity_registration_number");
    ownership.put_text(fields.ownership.owner_type, "organisation", "entity_type");
    if (owner.kind == Owner::Kind::organisation) ownership.put_text(fields.ownership.country, "LV", "entity_type");
  } else {
    ownership.put_unknown(fields.ownership.owner_type, model::UnknownReason::unreadable, "entity_type", shorten(written_type, 60));
  }
}

}  // namespace kede::importers::ur
