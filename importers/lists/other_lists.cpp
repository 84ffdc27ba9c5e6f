#include "importers/lists/other_lists.hpp"

#include <algorithm>

#include "engine/base/csv.hpp"
#include "engine/base/text.hpp"
#include "importers/csv_rows.hpp"
#include "importers/lists/listed_names.hpp"
#include "importers/lists/readers.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::lists {
namespace {

bool holds(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

// Where the first element begins with this name, whatever stands in front of it.
bool has_root(std::string_view text, std::string_view name) {
  const std::size_t at = text.substr(0, 4096).find('<' + std::string(name));
  if (at == std::string_view::npos) return false;
  const std::size_t end = at + 1 + name.size();
  return end < text.size() && std::string_view(" >\r\n\t").find(text[end]) != std::string_view::npos;
}

// The files of OFAC have no header; what stands in for nothing, "-0- ", is found in no other list.
std::optional<OtherList> ofac_list_of(std::string_view head) {
  CsvReader reader(head, ',', 100'000);
  CsvRecord row;
  if (!reader.next(row) || row.fields.size() < 2 || !is_entry_number(row.fields[0])) return std::nullopt;
  const bool sentinel = holds(head.substr(0, 4096), "-0- ");
  if (row.fields.size() == 12 && sentinel) return OtherList::ofac_entries;
  if (!sentinel && row.fields.size() != 2) return std::nullopt;
  if (row.fields.size() == 5 && is_entry_number(row.fields[1]) && row.fields[2].size() == 3) return OtherList::ofac_names;
  if (row.fields.size() == 6 && is_entry_number(row.fields[1])) return OtherList::ofac_addresses;
  const bool remarks = holds(row.fields[1], "Linked To") || holds(row.fields[1], "a.k.a.") || holds(row.fields[1], "DOB ") ||
                       holds(row.fields[1], "Registration ID") || holds(row.fields[1], "Passport");
  if (row.fields.size() == 2 && remarks) return OtherList::ofac_remarks;
  return std::nullopt;
}

}  // namespace

std::optional<OtherList> other_list_of(std::string_view head) {
  const std::string_view text = trim(head);
  if (text.starts_with('<')) {
    if (has_root(text, "sdnList")) return OtherList::ofac_xml;
    if (has_root(text, "CONSOLIDATED_LIST")) return OtherList::un_xml;
    const std::string lower = ascii_lower(text.substr(0, 64U << 10U));
    const bool page = holds(lower, "<html") || lower.starts_with("<table") || lower.starts_with("<h");
    if (page && (holds(lower, "uflpa") || holds(lower, "uyghur forced labor prevention act"))) return OtherList::uflpa_html;
    return std::nullopt;
  }
  if (text.starts_with('{') || text.starts_with('[')) {
    if (holds(text, "\"ZPROCSUPP\"") || (holds(text, "\"SUPP_NAME\"") && holds(text, "\"DEBAR_FROM_DATE\"")))
      return OtherList::world_bank_json;
    const bool screening = holds(text, "\"alt_names\"") && holds(text, "\"source_list_url\"");
    if (screening && (holds(text, "\"federal_register_notice\"") || holds(text, "\"programs\""))) return OtherList::screening_json;
    return std::nullopt;
  }
  if (holds(text, "Empregador") && holds(text, "CNPJ") && holds(text, "Cadastro")) return OtherList::lista_suja;
  return ofac_list_of(text);
}

void read_other_list(OtherList list, FileImport& file, ListWriter& writer, OfacEntries& entries) {
  switch (list) {
    case OtherList::ofac_entries: return read_ofac_entries(file, writer, entries);
    case OtherList::ofac_names:
    case OtherList::ofac_addresses:
    case OtherList::ofac_remarks: return read_ofac_details(list, file, writer, entries);
    case OtherList::ofac_xml: return read_ofac_xml(file, writer);
    case OtherList::un_xml: return read_un_xml(file, writer);
    case OtherList::screening_json: return read_screening_json(file, writer);
    case OtherList::world_bank_json: return read_world_bank_json(file, writer);
    case OtherList::uflpa_html: return read_uflpa_html(file, writer);
    case OtherList::lista_suja: return read_lista_suja(file, writer);
  }
}

}  // namespace kede::importers::lists
