// The records of an XML text, one after the other: whole documents such as a notice, or the repeated elements of a large file.
// Made by importers around a SourceText.
// Keeps one record in memory, whatever the size of the text; belongs to one thread.
// Law: document types that declare entities are refused, nothing outside the text is ever read, and a record beyond a limit is told, not
// cut.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "importers/source.hpp"

namespace kede::importers {

struct XmlLimits {
  std::size_t record_bytes = 64U << 20U;
  std::uint32_t depth = 100;
};

struct XmlRecord {
  pugi::xml_node node;
  std::string place;  // "/LEIData/LEIRecords/LEIRecord[12]"; "/ContractNotice" for a whole document
  std::uint32_t line = 0;
};

// A record, or a part of the text, that could not be read. KD1140: not well-formed. KD1141: too large. KD1142: nested too deeply.
// KD1143: declares entities.
struct XmlFault {
  Diagnostic reason;  // without a place
  std::string place;
  std::uint32_t line = 0;
  std::string excerpt;
};

struct XmlEvents {
  std::function<void(const XmlRecord&)> on_record;
  std::function<void(XmlFault)> on_fault;
  // Attributes of the elements around the records and short texts beside them ("/LEIData/LEIHeader/ContentDate", "2026-01-01"); may be
  // empty.
  std::function<void(std::string_view path, std::string_view text)> on_header = {};
};

// The text is one record: its root element.
void read_xml_document(SourceText& text, const XmlLimits& limits, const XmlEvents& events);
// Every element with one of these names (without prefix) that lies in no other of them is a record. A fault inside a record loses that
// record; text that is not well-formed ends the reading, since nothing after it can be trusted to be what it seems.
void read_xml_elements(SourceText& text, const std::vector<std::string_view>& names, const XmlLimits& limits, const XmlEvents& events);

}  // namespace kede::importers
