#include "importers/lists/csv_lists.hpp"

#include <algorithm>
#include <functional>

#include "engine/base/identifier_checks.hpp"
#include "engine/base/text.hpp"
#include "importers/csv_rows.hpp"
#include "importers/lists/listed_names.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::lists {
namespace {

using Column = std::optional<std::size_t>;

// The rows of a file, each handed on with its place; damaged ones are rejected.
void each_row(CsvRows& rows, FileImport& file, const std::function<void(const std::string& place)>& take) {
  while (rows.next()) {
    const std::string place = "row " + std::to_string(rows.row());
    if (const auto damage = rows.damage())
      file.reject(error(std::string(*damage)), place, rows.line(), rows.excerpt());
    else
      take(place);
  }
}

std::string joined(std::initializer_list<std::string_view> parts, std::string_view separator = " ") {
  std::string out;
  for (const std::string_view part : parts) {
    if (!trim(part).empty()) out += (out.empty() ? "" : std::string(separator)) + std::string(trim(part));
  }
  return out;
}

// "Gressvik, NO" -> NO
std::string_view state_of_address(std::string_view address) {
  const std::size_t comma = address.rfind(',');
  const std::string_view last = trim(comma == std::string_view::npos ? address : address.substr(comma + 1));
  return last.size() == 2 ? last : std::string_view();
}

void read_consolidated_screening(CsvRows& rows, FileImport& file, ListWriter& writer) {
  const Column source = rows.column({"source"}), number = rows.column({"entity_number"}), type = rows.column({"type"});
  const Column programs = rows.column({"programs"}), name = rows.column({"name"}), aliases = rows.column({"alt_names"});
  const Column addresses = rows.column({"addresses"}), start = rows.column({"start_date"}), end = rows.column({"end_date"});
  const Column notice = rows.column({"federal_register_notice"}), ids = rows.column({"ids"});
  each_row(rows, file, [&](const std::string& place) {
    const std::string kind = bare_word(rows.cell(type));
    if (kind == "vessel" || kind == "aircraft") return writer.pass_over();
    ListedEntity entity{.kind =
                            kind.empty() ? ListedKind::unstated : (kind == "individual" ? ListedKind::person : ListedKind::organisation)};
    entity.name = std::string(rows.cell(name));
    const ListName list = consolidated_screening_list(rows.cell(source));
    if (!rows.cell(number).empty()) entity.id = list.id.substr(list.id.find('/') + 1) + '/' + std::string(rows.cell(number));
    entity.other_names = pieces(rows.cell(aliases), "; ");
    const auto places = pieces(rows.cell(addresses), "; ");
    if (!places.empty()) entity.address = places[0], entity.country = std::string(state_of_address(places[0]));
    for (const std::string& id : pieces(rows.cell(ids), "; ")) {
      const auto parts = pieces(id, ", ");
      if (parts.size() == 3) add_stated_identifier(entity, file.scope().countries, parts[0], parts[1], parts[2]);
    }
    entity.listings.push_back({written_day(rows.cell(start), DateOrder::month_first), written_day(rows.cell(end), DateOrder::month_first)});
    entity.reference = joined({rows.cell(number), rows.cell(programs), rows.cell(notice)}, "; ");
    writer.write(list, std::move(entity), place, rows.line(), rows.excerpt());
  });
}

void read_denied_persons(CsvRows& rows, FileImport& file, ListWriter& writer) {
  const ListName list{"bis-dpl", "other", "US Denied Persons List"};
  const Column name = rows.column({"name"}), country = rows.column({"country"}), notice = rows.column({"fr_citation"});
  const Column start = rows.column({"effective_date"}), end = rows.column({"expiration_date"});
  each_row(rows, file, [&](const std::string& place) {
    ListedEntity entity{.kind = ListedKind::unstated};
    entity.name = std::string(rows.cell(name));
    entity.id = joined({rows.cell(start), entity.name});
    entity.country = std::string(rows.cell(country));
    entity.listings.push_back({written_day(rows.cell(start), DateOrder::month_first), written_day(rows.cell(end), DateOrder::month_first)});
    entity.reference = std::string(rows.cell(notice));
    writer.write(list, std::move(entity), place, rows.line(), rows.excerpt());
  });
}

void read_eu_journal(CsvRows& rows, FileImport& file, ListWriter& writer) {
  const ListName list{"eu", "sanctions", "European Union restrictive measures"};
  const Column celex = rows.column({"celex"}), record = rows.column({"recordId"}), programme = rows.column({"programKey"});
  const Column annex = rows.column({"annex"}), start = rows.column({"startDate"}), schema = rows.column({"schema"});
  const Column name = rows.column({"name"}), country = rows.column({"country"}), state = rows.column({"jurisdiction"});
  const Column number = rows.column({"registrationNumber"}), inn = rows.column({"innCode"}), ogrn = rows.column({"ogrnCode"});
  const Column lei = rows.column({"leiCode"}), address = rows.column({"address"}), website = rows.column({"website"});
  const Column names[] = {rows.column({"alias"}), rows.column({"weakAlias"}), rows.column({"previousName"})};
  each_row(rows, file, [&](const std::string& place) {
    const std::string kind = bare_word(rows.cell(schema));
    if (kind == "vessel" || kind == "airplane" || kind == "security") return writer.pass_over();
    ListedEntity entity{.kind = kind == "person" ? ListedKind::person : ListedKind::organisation};
    entity.name = std::string(rows.cell(name));
    entity.id = joined({rows.cell(celex), rows.cell(annex), rows.cell(record), entity.name}, "/");
    for (const Column& column : names) {
      for (std::string& alias : pieces(rows.cell(column), ";")) entity.other_names.push_back(std::move(alias));
    }
    entity.country = std::string(rows.cell(state).empty() ? rows.cell(country) : rows.cell(state));
    entity.address = std::string(rows.cell(address));
    entity.website = std::string(rows.cell(website));
    entity.lei = std::string(rows.cell(lei));
    for (const auto& [column, owner] : {std::pair(number, std::string_view(entity.country)), {inn, "RU"}, {ogrn, "RU"}}) {
      for (const std::string& id : pieces(rows.cell(column), ";")) {
        if (std::string known = registered_as(file.scope().countries, owner, id); !known.empty()) entity.identifiers.push_back(known);
      }
    }
    entity.listings.push_back({written_day(rows.cell(start), DateOrder::day_first), {}});
    entity.reference = joined({rows.cell(celex), rows.cell(programme), rows.cell(annex), rows.cell(record)});
    writer.write(list, std::move(entity), place, rows.line(), rows.excerpt());
  });
}

// One entity fills several rows: each name, address, birth date and paper has its own.
class EuConsolidated {
 public:
  EuConsolidated(CsvRows& rows, FileImport& file, ListWriter& writer) : rows_(rows), file_(file), writer_(writer) {}

