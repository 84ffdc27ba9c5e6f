#include "reports/json/json_report.hpp"

#include "reports/json/json_parts.hpp"

namespace kede::reports {
namespace {

Result<std::vector<OutputFile>> write_json(const assess::Assessment& assessment, const ReportOptions& options) {
  const Words words = Words::built_in(options.language);
  JsonWriter out;
  JsonParts parts(out, assessment, words, options);
  out.object("", [&] {
    parts.write_versions();
    parts.write_inputs();
    parts.write_contracts();
    parts.write_bids();
    parts.write_verdicts();
    parts.write_rules();
    parts.write_remedies();
    parts.write_requirements();
    parts.write_identity();
    parts.write_rejections();
  });
  return std::vector<OutputFile>{{"report.json", out.take()}};
}

}  // namespace

const Report json_report{"json", "The whole assessment for machines", write_json};

}  // namespace kede::reports
