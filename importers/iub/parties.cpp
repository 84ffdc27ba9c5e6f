// Buyers and winners.
#include <rapidjson/document.h>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "importers/iub/notice.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::iub {
namespace {

std::optional<std::string> size_of(std::string_view written) {
  constexpr CodeWord table[] = {{"micro", "micro"}, {"small", "small"}, {"medium", "medium"}, {"sme", "sme"}, {"large", "large"}};
  return look_up(table, written);
}

std::string role_of(std::string_view written, bool joint) {
  if (written.starts_with("cpb")) return "procuring_entity";
  return joint ? "lead_buyer" : "buyer";
}

}  // namespace

Party write_party(const Notice& notice, const Item& item, std::string_view number_member, std::string_view role) {
  const OrganisationFields& fields = notice.fields.organisation;
  const rapidjson::Value* json = item.value;
  Party out;
  std::string number = id_at(json, number_member);
  const std::string_view name = text_at(json, "name");
  out.natural_person = as_bool(find(json, "isNaturalPerson")).value_or(false) || as_bool(find(json, "naturalPerson")).value_or(false) ||
                       is_latvian_personal_code(number);
  if (out.natural_person || is_empty_id(number)) number.clear();
  if (number.empty() && name.empty()) return out;
  const std::string_view written = text_at(json, "countryCode");
  const auto country = notice.file.scope().countries.find(written);
  out.key = number.empty() ? notice.procedure + "/org/" + sha256(name).substr(0, 16) : "iub:org/" + country.value_or("??") + '/' + number;
  RecordMaker organisation(notice.file.scope(), fields.kind, out.key, notice.place + item.pointer);
  organisation.as(model::EvidenceClass::declaration);
  organisation.put(fields.name, name, "/name");
  organisation.add(fields.roles, model::Scalar(std::string(role)), "");
  if (out.natural_person) {  // nothing more is read than the name and the part played
    organisation.put_text(fields.size, "self_employed", "/isNaturalPerson");
    organisation.finish();
    return out;
  }
  organisation.put(fields.reg_number, number, '/' + std::string(number_member));
  if (country == "LV" && !number.empty()) organisation.put_text(fields.reg_scheme, "LV-RE", "/countryCode");
  organisation.put(fields.country, written, "/countryCode");
  organisation.put(fields.address, text_at(json, "street"), "/street");
  organisation.put(fields.city, text_at(json, "city"), "/city");
  organisation.put(fields.postal_code, id_at(json, "postCode"), "/postCode");
  for (const std::string_view path : {"defaultContactPoint/electronicMail", "contactPoint/electronicMail", "electronicMail"}) {
    const std::string_view mailbox = text_at(json, path);
    if (!is_office_mailbox(mailbox)) continue;
    organisation.put(fields.email, mailbox, '/' + std::string(path));
    break;
  }
  const std::string_view page = text_at(json, "internetAddress").empty() ? text_at(json, "websiteURI") : text_at(json, "internetAddress");
  organisation.put(fields.website, page, "/internetAddress");
  organisation.put_code(fields.size, size_of(text_at(json, "winnerSize")), text_at(json, "winnerSize"), "/winnerSize");
  organisation.finish();
  return out;
}

std::string write_buyers(const Notice& notice) {
  const std::vector<Item> joint = items(notice.root, "buyerData", "");
  std::string buyer;
  for (const Item& item : items(notice.root, "organizationData", "")) {
    if (!is_object(item.value)) continue;
    const Party party = write_party(notice, item, "identifier", role_of(text_at(item.value, "role"), joint.size() > 1));
    if (buyer.empty()) buyer = party.key;
  }
  for (const Item& item : joint) {
    if (!is_object(item.value)) continue;
    const Party party = write_party(notice, item, "identifier", "buyer");
    if (buyer.empty()) buyer = party.key;
  }
  return buyer;
}

}  // namespace kede::importers::iub
