#include "importers/workbook/records.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "engine/base/hash.hpp"
#include "importers/workbook/names.hpp"

namespace kede::importers::workbook {
namespace {

using model::EvidenceClass;
using model::Fact;
using model::Record;
using model::Ref;
using model::Scalar;
using model::Value;

// What an officer copies from a register or a decision weighs more than what a bidder declares.
EvidenceClass evidence_of(const RowAt& row) {
  const std::string& sheet = row.sheet->sheet->name;
  const auto code = [&](std::string_view column) {
    const auto* value = row.sheet->known<std::string>(*row.row, column);
    return value == nullptr ? std::string() : *value;
  };
  if (sheet == "register_facts" || sheet == "checks") return EvidenceClass::register_or_decision;
  if (sheet == "events") {
    const std::string type = code("type");
    if (type == "conviction" || type == "labour_penalty" || type == "undeclared_work" || type == "termination")
      return EvidenceClass::register_or_decision;
    return type == "allegation" ? EvidenceClass::open_source : EvidenceClass::declaration;
  }
  if (sheet == "subcontracts") {
    const std::string by = code("declared_by");
    if (by == "inspection" || by == "register") return EvidenceClass::register_or_decision;
  }
  return EvidenceClass::declaration;
}

class RecordWriter {
 public:
  RecordWriter(const Book& book, const Chains& chains, const std::string& scope, DiagnosticSink& diagnostics, model::RecordSink& sink)
      : book_(book), vocabulary_(book.vocabulary()), chains_(chains), scope_(scope), diagnostics_(diagnostics), sink_(sink) {}

  void write() {
    group("bids", bids_);
    group("awards", awards_);
    for (const BookSheet& sheet : book_.sheets()) {
      for (const BookRow& row : sheet.rows) write_row({&sheet, &row});
    }
    for (auto& [key, record] : missing_) sink_.add(std::move(record));
  }

 private:
  using Groups = std::map<std::string, std::vector<RowAt>, std::less<>>;

  void group(std::string_view sheet, Groups& groups) const {
    for (const RowAt& row : book_.rows(sheet)) groups[row.row->key].push_back(row);
  }

  static std::string place_of(const RowAt& row) { return row.sheet->name + '!' + std::to_string(row.row->number); }

  void write_row(const RowAt& row) {
    const model::Sheet& sheet = *row.sheet->sheet;
    Record record{.kind = sheet.kind, .key = scope_ + record_key(row), .source = row.sheet->source, .place = place_of(row), .facts = {}};
    const EvidenceClass evidence = evidence_of(row);
    const std::optional<Date> date = date_of(row);
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      const auto& value = row.row->values[i];
      if (!value || !sheet.columns[i].field || belongs_to_group(row, i)) continue;
      Fact fact{.field = *sheet.columns[i].field,
                .value = resolved(*value, row),
                .place = row.sheet->headers[i],
                .date = date,
                .evidence = evidence,
                .raw = {}};
      if (model::to_text(*value) != row.row->texts[i]) fact.raw = row.row->texts[i];
      record.facts.push_back(std::move(fact));
    }
    add_group_facts(row, record);
    if (sheet.name == "subcontracts") add_chain_facts(row, record);
    if (sheet.name == "owners") add_owner(row, record);
    add_notes(row, date, record);
    sink_.add(std::move(record));
  }

  void add_notes(const RowAt& row, std::optional<Date> date, Record& record) const {
    const model::Field* field = vocabulary_.find_field(record.kind, "notes");
    if (field == nullptr) return;
    for (const Note& one : row.row->notes) {
      record.facts.push_back({.field = field->id,
                              .value = model::List{.items = {Scalar(one.header + ": " + one.text)}, .complete = false},
                              .place = one.header,
                              .date = date,
                              .evidence = evidence_of(row),
                              .raw = {}});
    }
  }

  // Two links under one id are two links: neither may hide the other.
  std::string record_key(const RowAt& row) const {
    if (row.sheet->sheet->name != "subcontracts") return row.row->key;
    const RowAt first = book_.find(row.sheet->sheet->kind, row.row->key);
    const bool same = first.text("parent_org_id") == row.text("parent_org_id") && first.text("child_org_id") == row.text("child_org_id");
    return same ? row.row->key : row.row->key + '#' + std::to_string(row.row->number);
  }

  static std::optional<Date> date_of(const RowAt& row) {
    for (const model::SheetColumn& column : row.sheet->sheet->columns) {
      if (!column.dates_facts) continue;
      if (const Date* date = row.sheet->known<Date>(*row.row, column.name)) return *date;
    }
    return std::nullopt;
  }

  Value resolved(const Value& value, const RowAt& row) {
    if (const auto* list = std::get_if<model::List>(&value)) {
      model::List out = *list;
      for (Scalar& item : out.items) item = resolved(item, row);
      return out;
    }
    if (const auto* scalar = std::get_if<Scalar>(&value)) return resolved(*scalar, row);
    return value;
  }

