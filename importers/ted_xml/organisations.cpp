// Buyers and contractors: the address blocks of all forms.
#include <algorithm>
#include <array>

#include "engine/base/identifier_checks.hpp"
#include "engine/base/text.hpp"
#include "importers/ted_xml/writing.hpp"
#include "importers/written_values.hpp"
#include "importers/xml.hpp"

namespace kede::importers::ted_xml {
namespace {

using model::EvidenceClass;
using model::Scalar;
using model::UnknownReason;

Part name_of(pugi::xml_node block) {
  Part name = first_of(block, {"OFFICIALNAME", "ORGANISATION/OFFICIALNAME", "ORGANISATION"});
  if (name && all_text_of(name.node).empty()) return {};
  return name;
}

// A number that begins with the code of the state and has the form of its VAT numbers is one; any other is taken for that of a register.
void put_number(RecordMaker& maker, const ted::Fields& fields, const Part& number) {
  if (!number) return;
  std::string_view written = text_of(number.node);
  while (!written.empty() && (written[0] == ':' || written[0] == ' ')) written.remove_prefix(1);
  if (written.empty()) return;
  if (is_identity_paper(written)) return;
  if (is_empty_id(written))
    return maker.put_unknown(fields.organisation.reg_number, UnknownReason::declared_unknown, number.path, std::string(written));
  const bool prefixed = written.size() > 4 && written[0] >= 'A' && written[0] <= 'Z' && written[1] >= 'A' && written[1] <= 'Z';
  maker.put(prefixed && valid_vat(written) ? fields.organisation.vat_number : fields.organisation.reg_number, written, number.path);
}

// Only what belongs to the organisation: a mailbox of an office, and a telephone that is not given for a person.
void put_contact(RecordMaker& maker, const ted::Fields& fields, pugi::xml_node block) {
  const Part mail = first_of(block, {"E_MAIL", "E_MAILS/E_MAIL"});
  const bool office = mail && is_office_mailbox(text_of(mail.node));
  if (office) put_text(maker, fields.organisation.email, mail);
  const bool person = !text_at(block, "CONTACT_POINT").empty() || !text_at(block, "ATTENTION").empty() || (mail && !office);
  if (!person) put_text(maker, fields.organisation.phone, first_of(block, {"PHONE"}));
  put_text(maker, fields.organisation.website, first_of(block, {"URL_GENERAL", "URL"}));
}

void put_buyer_type(RecordMaker& maker, const Writing& writing) {
  constexpr std::array<std::string_view, 6> public_types = {"MINISTRY",        "NATIONAL_AGENCY", "REGIONAL_AUTHORITY",
                                                            "REGIONAL_AGENCY", "BODY_PUBLIC",     "EU_INSTITUTION"};
  const std::string_view type = attribute_of(writing.notice.buyer_type.node, "VALUE");
  if (std::find(public_types.begin(), public_types.end(), type) == public_types.end()) return;
  maker.put_computed(writing.fields.organisation.is_public_body, Scalar(true), "", std::string(type));
}

void describe(RecordMaker& maker, const Writing& writing, pugi::xml_node block, const Part& name) {
  const auto& fields = writing.fields.organisation;
  put_text(maker, fields.name, name);
  put_number(maker, writing.fields, first_of(block, {"NATIONALID", "ORGANISATION/NATIONALID"}));
  maker.put(fields.country, attribute_of(find(block, "COUNTRY"), "VALUE"), "/COUNTRY/@VALUE");
  put_text(maker, fields.address, first_of(block, {"ADDRESS"}));
  put_text(maker, fields.city, first_of(block, {"TOWN"}));
  put_text(maker, fields.postal_code, first_of(block, {"POSTAL_CODE"}));
  const std::string_view region = attribute_of(find(block, "NUTS"), "CODE");
  if (region.size() > 2) maker.put(fields.region, region, "/NUTS/@CODE");
  put_contact(maker, writing.fields, block);
}

}  // namespace

std::string process_key(std::string_view number) { return "ted:" + std::string(number); }

std::string write_organisation(Writing& writing, const Part& address, Party party, const Part& size) {
  const auto& fields = writing.fields.organisation;
  const Part name = name_of(address.node);
  if (!name) return {};
  const Part number = first_of(address.node, {"NATIONALID", "ORGANISATION/NATIONALID"});
  const std::string identity = all_text_of(name.node) + '\n' + std::string(text_of(number.node)) + '\n' +
                               std::string(attribute_of(find(address.node, "COUNTRY"), "VALUE"));
  const auto [entry, fresh] = writing.organisations.try_emplace(identity);
  Known& known = entry->second;
  if (fresh) known.key = process_key(writing.notice.number) + "/org/" + std::to_string(writing.organisations.size());
  RecordMaker maker(writing.scope, fields.kind, known.key, writing.place_of(address));
  maker.as(EvidenceClass::declaration);
  if (fresh) describe(maker, writing, address.node, name);
  bool& has_role = party == Party::buyer ? known.is_buyer : known.is_supplier;
  if (!has_role) {
    if (party == Party::buyer) put_buyer_type(maker, writing);
    if (size) maker.put_code(fields.size, local_name(size.node) == "SME" ? "sme" : "large", local_name(size.node), "");
    maker.add(fields.roles, Scalar(std::string(party == Party::buyer ? "buyer" : "supplier")), "");
    has_role = true;
  }
  maker.finish();
  return known.key;
}

}  // namespace kede::importers::ted_xml
