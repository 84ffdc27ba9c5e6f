#include "engine/base/csv.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace kede {
namespace {

constexpr std::size_t kBlock = 1U << 16U;

}  // namespace

CsvReader::CsvReader(Read read, char separator, std::size_t max_field_bytes, std::size_t max_fields)
    : read_(std::move(read)), separator_(separator), max_field_bytes_(max_field_bytes), max_fields_(max_fields), buffer_(kBlock, '\0') {}

CsvReader::CsvReader(std::string_view text, char separator, std::size_t max_field_bytes, std::size_t max_fields)
    : CsvReader(
          [text](char* into, std::size_t size) mutable {
            const std::size_t count = std::min(size, text.size());
            std::memcpy(into, text.data(), count);
            text.remove_prefix(count);
            return count;
          },
          separator, max_field_bytes, max_fields) {}

int CsvReader::peek() {
  if (at_ == filled_ && !ended_) {
    filled_ = read_(buffer_.data(), buffer_.size());
    at_ = 0;
    ended_ = filled_ == 0;
  }
  return ended_ ? kEnd : static_cast<unsigned char>(buffer_[at_]);
}

void CsvReader::put(CsvRecord& record, std::string& field, char c) const {
  if (field.size() < max_field_bytes_) {
    field.push_back(c);
  } else {
    record.cut = true;
  }
}

// After the opening quote, up to and including the closing one.
void CsvReader::read_quoted(CsvRecord& record, std::string& field) {
  while (true) {
    const int c = peek();
    if (c == kEnd) {
      record.quote_left_open = true;
      return;
    }
    skip();
    if (c == '"') {
      if (peek() != '"') return;
      skip();
    }
    if (c == '\n') ++line_;
    put(record, field, static_cast<char>(c));
  }
}

void CsvReader::end_line(int first) {
  ++line_;
  skip();
  if (first == '\r' && peek() == '\n') skip();
}

bool CsvReader::next(CsvRecord& record) {
  if (peek() == kEnd) return false;
  record = {};
  record.number = ++record_;
  record.line = line_;
  std::string field;
  bool at_start = true;
  const auto finish_field = [&] {
    if (record.fields.size() < max_fields_) {
      record.fields.push_back(std::move(field));
    } else {
      record.cut = true;
    }
    field.clear();
    at_start = true;
  };
  for (int c = peek(); c != kEnd; c = peek()) {
    if (c == '\n' || c == '\r') {
      end_line(c);
      finish_field();
      return true;
    }
    skip();
    if (c == static_cast<unsigned char>(separator_)) {
      finish_field();
    } else if (c == '"' && at_start) {
      at_start = false;
      read_quoted(record, field);
    } else {
      at_start = false;
      put(record, field, static_cast<char>(c));
    }
  }
  finish_field();
  return true;
}

char guess_separator(std::string_view text) {
  constexpr std::array<char, 4> candidates = {';', ',', '\t', '|'};
  std::array<std::size_t, 4> counts{};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    for (std::size_t i = 0; i < candidates.size(); ++i) counts[i] += candidates[i] == c ? 1U : 0U;
  }
  const auto best = std::max_element(counts.begin(), counts.end());
  return *best == 0 ? ',' : candidates[static_cast<std::size_t>(best - counts.begin())];
}

}  // namespace kede
