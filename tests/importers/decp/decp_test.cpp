#include <catch2/catch.hpp>

#include "importers/decp/importer.hpp"
#include "tests/importers/lists/support.hpp"

using import_test::import_all;
using import_test::import_one;
using import_test::Imported;
using kede::importers::decp::importer;

namespace {

// Of 2022: wrapped lists, numbers of firms without names.
const std::string kNew = R"({"marches": {"marche": [
  {"id": "2024-7", "acheteur": {"id": "10000000900018"}, "nature": "Marché", "objet": "Entretien des forêts", "codeCPV": "77200000-2",
   "procedure": "Appel d'offres ouvert", "lieuExecution": {"code": "38000", "typeCode": "Code postal"}, "dureeMois": 24,
   "dateNotification": "2024-03-01", "datePublicationDonnees": "2024-03-20", "montant": 200000.5, "offresRecues": 3,
   "techniques": {"technique": ["Accord-cadre"]}, "origineUE": 0.4, "origineFrance": 7, "sousTraitanceDeclaree": true,
   "titulaires": [{"titulaire": {"id": "12345678200010", "typeIdentifiant": "SIRET"}}],
   "actesSousTraitance": [
     {"acteSousTraitance": {"id": 1, "sousTraitant": {"id": "98765432400018", "typeIdentifiant": "SIRET"}, "dateNotification": "2024-05-02", "montant": 40000}},
     {"acteSousTraitance": {"id": 2, "sousTraitant": {"id": "214356", "typeIdentifiant": "SIRET"}, "dateNotification": "2024-03-01", "montant": 1}}],
   "modifications": [{"modification": {"id": 1, "montant": 250000.5, "dateNotificationModification": "2024-09-01",
     "titulaires": [{"titulaire": {"id": "10000000900026", "typeIdentifiant": "SIRET"}}]}}],
   "modificationsActesSousTraitance": [{"modificationActeSousTraitance": {"id": 1, "montant": 55000, "dateNotificationModificationSousTraitance": "2024-09-15"}}]}],
  "contrat-concession": [
  {"id": "C1", "autoriteConcedante": {"id": "10000000900018"}, "objet": "Restauration", "procedure": "Procédure négociée ouverte",
   "dateSignature": "2024-04-02", "valeurGlobale": 90000, "dureeMois": 12,
   "concessionnaires": [{"concessionnaire": {"typeIdentifiant": "SIRET", "id": "12345678200028"}},
                        {"concessionnaire": {"typeIdentifiant": "TVA", "id": "LV40003009497"}}]}]}})";

// Of 2019: bare lists, names of firms.
const std::string kOld =
    R"({"marches": [{"id": "2019S01", "_type": "Marché", "acheteur": {"id": "10000000900018", "nom": "Commune de Testville"},
  "objet": "Nettoyage", "montant": 80000, "dateNotification": "2019-02-03", "lieuExecution": {"code": "FR", "typeCode": "Code pays", "nom": "France"},
  "titulaires": [{"typeIdentifiant": "SIRET", "id": "12345678200010", "denominationSociale": "Propre SARL"},
                 {"typeIdentifiant": "HORS-UE", "id": "CHE-1", "denominationSociale": "Rein AG"}], "modifications": []}]})";

const std::string kXml = R"(<?xml version="1.0" encoding="UTF-8"?><marches><marche><id>2019S01</id>
  <acheteur><id>10000000900018</id><nom>Commune de Testville</nom></acheteur><objet>Nettoyage</objet><montant>80000</montant>
  <dateNotification>2019-02-03</dateNotification><lieuExecution><code>FR</code><typeCode>Code pays</typeCode></lieuExecution>
  <titulaires><titulaire><id>12345678200010</id><typeIdentifiant>SIRET</typeIdentifiant><denominationSociale>Propre SARL</denominationSociale></titulaire>
  <titulaire><id>CHE-1</id><typeIdentifiant>HORS-UE</typeIdentifiant><denominationSociale>Rein AG</denominationSociale></titulaire></titulaires>
  </marche></marches>)";

}  // namespace

TEST_CASE("a French subcontracting act is a supply from the only holder to a firm known by number", "[decp]") {
  const Imported read = import_one(importer, kNew);
  const std::string contract = "decp:10000000900018/2024-7";
  CHECK(read.rejected().empty());
  CHECK(read.value("supply", contract + "/subcontract/1", "parent") == "decp:siren/123456782");
  CHECK(read.value("supply", contract + "/subcontract/1", "child") == "decp:siren/987654324");
  CHECK(read.value("supply", contract + "/subcontract/1", "amount") == "40000.00 EUR | 55000.00 EUR");
  CHECK(read.value("supply", contract + "/subcontract/1", "stage") == "change");
  CHECK(read.value("supply", contract + "/subcontract/2", "stage") == "contract");
  CHECK(read.value("supply", contract + "/subcontract/1", "approved") == "yes");
  CHECK(read.value("organisation", "decp:siren/987654324", "reg_number") == "987654324");
  CHECK(read.value("organisation", "decp:siren/987654324", "name").empty());
  CHECK(read.value("organisation", "decp:siren/987654324", "country") == "FR");
  CHECK(read.value("organisation", "decp:siren/987654324", "other_identifiers") == "[REG-FR:98765432400018, FR-RCS:987654324, …]");
  CHECK(read.value("award", contract + "/award", "has_subcontracting") == "yes");
  CHECK(read.value("award", contract + "/award", "suppliers") == "[decp:siren/123456782, …] | [decp:siren/100000009, …]");
}

