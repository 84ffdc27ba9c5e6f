#include "importers/json.hpp"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "engine/base/text.hpp"

namespace kede::importers {
namespace {

// "4.0003009618E10", as some programs write whole numbers, is 40003009618; nothing when the text is no such number.
std::string whole_of_scientific(std::string_view text) {
  const std::size_t mark = text.find_first_of("eE");
  if (mark == std::string_view::npos || text.size() < 5 || text[1] != '.' || text[0] < '1' || text[0] > '9') return {};
  const std::string_view decimals = text.substr(2, mark - 2);
  std::string_view exponent = text.substr(mark + 1);
  if (exponent.starts_with('+')) exponent.remove_prefix(1);
  const auto digits_only = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  std::size_t places = 0;
  if (!digits_only(decimals) || !digits_only(exponent)) return {};
  std::from_chars(exponent.data(), exponent.data() + exponent.size(), places);
  if (places > 17 || places < decimals.size()) return {};
  return text[0] + std::string(decimals) + std::string(places - decimals.size(), '0');
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20; }

// RapidJSON takes text to be cut by a zero byte, and refuses control characters in strings; both occur in files made by hand-written
// exporters. Between values a space is as good as any other white space. Gives whether something was wrong.
bool blank_control_characters(std::string& text, bool broken_strings) {
  bool wrong = broken_strings;
  for (char& c : text) {
    if (!is_control(c) || (c == '\n' && !broken_strings)) continue;
    wrong = wrong || (c != '\t' && c != '\r' && c != '\n');
    c = ' ';
  }
  return wrong;
}

}  // namespace

JsonDocument::JsonDocument() : text_(std::make_unique<std::string>()), document_(std::make_unique<rapidjson::Document>()) {}
JsonDocument::~JsonDocument() = default;
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;

std::optional<JsonError> JsonDocument::parse(std::string text, bool broken_strings, bool& mended) {
  mended = blank_control_characters(text, broken_strings);
  if (find_invalid_utf8(text) != std::string_view::npos) {
    text = replace_invalid_utf8(text);
    mended = true;
  }
  *text_ = std::move(text);
  document_->SetNull();
  document_->GetAllocator().Clear();  // the parser only ever adds to it, and a document is used for one record after the other
  constexpr unsigned flags = rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseNanAndInfFlag |
                             rapidjson::kParseTrailingCommasFlag;
  document_->ParseInsitu<flags>(text_->data());
  if (!document_->HasParseError()) return std::nullopt;
  return JsonError{document_->GetErrorOffset(), rapidjson::GetParseError_En(document_->GetParseError())};
}

std::size_t JsonDocument::line_of(const JsonError& error) const {
  const auto end = text_->begin() + static_cast<std::ptrdiff_t>(std::min(error.offset, text_->size()));
  return static_cast<std::size_t>(std::count(text_->begin(), end, '\n'));
}

const rapidjson::Value& JsonDocument::root() const { return *document_; }

const rapidjson::Value* find(const rapidjson::Value* object, std::string_view path) {
  while (object != nullptr) {
    if (!object->IsObject()) return nullptr;
    const std::size_t slash = path.find('/');
    const std::string_view name = path.substr(0, slash);
    const rapidjson::Value* next = nullptr;
    for (const auto& member : object->GetObject()) {
      if (member.name.GetStringLength() == name.size() && std::string_view(member.name.GetString(), name.size()) == name &&
          !member.value.IsNull())
        next = &member.value;
    }
    if (slash == std::string_view::npos) return next;
    object = next;
    path.remove_prefix(slash + 1);
  }
  return nullptr;
}

std::vector<Item> items(const rapidjson::Value* object, std::string_view path, std::string_view base) {
  std::vector<Item> out;
  const rapidjson::Value* value = path.empty() ? object : find(object, path);
  if (value == nullptr) return out;
  std::string pointer(base);
  if (!path.empty()) pointer.append("/").append(path);
  if (!value->IsArray()) {
    if (!value->IsObject() || !value->ObjectEmpty()) out.push_back({value, pointer});
    return out;
  }
  std::size_t at = 0;
  for (const auto& element : value->GetArray()) {
    if (!element.IsNull()) out.push_back({&element, pointer + '/' + std::to_string(at)});
    ++at;
  }
  return out;
}

bool is_object(const rapidjson::Value* value) { return value != nullptr && value->IsObject(); }
bool is_list(const rapidjson::Value* value) { return value != nullptr && value->IsArray(); }

std::optional<bool> as_bool(const rapidjson::Value* value) {
  if (value == nullptr) return std::nullopt;
  if (value->IsBool()) return value->GetBool();
  const std::string_view text = as_text(value);
  if (equals_ignoring_ascii_case(text, "true") || equals_ignoring_ascii_case(text, "yes")) return true;
  if (equals_ignoring_ascii_case(text, "false") || equals_ignoring_ascii_case(text, "no")) return false;
  return std::nullopt;
}

std::string_view as_text(const rapidjson::Value* value) {
  if (value == nullptr) return {};
  if (value->IsBool()) return value->GetBool() ? "true" : "false";
  if (!value->IsString()) return {};
  return trim({value->GetString(), value->GetStringLength()});
}

std::string as_id(const rapidjson::Value* value) {
  std::string_view text = as_text(value);
  if (text.ends_with(".0") && text.size() > 2 && text.find_first_not_of("0123456789") == text.size() - 2) text.remove_suffix(2);
  std::string whole = whole_of_scientific(text);
  return whole.empty() ? std::string(text) : whole;
}

std::string written(const rapidjson::Value* value, std::size_t limit) {
  if (value == nullptr) return {};
  if (value->IsString()) return shorten({value->GetString(), value->GetStringLength()}, limit);
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value->Accept(writer);
  return shorten({buffer.GetString(), buffer.GetSize()}, limit);
}

}  // namespace kede::importers
