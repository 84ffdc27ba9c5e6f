#include "importers/lists/importer.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "importers/csv_rows.hpp"
#include "importers/lists/csv_lists.hpp"
#include "importers/lists/mapping.hpp"
#include "importers/lists/other_lists.hpp"

namespace kede::importers::lists {
namespace {

int recognise(std::string_view, std::string_view head) {
  if (other_list_of(head)) return 90;
  return csv_list_of(csv_columns(head)) ? 90 : 0;
}

// OFAC's entries come before the files that add to them.
std::vector<InputFile> entries_first(std::span<const InputFile> files, const FileSystem& disk) {
  std::vector<InputFile> out(files.begin(), files.end());
  std::stable_partition(out.begin(), out.end(), [&](const InputFile& file) {
    const auto head = read_head(disk, file.path, 4096);
    return head && other_list_of(*head) == OtherList::ofac_entries;
  });
  return out;
}

Result<void> read(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink) {
  const Fields fields(context.vocabulary);
  OfacEntries entries;
  import_files(entries_first(files, context.files), context, sink, importer, [&](FileImport& file) {
    file.scope().evidence = model::EvidenceClass::register_or_decision;
    ListWriter writer(file, fields);
    if (const auto beside = mapping_beside(context.files, file.path())) {
      const auto mapping = read_mapping(context.files, *beside);
      if (mapping)
        read_mapped(file, writer, *mapping);
      else
        context.diagnostics.add(mapping.diagnostics());
      return writer.finish();
    }
    const auto head = read_head(context.files, file.path());
    if (!head) return;
    if (const auto other = other_list_of(*head))
      read_other_list(*other, file, writer, entries);
    else if (const auto csv = csv_list_of(csv_columns(*head)))
      read_csv_list(*csv, file, writer);
    writer.finish();
  });
  return {};
}

}  // namespace

const Importer importer{.name = "lists", .recognise = recognise, .read = read};

}  // namespace kede::importers::lists