  void read() {
    each_row(rows_, file_, [&](const std::string& place) {
      const std::string id(rows_.cell(id_));
      if (id.empty()) return file_.reject(error("KD1572"), place, rows_.line(), rows_.excerpt());
      if (!file_.scope().date) file_.scope().date = written_day(rows_.cell(made_), DateOrder::day_first).day;
      if (id != entity_.id) {
        flush();
        begin(id, place);
      }
      add_row();
    });
    flush();
  }

 private:
  void begin(const std::string& id, const std::string& place) {
    const std::string type = bare_word(rows_.cell(type_));
    entity_ = {.id = id, .kind = type == "p" || type == "person" ? ListedKind::person : ListedKind::organisation};
    place_ = place;
    line_ = rows_.line();
    entity_.listings.push_back({written_day(rows_.cell(designated_), DateOrder::day_first), {}});
    entity_.reference = joined({rows_.cell(reference_), rows_.cell(programme_)});
  }

  void add_row() {
    const std::string name(rows_.cell(name_));
    if (entity_.name.empty())
      entity_.name = name;
    else if (!name.empty() && std::find(entity_.other_names.begin(), entity_.other_names.end(), name) == entity_.other_names.end())
      entity_.other_names.push_back(name);
    if (entity_.country.empty()) entity_.country = std::string(rows_.cell(country_));
    if (entity_.address.empty()) entity_.address = std::string(rows_.cell(street_));
    if (entity_.city.empty()) entity_.city = std::string(rows_.cell(city_));
    const std::string what = bare_word(rows_.cell(paper_));
    if (what.starts_with("reg") && entity_.kind == ListedKind::organisation) {
      const std::string_view state = rows_.cell(paper_state_).empty() ? rows_.cell(country_) : rows_.cell(paper_state_);
      std::string known = registered_as(file_.scope().countries, state, rows_.cell(number_));
      if (!known.empty()) entity_.identifiers.push_back(std::move(known));
    }
  }

  void flush() {
    if (entity_.id.empty()) return;
    writer_.write(list_, std::move(entity_), place_, line_, {});
    entity_ = {};
  }

