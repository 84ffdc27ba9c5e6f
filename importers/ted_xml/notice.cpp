#include "importers/ted_xml/notice.hpp"

#include <algorithm>
#include <unordered_map>

#include "engine/base/text.hpp"
#include "importers/ted_codes.hpp"
#include "importers/xml.hpp"

namespace kede::importers::ted_xml {
namespace {

enum class Role : std::uint8_t {
  apart,  // nothing in it is about the process
  buyer,
  buyer_type,
  lot,
  award,
  cpv_additional,
  nuts,
  title,
  description,
  cpv_main,
  contract_type,
  estimated_value,
  total_value,
  framework,
  deadline,
  no_lots,
  lowest_price,
  other_criteria,
  modification,
  reference,
};

const std::unordered_map<std::string_view, Role>& roles() {
  static const std::unordered_map<std::string_view, Role> table = {
      {"ADDRESS_CONTRACTING_BODY", Role::buyer},
      {"ADDRESS_CONTRACTING_BODY_ADDITIONAL", Role::buyer},
      {"CA_CE_CONCESSIONAIRE_PROFILE", Role::buyer},
      {"CONTACT_DATA_OTHER_BEHALF_CONTRACTING_AUTORITHY", Role::buyer},
      {"CA_TYPE", Role::buyer_type},
      {"TYPE_OF_CONTRACTING_AUTHORITY", Role::buyer_type},
      {"OBJECT_DESCR", Role::lot},
      {"F02_ANNEX_B", Role::lot},
      {"F05_ANNEX_B", Role::lot},
      {"ANNEX_B", Role::lot},
      {"LOT_PRIOR_INFORMATION", Role::lot},
      {"AWARD_CONTRACT", Role::award},
      {"AWARD_OF_CONTRACT", Role::award},
      {"AWARD_OF_CONTRACT_DEFENCE", Role::award},
      {"AWARD_AND_CONTRACT_VALUE", Role::award},
      {"AWARDED_PRIZE", Role::award},
      {"NO_AWARDED_PRIZE", Role::award},
      {"CPV_ADDITIONAL", Role::cpv_additional},
      {"NUTS", Role::nuts},
      {"TITLE", Role::title},
      {"TITLE_CONTRACT", Role::title},
      {"SHORT_DESCR", Role::description},
      {"SHORT_CONTRACT_DESCRIPTION", Role::description},
      {"SHORT_DESCRIPTION", Role::description},
      {"CPV_MAIN", Role::cpv_main},
      {"TYPE_CONTRACT", Role::contract_type},
      {"VAL_ESTIMATED_TOTAL", Role::estimated_value},
      {"COSTS_RANGE_AND_CURRENCY", Role::estimated_value},
      {"VAL_TOTAL", Role::total_value},
      {"VAL_RANGE_TOTAL", Role::total_value},
      {"COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE", Role::total_value},
      {"FRAMEWORK", Role::framework},
      {"CONCLUSION_FRAMEWORK_AGREEMENT", Role::framework},
      {"F02_FRAMEWORK", Role::framework},
      {"F05_FRAMEWORK", Role::framework},
      {"DATE_RECEIPT_TENDERS", Role::deadline},
      {"RECEIPT_LIMIT_DATE", Role::deadline},
      {"NO_LOT_DIVISION", Role::no_lots},
      {"LOWEST_PRICE", Role::lowest_price},
      {"MOST_ECONOMICALLY_ADVANTAGEOUS_TENDER", Role::other_criteria},
      {"MOST_ECONOMICALLY_ADVANTAGEOUS_TENDER_SHORT", Role::other_criteria},
      {"MODIFICATIONS_CONTRACT", Role::modification},
      {"NOTICE_NUMBER_OJ", Role::reference},
      {"COMPLEMENTARY_INFO", Role::apart},
      {"LEFTI", Role::apart},
      {"PROCEDURES_FOR_APPEAL", Role::apart},
      {"FURTHER_INFORMATION", Role::apart},
      {"SPECIFICATIONS_AND_ADDITIONAL_DOCUMENTS", Role::apart},
      {"TENDERS_REQUESTS_APPLICATIONS_MUST_BE_SENT_TO", Role::apart},
      {"CHANGES", Role::apart},
      // An earlier announcement may have been for several processes.
      {"PREVIOUS_PUBLICATION_NOTICE_F2", Role::apart},
      {"PREVIOUS_PUBLICATION_NOTICE_F3", Role::apart},
      {"PREVIOUS_PUBLICATION_NOTICE_F5", Role::apart},
  };
  return table;
}

// "PT_OPEN", "F03_PT_NEGOTIATED_WITHOUT_COMPETITION"
bool is_procedure(std::string_view name) {
  return name.starts_with("PT_") || (name.size() > 7 && name[0] == 'F' && name.substr(3).starts_with("_PT_"));
}

// Goes through the form once and puts each part where it belongs.
class Sorting {
 public:
  explicit Sorting(Notice& notice) : notice_(notice) {}

