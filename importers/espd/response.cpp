#include "importers/espd/response.hpp"

#include <algorithm>
#include <unordered_map>

#include "engine/base/identifier_checks.hpp"
#include "engine/base/text.hpp"
#include "importers/espd/answers.hpp"
#include "importers/espd/named_firms.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::espd {
namespace {

using model::Scalar;

constexpr CodeWord kMethods[] = {{"open", "open"},          {"restricted", "selective"}, {"negwcall", "selective"},
                                 {"compdial", "selective"}, {"innovation", "selective"}, {"negwocall", "limited"},
                                 {"awardwopub", "limited"}};
constexpr CodeWord kSizes[] = {{"micro", "micro"}, {"small", "small"}, {"medium", "medium"}, {"sme", "sme"}, {"large", "large"}};

// Of version 2 and of version 3 and later.
enum class Role { tenderer, lead, member, subcontractor };
Role role_of(std::string_view code) {
  const std::string word = bare_word(code);
  if (word == "le" || word == "grouplead") return Role::lead;
  if (word == "gm" || word == "groupmem") return Role::member;
  if (word == "oeron" || word == "oenron" || word == "subcont") return Role::subcontractor;
  return Role::tenderer;
}

std::string first_words(std::string_view text) { return shorten(text, 2'000); }

class ResponseReader {
 public:
  ResponseReader(SourceScope& scope, const Fields& fields, pugi::xml_node response)
      : scope_(scope), fields_(fields), response_(response), criteria_(answers_of(response)) {
    std::string document(text_at(response, "UUID"));
    if (is_empty_id(document)) document = std::string(text_at(response, "ID"));
    if (is_empty_id(document)) document = scope.file;
    key_ = "espd:" + document;
    operator_key_ = key_ + "/operator";
    bid_key_ = key_ + "/bid";
    const std::string folder(text_at(response, "ContractFolderID"));
    // The number that the buyer gave to the procedure is the same in every format; a UUID is that of the notices.
    if (is_empty_id(folder))
      contract_key_ = key_ + "/contract";
    else
      contract_key_ = folder.size() == 36 && folder[8] == '-' && folder[23] == '-' ? "eforms:" + folder : folder;
    role_ = role_of(text_at(response, "EconomicOperatorParty/EconomicOperatorRole/RoleCode"));
    issued_on_ = parse_iso_date(text_at(response, "IssueDate"));
    scope.date = issued_on_;
  }

  std::optional<Diagnostic> read() {
    const pugi::xml_node party = find(response_, "EconomicOperatorParty/Party");
    if (party_name(party).empty() && is_empty_id(text_at(party, "PartyIdentification/ID"))) return error("KD1560");
    write_contract();
    write_operator(party);
    write_representatives(party);
    if (role_ != Role::subcontractor) write_bid();
    for (const AnsweredCriterion& criterion : criteria_) {
      write_answers(criterion);
      write_conviction(criterion);
      write_named_firms(criterion);
    }
    return std::nullopt;
  }

 private:
  static std::string_view party_name(pugi::xml_node party) { return text_at(party, "PartyName/Name"); }

  RecordMaker maker(model::KindId kind, const std::string& key, const std::string& place) const { return {scope_, kind, key, place}; }

  std::string place_of(std::string_view inside) const { return '/' + std::string(local_name(response_)) + std::string(inside); }

  // Name, number, country; of a firm also where it is and how to reach it.
  void describe_party(RecordMaker& out, pugi::xml_node party) const {
    const auto& fields = fields_.organisation;
    out.put(fields.name, party_name(party), "/PartyName/Name");
    const std::string_view id = text_at(party, "PartyIdentification/ID");
    const std::string_view country = text_at(party, "PostalAddress/Country/IdentificationCode");
    if (!is_empty_id(id)) {
      const bool vat = check_vat(compact_identifier(id)) == IdentifierCheck::passes;
      out.put(vat ? fields.vat_number : fields.reg_number, id, "/PartyIdentification/ID");
    }
    out.put(fields.country, country, "/PostalAddress/Country/IdentificationCode");
    if (find(party, "Person")) return;
    out.put(fields.address, text_at(party, "PostalAddress/StreetName"), "/PostalAddress/StreetName");
    out.put(fields.city, text_at(party, "PostalAddress/CityName"), "/PostalAddress/CityName");
    out.put(fields.postal_code, text_at(party, "PostalAddress/PostalZone"), "/PostalAddress/PostalZone");
    out.put(fields.website, text_at(party, "WebsiteURI"), "/WebsiteURI");
    if (const std::string_view mail = text_at(party, "Contact/ElectronicMail"); is_office_mailbox(mail))
      out.put(fields.email, mail, "/Contact/ElectronicMail");
  }

  void write_contract() {
    const auto& fields = fields_.contract;
    RecordMaker out = maker(fields.kind, contract_key_, place_of(""));
    const std::string_view folder = text_at(response_, "ContractFolderID");
    if (!is_empty_id(folder)) out.put(fields.id, folder, "/ContractFolderID");
    out.put(fields.title, text_at(response_, "ProcurementProject/Name"), "/ProcurementProject/Name");
    out.put(fields.description, text_at(response_, "ProcurementProject/Description"), "/ProcurementProject/Description");
    const std::string_view procedure = text_at(response_, "ProcedureCode");
    if (const auto method = look_up(kMethods, procedure)) out.put_code(fields.procurement_method, method, procedure, "/ProcedureCode");
    const pugi::xml_node buyer = find(response_, "ContractingParty/Party");
    if (!party_name(buyer).empty()) {
      RecordMaker organisation = maker(fields_.organisation.kind, key_ + "/buyer", place_of("/ContractingParty/Party"));
      describe_party(organisation, buyer);
      organisation.add(fields_.organisation.roles, Scalar(std::string("buyer")), "");
      organisation.finish();
      out.put_ref(fields.buyer, fields_.organisation.kind, key_ + "/buyer", "/ContractingParty");
    }
    out.finish();
  }

  void write_operator(pugi::xml_node party) {
    const auto& fields = fields_.organisation;
    RecordMaker out = maker(fields.kind, operator_key_, place_of("/EconomicOperatorParty/Party"));
    describe_party(out, party);
    const std::string_view size = text_at(party, "IndustryClassificationCode");
    if (const auto code = look_up(kSizes, size)) out.put_code(fields.size, code, size, "/IndustryClassificationCode");
    const char* role = role_ == Role::subcontractor ? "subcontractor" : role_ == Role::lead ? "lead_tenderer" : "tenderer";
    out.add(fields.roles, Scalar(std::string(role)), "/EconomicOperatorRole");
    out.put_value(fields.self_declaration_request, Scalar(std::string("provided")), "");
    for (const AnsweredCriterion& criterion : criteria_) {
      if (criterion.known.criterion == Criterion::trafficking) put_declaration(out, fields.self_declaration_trafficking, criterion);
      if (criterion.known.criterion == Criterion::labour_law) put_declaration(out, fields.self_declaration_labour_law, criterion);
      if (criterion.known.criterion == Criterion::manpower) put_manpower(out, criterion);
    }
    out.finish();
  }

  // The first yes/no of an exclusion ground: "does it apply to you?"
  static const Question* ground(const AnsweredCriterion& criterion) {
    const auto found = std::find_if(criterion.questions.begin(), criterion.questions.end(),
                                    [](const Question& question) { return question.data_type == "INDICATOR"; });
    return found == criterion.questions.end() ? nullptr : &*found;
  }
  static std::string answer_to(const Question* question) {
    return question == nullptr || question->responses.empty() ? std::string() : value_of(question->responses[0]);
  }
  static std::string inside(const AnsweredCriterion& criterion, const Question& question) {
    return "/TenderingCriterion[" + std::string(criterion.code) + "]/" + std::to_string(question.number);
  }

  void put_declaration(RecordMaker& out, model::FieldId field, const AnsweredCriterion& criterion) const {
    const Question* question = ground(criterion);
    if (question == nullptr) return;
    const std::string answer = answer_to(question);
    const std::string place = inside(criterion, *question);
    if (answer.empty())
      out.put_value(field, Scalar(std::string("blank")), place);
    else if (answer == "yes" || answer == "no")
      out.put_value(field, Scalar(std::string(answer == "yes" ? "breach" : "no_breach")), place, answer);
    else
      out.put_unknown(field, model::UnknownReason::unreadable, place, first_words(answer));
  }

  // Pairs of a year and a number.
  void put_manpower(RecordMaker& out, const AnsweredCriterion& criterion) const {
    const auto& fields = fields_.organisation;
    for (const Question& year : criterion.questions) {
      if (year.data_type != "QUANTITY_YEAR") continue;
      const auto number = std::find_if(criterion.questions.begin(), criterion.questions.end(), [&](const Question& other) {
        return other.group == year.group && other.data_type == "QUANTITY_INTEGER";
      });
      if (number == criterion.questions.end()) continue;
      for (std::size_t r = 0; r < std::min(year.responses.size(), number->responses.size()); ++r) {
        const auto end = parse_iso_date(value_of(year.responses[r]) + "-12-31");
        if (!end || !plausible(*end)) continue;
        out.of(end);
        out.put(fields.employees, value_of(number->responses[r]), inside(criterion, *number));
        out.put_computed(fields.employees_date, Scalar(*end), inside(criterion, year), value_of(year.responses[r]));
      }
    }
    out.of(issued_on_);
  }

  void write_representatives(pugi::xml_node party) {
    std::size_t number = 0;
    for (const pugi::xml_node& power : all(party, "PowerOfAttorney")) {
      const pugi::xml_node person = find(power, "AgentParty/Person");
      std::string name(text_at(person, "FirstName"));
      if (const std::string_view family = text_at(person, "FamilyName"); !family.empty())
        name += (name.empty() ? "" : " ") + std::string(family);
      if (name.empty()) continue;
      const std::string key = key_ + "/representative/" + std::to_string(++number);
      const std::string place = place_of("/EconomicOperatorParty/Party/PowerOfAttorney[" + std::to_string(number) + "]");
      RecordMaker out = maker(fields_.person.kind, key, place);
      out.put(fields_.person.name, name, "/AgentParty/Person");
      out.put(fields_.person.birth_date, text_at(person, "BirthDate"), "/AgentParty/Person/BirthDate");
      out.finish();
      const auto& fields = fields_.ownership;
      RecordMaker office = maker(fields.kind, key + "/office", place);
      office.put_ref(fields.subject, fields_.organisation.kind, operator_key_, "");
      office.put_ref(fields.person, fields_.person.kind, key, "");
      office.put_value(fields.owner_type, Scalar(std::string("person")), "");
      office.put_value(fields.role, Scalar(std::string("representative")), "");
      office.put_value(fields.source, Scalar(std::string("ESPD")), "");
      office.finish();
    }
  }

  std::string write_firm(const NamedFirm& firm, const std::string& key, const std::string& place, std::string_view role) {
    const auto& fields = fields_.organisation;
    RecordMaker out = maker(fields.kind, key, place);
    out.put(fields.name, firm.name, "");
    const std::string id = compact_identifier(firm.id);
    if (!id.empty()) {
      out.put(check_vat(id) == IdentifierCheck::passes ? fields.vat_number : fields.reg_number, firm.id, "");
      if (valid_lv_registration_number(id)) out.put_computed(fields.country, Scalar(std::string("LV")), "", firm.id);
    }
    out.add(fields.roles, Scalar(std::string(role)), "");
    out.finish();
    return key;
  }

  void write_bid() {
    const auto& fields = fields_.bid;
    RecordMaker out = maker(fields.kind, bid_key_, place_of(""));
    out.put_ref(fields.contract, fields_.contract.kind, contract_key_, "");
    out.put(fields.submitted_on, text_at(response_, "IssueDate"), "/IssueDate");
    bool in_group = role_ == Role::member;
    bool alone = false;
    std::vector<std::string> others;
    for (const AnsweredCriterion& criterion : criteria_) {
      if (criterion.known.criterion == Criterion::subcontracting_share) put_share(out, criterion);
      if (criterion.known.criterion != Criterion::group) continue;
      const std::string answer = answer_to(ground(criterion));
      alone = answer == "no";
      in_group = in_group || (answer == "yes" && role_ != Role::lead && !leads(criterion));
      if (answer == "yes") others = write_members(criterion);
    }
    if (!in_group) out.put_ref(fields.bidder, fields_.organisation.kind, operator_key_, "/EconomicOperatorParty");
    out.put_ref(fields.members, fields_.organisation.kind, operator_key_, "/EconomicOperatorParty");
    for (const std::string& other : others) out.put_ref(fields.members, fields_.organisation.kind, other, "/EconomicOperatorParty");
    if (alone) out.close_list(fields.members);
    out.finish();
  }

  // The role within the group is a code or a text.
  static bool leads(const AnsweredCriterion& criterion) {
    for (const Question& question : criterion.questions) {
      if (question.data_type != "CODE" || question.responses.empty()) continue;
      const std::string role = ascii_lower(value_of(question.responses[0]));
      return role.find("lead") != std::string::npos;
    }
    return false;
  }

  // The first text names the other members; the second one names the group itself.
  std::vector<std::string> write_members(const AnsweredCriterion& criterion) {
    std::vector<std::string> out;
    for (const Question& question : criterion.questions) {
      if (question.data_type != "DESCRIPTION") continue;
      for (const pugi::xml_node& response : question.responses) {
        for (const NamedFirm& firm : firms_in(value_of(response)))
          out.push_back(
              write_firm(firm, key_ + "/member/" + std::to_string(out.size() + 1), place_of(inside(criterion, question)), "tenderer"));
      }
      break;
    }
    return out;
  }

  // "35", "35 %", or a part of 1 where the answer is a percentage by its type; prose stays an answer only.
  void put_share(RecordMaker& out, const AnsweredCriterion& criterion) const {
    for (const Question& question : criterion.questions) {
      if (question.responses.empty() || question.data_type == "INDICATOR" || question.data_type == "EVIDENCE_IDENTIFIER") continue;
      const std::string written = value_of(question.responses[0]);
      const auto number = read_scalar(scope_.vocabulary.field(fields_.bid.subcontract_share), written, scope_.countries);
      if (!number) continue;
      double percent = std::get<model::Percent>(*number).value;
      const bool part = static_cast<bool>(find(question.responses[0], "ResponseValue/ResponseNumeric"));
      if (part && percent <= 1) percent *= 100;
      out.put_value(fields_.bid.subcontract_share, Scalar(model::Percent{percent}), inside(criterion, question), written);
      return;
    }
  }

  // Who was convicted may be a person; that answer is not read.
  static bool may_name_person(const AnsweredCriterion& criterion, const Question& question) {
    if (criterion.known.conviction_type.empty() || question.data_type != "DESCRIPTION") return false;
    std::size_t texts = 0;
    for (const Question& each : criterion.questions) {
      texts += each.data_type == "DESCRIPTION" ? 1U : 0U;
      if (each.number == question.number) break;
    }
    return texts == 2;
  }

  void write_answers(const AnsweredCriterion& criterion) {
    const auto& fields = fields_.answer;
    for (const Question& question : criterion.questions) {
      if (may_name_person(criterion, question)) continue;
      std::size_t number = 0;
      for (const pugi::xml_node& response : question.responses) {
        const std::string value = value_of(response);
        if (value.empty()) continue;
        const std::string id = std::string(criterion.code) + '/' + std::to_string(question.number);
        const std::string key = key_ + "/answer/" + id + (number++ == 0 ? std::string() : '-' + std::to_string(number));
        if (answers_[key]++ > 0) continue;  // the same criterion twice in one document
        RecordMaker out = maker(fields.kind, key, place_of(inside(criterion, question)));
        out.put_ref(fields.organisation, fields_.organisation.kind, operator_key_, "");
        out.put_ref(fields.contract, fields_.contract.kind, contract_key_, "");
        out.put_value(fields.questionnaire, Scalar(std::string("ESPD")), "");
        out.put_value(fields.question_id, Scalar(id), "");
        out.put(fields.answer, first_words(value), "");
        out.put(fields.answered_on, text_at(response_, "IssueDate"), "");
        out.finish();
      }
    }
  }

  // A conviction that the operator itself declares.
  void write_conviction(const AnsweredCriterion& criterion) {
    if (criterion.known.conviction_type.empty() || answer_to(ground(criterion)) != "yes") return;
    const auto& fields = fields_.event;
    RecordMaker out = maker(fields.kind, key_ + "/conviction/" + std::string(criterion.known.conviction_type),
                            place_of(inside(criterion, *ground(criterion))));
    out.put_ref(fields.organisation, fields_.organisation.kind, operator_key_, "");
    out.put_value(fields.type, Scalar(std::string("conviction")), "");
    out.put_value(fields.conviction_type, Scalar(std::string(criterion.known.conviction_type)), "");
    out.put_value(fields.reference, Scalar(std::string("ESPD")), "");
    for (const Question& question : criterion.questions) {
      if (question.data_type == "DATE" && !question.responses.empty()) {
        out.put(fields.date, value_of(question.responses[0]), "/ResponseDate");
        break;
      }
    }
    out.finish();
  }

  void write_named_firms(const AnsweredCriterion& criterion) {
    if (criterion.known.criterion == Criterion::group) return;
    const bool relied = criterion.known.criterion == Criterion::relied_on;
    const bool named = relied || criterion.known.criterion == Criterion::subcontractors;
    for (const NamedInCriterion& each : firms_named(criterion)) {
      const std::string key = key_ + "/named/" + std::string(criterion.code) + '/' + std::to_string(++named_[criterion.code]);
      const std::string place = place_of("/TenderingCriterion[" + std::string(criterion.code) + ']');
      write_firm(each.firm, key, place, "subcontractor");
      const auto& fields = fields_.supply;
      RecordMaker out = maker(fields.kind, key, place);
      out.put_ref(fields.parent, fields_.organisation.kind, operator_key_, "");
      out.put_ref(fields.child, fields_.organisation.kind, key, "");
      out.put_ref(fields.contract, fields_.contract.kind, contract_key_, "");
      if (role_ != Role::subcontractor) out.put_ref(fields.bid, fields_.bid.kind, bid_key_, "");
      if (criterion.known.criterion == Criterion::subcontractors) out.put_value(fields.kind_field, Scalar(std::string("subcontract")), "");
      out.put_value(fields.stage, Scalar(std::string("offer")), "");
      out.put_value(fields.declared_by, Scalar(std::string("tenderer")), "");
      out.put(fields.declared_on, text_at(response_, "IssueDate"), "");
      out.put_value(fields.relied_on_capacity, Scalar(named ? relied : each.relied_on), "");
      out.put_value(fields.evidence, Scalar(std::string("ESPD")), "");
      out.finish();
    }
  }

  SourceScope& scope_;
  const Fields& fields_;
  pugi::xml_node response_;
  std::vector<AnsweredCriterion> criteria_;
  std::string key_;
  std::string operator_key_;
  std::string contract_key_;
  std::string bid_key_;
  Role role_ = Role::tenderer;
  std::optional<Date> issued_on_;
  std::unordered_map<std::string, std::size_t> answers_;
  std::unordered_map<std::string_view, std::size_t> named_;
};

}  // namespace

std::optional<Diagnostic> read_response(SourceScope& scope, const Fields& fields, pugi::xml_node response) {
  return ResponseReader(scope, fields, response).read();
}

}  // namespace kede::importers::espd
