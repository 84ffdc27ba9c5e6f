#include "engine/base/money.hpp"

#include <catch2/catch.hpp>

using namespace kede;

namespace {

std::optional<std::int64_t> units(std::string_view text) {
  const auto money = Money::parse(text, Currency::eur());
  return money ? std::optional(money->units) : std::nullopt;
}

std::string written(std::string_view text) { return amount_text(Money::parse(text, Currency::eur()).value()); }

}  // namespace

TEST_CASE("an amount is read exactly to the fourth decimal") {
  CHECK(units("0") == 0);
  CHECK(units("12") == 120'000);
  CHECK(units("12.3456") == 123'456);
  CHECK(units("0.1") == 1'000);
  CHECK(units(".5") == 5'000);
  CHECK(units("5.") == 50'000);
  CHECK(units("-12.5") == -125'000);
  CHECK(units("+12.5") == 125'000);
  CHECK(units("000012.50") == 125'000);
  CHECK(units("900719925474.0993") == 9'007'199'254'740'993);  // not a double
}

TEST_CASE("decimals after the fourth are rounded half away from zero") {
  CHECK(units("1.00004") == 10'000);
  CHECK(units("1.00005") == 10'001);
  CHECK(units("-1.00005") == -10'001);
  CHECK(units("1.99995") == 20'000);
  CHECK(units("0.00005") == 1);
  CHECK(units("0.00004999") == 0);
  CHECK(units("5e-5") == 1);
  CHECK(units("4e-5") == 0);
  CHECK(units("9e-400") == 0);
}

TEST_CASE("an exponent moves the point and nothing else") {
  CHECK(units("1e3") == 10'000'000);
  CHECK(units("1E+3") == 10'000'000);
  CHECK(units("1.5e2") == 1'500'000);
  CHECK(units("12345e-2") == 1'234'500);
  CHECK(units("0e40") == 0);
  for (const char* text : {"1e", "e5", "1e+", "1e+-5", "1e5.0", "1e5x", "1e99999999999"}) {
    INFO(text);
    CHECK_FALSE(units(text));
  }
}

TEST_CASE("an amount that does not fit is not read") {
  CHECK(units("92233720368547") == 922'337'203'685'470'000);
  for (const char* text : {"922337203685478", "1e15", "9e40", "99999999999999999999", "-99999999999999999999"}) {
    INFO(text);
    CHECK_FALSE(units(text));
  }
}

TEST_CASE("text that is no number is not read as an amount") {
  for (const char* text : {"", "-", "+", ".", "-.", "1.2.3", "1,5", "1 000", "12 EUR", "--1", "0x10", "nan", "inf", " 1"}) {
    INFO(text);
    CHECK_FALSE(units(text));
  }
}

TEST_CASE("an amount is written with at least two decimals and no useless zeros, and can be read again") {
  CHECK(written("1234.5") == "1234.50");
  CHECK(written("1234") == "1234.00");
  CHECK(written("0.1234") == "0.1234");
  CHECK(written("0.1230") == "0.123");
  CHECK(written("-0.5") == "-0.50");
  CHECK(written("-1234.56") == "-1234.56");
  CHECK(amount_text({std::numeric_limits<std::int64_t>::min(), Currency::eur()}) == "-922337203685477.5808");
  for (const std::int64_t value : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{9'999}, std::int64_t{-123'456'789}})
    CHECK(units(amount_text({value, Currency::eur()})) == value);
  CHECK(to_text(Money{125'000, *Currency::parse("usd")}) == "12.50 USD");
}

TEST_CASE("a currency is three letters, in capitals") {
  CHECK(Currency::parse("eur") == Currency::eur());
  CHECK(Currency::parse("Sek")->code() == "SEK");
  for (const char* text : {"", "EU", "EURO", "E1R", "€", "E R"}) {
    INFO(text);
    CHECK_FALSE(Currency::parse(text));
  }
  CHECK_FALSE(Money{1, Currency::eur()} == Money{1, *Currency::parse("USD")});
}

TEST_CASE("a number is understood in every form in which officers and publishers write it") {
  const std::pair<const char*, const char*> forms[] = {
      {"1234.5", "1234.5"},
      {"1234,5", "1234.5"},
      {"1 234,50", "1234.50"},
      {"1\xC2\xA0"
       "234,50",
       "1234.50"},  // no-break space
      {"1\xE2\x80\xAF"
       "234,50",
       "1234.50"},  // narrow no-break space
      {"1.234,50", "1234.50"},
      {"1,234.50", "1234.50"},
      {"1'234.50", "1234.50"},
      {"1,234,567", "1234567"},
      {"1.234.567", "1234567"},
      {"1.234.567,89", "1234567.89"},
      {"12 345 678,9", "12345678.9"},
      {"€ 12", "12"},
      {"12 €", "12"},
      {"12,50€", "12.50"},
      {"$12.50", "12.50"},
      {"-1 234,50", "-1234.50"},
      {"+12", "12"},
      {"0,25", "0.25"},
      {"0,125", "0.125"},
      {"12.345", "12.345"},  // a point is the decimal point of data files
      {"1234,567", "1234.567"},
      {"1 234,567", "1234.567"},
      {"- 5", "-5"},
      {".5", ".5"},
      {"0", "0"},
  };
  for (const auto& [text, expected] : forms) {
    INFO(text);
    CHECK(plain_decimal(text) == std::optional<std::string>(expected));
  }
}

TEST_CASE("a number that could mean two sizes is refused") {
  for (const char* text : {"1,234,5", "1.234.5", "1.23,45.6", "12,34.5", "1,2345.6", "1234,567.89", ",123.4", "1,,234", "1 2", "10 12",
                           "12 34,5", "1 234 5", "1234 567", "1,234", "12,345", "-1,234", "12,5 0", "1 234 .5"}) {
    INFO(text);
    CHECK_FALSE(plain_decimal(text));
  }
}

TEST_CASE("what is not a number is refused") {
  for (const char* text : {"", " ", "-", "abc", "12a", "1e5", "12 EUR", "--5", "5-", "1-2", "5+", "n/a", "12%", "(5)", "½", ".", ","}) {
    INFO(text);
    CHECK_FALSE(plain_decimal(text));
  }
}
