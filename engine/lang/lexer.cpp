#include "engine/lang/lexer.hpp"

#include <charconv>
#include <optional>

#include "engine/base/text.hpp"
#include "engine/lang/checker.hpp"
#include "engine/lang/detail/unicode.hpp"

namespace kede::lang {
namespace {

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name_part(char c) { return is_name_start(c) || is_digit(c); }
bool is_quote(char c) { return c == '"' || c == '\''; }

std::optional<unsigned> hex_digit(char c) {
  if (is_digit(c)) return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Result<std::vector<Token>> run() {
    while (skip_blank(), at_ < text_.size()) {
      if (!next()) return *failure_;
    }
    add(TokenKind::end, at_);
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  bool fail(std::string_view code, std::size_t begin, std::size_t end, std::string name = "", std::string value = "") {
    Diagnostic diagnostic = error(code);
    if (!name.empty()) diagnostic.args.emplace_back(std::move(name), std::move(value));
    failure_ = placed(std::move(diagnostic), text_, Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    return false;
  }

  // What stands here is half an operator.
  std::string_view operator_meant() const {
    if (peek() == '=') return peek(1) == '>' ? ">=" : "==";
    if (peek() == '&') return "&&";
    return peek() == '|' ? "||" : "";
  }

  Token& add(TokenKind kind, std::size_t begin) {
    Token token;
    token.kind = kind;
    token.span = Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
    tokens_.push_back(std::move(token));
    return tokens_.back();
  }

  void skip_blank() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
        ++at_;
      } else if (c == '/' && peek(1) == '/') {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
      } else {
        return;
      }
    }
  }

  bool next() {
    const char c = peek();
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (const auto prefix = literal_prefix()) return quoted(*prefix);
    if (is_name_start(c)) return name();
    if (c == '`') return quoted_name();
    return symbol();
  }

  struct Prefix {
    std::size_t length = 0;
    bool raw = false;
    bool bytes = false;
  };
  // What stands before the quote of a literal of text or bytes: nothing, r, b, br or rb.
  std::optional<Prefix> literal_prefix() const {
    Prefix prefix;
    while (prefix.length < 2 && !is_quote(peek(prefix.length))) {
      const char c = peek(prefix.length++);
      bool& said = c == 'r' || c == 'R' ? prefix.raw : prefix.bytes;
      if (said || (&said == &prefix.bytes && c != 'b' && c != 'B')) return std::nullopt;
      said = true;
    }
    return is_quote(peek(prefix.length)) ? std::optional(prefix) : std::nullopt;
  }

  bool name() {
    const std::size_t begin = at_;
    while (is_name_part(peek())) ++at_;
    add(TokenKind::name, begin).text = std::string(text_.substr(begin, at_ - begin));
    return true;
  }

  bool quoted_name() {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != '`' && text_[at_] != '\n') ++at_;
    if (peek() != '`') return fail("KD2004", begin, text_.size());
    ++at_;
    add(TokenKind::quoted_name, begin).text = std::string(text_.substr(begin + 1, at_ - begin - 2));
    return true;
  }

  bool symbol() {
    static constexpr std::string_view kTwo[] = {"==", "!=", "<=", ">=", "&&", "||"};
    static constexpr std::string_view kOne = "<>+-*/%!?:.,()[]{}";
    const std::size_t begin = at_;
    for (const std::string_view two : kTwo) {
      if (text_.substr(at_, 2) != two) continue;
      at_ += 2;
      add(TokenKind::symbol, begin).text = std::string(two);
      return true;
    }
    if (kOne.find(peek()) != std::string_view::npos && peek() != '\0') {
      ++at_;
      add(TokenKind::symbol, begin).text = std::string(text_.substr(begin, 1));
      return true;
    }
    const std::size_t length = detail::sequence_length(text_[at_]);
    const std::string_view meant = operator_meant();
    fail(meant.empty() ? "KD2003" : "KD2020", at_, at_ + length, "text", std::string(text_.substr(at_, length)));
    if (!meant.empty()) failure_->candidates = {std::string(meant)};
    return false;
  }

