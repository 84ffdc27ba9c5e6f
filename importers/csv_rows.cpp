#include "importers/csv_rows.hpp"

#include <algorithm>
#include <cstring>

#include "engine/base/text.hpp"

namespace kede::importers {
namespace {

constexpr std::size_t kHead = 64U << 10U;

bool is_blank(const CsvRecord& record) {
  return std::all_of(record.fields.begin(), record.fields.end(), [](std::string_view field) { return trim(field).empty(); });
}

// Excel's own first line, which is not a row of data.
bool is_separator_line(std::string_view text) {
  return text.size() > 5 && text.starts_with("sep=") && (text[5] == '\n' || text[5] == '\r');
}

std::string_view unwrapped(std::string_view cell) {
  cell = trim(cell);
  if (cell.size() >= 3 && cell.starts_with("=\"") && cell.ends_with('"')) return trim(cell.substr(2, cell.size() - 3));
  if (cell.size() >= 2 && cell.starts_with('\'') && cell.ends_with('\'')) return trim(cell.substr(1, cell.size() - 2));
  return cell;
}

// The ASCII letter beneath a Latvian one of two bytes, or 0.
char plain_letter(std::string_view letter) {
  constexpr std::string_view marked =
      "āčēģīķļņšūž"
      "ĀČĒĢĪĶĻŅŠŪŽ";
  constexpr std::string_view plain = "acegiklnsuzacegiklnsuz";
  const std::size_t found = letter.size() < 2 ? std::string_view::npos : marked.find(letter);
  return found == std::string_view::npos ? '\0' : plain[found / 2];
}

}  // namespace

std::string column_name(std::string_view written) {
  std::string out;
  const std::string_view name = unwrapped(written);
  for (std::size_t at = 0; at < name.size(); ++at) {
    const char c = name[at];
    if (const char plain = plain_letter(name.substr(at, 2))) {
      out.push_back(plain);
      ++at;
    } else if (c == ' ' || c == '-' || c == '.' || c == '_' || c == '\n' || c == '\t') {
      if (!out.empty() && out.back() != '_') out.push_back('_');
    } else {
      out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    }
  }
  while (out.ends_with('_')) out.pop_back();
  return out;
}

std::vector<std::string> csv_columns(std::string_view head) {
  if (is_separator_line(head)) head.remove_prefix(std::min(head.size(), head.find('\n') + 1));
  if (head.starts_with('{') || head.starts_with('[') || head.starts_with('<') || head.starts_with("PK")) return {};
  CsvReader reader(head, guess_separator(head), 10'000);
  CsvRecord record;
  std::vector<std::string> out;
  while (reader.next(record) && is_blank(record)) {
  }
  if (record.fields.size() < 2) return out;
  for (std::string_view field : record.fields) out.push_back(column_name(field));
  return out;
}

CsvRows::CsvRows(SourceText& text, Header header, std::size_t max_field_bytes) : text_(text) {
  head_.resize(kHead);
  std::size_t filled = 0;
  for (std::size_t got = 1; filled < kHead && got > 0; filled += got) got = text_.read(head_.data() + filled, kHead - filled);
  head_.resize(filled);
  separator_ = guess_separator(head_);
  if (is_separator_line(head_)) {
    separator_ = head_[4];
    head_at_ = head_.find('\n') == std::string::npos ? head_.size() : head_.find('\n') + 1;
  }
  const auto read = [this](char* into, std::size_t size) {
    if (head_at_ == head_.size()) return text_.read(into, size);
    const std::size_t got = std::min(size, head_.size() - head_at_);
    std::memcpy(into, head_.data() + head_at_, got);
    head_at_ += got;
    return got;
  };
  reader_.emplace(read, separator_, max_field_bytes);
  if (header == Header::first_line && next()) {
    for (std::string_view field : record_.fields) columns_.push_back(column_name(field));
  }
}

std::optional<std::size_t> CsvRows::column(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names) {
    const auto found = std::find(columns_.begin(), columns_.end(), column_name(name));
    if (found != columns_.end()) return static_cast<std::size_t>(found - columns_.begin());
  }
  return std::nullopt;
}

bool CsvRows::next() {
  while (reader_->next(record_)) {
    if (!is_blank(record_)) return true;
  }
  return false;
}

std::string_view CsvRows::cell(std::optional<std::size_t> column) const {
  return column && *column < record_.fields.size() ? unwrapped(record_.fields[*column]) : std::string_view();
}

std::optional<std::string_view> CsvRows::damage() const {
  if (record_.cut) return "KD1147";
  if (record_.quote_left_open) return "KD1148";
  const bool more = record_.fields.size() > columns_.size() &&
                    std::any_of(record_.fields.begin() + static_cast<std::ptrdiff_t>(columns_.size()), record_.fields.end(),
                                [](std::string_view field) { return !trim(field).empty(); });
  if (!columns_.empty() && more) return "KD1149";
  return std::nullopt;
}

std::string CsvRows::excerpt() const {
  std::string out;
  for (std::string_view field : record_.fields) {
    if (out.size() > kExcerpt) break;
    if (!out.empty()) out += separator_;
    out += field;
  }
  return replace_invalid_utf8(out.substr(0, kExcerpt));
}

}  // namespace kede::importers
