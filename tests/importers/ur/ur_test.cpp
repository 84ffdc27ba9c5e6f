// The Register of Enterprises: who owns and directs whom, and what is never read of a person.
#include "tests/importers/latvia_support.hpp"

using namespace latvia_test;

namespace {

const std::string kCompany = "ur:40003000001";

const Files kRegister = {
    {"register.csv",
     "regcode;sepa;name;regtype;type;type_text;registered;terminated;closed;address;index;city\n"
     "40003000001;;\"SIA \"\"Rīta Darbi\"\"\";K;SIA;Sabiedrība ar ierobežotu atbildību;2015-03-04;;;\"Rīga, Brīvības iela "
     "1\";LV-1010;100003\n"
     "40003000020;;Bērzs IK;K;IK;Individuālais komersants;2015-03-04;2020-01-31;L;\"Rīga, Mājas iela 5\";LV-1011;\n"
     "40003000035;;Pievienotā;K;SIA;;2015-03-04;2021-01-31;R;;;\n"
     ";;bez numura;;;;;;;;;\n"},
    {"register_name_history.csv", "regcode;name;date_to\n40003000001;Vecais nosaukums;2018-02-03\n"},
    {"equity_capitals.csv",
     "id;legal_entity_registration_number;equity_capital_type;amount;currency;date_from\n"
     "1;40003000001;REGISTERED_EQUITY;2800.00;EUR;2015-03-04\n2;40003000001;PAID_UP_EQUITY;1400;EUR;2020-03-04\n"},
    {"members.csv",
     "id;at_legal_entity_registration_number;entity_type;name;forename;surname;latvian_identity_number_masked;birth_date;"
     "legal_entity_registration_number;number_of_shares;share_nominal_value;share_currency;date_from;registered_on;last_modified_at\n"
     "11;40003000001;NATURAL_PERSON;;Jānis;Bērziņš-Kalns;140777-*****;;;1000;1;EUR;2015-03-04;2015-03-05;2020-05-06 10:11:12\n"
     "12;40003000001;NATURAL_PERSON;;Jānis;Bērziņš-Kalns;140777-*****;;;400;1;EUR;2019-03-04;2019-03-05;2020-05-06 10:11:12\n"
     "13;40003000001;LEGAL_ENTITY;AS Māte;;;;;40003000086;700;1;EUR;2015-03-04;2015-03-05;\n"
     "14;40003000001;FOREIGN_ENTITY;Foreign Holding Ltd;;;;;A-79.486.833;420;1;EUR;;;\n"
     "15;40003000001;JOINT_OWNERS;;;;;;;280;1;EUR;2015-03-04;;\n"
     "16;40003000001;NATURAL_PERSON;;;;;;;1;1;EUR;;;\n"},
    {"members_joint_owners.csv",
     "id;member_id;entity_type;name;forename;surname;latvian_identity_number_masked;birth_date;legal_entity_registration_number\n"
     "1;15;NATURAL_PERSON;;Anna;Liepa;;1980-02-03;\n2;99;NATURAL_PERSON;;Nav;Nav;;;\n"},
    {"officers.csv",
     "id;at_legal_entity_registration_number;entity_type;position;governing_body;name;latvian_identity_number_masked;birth_date;"
     "legal_entity_registration_number;rights_of_representation_type;representation_with_at_least;registered_on;last_modified_at\n"
     "5;40003000001;NATURAL_PERSON;CHAIR_OF_BOARD;EXECUTIVE_BOARD;Bērziņš-Kalns Jānis;140777-*****;;;INDIVIDUALLY;0;2015-03-04;\n"
     "6;40003000001;NATURAL_PERSON;PROCURATOR;;Liepa Anna;030280-*****;;;INDIVIDUALLY;0;2016-03-04;\n"
     "7;40003000001;NATURAL_PERSON;SOMETHING_NEW;;Ozols Ilze;010190-*****;;;;0;2016-03-04;\n"},
    {"beneficial_owners.csv",
     "id;legal_entity_registration_number;forename;surname;latvian_identity_number_masked;birth_date;nationality;residence;registered_on;"
     "last_modified_at\n7;40003000001;JĀNIS;BĒRZIŅŠ-KALNS;140777-*****;;XQ;XR;2018-03-04;2018-03-04\n"}};

std::string owner_of(const Imported& imported, const std::string& person_or_owner, const std::string& key) {
  return imported.value("ownership", key, person_or_owner);
}

}  // namespace

