// The State Revenue Service: employees, contributions, and pay worked out of them.
#include "importers/vid/wages.hpp"
#include "tests/importers/latvia_support.hpp"

using namespace latvia_test;

namespace {

const std::string kTaxes =
    " registracijas_kods ,Nosaukums,Uznemejdarbibas_forma,Taksacijas_gads,Pamatdarbibas_NACE_kods,"
    "Samaksato_VID_administreto_nodoklu_kopsumma_tukst_EUR,Taja_skaita_IIN,Taja_skaita_VSAOI,Videjais_nodarbinato_personu_skaits_cilv\n"
    "'40003000001',\"SIA \"\"Rīta Darbi\"\"\",SIA,2024,8121,\"50,5\",\"10,1\",\"40,908\",10\n"
    "'40003000016',B,SIA,2024,8121,1,1,81.816,10\n"
    "'40003000020',C,SIA,2024,81.22,1,1,81.816,10\n"
    "'40003000035',D,SIA,2024,8121,1,1,81.816,10\n"
    "'40003000086',E,SIA,2024,8121,1,1,81.816,10\n"
    "'40003000071',F,SIA,2024,?,1,1,3,2\n"
    "'12018012345',Privāts,SIA,2024,8121,1,1,3,5\n"
    "'40003000094',G,SIA,,8121,1,1,3,5\n";

}  // namespace

TEST_CASE("pay is worked out of the contributions and says what it was made of") {
  const Imported imported = import("vid", {{"taxes.csv", kTaxes}});
  CHECK(imported.value("organisation", "vid:40003000001", "employees") == "10");
  CHECK(imported.value("organisation", "vid:40003000001", "employees_date") == "2024-12-31");
  CHECK(imported.value("organisation", "vid:40003000001", "social_contributions_month") == "3409.00 EUR");
  const auto pay = imported.facts("organisation", "vid:40003000001", "wage_month_gross_average");
  REQUIRE(pay.size() == 1);
  CHECK(model::to_text(pay[0].value) == "1000.00 EUR");
  CHECK(pay[0].evidence == model::EvidenceClass::computed);
  CHECK(pay[0].raw == "2024: VSAOI 40,908 x 1000 / 0.3409 / 12 / 10");
  CHECK(to_iso(*pay[0].date) == "2024-12-31");
}

TEST_CASE("the pay of an industry is that of all its employees, by division when the class has few firms") {
  const Imported imported = import("vid", {{"taxes.csv", kTaxes}});
  const auto sector = imported.facts("organisation", "vid:40003000001", "sector_wage_month_gross_average");
  REQUIRE(sector.size() == 1);
  CHECK(model::to_text(sector[0].value) == "1800.00 EUR");  // (1000 + 4 x 2000) / 5
  CHECK(sector[0].raw == "2024: NACE 81, 5 firms, 50 employees");
  CHECK(imported.value("organisation", "vid:40003000001", "nace") == "[8121, …]");
  CHECK(imported.value("organisation", "vid:40003000020", "nace") == "[8122, …]");
}

TEST_CASE("no pay is told where it would be that of one or two persons") {
  const Imported imported = import("vid", {{"taxes.csv", kTaxes}});
  CHECK(imported.value("organisation", "vid:40003000071", "wage_month_gross_average").empty());
  CHECK(imported.value("organisation", "vid:40003000071", "nace").empty());
  CHECK(imported.value("organisation", "vid:40003000071", "employees") == "2");
  importers::vid::IndustryPay pay;
  for (int i = 0; i < 4; ++i) pay.add(2024, "8121", 40, 10);
  CHECK_FALSE(pay.average(2024, "8121"));
  CHECK_FALSE(importers::vid::monthly_pay(10, 2.9, 12, 2024));
  CHECK_FALSE(importers::vid::monthly_pay(0, 10, 12, 2024));
}

TEST_CASE("natural persons are passed over and counted, rows without a year are rejected") {
  const Imported imported = import("vid", {{"taxes.csv", kTaxes}});
  CHECK(imported.told("KD1408") == 1);
  CHECK(imported.everything().find("12018012345") == std::string::npos);
  CHECK(imported.everything().find("Privāts") == std::string::npos);
  CHECK(imported.rejected() == std::vector<std::string>{"KD1409 row 9"});
}

