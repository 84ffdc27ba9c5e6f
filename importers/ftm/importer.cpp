#include "importers/ftm/importer.hpp"

#include "engine/base/text.hpp"
#include "importers/csv_rows.hpp"
#include "importers/file_import.hpp"
#include "importers/ftm/entity_lines.hpp"
#include "importers/ftm/simple_csv.hpp"
#include "importers/json_head.hpp"
#include "importers/party_fields.hpp"

namespace kede::importers::ftm {
namespace {

// A schema is named by one capitalised word ("LegalEntity"); JSON schemas have no "schema" beside "properties".
bool is_entity(const JsonHead& head) {
  const std::string_view schema = head.text("schema");
  const bool named = !schema.empty() && schema[0] >= 'A' && schema[0] <= 'Z' && schema.find_first_of(" :/.") == std::string_view::npos;
  return named && head.has("id", "\"") && (head.has("properties", "{") || head.has("caption", "\""));
}

// The list of entities in an answer of a matching service: the first object inside it.
std::string_view first_in_list(std::string_view head) {
  for (const std::string_view name : {"\"results\"", "\"entities\""}) {
    const std::size_t at = head.find(name);
    const std::size_t begin = at == std::string_view::npos ? at : head.find_first_not_of(": \t\r\n", at + name.size());
    if (begin != std::string_view::npos && head[begin] == '[') return head.substr(begin);
  }
  return {};
}

int recognise(std::string_view, std::string_view head) {
  head = trim(head);
  if (head.starts_with('{') || head.starts_with('[')) {
    if (is_entity(JsonHead(head))) return 95;
    return head.starts_with('{') && is_entity(JsonHead(first_in_list(head))) ? 80 : 0;
  }
  return is_simple_csv(csv_columns(head)) ? 95 : 0;
}

std::string head_of(const ImportContext& context, const std::string& path) {
  auto head = read_head(context.files, path);
  return head ? std::move(head).value() : std::string();
}

bool is_lines(std::string_view head) {
  head = trim(head);
  const std::string_view first = trim(head.substr(0, head.find('\n')));
  return head.starts_with('{') && (first.ends_with('}') || head.find('\n') == std::string_view::npos);
}

Result<void> read(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink) {
  const PartyFields fields(context.vocabulary);
  import_files(files, context, sink, importer, [&](FileImport& file) {
    const std::string head = head_of(context, file.path());
    if (!trim(head).starts_with('{') && !trim(head).starts_with('[')) return read_simple_csv(file, fields);
    if (is_lines(head) && is_entity(JsonHead(head))) return read_entity_lines(file, fields);
    read_entity_list(file, fields);
  });
  return {};
}

}  // namespace

const Importer importer{.name = "ftm", .recognise = recognise, .read = read};

}  // namespace kede::importers::ftm
