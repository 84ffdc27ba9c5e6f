#include "reports/text/text_report.hpp"

#include "reports/text/screen_table.hpp"

namespace kede::reports {
namespace {

Result<std::vector<OutputFile>> write_text(const assess::Assessment& assessment, const ReportOptions& options) {
  return std::vector<OutputFile>{{"report.txt", text::screen_table(assessment, options)}};
}

}  // namespace

const Report text_report{"text", "Short table, plain text", write_text};

}  // namespace kede::reports