  void run() {
    const pugi::xml_node form = notice_.form.node;
    for (pugi::xml_node at = form.first_child(); at;) {
      if (at.type() == pugi::node_element && enter(at) && at.first_child()) {
        open_.push_back(local_name(at));
        at = at.first_child();
        continue;
      }
      while (!at.next_sibling()) {
        at = at.parent();
        if (at == form) return;
        open_.pop_back();
      }
      at = at.next_sibling();
    }
  }

 private:
  Part part(pugi::xml_node node, std::size_t number = 0) const {
    std::string path = notice_.form.path;
    for (const std::string_view step : open_) (path += '/') += step;
    (path += '/') += local_name(node);
    if (number > 0) path += '[' + std::to_string(number) + ']';
    return {node, std::move(path)};
  }
  void first(Part& slot, pugi::xml_node node) const {
    if (!slot) slot = part(node);
  }
  bool inside(std::string_view name) const { return std::find(open_.begin(), open_.end(), name) != open_.end(); }

  // Whether its children are looked at too.
  bool enter(pugi::xml_node node) {
    const std::string_view name = local_name(node);
    const auto found = roles().find(name);
    if (found == roles().end()) {
      if (is_procedure(name)) first(notice_.procedure, node);
      return name != "P";
    }
    switch (found->second) {
      case Role::apart: return false;
      case Role::buyer: notice_.buyers.push_back(part(node, notice_.buyers.size())); return false;
      case Role::lot: notice_.lots.push_back(part(node, notice_.lots.size() + 1)); return false;
      case Role::award: notice_.awards.push_back(part(node, notice_.awards.size() + 1)); return false;
      case Role::cpv_additional: notice_.cpv_additional.push_back(part(node)); return false;
      case Role::nuts: notice_.nuts.push_back(part(node)); return false;
      case Role::buyer_type: first(notice_.buyer_type, node); return false;
      case Role::title: first(notice_.title, node); return false;
      case Role::description: first(notice_.description, node); return false;
      case Role::cpv_main: first(notice_.cpv_main, node); return false;
      case Role::contract_type: first(notice_.contract_type, node); return false;
      case Role::estimated_value: first(notice_.estimated_value, node); return false;
      case Role::total_value: first(inside("QUANTITY_SCOPE") ? notice_.estimated_value : notice_.total_value, node); return false;
      case Role::framework: first(notice_.framework, node); return false;
      case Role::deadline: first(notice_.deadline, node); return false;
      case Role::no_lots: first(notice_.no_lots, node); return false;
      case Role::lowest_price: first(notice_.lowest_price, node); return false;
      case Role::other_criteria: first(notice_.other_criteria, node); return true;
      case Role::modification: first(notice_.modification, node); return false;
      case Role::reference:
        if (!notice_.referenced.empty()) return false;
        notice_.referenced = ted::notice_number(text_of(node));
        notice_.referenced_at = part(node).path;
        return false;
    }
    return false;
  }

