// The records that could not be read, one line each: file, place, why, what to do, and what stood there.
// Written by the app before the assessment, so that it is there even when nothing could be read.
// Pure function.
// Law: every rejection of the dataset is a line; what stood there is shown as text, never as a formula.
#pragma once

#include <string>

#include "engine/base/message_catalogue.hpp"
#include "engine/model/dataset.hpp"

namespace kede::reports {

std::string rejects_csv(const model::Dataset& dataset, Language language, const MessageCatalogue& messages);

}  // namespace kede::reports
