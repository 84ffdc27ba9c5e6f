#include "engine/lang/detail/batch_line.hpp"

#include <algorithm>
#include <set>

#include "engine/base/text.hpp"

namespace kede::lang::detail {
namespace {

std::string_view without_mark(std::string_view line) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return line.starts_with(kMark) ? line.substr(kMark.size()) : line;
}

Result<std::vector<Binding>> bindings_of(const BatchLine& line, const Json& json) {
  std::vector<Binding> bindings;
  std::set<std::string> seen;
  for (const auto& [name, value] : json.GetObject()) {
    std::string variable(view(name));
    if (find_invalid_utf8(variable) != std::string_view::npos) return line.at_name(error("KD2261").arg("member", "bindings"), name);
    if (!seen.insert(variable).second) return line.at_name(error("KD2263").arg("member", variable), name);
    bindings.push_back({std::move(variable), &name, &value});
  }
  return bindings;
}

}  // namespace

BatchLine::BatchLine(std::string_view line) : source_(without_mark(line)), buffer_(source_) {
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseFullPrecisionFlag;
  document_.ParseInsitu<kFlags>(buffer_.data());
}

std::optional<Diagnostic> BatchLine::fault() const {
  const std::size_t nul = source_.find('\0');
  if (nul == std::string_view::npos && !document_.HasParseError() && document_.IsObject()) return std::nullopt;
  const std::size_t offset = document_.HasParseError() ? document_.GetErrorOffset() : 0;
  return at(error("KD2260"), nul == std::string_view::npos ? offset : std::min(nul, offset));
}

Diagnostic BatchLine::at_name(Diagnostic diagnostic, const Json& name) const {
  return at(std::move(diagnostic), static_cast<std::size_t>(name.GetString() - buffer_.data()) - 1);
}

Diagnostic BatchLine::at(Diagnostic diagnostic, std::size_t offset) const {
  diagnostic.where.column = static_cast<std::uint32_t>(1 + code_points(replace_invalid_utf8(source_.substr(0, offset))));
  return diagnostic;
}

Result<Question> question_of(const BatchLine& line) {
  std::set<std::string_view> seen;
  Question question;
  for (const auto& [name, json] : line.root().GetObject()) {
    const std::string_view member = view(name);
    if (!seen.insert(member).second) return line.at_name(error("KD2263").arg("member", replace_invalid_utf8(member)), name);
    const auto unusable = [&] { return line.at_name(error("KD2261").arg("member", std::string(member)), name); };
    if (json.IsNull() && member != "expr") continue;
    if (member == "expr" || member == "container") {
      // Every part of a container is tried for every name.
      constexpr rapidjson::SizeType kLongestContainer = 200;
      if (!json.IsString() || (member == "container" && json.GetStringLength() > kLongestContainer)) return unusable();
      (member == "expr" ? question.expression : question.container) = view(json);
    } else if (member == "bindings") {
      if (!json.IsObject()) return unusable();
      Result<std::vector<Binding>> bindings = bindings_of(line, json);
      if (!bindings) return bindings.diagnostics();
      question.bindings = std::move(*bindings);
    }
  }
  if (!seen.contains("expr")) return line.at(error("KD2261").arg("member", "expr"), 0);
  return question;
}

}  // namespace kede::lang::detail
