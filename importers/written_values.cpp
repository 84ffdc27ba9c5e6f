#include "importers/written_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "engine/base/text.hpp"

namespace kede::importers {
namespace {

bool all_of_digit(std::string_view text, char digit) { return !text.empty() && text.find_first_not_of(digit) == std::string_view::npos; }

void append_code_point(std::uint32_t point, std::string& out) {
  if (point < 0x80) {
    out.push_back(static_cast<char>(point));
  } else if (point < 0x800) {
    out.push_back(static_cast<char>(0xC0U | point >> 6U));
    out.push_back(static_cast<char>(0x80U | (point & 0x3FU)));
  } else if (point < 0x10000 && (point < 0xD800 || point > 0xDFFF)) {
    out.push_back(static_cast<char>(0xE0U | point >> 12U));
    out.push_back(static_cast<char>(0x80U | (point >> 6U & 0x3FU)));
    out.push_back(static_cast<char>(0x80U | (point & 0x3FU)));
  }
}

// What the entity between & and ; stands for, or nothing.
std::string entity(std::string_view name) {
  constexpr CodeWord named[] = {{"amp", "&"},  {"lt", "<"},    {"gt", ">"},    {"quot", "\""}, {"apos", "'"},
                                {"nbsp", " "}, {"ndash", "–"}, {"rsquo", "’"}, {"eacute", "é"}};
  for (const CodeWord& pair : named) {
    if (pair.written == name) return std::string(pair.code);
  }
  if (name.size() < 2 || name[0] != '#') return {};
  const bool hex = name[1] == 'x' || name[1] == 'X';
  const std::string_view digits = name.substr(hex ? 2 : 1);
  std::uint32_t point = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), point, hex ? 16 : 10);
  std::string out;
  if (failure == std::errc{} && end == digits.data() + digits.size() && point >= 0x20) append_code_point(point, out);
  return out;
}

std::string decoded_once(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t end = text[i] == '&' ? text.find(';', i) : std::string_view::npos;
    if (end != std::string_view::npos && end - i <= 10) {
      if (const std::string meant = entity(text.substr(i + 1, end - i - 1)); !meant.empty()) {
        out += meant;
        i = end;
        continue;
      }
    }
    out.push_back(text[i]);
  }
  return out;
}

}  // namespace

std::string bare_word(std::string_view written) {
  std::string out;
  for (const char c : ascii_lower(trim(written))) {
    if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) out.push_back(c);
  }
  return out;
}

std::optional<std::string> look_up(std::span<const CodeWord> table, std::string_view written) {
  const std::string word = bare_word(written);
  for (const CodeWord& each : table) {
    if (each.written == word) return std::string(each.code);
  }
  return std::nullopt;
}

std::optional<std::string> cpv(std::string_view scheme, std::string_view id) {
  const std::string lower = ascii_lower(scheme);
  const bool named =
      lower.find("cpv") != std::string::npos || scheme.find("021") != std::string_view::npos;  // ДК 021 is the Ukrainian edition
  if (!named && !scheme.empty()) return std::nullopt;
  std::string digits;
  std::size_t at = 0;
  for (; at < id.size() && id[at] >= '0' && id[at] <= '9'; ++at) digits.push_back(id[at]);
  const std::string_view rest = id.substr(at);
  const bool check_digit = rest.size() >= 2 && rest[0] == '-' && rest[1] >= '0' && rest[1] <= '9';
  if (!rest.empty() && !check_digit && rest[0] != ' ') return std::nullopt;
  if (digits.size() == 9 && rest.empty()) digits.pop_back();  // the check digit without its hyphen
  if (named && digits.size() == 7) digits.insert(0, 1, '0');  // a leading zero lost in a number
  if (digits.size() != 8 || digits < "03000000") return std::nullopt;
  return digits;
}

bool cpv_means_goods(std::string_view cpv) {
  const std::string_view division = cpv.substr(0, 2);
  return division < "45" || division == "48";
}

bool is_empty_id(std::string_view id) {
  if (std::any_of(id.begin(), id.end(), [](char c) { return c >= '1' && c <= '8'; })) return false;  // none of the words below
  const std::string word = ascii_lower(trim(id));
  constexpr std::array<std::string_view, 13> none = {
      "", "n/a", "na", "-", "--", ".", "none", "null", "nil", "undefined", "unknown", "not provided", "not applicable"};
  return std::find(none.begin(), none.end(), word) != none.end() || all_of_digit(word, '0') || (word.size() > 5 && all_of_digit(word, '9'));
}

bool is_identity_paper(std::string_view scheme_or_id) {
  const std::string word = bare_word(scheme_or_id);
  constexpr std::array<std::string_view, 4> papers = {"passport", "idcard", "identitycard", "identificationcard"};
  return std::any_of(papers.begin(), papers.end(), [&](std::string_view paper) { return word.find(paper) != std::string::npos; });
}

bool is_latvian_personal_code(std::string_view id) {
  id = trim(id);
  if (id.size() == 12 && id[6] == '-') return is_latvian_personal_code(std::string(id.substr(0, 6)) + std::string(id.substr(7)));
  return id.size() == 11 && id[0] <= '3' && std::all_of(id.begin(), id.end(), is_digit);
}

bool is_filler_amount(std::string_view amount, AmountOf of) {
  if (amount.starts_with('-')) return true;
  std::string_view whole = amount.substr(0, amount.find('.'));
  std::string_view decimals = amount.size() > whole.size() ? amount.substr(whole.size() + 1) : std::string_view();
  while (decimals.ends_with('0')) decimals.remove_suffix(1);
  while (whole.starts_with('0')) whole.remove_prefix(1);
  if (whole.empty() && decimals.empty()) return true;
  if (whole.size() >= 6 && all_of_digit(whole, '9') && (decimals.empty() || all_of_digit(decimals, '9'))) return true;
  if (of == AmountOf::unit) return false;
  return (whole == "1" && decimals.empty()) || (whole.empty() && decimals == "01");
}

std::string without_markup(std::string_view text) {
  std::string out(text);
  for (int round = 0; round < 3; ++round) {
    std::string next = decoded_once(out);
    if (next == out) break;
    out = std::move(next);
  }
  for (std::size_t open = out.find('<'); open != std::string::npos; open = out.find('<', open)) {
    const std::size_t close = out.find('>', open);
    const bool tag =
        close != std::string::npos && open + 1 < close && (out[open + 1] == '/' || (out[open + 1] >= 'A' && out[open + 1] <= 'z'));
    if (tag) {
      out.erase(open, close - open + 1);
    } else {
      ++open;
    }
  }
  return std::string(trim(out));
}

bool is_office_mailbox(std::string_view email) {
  const std::size_t at = email.find('@');
  if (at == std::string_view::npos || at == 0 || at + 3 > email.size()) return false;
  const std::string box = ascii_lower(email.substr(0, at));
  constexpr std::array<std::string_view, 34> offices = {
      "info",      "office",     "contact",    "contacts",  "mail",       "email",     "post",        "pasts",       "birojs",
      "kanceleja", "kontakti",   "lietvediba", "admin",     "sales",      "tender",    "tenders",     "procurement", "bids",
      "bidding",   "purchasing", "iepirkumi",  "iepirkums", "enquiries",  "enquiry",   "hello",       "reception",   "secretariat",
      "company",   "firm",       "orders",     "buying",    "commercial", "contracts", "licitaciones"};
  return std::any_of(offices.begin(), offices.end(), [&](std::string_view office) {
    return box == office || (box.starts_with(office) && box.find_first_not_of("0123456789.-_", office.size()) == std::string::npos);
  });
}

}  // namespace kede::importers