TEST_CASE("the register says what a firm is, and a closed one that it is closed") {
  const Imported imported = import("ur", kRegister);
  CHECK(imported.value("organisation", kCompany, "name") == "SIA \"Rīta Darbi\"");
  CHECK(imported.value("organisation", kCompany, "reg_scheme") == "LV-RE");
  CHECK(imported.value("organisation", kCompany, "legal_form_class") == "company");
  CHECK(imported.value("organisation", kCompany, "founded") == "2015-03-04");
  CHECK(imported.value("organisation", kCompany, "address") == "Rīga, Brīvības iela 1");
  CHECK(imported.value("organisation", kCompany, "city").empty());  // a number of a classification, not a name
  CHECK(imported.value("organisation", kCompany, "registration_status") == "active");
  CHECK(imported.value("organisation", kCompany, "other_names") == "[Vecais nosaukums, …]");
  CHECK(imported.value("organisation", "ur:40003000020", "registration_status") == "closed");
  CHECK(imported.value("organisation", "ur:40003000020", "closed_on") == "2020-01-31");
  CHECK(imported.value("organisation", "ur:40003000035", "registration_status") == "reorganised");
  CHECK(imported.facts("organisation", kCompany, "name")[0].evidence == model::EvidenceClass::register_or_decision);
}

TEST_CASE("without the column that says so nobody is called active") {
  const Imported imported = import("ur", {{"register.csv", "regcode;name;type;registered\n40003000001;SIA;SIA;2015-03-04\n"}});
  CHECK(imported.value("organisation", kCompany, "name") == "SIA");
  CHECK(imported.value("organisation", kCompany, "registration_status").empty());
  CHECK(imported.told("KD1400") == 1);
}

TEST_CASE("the address of a firm of one person may be a home and is not read") {
  const Imported imported = import("ur", kRegister);
  CHECK(imported.value("organisation", "ur:40003000020", "address").empty());
  CHECK(imported.everything().find("Mājas iela") == std::string::npos);
}

TEST_CASE("several packages of one member are one share of the registered capital") {
  const Imported imported = import("ur", kRegister);
  std::map<std::string, std::string> shares;
  for (const std::string& key : imported.keys("ownership")) {
    if (key.starts_with("ur:member/")) {
      const std::string owner = imported.value("ownership", key, "owner");
      shares[owner.empty()                     ? "person"
             : owner.starts_with("ur:foreign") ? "foreign"
                                               : owner] = imported.value("ownership", key, "share_min");
    }
  }
  CHECK(shares == std::map<std::string, std::string>{{"person", "50 %"}, {"ur:40003000086", "25 %"}, {"foreign", "15 %"}});
  const auto facts = imported.facts("ownership", *imported.keys("ownership").lower_bound("ur:member/"), "share_min");
  REQUIRE(facts.size() == 1);
  CHECK(facts[0].evidence == model::EvidenceClass::computed);
  CHECK(facts[0].raw.find("/ 2800.00 EUR (equity_capitals") != std::string::npos);
}

TEST_CASE("without capitals a share is a part of all shares, unless one of them cannot be read") {
  Files files = {{"members.csv", kRegister.at("members.csv")}};
  Imported imported = import("ur", files);
  const std::string mother = "ur:member/40003000001/";
  const auto share_of_mother = [](const Imported& from) {
    for (const std::string& key : from.keys("ownership")) {
      if (from.value("ownership", key, "owner") == "ur:40003000086") return from.value("ownership", key, "share_min");
    }
    return std::string("none");
  };
  CHECK(share_of_mother(imported).starts_with("24.99"));  // 700 of 2801: the row that names nobody counts too
  files["members.csv"] += "17;40003000001;NATURAL_PERSON;;Ilze;Ozola;010190-*****;;;daudz;1;EUR;;;\n";
  CHECK(share_of_mother(import("ur", files)).empty());
}