  Scalar resolved(const Scalar& scalar, const RowAt& row) {
    const Ref* ref = std::get_if<Ref>(&scalar);
    if (ref == nullptr) return scalar;
    const std::string key = book_.key_of_reference(row, ref->kind, ref->key);
    if (!book_.find(ref->kind, key)) add_missing(row, *ref, key);
    return Ref{ref->kind, scope_ + key};
  }

  // A record that holds only its id, so that a link to something without a row of its own is not lost.
  void add_missing(const RowAt& row, const Ref& ref, const std::string& key) {
    const auto [at, added] = missing_.try_emplace({ref.kind, key});
    if (!added) return;
    Record& record = at->second;
    record = {.kind = ref.kind, .key = scope_ + key, .source = row.sheet->source, .place = place_of(row), .facts = {}};
    if (const model::Field* id = vocabulary_.find_field(ref.kind, "id"))
      record.facts.push_back({.field = id->id, .value = Scalar(ref.key), .place = {}, .date = {}, .raw = {}});
    const model::Field* contract = vocabulary_.find_field(ref.kind, "contract");
    if (vocabulary_.kind(ref.kind).name != "lot" || contract == nullptr) return;
    if (const std::string tender = book_.tender_of(row); !tender.empty()) {
      record.facts.push_back(
          {.field = contract->id, .value = Scalar(Ref{contract->type.kind, scope_ + tender}), .place = {}, .date = {}, .raw = {}});
    }
  }

  // The organisation of a bid or award row is one member of a group; the group's facts are written once.
  bool belongs_to_group(const RowAt& row, std::size_t column) const {
    const std::string& sheet = row.sheet->sheet->name;
    if (row.sheet->sheet->columns[column].name != "org_id") return false;
    return sheet == "awards" || (sheet == "bids" && lead_of(row).row != row.row);
  }

  RowAt lead_of(const RowAt& row) const {
    const std::vector<RowAt>& group = bids_.find(row.row->key)->second;
    for (const RowAt& member : group) {
      const bool* lead = member.sheet->known<bool>(*member.row, "is_lead");
      if (lead != nullptr && *lead) return member;
    }
    return group.front();
  }

  void add_group_facts(const RowAt& row, Record& record) {
    const std::string& sheet = row.sheet->sheet->name;
    const bool bids = sheet == "bids";
    if (!bids && sheet != "awards") return;
    const std::vector<RowAt>& group = (bids ? bids_ : awards_).find(row.row->key)->second;
    if (bids ? lead_of(row).row != row.row : group.front().row != row.row) return;
    const model::Field* field = vocabulary_.find_field(row.sheet->sheet->kind, bids ? "members" : "suppliers");
    if (field == nullptr) return;
    // One row per member is the rule of the sheet, so the rows are all of them, unless one is not known.
    model::List members{.items = {}, .complete = true};
    for (const RowAt& member : group) collect(member, members);
    const std::size_t column = row.sheet->column("org_id");
    record.facts.push_back({.field = field->id,
                            .value = std::move(members),
                            .place = row.sheet->headers[column],
                            .date = {},
                            .evidence = evidence_of(row),
                            .raw = {}});
  }

  void collect(const RowAt& member, model::List& members) {
    const Value* value = member.sheet->value(*member.row, "org_id");
    std::vector<Scalar> items;
    if (const auto* list = value == nullptr ? nullptr : std::get_if<model::List>(value)) {
      items = list->items;
    } else if (const auto* scalar = value == nullptr ? nullptr : std::get_if<Scalar>(value)) {
      items = {*scalar};
    } else {
      members.complete = false;
    }
    for (const Scalar& item : items) {
      const Scalar ref = resolved(item, member);
      if (std::find(members.items.begin(), members.items.end(), ref) == members.items.end()) members.items.push_back(ref);
    }
  }

  void add_computed(Record& record, std::string_view field_name, Value value) const {
    const model::Field* field = vocabulary_.find_field(record.kind, field_name);
    if (field == nullptr) return;
    const bool stated = std::any_of(record.facts.begin(), record.facts.end(), [&](const Fact& fact) { return fact.field == field->id; });
    if (!stated)
      record.facts.push_back(
          {.field = field->id, .value = std::move(value), .place = {}, .date = {}, .evidence = EvidenceClass::computed, .raw = {}});
  }

  // What the sheet says through other rows: the tier, and the procurement and lot of the bid or award.
  void add_chain_facts(const RowAt& row, Record& record) {
    if (const auto tier = chains_.tier_of(*row.row)) add_computed(record, "tier", Scalar(std::int64_t{*tier}));
    const model::Kind* contract = vocabulary_.find_kind("contract");
    const model::Kind* lot = vocabulary_.find_kind("lot");
    const std::string tender = book_.tender_of(row);
    if (contract != nullptr && !tender.empty()) add_computed(record, "contract", resolved(Scalar(Ref{contract->id, tender}), row));
    const std::string lot_id = book_.lot_of(row);
    if (lot != nullptr && !lot_id.empty()) add_computed(record, "lot", resolved(Scalar(Ref{lot->id, lot_id}), row));
  }

  enum class OwnerKind : std::uint8_t { person, organisation, nobody };

