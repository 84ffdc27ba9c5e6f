// The files of OFAC without a header, and its XML.
#include <algorithm>
#include <utility>

#include "engine/base/csv.hpp"
#include "engine/base/text.hpp"
#include "importers/csv_rows.hpp"
#include "importers/lists/csv_lists.hpp"
#include "importers/lists/listed_names.hpp"
#include "importers/lists/readers.hpp"
#include "importers/written_values.hpp"
#include "importers/xml.hpp"
#include "importers/xml_records.hpp"

namespace kede::importers::lists {
namespace {

const ListName kOfac{"ofac", "sanctions", "US OFAC sanctions lists"};

// "-0- " stands for nothing.
std::string_view value(const CsvRows& rows, std::size_t column) {
  const std::string_view cell = rows.cell(column);
  return cell.starts_with("-0") ? std::string_view() : cell;
}

// "UKRAINE-EO13662] [RUSSIA-EO14024" -> "UKRAINE-EO13662, RUSSIA-EO14024"
std::string programmes(std::string_view written) { return join(pieces(written, "] ["), ", "); }

// Takes each row with a number; the file ends with a control character, and so does its last row.
template <class Take>
void each_numbered_row(FileImport& file, std::size_t columns, const Take& take) {
  CsvRows rows(file.text(), CsvRows::Header::none);
  while (rows.next()) {
    if (rows.cell(0) == "\x1a") continue;
    const std::string place = "row " + std::to_string(rows.row());
    if (const auto damage = rows.damage())
      file.reject(error(std::string(*damage)), place, rows.line(), rows.excerpt());
    else if (!is_entry_number(rows.cell(0)) || rows.cell(columns - 1).empty())
      file.reject(error("KD1573"), place, rows.line(), rows.excerpt());
    else
      take(rows, place);
  }
}

}  // namespace

void add_remarks(ListedEntity& entity, const Countries& countries, std::string_view remarks) {
  for (const std::string& piece : pieces(remarks, ";")) {
    std::string_view text = piece;
    if (text.starts_with("alt. ")) text.remove_prefix(5);
    while (text.ends_with('.')) text.remove_suffix(1);
    if (text.starts_with("a.k.a. '") || text.starts_with("f.k.a. '") || text.starts_with("n.k.a. '")) {
      const std::size_t end = text.rfind('\'');
      if (end > 8) entity.other_names.emplace_back(text.substr(8, end - 8));
      continue;
    }
    if (text.starts_with("Legal Entity Number ")) entity.lei = std::string(text.substr(20, 20));
    const std::size_t open = text.rfind(" (");
    if (open == std::string_view::npos || !text.ends_with(')')) continue;
    const std::string_view state = text.substr(open + 2, text.size() - open - 3);
    const std::string_view stated = text.substr(0, open);
    const std::size_t space = stated.rfind(' ');
    if (space == std::string_view::npos) continue;
    add_stated_identifier(entity, countries, state, stated.substr(space + 1), stated.substr(0, space));
  }
}

void read_ofac_entries(FileImport& file, ListWriter& writer, OfacEntries& entries) {
  each_numbered_row(file, 4, [&](const CsvRows& rows, const std::string& place) {
    const std::string id(rows.cell(0));
    const std::string type = bare_word(value(rows, 2));
    if (type == "vessel" || type == "aircraft") return writer.pass_over();
    ListedEntity entity{.id = id, .kind = type == "individual" ? ListedKind::person : ListedKind::organisation};
    entries.try_emplace(id, OfacEntry{entity.kind, false});
    entity.name = std::string(value(rows, 1));
    entity.reference = id + "; " + programmes(value(rows, 3));
    if (entity.kind == ListedKind::organisation) add_remarks(entity, file.scope().countries, value(rows, 11));
    writer.write(kOfac, std::move(entity), place, rows.line(), rows.excerpt());
  });
}

void read_ofac_details(OtherList list, FileImport& file, ListWriter& writer, OfacEntries& entries) {
  const std::size_t columns = list == OtherList::ofac_names ? 4 : (list == OtherList::ofac_addresses ? 5 : 2);
  each_numbered_row(file, columns, [&](const CsvRows& rows, const std::string& place) {
    const auto found = entries.find(std::string(rows.cell(0)));
    if (found == entries.end() || found->second.kind != ListedKind::organisation) return writer.pass_over();
    if (list == OtherList::ofac_addresses && std::exchange(found->second.has_address, true)) return file.count();
    ListedEntity entity{.id = found->first};
    if (list == OtherList::ofac_names) entity.other_names.emplace_back(value(rows, 3));
    if (list == OtherList::ofac_remarks) add_remarks(entity, file.scope().countries, value(rows, 1));
    if (list == OtherList::ofac_addresses)
      entity.address = std::string(value(rows, 2)), entity.city = std::string(value(rows, 3)), entity.country = std::string(value(rows, 4));
    writer.add_details(kOfac, entity, place);
    file.count();
  });
}

void read_ofac_xml(FileImport& file, ListWriter& writer) {
  const auto name_of = [](pugi::xml_node node) {
    std::string out(text_at(node, "firstName"));
    if (const std::string_view last = text_at(node, "lastName"); !last.empty()) out += (out.empty() ? "" : " ") + std::string(last);
    return out;
  };
  const auto on_record = [&](const XmlRecord& record) {
    const std::string type = bare_word(text_at(record.node, "sdnType"));
    if (type == "vessel" || type == "aircraft") return writer.pass_over();
    ListedEntity entity{.id = std::string(text_at(record.node, "uid")),
                        .kind = type == "individual" ? ListedKind::person : ListedKind::organisation,
                        .name = name_of(record.node)};
    std::string programme;
    for (const pugi::xml_node& each : all(record.node, "programList/program"))
      programme += (programme.empty() ? "" : ", ") + std::string(text_of(each));
    entity.reference = entity.id + "; " + programme;
    if (entity.kind == ListedKind::organisation) {
      for (const pugi::xml_node& aka : all(record.node, "akaList/aka")) entity.other_names.push_back(name_of(aka));
      for (const pugi::xml_node& id : all(record.node, "idList/id"))
        add_stated_identifier(entity, file.scope().countries, text_at(id, "idCountry"), text_at(id, "idNumber"), text_at(id, "idType"));
      const pugi::xml_node address = find(record.node, "addressList/address");
      entity.address = std::string(text_at(address, "address1"));
      entity.city = std::string(text_at(address, "city"));
      entity.country = std::string(text_at(address, "country"));
    }
    writer.write(kOfac, std::move(entity), record.place, record.line, {});
  };
  read_xml_elements(
      file.text(), {"sdnEntry"}, {.record_bytes = file.context().max_record_bytes},
      {.on_record = on_record,
       .on_fault =
           [&](XmlFault fault) { file.reject(std::move(fault.reason), std::move(fault.place), fault.line, std::move(fault.excerpt)); },
       .on_header =
           [&](std::string_view path, std::string_view text) {
             if (path.ends_with("Publish_Date")) file.scope().date = written_day(text, DateOrder::month_first).day;
           }});
}

}  // namespace kede::importers::lists
