#include "importers/decp/contract.hpp"

#include <algorithm>
#include <map>

#include "engine/base/text.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::decp {
namespace {

using model::Scalar;

constexpr CodeWord kMethods[] = {{"appeldoffresouvert", "open"},
                                 {"appeldoffresrestreint", "selective"},
                                 {"procédureavecnégociation", "selective"},
                                 {"procédurenégociéeavecmiseenconcurrencepréalable", "selective"},
                                 {"dialoguecompétitif", "selective"},
                                 {"marchépublicnégociésanspubliciténimiseenconcurrencepréalable", "direct"},
                                 {"marchénégociésanspubliciténimiseenconcurrencepréalable", "direct"},
                                 {"marchépassésanspubliciténimiseenconcurrencepréalable", "direct"},
                                 {"procédurenégociéeouverte", "open"},
                                 {"procédurenonnégociéeouverte", "open"},
                                 {"procédurenégociéerestreinte", "selective"},
                                 {"procédurenonnégociéerestreinte", "selective"}};

std::optional<Date> date_of(const Element& element, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const auto date = parse_iso_date(element.text(name));
    if (date && plausible(*date)) return date;
  }
  return std::nullopt;
}

// The first of these that is there.
std::string first_text(const Element& element, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (std::string text = element.text(name); !text.empty()) return text;
  }
  return {};
}

class ContractReader {
 public:
  ContractReader(const SourceScope& scope, const Fields& fields, Parties& parties, const Element& contract, const std::string& place,
                 std::string key)
      : scope_(scope), fields_(fields), parties_(parties), contract_(contract), place_(place), key_(std::move(key)) {
    concession_ = contract.text("acheteur/id").empty();
    for (const auto& [list, element] : {std::pair("titulaires", "titulaire"), {"concessionnaires", "concessionnaire"}}) {
      for (const auto& holder : contract.items(list, element)) add_holder(holders_, holder, "prime");
    }
    signed_on_ = date_of(contract, {"dateNotification", "dateSignature", "dateDebutExecution"});
  }

  void read() {
    write_contract();
    write_award();
    for (const char* member : {"origineUE", "origineFrance"}) write_origin(member);
    write_modifications();
    for (const auto& act : contract_.items("actesSousTraitance", "acteSousTraitance")) write_subcontract(act);
  }

 private:
  void add_holder(std::vector<std::string>& holders, const Element::Placed& holder, std::string_view role) {
    std::string key = parties_.refer(scope_, holder.element, place_ + holder.place, key_, role);
    if (!key.empty() && std::find(holders.begin(), holders.end(), key) == holders.end()) holders.push_back(std::move(key));
  }

  RecordMaker maker(model::KindId kind, const std::string& key, const std::string& inside) const {
    RecordMaker out(scope_, kind, key, place_ + inside);
    return std::move(out.of(signed_on_));
  }

  void write_contract() {
    const auto& fields = fields_.contract;
    RecordMaker out = maker(fields.kind, key_, "");
    out.put(fields.id, contract_.text("id"), "/id");
    out.put(fields.title, contract_.text("objet"), "/objet");
    const std::string_view buyer = concession_ ? "autoriteConcedante" : "acheteur";
    const std::string buyer_place = place_ + '/' + std::string(buyer);
    if (const auto party = contract_.child(buyer))
      out.put_ref(fields.buyer, fields_.organisation.kind, parties_.refer(scope_, *party, buyer_place, key_, "buyer"), "");
    const std::string framework = contract_.text("idAccordCadre");
    if (!is_empty_id(framework) && framework != contract_.text("id"))
      out.put_ref(fields.parent_contract, fields.kind, key_.substr(0, key_.find('/') + 1) + framework, "/idAccordCadre");
    out.put(fields.cpv_main, contract_.text("codeCPV"), "/codeCPV");
    const std::string procedure = contract_.text("procedure");
    if (const auto method = look_up(kMethods, procedure)) out.put_code(fields.procurement_method, method, procedure, "/procedure");
    out.put(fields.procurement_method_details, procedure, "/procedure");
    out.put_money(fields.value, first_text(contract_, {"montant", "valeurGlobale"}), "EUR", concession_ ? "/valeurGlobale" : "/montant");
    out.put_computed(fields.currency, Scalar(std::string("EUR")), "");
    write_place(out);
    const auto techniques = contract_.words("techniques", "technique");
    if (std::find(techniques.begin(), techniques.end(), "Accord-cadre") != techniques.end() || contract_.text("nature") == "Accord-cadre")
      out.put_value(fields.framework, Scalar(true), "/techniques");
    out.put(fields.duration_months, contract_.text("dureeMois"), "/dureeMois");
    out.put(fields.number_of_tenderers, contract_.text("offresRecues"), "/offresRecues");
    out.finish();
  }

