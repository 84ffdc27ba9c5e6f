#include "engine/base/csv.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace kede {
namespace {

constexpr std::size_t kBlock = 1U << 18U;
constexpr std::size_t kBeyond = 16;                 // a look at 16 bytes may go this far beyond the end
constexpr std::size_t kRecordBytes = 64ULL << 20U;  // what one record may hold in all

// The first separator or line end from `at` on, or `end`. May look at kBeyond bytes behind `end`.
const char* find_field_end(const char* at, const char* end, char separator) {
#ifdef __SSE2__
  const __m128i separators = _mm_set1_epi8(separator);
  const __m128i feeds = _mm_set1_epi8('\n');
  const __m128i returns = _mm_set1_epi8('\r');
  for (; at < end; at += kBeyond) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i line_ends = _mm_or_si128(_mm_cmpeq_epi8(bytes, feeds), _mm_cmpeq_epi8(bytes, returns));
    const int found = _mm_movemask_epi8(_mm_or_si128(line_ends, _mm_cmpeq_epi8(bytes, separators)));
    if (found != 0) return std::min(at + std::countr_zero(static_cast<unsigned>(found)), end);
  }
  return end;
#else
  return std::find_if(at, end, [&](char c) { return c == separator || c == '\n' || c == '\r'; });
#endif
}

}  // namespace

CsvReader::CsvReader(Read read, char separator, std::size_t max_field_bytes, std::size_t max_fields)
    : read_(std::move(read)),
      separator_(separator),
      max_field_bytes_(max_field_bytes),
      max_fields_(max_fields),
      buffer_(kBlock + kBeyond, '\0') {}

CsvReader::CsvReader(std::string_view text, char separator, std::size_t max_field_bytes, std::size_t max_fields)
    : CsvReader(
          [text](char* into, std::size_t size) mutable {
            const std::size_t count = std::min(size, text.size());
            std::memcpy(into, text.data(), count);
            text.remove_prefix(count);
            return count;
          },
          separator, max_field_bytes, max_fields) {}

// What the field that is being read may still hold.
std::size_t CsvReader::room(const CsvRecord& record) const {
  const std::size_t before = cell_ - start_;
  return record.fields.size() == max_fields_ || before > kRecordBytes ? 0 : std::min(max_field_bytes_, kRecordBytes - before);
}

// Reads on when all that was read has been looked at. Keeps the record so far, at the beginning of the buffer. False at the end.
bool CsvReader::more(CsvRecord& record) {
  if (ended_) return false;
  const std::size_t kept = std::min(write_, cell_ + room(record)) - start_;
  record.cut = record.cut || kept < write_ - start_;
  const char* old = buffer_.data() + start_;
  std::string larger;
  if (kept + kBlock / 2 + kBeyond > buffer_.size()) larger.resize(2 * buffer_.size());
  char* fresh = larger.empty() ? buffer_.data() : larger.data();
  std::memmove(fresh, old, kept);
  for (std::string_view& field : record.fields) field = {fresh + (field.data() - old), field.size()};
  if (!larger.empty()) buffer_.swap(larger);
  cell_ -= start_;
  start_ = 0;
  write_ = at_ = filled_ = kept;
  const std::size_t got = read_(buffer_.data() + filled_, buffer_.size() - kBeyond - filled_);
  filled_ += got;
  ended_ = got == 0;
  return !ended_;
}

void CsvReader::finish_field(CsvRecord& record, std::size_t end) {
  const std::size_t kept = std::min(end - cell_, room(record));
  record.cut = record.cut || kept < end - cell_ || record.fields.size() == max_fields_;
  if (record.fields.size() < max_fields_) record.fields.emplace_back(buffer_.data() + cell_, kept);
}

// Moves the text from at_ to `end` behind what there is of the field.
void CsvReader::keep_until(std::size_t end) {
  if (write_ != at_) std::memmove(buffer_.data() + write_, buffer_.data() + at_, end - at_);
  write_ += end - at_;
  at_ = end;
}

// After the opening quote, up to and including the closing one.
void CsvReader::read_quoted(CsvRecord& record) {
  while (true) {
    if (at_end(record)) {
      record.quote_left_open = true;
      return;
    }
    const void* found = std::memchr(buffer_.data() + at_, '"', filled_ - at_);
    const std::size_t end = found == nullptr ? filled_ : static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
    line_ += static_cast<std::uint32_t>(std::count(buffer_.data() + at_, buffer_.data() + end, '\n'));
    keep_until(end);
    if (found == nullptr) continue;
    ++at_;
    if (at_end(record) || buffer_[at_] != '"') return;
    buffer_[write_++] = '"';
    ++at_;
  }
}

bool CsvReader::next(CsvRecord& record) {
  record.fields.clear();
  record.cut = record.quote_left_open = false;
  start_ = cell_ = write_ = at_;
  if (at_end(record)) return false;
  if (std::exchange(after_cr_, false) && buffer_[at_] == '\n') {
    start_ = cell_ = write_ = ++at_;
    if (at_end(record)) return false;
  }
  record.number = ++record_;
  record.line = line_;
  while (true) {
    cell_ = write_ = at_;
    if (!at_end(record) && buffer_[at_] == '"') {
      ++at_;
      cell_ = write_ = at_;
      read_quoted(record);
    }
    const char* stop = nullptr;
    do {
      stop = find_field_end(buffer_.data() + at_, buffer_.data() + filled_, separator_);
      keep_until(static_cast<std::size_t>(stop - buffer_.data()));
    } while (at_ == filled_ && more(record));
    const std::size_t end = write_;
    finish_field(record, end);
    if (at_ == filled_) return true;
    const char c = buffer_[at_++];
    if (c == separator_) continue;
    ++line_;
    after_cr_ = c == '\r';
    return true;
  }
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
