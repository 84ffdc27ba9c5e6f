#include "engine/lang/eval_batch.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "engine/base/text.hpp"
#include "engine/lang/detail/batch_line.hpp"
#include "engine/lang/detail/binding_types.hpp"
#include "engine/lang/detail/empty_world.hpp"
#include "engine/lang/detail/json_values.hpp"
#include "engine/lang/interpret.hpp"
#include "engine/lang/json_world.hpp"

namespace kede::lang {
namespace {

using detail::BatchLine;
using detail::Binding;
using detail::Json;
using detail::Question;
using detail::view;
using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

constexpr EvaluationLimits kLimits{5'000'000};

struct Answer {
  Value value;
  std::unique_ptr<const World> world;  // knows the names of records; none in conformance mode
};

// Whether the walk over it can be left to recursion.
bool is_shallow(const Json& json, std::size_t depth = JsonLimits().depth) {
  const auto deeper = [&](const Json& part) { return is_shallow(part, depth - 1); };
  if (!json.IsArray() && !json.IsObject()) return true;
  if (depth == 0) return false;
  if (json.IsArray()) return std::all_of(json.Begin(), json.End(), deeper);
  return std::all_of(json.MemberBegin(), json.MemberEnd(), [&](const auto& member) { return deeper(member.value); });
}

Result<Value> bound_value(const BatchLine& line, const Binding& binding) {
  std::optional<Value> value = detail::read_value(*binding.value, binding.variable);
  if (!value) return line.at_name(error("KD2262").arg("name", binding.variable), *binding.name);
  return std::move(*value);
}

Result<Value> conformance_value(std::string_view expression, std::string_view container, const Environment& environment) {
  const Result<CheckedExpression> parsed = parse_conformance(expression, container);
  if (!parsed) return parsed.diagnostics();
  Value value = evaluate(*parsed, environment, detail::EmptyWorld(), nullptr, kLimits);
  const auto* failed = value.as<Failure>();
  if (failed == nullptr) return value;
  Diagnostic diagnostic = error(failed->code);
  diagnostic.args = failed->args;
  return placed(std::move(diagnostic), expression, Span{failed->begin, failed->end});
}

Result<Answer> conformance_answer(const BatchLine& line, const Question& question) {
  Environment environment;
  for (const Binding& binding : question.bindings) {
    Result<Value> value = bound_value(line, binding);
    if (!value) return value.diagnostics();
    environment.bind(binding.variable, std::move(*value));
  }
  Result<Value> value = conformance_value(question.expression, question.container, environment);
  if (!value) return value.diagnostics();
  return Answer{std::move(*value), nullptr};
}

// Author mode: records and the day of the assessment are written as in a facts file, everything else is a value with a type.
class AuthorQuestion {
 public:
  AuthorQuestion(const BatchLine& line, const Question& question, const BatchSettings& settings)
      : line_(line), question_(question), settings_(settings) {}

  Result<Answer> answer() {
    scope_ = record_scope(*settings_.vocabulary, *settings_.tables);
    for (const Binding& binding : question_.bindings) {
      if (std::optional<Diagnostic> fault = take(binding)) return std::move(*fault);
    }
    Result<std::unique_ptr<const JsonWorld>> world = read_facts();
    if (!world) return world.diagnostics();
    const Result<CheckedExpression> checked = check(question_.expression, scope_);
    if (!checked) return checked.diagnostics();
    Environment environment = (*world)->environment();
    for (auto& [name, value] : values_) environment.bind(name, std::move(value));
    Value value = evaluate(*checked, environment, **world, nullptr, kLimits);
    return Answer{std::move(value), std::move(world).value()};
  }

 private:
  std::optional<Diagnostic> take(const Binding& binding) {
    const auto same = [&](const Variable& variable) { return variable.name == binding.variable; };
    const auto record = std::find_if(scope_.variables.begin(), scope_.variables.end(), same);
    const bool about_record = record != scope_.variables.end() && binding.value->IsObject();
    if (about_record || (binding.variable == "as_of" && binding.value->IsString())) {
      if (!is_shallow(*binding.value)) return line_.at_name(error("KD2262").arg("name", binding.variable), *binding.name);
      facts_.push_back(&binding);
      return std::nullopt;
    }
    Result<Value> value = bound_value(line_, binding);
    if (!value) return value.diagnostics().front();
    const std::optional<Type> type = detail::binding_type(*value);
    if (!type) return line_.at_name(error("KD2264").arg("name", binding.variable), *binding.name);
    if (record != scope_.variables.end()) scope_.variables.erase(record);
    scope_.variables.push_back({binding.variable, *type});
    values_.emplace_back(binding.variable, detail::held_as(*type, std::move(*value)));
    return std::nullopt;
  }

  Result<std::unique_ptr<const JsonWorld>> read_facts() const {
    rapidjson::StringBuffer buffer;
    Writer writer(buffer);
    writer.StartObject();
    for (const Binding* binding : facts_) {
      detail::write_key(writer, binding->variable);
      binding->value->Accept(writer);
    }
    writer.EndObject();
    const auto at_facts = [&](Diagnostic fault) { return facts_.empty() ? fault : line_.at_name(std::move(fault), *facts_.front()->name); };
    const Result<JsonNode> json = read_json({buffer.GetString(), buffer.GetSize()}, "");
    if (!json) return at_facts(json.diagnostics().front());
    auto world = JsonWorld::read(*json, {}, *settings_.vocabulary, *settings_.tables, settings_.as_of);
    if (!world) return at_facts(world.diagnostics().front());
    return world;
  }

  const BatchLine& line_;
  const Question& question_;
  const BatchSettings& settings_;
  Scope scope_;
  std::vector<const Binding*> facts_;
  std::vector<std::pair<std::string, Value>> values_;
};

Result<Answer> answer_to(const BatchLine& line, const BatchSettings& settings) {
  if (std::optional<Diagnostic> fault = line.fault()) return std::move(*fault);
  const Result<Question> question = question_of(line);
  if (!question) return question.diagnostics();
  return settings.mode == Mode::author ? AuthorQuestion(line, *question, settings).answer() : conformance_answer(line, *question);
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
bool write_answer(Writer& writer, const Result<Answer>& answer, const MessageCatalogue* words) {
  if (!answer) {
    write_error(writer, answer.diagnostics().front(), words);
  } else if (answer->value.is<Unknown>()) {
    write_unknown(writer, reasons_of(answer->value));
  } else {
    writer.Key("value");
    return detail::write_value(writer, answer->value, answer->world.get());
  }
  return true;
}

std::optional<std::string> written(const BatchLine& line, const Result<Answer>& answer, const MessageCatalogue* words) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.StartObject();
  write_id(writer, line);
  if (!write_answer(writer, answer, words)) return std::nullopt;
  writer.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize());
}

}  // namespace

Scope record_scope(const model::Vocabulary& vocabulary, const Tables& tables) {
  Scope scope;
  scope.vocabulary = &vocabulary;
  scope.tables = &tables;
  for (const model::Kind& kind : vocabulary.kinds()) {
    if (!kind.variable.empty()) scope.add_record(kind.variable, kind.id);
  }
  return scope;
}

Result<Value> evaluate_conformance(std::string_view expression) { return conformance_value(expression, "", {}); }

std::string eval_batch_line(std::string_view json_line, const BatchSettings& settings) {
  const BatchLine line(json_line);
  const std::optional<std::string> answer = written(line, answer_to(line, settings), settings.words);
  return answer ? *answer : *written(line, error("KD2216"), settings.words);
}

}  // namespace kede::lang