  CsvRows& rows_;
  FileImport& file_;
  ListWriter& writer_;
  const ListName list_{"eu-fsf", "sanctions", "European Union consolidated list of financial sanctions"};
  const Column id_ = rows_.column({"Entity_LogicalId"}), name_ = rows_.column({"NameAlias_WholeName"});
  const Column type_ = rows_.column({"Entity_SubjectType", "Entity_SubjectType_ClassificationCode"});
  const Column made_ = rows_.column({"fileGenerationDate"}), programme_ = rows_.column({"Entity_Regulation_Programme"});
  const Column reference_ = rows_.column({"Entity_EU_ReferenceNumber", "Entity_EUReferenceNumber"});
  const Column designated_ = rows_.column({"Entity_DesignationDate", "Entity_Regulation_EntryIntoForceDate"});
  const Column country_ = rows_.column({"Address_CountryIso2Code", "Address_CountryDescription", "Address_Country"});
  const Column street_ = rows_.column({"Address_Street"}), city_ = rows_.column({"Address_City"});
  const Column number_ = rows_.column({"Identification_Number"}), paper_ = rows_.column({"Identification_TypeCode"});
  const Column paper_state_ = rows_.column({"Identification_CountryIso2Code"});
  ListedEntity entity_;
  std::string place_;
  std::uint32_t line_ = 0;
};

const ListName kCbp{"us-cbp", "forced_labour", "US CBP withhold-release orders and findings"};

// Whether a cell of the column "Entity" names a place, a vessel or goods rather than a firm.
bool is_no_entity(std::string_view cell, const Countries& countries) {
  const std::string lower = ascii_lower(cell);
  return countries.find(cell) || lower.starts_with("all ") || lower.starts_with("fishing vessel") ||
         lower.find("region") != std::string::npos || lower.starts_with("goods ") || lower.starts_with("products ") || lower == "n/a" ||
         lower == "various";
}

void read_cbp_orders(CsvRows& rows, FileImport& file, ListWriter& writer) {
  const Column entity_name = rows.column({"Entity", "Entities"}), country = rows.column({"Country Code", "Country"});
  const Column goods = rows.column({"Merchandise"}), status = rows.column({"Status"}),
               kind = rows.column({"WRO/Finding", "WRO or Finding"});
  const Column start = rows.column({"Effective Date"});
  each_row(rows, file, [&](const std::string& place) {
    std::string_view cell = rows.cell(entity_name);
    constexpr std::string_view fleet = "Fishing Vessels owned by ";
    if (cell.starts_with(fleet)) cell.remove_prefix(fleet.size());
    if (cell.empty() || is_no_entity(cell, file.scope().countries)) return writer.pass_over();
    for (ListedNames& names : firms_in_cell(cell)) {
      ListedEntity entity{.name = std::move(names.name), .other_names = std::move(names.aliases)};
      entity.country = std::string(rows.cell(country));
      entity.owned = std::move(names.owned);
      entity.products = std::string(rows.cell(goods));
      entity.listings.push_back({written_day(rows.cell(start), DateOrder::month_first), {}, bare_word(rows.cell(status)) == "inactive"});
      entity.reference = joined({rows.cell(kind), rows.cell(status), names.covers_subsidiaries ? "includes its subsidiaries" : ""}, "; ");
      writer.write(kCbp, std::move(entity), place, rows.line(), rows.excerpt());
    }
  });
}

// The same list with its cells taken apart by hand.
void read_cbp_names(CsvRows& rows, FileImport& file, ListWriter& writer) {
  const Column cell = rows.column({"list_text"}), name = rows.column({"name"}), aliases = rows.column({"aliases"});
  const Column country = rows.column({"country"}), notes = rows.column({"notes"});
  each_row(rows, file, [&](const std::string& place) {
    const std::string lower = ascii_lower(rows.cell(cell));
    const bool vessel = lower.starts_with("fishing vessel") && lower.find(" owned by ") == std::string::npos;
    if (vessel || is_no_entity(rows.cell(name), file.scope().countries)) return writer.pass_over();
    std::string_view firm = rows.cell(name);
    if (firm.starts_with("['") && firm.ends_with("']")) firm = firm.substr(2, firm.size() - 4);
    ListedEntity entity{.name = std::string(firm), .other_names = pieces(rows.cell(aliases), ";")};
    entity.country = std::string(rows.cell(country));
    if (!rows.cell(notes).empty()) entity.reference = std::string(rows.cell(notes));
    writer.write(kCbp, std::move(entity), place, rows.line(), rows.excerpt());
  });
}

void read_uflpa(CsvRows& rows, FileImport& file, ListWriter& writer) {
  const Column name = rows.column({"name of entity", "entity name", "entity"}), start = rows.column({"effective date"});
  each_row(rows, file, [&](const std::string& place) {
    ListedNames names = names_in_cell(rows.cell(name));
    ListedEntity entity{.name = std::move(names.name), .other_names = std::move(names.aliases), .owned = std::move(names.owned)};
    entity.listings.push_back({written_day(rows.cell(start), DateOrder::month_first), {}});
    if (names.covers_subsidiaries) entity.reference = "includes its subsidiaries";
    writer.write({"uflpa", "forced_labour", "UFLPA Entity List"}, std::move(entity), place, rows.line(), rows.excerpt());
  });
}

void read_world_bank(CsvRows& rows, FileImport& file, ListWriter& writer) {
  const Column id = rows.column({"SUPP_ID"}), name = rows.column({"SUPP_NAME", "Firm Name"}), type = rows.column({"SUPP_TYPE_CODE"});
  const Column country = rows.column({"COUNTRY_NAME", "Country"}), reason = rows.column({"DEBAR_REASON", "Grounds"});
  const Column start = rows.column({"DEBAR_FROM_DATE", "From Date"}), end = rows.column({"DEBAR_TO_DATE", "To Date"});
  each_row(rows, file, [&](const std::string& place) {
    ListedNames names = names_with_aliases(rows.cell(name));
    const std::string kind = bare_word(rows.cell(type));
    ListedEntity entity{.id = std::string(rows.cell(id)),
                        .kind = kind.empty() ? ListedKind::unstated : (kind == "i" ? ListedKind::person : ListedKind::organisation),
                        .name = std::move(names.name),
                        .other_names = std::move(names.aliases)};
    entity.country = std::string(rows.cell(country));
    entity.listings.push_back({written_day(rows.cell(start), DateOrder::month_first), written_day(rows.cell(end), DateOrder::month_first)});
    entity.reference = joined({rows.cell(id), rows.cell(reason)}, "; ");
    writer.write({"world-bank", "debarment", "World Bank debarred firms"}, std::move(entity), place, rows.line(), rows.excerpt());
  });
}

// "(also A ,  B )"
std::vector<std::string> also_named(std::string_view reference) {
  const std::string lower = ascii_lower(reference);
  const std::size_t also = lower.find("(also ");
  if (also == std::string::npos) return {};
  return names_in_list(reference.substr(also + 6, reference.rfind(')') - also - 6), And::parts);
}

void read_sam(CsvRows& rows, FileImport& file, ListWriter& writer) {
  const ListName list{"us-sam", "debarment", "US SAM exclusions"};
  const Column kind = rows.column({"Classification"}), name = rows.column({"Name"}), country = rows.column({"Country"});
  const Column first = rows.column({"First"}), middle = rows.column({"Middle"}), last = rows.column({"Last"});
  const Column street = rows.column({"Address 1"}), city = rows.column({"City"}), zip = rows.column({"Zip Code"});
  const Column uei = rows.column({"Unique Entity ID", "UEI"}), cage = rows.column({"CAGE"}), number = rows.column({"SAM Number"});
  const Column programme = rows.column({"Exclusion Program"}), agency = rows.column({"Excluding Agency"});
  const Column type = rows.column({"Exclusion Type"}), start = rows.column({"Active Date"}), end = rows.column({"Termination Date"});
  const Column status = rows.column({"Record Status"}), also = rows.column({"Cross-Reference"});
  each_row(rows, file, [&](const std::string& place) {
    const std::string what = bare_word(rows.cell(kind));
    if (what == "vessel") return writer.pass_over();
    ListedEntity entity{
        .id = std::string(rows.cell(number)),
        .kind = what == "individual" ? ListedKind::person : (what == "firm" ? ListedKind::organisation : ListedKind::unstated)};
    entity.name = rows.cell(name).empty() ? joined({rows.cell(first), rows.cell(middle), rows.cell(last)}) : std::string(rows.cell(name));
    entity.other_names = also_named(rows.cell(also));
    entity.country = std::string(rows.cell(country));
    entity.address = std::string(rows.cell(street));
    entity.city = std::string(rows.cell(city));
    entity.postal_code = std::string(rows.cell(zip));
    if (!is_empty_id(rows.cell(uei))) entity.identifiers.push_back("US-UEI:" + std::string(rows.cell(uei)));
    if (!is_empty_id(rows.cell(cage))) entity.identifiers.push_back("US-CAGE:" + std::string(rows.cell(cage)));
    const bool ended = bare_word(rows.cell(status)) == "inactive";
    entity.listings.push_back(
        {written_day(rows.cell(start), DateOrder::month_first), written_day(rows.cell(end), DateOrder::month_first), ended});
    entity.reference = joined({rows.cell(number), rows.cell(programme), rows.cell(type), rows.cell(agency)}, "; ");
    writer.write(list, std::move(entity), place, rows.line(), rows.excerpt());
  });
}

}  // namespace

