#include "engine/identity/normalise.hpp"

#include <catch2/catch.hpp>

using namespace kede::identity;

namespace {

std::string text_of(const std::optional<Identifier>& identifier) { return identifier ? identifier->text() : "none"; }

}  // namespace

TEST_CASE("names are equal whatever their case, quotes, points and spaces") {
  const std::string expected = normalise_name("SIA Tīrība un kārtība");
  for (const char* name : {"sia tīrība un kārtība", "SIA \"Tīrība un kārtība\"", "SIA „Tīrība un kārtība”", "SIA «TĪRĪBA UN KĀRTĪBA»",
                           "  SIA   Tīrība  un kārtība ", "S.I.A. Tīrība un kārtība", "SIA\xC2\xA0Tīrība un kārtība",
                           "SIA 'Tīrība un kārtība'", "SIA ’Tīrība un kārtība’", "SIA, Tīrība un kārtība",
                           "SIA Ti\xCC\x84ri\xCC\x84"
                           "ba un ka\xCC\x84rti\xCC\x84"
                           "ba"}) {
    INFO(name);
    CHECK(normalise_name(name) == expected);
  }
}

TEST_CASE("diacritics, digits and the signs & and + tell names apart") {
  CHECK(normalise_name("Kāzas SIA") != normalise_name("Kazas SIA"));
  CHECK(normalise_name("Alfa 1") != normalise_name("Alfa 2"));
  CHECK(normalise_name("A & B") != normalise_name("A B"));
  CHECK(normalise_name("C++") != normalise_name("C"));
  CHECK(normalise_name("SIA Alfa") != normalise_name("AS Alfa"));
}

TEST_CASE("compatibility forms of letters are one") {
  CHECK(normalise_name("ＡＬＦＡ") == "alfa");
  CHECK(normalise_name("Straße") == normalise_name("STRASSE"));
  CHECK(normalise_name("ﬁrma") == "firma");
  CHECK(normalise_name("Общество") == normalise_name("ОБЩЕСТВО"));
}

TEST_CASE("normalising a name twice changes nothing") {
  for (const char* name : {"SIA „Tīrība”", "A & B  Ltd.", "Straße 5", "ＡＬＦＡ", "", "...", "Ķēde-2", "Общество «Ночь»"}) {
    INFO(name);
    CHECK(normalise_name(normalise_name(name)) == normalise_name(name));
  }
}

TEST_CASE("a name of nothing but signs is empty") {
  for (const char* name : {"", "   ", "\"\"", "...", "---", "„”"}) CHECK(normalise_name(name).empty());
}

TEST_CASE("an identifier keeps its letters and digits, in capitals") {
  CHECK(normalise_identifier("LV 4000-3009618") == "LV40003009618");
  CHECK(normalise_identifier("lv.4000/3009618") == "LV40003009618");
  CHECK(normalise_identifier("---").empty());
}

TEST_CASE("a Latvian registration number is one identifier however it is written") {
  for (const char* number : {"40003009618", "4000 300 9618", "4000-3009618", "LV40003009618", "lv 40003009618", "LV-40003009618"}) {
    INFO(number);
    CHECK(text_of(registration_identifier(number, "", "LV")) == "LV-RE:40003009618");
    CHECK(text_of(registration_identifier(number, "LV-RE", "")) == "LV-RE:40003009618");
    CHECK(text_of(registration_identifier(number, "lv-re", "EE")) == "LV-RE:40003009618");
    CHECK(text_of(vat_identifier(number, "LV")) == "LV-RE:40003009618");
  }
  CHECK(text_of(other_identifier("LV-RE:40003009618")) == "LV-RE:40003009618");
  CHECK(text_of(other_identifier("vat:LV40003009618")) == "LV-RE:40003009618");
}

