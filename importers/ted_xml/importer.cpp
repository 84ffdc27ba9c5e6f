#include "importers/ted_xml/importer.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "engine/base/text.hpp"
#include "importers/file_import.hpp"
#include "importers/ted_xml/writing.hpp"
#include "importers/xml.hpp"
#include "importers/xml_records.hpp"

namespace kede::importers::ted_xml {
namespace {

// A modification names the award notice, which itself names the contract notice by which the process is known. So what modifications and
// corrections say is kept until all notices are read, and then gets the key of their process.
class LateSink final : public model::RecordSink {
 public:
  LateSink(model::RecordSink& sink, const ted::Fields& fields) : sink_(sink), fields_(fields) {}

  SourceId add_source(model::Source source) override { return sink_.add_source(std::move(source)); }
  void complete_source(SourceId id, model::Source source) override { sink_.complete_source(id, std::move(source)); }
  void reject(model::Rejection rejection) override { sink_.reject(std::move(rejection)); }
  void add(model::Record record) override {
    if (!late) return sink_.add(std::move(record));
    kept_.push_back(std::move(record));
  }

  void belongs(const std::string& notice, const std::string& process) {
    if (notice != process) process_of_.emplace(notice, process);
  }

  void release() {
    for (model::Record& record : kept_) {
      if (is_renamed(record.kind)) rename(record.key);
      for (model::Fact& fact : record.facts) {
        auto* scalar = std::get_if<model::Scalar>(&fact.value);
        auto* ref = scalar == nullptr ? nullptr : std::get_if<model::Ref>(scalar);
        if (ref != nullptr && is_renamed(ref->kind)) rename(ref->key);
        if (fact.field == fields_.contract.id) fact.value = model::Scalar(record.key.substr(4));
      }
      sink_.add(std::move(record));
    }
    kept_.clear();
  }

  bool late = false;

 private:
  bool is_renamed(model::KindId kind) const { return kind == fields_.contract.kind || kind == fields_.lot.kind; }

  // "ted:<number>" and "ted:<number>/lot/…"
  void rename(std::string& key) const {
    const std::size_t end = std::min(key.find('/'), key.size());
    std::string number = key.substr(4, end - 4);
    std::unordered_set<std::string> seen;
    for (auto found = process_of_.find(number); found != process_of_.end() && seen.insert(number).second; found = process_of_.find(number))
      number = found->second;
    key.replace(4, end - 4, number);
  }

  model::RecordSink& sink_;
  const ted::Fields& fields_;
  std::vector<model::Record> kept_;
  std::unordered_map<std::string, std::string> process_of_;  // notice -> the notice that it answers
};

// The name of the first element, without prefix.
std::string_view root_of(std::string_view head) {
  while (!(head = trim(head)).empty() && head[0] == '<') {
    const bool comment = head.starts_with("<!--");
    if (!comment && !head.starts_with("<?") && !head.starts_with("<!"))
      return local_name(head.substr(1, std::min(head.size(), head.find_first_of(" \t\r\n/>")) - 1));
    const std::string_view close = comment ? "-->" : ">";
    const std::size_t end = head.find(close);
    if (end == std::string_view::npos) break;
    head.remove_prefix(end + close.size());
  }
  return {};
}

int recognise(std::string_view, std::string_view head) { return root_of(head) == "TED_EXPORT" ? 95 : 0; }

// "R2.0.9.S03.E01": an attribute of its own, or part of the name of the schema.
std::string_view release_of(pugi::xml_node document) {
  const std::string_view stated = attribute_of(document, "VERSION");
  if (!stated.empty()) return stated;
  for (pugi::xml_attribute each = document.first_attribute(); each; each = each.next_attribute()) {
    const std::string_view value = each.value();
    const std::size_t at = value.find("R2.0.");
    if (at != std::string_view::npos) return value.substr(at, value.find_first_of("/ ", at) - at);
  }
  return {};
}

void read_document(FileImport& file, const ted::Fields& fields, LateSink& sink, const XmlRecord& record) {
  const auto reject = [&](Diagnostic reason) { file.reject(std::move(reason), record.place, record.line, {}); };
  if (local_name(record.node) != "TED_EXPORT")
    return reject(error("KD1350").arg("root", shorten(replace_invalid_utf8(local_name(record.node)), kExcerpt)));
  const auto notice = read_notice(record.node);
  if (!notice) return reject(error("KD1351"));
  file.set_version(release_of(record.node));
  file.scope().date = notice->published;
  file.scope().evidence = model::EvidenceClass::register_or_decision;
  if (!notice->form) file.tell(note("KD1352").at({.file = file.path()}).arg("notice", notice->number));
  if (notice->translated) file.tell(note("KD1353").at({.file = file.path()}).arg("notice", notice->number));
  Writing writing{file.scope(), fields, *notice, process_key(notice->process())};
  sink.late = (notice->stage == Stage::change || notice->stage == Stage::correction) && !notice->referenced.empty();
  if (!sink.late) sink.belongs(notice->number, notice->process());
  if (notice->stage == Stage::correction) {
    if (sink.late) write_correction(writing);
  } else {
    write_process(writing);
    write_awards(writing);
    if (notice->stage == Stage::change) write_change(writing);
  }
  sink.late = false;
  file.count();
}

void read_file(FileImport& file, const ted::Fields& fields, LateSink& sink) {
  const XmlEvents events{
      .on_record = [&](const XmlRecord& record) { read_document(file, fields, sink, record); },
      .on_fault =
          [&](XmlFault fault) { file.reject(std::move(fault.reason), std::move(fault.place), fault.line, std::move(fault.excerpt)); }};
  read_xml_document(file.text(), {.record_bytes = file.context().max_record_bytes}, events);
}

Result<void> read(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink) {
  const ted::Fields fields(context.vocabulary);
  LateSink late(sink, fields);
  import_files(files, context, late, importer, [&](FileImport& file) { read_file(file, fields, late); });
  late.release();
  return {};
}

}  // namespace

const Importer importer{.name = "ted_xml", .recognise = recognise, .read = read};

}  // namespace kede::importers::ted_xml
