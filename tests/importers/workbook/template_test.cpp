#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "importers/workbook/names.hpp"
#include "importers/workbook/sheet_match.hpp"
#include "importers/workbook/template_example.hpp"
#include "importers/workbook/xlsx_reader.hpp"
#include "importers/workbook/zip_parts.hpp"
#include "tests/importers/workbook/support.hpp"

namespace kede::importers::workbook {
namespace {

std::string written(Language language, TemplateContent content) {
  return std::move(write_template(vocabulary(), language, content)).value();
}

// Everything that a rule could see: kind, key, fields, values, dates, evidence; not the places, which are named in the language of the
// file.
std::vector<std::string> substance(const Imported& imported) {
  std::vector<std::string> out;
  for (const model::Record& record : imported.sink.records) {
    std::string text = vocabulary().kind(record.kind).name + ' ' + record.key;
    for (const model::Fact& fact : record.facts) {
      text += '\n' + vocabulary().field(fact.field).name + '=' + model::to_text(fact.value) + '@' + (fact.date ? to_iso(*fact.date) : "") +
              '/' + std::string(model::to_text(fact.evidence));
    }
    out.push_back(std::move(text));
  }
  return out;
}

}  // namespace

TEST_CASE("the template with the example is read back without a single remark, in both languages") {
  for (const Language language : {Language::en, Language::lv}) {
    const Imported imported = import({{"template.xlsx", written(language, TemplateContent::with_example)}});
    INFO(imported.listing());
    CHECK(imported.ok);
    CHECK(imported.diagnostics.empty());
    CHECK(imported.sink.rejections.empty());
    CHECK(imported.sink.records.size() > example_rows().size() - 2);
  }
}

TEST_CASE("the example gives identical records in both languages") {
  const Imported en = import({{"template.xlsx", written(Language::en, TemplateContent::with_example)}});
  const Imported lv = import({{"template.xlsx", written(Language::lv, TemplateContent::with_example)}});
  CHECK(substance(en) == substance(lv));
}

TEST_CASE("every cell of the example names a sheet and a column of the vocabulary, and every sheet has an example") {
  std::set<std::string_view> seen;
  for (const ExampleRow& row : example_rows()) {
    const model::Sheet* sheet = find_sheet(vocabulary(), row.sheet);
    INFO(row.sheet);
    REQUIRE(sheet != nullptr);
    seen.insert(row.sheet);
    for (const auto& [column, value] : cells_of(row)) {
      INFO(column);
      CHECK(std::any_of(sheet->columns.begin(), sheet->columns.end(), [&](const model::SheetColumn& one) { return one.name == column; }));
    }
  }
  CHECK(seen.size() == vocabulary().sheets().size());
}

TEST_CASE("the empty template gives no records and no remark") {
  for (const Language language : {Language::en, Language::lv}) {
    const Imported imported = import({{"template.xlsx", written(language, TemplateContent::empty)}});
    INFO(imported.listing());
    CHECK(imported.ok);
    CHECK(imported.diagnostics.empty());
    CHECK(imported.sink.records.empty());
  }
}

TEST_CASE("the same template has the same bytes") {
  CHECK(written(Language::lv, TemplateContent::with_example) == written(Language::lv, TemplateContent::with_example));
  CHECK(written(Language::lv, TemplateContent::empty) != written(Language::en, TemplateContent::empty));
}

TEST_CASE("the template begins with the help sheet and holds every sheet of the vocabulary in its order") {
  DiagnosticSink quiet;
  for (const Language language : {Language::en, Language::lv}) {
    const auto tables = read_xlsx(written(language, TemplateContent::empty), "t.xlsx", Limits{}, quiet);
    REQUIRE(tables);
    REQUIRE(tables->size() == vocabulary().sheets().size() + 2);
    CHECK(tables->front().name == help_sheet_name(language));
    CHECK(tables->back().name == lists_sheet_name(language));
    for (std::size_t i = 0; i < vocabulary().sheets().size(); ++i) {
      const model::Sheet& sheet = vocabulary().sheets()[i];
      CHECK((*tables)[i + 1].name == (language == Language::lv ? sheet.name_lv : sheet.name));
      CHECK((*tables)[i + 1].rows.front().cells.size() == sheet.columns.size());
    }
  }
}

TEST_CASE("a star marks required columns, every choice has its list, and every column says what belongs in it") {
  const auto count = [](std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
    return found;
  };
  DiagnosticSink quiet;
  for (const Language language : {Language::en, Language::lv}) {
    const std::string bytes = written(language, TemplateContent::empty);
    const auto tables = read_xlsx(bytes, "t.xlsx", Limits{}, quiet);
    ZipParts parts = std::move(ZipParts::open(bytes, "t.xlsx", Limits{})).value();
    REQUIRE(tables);
    for (std::size_t i = 0; i < vocabulary().sheets().size(); ++i) {
      const model::Sheet& sheet = vocabulary().sheets()[i];
      INFO(sheet.name);
      std::size_t choices = 0;
      for (std::size_t at = 0; at < sheet.columns.size(); ++at) {
        const model::SheetColumn& column = sheet.columns[at];
        CHECK((*tables)[i + 1].rows.front().cells[at].text.ends_with(" *") == column.required);
        const auto base = column.field ? vocabulary().field(*column.field).type.base : model::BaseType::text;
        const bool chosen = base == model::BaseType::code || base == model::BaseType::boolean;
        choices += chosen || column.special == "is_lead" || column.name == "answer" ? 1U : 0U;
      }
      const std::string number = std::to_string(i + 1);
      CHECK(count(*parts.read("xl/worksheets/sheet" + std::to_string(i + 2) + ".xml"), "<dataValidation ") == choices);
      CHECK(count(*parts.read("xl/comments" + number + ".xml"), "<comment ") == sheet.columns.size());
    }
  }
}

TEST_CASE("the help sheet says that no names or nationality of workers may be entered") {
  DiagnosticSink quiet;
  const auto text_of = [&](Language language) {
    std::string all;
    const auto tables = read_xlsx(written(language, TemplateContent::empty), "t.xlsx", Limits{}, quiet);
    for (const TableRow& row : tables->front().rows) {
      for (const Cell& cell : row.cells) all += cell.text + '\n';
    }
    return all;
  };
  CHECK(text_of(Language::en).find("Do not enter names, nationality") != std::string::npos);
  CHECK(text_of(Language::lv).find("Nekur neierakstiet darbinieku vārdus, valstspiederību") != std::string::npos);
}

TEST_CASE("names of sheets, columns and choices are told apart after folding, in both languages together") {
  std::set<std::string> sheets;
  for (const model::Sheet& sheet : vocabulary().sheets()) {
    CHECK(find_sheet(vocabulary(), sheet.name) == &sheet);
    CHECK(find_sheet(vocabulary(), sheet.name_lv) == &sheet);
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      INFO(sheet.name << " " << sheet.columns[i].name);
      CHECK(find_column(sheet, sheet.columns[i].name) == i);
      CHECK(find_column(sheet, sheet.columns[i].name_lv) == i);
    }
  }
  for (const model::CodeList& list : vocabulary().code_lists()) {
    std::map<std::string, std::string> owner;
    for (const auto& [code, label] : list.values) {
      for (const std::string& name : {code, label.en, label.lv}) {
        const auto [at, added] = owner.try_emplace(fold_name(name), code);
        INFO(list.name << ": " << name);
        CHECK(at->second == code);
      }
    }
  }
}

}  // namespace kede::importers::workbook
