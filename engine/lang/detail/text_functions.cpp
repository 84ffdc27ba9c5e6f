#include <unicode/uchar.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "engine/base/text.hpp"
#include "engine/lang/detail/arithmetic.hpp"
#include "engine/lang/detail/functions.hpp"
#include "engine/lang/detail/pattern.hpp"
#include "engine/lang/detail/unicode.hpp"

namespace kede::lang::detail {
namespace {

constexpr std::size_t kMostBytes = 1U << 20U;

const std::string* text(const Value& value) { return value.as<std::string>(); }

Value limited(std::string made) { return made.size() > kMostBytes ? failure("KD2209") : Value(std::move(made)); }

Value out_of_range(std::int64_t index) { return failure("KD2203", "index", std::to_string(index)); }

// A position in [0, size], or what the operation fails with.
struct Position {
  std::size_t at = 0;
  std::optional<Value> failed;
};
Position position(const Value& value, std::size_t size, std::string_view operation) {
  const auto* index = value.as<std::int64_t>();
  if (index == nullptr) return {0, no_overload(operation, value)};
  if (*index < 0 || static_cast<std::uint64_t>(*index) > size) return {0, out_of_range(*index)};
  return {static_cast<std::size_t>(*index), std::nullopt};
}

template <class Each>
Value mapped(const Value& value, std::string_view operation, Each each) {
  const std::string* from = text(value);
  if (from == nullptr) return no_overload(operation, value);
  std::u32string points = to_points(*from);
  for (char32_t& point : points) point = each(point);
  return limited(to_utf8(points));
}

// Whether a search of `wanted` in `whole` can be paid for: at worst it looks at every place from every place.
bool pay_for_search(const CallContext& context, Arguments arguments) {
  context.charge(text(arguments[0])->size() / 8 * (text(arguments[1])->size() / 8));
  return context.steps > 0;
}

// A count as an optional last argument; nothing: without limit.
std::optional<std::size_t> limit_of(Arguments arguments, std::size_t at) {
  if (arguments.size() <= at) return std::nullopt;
  const auto* count = arguments[at].as<std::int64_t>();
  return count == nullptr || *count < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(*count));
}

bool all_texts(Arguments arguments, std::size_t texts) {
  if (!std::all_of(arguments.begin(), arguments.begin() + static_cast<std::ptrdiff_t>(texts),
                   [](const Value& value) { return value.is<std::string>(); }))
    return false;
  return std::all_of(arguments.begin() + static_cast<std::ptrdiff_t>(texts), arguments.end(),
                     [](const Value& value) { return value.is<std::int64_t>(); });
}

// White space as CEL's trim() means it (the Unicode property).
bool is_blank(char32_t point) { return u_hasBinaryProperty(static_cast<UChar32>(point), UCHAR_WHITE_SPACE) != 0; }

std::vector<std::u32string> characters(const std::u32string& points) {
  std::vector<std::u32string> out;
  for (const char32_t point : points) out.emplace_back(1, point);
  return out;
}

std::vector<std::u32string> parts_of(const std::u32string& whole, const std::u32string& separator, std::optional<std::size_t> limit) {
  if (limit == 0) return {};
  if (separator.empty() && !limit) return characters(whole);
  std::vector<std::u32string> out;
  std::size_t from = 0;
  while (!limit || out.size() + 1 < *limit) {
    const std::size_t found = separator.empty() ? from + 1 : whole.find(separator, from);
    if (found == std::u32string::npos || (separator.empty() && found >= whole.size())) break;
    out.push_back(whole.substr(from, found - from));
    from = found + separator.size();
  }
  out.push_back(whole.substr(from));
  return out;
}

// "81.21", "8121" and "N 81.21" -> "81". Without a point only two or four digits are certain: "210" may be 02.10 of which a spreadsheet
// dropped the zero. Empty: no NACE code.
std::string division_of(std::string_view code) {
  if (!code.empty() && ((code[0] | 0x20) >= 'a' && (code[0] | 0x20) <= 'z')) code = trim(code.substr(1));
  const auto fits = [](char c) { return c == '.' || (c >= '0' && c <= '9'); };
  if (!std::all_of(code.begin(), code.end(), fits)) return {};
  const std::size_t point = code.find('.');
  if (point == 1) return '0' + std::string(code.substr(0, 1));
  const bool has_division = point == std::string_view::npos ? code.size() == 2 || code.size() == 4 : point == 2;
  return has_division ? std::string(code.substr(0, 2)) : std::string();
}

}  // namespace

