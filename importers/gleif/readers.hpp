// Reads the records of one GLEIF file, in whatever form it is.
// Called by the importer for each file; hands each record to the events.
// Keeps one record in memory.
// Law: every record is given or told as a fault with its place.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/diagnostic.hpp"
#include "importers/gleif/records.hpp"
#include "importers/source.hpp"

namespace kede::importers::gleif {

enum class Content : std::uint8_t { entities, relationships, exceptions };
enum class Form : std::uint8_t { xml, json, csv };
struct Shape {
  Form form = Form::xml;
  Content content = Content::entities;  // of JSON only the first record's: a file may hold all three
};

// By root element, members of the first object, or columns.
std::optional<Shape> shape_of(std::string_view head);

struct Where {
  std::string place;
  std::uint32_t line = 0;
  std::string excerpt;
};

struct RecordEvents {
  std::function<void(const LeiRecord&, const Where&)> on_entity;
  std::function<void(const RelationshipRecord&, const Where&)> on_relationship;
  std::function<void(const ExceptionRecord&, const Where&)> on_exception;
  std::function<void(Diagnostic reason, Where)> on_fault;
  std::function<void(std::string_view content_date)> on_date;
};

void read_records(SourceText& text, const Shape& shape, std::size_t longest, const RecordEvents& events);

}  // namespace kede::importers::gleif
