#include "engine/base/identifier_checks.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

namespace kede {

TEST_CASE("a LEI passes only with its check digits") {
  CHECK(valid_lei("5493001KJTIIGC8Y1R12"));
  CHECK_FALSE(valid_lei("5493001KJTIIGC8Y1R13"));
  CHECK_FALSE(valid_lei("5493001KJTIIGC8Y1R1"));
  CHECK_FALSE(valid_lei("5493001kjtiigc8y1r12"));
  CHECK_FALSE(valid_lei("5493001KJTIIGC8Y1RAB"));
  CHECK_FALSE(valid_lei(""));
}

TEST_CASE("a Latvian registration number passes only with 11 digits, a known first digit and its check digit") {
  CHECK(valid_lv_registration_number("40203999006"));
  CHECK(valid_lv_registration_number("50203999012"));
  CHECK(valid_lv_registration_number("90000999000"));
  CHECK_FALSE(valid_lv_registration_number("40203999007"));
  CHECK_FALSE(valid_lv_registration_number("40230999006"));
  CHECK_FALSE(valid_lv_registration_number("4020399900"));
  CHECK_FALSE(valid_lv_registration_number("4020399900A"));
  CHECK_FALSE(valid_lv_registration_number("10203999006"));
}

TEST_CASE("exactly one digit in ten completes a Latvian registration number") {
  for (const std::string stem : {"4020399900", "4000399911", "9000099900"}) {
    int right = 0;
    for (char digit = '0'; digit <= '9'; ++digit) right += valid_lv_registration_number(stem + digit) ? 1 : 0;
    CHECK(right == 1);
  }
}

TEST_CASE("country codes are ISO 3166-1 alpha-2 and Kosovo, in capitals") {
  CHECK(valid_country_code("LV"));
  CHECK(valid_country_code("XK"));
  CHECK(valid_country_code("GB"));
  CHECK_FALSE(valid_country_code("UK"));
  CHECK_FALSE(valid_country_code("lv"));
  CHECK_FALSE(valid_country_code("LVA"));
  CHECK_FALSE(valid_country_code(""));
  CHECK(country_codes().size() == 250);
  CHECK(std::is_sorted(country_codes().begin(), country_codes().end()));
}

TEST_CASE("a VAT number is checked by the form of its Member State") {
  CHECK(valid_vat("LV40203999006"));
  CHECK(valid_vat("lv 4020 3999 006"));
  CHECK_FALSE(valid_vat("LV40203999007"));
  CHECK(valid_vat("EE123456789"));
  CHECK_FALSE(valid_vat("EE12345678"));
  CHECK(valid_vat("EL123456789"));
  CHECK(valid_vat("GR123456789"));
  CHECK(valid_vat("NL123456789B01"));
  CHECK(valid_vat("IE1+23456A"));
  CHECK_FALSE(valid_vat("ATX1234567"));
}

TEST_CASE("a VAT number of a state without a known form is neither right nor wrong") {
  CHECK(check_vat("NO123456789MVA") == IdentifierCheck::no_rule);
  CHECK(check_vat("ZZ1") == IdentifierCheck::no_rule);
  CHECK(check_vat("L") == IdentifierCheck::fails);
}

TEST_CASE("identifiers are compared without spaces, hyphens, points and case") {
  CHECK(compact_identifier(" lv-40 203.999\xC2\xA0"
                           "006 ") == "LV40203999006");
}

}  // namespace kede
