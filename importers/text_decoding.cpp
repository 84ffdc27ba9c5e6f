#include "importers/text_decoding.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <cstdint>

#include "engine/base/text.hpp"

namespace kede::importers {
namespace {

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// Letters of Latvian and Lithuanian in Windows-1257, and bytes that are common letters in western texts but not in Baltic ones.
constexpr std::string_view kBaltic =
    "\xC0\xC1\xC2\xC6\xC7\xC8\xCB\xCC\xCD\xCE\xCF\xD0\xD2\xD8\xDB\xDE\xE0\xE1\xE2\xE6\xE7\xE8\xEB\xEC\xED\xEE\xEF\xF0\xF2\xF8\xFB\xFE";
constexpr std::string_view kNeverWestern = "\xCC\xD0\xDE\xEC\xF0\xFE";  // Ģ Š Ž: letters of no large western language in these places

bool looks_baltic(std::string_view window) {
  std::size_t letters = 0;
  std::size_t baltic = 0;
  std::size_t telling = 0;
  bool a_macron = false;
  bool i_macron = false;
  for (const char c : window) {
    if (static_cast<unsigned char>(c) < 0xC0) continue;
    ++letters;
    if (kBaltic.find(c) != std::string_view::npos) ++baltic;
    if (kNeverWestern.find(c) != std::string_view::npos) ++telling;
    a_macron = a_macron || c == '\xE2';
    i_macron = i_macron || c == '\xEE';
  }
  // The long vowels of Latvian; a western text that has both as circumflexes also has letters with acute and grave accents.
  const bool latvian_vowels = a_macron && i_macron;
  return letters >= 3 && (telling > 0 || latvian_vowels) && baltic * 100 >= letters * 95;
}

std::string detected_by_icu(std::string_view window) {
  UErrorCode status = U_ZERO_ERROR;
  UCharsetDetector* detector = ucsdet_open(&status);
  std::string name = "windows-1252";
  if (U_SUCCESS(status)) {
    ucsdet_setText(detector, window.data(), static_cast<std::int32_t>(window.size()), &status);
    const UCharsetMatch* match = U_SUCCESS(status) ? ucsdet_detect(detector, &status) : nullptr;
    if (match != nullptr && U_SUCCESS(status) && ucsdet_getConfidence(match, &status) >= 40) {
      const std::string_view found = ucsdet_getName(match, &status);
      if (found.starts_with("windows-125") || found.starts_with("ISO-8859-") || found == "KOI8-R") name = found;
    }
  }
  ucsdet_close(detector);
  return name == "ISO-8859-1" ? "windows-1252" : name;
}

}  // namespace

EncodingGuess encoding_by_first_bytes(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) return {std::string(kUtf8), 3};
  if (head.starts_with("\xFF\xFE")) return {"UTF-16LE", 2};
  if (head.starts_with("\xFE\xFF")) return {"UTF-16BE", 2};
  if (head.size() >= 4 && head[0] != '\0' && head[1] == '\0' && head[2] != '\0' && head[3] == '\0') return {"UTF-16LE", 0};
  if (head.size() >= 4 && head[0] == '\0' && head[1] != '\0' && head[2] == '\0' && head[3] != '\0') return {"UTF-16BE", 0};
  return {};
}

std::string encoding_by_xml_declaration(std::string_view head) {
  if (!head.starts_with("<?xml")) return {};
  head = head.substr(0, head.find("?>"));
  constexpr std::string_view kName = "encoding";
  const std::size_t at = head.find(kName);
  if (at == std::string_view::npos) return {};
  const std::size_t open = head.find_first_of("\"'", at + kName.size());
  if (open == std::string_view::npos) return {};
  const std::size_t close = head.find(head[open], open + 1);
  if (close == std::string_view::npos) return {};
  std::string name(head.substr(open + 1, close - open - 1));
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(name.c_str(), &status);
  const bool known = U_SUCCESS(status) != 0 && ucnv_getType(converter) != UCNV_UTF8;
  // What is written byte by byte cannot be one of two or four bytes for each letter, whatever it declares.
  const bool by_bytes = known && ucnv_getMinCharSize(converter) == 1;
  ucnv_close(converter);
  if (!by_bytes) return {};
  return equals_ignoring_ascii_case(name, "ISO-8859-1") ? "windows-1252" : name;
}

