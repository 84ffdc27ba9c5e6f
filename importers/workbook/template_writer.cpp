#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>

#include "engine/base/file_system.hpp"
#include "engine/base/text.hpp"
#include "importers/workbook/importer.hpp"
#include "importers/workbook/names.hpp"
#include "importers/workbook/table.hpp"
#include "importers/workbook/template_example.hpp"
#include "importers/workbook/template_words.hpp"

namespace kede::importers::workbook {
namespace {

using model::BaseType;

constexpr lxw_row_t kLastChoiceRow = 1000;  // as far down as lists are offered
constexpr std::uint8_t kPaperA4 = 9;

// A folder of our own for the library, which writes only to files.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::error_code failure;
    std::string pattern = (std::filesystem::temp_directory_path(failure) / "kede-XXXXXX").string();
    if (!failure && ::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code failure;
    if (!path_.empty()) std::filesystem::remove_all(path_, failure);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

struct Formats {
  lxw_format* title;
  lxw_format* heading;
  lxw_format* wrapped;
  lxw_format* link;
  lxw_format* header;
  lxw_format* required;
  lxw_format* text;
  lxw_format* date;
  lxw_format* example;
  lxw_format* example_text;
  lxw_format* example_date;
};

Formats make_formats(lxw_workbook* book, Language language) {
  const auto make = [&] {
    lxw_format* format = workbook_add_format(book);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
  };
  const auto colour = [](lxw_format* format, lxw_color_t background, lxw_color_t letters) {
    format_set_bg_color(format, background);
    format_set_font_color(format, letters);
  };
  Formats formats{make(), make(), make(), make(), make(), make(), make(), make(), make(), make(), make()};
  format_set_bold(formats.title);
  format_set_font_size(formats.title, 16);
  format_set_bold(formats.heading);
  format_set_text_wrap(formats.wrapped);
  format_set_underline(formats.link, LXW_UNDERLINE_SINGLE);
  format_set_font_color(formats.link, 0x0B4F9E);
  for (lxw_format* header : {formats.header, formats.required}) {
    format_set_bold(header);
    format_set_border(header, LXW_BORDER_THIN);
  }
  colour(formats.header, 0xDCE6F1, 0x1F2937);
  colour(formats.required, 0x1F3A5F, 0xFFFFFF);
  for (lxw_format* text : {formats.text, formats.example_text}) format_set_num_format(text, "@");
  for (lxw_format* date : {formats.date, formats.example_date})
    format_set_num_format(date, language == Language::lv ? "dd.mm.yyyy" : "yyyy-mm-dd");
  for (lxw_format* example : {formats.example, formats.example_text, formats.example_date}) colour(example, 0xEFEFEF, 0x595959);
  return formats;
}

class TemplateWriter {
 public:
  TemplateWriter(lxw_workbook* book, const model::Vocabulary& vocabulary, Language language, TemplateContent content)
      : book_(book), vocabulary_(vocabulary), language_(language), content_(content), formats_(make_formats(book, language)) {}

  void write() {
    write_help();
    std::vector<std::pair<const model::Sheet*, lxw_worksheet*>> pages;
    for (const model::Sheet& sheet : vocabulary_.sheets())
      pages.emplace_back(&sheet, workbook_add_worksheet(book_, name_of(sheet).c_str()));
    write_choices();
    for (const auto& [sheet, page] : pages) write_sheet(*sheet, page);
  }

 private:
  const std::string& name_of(const model::Sheet& sheet) const { return language_ == Language::lv ? sheet.name_lv : sheet.name; }
  const std::string& name_of(const model::SheetColumn& column) const { return language_ == Language::lv ? column.name_lv : column.name; }

  void write_help() {
    lxw_worksheet* page = workbook_add_worksheet(book_, std::string(help_sheet_name(language_)).c_str());
    worksheet_set_column(page, 0, 0, 40, nullptr);
    worksheet_set_column(page, 1, 1, 100, nullptr);
    worksheet_gridlines(page, LXW_HIDE_ALL_GRIDLINES);
    worksheet_set_paper(page, kPaperA4);
    worksheet_fit_to_pages(page, 1, 0);
    lxw_row_t row = 0;
    for (const HelpLine& line : help_lines()) {
      lxw_format* format = line.style == HelpStyle::title     ? formats_.title
                           : line.style == HelpStyle::heading ? formats_.heading
                                                              : formats_.wrapped;
      const std::string& words = line.words.in(language_);
      const lxw_col_t column = line.style == HelpStyle::text ? 1 : 0;
      if (column == 1) worksheet_set_row(page, row, 15.0 * static_cast<double>(1 + code_points(words) / 105), nullptr);
      worksheet_write_string(page, row++, column, words.c_str(), format);
    }
    if (content_ == TemplateContent::with_example)
      worksheet_write_string(page, row++, 1, example_notice().in(language_).c_str(), formats_.example);
    worksheet_write_string(page, ++row, 0, sheets_heading().in(language_).c_str(), formats_.heading);
    for (const model::Sheet& sheet : vocabulary_.sheets()) {
      worksheet_write_url(page, ++row, 0, ("internal:'" + name_of(sheet) + "'!A1").c_str(), nullptr);
      worksheet_write_string(page, row, 0, sheet.label.in(language_).c_str(), formats_.link);
      const std::string& help = sheet.help.in(language_);
      worksheet_set_row(page, row, 15.0 * static_cast<double>(1 + code_points(help) / 105), nullptr);
      worksheet_write_string(page, row, 1, help.c_str(), formats_.wrapped);
    }
  }

  // One column for each list; the lists of the sheets point here, because a list inside a cell may hold neither commas nor more than 255
  // letters.
  void write_choices() {
    lxw_worksheet* page = workbook_add_worksheet(book_, std::string(lists_sheet_name(language_)).c_str());
    lxw_col_t column = 0;
    const auto put = [&](const std::string& title, const std::vector<std::string>& values) {
      worksheet_write_string(page, 0, column, title.c_str(), formats_.header);
      for (std::size_t i = 0; i < values.size(); ++i)
        worksheet_write_string(page, static_cast<lxw_row_t>(i + 1), column, values[i].c_str(), nullptr);
      const std::string letters = column_letters(column++);
      return "='" + std::string(lists_sheet_name(language_)) + "'!$" + letters + "$2:$" + letters + '$' + std::to_string(values.size() + 1);
    };
    std::vector<std::string> answers;
    for (const std::string_view word : split(yes_no_words().in(language_), '|')) answers.emplace_back(word);
    yes_no_range_ = put(yes_no_words().in(language_), answers);
    std::vector<std::string> questionnaire;
    for (const std::string_view word : split(answer_words().in(language_), '|')) questionnaire.emplace_back(word);
    answer_range_ = put(answer_words().in(language_), questionnaire);
    for (const model::CodeList& list : vocabulary_.code_lists()) {
      std::vector<std::string> labels;
      for (const auto& [code, label] : list.values) labels.push_back(label.in(language_));
      if (list.find("unknown") == nullptr) labels.push_back(answers.back());
      code_ranges_[list.id] = put(list.label.in(language_), labels);
    }
    worksheet_hide(page);
  }

  void write_sheet(const model::Sheet& sheet, lxw_worksheet* page) {
    worksheet_freeze_panes(page, 1, 1);
    worksheet_set_paper(page, kPaperA4);
    worksheet_set_landscape(page);
    worksheet_repeat_rows(page, 0, 0);
    worksheet_repeat_columns(page, 0, 0);
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) write_header(page, static_cast<lxw_col_t>(i), sheet.columns[i]);
    if (content_ != TemplateContent::with_example) return;
    lxw_row_t row = 1;
    for (const ExampleRow& example : example_rows()) {
      if (example.sheet != sheet.name) continue;
      for (const auto& [name, value] : cells_of(example)) write_example_cell(sheet, page, row, name, value);
      ++row;
    }
  }

  std::optional<model::FieldType> type_of(const model::SheetColumn& column) const {
    if (column.field) return vocabulary_.field(*column.field).type;
    model::FieldType type;
    if (column.special == "is_lead") type.base = BaseType::boolean;
    if (column.special == "birth_date") type.base = BaseType::date;
    return type;
  }

  void write_header(lxw_worksheet* page, lxw_col_t at, const model::SheetColumn& column) {
    const model::FieldType type = *type_of(column);
    const std::string& name = name_of(column);
    const bool is_date = type.base == BaseType::date && !type.is_list;
    const bool is_text = type.base == BaseType::text || type.base == BaseType::ref || type.base == BaseType::cpv ||
                         type.base == BaseType::country || type.is_list;
    const double width = std::clamp(static_cast<double>(code_points(name)) + 4, 12.0, 40.0);
    worksheet_set_column(page, at, at, width, is_date ? formats_.date : is_text ? formats_.text : nullptr);
    const std::string header = name + (column.required ? " *" : "");
    worksheet_write_string(page, 0, at, header.c_str(), column.required ? formats_.required : formats_.header);
    const std::string note = note_of(column, type);
    lxw_comment_options options{};
    options.width = 320;
    options.height = static_cast<uint16_t>(30 + 18 * (1 + code_points(note) / 45));
    worksheet_write_comment_opt(page, 0, at, note.c_str(), &options);
    offer_choices(page, at, column, type);
  }

  std::string note_of(const model::SheetColumn& column, const model::FieldType& type) const {
    const std::string mark = column.required ? " (" + required_word().in(language_) + ")" : std::string();
    std::string note;
    if (column.field) {
      const model::Field& field = vocabulary_.field(*column.field);
      note = field.label.in(language_) + mark + '\n' + field.meaning.in(language_) + '\n';
    } else if (column.required) {
      note = mark.substr(1) + '\n';
    }
    const std::string& help = column.help.in(language_);
    if (!help.empty() && note.find(help) == std::string::npos) note += help + '\n';
    // A currency is text, but its help has said which.
    if (column.special != "currency") note += form_of(vocabulary_, type, language_);
    return std::string(trim(note));
  }

  void offer_choices(lxw_worksheet* page, lxw_col_t at, const model::SheetColumn& column, const model::FieldType& type) {
    const bool is_answer = column.name == "answer";
    if (type.base != BaseType::boolean && type.base != BaseType::code && !is_answer) return;
    std::string range = is_answer ? answer_range_ : type.base == BaseType::boolean ? yes_no_range_ : code_ranges_.at(type.codes);
    std::string advice = choose_from_list().in(language_);
    lxw_data_validation validation{};
    validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    validation.value_formula = range.data();
    validation.ignore_blank = LXW_VALIDATION_ON;
    validation.dropdown = LXW_VALIDATION_ON;
    // A column of several values cannot be held to one choice, an answer may be a text, and codes are as good as labels.
    validation.show_error = type.is_list || is_answer ? LXW_VALIDATION_OFF : LXW_VALIDATION_ON;
    validation.error_message = advice.data();
    validation.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    worksheet_data_validation_range(page, 1, at, kLastChoiceRow, at, &validation);
  }

  void write_example_cell(const model::Sheet& sheet, lxw_worksheet* page, lxw_row_t row, std::string_view name, std::string_view value) {
    const auto found =
        std::find_if(sheet.columns.begin(), sheet.columns.end(), [&](const model::SheetColumn& one) { return one.name == name; });
    if (found == sheet.columns.end()) return;
    const auto at = static_cast<lxw_col_t>(found - sheet.columns.begin());
    const model::FieldType type = *type_of(*found);
    if (const auto date = type.base == BaseType::date ? parse_iso_date(value) : std::nullopt) {
      const std::chrono::year_month_day day(*date);
      lxw_datetime stamp{};
      stamp.year = static_cast<int>(day.year());
      stamp.month = static_cast<int>(static_cast<unsigned>(day.month()));
      stamp.day = static_cast<int>(static_cast<unsigned>(day.day()));
      worksheet_write_datetime(page, row, at, &stamp, formats_.example_date);
      return;
    }
    const bool numeric = type.base == BaseType::integer || type.base == BaseType::real || type.base == BaseType::percent ||
                         type.base == BaseType::money || type.base == BaseType::days;
    double number = 0;
    const auto parsed = std::from_chars(value.data(), value.data() + value.size(), number);
    if (numeric && !type.is_list && parsed.ec == std::errc{} && parsed.ptr == value.data() + value.size()) {
      worksheet_write_number(page, row, at, number, formats_.example);
      return;
    }
    worksheet_write_string(page, row, at, shown(type, value).c_str(), formats_.example_text);
  }

  std::string shown(const model::FieldType& type, std::string_view value) const {
    const std::vector<std::string_view> answers = split(yes_no_words().in(language_), '|');
    const bool has_own_unknown = type.base == BaseType::code && vocabulary_.code_list(type.codes).find("unknown") != nullptr;
    if (value == "unknown" && !has_own_unknown) return std::string(answers[2]);
    if (type.base == BaseType::boolean) return std::string(value == "yes" ? answers[0] : answers[1]);
    if (value == "none" && type.is_list) return language_ == Language::lv ? "nav" : "none";
    if (type.base != BaseType::code) return std::string(value);
    std::vector<std::string> labels;
    for (const std::string_view code : split(value, '|')) {
      const model::LocalText* label = vocabulary_.code_list(type.codes).find(code);
      labels.push_back(label == nullptr ? std::string(code) : label->in(language_));
    }
    return join(labels, "|");
  }

  lxw_workbook* book_;
  const model::Vocabulary& vocabulary_;
  Language language_;
  TemplateContent content_;
  Formats formats_;
  std::string yes_no_range_;
  std::string answer_range_;
  std::map<model::CodeListId, std::string> code_ranges_;
};

}  // namespace

Result<std::string> write_template(const model::Vocabulary& vocabulary, Language language, TemplateContent content) {
  const TemporaryFolder folder;
  if (folder.path().empty()) return error("KD1265").arg("reason", "mkdtemp");
  const std::string path = folder.path() + "/template.xlsx";
  std::string temporary = folder.path();
  lxw_workbook_options options{};
  options.tmpdir = temporary.data();
  lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
  if (book == nullptr) return error("KD1265").arg("reason", "workbook_new");
  lxw_doc_properties properties{};
  std::string title = language == Language::lv ? "Iepirkuma darbgrāmata" : "Tender workbook";
  properties.title = title.data();
  // A fixed day, so that the same template has the same bytes.
  properties.created = std::chrono::system_clock::to_time_t(std::chrono::sys_days{std::chrono::year{2026} / std::chrono::January / 1});
  workbook_set_properties(book, &properties);
  TemplateWriter(book, vocabulary, language, content).write();
  if (const lxw_error failure = workbook_close(book); failure != LXW_NO_ERROR) return error("KD1265").arg("reason", lxw_strerror(failure));
  return DiskFileSystem().read_all(path);
}

}  // namespace kede::importers::workbook
