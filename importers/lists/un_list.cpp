// The consolidated list of the Security Council of the United Nations.
#include "engine/base/text.hpp"
#include "importers/lists/readers.hpp"
#include "importers/xml.hpp"
#include "importers/xml_records.hpp"

namespace kede::importers::lists {
namespace {

std::string name_of(pugi::xml_node node) {
  std::string out;
  for (const std::string_view part : {"FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"}) {
    if (const std::string_view name = text_at(node, part); !name.empty()) out += (out.empty() ? "" : " ") + std::string(name);
  }
  return out;
}

}  // namespace

void read_un_xml(FileImport& file, ListWriter& writer) {
  const ListName list{"un", "sanctions", "United Nations Security Council consolidated list"};
  const auto on_record = [&](const XmlRecord& record) {
    const bool person = local_name(record.node) == "INDIVIDUAL";
    ListedEntity entity{.id = std::string(text_at(record.node, "DATAID")),
                        .kind = person ? ListedKind::person : ListedKind::organisation,
                        .name = name_of(record.node)};
    entity.reference = std::string(text_at(record.node, "REFERENCE_NUMBER"));
    if (const std::string_view regime = text_at(record.node, "UN_LIST_TYPE"); !regime.empty())
      entity.reference += "; " + std::string(regime);
    entity.listings.push_back({written_day(text_at(record.node, "LISTED_ON"), DateOrder::day_first), {}});
    if (!person) {
      entity.other_names.emplace_back(text_at(record.node, "NAME_ORIGINAL_SCRIPT"));
      for (const pugi::xml_node& alias : all(record.node, "ENTITY_ALIAS")) entity.other_names.emplace_back(text_at(alias, "ALIAS_NAME"));
      entity.address = std::string(text_at(record.node, "ENTITY_ADDRESS/STREET"));
      entity.city = std::string(text_at(record.node, "ENTITY_ADDRESS/CITY"));
      entity.country = std::string(text_at(record.node, "ENTITY_ADDRESS/COUNTRY"));
    }
    writer.write(list, std::move(entity), record.place, record.line, {});
  };
  read_xml_elements(
      file.text(), {"INDIVIDUAL", "ENTITY"}, {.record_bytes = file.context().max_record_bytes},
      {.on_record = on_record,
       .on_fault =
           [&](XmlFault fault) { file.reject(std::move(fault.reason), std::move(fault.place), fault.line, std::move(fault.excerpt)); },
       .on_header =
           [&](std::string_view path, std::string_view text) {
             if (path.ends_with("@dateGenerated")) file.scope().date = parse_iso_date(text);
           }});
}

}  // namespace kede::importers::lists
