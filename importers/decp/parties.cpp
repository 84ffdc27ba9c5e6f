#include "importers/decp/parties.hpp"

#include <algorithm>

#include "engine/base/identifier_checks.hpp"
#include "engine/base/text.hpp"

namespace kede::importers::decp {
namespace {

constexpr std::size_t kSiren = 9;

// How a type of number is called as the code of a register.
std::string_view scheme_of(std::string_view type) {
  if (type == "TAHITI") return "PF-TAHITI";
  if (type == "RIDET") return "NC-RIDET";
  if (type == "FRWF") return "WF-FRWF";
  if (type == "IREP") return "FR-IREP";
  return {};
}

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return out;
}

}  // namespace

std::string Parties::refer(const SourceScope& scope, const Element& party, const std::string& place, const std::string& contract_key,
                           std::string_view role) {
  const std::string written = party.text("id");
  if (written.empty()) return {};
  const std::string id = compact_identifier(written);
  const std::string stated = upper(party.text("typeIdentifiant"));
  const std::string type = stated.empty() ? std::string("SIRET") : stated;  // buyers are always named by SIRET
  const bool french = type == "SIRET" && id.size() == 14 && valid_siren(std::string_view(id).substr(0, kSiren));
  const bool vat = type == "TVA" && check_vat(id) == IdentifierCheck::passes;
  const std::string_view scheme = scheme_of(type);
  std::string key = "decp:";
  if (french)
    key += "siren/" + id.substr(0, kSiren);
  else if (vat || !scheme.empty())
    key += ascii_lower(type) + '/' + id;
  else
    key = contract_key + '/' + ascii_lower(type) + '/' + id;
  const std::string name = party.text("denominationSociale").empty() ? party.text("nom") : party.text("denominationSociale");
  if (!written_.insert(key + '\n' + name + '\n' + id + '\n' + std::string(role)).second) return key;
  const auto& fields = fields_.organisation;
  RecordMaker maker(scope, fields.kind, key, place);
  maker.put(fields.id, french ? std::string_view(id).substr(0, kSiren) : std::string_view(written), "/id");
  maker.put(fields.name, name, "/denominationSociale");
  if (french) {
    maker.put_value(fields.reg_number, model::Scalar(id.substr(0, kSiren)), "/id", written);
    // Other formats give either number with the state alone, and registers of firms give the SIREN as the number of the RCS.
    maker.add(fields.other_identifiers, model::Scalar("REG-FR:" + id), "/id");
    if (role != "buyer") maker.add(fields.other_identifiers, model::Scalar("FR-RCS:" + id.substr(0, kSiren)), "/id");
    maker.put_computed(fields.country, model::Scalar(std::string("FR")), "/id", written);
  } else if (vat) {
    maker.put(fields.vat_number, id, "/id");
  } else if (!scheme.empty()) {
    maker.put(fields.reg_number, id, "/id");
    maker.put(fields.reg_scheme, scheme, "/typeIdentifiant");
  } else if (type == "UE" || type == "HORS-UE") {
    maker.put(fields.reg_number, written, "/id");  // of a register that is not named
  } else {
    maker.put_unknown(fields.reg_number, model::UnknownReason::unreadable, "/id", shorten(written, 120));
  }
  maker.add(fields.roles, model::Scalar(std::string(role)), "");
  maker.finish();
  return key;
}

}  // namespace kede::importers::decp