std::string encoding_by_letters(std::string_view window, const std::string& declared) {
  std::size_t good = 0;
  std::size_t bad = 0;
  for (std::size_t at = 0; at < window.size();) {
    const std::size_t length = std::min<std::size_t>(4, window.size() - at);
    if (is_ascii(window[at])) {
      ++at;
      continue;
    }
    const std::size_t invalid = find_invalid_utf8(window.substr(at, length));
    if (invalid == 0 && window.size() - at < 4) break;  // perhaps only cut off by the end of the window
    if (invalid == 0) {
      ++bad;
      ++at;
      continue;
    }
    ++good;
    for (++at; at < window.size() && (static_cast<unsigned char>(window[at]) & 0xC0U) == 0x80U;) ++at;
  }
  if (bad == 0 || good > bad) return std::string(kUtf8);
  if (!declared.empty()) return declared;
  return looks_baltic(window) ? "windows-1257" : detected_by_icu(window);
}

struct Utf8Converter::State {
  UConverter* from = nullptr;
  UConverter* to = nullptr;
  UChar pivot[1024];
  UChar* pivot_source = pivot;
  UChar* pivot_target = pivot;
  bool fresh = true;
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    ucnv_close(from);
    ucnv_close(to);
  }
};

Utf8Converter::Utf8Converter(const std::string& encoding) : state_(std::make_unique<State>()) {
  UErrorCode status = U_ZERO_ERROR;
  state_->from = ucnv_open(encoding.c_str(), &status);
  state_->to = ucnv_open("UTF-8", &status);
}
Utf8Converter::~Utf8Converter() = default;
Utf8Converter::Utf8Converter(Utf8Converter&&) noexcept = default;
Utf8Converter& Utf8Converter::operator=(Utf8Converter&&) noexcept = default;

void Utf8Converter::add(std::string_view piece, bool last, std::string& out) {
  if (state_->from == nullptr || state_->to == nullptr) {
    out += replace_invalid_utf8(piece);
    return;
  }
  const char* source = piece.data();
  const char* const source_end = source + piece.size();
  char target[4096];
  for (UErrorCode status = U_BUFFER_OVERFLOW_ERROR; status == U_BUFFER_OVERFLOW_ERROR;) {
    status = U_ZERO_ERROR;
    char* to = target;
    ucnv_convertEx(state_->to, state_->from, &to, target + sizeof target, &source, source_end, state_->pivot, &state_->pivot_source,
                   &state_->pivot_target, state_->pivot + 1024, state_->fresh ? 1 : 0, last ? 1 : 0, &status);
    state_->fresh = false;
    out.append(target, static_cast<std::size_t>(to - target));
  }
}

std::string to_utf8(std::string_view bytes, std::string& encoding) {
  const EncodingGuess guess = encoding_by_first_bytes(bytes);
  bytes.remove_prefix(guess.mark_length);
  encoding = guess.name;
  if (encoding == kUtf8) {
    const auto first = std::find_if_not(bytes.begin(), bytes.end(), is_ascii);
    if (first == bytes.end()) return std::string(bytes);
    encoding =
        encoding_by_letters(bytes.substr(static_cast<std::size_t>(first - bytes.begin()), 64U << 10U), encoding_by_xml_declaration(bytes));
    if (encoding == kUtf8) return replace_invalid_utf8(bytes);
  }
  std::string out;
  Utf8Converter(encoding).add(bytes, true, out);
  return out;
}

}  // namespace kede::importers