TEST_CASE("shares of more than the capital are a conflict, not a share") {
  Files files = kRegister;
  files["equity_capitals.csv"] =
      "legal_entity_registration_number;equity_capital_type;amount;currency\n40003000001;REGISTERED_EQUITY;100;EUR\n";
  const Imported imported = import("ur", files);
  CHECK(imported.told("KD1404") == 4);
  for (const std::string& key : imported.keys("ownership")) {
    const std::string share = imported.value("ownership", key, "share_min");
    CHECK((share.empty() || share == "unknown (conflict)"));
  }
  files["equity_capitals.csv"] =
      "legal_entity_registration_number;equity_capital_type;amount;currency\n40003000001;REGISTERED_EQUITY;2000;LVL\n";
  const Imported other_currency = import("ur", files);
  CHECK(other_currency.told("KD1404") == 0);
  CHECK(other_currency.value("ownership", *other_currency.keys("ownership").lower_bound("ur:member/"), "share_min").empty());
}

TEST_CASE("what one of several owns of a joint share is not more than the share") {
  const Imported imported = import("ur", kRegister);
  const std::string key = *imported.keys("ownership").lower_bound("ur:joint/member/15/");
  CHECK(imported.value("ownership", key, "share_max") == "10 %");
  CHECK(imported.value("ownership", key, "share_min").empty());
  CHECK(imported.value("ownership", key, "subject") == kCompany);
}

TEST_CASE("a person is one in all tables, in whatever order and letters the name is written") {
  const Imported imported = import("ur", kRegister);
  const std::string person = imported.value("ownership", "ur:officer/5", "person");
  CHECK(person == imported.value("ownership", "ur:beneficial_owner/7", "person"));
  const std::set<std::string> holdings = imported.keys("ownership");
  CHECK(std::any_of(holdings.begin(), holdings.end(), [&](const std::string& key) {
    return key.starts_with("ur:member/") && imported.value("ownership", key, "person") == person;
  }));
  // The birth date of one table and the masked code of the other agree.
  CHECK(owner_of(imported, "person", "ur:officer/6") ==
        imported.value("ownership", *imported.keys("ownership").lower_bound("ur:joint/member/15/"), "person"));
  CHECK(imported.value("ownership", "ur:officer/5", "role") == "board");
  CHECK(imported.value("ownership", "ur:officer/6", "role") == "representative");
  CHECK(imported.value("ownership", "ur:officer/7", "role") == "unknown (unreadable)");
  CHECK(imported.value("ownership", "ur:beneficial_owner/7", "role") == "beneficial_owner");
  CHECK(imported.value("organisation", kCompany, "beneficial_owner_declared") == "yes");
}

TEST_CASE("nationality, residence and the digits of the personal code are nowhere") {
  const std::string everything = import("ur", kRegister).everything();
  for (const char* secret : {"XQ", "XR", "140777", "*****"}) CHECK(everything.find(secret) == std::string::npos);
}

TEST_CASE("a namesake without digits is known in one company only") {
  const Imported imported =
      import("ur", {{"officers.csv",
                     "id;at_legal_entity_registration_number;entity_type;position;governing_body;name;latvian_identity_number_masked\n"
                     "1;40003000001;NATURAL_PERSON;BOARD_MEMBER;EXECUTIVE_BOARD;Ozols Jānis;\n"
                     "2;40003000035;NATURAL_PERSON;BOARD_MEMBER;EXECUTIVE_BOARD;Ozols Jānis;\n"}});
  CHECK(imported.keys("person").size() == 2);
  CHECK(imported.value("person", *imported.keys("person").begin(), "register_id").empty());
}

TEST_CASE("all owners are named only when the shares make up the capital and beneficial owners are there too") {
  CHECK(import("ur", kRegister).value("organisation", kCompany, "owners_complete") == "yes");
  Files files = kRegister;
  files.erase("beneficial_owners.csv");
  CHECK(import("ur", files).value("organisation", kCompany, "owners_complete").empty());
}

TEST_CASE("rows that name no company or no holder are rejected with their place") {
  CHECK(import("ur", kRegister).rejected() == std::vector<std::string>{"KD1401 row 5", "KD1403 row 7", "KD1405 row 3"});
}