TEST_CASE("a number is only strong together with its register") {
  CHECK(text_of(registration_identifier("12345678", "", "")) == "none");
  CHECK(text_of(registration_identifier("12345678", "", "EE")) == "REG-EE:12345678");
  CHECK(text_of(registration_identifier("12345678", "EE-ARIREGISTER", "")) == "EE-ARIREGISTER:12345678");
  CHECK(text_of(registration_identifier("GB-COH-01234567", "GB-COH", "")) == "GB-COH:01234567");
  CHECK(text_of(vat_identifier("123456789", "")) == "none");
  CHECK(text_of(other_identifier("12345678")) == "none");
  CHECK(text_of(other_identifier(":12345678")) == "none");
}

TEST_CASE("two different register numbers never become equal") {
  const char* numbers[] = {"40003009618", "40003009619", "4000300961", "12345678", "012345678", "A1234567", "B1234567", "1234567A"};
  for (const char* a : numbers) {
    for (const char* b : numbers) {
      for (const char* country : {"LV", "EE", ""}) {
        const auto left = registration_identifier(a, "", country);
        const auto right = registration_identifier(b, "", country);
        if (left && right && std::string(a) != b) CHECK(left->text() != right->text());
      }
    }
  }
}

TEST_CASE("a VAT number belongs to its country, and a missing prefix is taken from the country") {
  CHECK(text_of(vat_identifier("LT100001234567", "")) == "VAT-LT:LT100001234567");
  CHECK(text_of(vat_identifier("100001234567", "LT")) == "VAT-LT:LT100001234567");
  for (const char* number : {"123456789", "GR123456789", "EL 123456789"})
    CHECK(text_of(vat_identifier(number, "GR")) == "VAT-EL:EL123456789");
}

TEST_CASE("a LEI has twenty characters, under any of its names") {
  const std::string lei = "5493001KJTIIGC8Y1R12";
  CHECK(text_of(lei_identifier("5493 001kjtiigc8y1r12")) == "LEI:" + lei);
  CHECK(text_of(registration_identifier(lei, "XI-LEI", "")) == "LEI:" + lei);
  CHECK(text_of(other_identifier("lei:" + lei)) == "LEI:" + lei);
  CHECK_FALSE(lei_identifier(lei.substr(1)));
  CHECK_FALSE(lei_identifier(lei + "1"));
}

TEST_CASE("a number that fails its published check is not trusted") {
  for (const char* number : {"40003009619", "40003006918", "4000300961", "400030096180", "30003009618", "12019012345"}) {
    INFO(number);
    const auto registered = registration_identifier(number, "LV-RE", "");
    REQUIRE(registered);
    CHECK(registered->value.starts_with('?'));
    CHECK(text_of(vat_identifier(std::string("LV") + number, "")) != "LV-RE:" + std::string(number));
  }
  CHECK_FALSE(vat_identifier("LV40003009619", ""));
  CHECK_FALSE(vat_identifier("LT12345", ""));
  CHECK_FALSE(vat_identifier("DE12345678", ""));
  CHECK_FALSE(lei_identifier("5493001KJTIIGC8Y1R13"));
  CHECK_FALSE(lei_identifier("5493001KJTIIGC8Y1R21"));
  CHECK(text_of(vat_identifier("NO123456789MVA", "")) == "VAT-NO:NO123456789MVA");  // no rule is published for it here
}

TEST_CASE("what stands in for a number is no identifier") {
  for (const char* word : {"",     "0",    "00",      "0000",          "00000000000", "-",          "--",       "n/a", "N/A",  "na",
                           "none", "NULL", "unknown", "not available", "nav",         "nav zināms", "nezināms", "xxx", "XXXX", "9999",
                           "1",    "?",    "tbc"}) {
    INFO(word);
    for (const char* country : {"LV", "LT", ""}) {
      const auto registered = registration_identifier(word, "", country);
      CHECK((!registered || registered->value.starts_with('?')));
      CHECK_FALSE(vat_identifier(word, country));
      CHECK_FALSE(vat_identifier(std::string("LV") + word, country));
    }
    CHECK_FALSE(registration_identifier(word, "EE-ARIREGISTER", ""));
    CHECK_FALSE(lei_identifier(word));
    CHECK_FALSE(other_identifier(std::string("XX-REG:") + word));
  }
  CHECK_FALSE(lei_identifier("00000000000000000000"));
}
