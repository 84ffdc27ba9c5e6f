#include <catch2/catch.hpp>

#include "importers/us_subawards/importer.hpp"
#include "tests/importers/lists/support.hpp"

using import_test::import_one;
using import_test::Imported;
using kede::importers::us_subawards::importer;

namespace {

const std::string kHeader =
    "prime_award_unique_key,prime_award_piid,prime_award_amount,prime_award_base_action_date,prime_award_awarding_sub_agency_name,"
    "prime_awardee_uei,prime_awardee_name,prime_awardee_parent_uei,prime_awardee_parent_name,prime_awardee_country_code,subaward_type,"
    "subaward_sam_report_id,subaward_number,subaward_amount,subaward_action_date,subawardee_uei,subawardee_duns,subawardee_name,"
    "subawardee_parent_uei,subawardee_parent_name,subawardee_country_code,subawardee_address_line_1,subawardee_business_types,"
    "subaward_description,subawardee_highly_compensated_officer_1_name,subawardee_highly_compensated_officer_1_amount\n";

const std::string kRow =
    "CONT_1,W9,100000.00,2023-01-02,Army,PRIMEUEI0001,\"Prime, Inc.\",PARENTUEI001,Prime Group,USA,sub-contract,R77,S-1,60000,"
    "2023-03-04,SUBUEI000001,,Sub LLC,SUBUEI000001,Sub LLC,LVA,Street 1,Corporate Entity,Cutting,Secret Person,999999\n";

}  // namespace

TEST_CASE("a subaward is a supply of tier one from the prime to the subawardee", "[us_subawards]") {
  const Imported read = import_one(importer, kHeader + kRow);
  REQUIRE(read.keys("supply").size() == 1);
  const std::string supply = *read.keys("supply").begin();
  CHECK(supply.starts_with("usaspending:CONT_1/subaward/"));
  CHECK(read.value("supply", supply, "parent") == "usaspending:uei/PRIMEUEI0001");
  CHECK(read.value("supply", supply, "child") == "usaspending:uei/SUBUEI000001");
  CHECK(read.value("supply", supply, "contract") == "usaspending:CONT_1");
  CHECK(read.value("supply", supply, "amount") == "60000.00 USD");
  CHECK(read.value("supply", supply, "kind") == "subcontract");
  CHECK(read.value("supply", supply, "tier") == "1");
  CHECK(read.value("supply", supply, "work_description") == "Cutting");
  CHECK(read.value("supply", supply, "evidence") == "FFATA report R77");
  CHECK(read.value("organisation", "usaspending:uei/SUBUEI000001", "country") == "LV");
  CHECK(read.value("organisation", "usaspending:uei/SUBUEI000001", "other_identifiers") == "[US-UEI:SUBUEI000001, …]");
  CHECK(read.value("award", "usaspending:CONT_1/award", "suppliers") == "[usaspending:uei/PRIMEUEI0001, …]");
  CHECK(read.value("contract", "usaspending:CONT_1", "value") == "100000.00 USD");
}

TEST_CASE("a parent is an owner, and a firm is not its own parent", "[us_subawards]") {
  const Imported read = import_one(importer, kHeader + kRow);
  REQUIRE(read.keys("ownership").size() == 1);
  const std::string key = *read.keys("ownership").begin();
  CHECK(read.value("ownership", key, "owner") == "usaspending:uei/PARENTUEI001");
  CHECK(read.value("ownership", key, "subject") == "usaspending:uei/PRIMEUEI0001");
  CHECK(read.value("ownership", key, "share_min").empty());
}

TEST_CASE("officers and their pay are never read", "[us_subawards]") {
  const std::string all = import_one(importer, kHeader + kRow).dump();
  CHECK(all.find("Secret") == std::string::npos);
  CHECK(all.find("999999") == std::string::npos);
}

TEST_CASE("a subaward that is reported each month is counted once", "[us_subawards]") {
  std::string later = kRow;
  later.replace(later.find("R77"), 3, "R99");
  std::string other = kRow;
  other.replace(other.find(",60000,"), 7, ",160000,");
  const Imported read = import_one(importer, kHeader + kRow + later + other);
  CHECK(read.keys("supply").size() == 2);
  CHECK(read.told("KD1557") == 1);
  CHECK(read.told("KD1556") == 1);
}

TEST_CASE("the address of a sole proprietor is not read", "[us_subawards]") {
  std::string row = kRow;
  row.replace(row.find("Corporate Entity"), 16, "Sole Proprietorship");
  CHECK(import_one(importer, kHeader + kRow).dump().find("Street 1") != std::string::npos);
  CHECK(import_one(importer, kHeader + row).dump().find("Street 1") == std::string::npos);
}

TEST_CASE("rows without an award or a firm are rejected and the others are read", "[us_subawards]") {
  const Imported read = import_one(importer, kHeader + ",,,,,,,,,,,,,,,,,,,,,,,,x,\n" + kRow + "CONT_2,W9\n\"open");
  CHECK(read.rejected() == "KD1555@row 2 KD1555@row 4 KD1148@row 5");
  CHECK(read.keys("supply").size() == 1);
}

TEST_CASE("rows of the database are read as JSON, with DUNS numbers", "[us_subawards]") {
  const std::string json = R"([{"unique_award_key": null, "award_id": "0725", "parent_award_id": "P1", "award_amount": 7070.00,
    "awarding_sub_tier_agency_c": "2100", "awardee_or_recipient_uniqu": "123456789", "awardee_or_recipient_legal": "Prime",
    "subaward_type": "sub-grant", "subaward_number": "S1", "subaward_amount": 621.04, "sub_action_date": "2018-03-21",
    "sub_awardee_or_recipient_uniqu": "987654321", "sub_awardee_or_recipient_legal": "Sub", "sub_high_comp_officer1_full_na": "Secret"}])";
  CHECK(importer.recognise("x", json) > 80);
  const Imported read = import_one(importer, json);
  REQUIRE(read.keys("supply").size() == 1);
  CHECK(read.keys("supply").begin()->starts_with("usaspending:0725_2100_P1/"));
  CHECK(read.value("supply", *read.keys("supply").begin(), "kind").empty());
  CHECK(read.value("organisation", "usaspending:duns/987654321", "other_identifiers") == "[XI-DUNS:987654321, …]");
}

TEST_CASE("subaward files are recognised by their columns", "[us_subawards]") {
  CHECK(importer.recognise("x", kHeader) > 80);
  for (const char* other : {"", "subaward_number;name\n", "{\"subaward_number\": 1}", "<a/>"}) CHECK(importer.recognise("x", other) == 0);
}
