// Capitals, members, stockholders and joint owners.
#include <fmt/format.h>

#include <array>
#include <charconv>

#include "engine/base/text.hpp"
#include "importers/ur/tables.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::ur {
namespace {

using model::Percent;
using model::Scalar;

constexpr double kWhole = 100.5;  // per cent: more is not rounding

struct HoldingColumns {
  explicit HoldingColumns(const CsvRows& rows)
      : owner(rows),
        id(rows.column({"id"})),
        company(rows.column({"at_legal_entity_registration_number"})),
        count(rows.column({"number_of_shares", "number_of_stocks"})),
        nominal(rows.column({"share_nominal_value", "stock_nominal_value", "nominal_value"})),
        currency(rows.column({"share_currency", "stock_currency", "currency"})),
        from(rows.column({"date_from"})),
        registered(rows.column({"registered_on"})),
        modified(rows.column({"last_modified_at"})) {
    for (int cell = 0; cell < 6; ++cell) nobody = fingerprint({}, nobody);
  }
  OwnerColumns owner;
  std::optional<std::size_t> id, company, count, nominal, currency, from, registered, modified;
  std::uint64_t nobody = 0;  // written_owner() of a row that names none
};

std::optional<double> value_in(const CsvRows& rows, const HoldingColumns& columns) {
  const auto count = written_number(rows.cell(columns.count));
  const auto nominal = written_number(rows.cell(columns.nominal));
  return count && nominal ? std::optional(*count * *nominal) : std::nullopt;
}

// Rows of one owner have the same; shares that several persons own together are those of an owner of their own.
std::uint64_t tag_of(const CsvRows& rows, const HoldingColumns& columns) {
  const std::uint64_t written = written_owner(rows, columns.owner);
  return written == columns.nobody ? fingerprint(rows.cell(columns.id), rows.row()) : written;
}

std::string holding_key(std::string_view table, std::string_view company, std::uint64_t tag) {
  std::string out = "ur:";
  out.reserve(4 + table.size() + company.size() + 17);
  return out.append(table).append("/").append(company).append("/").append(hexadecimal(tag));
}

void append_amount(std::string& out, double amount) {
  std::array<char, 40> digits{};
  const auto [end, failure] = std::to_chars(digits.data(), digits.data() + digits.size(), amount, std::chars_format::fixed, 2);
  if (failure == std::errc{}) out.append(digits.data(), end);
}

std::optional<Date> date_of(const CsvRows& rows, const HoldingColumns& columns) {
  const auto modified = written_day(rows.cell(columns.modified));
  return modified ? modified : written_day(rows.cell(columns.registered));
}

struct Part {
  std::optional<double> percent;
  std::string raw;
  bool beyond = false;  // more than the whole
};

Part part_of(const Shares& shares, std::uint64_t company, double value, std::string_view currency, std::uint32_t rows) {
  Part out;
  const auto whole = shares.whole(company, currency_tag(currency));
  if (!whole) return out;
  append_amount(out.raw, value);
  out.raw += " / ";
  append_amount(out.raw, whole->amount);
  out.raw.append(" ").append(currency).append(whole->capital ? " (equity_capitals" : " (sum of shares");
  if (rows > 1) out.raw += ", " + std::to_string(rows) + " rows";
  out.raw += ')';
  const double percent = value / whole->amount * 100;
  out.beyond = percent > kWhole || percent < 0;
  if (!out.beyond) out.percent = std::min(percent, 100.0);
  return out;
}

void put_part(RecordMaker& ownership, const OwnershipFields& fields, const Part& part, std::string_view column) {
  if (part.beyond) {
    ownership.put_unknown(fields.share_min, model::UnknownReason::conflict, column, part.raw);
    ownership.put_unknown(fields.share_max, model::UnknownReason::conflict, column, part.raw);
  } else if (part.percent) {
    ownership.put_computed(fields.share_min, Scalar(Percent{*part.percent}), column, part.raw);
    ownership.put_computed(fields.share_max, Scalar(Percent{*part.percent}), column, part.raw);
  }
}

void tell_completeness(Run& run, FileImport& file, const CsvRows& rows, const std::string& company) {
  if (!run.has_beneficial_owners) return;
  const auto capital = run.shares.take_all_read(fingerprint(company));
  if (!capital) return;
  RecordMaker organisation(file.scope(), run.fields.organisation.kind, company_key(company), row_place(rows));
  organisation.put_computed(run.fields.organisation.owners_complete, Scalar(true), "number_of_shares",
                            fmt::format("{:.2f} of {:.2f}", *capital, *capital));
  organisation.finish();
}

}  // namespace

