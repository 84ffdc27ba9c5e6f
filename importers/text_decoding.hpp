// Finds out in which encoding a text was written and turns it into UTF-8.
// Used by SourceText for streams, and by importers that hold a whole text.
// Utf8Converter belongs to one thread; the rest are pure functions.
// Law: the same bytes give the same text, whatever the size of the pieces in which they arrive.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace kede::importers {

inline constexpr std::string_view kUtf8 = "UTF-8";

struct EncodingGuess {
  std::string name{kUtf8};      // as ICU names it: "UTF-8", "UTF-16LE", "windows-1257", "windows-1252"…
  std::size_t mark_length = 0;  // bytes of the byte order mark
};

// From the first bytes of a text (4 are enough): a byte order mark, or the zero bytes of UTF-16. UTF-8 when nothing speaks against it.
EncodingGuess encoding_by_first_bytes(std::string_view head);

// "<?xml version='1.0' encoding='ISO-8859-13'?>" -> "ISO-8859-13"; empty when there is none, when it is UTF-8, or unknown here.
std::string encoding_by_xml_declaration(std::string_view head);

// From a window that begins at the first byte that is not ASCII. A text with a few ill-formed bytes among well-formed UTF-8 stays UTF-8;
// any other is what it declares, or else what its letters look like.
std::string encoding_by_letters(std::string_view window, const std::string& declared = {});

// Turns text that arrives in pieces into UTF-8; what cannot be read becomes U+FFFD.
class Utf8Converter {
 public:
  explicit Utf8Converter(const std::string& encoding);
  ~Utf8Converter();
  Utf8Converter(Utf8Converter&&) noexcept;
  Utf8Converter& operator=(Utf8Converter&&) noexcept;
  // Appends to `out`. `last` says that no more pieces follow.
  void add(std::string_view piece, bool last, std::string& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A whole text as UTF-8 without its mark. `encoding` receives the name of what it was; ill-formed bytes of UTF-8 become U+FFFD.
std::string to_utf8(std::string_view bytes, std::string& encoding);

}  // namespace kede::importers
