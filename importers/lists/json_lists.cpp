// The Consolidated Screening List of the United States and the debarred firms of the World Bank as JSON.
#include <rapidjson/document.h>

#include "engine/base/text.hpp"
#include "importers/json.hpp"
#include "importers/json_records.hpp"
#include "importers/lists/csv_lists.hpp"
#include "importers/lists/listed_names.hpp"
#include "importers/lists/readers.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::lists {
namespace {

using Json = const rapidjson::Value*;

// Parses each record and hands it on; what is not JSON is rejected.
template <class Take>
void each_record(FileImport& file, std::span<const std::string_view> lists, const Take& take) {
  const auto on_record = [&](JsonRecord record) {
    JsonDocument document;
    bool mended = false;
    const std::string excerpt = shorten(replace_invalid_utf8(record.text.substr(0, 400)), 200);
    if (const auto broken = document.parse(std::move(record.text), true, mended))
      return file.reject(error("KD1144").arg("reason", broken->reason), record.place, record.line, excerpt);
    take(&document.root(), record.place, record.line, excerpt);
  };
  read_json_records(file.text(), lists, {.record_bytes = file.context().max_record_bytes},
                    {.on_record = on_record, .on_fault = [&](JsonFault fault) {
                       file.reject(std::move(fault.reason), std::move(fault.place), fault.line, std::move(fault.excerpt));
                     }});
}

std::string joined(std::initializer_list<std::string> parts) {
  std::string out;
  for (const std::string& part : parts) {
    if (!part.empty()) out += (out.empty() ? "" : "; ") + part;
  }
  return out;
}

}  // namespace

void read_screening_json(FileImport& file, ListWriter& writer) {
  constexpr std::string_view lists[] = {"results"};
  each_record(file, lists, [&](Json entry, const std::string& place, std::uint32_t line, const std::string& excerpt) {
    const std::string kind = bare_word(text_at(entry, "type"));
    if (kind == "vessel" || kind == "aircraft") return writer.pass_over();
    ListedEntity entity{.kind =
                            kind.empty() ? ListedKind::unstated : (kind == "individual" ? ListedKind::person : ListedKind::organisation)};
    const ListName list = consolidated_screening_list(text_at(entry, "source"));
    entity.name = std::string(text_at(entry, "name"));
    const std::string number = id_at(entry, "entity_number");
    if (!number.empty()) entity.id = list.id.substr(list.id.find('/') + 1) + '/' + number;
    for (const Item& alias : items(entry, "alt_names", "")) entity.other_names.emplace_back(as_text(alias.value));
    for (const Item& address : items(entry, "addresses", "")) {
      entity.address = std::string(text_at(address.value, "address"));
      entity.city = std::string(text_at(address.value, "city"));
      entity.country = std::string(text_at(address.value, "country"));
      break;
    }
    for (const Item& id : items(entry, "ids", ""))
      add_stated_identifier(entity, file.scope().countries, text_at(id.value, "country"), id_at(id.value, "number"),
                            text_at(id.value, "type"));
    std::string programs;
    for (const Item& program : items(entry, "programs", ""))
      programs += (programs.empty() ? "" : ", ") + std::string(as_text(program.value));
    entity.listings.push_back({written_day(text_at(entry, "start_date"), DateOrder::month_first),
                               written_day(text_at(entry, "end_date"), DateOrder::month_first)});
    entity.reference = joined({number, programs, std::string(text_at(entry, "federal_register_notice"))});
    writer.write(list, std::move(entity), place, line, excerpt);
  });
}

void read_world_bank_json(FileImport& file, ListWriter& writer) {
  constexpr std::string_view lists[] = {"response/ZPROCSUPP", "ZPROCSUPP"};
  const ListName list{"world-bank", "debarment", "World Bank debarred firms"};
  each_record(file, lists, [&](Json entry, const std::string& place, std::uint32_t line, const std::string& excerpt) {
    ListedNames names = names_with_aliases(text_at(entry, "SUPP_NAME"));
    const std::string kind = bare_word(text_at(entry, "SUPP_TYPE_CODE"));
    ListedEntity entity{.id = id_at(entry, "SUPP_ID"),
                        .kind = kind.empty() ? ListedKind::unstated : (kind == "i" ? ListedKind::person : ListedKind::organisation),
                        .name = std::move(names.name),
                        .other_names = std::move(names.aliases)};
    entity.address = std::string(text_at(entry, "SUPP_ADDR"));
    entity.city = std::string(text_at(entry, "SUPP_CITY"));
    entity.country = std::string(text_at(entry, "COUNTRY_NAME"));
    entity.listings.push_back({written_day(text_at(entry, "DEBAR_FROM_DATE"), DateOrder::month_first),
                               written_day(text_at(entry, "DEBAR_TO_DATE"), DateOrder::month_first)});
    entity.reference = joined({entity.id, std::string(text_at(entry, "DEBAR_REASON"))});
    writer.write(list, std::move(entity), place, line, excerpt);
  });
}

}  // namespace kede::importers::lists
