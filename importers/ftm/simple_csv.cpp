#include "importers/ftm/simple_csv.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/base/identifier_checks.hpp"
#include "engine/base/text.hpp"
#include "importers/csv_rows.hpp"
#include "importers/ftm/entity.hpp"
#include "importers/ftm/entity_records.hpp"
#include "importers/ftm/listing.hpp"
#include "importers/ftm/values.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::ftm {
namespace {

using model::EvidenceClass;
using model::List;
using model::Scalar;

using Column = std::optional<std::size_t>;

struct Columns {
  explicit Columns(const CsvRows& rows)
      : id(rows.column({"id"})),
        schema(rows.column({"schema"})),
        name(rows.column({"name"})),
        aliases(rows.column({"aliases"})),
        birth_date(rows.column({"birth_date"})),
        countries(rows.column({"countries"})),
        addresses(rows.column({"addresses"})),
        identifiers(rows.column({"identifiers"})),
        sanctions(rows.column({"sanctions"})),
        phones(rows.column({"phones"})),
        emails(rows.column({"emails"})),
        programs(rows.column({"program_ids"})),
        dataset(rows.column({"dataset"})),
        last_seen(rows.column({"last_seen"})) {}
  Column id, schema, name, aliases, birth_date, countries, addresses, identifiers, sanctions, phones, emails, programs, dataset, last_seen;
};

// The values of a cell, which stand between semicolons and in quotation marks where they have one themselves.
std::vector<std::string> values_of(std::string_view cell) {
  std::vector<std::string> out;
  std::string value;
  bool quoted = false;
  const auto end_value = [&] {
    if (const std::string_view kept = trim(value); !kept.empty() && out.size() < 2000) out.emplace_back(kept);
    value.clear();
  };
  for (const char c : cell) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ';' && !quoted) {
      end_value();
    } else {
      value.push_back(c);
    }
  }
  end_value();
  return out;
}

std::vector<std::string_view> views(const std::vector<std::string>& texts) { return {texts.begin(), texts.end()}; }

std::string_view list_of(std::string_view sanctions, std::string_view programs, std::string_view dataset) {
  for (const std::string_view text : {programs, dataset, sanctions}) {
    if (is_forced_labour_list(text)) return "forced_labour";
  }
  if (is_debarment_list(dataset)) return "debarment";
  return !sanctions.empty() || !programs.empty() || is_sanctions_list(dataset) ? "sanctions" : "other";
}

class Rows {
 public:
  Rows(FileImport& file, const PartyFields& fields) : file_(file), fields_(fields), rows_(file.text()), columns_(rows_) {}

  void read() {
    while (rows_.next()) {
      if (const auto damage = rows_.damage()) {
        file_.reject(error(*damage), place(), rows_.line(), rows_.excerpt());
      } else if (cell(columns_.id).empty() || cell(columns_.schema).empty()) {
        file_.reject(error("KD1501"), place(), rows_.line(), rows_.excerpt());
      } else {
        add_row();
        file_.count();
      }
    }
  }

 private:
  std::string_view cell(Column column) const { return rows_.cell(column); }
  std::string place() const { return "row " + std::to_string(rows_.row()); }
  std::string_view list() const { return list_of(cell(columns_.sanctions), cell(columns_.programs), cell(columns_.dataset)); }
  std::string key() const { return key_of(cell(columns_.id)); }

  void add_row() {
    date_ = parse_iso_date(cell(columns_.last_seen));
    const Schema schema = schema_of(cell(columns_.schema));
    if (schema == Schema::person) {
      add_person();
    } else if (schema == Schema::organisation || schema == Schema::public_body) {
      add_organisation(schema);
    }
  }

  // A row has no ties, so a person on no list that owners are checked against leads nowhere.
  void add_person() {
    if (list() == "other") return;
    RecordMaker maker(file_.scope(), fields_.person.kind, key(), place());
    maker.as(EvidenceClass::open_source).of(date_);
    put_text(maker, fields_.person.id, cell(columns_.id), "id");
    put_text(maker, fields_.person.register_id, cell(columns_.id), "id");
    put_text(maker, fields_.person.name, cell(columns_.name), "name");
    const auto births = values_of(cell(columns_.birth_date));
    put_day(maker, fields_.person.birth_date, views(births), "birth_date");
    maker.finish();
    add_entry(true);
  }