ListName consolidated_screening_list(std::string_view source) {
  const std::size_t open = source.find('(');
  const std::size_t close = source.find(')');
  std::string code =
      open == std::string_view::npos || close < open ? bare_word(source) : std::string(source.substr(open + 1, close - open - 1));
  constexpr std::string_view controls[] = {"DPL", "EL", "UVL", "MEU"};  // controls of exports, no sanctions
  const char* kind = "sanctions";
  if (code == "DTC") kind = "debarment";
  if (std::find(std::begin(controls), std::end(controls), code) != std::end(controls)) kind = "other";
  return {"us-csl/" + code, kind, std::string(source)};
}

void add_stated_identifier(ListedEntity& entity, const Countries& countries, std::string_view country, std::string_view number,
                           std::string_view type) {
  const std::string word = bare_word(type);
  if (entity.kind != ListedKind::organisation) return;
  if (word == "legalentitynumber" || word == "lei") {
    entity.lei = std::string(number);
    return;
  }
  constexpr std::string_view kRegisters[] = {"registrationid",
                                             "registrationnumber",
                                             "companynumber",
                                             "commercialregistrynumber",
                                             "businessregistrationnumber",
                                             "businessregistrationdocument",
                                             "enterprisenumber",
                                             "cr"};
  const bool known =
      std::any_of(std::begin(kRegisters), std::end(kRegisters), [&](std::string_view each) { return word.starts_with(each); });
  if (!known) return;
  if (std::string id = registered_as(countries, country, number); !id.empty()) entity.identifiers.push_back(std::move(id));
}