  Notice& notice_;
  std::vector<std::string_view> open_;
};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// From the name of the form, the type that it states, and the document type of the publisher.
Stage stage_of(const Notice& notice) {
  const std::string_view form = local_name(notice.form.node);
  const std::string_view type = attribute_of(find(notice.form.node, "NOTICE"), "TYPE");
  const std::string_view document = attribute_of(find(notice.coded, "CODIF_DATA/TD_DOCUMENT_TYPE"), "CODE");
  if (form.starts_with("F20") || document == "K") return Stage::change;
  if (form.starts_with("F14") || form.starts_with("ADDITIONAL_INFORMATION") || document == "2" || document == "1") return Stage::correction;
  if (form.starts_with("F15") || contains(form, "EX_ANTE") || document == "V") return Stage::ex_ante;
  if (!notice.awards.empty() || document == "7" || document == "J" || document == "R") return Stage::result;
  if (contains(type, "CALL") || contains(type, "CONTRACT")) return Stage::call;
  if (type.starts_with("PRI") || type.starts_with("PER")) return Stage::planning;
  const bool planning = document == "0" || document == "4" || document == "P" || document == "B" || contains(form, "PRIOR_INFORMATION") ||
                        contains(form, "PERIODIC_INDICATIVE");
  return planning ? Stage::planning : Stage::call;
}

// The first form that is marked as the original; the same form stands there once for each language.
void find_form(Notice& notice, pugi::xml_node document) {
  std::unordered_map<std::string_view, std::size_t> seen;
  for (pugi::xml_node form = find(document, "FORM_SECTION").first_child(); form; form = form.next_sibling()) {
    const std::string_view name = local_name(form);
    if (form.type() != pugi::node_element || name == "OTH_NOT" || name == "NOTICE_UUID") continue;
    const std::size_t number = ++seen[name];
    const bool original = attribute_of(form, "CATEGORY") == "ORIGINAL";
    if (!original && notice.form) continue;
    notice.form = {form, "/FORM_SECTION/" + std::string(name) + '[' + std::to_string(number) + ']'};
    notice.translated = !original;
    if (original) return;
  }
}

// "20210209"
std::optional<Date> plain_date(std::string_view digits) {
  if (digits.size() < 8) return std::nullopt;
  const std::string iso =
      std::string(digits.substr(0, 4)) + '-' + std::string(digits.substr(4, 2)) + '-' + std::string(digits.substr(6, 2));
  return parse_iso_date(iso);
}

std::string_view address_of(pugi::xml_node coded) {
  const auto all_addresses = all(coded, "NOTICE_DATA/URI_LIST/URI_DOC");
  for (const pugi::xml_node each : all_addresses) {
    if (attribute_of(each, "LG") == "EN") return text_of(each);
  }
  return all_addresses.empty() ? std::string_view() : text_of(all_addresses[0]);
}

}  // namespace

std::optional<Notice> read_notice(pugi::xml_node document) {
  Notice out;
  out.coded = find(document, "CODED_DATA_SECTION");
  out.translations = find(document, "TRANSLATION_SECTION");
  out.number = ted::notice_number(attribute_of(document, "DOC_ID"));
  if (out.number.empty()) out.number = ted::notice_number(text_at(out.coded, "NOTICE_DATA/NO_DOC_OJS"));
  if (out.number.empty()) return std::nullopt;
  out.published = plain_date(text_at(out.coded, "REF_OJS/DATE_PUB"));
  out.address = address_of(out.coded);
  find_form(out, document);
  if (out.form) Sorting(out).run();
  if (out.referenced.empty()) {
    out.referenced = ted::notice_number(text_at(out.coded, "NOTICE_DATA/REF_NOTICE/NO_DOC_OJS"));
    out.referenced_at = "/CODED_DATA_SECTION/NOTICE_DATA/REF_NOTICE/NO_DOC_OJS";
  }
  out.stage = stage_of(out);
  if (out.stage == Stage::correction && out.referenced.empty())
    out.referenced = ted::notice_number(text_at(out.form.node, "COMPLEMENTARY_INFO/NOTICE_NUMBER_OJ"));
  if (out.referenced == out.number) out.referenced.clear();
  return out;
}

}  // namespace kede::importers::ted_xml