  bool number() {
    const std::size_t begin = at_;
    if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'X')) return hexadecimal();
    bool real = false;
    while (is_digit(peek())) ++at_;
    if (peek() == '.' && is_digit(peek(1))) {
      real = true;
      ++at_;
      while (is_digit(peek())) ++at_;
    }
    const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
    if ((peek() == 'e' || peek() == 'E') && is_digit(peek(sign))) {
      real = true;
      at_ += sign;
      while (is_digit(peek())) ++at_;
    }
    return finish_number(begin, begin, real, 10);
  }

  bool hexadecimal() {
    const std::size_t begin = at_;
    at_ += 2;
    const std::size_t digits = at_;
    while (hex_digit(peek())) ++at_;
    return finish_number(begin, digits, false, 16);
  }

  bool finish_number(std::size_t begin, std::size_t digits, bool real, int base) {
    const std::string written(text_.substr(begin, at_ - begin));
    const char* first = text_.data() + digits;
    const char* last = text_.data() + at_;
    const bool without_sign = !real && (peek() == 'u' || peek() == 'U');
    if (without_sign) ++at_;
    if (is_name_start(peek())) return fail("KD2006", begin, at_ + 1, "text", written + peek());
    Token& token = add(real ? TokenKind::real : without_sign ? TokenKind::unsigned_integer : TokenKind::integer, begin);
    const auto parsed = real ? std::from_chars(first, last, token.real) : std::from_chars(first, last, token.integer, base);
    // Too small for a double is zero; too large is refused.
    const bool vanishes = real && parsed.ec == std::errc::result_out_of_range && written.find('-') != std::string::npos;
    if ((parsed.ec != std::errc() && !vanishes) || parsed.ptr != last) return fail("KD2006", begin, at_, "text", written);
    return true;
  }

  bool quoted(const Prefix& prefix) {
    const std::size_t begin = at_;
    at_ += prefix.length;
    const char quote = peek();
    const std::string fence(peek(1) == quote && peek(2) == quote ? 3 : 1, quote);
    at_ += fence.size();
    std::string content;
    while (text_.substr(at_, fence.size()) != fence) {
      const bool line_ends = fence.size() == 1 && (peek() == '\n' || peek() == '\r');
      if (at_ >= text_.size() || line_ends) return fail("KD2004", begin, at_);
      if (!prefix.raw && peek() == '\\') {
        if (!escape(content, prefix.bytes)) return false;
      } else {
        content += text_[at_++];
      }
    }
    at_ += fence.size();
    add(prefix.bytes ? TokenKind::bytes : TokenKind::text, begin).text = std::move(content);
    return true;
  }

  bool escape(std::string& content, bool bytes) {
    static constexpr std::string_view kPlain = "\\?\"'`";
    static constexpr std::string_view kLetters = "abfnrtv";
    static constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v";
    const std::size_t begin = at_++;
    const char c = peek();
    if (c != '\0' && kPlain.find(c) != std::string_view::npos) {
      content += c;
      ++at_;
      return true;
    }
    if (const std::size_t found = kLetters.find(c); c != '\0' && found != std::string_view::npos) {
      content += kMeanings[found];
      ++at_;
      return true;
    }
    if (c >= '0' && c <= '3') return code_point(content, {begin, 0, 3, 8}, bytes);
    if (c == 'x' || c == 'X') return code_point(content, {begin, 1, 2, 16}, bytes);
    if (c == 'u' && !bytes) return code_point(content, {begin, 1, 4, 16}, false);
    if (c == 'U' && !bytes) return code_point(content, {begin, 1, 8, 16}, false);
    const std::size_t shown = at_ < text_.size() ? detail::sequence_length(c) : 0;
    return fail("KD2005", begin, at_ + shown, "escape", std::string(text_.substr(begin, 1 + shown)));
  }

  struct Escape {
    std::size_t begin;
    std::size_t skipped;
    std::size_t digits;
    unsigned base;
  };
  // Of bytes the number is the byte itself.
  bool code_point(std::string& content, Escape form, bool bytes) {
    at_ += form.skipped;
    std::uint32_t point = 0;
    bool good = true;
    for (std::size_t i = 0; i < form.digits && good; ++i) {
      const std::optional<unsigned> digit = hex_digit(peek());
      good = digit && *digit < form.base;
      if (good) point = point * form.base + *digit;
      if (good) ++at_;
    }
    good = good && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
    if (!good) return fail("KD2005", form.begin, at_, "escape", std::string(text_.substr(form.begin, at_ - form.begin)));
    if (bytes) {
      content += static_cast<char>(static_cast<unsigned char>(point));
    } else {
      detail::append_utf8(content, point);
    }
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
  std::optional<Diagnostic> failure_;
};

}  // namespace

Result<std::vector<Token>> tokenize(std::string_view text) {
  if (text.size() > kLongestExpression) {
    return placed(error("KD2001").arg("limit", std::to_string(kLongestExpression)), text.substr(0, 0), Span{});
  }
  const std::size_t bad = find_invalid_utf8(text);
  if (bad != std::string_view::npos) {
    const std::string shown = replace_invalid_utf8(text.substr(0, bad));
    const auto end = static_cast<std::uint32_t>(shown.size());
    return placed(error("KD2002"), shown, Span{end, end});
  }
  return Lexer(text).run();
}

}  // namespace kede::lang