Value starts_with(const CallContext&, Arguments arguments) {
  if (!all_texts(arguments, 2)) return no_overload("startsWith", arguments[0], arguments[1]);
  return Value(text(arguments[0])->starts_with(*text(arguments[1])));
}

Value ends_with(const CallContext&, Arguments arguments) {
  if (!all_texts(arguments, 2)) return no_overload("endsWith", arguments[0], arguments[1]);
  return Value(text(arguments[0])->ends_with(*text(arguments[1])));
}

Value contains(const CallContext& context, Arguments arguments) {
  if (!all_texts(arguments, 2)) return no_overload("contains", arguments[0], arguments[1]);
  if (!pay_for_search(context, arguments)) return failure("KD2208");
  return Value(text(arguments[0])->find(*text(arguments[1])) != std::string::npos);
}

Value matches(const CallContext& context, Arguments arguments) {
  if (!all_texts(arguments, 2)) return no_overload("matches", arguments[0], arguments[1]);
  const auto pattern = Pattern::compile(to_points(*text(arguments[1])));
  if (!pattern) return failure("KD2215", "text", *text(arguments[1]));
  const std::u32string points = to_points(*text(arguments[0]));
  context.charge(points.size() * pattern->size() / 16);
  return context.steps == 0 ? failure("KD2208") : Value(pattern->found_in(points));
}

Value lower(const CallContext&, Arguments arguments) {
  return mapped(arguments[0], "lower", [](char32_t point) { return static_cast<char32_t>(u_tolower(static_cast<UChar32>(point))); });
}

Value nace_division(const CallContext&, Arguments arguments) {
  if (!all_texts(arguments, 1)) return no_overload("nace_division", arguments[0]);
  const std::string division = division_of(trim(*text(arguments[0])));
  return division.empty() || division == "00" ? Value::unknown(model::UnknownReason::unreadable, "NACE") : Value::text(division);
}

Value lower_ascii(const CallContext&, Arguments arguments) {
  return mapped(arguments[0], "lowerAscii", [](char32_t point) { return point >= U'A' && point <= U'Z' ? point + 32 : point; });
}

Value upper_ascii(const CallContext&, Arguments arguments) {
  return mapped(arguments[0], "upperAscii", [](char32_t point) { return point >= U'a' && point <= U'z' ? point - 32 : point; });
}

Value char_at(const CallContext&, Arguments arguments) {
  if (!all_texts(arguments, 1)) return no_overload("charAt", arguments[0], arguments[1]);
  const std::u32string points = to_points(*text(arguments[0]));
  const Position found = position(arguments[1], points.size(), "charAt");
  if (found.failed) return *found.failed;
  return Value(to_utf8(std::u32string_view(points).substr(found.at, 1)));
}

Value index_of(const CallContext& context, Arguments arguments) {
  if (!all_texts(arguments, 2)) return no_overload("indexOf", arguments[0], arguments[1]);
  if (!pay_for_search(context, arguments)) return failure("KD2208");
  const std::u32string points = to_points(*text(arguments[0]));
  std::size_t from = 0;
  if (arguments.size() > 2) {
    const Position start = position(arguments[2], points.size(), "indexOf");
    if (start.failed) return *start.failed;
    from = start.at;
  }
  const std::size_t found = points.find(to_points(*text(arguments[1])), from);
  return Value::integer(found == std::u32string::npos ? -1 : static_cast<std::int64_t>(found));
}

Value last_index_of(const CallContext& context, Arguments arguments) {
  if (!all_texts(arguments, 2)) return no_overload("lastIndexOf", arguments[0], arguments[1]);
  if (!pay_for_search(context, arguments)) return failure("KD2208");
  const std::u32string points = to_points(*text(arguments[0]));
  std::size_t from = std::u32string::npos;
  if (arguments.size() > 2) {
    const Position start = position(arguments[2], points.size(), "lastIndexOf");
    if (start.failed) return *start.failed;
    from = start.at;
  }
  const std::size_t found = points.rfind(to_points(*text(arguments[1])), from);
  return Value::integer(found == std::u32string::npos ? -1 : static_cast<std::int64_t>(found));
}