std::optional<CsvList> csv_list_of(const std::vector<std::string>& columns) {
  const auto has = [&](std::string_view name) { return std::find(columns.begin(), columns.end(), column_name(name)) != columns.end(); };
  if (has("source_list_url") && has("alt_names") && has("federal_register_notice")) return CsvList::consolidated_screening;
  if (has("FR_Citation") && has("Standard_Order") && has("Name")) return CsvList::denied_persons;
  if (has("celex") && has("recordId") && has("programKey")) return CsvList::eu_journal;
  if (has("Entity_LogicalId") && has("NameAlias_WholeName")) return CsvList::eu_consolidated;
  if (has("Merchandise") && (has("WRO/Finding") || has("WRO or Finding"))) return CsvList::cbp_orders;
  if (has("list_text") && has("aliases") && has("name")) return CsvList::cbp_names;
  if ((has("name of entity") || has("entity name")) && has("effective date")) return CsvList::uflpa;
  if ((has("SUPP_NAME") && has("DEBAR_FROM_DATE")) || (has("Firm Name") && has("Grounds") && has("To Date"))) return CsvList::world_bank;
  if (has("Classification") && has("Exclusion Program") && has("Excluding Agency")) return CsvList::sam_exclusions;
  return std::nullopt;
}

void read_csv_list(CsvList list, FileImport& file, ListWriter& writer) {
  CsvRows rows(file.text());
  switch (list) {
    case CsvList::consolidated_screening: return read_consolidated_screening(rows, file, writer);
    case CsvList::denied_persons: return read_denied_persons(rows, file, writer);
    case CsvList::eu_journal: return read_eu_journal(rows, file, writer);
    case CsvList::eu_consolidated: return EuConsolidated(rows, file, writer).read();
    case CsvList::cbp_orders: return read_cbp_orders(rows, file, writer);
    case CsvList::cbp_names: return read_cbp_names(rows, file, writer);
    case CsvList::uflpa: return read_uflpa(rows, file, writer);
    case CsvList::world_bank: return read_world_bank(rows, file, writer);
    case CsvList::sam_exclusions: return read_sam(rows, file, writer);
  }
}

}  // namespace kede::importers::lists
