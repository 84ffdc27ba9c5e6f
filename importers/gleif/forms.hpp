// The three forms in which GLEIF publishes.
// Called by read_records() only.
// Each keeps one record in memory.
// Law: a form changes where a value stands, never what it means.
#pragma once

#include "importers/gleif/readers.hpp"

namespace kede::importers::gleif {

void read_xml(SourceText& text, std::size_t longest, const RecordEvents& events);
void read_json(SourceText& text, std::size_t longest, const RecordEvents& events);
void read_csv(SourceText& text, Content content, const RecordEvents& events);

}  // namespace kede::importers::gleif
