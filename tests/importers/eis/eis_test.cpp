// The electronic procurement system: all bids, contracts as they stand now, and who made what was ordered.
#include "tests/importers/latvia_support.hpp"

using namespace latvia_test;

namespace {

const std::string kOpenings =
    "Iepirkuma_ID; Iepirkuma_nosaukums;Iepirkuma_identifikacijas_numurs;Pasutitaja_nosaukums;Pasutitaja_registracijas_numurs;"
    "Iepirkuma_statuss;CPV_kods_galvenais_prieksmets;Iepirkuma_prieksmeta_veids;Planota_ligumcena;Ligumcenas_valuta;"
    "Piedavajumu_iesniegsanas_termins_datums;Pretendenta_nosaukums;Pretendenta_registracijas_numurs;Pretendenta_valsts;"
    "Pretendenta_piedavajuma_iesniegsanas_datums\n"
    "=\"12345\";Skolu uzkopšana;RD 2024/1;Rīgas skola;90000000027;Noslēgts līgums;=\"90919300-5 Skolu uzkopšana\";Pakalpojumi;\"120 "
    "000,500\";EUR;"
    "2024-03-04 11:00;\"SIA \"\"Rīta Darbi\"\"\";=\"40003000001\";Latvija;2024-03-03 10:00\n"
    "=\"12345\";Skolu uzkopšana;RD 2024/1;Rīgas skola;90000000027;Noslēgts līgums;;Pakalpojumi;;;;OÜ Puhas;12345678;Igaunija;2024-03-03\n"
    "=\"12345\";Skolu uzkopšana;RD 2024/1;Rīgas skola;90000000027;Noslēgts līgums;;Pakalpojumi;;;;Jānis "
    "Bērziņš;120180-12345;Latvija;2024-03-03\n"
    ";x;;;;;;;;;;;;;\n";

const std::string kResults =
    "Iepirkuma_ID,Iepirkuma_dalas_nr,Iepirkuma_dalas_nosaukums,Iepirkuma_dalas_statuss,Uzvaretaja_nosaukums,Uzvaretaja_registracijas_"
    "numurs,"
    "Uzvaretaja_valsts,Liguma_dok_veids,Noslegta_liguma_dok_ID,Saistita_liguma_ID,Aktuala_liguma_summa,Aktuala_liguma_summa_valuta,"
    "Liguma_izpilde_no,Liguma_izpilde_lidz,Ligums_ir_vispariga_vienosanas,Liguma_dok_noslegsanas_datums,Izbeigsanas_datums,Izbeigsanas_"
    "iemesls\n"
    "12345,1,Daļa,Noslēgts līgums,SIA Rīta Darbi,40003000001,Latvija,Līgums,777,,\"100000,00\",EUR,2024-04-01,2025-04-01,Nē,2024-03-20,,\n"
    "12345,1,Daļa,Noslēgts līgums,SIA Rīta Darbi,40003000001,Latvija,Līgums,777,,\"110000,00\",EUR,2024-04-01,2025-04-01,Nē,2024-03-20,,\n"
    "12345,1,Daļa,Noslēgts līgums,SIA Rīta Darbi,40003000001,Latvija,Līguma "
    "grozījumi,778,777,\"125000,00\",EUR,2024-04-01,2025-06-01,Nē,2024-09-20,,\n"
    "12345,2,Daļa 2,Izbeigts bez rezultāta,,,,,,,,,,,,,,\n"
    "12345,3,Daļa 3,Jauns vārds,SIA Otrs,40003000086,Latvija,Līgums,780,,1,EUR,,,Jā,20.03.2024,,\n";

const std::string kOrders =
    "Pasutijuma_Nr;Pasutijuma_apstiprinasanas_datums;Pasutitajs;Piegadatajs;Piegadataja_registracijas_numurs;Pasutitas_preces_nosaukums;"
    "Pasutitas_preces_razotajs;Summa_bez_PVN\n"
    "1;2024-05-06;Skola;SIA Cimdi;40003000086;Cimdi M;Viltus Gloves;100\n2;2024-05-07;Skola;SIA Cimdi;40003000086;Cimdi M;Viltus "
    "Gloves;100\n"
    "3;2024-05-07;Skola;SIA Cimdi;40003000086;Cimdi L;-;100\n4;2024-05-07;Skola;SIA Cimdi;40003000086;;;100\n";

const std::string kDeliveries =
    "PasutijumaNr,Piegades_statuss,Piegadatajs,Piegnr,Preces_nosaukums,Piegadatas_preces_razotajs\n9,Piegādāts,SIA Cimdi,40003000086,Cimdi "
    "M,VILTUS GLOVES\n";

}  // namespace

