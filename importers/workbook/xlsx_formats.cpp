#include "importers/workbook/xlsx_formats.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace kede::importers::workbook {
namespace {

constexpr double kSafeInteger = 1e15;

// The format code without quoted text, escaped characters, colours and conditions, in lower case, first section only.
std::string bare_code(std::string_view code) {
  std::string out;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == ';') break;
    if (c == '"' || c == '[') {
      const std::size_t close = code.find(c == '"' ? '"' : ']', i + 1);
      if (close == std::string_view::npos) break;
      i = close;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else {
      out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    }
  }
  return out;
}

// "0.4" -> "40": two places to the right without arithmetic.
std::string times_hundred(std::string text) {
  const std::size_t sign = !text.empty() && text[0] == '-' ? 1 : 0;
  std::size_t point = text.find('.');
  if (point == std::string::npos) {
    point = text.size();
  } else {
    text.erase(point, 1);
  }
  while (text.size() < point + 2) text.push_back('0');
  if (point + 2 < text.size()) text.insert(point + 2, 1, '.');
  std::size_t zeros = sign;
  while (zeros + 1 < text.size() && text[zeros] == '0' && text[zeros + 1] != '.') ++zeros;
  text.erase(sign, zeros - sign);
  return text;
}

}  // namespace

CellFormat built_in_format(unsigned id) {
  if (id == 9 || id == 10) return {.shows = NumberFormat::percent};
  if (id == 17) return {.shows = NumberFormat::month};
  if ((id >= 14 && id <= 16) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58)
    return {.shows = NumberFormat::date};
  return {};
}

CellFormat custom_format(std::string_view code) {
  const std::string bare = bare_code(code);
  if (bare == "general") return {};
  if (bare.find('%') != std::string::npos) return {.shows = NumberFormat::percent};
  const bool day = bare.find('d') != std::string::npos;
  if (day || bare.find('y') != std::string::npos) return {.shows = day ? NumberFormat::date : NumberFormat::month};
  if (bare.size() > 1 && bare.size() <= 30 && bare.find_first_not_of('0') == std::string::npos)
    return {.leading_zeros = static_cast<std::uint8_t>(bare.size())};
  return {};
}

std::optional<Date> serial_date(double serial, bool since_1904) {
  constexpr double last = 2'958'465;  // 9999-12-31
  if (!(serial >= (since_1904 ? 0 : 1)) || serial > last) return std::nullopt;
  const int days = static_cast<int>(std::floor(serial));
  using namespace std::chrono;
  if (since_1904) return sys_days{year{1904} / January / 1} + std::chrono::days{days};
  if (days == 60) return std::nullopt;
  return sys_days{year{1899} / December / (days < 60 ? 31 : 30)} + std::chrono::days{days};
}

std::optional<std::string> plain_number(std::string_view stored) {
  double value = 0;
  const auto [end, failure] = std::from_chars(stored.data(), stored.data() + stored.size(), value);
  if (failure != std::errc{} || end != stored.data() + stored.size() || !std::isfinite(value)) return std::nullopt;
  const bool plain = stored.size() <= 16 && stored.find_first_not_of("0123456789") == std::string_view::npos;
  if (plain) return std::string(stored);
  std::array<char, 400> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
  if (written.ec != std::errc{}) return std::nullopt;
  std::string text(buffer.data(), written.ptr);
  return text == "-0" ? std::string("0") : text;
}

Cell number_cell(std::string_view stored, CellFormat format, bool since_1904) {
  Cell cell{.kind = CellKind::number};
  auto text = plain_number(stored);
  if (!text) {
    cell.kind = CellKind::failure;
    cell.text = std::string(stored);
    return cell;
  }
  double value = 0;
  std::from_chars(stored.data(), stored.data() + stored.size(), value);
  if (format.shows == NumberFormat::date || format.shows == NumberFormat::month) {
    if (const auto date = serial_date(value, since_1904)) {
      cell.kind = CellKind::date;
      cell.month_only = format.shows == NumberFormat::month;
      cell.text = to_iso(*date);
      return cell;
    }
  }
  if (format.shows == NumberFormat::percent) {
    cell.kind = CellKind::text;
    cell.text = times_hundred(std::move(*text)) + " %";
    return cell;
  }
  const bool whole = text->find('.') == std::string::npos && text->front() != '-';
  if (whole && text->size() < format.leading_zeros) text->insert(0, format.leading_zeros - text->size(), '0');
  cell.digits_at_risk = std::fabs(value) >= kSafeInteger;
  cell.text = std::move(*text);
  return cell;
}

}  // namespace kede::importers::workbook
