// The records that could not be read, one JSON object a line, for other programs; rejects.csv says the same to people.
// Written by the app before the assessment, so that it is there even when nothing could be read.
// Pure function.
// Law: every rejection of the dataset is a line, in the order of the dataset.
#pragma once

#include <string>

#include "engine/base/message_catalogue.hpp"
#include "engine/model/dataset.hpp"

namespace kede::reports {

// {"file","sha256","path","line","code","reason","hint","excerpt"}: `path` is the place in the file, `line` 0 when it is not known.
std::string rejects_jsonl(const model::Dataset& dataset, Language language, const MessageCatalogue& messages);

}  // namespace kede::reports
