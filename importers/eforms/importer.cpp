#include "importers/eforms/importer.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "engine/base/text.hpp"
#include "importers/eforms/notice.hpp"
#include "importers/eforms/organisations.hpp"
#include "importers/eforms/procedure.hpp"
#include "importers/eforms/results.hpp"
#include "importers/eforms/versions.hpp"
#include "importers/xml_records.hpp"

namespace kede::importers::eforms {
namespace {

constexpr std::array<std::string_view, 4> kRoots = {"ContractNotice", "ContractAwardNotice", "PriorInformationNotice",
                                                    "BusinessRegistrationInformationNotice"};

bool is_notice(std::string_view name) { return std::find(kRoots.begin(), kRoots.end(), name) != kRoots.end(); }

// The start tag of the root element: "ContractNotice xmlns=…".
std::string_view root_tag(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at)) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("<!--")) {
      at = text.find("-->", at);
    } else if (rest.starts_with("<?") || rest.starts_with("<!")) {
      at = text.find('>', at);
    } else {
      return rest.substr(1, rest.find('>') - 1);
    }
    if (at == std::string_view::npos) break;
  }
  return {};
}

int recognise(std::string_view, std::string_view head) {
  const std::string_view text = trim(head);
  if (!text.starts_with('<')) return 0;
  const std::string_view tag = root_tag(text);
  if (!is_notice(local_name(tag.substr(0, tag.find_first_of(" \t\r\n/"))))) return 0;
  const bool ubl = tag.find("urn:oasis:names:specification:ubl:schema:xsd:") != std::string_view::npos;
  const bool eforms = tag.find("http://data.europa.eu/p27/eforms") != std::string_view::npos;
  if (eforms) return 95;
  return ubl ? 70 : 0;
}

XmlLimits limits_of(const ImportContext& context) { return {context.max_record_bytes, 100}; }

// The head of a file that is neither packed nor in an encoding of two bytes, from its bytes as they are: identifiers and dates are ASCII.
// Nothing when it is another file, or not well-formed.
std::optional<Head> read_plain_head(const ImportContext& context, const std::string& path) {
  auto read = context.files.read_all(path, context.max_record_bytes);
  if (!read) return std::nullopt;
  std::string& bytes = read.value();
  const std::size_t begin = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  if (bytes.size() < begin + 2 || bytes[begin] != '<' || bytes[begin + 1] == '\0') return std::nullopt;
  pugi::xml_document document;
  const auto parsed = document.load_buffer_inplace(bytes.data() + begin, bytes.size() - begin, pugi::parse_minimal | pugi::parse_cdata,
                                                   pugi::encoding_utf8);
  const pugi::xml_node root = document.document_element();
  return parsed && is_notice(local_name(root)) ? std::optional(head_of(root, path)) : std::nullopt;
}

std::optional<Head> read_head_of(const ImportContext& context, const std::string& path) {
  auto head = read_plain_head(context, path);
  if (head) return head;
  auto opened = SourceText::open(context.files, path);
  if (!opened) return std::nullopt;
  XmlEvents events{.on_record =
                       [&](const XmlRecord& record) {
                         if (is_notice(local_name(record.node))) head = head_of(record.node, path);
                       },
                   .on_fault = [](const XmlFault&) {}};
  read_xml_document(*opened.value(), limits_of(context), events);
  return head;
}

std::vector<Head> read_heads(std::span<const InputFile> files, const ImportContext& context) {
  std::vector<Head> out;
  out.reserve(files.size());
  for (const InputFile& file : files) {
    auto head = read_head_of(context, file.path);
    if (!head) head.emplace().path = file.path;
    out.push_back(std::move(*head));
  }
  return out;
}

void read_notice(FileImport& file, Run& run, pugi::xml_node root, const Plan& plan) {
  file.scope().date = date_of(text_at(root, "IssueDate"));
  file.scope().evidence = model::EvidenceClass::register_or_decision;
  file.set_version(text_at(root, "CustomizationID"));
  file.count();
  if (!plan.replaced_by.empty()) return file.tell(note("KD1301").at({.file = file.path()}).arg("file", plan.replaced_by));
  if (plan.identifier_is_shared)
    file.tell(warning("KD1302").at({.file = file.path()}).arg("id", replace_invalid_utf8(shorten(text_at(root, "ID"), 60))));
  Notice notice(file, run, root, plan);
  Organisations organisations(notice);
  if (notice.kind != NoticeKind::registration) {
    const Procedure procedure = read_procedure(notice, organisations);
    Results results = gather_results(notice, organisations, procedure);
    const ResultScope scope{notice, organisations, procedure, results};
    write_awards(scope);
    write_bids(scope);
    write_supplies(scope);
  }
  organisations.write();
  notice.finish();
}

Result<void> read(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink) {
  const bool several = files.size() > 1;
  std::vector<Head> heads = several ? read_heads(files, context) : std::vector<Head>();
  const std::vector<Plan> plans = plan_notices(heads);
  std::unordered_map<std::string, std::size_t> plan_of;
  for (std::size_t i = 0; i < heads.size(); ++i) plan_of.try_emplace(heads[i].path, i);
  // Modifications come after the awards that they change.
  std::vector<InputFile> order(files.begin(), files.end());
  if (several) {
    std::stable_partition(order.begin(), order.end(),
                          [&](const InputFile& file) { return !heads[plan_of.at(file.path)].modifies_contract; });
  }
  Run run(context.vocabulary);
  import_files(order, context, sink, importer, [&](FileImport& file) {
    XmlEvents events{.on_record =
                         [&](const XmlRecord& record) {
                           if (!is_notice(local_name(record.node)))
                             return file.reject(error("KD1300").arg("name", shorten(local_name(record.node), 60)), record.place, 1, {});
                           if (several) return read_notice(file, run, record.node, plans[plan_of.at(file.path())]);
                           read_notice(file, run, record.node, plan_notices({head_of(record.node, file.path())})[0]);
                         },
                     .on_fault = [&](XmlFault fault) { file.reject(std::move(fault.reason), fault.place, fault.line, fault.excerpt); }};
    read_xml_document(file.text(), limits_of(context), events);
  });
  return {};
}

}  // namespace

const Importer importer{.name = "eforms", .recognise = recognise, .read = read};

}  // namespace kede::importers::eforms