  // Codes of places lie in France unless the state itself is given; overseas territories have ISO codes of their own.
  void write_place(RecordMaker& out) const {
    const std::string code = contract_.text("lieuExecution/code");
    const std::string type = bare_word(contract_.text("lieuExecution/typeCode"));
    if (type == "codepays")
      out.put(fields_.contract.place_country, code, "/lieuExecution/code");
    else if (!type.empty() && !code.empty() && !code.starts_with("97") && !code.starts_with("98"))
      out.put_computed(fields_.contract.place_country, Scalar(std::string("FR")), "/lieuExecution/code", code);
  }

  // The share of the goods that comes from the Union or from France has no field of its own.
  void write_origin(const char* member) const {
    const std::string written = contract_.text(member);
    if (written.empty()) return;
    const auto& fields = fields_.answer;
    RecordMaker out = maker(fields.kind, key_ + "/answer/" + member, std::string("/") + member);
    if (holders_.size() == 1) out.put_ref(fields.organisation, fields_.organisation.kind, holders_[0], "");
    out.put_ref(fields.contract, fields_.contract.kind, key_, "");
    out.put_value(fields.questionnaire, Scalar(std::string("DECP")), "");
    out.put_value(fields.question_id, Scalar(std::string(member)), "");
    out.put(fields.answer, written, "");
    out.finish();
  }

  void write_award() {
    const auto& fields = fields_.award;
    RecordMaker out = maker(fields.kind, key_ + "/award", "");
    out.put(fields.id, contract_.text("id"), "/id");
    out.put_ref(fields.contract, fields_.contract.kind, key_, "");
    for (const std::string& holder : holders_) out.put_ref(fields.suppliers, fields_.organisation.kind, holder, "/titulaires");
    out.put_money(fields.value, first_text(contract_, {"montant", "valeurGlobale"}), "EUR", concession_ ? "/valeurGlobale" : "/montant");
    out.put(fields.date_signed, first_text(contract_, {"dateNotification", "dateSignature"}),
            concession_ ? "/dateSignature" : "/dateNotification");
    out.put(fields.contract_id, contract_.text("id"), "/id");
    out.put(fields.has_subcontracting, contract_.text("sousTraitanceDeclaree"), "/sousTraitanceDeclaree");
    out.finish();
  }

  void write_modifications() {
    auto before = read_money(first_text(contract_, {"montant", "valeurGlobale"}), "EUR");
    std::size_t number = 0;
    for (const auto& [change, inside] : contract_.items("modifications", "modification")) {
      const auto date =
          date_of(change, {"dateNotificationModification", "dateSignatureModification", "datePublicationDonneesModification"});
      const std::string id = change.text("id");
      const std::string label = id.empty() ? "at-" + std::to_string(number) : id;
      ++number;
      RecordMaker event = std::move(maker(fields_.event.kind, key_ + "/modification/" + label, inside).of(date));
      event.put(fields_.event.id, label, "/id");
      event.put_ref(fields_.event.contract, fields_.contract.kind, key_, "");
      event.put_value(fields_.event.type, Scalar(std::string("amendment")), "");
      if (date) event.put_value(fields_.event.date, Scalar(*date), "");
      const std::string amount = first_text(change, {"montant", "valeurGlobale"});
      const auto now = read_money(amount, "EUR");
      if (before && now && before->units > 0 && now->units >= before->units)
        event.put_computed(
            fields_.event.scope_growth,
            Scalar(model::Percent{100.0 * static_cast<double>(now->units - before->units) / static_cast<double>(before->units)}),
            "/montant", amount);
      if (now) before = now;
      event.finish();
      write_new_value(change, inside, amount, date);
    }
  }

