#include "importers/xml_records.hpp"

#include <expat.h>

#include <algorithm>
#include <map>
#include <memory>

#include "engine/base/text.hpp"
#include "importers/xml.hpp"

namespace kede::importers {
namespace {

constexpr std::size_t kHeaderText = 1'000;

std::uint32_t lines_in(std::string_view text) { return static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n')); }

std::uint32_t depth_of(pugi::xml_node root, std::uint32_t limit) {
  std::uint32_t deepest = 1;
  std::uint32_t depth = 1;
  for (pugi::xml_node at = root; at;) {
    if (at.first_child()) {
      at = at.first_child();
      deepest = std::max(deepest, ++depth);
      if (deepest > limit) return deepest;
      continue;
    }
    while (at != root && !at.next_sibling()) {
      at = at.parent();
      --depth;
    }
    if (at == root) break;
    at = at.next_sibling();
  }
  return deepest;
}

Diagnostic too_large(const XmlLimits& limits) { return error("KD1141").arg("limit", std::to_string(limits.record_bytes)); }
Diagnostic too_deep(const XmlLimits& limits) { return error("KD1142").arg("limit", std::to_string(limits.depth)); }

bool declares_entities(pugi::xml_node document) {
  for (pugi::xml_node child = document.first_child(); child; child = child.next_sibling()) {
    if (child.type() == pugi::node_doctype && std::string_view(child.value()).find("<!") != std::string_view::npos) return true;
  }
  return false;
}

// Splits a large text into its records: expat tells where elements begin and end and refuses what is not well-formed, pugixml makes a tree
// of each record from its bytes.
class Elements {
 public:
  Elements(const std::vector<std::string_view>& names, const XmlLimits& limits, const XmlEvents& events)
      : names_(names), limits_(limits), events_(events), parser_(XML_ParserCreate("UTF-8"), XML_ParserFree) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), &Elements::on_start, &Elements::on_end);
    XML_SetCharacterDataHandler(parser_.get(), &Elements::on_text);
    XML_SetEntityDeclHandler(parser_.get(), &Elements::on_entity);
  }

  void read(SourceText& text) {
    std::vector<char> piece(kTextPiece);
    for (bool last = false; !last && !stopped_;) {
      const std::size_t got = text.read(piece.data(), piece.size());
      last = got == 0;
      keep({piece.data(), got});
      if (XML_Parse(parser_.get(), piece.data(), static_cast<int>(got), last ? 1 : 0) != XML_STATUS_OK && !stopped_) {
        fault(error("KD1140").arg("reason", XML_ErrorString(XML_GetErrorCode(parser_.get()))), line());
        return;
      }
      forget();
    }
  }

 private:
  static Elements& self(void* data) { return *static_cast<Elements*>(data); }
  static void on_start(void* data, const XML_Char* name, const XML_Char** attributes) { self(data).start(name, attributes); }
  static void on_end(void* data, const XML_Char*) { self(data).end(); }
  static void on_text(void* data, const XML_Char* text, int size) { self(data).take_text({text, static_cast<std::size_t>(size)}); }
  static void on_entity(void* data, const XML_Char*, int, const XML_Char*, int, const XML_Char*, const XML_Char*, const XML_Char*,
                        const XML_Char*) {
    Elements& elements = self(data);
    elements.fault(error("KD1143"), elements.line());
    elements.stop();
  }

  void stop() {
    stopped_ = true;
    XML_StopParser(parser_.get(), XML_FALSE);
  }
  std::uint64_t offset() const { return static_cast<std::uint64_t>(std::max<XML_Index>(0, XML_GetCurrentByteIndex(parser_.get()))); }
  std::uint32_t line() const { return static_cast<std::uint32_t>(XML_GetCurrentLineNumber(parser_.get())); }

  void start(const XML_Char* name, const XML_Char** attributes) {
    if (++depth_ > limits_.depth && !in_record()) {
      fault(too_deep(limits_), line());
      return stop();
    }
    if (in_record()) {
      deepest_ = std::max(deepest_, depth_ - record_depth_ + 1);
      return;
    }
    const std::string_view local = local_name(std::string_view(name));
    tell_header();
    Level& level = push(local);
    if (std::find(names_.begin(), names_.end(), local) != names_.end()) {
      record_depth_ = depth_;
      deepest_ = 1;
      record_begin_ = offset();
      record_line_ = line();
      record_place_ = level.path;
    } else if (events_.on_header) {
      for (; *attributes != nullptr; attributes += 2) {
        if (std::string_view(attributes[0]).starts_with("xmlns")) continue;
        events_.on_header(level.path + "/@" + std::string(local_name(std::string_view(attributes[0]))), trim(attributes[1]));
      }
    }
  }

  void end() {
    if (in_record() && depth_ == record_depth_) {
      hand_over(offset() + static_cast<std::uint64_t>(XML_GetCurrentByteCount(parser_.get())));
      record_depth_ = 0;
      levels_.pop_back();
    } else if (!in_record()) {
      tell_header();
      levels_.pop_back();
    }
    --depth_;
  }

  void take_text(std::string_view text) {
    if (!in_record() && events_.on_header && header_.size() + text.size() <= kHeaderText) header_ += text;
  }
  void tell_header() {
    if (!levels_.empty() && events_.on_header && !trim(header_).empty()) events_.on_header(levels_.back().path, trim(header_));
    header_.clear();
  }

