#include "importers/decp/importer.hpp"

#include "engine/base/text.hpp"
#include "importers/decp/contract.hpp"
#include "importers/file_import.hpp"
#include "importers/json_records.hpp"
#include "importers/xml_records.hpp"

namespace kede::importers::decp {
namespace {

constexpr std::string_view kLists[] = {"marches/marche", "marches/contrat-concession", "marches"};

bool holds(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

// French members that no other format has; those of a modification or of a short head are enough with the name of the list.
int recognise(std::string_view, std::string_view head) {
  const std::string_view text = trim(head);
  if (text.starts_with('{') || text.starts_with('[')) {
    const bool buyer = holds(text, "\"acheteur\"") || holds(text, "\"autoriteConcedante\"");
    const bool holders = holds(text, "\"titulaires\"") || holds(text, "\"concessionnaires\"");
    const bool notified = holds(text, "\"dateNotification\"") || holds(text, "\"dateSignature\"") || holds(text, "\"objet\"");
    if (holds(text, "\"marches\"") && (buyer || holders)) return 95;
    return buyer && holders && notified ? 80 : 0;
  }
  if (!text.starts_with('<')) return 0;
  const std::size_t root = text.find("<marches");
  if (root == std::string_view::npos || root > 4096) return 0;
  return holds(text, "<marche>") || holds(text, "<marche ") || holds(text, "<contrat-concession") ? 95 : 0;
}

void read_file(FileImport& file, const Fields& fields, Parties& parties) {
  file.scope().evidence = model::EvidenceClass::register_or_decision;
  const auto take = [&](const Element& contract, const std::string& place, std::uint32_t line, const std::string& excerpt) {
    if (auto reason = read_contract(file.scope(), fields, parties, contract, place)) {
      file.reject(std::move(*reason), place, line, excerpt);
    } else {
      file.count();
    }
  };
  const auto refuse = [&](auto fault) {
    file.reject(std::move(fault.reason), std::move(fault.place), fault.line, std::move(fault.excerpt));
  };
  const auto head = read_head(file.context().files, file.path(), 64);
  if (head && trim(*head).starts_with('<')) {
    read_xml_elements(
        file.text(), {"marche", "contrat-concession"}, {.record_bytes = file.context().max_record_bytes},
        {.on_record = [&](const XmlRecord& record) { take(Element(record.node), record.place, record.line, {}); }, .on_fault = refuse});
    return;
  }
  read_json_records(file.text(), kLists, {.record_bytes = file.context().max_record_bytes},
                    {.on_record =
                         [&](JsonRecord record) {
                           JsonDocument document;
                           bool mended = false;
                           const std::string excerpt = shorten(replace_invalid_utf8(record.text.substr(0, 400)), 200);
                           if (const auto broken = document.parse(std::move(record.text), true, mended))
                             return file.reject(error("KD1144").arg("reason", broken->reason), record.place, record.line, excerpt);
                           take(Element(&document.root()), record.place, record.line, excerpt);
                         },
                     .on_fault = refuse});
}

Result<void> read(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink) {
  const Fields fields(context.vocabulary);
  Parties parties(fields);
  import_files(files, context, sink, importer, [&](FileImport& file) { read_file(file, fields, parties); });
  return {};
}

}  // namespace

const Importer importer{.name = "decp", .recognise = recognise, .read = read};

}  // namespace kede::importers::decp
