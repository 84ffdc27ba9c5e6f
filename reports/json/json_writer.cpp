#include "reports/json/json_writer.hpp"

#include <fmt/format.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include "engine/base/text.hpp"

namespace kede::reports {
namespace {

rapidjson::SizeType size_of(std::string_view text) { return static_cast<rapidjson::SizeType>(text.size()); }

}  // namespace

struct JsonWriter::State {
  rapidjson::StringBuffer buffer;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer{buffer};
};

JsonWriter::JsonWriter() : state_(std::make_unique<State>()) { state_->writer.SetIndent(' ', 1); }
JsonWriter::~JsonWriter() = default;

void JsonWriter::name_if_any(std::string_view name) {
  if (!name.empty()) state_->writer.Key(name.data(), size_of(name));
}

void JsonWriter::object(std::string_view name, const std::function<void()>& fill) {
  name_if_any(name);
  state_->writer.StartObject();
  fill();
  state_->writer.EndObject();
}

void JsonWriter::array(std::string_view name, const std::function<void()>& fill) {
  name_if_any(name);
  state_->writer.StartArray();
  fill();
  state_->writer.EndArray();
}

void JsonWriter::text(std::string_view name, std::string_view value) {
  name_if_any(name);
  const std::string clean = replace_invalid_utf8(value);
  state_->writer.String(clean.data(), size_of(clean));
}

void JsonWriter::number(std::string_view name, double value) {
  name_if_any(name);
  std::string digits = fmt::format("{:.6f}", value);
  while (digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  if (digits == "-0") digits = "0";
  state_->writer.RawValue(digits.data(), digits.size(), rapidjson::kNumberType);
}

void JsonWriter::count(std::string_view name, std::int64_t value) {
  name_if_any(name);
  state_->writer.Int64(value);
}

void JsonWriter::flag(std::string_view name, bool value) {
  name_if_any(name);
  state_->writer.Bool(value);
}

void JsonWriter::null(std::string_view name) {
  name_if_any(name);
  state_->writer.Null();
}

std::string JsonWriter::take() { return std::string(state_->buffer.GetString(), state_->buffer.GetSize()) + '\n'; }

}  // namespace kede::reports
