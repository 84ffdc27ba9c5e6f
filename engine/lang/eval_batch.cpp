#include "engine/lang/eval_batch.hpp"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <optional>
#include <set>

#include "engine/base/text.hpp"
#include "engine/lang/detail/empty_world.hpp"
#include "engine/lang/detail/json_values.hpp"
#include "engine/lang/interpret.hpp"

namespace kede::lang {
namespace {

using Json = rapidjson::Value;
using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

constexpr EvaluationLimits kLimits{5'000'000};

std::string_view view(const Json& text) { return {text.GetString(), text.GetStringLength()}; }

// The line, parsed in place: names and texts of the document point into the buffer, and so know their column.
class BatchLine {
 public:
  explicit BatchLine(std::string_view line) : source_(without_mark(line)), buffer_(source_) {
    document_.ParseInsitu<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(buffer_.data());
  }

  // Nothing when the line is a JSON object.
  std::optional<Diagnostic> fault() const {
    const std::size_t nul = source_.find('\0');
    if (nul == std::string_view::npos && !document_.HasParseError() && document_.IsObject()) return std::nullopt;
    const std::size_t offset = document_.HasParseError() ? document_.GetErrorOffset() : 0;
    return at(error("KD2260"), nul == std::string_view::npos ? offset : std::min(nul, offset));
  }
  const Json& root() const { return document_; }
  // With the column of the member that has this name.
  Diagnostic at_name(Diagnostic diagnostic, const Json& name) const {
    return at(std::move(diagnostic), static_cast<std::size_t>(name.GetString() - buffer_.data()) - 1);
  }
  Diagnostic at(Diagnostic diagnostic, std::size_t offset) const {
    diagnostic.where.column = static_cast<std::uint32_t>(1 + code_points(replace_invalid_utf8(source_.substr(0, offset))));
    return diagnostic;
  }

 private:
  static std::string_view without_mark(std::string_view line) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    return line.starts_with(kMark) ? line.substr(kMark.size()) : line;
  }

  std::string_view source_;
  std::string buffer_;
  rapidjson::Document document_;
};

struct Question {
  std::string expression;
  Environment environment;
};

Result<Environment> bindings_of(const BatchLine& line, const Json& bindings) {
  Environment environment;
  for (const auto& [name, json] : bindings.GetObject()) {
    const std::string variable(view(name));
    if (find_invalid_utf8(variable) != std::string_view::npos) return line.at_name(error("KD2261").arg("member", "bindings"), name);
    if (environment.find(variable) != nullptr) return line.at_name(error("KD2263").arg("member", variable), name);
    std::optional<Value> value = detail::read_value(json, variable);
    if (!value) return line.at_name(error("KD2262").arg("name", variable), name);
    environment.bind(variable, std::move(*value));
  }
  return environment;
}

Result<Question> question_of(const BatchLine& line) {
  std::set<std::string_view> seen;
  Question question;
  for (const auto& [name, json] : line.root().GetObject()) {
    const std::string_view member = view(name);
    if (!seen.insert(member).second) return line.at_name(error("KD2263").arg("member", replace_invalid_utf8(member)), name);
    const auto unusable = [&] { return line.at_name(error("KD2261").arg("member", std::string(member)), name); };
    if (member == "expr") {
      if (!json.IsString()) return unusable();
      question.expression = view(json);
    } else if (member == "bindings") {
      if (!json.IsObject()) return unusable();
      Result<Environment> bindings = bindings_of(line, json);
      if (!bindings) return bindings.diagnostics();
      question.environment = std::move(*bindings);
    }
  }
  if (!seen.contains("expr")) return line.at(error("KD2261").arg("member", "expr"), 0);
  return question;
}

Result<Value> answer_to(const BatchLine& line) {
  if (std::optional<Diagnostic> fault = line.fault()) return std::move(*fault);
  const Result<Question> question = question_of(line);
  if (!question) return question.diagnostics();
  const Result<CheckedExpression> parsed = parse_conformance(question->expression);
  if (!parsed) return parsed.diagnostics();
  Value value = evaluate(*parsed, question->environment, detail::EmptyWorld(), nullptr, kLimits);
  const auto* failed = value.as<Failure>();
  if (failed == nullptr) return value;
  Diagnostic diagnostic = error(failed->code);
  diagnostic.args = failed->args;
  return placed(std::move(diagnostic), question->expression, Span{failed->begin, failed->end});
}

// An identification that is a list or an object is not repeated.
void write_id(Writer& writer, const BatchLine& line) {
  writer.Key("id");
  if (line.fault()) return static_cast<void>(writer.Null());
  const auto id = line.root().FindMember("id");
  if (id == line.root().MemberEnd() || id->value.IsObject() || id->value.IsArray()) {
    writer.Null();
  } else if (id->value.IsString()) {
    detail::write_text(writer, replace_invalid_utf8(view(id->value)));
  } else {
    id->value.Accept(writer);
  }
}

std::string words_of(const Diagnostic& diagnostic, const MessageCatalogue* words) {
  if (words != nullptr) return words->sentence(diagnostic, Language::en);
  std::string text = diagnostic.code;
  for (const auto& [name, value] : diagnostic.args) text.append(" ").append(name).append("=").append(value);
  return text;
}

void write_error(Writer& writer, const Diagnostic& diagnostic, const MessageCatalogue* words) {
  writer.Key("error");
  writer.StartObject();
  writer.Key("code");
  detail::write_text(writer, diagnostic.code);
  writer.Key("message");
  detail::write_text(writer, replace_invalid_utf8(words_of(diagnostic, words)));
  writer.Key("position");
  writer.Uint(std::max<std::uint32_t>(diagnostic.where.column, 1));
  writer.EndObject();
}

void write_unknown(Writer& writer, const Reasons& reasons) {
  writer.Key("unknown");
  writer.StartArray();
  for (const Reason& reason : reasons.all()) {
    writer.StartObject();
    writer.Key("reason");
    detail::write_text(writer, model::to_text(reason.reason));
    writer.Key("path");
    detail::write_text(writer, reason.path);
    writer.EndObject();
  }
  writer.EndArray();
}

// Whether the answer was not too large to be written.
bool write_answer(Writer& writer, const Result<Value>& answer, const MessageCatalogue* words) {
  if (!answer) {
    write_error(writer, answer.diagnostics().front(), words);
  } else if (answer->is<Unknown>()) {
    write_unknown(writer, reasons_of(*answer));
  } else {
    writer.Key("value");
    return detail::write_value(writer, *answer);
  }
  return true;
}

std::optional<std::string> written(const BatchLine& line, const Result<Value>& answer, const MessageCatalogue* words) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.StartObject();
  write_id(writer, line);
  if (!write_answer(writer, answer, words)) return std::nullopt;
  writer.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize());
}

}  // namespace

std::string eval_batch_line(std::string_view json_line, const MessageCatalogue* words) {
  const BatchLine line(json_line);
  const std::optional<std::string> answer = written(line, answer_to(line), words);
  return answer ? *answer : *written(line, error("KD2216"), words);
}

}  // namespace kede::lang
