#include "engine/base/message_catalogue.hpp"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <algorithm>

#include "engine/base/resources.hpp"
#include "engine/base/text.hpp"

namespace kede {
namespace {

constexpr std::size_t kExcerptWidth = 100;

std::string member(const rapidjson::Value& object, const char* name) {
  const auto found = object.FindMember(name);
  return found != object.MemberEnd() && found->value.IsString() ? std::string(found->value.GetString(), found->value.GetStringLength())
                                                                : std::string();
}

std::string_view severity_word(Severity severity, Language language) {
  constexpr std::string_view words[2][3] = {{"note", "warning", "error"}, {"piezīme", "brīdinājums", "kļūda"}};
  return words[static_cast<std::size_t>(language)][static_cast<std::size_t>(severity)];
}

std::string candidates_line(const std::vector<std::string>& candidates, Language language) {
  if (candidates.empty()) return {};
  std::vector<std::string> quoted;
  quoted.reserve(candidates.size());
  for (const std::string& name : candidates) quoted.push_back("“" + name + "”");
  return (language == Language::lv ? "  vai domājāt " : "  did you mean ") + join(quoted, language == Language::lv ? " vai " : " or ") +
         "?\n";
}

}  // namespace

std::string_view to_text(Language language) { return language == Language::lv ? "lv" : "en"; }

Result<MessageCatalogue> MessageCatalogue::built_in() {
  MessageCatalogue catalogue;
  for (const std::string_view name : resource_names("reports/i18n/diagnostics/")) {
    if (auto added = catalogue.add(*resource(name), std::string(name)); !added) return std::move(added).diagnostics();
  }
  return catalogue;
}

Result<void> MessageCatalogue::add(std::string_view json, const std::string& file) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  if (document.HasParseError() || !document.IsObject()) {
    return error("KD0005").at({.file = file}).arg("reason", rapidjson::GetParseError_En(document.GetParseError()));
  }
  for (const auto& entry : document.GetObject()) {
    if (!entry.value.IsObject()) continue;
    auto& words = entries_[entry.name.GetString()];
    for (const Language language : {Language::en, Language::lv}) {
      const auto found = entry.value.FindMember(std::string(to_text(language)).c_str());
      if (found == entry.value.MemberEnd() || !found->value.IsObject()) continue;
      words[language] = {member(found->value, "message"), member(found->value, "hint"), member(found->value, "page")};
    }
  }
  return {};
}

const MessageCatalogue::Words* MessageCatalogue::find(std::string_view code, Language language) const {
  const auto entry = entries_.find(code);
  if (entry == entries_.end()) return nullptr;
  const auto words = entry->second.find(language);
  return words == entry->second.end() ? nullptr : &words->second;
}

std::vector<std::string> MessageCatalogue::codes() const {
  std::vector<std::string> out;
  for (const auto& [code, words] : entries_) out.push_back(code);
  return out;
}

std::string MessageCatalogue::sentence(const Diagnostic& diagnostic, Language language) const {
  const Words* words = find(diagnostic.code, language);
  if (words != nullptr) return fill_template(words->message, diagnostic.args);
  std::string out = diagnostic.code;
  for (const auto& [name, value] : diagnostic.args) out.append(" ").append(name).append("=").append(value);
  return out;
}

std::string MessageCatalogue::hint(const Diagnostic& diagnostic, Language language) const {
  const Words* words = find(diagnostic.code, language);
  return words == nullptr ? std::string() : fill_template(words->hint, diagnostic.args);
}

std::string MessageCatalogue::render(const Diagnostic& diagnostic, Language language) const {
  std::string out = place_text(diagnostic.where, language);
  if (!out.empty()) out += ": ";
  out += std::string(severity_word(diagnostic.severity, language)) + ' ' + diagnostic.code + ": " + sentence(diagnostic, language) + '\n';
  out += caret_lines(diagnostic.excerpt);
  out += candidates_line(diagnostic.candidates, language);
  if (const std::string what_to_do = hint(diagnostic, language); !what_to_do.empty()) {
    out += (language == Language::lv ? "  ko darīt: " : "  what to do: ") + what_to_do + '\n';
  }
  for (const Diagnostic& note : diagnostic.notes) out += "  " + render(note, language);
  return out;
}

std::string place_text(const Place& place, Language language) {
  std::string out = place.file;
  if (place.row > 0 || !place.cell.empty()) {
    const bool latvian = language == Language::lv;
    const auto part = [&](std::string_view word, const std::string& value) {
      if (!out.empty()) out += ", ";
      out += std::string(word) + ' ' + value;
    };
    if (!place.pointer.empty()) part(latvian ? "lapa" : "sheet", "“" + place.pointer + "”");
    if (place.row > 0) part(latvian ? "rinda" : "row", std::to_string(place.row));
    if (!place.cell.empty()) part(latvian ? "kolonna" : "column", "“" + place.cell + "”");
    return out;
  }
  if (!place.pointer.empty()) out += '#' + place.pointer;
  if (place.line > 0) out += ':' + std::to_string(place.line);
  if (place.column > 0) out += ':' + std::to_string(place.column);
  return out;
}

std::string caret_lines(const Excerpt& excerpt) {
  if (excerpt.text.empty()) return {};
  std::string line = excerpt.text;
  std::replace(line.begin(), line.end(), '\t', ' ');
  std::size_t begin = std::min<std::size_t>(excerpt.begin, line.size());
  std::size_t end = std::clamp<std::size_t>(excerpt.end, begin, line.size());
  if (const std::size_t feed = line.find('\n', begin); feed != std::string::npos) line.resize(feed), end = std::min(end, feed);
  if (const std::size_t feed = line.rfind('\n', begin); feed != std::string::npos && feed < begin) {
    line.erase(0, feed + 1);
    begin -= feed + 1;
    end -= feed + 1;
  }
  std::string prefix;
  if (begin > kExcerptWidth / 2 && line.size() > kExcerptWidth) {
    std::size_t cut = begin - kExcerptWidth / 2;
    while (cut < begin && (static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U) ++cut;
    line.erase(0, cut);
    begin -= cut;
    end -= cut;
    prefix = "…";
  }
  const std::size_t indent = code_points(line.substr(0, begin)) + code_points(prefix);
  const std::size_t width = std::max<std::size_t>(1, code_points(line.substr(begin, end - begin)));
  const std::string shown = prefix + shorten(line, kExcerptWidth);
  const std::size_t room = code_points(shown);
  return "    " + shown + "\n    " + std::string(indent, ' ') +
         std::string(std::min(width, std::max<std::size_t>(1, room > indent ? room - indent : 1)), '^') + '\n';
}

}  // namespace kede