TEST_CASE("a French number that cannot be one joins nothing beyond its contract", "[decp]") {
  const Imported read = import_one(importer, kNew);
  const std::string key = "decp:10000000900018/2024-7/siret/214356";
  CHECK(read.value("supply", "decp:10000000900018/2024-7/subcontract/2", "child") == key);
  CHECK(read.value("organisation", key, "reg_number") == "unknown (unreadable)");
  CHECK(read.facts("organisation", key, "reg_number").at(0).raw == "214356");
  CHECK(read.value("supply", "decp:10000000900018/2024-7/subcontract/2", "amount") == "unknown (unreadable)");
}

TEST_CASE("a French contract tells its terms, and a modification its growth", "[decp]") {
  const Imported read = import_one(importer, kNew);
  const std::string contract = "decp:10000000900018/2024-7";
  CHECK(read.value("contract", contract, "value") == "200000.50 EUR | 250000.50 EUR");
  CHECK(read.value("contract", contract, "buyer") == "decp:siren/100000009");
  CHECK(read.value("contract", contract, "procurement_method") == "open");
  CHECK(read.value("contract", contract, "cpv_main") == "77200000");
  CHECK(read.value("contract", contract, "place_country") == "FR");
  CHECK(read.value("contract", contract, "framework") == "yes");
  CHECK(read.value("contract", contract, "number_of_tenderers") == "3");
  CHECK(read.value("answer", contract + "/answer/origineUE", "answer") == "0.4");
  CHECK(read.value("answer", contract + "/answer/origineUE", "organisation") == "decp:siren/123456782");
  CHECK(read.value("event", contract + "/modification/1", "type") == "amendment");
  CHECK(read.value("event", contract + "/modification/1", "scope_growth").starts_with("24.99"));
}

TEST_CASE("a concession and its consortium are read as a contract with several holders", "[decp]") {
  const Imported read = import_one(importer, kNew);
  CHECK(read.value("award", "decp:10000000900018/C1/award", "suppliers") == "[decp:siren/123456782, decp:tva/LV40003009497, …]");
  CHECK(read.value("award", "decp:10000000900018/C1/award", "date_signed") == "2024-04-02");
  CHECK(read.value("organisation", "decp:tva/LV40003009497", "vat_number") == "LV40003009497");
  CHECK(read.value("contract", "decp:10000000900018/C1", "value") == "90000.00 EUR");
}

TEST_CASE("JSON of 2019 and XML of the same contract say the same", "[decp]") {
  const Imported json = import_one(importer, kOld);
  const Imported xml = import_one(importer, kXml);
  for (const Imported* read : {&json, &xml}) {
    CHECK(read->value("organisation", "decp:siren/100000009", "name") == "Commune de Testville");
    CHECK(read->value("organisation", "decp:siren/123456782", "name") == "Propre SARL");
    CHECK(read->value("award", "decp:10000000900018/2019S01/award", "suppliers") ==
          "[decp:siren/123456782, decp:10000000900018/2019S01/hors-ue/CHE1, …]");
    CHECK(read->value("contract", "decp:10000000900018/2019S01", "place_country") == "FR");
    CHECK(read->value("contract", "decp:10000000900018/2019S01", "framework").empty());
  }
}

TEST_CASE("DECP is recognised by its members and nothing else is", "[decp]") {
  CHECK(importer.recognise("x", kNew) > 80);
  CHECK(importer.recognise("x", kOld) > 80);
  CHECK(importer.recognise("x", kXml) > 80);
  for (const char* other :
       {"", "{}", "[]", "id,name\n1,2\n", R"({"releases": [{"ocid": "1"}]})", "<ContractNotice/>", R"({"marches": []})"})
    CHECK(importer.recognise("marches.json", other) == 0);
}

TEST_CASE("faults in DECP reject the contract and no other", "[decp]") {
  const Imported read =
      import_one(importer, R"({"marches": [{"id": "1"}, 5, {"acheteur": {"id": "10000000900018"}, "titulaires": [{"id": "x"}]},
    {"id": "3", "acheteur": {"id": "10000000900018"}, "titulaires": "none", "montant": {"a": []}, "actesSousTraitance": [null, 3, {}]}]})");
  CHECK(read.rejected() == "KD1550@/marches/0 KD1146@/marches/1 KD1550@/marches/2");
  CHECK(read.value("contract", "decp:10000000900018/3", "id") == "3");
  CHECK(read.keys("supply").empty());
  CHECK(import_one(importer, kNew.substr(0, 500)).told("KD1145") == 1);
  CHECK(import_one(importer, kXml.substr(0, 200)).told("KD1140") == 1);
  CHECK(import_one(importer, "{\"marches\": [{\"id\": \"\xff\xfe\", \"acheteur\": {\"id\": \"1" + std::string(100'000, '9') + "\"}}]}")
            .rejected()
            .empty());
}

TEST_CASE("two files of one contract make one contract", "[decp]") {
  const Imported read = import_all(importer, {{"a.json", kOld}, {"b.xml", kXml}});
  CHECK(read.keys("contract").size() == 1);
  CHECK(read.keys("organisation").size() == 3);
  CHECK(read.sources.size() == 2);
}