  OwnerKind owner_kind(const RowAt& row) {
    const auto* type = row.sheet->known<std::string>(*row.row, "owner_type");
    if (!row.text("owner_org_id").empty()) return OwnerKind::nobody;  // the organisation has its own row
    const auto* name = row.sheet->known<std::string>(*row.row, "owner_name");
    if (name == nullptr || (type != nullptr && *type == "unknown")) return OwnerKind::nobody;
    if (type != nullptr) return *type == "person" ? OwnerKind::person : OwnerKind::organisation;
    // Without a stated type the name may be a person's, and then it must not be shown.
    diagnostics_.add(warning("KD1242").at(row.sheet->place(*row.row, "owner_type")));
    return OwnerKind::person;
  }

  void add_owner(const RowAt& row, Record& record) {
    const OwnerKind kind = owner_kind(row);
    if (kind == OwnerKind::organisation) return add_owning_organisation(row, record);
    if (kind != OwnerKind::person) return;
    const model::Kind* person = vocabulary_.find_kind("person");
    const model::Field* to_person = vocabulary_.find_field(record.kind, "person");
    if (person == nullptr || to_person == nullptr) return;
    const model::Field* country = vocabulary_.find_field(record.kind, "country");
    const auto is_country = [&](const Fact& fact) { return country != nullptr && fact.field == country->id; };
    if (std::erase_if(record.facts, is_country) > 0) diagnostics_.add(warning("KD1243").at(row.sheet->place(*row.row, "country")));
    Record who{.kind = person->id, .key = scope_ + person_key(row), .source = row.sheet->source, .place = place_of(row), .facts = {}};
    for (const auto& [column, field_name] :
         {std::pair("owner_name", "name"), std::pair("owner_register_id", "register_id"), std::pair("birth_date", "birth_date")}) {
      const Value* value = row.sheet->value(*row.row, column);
      const model::Field* field = vocabulary_.find_field(person->id, field_name);
      if (value != nullptr && field != nullptr)
        who.facts.push_back({.field = field->id,
                             .value = *value,
                             .place = row.sheet->headers[row.sheet->column(column)],
                             .date = {},
                             .evidence = evidence_of(row),
                             .raw = {}});
    }
    record.facts.push_back({.field = to_person->id,
                            .value = Scalar(Ref{person->id, who.key}),
                            .place = row.sheet->headers[row.sheet->column("owner_name")],
                            .date = {},
                            .evidence = evidence_of(row),
                            .raw = {}});
    if (persons_.insert(who.key).second) sink_.add(std::move(who));
  }

  // The same register id, or the same name and birth date, is the same person. Keys may be shown, so they are digests.
  static std::string person_key(const RowAt& row) {
    const auto* register_id = row.sheet->known<std::string>(*row.row, "owner_register_id");
    const auto* birth_date = row.sheet->known<Date>(*row.row, "birth_date");
    constexpr std::size_t length = 20;
    if (register_id != nullptr) return "person:" + sha256("register id\n" + *register_id).substr(0, length);
    if (birth_date != nullptr)
      return "person:" + sha256("name and birth date\n" + fold(row.text("owner_name")) + '\n' + to_iso(*birth_date)).substr(0, length);
    return "person:" + row.row->key;
  }

  void add_owning_organisation(const RowAt& row, Record& record) {
    const model::Kind* organisation = vocabulary_.find_kind("organisation");
    const model::Field* owner = vocabulary_.find_field(record.kind, "owner");
    if (organisation == nullptr || owner == nullptr) return;
    Record who{.kind = organisation->id,
               .key = scope_ + "owner:" + row.row->key,
               .source = row.sheet->source,
               .place = place_of(row),
               .facts = {}};
    for (const auto& [column, field_name] : {std::pair("owner_name", "name"), std::pair("country", "country")}) {
      const Value* value = row.sheet->value(*row.row, column);
      const model::Field* field = vocabulary_.find_field(organisation->id, field_name);
      if (value != nullptr && field != nullptr)
        who.facts.push_back({.field = field->id,
                             .value = *value,
                             .place = row.sheet->headers[row.sheet->column(column)],
                             .date = {},
                             .evidence = evidence_of(row),
                             .raw = {}});
    }
    record.facts.push_back({.field = owner->id,
                            .value = Scalar(Ref{organisation->id, who.key}),
                            .place = row.sheet->headers[row.sheet->column("owner_name")],
                            .date = {},
                            .evidence = evidence_of(row),
                            .raw = {}});
    sink_.add(std::move(who));
  }

  const Book& book_;
  const model::Vocabulary& vocabulary_;
  const Chains& chains_;
  const std::string& scope_;
  DiagnosticSink& diagnostics_;
  model::RecordSink& sink_;
  Groups bids_;
  Groups awards_;
  std::map<std::pair<model::KindId, std::string>, Record> missing_;
  std::set<std::string> persons_;
};

}  // namespace

void write_records(const Book& book, const Chains& chains, const std::string& scope, DiagnosticSink& diagnostics, model::RecordSink& sink) {
  RecordWriter(book, chains, scope, diagnostics, sink).write();
}

}  // namespace kede::importers::workbook