TEST_CASE("everybody whose bid was opened has made a bid") {
  const Imported imported = import("eis", {{"o.csv", kOpenings}});
  CHECK(imported.keys("bid").size() == 3);
  CHECK(imported.value("contract", "eis:12345", "id") == "RD 2024/1");
  CHECK(imported.value("contract", "eis:12345", "title") == "Skolu uzkopšana");
  CHECK(imported.value("contract", "eis:12345", "cpv_main") == "90919300");
  CHECK(imported.value("contract", "eis:12345", "estimated_value") == "120000.50 EUR");
  CHECK(imported.value("contract", "eis:12345", "submission_deadline") == "2024-03-04");
  CHECK(imported.value("contract", "eis:12345", "bids_complete") == "yes");
  CHECK(imported.value("contract", "eis:12345", "buyer") == "eis:org/LV/90000000027");
  CHECK(imported.value("organisation", "eis:org/EE/12345678", "country") == "EE");
  CHECK(imported.value("organisation", "eis:org/EE/12345678", "reg_scheme").empty());
  CHECK(imported.rejected() == std::vector<std::string>{"KD1420 row 5"});
}

TEST_CASE("of a bidder who is a natural person only the name is read") {
  const std::string everything = import("eis", {{"o.csv", kOpenings}}).everything();
  CHECK(everything.find("120180") == std::string::npos);
  CHECK(everything.find("Jānis Bērziņš") != std::string::npos);
}

TEST_CASE("of the rows of one document the newest counts, and a change belongs to the contract that it changes") {
  const Imported imported = import("eis", {{"r.csv", kResults}});
  CHECK(imported.keys("award") == std::set<std::string>{"eis:document/777/40003000001", "eis:document/780/40003000086"});
  CHECK(imported.value("award", "eis:document/777/40003000001", "value") == "110000.00 EUR | 125000.00 EUR");
  const auto values = imported.facts("award", "eis:document/777/40003000001", "value");
  CHECK(*values[0].date < *values[1].date);  // so that the later one is the value
  CHECK(imported.value("award", "eis:document/777/40003000001", "date_signed") == "2024-03-20");
  CHECK(imported.value("award", "eis:document/777/40003000001", "contract_id") == "777");
  CHECK(imported.value("award", "eis:document/777/40003000001", "lot") == "eis:12345/lot/1");
  CHECK(imported.value("event", "eis:change/778", "type") == "amendment");
  CHECK(imported.value("event", "eis:change/778", "date") == "2024-09-20");
  CHECK(imported.keys("event").size() == 1);
}

TEST_CASE("lots without result, words that are not known, fillers and frameworks") {
  const Imported imported = import("eis", {{"r.csv", kResults}});
  CHECK(imported.value("lot", "eis:12345/lot/2", "status") == "unsuccessful");
  CHECK(imported.value("lot", "eis:12345/lot/3", "status") == "unknown (unreadable)");
  CHECK(imported.value("award", "eis:document/780/40003000086", "value") == "unknown (unreadable)");
  CHECK(imported.value("contract", "eis:12345", "framework") == "yes");
}

TEST_CASE("openings and results of one procurement are one procurement") {
  const Imported imported = import("eis", {{"o.csv", kOpenings}, {"r.csv", kResults}});
  CHECK(imported.keys("contract") == std::set<std::string>{"eis:12345"});
  CHECK(imported.value("contract", "eis:12345", "id") == "RD 2024/1");
}

TEST_CASE("a product of a supplier is one good with its maker, however often it is ordered") {
  const Imported imported = import("eis", {{"orders.csv", kOrders}, {"deliveries.csv", kDeliveries}});
  std::map<std::string, std::string> makers;
  for (const std::string& key : imported.keys("good"))
    makers[imported.value("good", key, "description")] = imported.value("good", key, "manufacturer");
  CHECK(makers.size() == 2);
  CHECK(makers["Cimdi L"].empty());
  CHECK(imported.keys("good").size() == 3);  // the maker is written in other letters in the delivery
  std::set<std::string> manufacturers;
  for (const std::string& key : imported.keys("organisation")) {
    if (key.starts_with("eis:manufacturer/")) manufacturers.insert(key);
  }
  CHECK(manufacturers.size() == 1);
  CHECK(imported.rejected() == std::vector<std::string>{"KD1422 row 5"});
}

TEST_CASE("tables of the electronic procurement system are its own and survive damage") {
  for (const std::string* text : {&kOpenings, &kResults, &kOrders, &kDeliveries})
    CHECK(recognised_by("x.csv", *text) == std::set<std::string>{"eis"});
  CHECK(import("eis", {{"o.csv", ""}}).records.empty());
  CHECK(import("eis", {{"o.csv", kOpenings.substr(0, 700)}}).keys("bid").size() <= 1);
  std::string circle = kResults.substr(0, kResults.find('\n') + 1);
  circle += "1,1,,,A,40003000001,,grozījumi,5,6,10,EUR,,,,2024-01-01,,\n1,1,,,A,40003000001,,grozījumi,6,5,20,EUR,,,,2024-01-02,,\n";
  CHECK(import("eis", {{"r.csv", circle}}).keys("award").size() >= 1);
}