  void add_organisation(Schema schema) {
    const auto& fields = fields_.organisation;
    RecordMaker maker(file_.scope(), fields.kind, key(), place());
    maker.as(EvidenceClass::open_source).of(date_);
    put_text(maker, fields.id, cell(columns_.id), "id");
    put_text(maker, fields.name, cell(columns_.name), "name");
    for (const std::string& alias : values_of(cell(columns_.aliases))) {
      if (alias != cell(columns_.name)) maker.add(fields.other_names, Scalar(alias), "aliases");
    }
    const auto countries = values_of(cell(columns_.countries));
    put_country(maker, fields.country, views(countries), "countries");
    add_identifiers(maker, countries);
    const auto addresses = values_of(cell(columns_.addresses));
    if (!addresses.empty()) put_text(maker, fields.address, addresses.front(), "addresses");
    const auto phones = values_of(cell(columns_.phones));
    if (!phones.empty()) put_text(maker, fields.phone, phones.front(), "phones");
    for (const std::string& email : values_of(cell(columns_.emails))) {
      if (!is_office_mailbox(email)) continue;
      put_text(maker, fields.email, email, "emails");
      break;
    }
    if (schema == Schema::public_body) maker.put_value(fields.is_public_body, Scalar(true), "schema");
    maker.finish();
    add_entry(false);
  }

  // The column does not say what register a number is of; a LEI and a Latvian number tell by their check digits.
  void add_identifiers(RecordMaker& maker, const std::vector<std::string>& countries) {
    const auto& fields = fields_.organisation;
    const auto country = countries.size() == 1 ? country_of(countries.front()) : std::nullopt;
    bool numbered = false;
    bool has_lei = false;
    List others;
    for (const std::string& number : values_of(cell(columns_.identifiers))) {
      if (valid_lei(number) && !has_lei) {
        put_text(maker, fields.lei, number, "identifiers");
        has_lei = true;
      } else if (country == "LV" && valid_lv_registration_number(number) && !numbered) {
        put_text(maker, fields.reg_number, number, "identifiers");
        put_text(maker, fields.reg_scheme, "LV-RE", "identifiers");
        numbered = true;
      } else if (country) {
        others.items.emplace_back("ID-" + *country + ':' + number);
      }
    }
    others.items.emplace_back("FTM:" + std::string(cell(columns_.id)));
    maker.put_value(fields.other_identifiers, std::move(others), "identifiers");
  }

  void add_entry(bool person) {
    const auto& fields = fields_.list_entry;
    const std::string_view list = this->list();
    RecordMaker maker(file_.scope(), fields.kind, key() + "/list/" + std::string(list), place());
    maker.as(list == "other" ? EvidenceClass::open_source : EvidenceClass::register_or_decision).of(date_);
    put_text(maker, fields.id, cell(columns_.id), "id");
    maker.put_ref(person ? fields.person : fields.organisation, person ? fields_.person.kind : fields_.organisation.kind, key(), "id");
    maker.put_value(fields.list, Scalar(std::string(list)), "dataset", shorten(cell(columns_.programs), 120));
    maker.put_value(fields.result, Scalar("match"), "id");
    put_text(maker, fields.list_name, shorten(cell(columns_.dataset), 200), "dataset");
    put_text(maker, fields.reference, shorten(cell(columns_.sanctions), 200), "sanctions");
    if (!person) put_text(maker, fields.matched_name, cell(columns_.name), "name");
    if (date_) maker.put_value(fields.list_date, Scalar(*date_), "last_seen");
    maker.finish();
  }

  FileImport& file_;
  const PartyFields& fields_;
  CsvRows rows_;
  Columns columns_;
  std::optional<Date> date_;
};

}  // namespace

bool is_simple_csv(std::span<const std::string> columns) {
  constexpr std::array<std::string_view, 7> needed = {"id", "schema", "name", "aliases", "countries", "identifiers", "sanctions"};
  return std::all_of(needed.begin(), needed.end(),
                     [&](std::string_view name) { return std::find(columns.begin(), columns.end(), name) != columns.end(); });
}

void read_simple_csv(FileImport& file, const PartyFields& fields) { Rows(file, fields).read(); }

}  // namespace kede::importers::ftm
