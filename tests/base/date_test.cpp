#include "engine/base/date.hpp"

#include <catch2/catch.hpp>

using namespace kede;

TEST_CASE("a date that exists is read and written back unchanged") {
  for (const char* text : {"2026-11-23", "2024-02-29", "2000-02-29", "1970-01-01", "1000-01-01", "9999-12-31", "2026-12-31"}) {
    const auto date = parse_iso_date(text);
    REQUIRE(date);
    CHECK(to_iso(*date) == text);
    CHECK(date_of_day_number(day_number(*date)) == *date);
  }
  CHECK(day_number(*parse_iso_date("1970-01-02")) == 1);
  CHECK(day_number(*parse_iso_date("1969-12-31")) == -1);
}

TEST_CASE("a date that does not exist is not read") {
  for (const char* text : {"2026-02-30", "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32",
                           "0999-01-01", "0000-00-00"}) {
    INFO(text);
    CHECK_FALSE(parse_iso_date(text));
  }
  for (const char* text : {"30.02.2026", "29.02.2026.", "31/04/2026", "0.1.2026", "1.0.2026", "12.13.2026"}) {
    INFO(text);
    CHECK_FALSE(parse_written_date(text));
  }
}

TEST_CASE("of a date with a time only the day is taken") {
  for (const char* text :
       {"2026-11-23T10:00:00Z", "2026-11-23T10:00:00.000+02:00", "2026-11-23 10:00", "2026-11-23Z", "2026-11-23+02:00"}) {
    INFO(text);
    CHECK(parse_iso_date(text) == parse_iso_date("2026-11-23"));
  }
}

TEST_CASE("text that is no date is not read as one") {
  for (const char* text : {"", "2026", "2026-11", "2026-1-1", "20261123", "2026-11-23x", "2026-11-2x", "2026/11/23", "x026-11-23",
                           "+026-11-23", "2026--1-23", "2026-11-234"}) {
    INFO(text);
    CHECK_FALSE(parse_iso_date(text));
  }
  for (const char* text : {"", "23.11", "23.11.26", "23.11.2026.1", "23.11.2026..", ".11.2026", "23..2026", "123.1.2026", "-1.11.2026",
                           "23.november 2026", "46349"}) {
    INFO(text);
    CHECK_FALSE(parse_written_date(text));
  }
}

TEST_CASE("dates are read as officers write them, the day first") {
  const auto expected = parse_iso_date("2026-03-05");
  for (const char* text :
       {"2026-03-05", "05.03.2026", "5.3.2026", "05.03.2026.", "5.3.2026.", "05/03/2026", "5/3/2026", "2026-03-05T00:00:00"}) {
    INFO(text);
    CHECK(parse_written_date(text) == expected);
  }
}

TEST_CASE("months between two dates are whole calendar months") {
  const auto months = [](const char* from, const char* to) { return months_between(*parse_iso_date(from), *parse_iso_date(to)); };
  CHECK(months("2026-01-15", "2026-01-15") == 0);
  CHECK(months("2026-01-15", "2026-02-14") == 0);
  CHECK(months("2026-01-15", "2026-02-15") == 1);
  CHECK(months("2026-01-31", "2026-02-28") == 0);
  CHECK(months("2026-01-31", "2026-03-31") == 2);
  CHECK(months("2025-11-23", "2026-11-23") == 12);
  CHECK(months("2025-11-24", "2026-11-23") == 11);
  CHECK(months("2024-02-29", "2025-02-28") == 11);
  CHECK(months("2024-02-29", "2025-03-01") == 12);
}

TEST_CASE("months between two dates change sign with their order") {
  const Date start = *parse_iso_date("2024-01-01");
  for (int a = 0; a < 800; a += 37) {
    for (int b = 0; b < 800; b += 41) {
      const Date first = start + std::chrono::days(a);
      const Date last = start + std::chrono::days(b);
      CHECK(months_between(first, last) == -months_between(last, first));
    }
  }
}