TEST_CASE("proceedings, sanctions and statements") {
  const Imported imported = import(
      "ur",
      {{"insolvency.csv",
        "id;debtor_registration_number;proceeding_started_on;proceeding_ended_on\n1;40003000001;2024-02-03;\n2;40003000035;2020-01-01;2021-"
        "01-01\n"},
       {"securing.csv", "id;legal_entity_registration_number;institution_name;case_number;date_from\n4;40003000001;VID;L-1;2024-05-06\n"},
       {"reorganizations.csv",
        "source_entity_regcode;final_entity_regcode;reorganization_type;registered\n010100292;40003000001;MERGER;2001-02-03\n"
        "40003000001;40003000035;SEPARATION;2020-02-03\n"},
       {"sanctions.csv",
        "sanctions_subject_registration_number;sanctions_subject_name;position;list;list_text;program;entry_date\n"
        "40003000001;SIA;BENEFICIAL_OWNER;EU;ES saraksts;UKR;2022-03-04\n40003000035;SIA 2;;EU;ES saraksts;UKR;2022-03-04\n"},
       {"financial_statements.csv",
        "id;legal_entity_registration_number;year;employees;rounded_to_nearest;currency\n100;40003000001;2024;12;THOUSANDS;EUR\n"},
       {"income_statements.csv", "statement_id;net_turnover\n100;345\n999;1\n"}});
  CHECK(imported.value("organisation", kCompany, "registration_status") == "insolvent");
  CHECK(imported.value("organisation", "ur:40003000035", "registration_status").empty());  // the proceedings are over
  CHECK(imported.value("organisation", "ur:010100292", "registration_status") == "reorganised");
  CHECK(imported.value("list_entry", "ur:securing_measure/4", "reference") == "L-1");
  CHECK(imported.value("list_entry", "ur:sanction/40003000001/2", "result") == "possible");
  CHECK(imported.value("list_entry", "ur:sanction/40003000035/3", "result") == "match");
  CHECK(imported.value("organisation", kCompany, "employees") == "12");
  CHECK(imported.value("organisation", kCompany, "turnover_last_year") == "345000.00 EUR");
  CHECK(imported.rejected() == std::vector<std::string>{"KD1407 row 3"});
}

TEST_CASE("columns are found in any order, letters and separator, also behind a mark and in Windows-1257") {
  const Imported marked =
      import("ur", {{"r.csv", "\xEF\xBB\xBFName,REGCODE , Type,registered,extra\n\"A, B\",=\"40003000001\",SIA,04.03.2015,x\n"}});
  CHECK(marked.value("organisation", kCompany, "name") == "A, B");
  CHECK(marked.value("organisation", kCompany, "founded") == "2015-03-04");
  const Imported baltic = import("ur", {{"r.csv", "regcode;name;type;closed\n40003000001;R\xEEta Darbi un B\xE7rzi\xF2\xF0;SIA;\n"}});
  CHECK(baltic.value("organisation", kCompany, "name") == "Rīta Darbi un Bērziņš");
  CHECK(baltic.told("KD1003") == 1);
}

TEST_CASE("what a spreadsheet made of a number is the number") {
  const Imported imported =
      import("ur", {{"r.csv", "regcode;name;type;closed\n40003000001.0;A;SIA;\n4.0003000035E10;B;SIA;\n010100292;C;SIA;\n"}});
  CHECK(imported.keys("organisation") == std::set<std::string>{"ur:010100292", "ur:40003000001", "ur:40003000035"});
}

TEST_CASE("the register survives hostile tables") {
  CHECK(import("ur", {{"r.csv", ""}}).records.empty());
  CHECK(import("ur", {{"r.csv", "a;b\n1;2\n"}}).told("KD1402") == 1);
  CHECK(import("ur", {{"r.csv", "regcode;name;type;closed\n40003000001;\"open"}}).rejected() == std::vector<std::string>{"KD1148 row 2"});
  CHECK(import("ur", {{"r.csv", "regcode;name;type;closed\n40003000001;a;b;;;;;;x\n"}}).rejected() ==
        std::vector<std::string>{"KD1149 row 2"});
  const std::string huge(2U << 20U, 'x');
  CHECK(import("ur", {{"r.csv", "regcode;name;type;closed\n40003000001;" + huge + ";SIA;\n40003000035;ok;SIA;\n"}}).rejected() ==
        std::vector<std::string>{"KD1147 row 2"});
  const Imported bad = import("ur", {{"r.csv", "regcode;name;type;closed\n40003000001;ā\xFFx;SIA;Q\n40003000001;ā\xFFx;SIA;\n"}});
  CHECK(bad.value("organisation", kCompany, "registration_status") == "unknown (unreadable) | active");
  CHECK(import("ur", kRegister).everything() == import("ur", kRegister).everything());
}

TEST_CASE("each table is the register's own and nobody else's") {
  for (const auto& [path, text] : kRegister) {
    INFO(path);
    CHECK(recognised_by("x.csv", text) == std::set<std::string>{"ur"});
  }
}