void read_capitals(Run& run, FileImport& file, CsvRows& rows) {
  const auto company_at = rows.column({"legal_entity_registration_number"});
  const auto type_at = rows.column({"equity_capital_type"});
  const auto amount_at = rows.column({"amount"});
  const auto currency_at = needed_column(file, rows, "equity_capitals", {"currency"});
  const auto from_at = rows.column({"date_from"});
  read_rows(file, rows, [&] {
    const std::string company = written_code(rows.cell(company_at));
    if (is_empty_id(company)) return reject_row(file, rows, "KD1401");
    const std::string_view type = rows.cell(type_at);
    const bool registered = equals_ignoring_ascii_case(type, "REGISTERED_EQUITY");
    const auto amount = written_number(rows.cell(amount_at));
    if (amount && (registered || equals_ignoring_ascii_case(type, "PAID_UP_EQUITY")))
      run.shares.add_capital(fingerprint(company), *amount, currency_tag(rows.cell(currency_at)), registered,
                             written_day(rows.cell(from_at)));
    file.count();
  });
}

void sum_holdings(Run& run, CsvRows& rows, std::string_view) {
  const HoldingColumns columns(rows);
  while (rows.next()) {
    const std::string company = written_code(rows.cell(columns.company));
    if (rows.damage() || is_empty_id(company)) continue;
    run.shares.add_holding(fingerprint(company), tag_of(rows, columns), value_in(rows, columns), currency_tag(rows.cell(columns.currency)));
  }
}

void read_holdings(Run& run, FileImport& file, CsvRows& rows, std::string_view prefix) {
  const HoldingColumns columns(rows);
  for (const char* name : {"number_of_shares", "share_nominal_value", "share_currency"}) {
    if (prefix == "member") needed_column(file, rows, "members", {name});
  }
  const OwnershipFields& fields = run.fields.ownership;
  read_rows(file, rows, [&] {
    const std::string company = written_code(rows.cell(columns.company));
    if (is_empty_id(company)) return reject_row(file, rows, "KD1401");
    const Owner owner = owner_of(rows, columns.owner, company);
    if (owner.kind == Owner::Kind::nobody) return reject_row(file, rows, "KD1403");
    file.count();
    const std::uint64_t tag = tag_of(rows, columns);
    const auto value = value_in(rows, columns);
    const Shares::Package package = run.shares.package(fingerprint(company), tag, value.value_or(0));
    if (!package.first) return;
    const Part part = value || package.rows > 1
                          ? part_of(run.shares, fingerprint(company), package.value, rows.cell(columns.currency), package.rows)
                          : Part{};
    const std::string place = row_place(rows);
    if (part.beyond)
      file.tell(warning("KD1404").at({.file = file.path(), .pointer = place}).arg("company", company).arg("shares", part.raw));
    tell_completeness(run, file, rows, company);
    if (owner.kind == Owner::Kind::joint) {
      run.joint[fmt::format("{}/{}", prefix, rows.cell(columns.id))] = {company, part.percent, part.raw,
                                                                        written_day(rows.cell(columns.from))};
      return;
    }
    write_owner(file.scope(), run.fields, rows, columns.owner, owner, place);
    RecordMaker ownership(file.scope(), fields.kind, holding_key(prefix, company, tag), place);
    ownership.expect(8).of(date_of(rows, columns));
    ownership.put_ref(fields.subject, run.fields.organisation.kind, company_key(company), "at_legal_entity_registration_number");
    refer_to_owner(ownership, run.fields, owner, rows.cell(columns.owner.entity_type));
    ownership.put_text(fields.role, "shareholder", "entity_type");
    put_part(ownership, fields, part, "number_of_shares");
    ownership.put(fields.start_date, rows.cell(columns.from), "date_from");
    ownership.finish();
  });
}

void read_joint_owners(Run& run, FileImport& file, CsvRows& rows) {
  const OwnerColumns columns(rows);
  const bool of_stocks = rows.column({"stockholder_id"}).has_value();
  const auto member_at = rows.column({"member_id", "stockholder_id"});
  const OwnershipFields& fields = run.fields.ownership;
  read_rows(file, rows, [&] {
    const std::string number = written_code(rows.cell(member_at));
    // Both tables of joint owners call the column member_id.
    auto joint = run.joint.find((of_stocks ? "stockholder/" : "member/") + number);
    if (joint == run.joint.end()) joint = run.joint.find("stockholder/" + number);
    if (joint == run.joint.end()) return reject_row(file, rows, "KD1405");
    const JointShare& share = joint->second;
    const Owner owner = owner_of(rows, columns, share.company);
    if (owner.kind == Owner::Kind::nobody || owner.kind == Owner::Kind::joint) return reject_row(file, rows, "KD1403");
    const std::string place = row_place(rows);
    write_owner(file.scope(), run.fields, rows, columns, owner, place);
    RecordMaker ownership(file.scope(), fields.kind, holding_key("joint", joint->first, owner.tag), place);
    ownership.put_ref(fields.subject, run.fields.organisation.kind, company_key(share.company), "member_id");
    refer_to_owner(ownership, run.fields, owner, rows.cell(columns.entity_type));
    ownership.put_text(fields.role, "shareholder", "member_id");
    // What one of several owns of a share that is theirs together is not told; it is not more than the whole share.
    if (share.percent) ownership.put_computed(fields.share_max, Scalar(Percent{*share.percent}), "member_id", share.raw);
    if (share.from) ownership.put_value(fields.start_date, Scalar(*share.from), "member_id");
    ownership.finish();
    file.count();
  });
}

}  // namespace kede::importers::ur