TEST_CASE("a quarter gives employees and contributions but no pay") {
  const std::string head =
      "Registracijas_kods;Taksacijas_gads_ceturksnis;Taja_skaita_VSAOI_summa;Videjais_nodarbinato_personu_skaits_cilv\n";
  const Imported imported = import("vid", {{"q.csv", head + "40003000001;2025. gada 1. ceturksnis;9,6;\"11,5\"\n40003000016;2025 III;;x\n"
                                                            "40003000020;kaut kad;1;1\n"}});
  CHECK(imported.value("organisation", "vid:40003000001", "employees") == "12");
  CHECK(imported.facts("organisation", "vid:40003000001", "employees")[0].raw == "11,5");
  CHECK(imported.value("organisation", "vid:40003000001", "employees_date") == "2025-03-31");
  CHECK(imported.value("organisation", "vid:40003000001", "social_contributions_month") == "3200.00 EUR");
  CHECK(imported.value("organisation", "vid:40003000001", "wage_month_gross_average").empty());
  CHECK(imported.value("organisation", "vid:40003000016", "employees") == "unknown (unreadable)");
  CHECK(imported.value("organisation", "vid:40003000016", "social_contributions_month").empty());
  CHECK(imported.rejected() == std::vector<std::string>{"KD1409 row 4"});
}

TEST_CASE("a VAT number that is not in use identifies nobody") {
  const Imported imported = import("vid", {{"pvn.csv",
                                            "Numurs,Nosaukums,Aktivs,Registrets,Izslegts\nLV40003000001,A,ir,01.02.2016,\n"
                                            "LV40003000016,B,nav,01.02.2016,01.02.2020\nLV12018012345,Fiziska,ir,,\n"}});
  CHECK(imported.value("organisation", "vid:40003000001", "vat_number") == "LV40003000001");
  CHECK(imported.value("organisation", "vid:40003000016", "vat_number").empty());
  CHECK(imported.keys("organisation").size() == 2);
}

TEST_CASE("ratings, suspensions, licences, minimum contributions and debts") {
  const Imported imported = import(
      "vid",
      {{"reit.csv",
        "Registracijas_kods,Nosaukums,Reitings,Skaidrojums,Informacijas_atjaunosanas_datums\n40003000001,A,B,Ir pārkāpumi,2025-01-02\n"},
       {"apt.csv",
        "Registracijas_kods,Lemuma_datums,Aizliegts_veikt_darijumus_no,Aizliegts_veikt_darijumus_lidz,Lemuma_par_atjaunosanu_datums\n"
        "40003000001,02.01.2025,03.01.2025,,\n40003000016,02.01.2024,03.01.2024,,05.06.2024\n"},
       {"slo.csv",
        "Registracijas_kods,Statuss,Speka_no,Speka_lidz,Darbibas_jomas_nosaukums\n40003000001,Spēkā,03.01.2025,,Darbiekārtošanas "
        "pakalpojumi\n"
        "40003000016,Spēkā,03.01.2025,,Apsardze\n"},
       {"min.csv", "Darba_deveja_reg_kods_vai_personas_koda_otra_dala,Periods_no,Periods_lidz\n'40003000001',01.2025,03.2025\n12345,,\n"},
       {"debt.csv", "Reģistrācijas numurs;Nosaukums;Parāda summa EUR;Datums\n=\"40003000001\";A;\"1 234,56\";26.02.2025\n"}});
  CHECK(imported.value("organisation", "vid:40003000001", "tax_rating") == "B – Ir pārkāpumi");
  CHECK(imported.value("organisation", "vid:40003000001", "registration_status") == "suspended");
  CHECK(imported.value("organisation", "vid:40003000016", "registration_status") == "active");
  CHECK(imported.value("organisation", "vid:40003000001", "licence_employment_agency") == "valid");
  CHECK(imported.value("organisation", "vid:40003000016", "is_labour_provider").empty());
  CHECK(imported.value("list_entry", "vid:minimum/40003000001/01.2025", "listed_until") == "2025-03-31");
  CHECK(imported.value("organisation", "vid:40003000001", "tax_debt") == "1234.56 EUR");
  CHECK(to_iso(*imported.facts("organisation", "vid:40003000001", "tax_debt")[0].date) == "2025-02-26");
  CHECK(imported.everything().find("12345,") == std::string::npos);
}

TEST_CASE("tables of the tax authority are its own and survive damage") {
  CHECK(recognised_by("x.csv", kTaxes) == std::set<std::string>{"vid"});
  CHECK(recognised_by("x.csv", "Registracijas_kods,Nosaukums,Reitings\n") == std::set<std::string>{"vid"});
  CHECK(import("vid", {{"t.csv", ""}}).records.empty());
  CHECK(import("vid", {{"t.csv", kTaxes.substr(0, 400)}}).records.size() < 7);
  CHECK(import("vid", {{"t.csv",
                        "Registracijas_kods,Taksacijas_gads,Taja_skaita_VSAOI,Videjais_nodarbinato_personu_skaits_cilv\n"
                        "40003000001,2024,1e308,-5\n"}})
            .value("organisation", "vid:40003000001", "employees") == "unknown (unreadable)");
}
