#include "importers/espd/importer.hpp"

#include "engine/base/text.hpp"
#include "importers/espd/response.hpp"
#include "importers/file_import.hpp"
#include "importers/xml_records.hpp"

namespace kede::importers::espd {
namespace {

// The first element, whatever its prefix, and its namespace.
int recognise(std::string_view, std::string_view head) {
  std::string_view text = trim(head);
  if (!text.starts_with('<')) return 0;
  const std::size_t name = text.find("QualificationApplicationResponse");
  if (name == std::string_view::npos || name == 0) return 0;
  const std::size_t open = text.rfind('<', name);
  if (open == std::string_view::npos || text.substr(open, name - open).find_first_of(" !?/>") != std::string_view::npos) return 0;
  return text.find("specification:ubl:schema:xsd:QualificationApplicationResponse-2") != std::string_view::npos ? 95 : 60;
}

Result<void> read(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink) {
  const Fields fields(context.vocabulary);
  import_files(files, context, sink, importer, [&](FileImport& file) {
    const auto on_record = [&](const XmlRecord& record) {
      if (local_name(record.node) != "QualificationApplicationResponse")
        return file.reject(error("KD1561").arg("name", shorten(local_name(record.node), 80)), record.place, record.line, {});
      const std::string_view version = text_at(record.node, "ProfileExecutionID");
      file.set_version(version.empty() ? text_at(record.node, "VersionID") : version);
      if (auto reason = read_response(file.scope(), fields, record.node))
        file.reject(std::move(*reason), record.place + "/EconomicOperatorParty", record.line, {});
      else
        file.count();
    };
    read_xml_document(file.text(), {.record_bytes = context.max_record_bytes},
                      {.on_record = on_record, .on_fault = [&](XmlFault fault) {
                         file.reject(std::move(fault.reason), std::move(fault.place), fault.line, std::move(fault.excerpt));
                       }});
  });
  return {};
}

}  // namespace

const Importer importer{.name = "espd", .recognise = recognise, .read = read};

}  // namespace kede::importers::espd
