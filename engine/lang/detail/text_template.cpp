#include "engine/lang/detail/text_template.hpp"

#include <set>

#include "engine/base/text.hpp"
#include "engine/lang/detail/condition_reader.hpp"

namespace kede::lang::detail {
namespace {

using Part = TextTemplate::Part;

class TemplateReader {
 public:
  TemplateReader(const JsonAt& at, const Scope& scope, Faults& faults) : at_(at), text_(at.text()), scope_(scope), faults_(faults) {}

  std::vector<Part> read() {
    while (position_ < text_.size()) {
      const char c = text_[position_];
      if (c == '{' && !doubled()) {
        if (!read_placeholder()) break;
      } else if (c == '}' && !doubled()) {
        brace_fault(position_);
        break;
      } else {
        literal_ += c;
        position_ += (c == '{' || c == '}') ? 2 : 1;
      }
    }
    end_literal();
    return std::move(parts_);
  }

 private:
  bool doubled() const { return position_ + 1 < text_.size() && text_[position_ + 1] == text_[position_]; }

  void brace_fault(std::size_t position) {
    const Span span{static_cast<std::uint32_t>(position), static_cast<std::uint32_t>(position + 1)};
    Diagnostic problem = placed(error("KD2334"), text_, span);
    problem.where.file = *at_.file;
    problem.where.pointer = at_.pointer;
    faults_.push_back(std::move(problem));
  }

  void end_literal() {
    if (literal_.empty()) return;
    Part part;
    part.text = {literal_, literal_};
    parts_.push_back(std::move(part));
    literal_.clear();
  }

  // The end of the expression that begins at `begin`; braces inside quotes do not count.
  std::size_t find_end(std::size_t begin) const {
    char quote = 0;
    for (std::size_t i = begin; i < text_.size(); ++i) {
      const char c = text_[i];
      if (quote != 0) {
        if (c == '\\') ++i;
        if (c == quote) quote = 0;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '}') {
        return i;
      } else if (c == '{') {
        break;
      }
    }
    return std::string::npos;
  }

  bool read_placeholder() {
    const std::size_t begin = position_ + 1;
    const std::size_t end = find_end(begin);
    if (end == std::string::npos) {
      brace_fault(position_);
      return false;
    }
    end_literal();
    auto checked = check(std::string_view(text_).substr(begin, end - begin), scope_);
    if (!checked) {
      add_shifted(std::move(checked).diagnostics(), begin);
    } else if (checked->type().is(TypeTag::nothing) || checked->type().lists > 1) {
      const Span span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
      add_shifted({placed(error("KD2336"), checked->text(), {0, span.end - span.begin})}, begin);
    } else {
      Part part;
      part.expression = std::move(checked).value();
      part.is_expression = true;
      parts_.push_back(std::move(part));
    }
    position_ = end + 1;
    return true;
  }

  // Columns and the marked bytes count in the whole text, not in the placeholder.
  void add_shifted(std::vector<Diagnostic> diagnostics, std::size_t begin) {
    for (Diagnostic& diagnostic : diagnostics) {
      if (diagnostic.where.column > 0)
        diagnostic.where.column += static_cast<std::uint32_t>(code_points(std::string_view(text_).substr(0, begin)));
      if (!diagnostic.excerpt.text.empty()) {
        diagnostic.excerpt.text = text_;
        diagnostic.excerpt.begin += static_cast<std::uint32_t>(begin);
        diagnostic.excerpt.end += static_cast<std::uint32_t>(begin);
      }
    }
    add_checker_faults(std::move(diagnostics), at_, faults_);
  }

  const JsonAt& at_;
  const std::string& text_;
  const Scope& scope_;
  Faults& faults_;
  std::size_t position_ = 0;
  std::string literal_;
  std::vector<Part> parts_;
};

std::set<std::string> placeholders(const std::vector<Part>& parts) {
  std::set<std::string> out;
  for (const Part& part : parts) {
    if (part.is_expression) out.insert(std::string(trim(part.expression.text())));
  }
  return out;
}

}  // namespace

TextTemplate read_template(const JsonAt& object, std::string_view key, const Scope& scope, Faults& faults) {
  TextTemplate out;
  read_text(object, key, faults);
  const auto at = object.member(key);
  if (!at) return out;
  const std::size_t before = faults.size();
  for (const std::string_view language : {"en", "lv"}) {
    const auto words = at->member(language);
    if (words && words->is(JsonNode::Type::string)) (language == "en" ? out.en : out.lv) = TemplateReader(*words, scope, faults).read();
  }
  if (faults.size() > before || !at->member("en") || !at->member("lv")) return out;
  const auto en = placeholders(out.en);
  const auto lv = placeholders(out.lv);
  for (const auto& [one, other, language] : {std::tuple(&en, &lv, "lv"), std::tuple(&lv, &en, "en")}) {
    for (const std::string& name : *one) {
      if (!other->contains(name)) faults.push_back(fault("KD2335", *at).arg("placeholder", name).arg("language", language));
    }
  }
  return out;
}

}  // namespace kede::lang::detail
