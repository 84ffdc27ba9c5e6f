#include "importers/eforms/notice.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"

namespace kede::importers::eforms {
namespace {

using model::UnknownReason;

constexpr std::size_t kMostLinks = 500'000;
constexpr std::size_t kLongestIdentifier = 100;

constexpr std::string_view kExtensionPath = "UBLExtensions/UBLExtension/ExtensionContent/EformsExtension";

NoticeKind kind_of(pugi::xml_node root) {
  const std::string_view form = attribute_of(find(root, "NoticeTypeCode"), "listName");
  const std::string_view name = local_name(root);
  if (name == "BusinessRegistrationInformationNotice") return NoticeKind::registration;
  if (form == "cont-modif") return NoticeKind::modification;
  if (form == "dir-awa-pre") return NoticeKind::direct_award;
  if (form == "result" || name == "ContractAwardNotice") return NoticeKind::result;
  if (form == "planning") return NoticeKind::planning;
  if (form.empty() && name == "PriorInformationNotice") return NoticeKind::planning;
  return NoticeKind::competition;
}

bool says_withheld(pugi::xml_node element, std::string_view field_code) {
  for (pugi::xml_node child = element.first_child(); child; child = child.next_sibling()) {
    if (local_name(child) == "FieldsPrivacy" && text_at(child, "FieldIdentifierCode") == field_code) return true;
  }
  return false;
}

}  // namespace

Notice::Notice(FileImport& of_file, Run& of_run, pugi::xml_node document, const Plan& plan)
    : file(of_file),
      run(of_run),
      fields(of_run.fields),
      root(document),
      place('/' + std::string(local_name(document))),
      kind(kind_of(document)),
      id(plan.notice),
      process("eforms:" + (plan.process.empty() ? "notice/" + plan.notice : plan.process)),
      process_is_named(!plan.process.empty()),
      shares_process(plan.shares_process),
      language(text_at(document, "NoticeLanguageCode")) {
  Extension found = extension_of(document, place);
  extension = found.node;
  extension_place = std::move(found.place);
}

std::string Notice::key_for(std::string key, const std::string& party) const {
  if (!shares_process) return key;
  const auto [known, fresh] = run.parties.try_emplace(key, party);
  if (fresh || known->second == party) return key;
  return key + '@' + id;
}

std::string_view Notice::text_in_language(pugi::xml_node parent, std::string_view name) const {
  std::string_view first;
  for (pugi::xml_node child = parent.first_child(); child; child = child.next_sibling()) {
    if (local_name(child) != name) continue;
    const std::string_view text = text_of(child);
    if (text.empty()) continue;
    if (attribute_of(child, "languageID") == language) return text;
    if (first.empty()) first = text;
  }
  return first;
}

void Notice::put(RecordMaker& maker, model::FieldId field, std::string_view text, std::string_view inside) {
  if (is_stand_in(text)) return put_withheld(maker, field, inside);
  maker.put(field, text, inside);
}

void Notice::put_amount(RecordMaker& maker, model::FieldId field, pugi::xml_node amount, std::string_view inside, pugi::xml_node holder,
                        std::string_view field_code) {
  if (!field_code.empty() && is_withheld(holder, field_code)) return put_withheld(maker, field, inside);
  const std::string_view text = text_of(amount);
  if (text.empty()) return;
  if (is_stand_in(text)) return put_withheld(maker, field, inside);
  maker.put_money(field, text, attribute_of(amount, "currencyID"), inside);
}

void Notice::put_date(RecordMaker& maker, model::FieldId field, std::string_view text, std::string_view inside) {
  if (text.empty()) return;
  const auto date = date_of(text);
  if (!date) return maker.put_unknown(field, UnknownReason::unreadable, inside, shorten(text, 40));
  if (day_number(*date) == 0) return put_withheld(maker, field, inside);
  maker.put_value(field, model::Scalar(*date), inside, text.size() > 10 ? shorten(text, 40) : std::string());
}

void Notice::put_withheld(RecordMaker& maker, model::FieldId field, std::string_view inside) {
  ++withheld_;
  maker.put_unknown(field, UnknownReason::withheld, inside);
}

bool Notice::may_link(std::string_view at) {
  if (++links_ == kMostLinks) file.reject(error("KD1309").arg("limit", std::to_string(kMostLinks)), std::string(at), 0, {});
  return links_ < kMostLinks;
}

void Notice::finish() {
  if (withheld_ > 0) file.tell(note("KD1305").at({.file = file.path()}).arg("count", std::to_string(withheld_)));
}

std::string key_part(std::string_view identifier) {
  if (identifier.size() <= kLongestIdentifier) return replace_invalid_utf8(identifier);
  return replace_invalid_utf8(identifier.substr(0, kLongestIdentifier / 2)) + '#' + sha256(identifier).substr(0, 16);
}

bool is_withheld(pugi::xml_node holder, std::string_view field_code) {
  return says_withheld(holder, field_code) || says_withheld(find(holder, kExtensionPath), field_code);
}

bool is_stand_in(std::string_view text) {
  return text == "-1" || text == "-1.0" || text == "-1.00" || equals_ignoring_ascii_case(text, "unpublished");
}

bool says(std::string_view indicator, bool yes) {
  return yes ? indicator == "true" || indicator == "1" : indicator == "false" || indicator == "0";
}

std::optional<Date> date_of(std::string_view text) {
  const auto date = parse_iso_date(text.substr(0, 10));
  return date && plausible(*date) ? date : std::nullopt;
}

std::string numbered(std::string_view at, std::string_view name, std::size_t number) {
  std::string out;
  out.reserve(at.size() + name.size() + 8);
  out.append(at).append("/").append(name).append("[").append(std::to_string(number)).append("]");
  return out;
}

Extension extension_of(pugi::xml_node element, std::string_view at) {
  const pugi::xml_node extensions = find(element, "UBLExtensions");
  std::size_t number = 0;
  for (pugi::xml_node child = extensions.first_child(); child; child = child.next_sibling()) {
    if (local_name(child) != "UBLExtension") continue;
    ++number;
    const pugi::xml_node found = find(child, "ExtensionContent/EformsExtension");
    if (found) return {found, numbered(std::string(at) + "/UBLExtensions", "UBLExtension", number) + "/ExtensionContent/EformsExtension"};
  }
  return {};
}

}  // namespace kede::importers::eforms
