// The Brazilian register of employers found with labour analogous to slavery ("lista suja"): a CSV with lines before its header.
#include <algorithm>

#include "engine/base/text.hpp"
#include "importers/csv_rows.hpp"
#include "importers/lists/listed_names.hpp"
#include "importers/lists/readers.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::lists {
namespace {

constexpr std::size_t kLinesBeforeHeader = 30;

struct Columns {
  std::optional<std::size_t> id, name, number, listed, workers;
};

// Headers differ from edition to edition in their endings only.
Columns columns_of(const CsvRows& rows) {
  Columns out;
  for (std::size_t c = 0; c < 20; ++c) {
    const std::string word = bare_word(rows.cell(c));
    if (word == "id") out.id = c;
    if (word == "empregador") out.name = c;
    if (word == "cnpjcpf" || word == "cpfcnpj") out.number = c;
    if (word.starts_with("inclus")) out.listed = c;
    if (word.starts_with("trabalhadores")) out.workers = c;
  }
  return out;
}

// "05/10/2022 a 13/01/2023, 11/11/2024": listed, taken off, listed again.
std::vector<Listing> listings_in(std::string_view text) {
  std::vector<Listing> out;
  for (const std::string& piece : pieces(text, ",")) {
    const auto days = pieces(piece, " a ");
    Listing listing;
    if (!days.empty()) listing.from = written_day(days[0], DateOrder::day_first);
    if (days.size() > 1) listing.until = written_day(days[1], DateOrder::day_first);
    out.push_back(std::move(listing));
  }
  return out;
}

}  // namespace

void read_lista_suja(FileImport& file, ListWriter& writer) {
  const ListName list{"br-cadastro", "forced_labour", "Cadastro de Empregadores (Brazil)"};
  CsvRows rows(file.text(), CsvRows::Header::none);
  Columns columns;
  std::size_t before = 0;
  while (!columns.name && before++ < kLinesBeforeHeader && rows.next()) columns = columns_of(rows);
  if (!columns.name || !columns.number || !columns.listed) return file.reject(error("KD1574"), "row 1", 1, {});
  while (rows.next()) {
    const std::string place = "row " + std::to_string(rows.row());
    if (const auto damage = rows.damage()) {
      file.reject(error(std::string(*damage)), place, rows.line(), rows.excerpt());
      continue;
    }
    std::string digits;
    for (const char c : rows.cell(columns.number)) {
      if (is_digit(c)) digits.push_back(c);
    }
    const std::string_view name = rows.cell(columns.name);
    if (name.empty() && digits.empty()) {
      writer.pass_over();  // notes below the table
      continue;
    }
    // A CNPJ has 14 digits; the shorter CPF is the personal code of a natural person and is not kept.
    const bool firm = digits.size() == 14;
    ListedEntity entity{
        .id = firm ? digits : std::string(), .kind = firm ? ListedKind::organisation : ListedKind::person, .name = std::string(name)};
    if (firm) entity.reg_number = digits;
    entity.country = "BR";
    entity.listings = listings_in(rows.cell(columns.listed));
    entity.reference = std::string(rows.cell(columns.id));
    writer.write(list, std::move(entity), place, rows.line(), rows.excerpt());
  }
}

}  // namespace kede::importers::lists
