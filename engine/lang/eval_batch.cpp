#include "engine/lang/eval_batch.hpp"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "engine/base/text.hpp"
#include "engine/lang/detail/empty_world.hpp"
#include "engine/lang/detail/json_values.hpp"
#include "engine/lang/interpret.hpp"

namespace kede::lang {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

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
  if (diagnostic.where.column > 0) {
    writer.Key("position");
    writer.Uint(diagnostic.where.column);
  }
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

void write_result(Writer& writer, const Value& value, std::string_view text, const MessageCatalogue* words) {
  if (const auto* failed = value.as<Failure>()) {
    Diagnostic diagnostic = error(failed->code);
    diagnostic.args = failed->args;
    return write_error(writer, placed(std::move(diagnostic), text, Span{failed->begin, failed->end}), words);
  }
  if (value.is<Unknown>()) return write_unknown(writer, reasons_of(value));
  writer.Key("value");
  detail::write_value(writer, value);
}

Result<Environment> bindings_of(const rapidjson::Value& line) {
  Environment environment;
  const auto bindings = line.FindMember("bindings");
  if (bindings == line.MemberEnd()) return environment;
  if (!bindings->value.IsObject()) return error("KD2261").arg("member", "bindings");
  for (const auto& entry : bindings->value.GetObject()) {
    const std::string name(entry.name.GetString(), entry.name.GetStringLength());
    std::optional<Value> value = detail::read_value(entry.value, name);
    if (!value) return error("KD2261").arg("member", "bindings/" + name);
    environment.bind(name, std::move(*value));
  }
  return environment;
}

void evaluate_line(Writer& writer, const rapidjson::Value& line, const MessageCatalogue* words) {
  const auto expression = line.FindMember("expr");
  if (expression == line.MemberEnd() || !expression->value.IsString())
    return write_error(writer, error("KD2261").arg("member", "expr"), words);
  const std::string text(expression->value.GetString(), expression->value.GetStringLength());
  const Result<Environment> environment = bindings_of(line);
  if (!environment) return write_error(writer, environment.diagnostics().front(), words);
  const Result<CheckedExpression> parsed = parse_conformance(text);
  if (!parsed) return write_error(writer, parsed.diagnostics().front(), words);
  write_result(writer, evaluate(*parsed, *environment, detail::EmptyWorld()), text, words);
}

}  // namespace

std::string eval_batch_line(std::string_view json_line, const MessageCatalogue* words) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  rapidjson::Document line;
  line.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(json_line.data(), json_line.size());
  writer.StartObject();
  if (line.HasParseError() || !line.IsObject()) {
    writer.Key("id");
    writer.Null();
    write_error(writer, error("KD2260").arg("offset", std::to_string(line.HasParseError() ? line.GetErrorOffset() : 0)), words);
  } else {
    writer.Key("id");
    const auto id = line.FindMember("id");
    const bool plain = id != line.MemberEnd() && !id->value.IsObject() && !id->value.IsArray();
    plain ? id->value.Accept(writer) : writer.Null();
    evaluate_line(writer, line, words);
  }
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace kede::lang
