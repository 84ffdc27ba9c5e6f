#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/lang/detail/arithmetic.hpp"
#include "engine/lang/detail/functions.hpp"
#include "engine/lang/detail/names.hpp"
#include "engine/lang/detail/time_text.hpp"

namespace kede::lang::detail {
namespace {

constexpr std::size_t kMostFormatted = 1U << 20U;
constexpr int kMostDecimals = 500;

// One "%.3f" of a format.
struct Clause {
  char letter = 0;
  std::optional<int> precision;
};

std::optional<std::string> special(double real) {
  if (std::isnan(real)) return "NaN";
  if (std::isinf(real)) return real > 0 ? "Infinity" : "-Infinity";
  return std::nullopt;
}

// Writes values one after the other, and stops when there is too much.
class Formatter {
 public:
  // Nothing: done; else what went wrong.
  std::optional<Value> write(const Clause& clause, const Value& value) {
    switch (clause.letter) {
      case 's': return plain(value);
      case 'd': return decimal(value);
      case 'f':
      case 'e': return real(clause, value);
      case 'b': return value.is<bool>() ? put(*value.as<bool>() ? "1" : "0") : based(clause, value, "b");
      case 'o': return based(clause, value, "o");
      default: return hexadecimal(clause, value);
    }
  }
  std::optional<Value> put(std::string_view text) {
    if (out_.size() + text.size() > kMostFormatted) return failure("KD2209");
    out_ += text;
    return std::nullopt;
  }
  std::string take() { return std::move(out_); }

 private:
  static Value refused(const Clause& clause, const Value& value) { return no_overload(std::string("%") + clause.letter, value); }

  std::optional<Value> decimal(const Value& value) {
    const auto* number = value.as<double>();
    const auto name = number == nullptr ? std::nullopt : special(*number);
    if (name) return put(*name);
    if (!value.is<std::int64_t>() && !value.is<std::uint64_t>()) return refused({'d', {}}, value);
    return put(lang::to_text(value));
  }

  std::optional<Value> real(const Clause& clause, const Value& value) {
    std::optional<double> number;
    if (const auto* whole = value.as<std::int64_t>()) number = static_cast<double>(*whole);
    if (const auto* natural = value.as<std::uint64_t>()) number = static_cast<double>(*natural);
    if (const auto* same = value.as<double>()) number = *same;
    if (!number) return refused(clause, value);
    if (const auto name = special(*number)) return put(*name);
    const int precision = clause.precision.value_or(6);
    return put(clause.letter == 'f' ? fmt::format("{:.{}f}", *number, precision) : fmt::format("{:.{}e}", *number, precision));
  }

  std::optional<Value> based(const Clause& clause, const Value& value, std::string_view base) {
    const std::string form = fmt::format("{{:{}}}", base);
    if (const auto* whole = value.as<std::int64_t>()) return put(fmt::format(fmt::runtime(form), *whole));
    if (const auto* natural = value.as<std::uint64_t>()) return put(fmt::format(fmt::runtime(form), *natural));
    return refused(clause, value);
  }

  std::optional<Value> hexadecimal(const Clause& clause, const Value& value) {
    const auto* text = value.as<std::string>();
    const auto* bytes = value.as<Bytes>();
    if (text == nullptr && bytes == nullptr) return based(clause, value, std::string_view(&clause.letter, 1));
    std::string digits;
    for (const char c : text != nullptr ? *text : bytes->data) {
      const auto byte = static_cast<unsigned char>(c);
      digits += clause.letter == 'x' ? fmt::format("{:02x}", byte) : fmt::format("{:02X}", byte);
    }
    return put(digits);
  }

  std::optional<Value> plain(const Value& value) {
    if (const auto* list = value.as<List>()) return items(*list);
    if (const auto* map = value.as<Map>()) return entries(*map);
    if (const auto* number = value.as<double>()) return put(special(*number).value_or(lang::to_text(value)));
    if (const auto* time = value.as<Timestamp>()) return put(timestamp_text(*time));
    if (const auto* duration = value.as<Duration>()) return put(duration_text(*duration));
    if (const auto* bytes = value.as<Bytes>()) return put(replace_invalid_utf8(bytes->data));
    if (is_absent(value)) return value;
    return value.is<RecordValue>() ? refused({'s', {}}, value) : put(lang::to_text(value));
  }

  std::optional<Value> items(const List& list) {
    if (!list.complete) return unknown_because(reasons_of(Value(list)));
    auto stopped = put("[");
    for (std::size_t i = 0; i < list.all().size() && !stopped; ++i) {
      if (i > 0) stopped = put(", ");
      if (!stopped) stopped = plain(list.all()[i]);
    }
    return stopped ? stopped : put("]");
  }

  // In the order of the keys as written.
  std::optional<Value> entries(const Map& map) {
    std::vector<std::pair<std::string, const Value*>> sorted;
    for (const auto& [key, value] : map.all()) sorted.emplace_back(lang::to_text(key), &value);
    std::sort(sorted.begin(), sorted.end());
    auto stopped = put("{");
    for (std::size_t i = 0; i < sorted.size() && !stopped; ++i) {
      stopped = put((i > 0 ? ", " : "") + sorted[i].first + ": ");
      if (!stopped) stopped = plain(*sorted[i].second);
    }
    return stopped ? stopped : put("}");
  }

  std::string out_;
};

// Cuts one clause, after its "%", from the format.
std::optional<Clause> cut_clause(std::string_view& format) {
  Clause clause;
  if (format.starts_with('.')) {
    std::size_t digits = 1;
    int precision = 0;
    for (; digits < format.size() && is_digit(format[digits]) && digits < 4; ++digits) precision = precision * 10 + (format[digits] - '0');
    if (digits == 1 || precision > kMostDecimals) return std::nullopt;
    clause.precision = precision;
    format.remove_prefix(digits);
  }
  if (format.empty() || std::string_view("sdfebxXo").find(format.front()) == std::string_view::npos) return std::nullopt;
  clause.letter = format.front();
  format.remove_prefix(1);
  return clause;
}

// What stands after a "%".
std::optional<Value> fill(std::string_view& rest, const List& list, std::size_t& used, Formatter& out) {
  if (rest.starts_with('%')) {
    rest.remove_prefix(1);
    return out.put("%");
  }
  const std::string shown = "%" + shorten(rest, 5);
  const auto clause = cut_clause(rest);
  if (!clause) return Value(Failure{"KD2214", {{"text", shown}, {"type", "format"}}, 0, 0});
  if (used >= list.all().size()) return failure("KD2203", "index", std::to_string(used));
  return out.write(*clause, list.all()[used++]);
}

}  // namespace

Value format_text(const CallContext& context, Arguments arguments) {
  const auto* text = arguments[0].as<std::string>();
  const auto* list = arguments[1].as<List>();
  if (text == nullptr || list == nullptr) return no_overload("format", arguments[0], arguments[1]);
  if (!list->complete) return unknown_because(reasons_of(arguments[1]));
  Formatter out;
  std::size_t used = 0;
  std::string_view rest = *text;
  while (true) {
    const std::size_t percent = rest.find('%');
    auto stopped = out.put(rest.substr(0, percent));
    if (!stopped && percent == std::string_view::npos) break;
    if (!stopped) {
      rest.remove_prefix(percent + 1);
      stopped = fill(rest, *list, used, out);
    }
    if (stopped) return std::move(*stopped);
  }
  std::string made = out.take();
  context.charge(made.size() / 16);
  return Value(std::move(made));
}

}  // namespace kede::lang::detail
