// What a report is: a name and a function that turns an Assessment into files.
// One constant per folder, listed in registry.cpp; called by the app.
// Reports keep no state and change nothing.
// Law: the same assessment gives the same bytes; no text accuses; everything shown can be traced.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/assess/assessment.hpp"
#include "engine/base/message_catalogue.hpp"
#include "engine/base/result.hpp"

namespace kede::reports {

struct ReportOptions {
  Language language = Language::en;
  const MessageCatalogue* messages = nullptr;
  std::span<const Diagnostic> diagnostics;  // of the import, to show what could not be read
};

struct OutputFile {
  std::string name;  // relative to the output folder
  std::string bytes;
};

struct Report {
  std::string_view name;  // "html"
  std::string_view title;
  Result<std::vector<OutputFile>> (*write)(const assess::Assessment& assessment, const ReportOptions& options);
};

// All reports, in the order they are written.
std::span<const Report* const> all_reports();

}  // namespace kede::reports