  // What a modification changes of the contract and of its award.
  void write_new_value(const Element& change, const std::string& inside, const std::string& amount, std::optional<Date> date) {
    RecordMaker contract = std::move(maker(fields_.contract.kind, key_, inside).of(date));
    contract.put_money(fields_.contract.value, amount, "EUR", "/montant");
    contract.finish();
    RecordMaker award = std::move(maker(fields_.award.kind, key_ + "/award", inside).of(date));
    award.put_money(fields_.award.value, amount, "EUR", "/montant");
    std::vector<std::string> holders;
    for (const auto& holder : change.items("titulaires", "titulaire"))
      add_holder(holders, {holder.element, inside + holder.place}, "prime");
    for (const std::string& holder : holders) award.put_ref(fields_.award.suppliers, fields_.organisation.kind, holder, "/titulaires");
    award.finish();
  }

  void write_subcontract(const Element::Placed& act) {
    const auto& fields = fields_.supply;
    const auto subcontractor = act.element.child("sousTraitant");
    if (!subcontractor) return;
    const std::string child = parties_.refer(scope_, *subcontractor, place_ + act.place + "/sousTraitant", key_, "subcontractor");
    const auto date = date_of(act.element, {"dateNotification"});
    const std::string id = act.element.text("id");
    const std::string key = key_ + "/subcontract/" + (id.empty() ? child : id);
    RecordMaker out = std::move(maker(fields.kind, key, act.place).of(date));
    out.put(fields.id, id, "/id");
    if (holders_.size() == 1) out.put_computed(fields.parent, model::Ref{fields_.organisation.kind, holders_[0]}, "");
    out.put_ref(fields.child, fields_.organisation.kind, child, "/sousTraitant");
    out.put_ref(fields.contract, fields_.contract.kind, key_, "");
    out.put_ref(fields.award, fields_.award.kind, key_ + "/award", "");
    out.put(fields.contract_number, contract_.text("id"), "");
    out.put_value(fields.kind_field, Scalar(std::string("subcontract")), "");
    out.put_money(fields.amount, act.element.text("montant"), "EUR", "/montant");
    if (date && signed_on_)
      out.put_computed(fields.stage, Scalar(std::string(*date > *signed_on_ ? "change" : "contract")), "/dateNotification");
    out.put_value(fields.declared_by, Scalar(std::string("buyer")), "");
    out.put(fields.declared_on, act.element.text("dateNotification"), "/dateNotification");
    // The buyer notifies the act when it has accepted the subcontractor.
    if (date) out.put_computed(fields.approved, Scalar(true), "/dateNotification", act.element.text("dateNotification"));
    out.finish();
    if (!id.empty()) write_new_amounts(id, key);
  }

  void write_new_amounts(const std::string& id, const std::string& key) {
    for (const auto& [change, inside] : contract_.items("modificationsActesSousTraitance", "modificationActeSousTraitance")) {
      if (change.text("id") != id) continue;
      RecordMaker out = maker(fields_.supply.kind, key, inside);
      out.of(date_of(change,
                     {"dateNotificationModificationSousTraitance", "dateNotificationModificationSousTraitant", "datePublicationDonnees"}));
      out.put_money(fields_.supply.amount, change.text("montant"), "EUR", "/montant");
      out.finish();
    }
  }

  const SourceScope& scope_;
  const Fields& fields_;
  Parties& parties_;
  const Element& contract_;
  const std::string& place_;
  std::string key_;  // "decp:<number of the buyer>/<number of the contract>"
  bool concession_ = false;
  std::vector<std::string> holders_;
  std::optional<Date> signed_on_;
};

}  // namespace

std::optional<Diagnostic> read_contract(const SourceScope& scope, const Fields& fields, Parties& parties, const Element& contract,
                                        const std::string& place) {
  const std::string buyer = first_text(contract, {"acheteur/id", "autoriteConcedante/id", "acheteur/idAcheteur"});
  const std::string id = contract.text("id");
  if (is_empty_id(buyer) || is_empty_id(id)) return error("KD1550");
  ContractReader(scope, fields, parties, contract, place, "decp:" + buyer + '/' + id).read();
  return std::nullopt;
}

}  // namespace kede::importers::decp
