#include "engine/lang/detail/names.hpp"

#include <algorithm>
#include <array>

#include "engine/lang/detail/functions.hpp"

namespace kede::lang::detail {
namespace {

constexpr std::array<std::string_view, 12> kTypes{
    "bool",   "bytes", "double", "google.protobuf.Duration", "google.protobuf.Timestamp", "int", "list", "map", "null_type",
    "string", "type",  "uint"};

}  // namespace

std::vector<std::string> candidates(std::string_view name, std::string_view container) {
  if (name.starts_with('.')) return {std::string(name.substr(1))};
  std::vector<std::string> out;
  while (!container.empty()) {
    out.push_back(std::string(container) + "." + std::string(name));
    const std::size_t point = container.rfind('.');
    container = container.substr(0, point == std::string_view::npos ? 0 : point);
  }
  out.emplace_back(name);
  return out;
}

std::optional<Value> named_type(std::string_view name) {
  if (name == "google.protobuf.NullValue.NULL_VALUE") return Value::integer(0);
  if (!std::binary_search(kTypes.begin(), kTypes.end(), name)) return std::nullopt;
  return Value(TypeName{std::string(name)});
}

std::string_view type_name(const Value& value) {
  if (value.is<Null>()) return "null_type";
  if (value.is<std::string>()) return "string";
  if (value.is<Timestamp>()) return "google.protobuf.Timestamp";
  if (value.is<Duration>()) return "google.protobuf.Duration";
  return kind_name(value);
}

Value type_of_value(const CallContext&, Arguments arguments) { return Value(TypeName{std::string(type_name(arguments[0]))}); }

}  // namespace kede::lang::detail
