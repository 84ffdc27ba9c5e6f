#include "engine/base/identifier_checks.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"

namespace kede {
namespace {

constexpr std::string_view kCountries[] = {
    "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX", "AZ", "BA", "BB", "BD", "BE", "BF",
    "BG", "BH", "BI", "BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS", "BT", "BV", "BW", "BY", "BZ", "CA", "CC", "CD", "CF", "CG",
    "CH", "CI", "CK", "CL", "CM", "CN", "CO", "CR", "CU", "CV", "CW", "CX", "CY", "CZ", "DE", "DJ", "DK", "DM", "DO", "DZ", "EC",
    "EE", "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK", "FM", "FO", "FR", "GA", "GB", "GD", "GE", "GF", "GG", "GH", "GI", "GL",
    "GM", "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY", "HK", "HM", "HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN",
    "IO", "IQ", "IR", "IS", "IT", "JE", "JM", "JO", "JP", "KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR", "KW", "KY", "KZ", "LA",
    "LB", "LC", "LI", "LK", "LR", "LS", "LT", "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK", "ML", "MM", "MN",
    "MO", "MP", "MQ", "MR", "MS", "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA", "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP",
    "NR", "NU", "NZ", "OM", "PA", "PE", "PF", "PG", "PH", "PK", "PL", "PM", "PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO",
    "RS", "RU", "RW", "SA", "SB", "SC", "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "SS", "ST", "SV",
    "SX", "SY", "SZ", "TC", "TD", "TF", "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO", "TR", "TT", "TV", "TW", "TZ", "UA", "UG",
    "UM", "US", "UY", "UZ", "VA", "VC", "VE", "VG", "VI", "VN", "VU", "WF", "WS", "XK", "YE", "YT", "ZA", "ZM", "ZW"};

// 9 a digit, A a letter, * a letter or digit, + a letter, digit, plus sign or asterisk; anything else stands for itself.
struct VatForm {
  std::string_view prefix;
  std::string_view form;
};
constexpr VatForm kVatForms[] = {
    {"AT", "U99999999"},    {"BE", "9999999999"},   {"BG", "999999999"},    {"BG", "9999999999"},  {"CY", "99999999A"},
    {"CZ", "99999999"},     {"CZ", "999999999"},    {"CZ", "9999999999"},   {"DE", "999999999"},   {"DK", "99999999"},
    {"EE", "999999999"},    {"EL", "999999999"},    {"ES", "*9999999*"},    {"FI", "99999999"},    {"FR", "**999999999"},
    {"HR", "99999999999"},  {"HU", "99999999"},     {"IE", "9+99999A"},     {"IE", "9999999AA"},   {"IT", "99999999999"},
    {"LT", "999999999"},    {"LT", "999999999999"}, {"LU", "99999999"},     {"LV", "99999999999"}, {"MT", "99999999"},
    {"NL", "999999999B99"}, {"PL", "9999999999"},   {"PT", "999999999"},    {"RO", "99"},          {"RO", "999"},
    {"RO", "9999"},         {"RO", "99999"},        {"RO", "999999"},       {"RO", "9999999"},     {"RO", "99999999"},
    {"RO", "999999999"},    {"RO", "9999999999"},   {"SE", "999999999999"}, {"SI", "99999999"},    {"SK", "9999999999"},
    {"XI", "999999999"},    {"XI", "999999999999"}, {"XI", "GD999"},        {"XI", "HA999"}};

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

bool fits(std::string_view number, std::string_view form) {
  return std::equal(number.begin(), number.end(), form.begin(), form.end(), [](char c, char wanted) {
    switch (wanted) {
      case '9': return is_digit(c);
      case 'A': return is_capital(c);
      case '*': return is_digit(c) || is_capital(c);
      case '+': return is_digit(c) || is_capital(c) || c == '+' || c == '*';
      default: return c == wanted;
    }
  });
}

}  // namespace

bool valid_lei(std::string_view lei) {
  if (lei.size() != 20 || !is_digit(lei[18]) || !is_digit(lei[19])) return false;
  unsigned remainder = 0;
  for (const char c : lei) {
    if (is_digit(c)) {
      remainder = (remainder * 10 + static_cast<unsigned>(c - '0')) % 97;
    } else if (is_capital(c)) {
      remainder = (remainder * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
    } else {
      return false;
    }
  }
  return remainder == 1;
}

bool valid_lv_registration_number(std::string_view number) {
  constexpr std::array<int, 11> weights = {9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1};
  if (number.size() != weights.size() || !std::all_of(number.begin(), number.end(), is_digit)) return false;
  if (number[0] != '4' && number[0] != '5' && number[0] != '9') return false;
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (number[i] - '0');
  return sum % 11 == 3;
}

bool valid_siren(std::string_view number) {
  if (number.size() != 9 || !std::all_of(number.begin(), number.end(), is_digit)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < number.size(); ++i) {
    const int doubled = (number[i] - '0') * (i % 2 == 1 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum > 0 && sum % 10 == 0;
}

bool valid_country_code(std::string_view code) { return std::binary_search(std::begin(kCountries), std::end(kCountries), code); }

std::span<const std::string_view> country_codes() { return kCountries; }

std::string compact_identifier(std::string_view written) {
  std::string out;
  for (std::size_t i = 0; i < written.size(); ++i) {
    const char c = written[i];
    if (written.substr(i).starts_with("\xC2\xA0")) {
      ++i;
    } else if (c != ' ' && c != '-' && c != '.' && c != '\t') {
      out.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    }
  }
  return out;
}

IdentifierCheck check_vat(std::string_view number) {
  const std::string compact = compact_identifier(number);
  const std::string_view view = compact;
  if (view.size() < 2) return IdentifierCheck::fails;
  const std::string_view prefix = view.substr(0, 2) == "GR" ? std::string_view("EL") : view.substr(0, 2);
  const std::string_view digits = view.substr(2);
  bool known = false;
  for (const VatForm& form : kVatForms) {
    if (form.prefix != prefix) continue;
    known = true;
    if (!fits(digits, form.form)) continue;
    if (prefix != "LV" || digits[0] <= '3') return IdentifierCheck::passes;
    return valid_lv_registration_number(digits) ? IdentifierCheck::passes : IdentifierCheck::fails;
  }
  return known ? IdentifierCheck::fails : IdentifierCheck::no_rule;
}

}  // namespace kede