  struct Level {
    std::string path;
    std::map<std::string, std::size_t, std::less<>> children;  // by name, how many so far
  };
  Level& push(std::string_view local) {
    std::string path = (levels_.empty() ? std::string() : levels_.back().path) + '/' + std::string(local);
    if (!levels_.empty()) {
      auto& children = levels_.back().children;
      auto found = children.find(local);
      if (found == children.end()) found = children.emplace(std::string(local), 0).first;
      const bool is_record = std::find(names_.begin(), names_.end(), local) != names_.end();
      if (++found->second > 1 || is_record) path += '[' + std::to_string(found->second) + ']';
    }
    levels_.push_back({std::move(path), {}});
    return levels_.back();
  }

  bool in_record() const { return record_depth_ > 0; }

  // The bytes of the text from the beginning of the current record, or of the piece that is being parsed.
  void keep(std::string_view piece) { kept_ += piece; }
  void forget() {
    const std::uint64_t parsed = kept_begin_ + kept_.size();
    const std::uint64_t needed = in_record() ? record_begin_ : unfinished_from(parsed);
    if (in_record() && parsed - record_begin_ > limits_.record_bytes) {
      oversized_ = true;
      kept_.clear();
      kept_begin_ = parsed;
      return;
    }
    kept_.erase(0, static_cast<std::size_t>(needed - kept_begin_));
    kept_begin_ = needed;
  }
  // A tag may have begun that is not complete yet.
  std::uint64_t unfinished_from(std::uint64_t parsed) const {
    const std::uint64_t at = offset();
    return parsed - at > kTextPiece ? parsed : std::clamp(at, kept_begin_, parsed);
  }

  void hand_over(std::uint64_t end) {
    const bool whole = !oversized_ && record_begin_ >= kept_begin_ && end - record_begin_ <= limits_.record_bytes;
    oversized_ = false;
    if (!whole) return record_fault(too_large(limits_), {});
    const std::string_view bytes = std::string_view(kept_).substr(static_cast<std::size_t>(record_begin_ - kept_begin_),
                                                                  static_cast<std::size_t>(end - record_begin_));
    if (deepest_ > limits_.depth) return record_fault(too_deep(limits_), bytes);
    pugi::xml_document document;
    const auto parsed = document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!parsed) return record_fault(error("KD1140").arg("reason", parsed.description()), bytes);
    events_.on_record({document.document_element(), record_place_, record_line_});
  }

  void record_fault(Diagnostic reason, std::string_view bytes) {
    events_.on_fault({std::move(reason), record_place_, record_line_, replace_invalid_utf8(bytes.substr(0, kExcerpt))});
  }
  void fault(Diagnostic reason, std::uint32_t line) {
    events_.on_fault({std::move(reason), levels_.empty() ? std::string("/") : levels_.back().path, line, {}});
  }

  const std::vector<std::string_view>& names_;
  const XmlLimits& limits_;
  const XmlEvents& events_;
  std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser_;
  std::vector<Level> levels_;
  std::string header_;
  std::string kept_;
  std::uint64_t kept_begin_ = 0;  // offset in the text of the first byte kept
  std::uint32_t depth_ = 0;
  std::uint32_t deepest_ = 0;       // inside the record
  std::uint32_t record_depth_ = 0;  // 0: outside of records
  std::uint64_t record_begin_ = 0;
  std::uint32_t record_line_ = 0;
  std::string record_place_;
  bool oversized_ = false;
  bool stopped_ = false;
};

}  // namespace

void read_xml_document(SourceText& text, const XmlLimits& limits, const XmlEvents& events) {
  std::string bytes;
  const auto piece = std::make_unique_for_overwrite<char[]>(kTextPiece);  // most documents are smaller than it, so it is not filled first
  while (const std::size_t got = text.read(piece.get(), kTextPiece)) {
    if (bytes.size() + got > limits.record_bytes) {
      return events.on_fault({too_large(limits), "/", 1, replace_invalid_utf8(std::string_view(bytes).substr(0, kExcerpt))});
    }
    bytes.append(piece.get(), got);
  }
  const auto fault = [&](Diagnostic reason, std::uint32_t line) {
    events.on_fault({std::move(reason), "/", line, replace_invalid_utf8(std::string_view(bytes).substr(0, kExcerpt))});
  };
  pugi::xml_document document;
  const auto parsed = document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_doctype, pugi::encoding_utf8);
  if (declares_entities(document)) return fault(error("KD1143"), 1);
  if (!parsed) {
    const auto before = std::string_view(bytes).substr(0, static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, parsed.offset)));
    return fault(error("KD1140").arg("reason", parsed.description()), 1 + lines_in(before));
  }
  if (depth_of(document.document_element(), limits.depth) > limits.depth) return fault(too_deep(limits), 1);
  events.on_record({document.document_element(), '/' + std::string(local_name(document.document_element())), 1});
}

void read_xml_elements(SourceText& text, const std::vector<std::string_view>& names, const XmlLimits& limits, const XmlEvents& events) {
  Elements(names, limits, events).read(text);
}

}  // namespace kede::importers