Value join_texts(const CallContext& context, Arguments arguments) {
  const auto* list = arguments[0].as<List>();
  const std::string* separator = arguments.size() > 1 ? text(arguments[1]) : nullptr;
  if (list == nullptr || (arguments.size() > 1 && separator == nullptr)) return no_overload("join", arguments[0]);
  if (!list->complete) return unknown_because(reasons_of(arguments[0]));
  context.charge(list->all().size());
  std::string out;
  for (std::size_t i = 0; i < list->all().size(); ++i) {
    const std::string* part = text(list->all()[i]);
    if (part == nullptr) return is_absent(list->all()[i]) ? list->all()[i] : no_overload("join", list->all()[i]);
    if (i > 0 && separator != nullptr) out += *separator;
    out += *part;
    if (out.size() > kMostBytes) return failure("KD2209");
  }
  return Value(std::move(out));
}

Value replace(const CallContext& context, Arguments arguments) {
  if (!all_texts(arguments, 3)) return no_overload("replace", arguments[0], arguments[1]);
  if (!pay_for_search(context, arguments)) return failure("KD2208");
  const std::u32string whole = to_points(*text(arguments[0]));
  const std::u32string wanted = to_points(*text(arguments[1]));
  const std::u32string with = to_points(*text(arguments[2]));
  std::size_t left = limit_of(arguments, 3).value_or(std::numeric_limits<std::size_t>::max());
  std::u32string out;
  std::size_t from = 0;
  for (; left > 0 && out.size() <= kMostBytes; --left) {
    const std::size_t found = whole.find(wanted, from);
    if (found == std::u32string::npos) break;
    out.append(whole, from, found - from).append(with);
    from = found + wanted.size();
    if (!wanted.empty()) continue;
    if (from >= whole.size()) break;
    out += whole[from++];
  }
  out.append(whole, std::min(from, whole.size()));
  return limited(to_utf8(out));
}

Value split_text(const CallContext& context, Arguments arguments) {
  if (!all_texts(arguments, 2)) return no_overload("split", arguments[0], arguments[1]);
  if (!pay_for_search(context, arguments)) return failure("KD2208");
  std::vector<Value> parts;
  for (const std::u32string& part : parts_of(to_points(*text(arguments[0])), to_points(*text(arguments[1])), limit_of(arguments, 2))) {
    parts.emplace_back(to_utf8(part));
  }
  return Value(List::closed(std::move(parts)));
}

Value substring(const CallContext&, Arguments arguments) {
  if (!all_texts(arguments, 1)) return no_overload("substring", arguments[0], arguments[1]);
  const std::u32string points = to_points(*text(arguments[0]));
  const Position begin = position(arguments[1], points.size(), "substring");
  if (begin.failed) return *begin.failed;
  Position end{points.size(), std::nullopt};
  if (arguments.size() > 2) end = position(arguments[2], points.size(), "substring");
  if (end.failed) return *end.failed;
  if (end.at < begin.at) return out_of_range(static_cast<std::int64_t>(end.at));
  return Value(to_utf8(std::u32string_view(points).substr(begin.at, end.at - begin.at)));
}

Value trim_text(const CallContext&, Arguments arguments) {
  if (!all_texts(arguments, 1)) return no_overload("trim", arguments[0]);
  const std::u32string points = to_points(*text(arguments[0]));
  const auto kept = [](char32_t point) { return !is_blank(point); };
  const auto first = std::find_if(points.begin(), points.end(), kept);
  const auto last = std::find_if(points.rbegin(), std::make_reverse_iterator(first), kept).base();
  return Value(to_utf8(std::u32string(first, last)));
}

Value reverse(const CallContext&, Arguments arguments) {
  if (!all_texts(arguments, 1)) return no_overload("reverse", arguments[0]);
  std::u32string points = to_points(*text(arguments[0]));
  std::reverse(points.begin(), points.end());
  return Value(to_utf8(points));
}

Value quote(const CallContext&, Arguments arguments) {
  if (!all_texts(arguments, 1)) return no_overload("strings.quote", arguments[0]);
  static constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v\\\"";
  static constexpr std::string_view kLetters = "abfnrtv\\\"";
  std::string out = "\"";
  for (const char c : *text(arguments[0])) {
    const std::size_t found = kMeanings.find(c);
    if (found == std::string_view::npos) {
      out += c;
    } else {
      out += '\\';
      out += kLetters[found];
    }
  }
  return limited(out + "\"");
}

}  // namespace kede::lang::detail
