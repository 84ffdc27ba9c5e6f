#include "engine/app/options.hpp"

#include <boost/program_options/parsers.hpp>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "engine/base/suggest.hpp"

namespace kede::app {
namespace {

std::string json_line(const Diagnostic& diagnostic, Language language, const MessageCatalogue& messages) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  const auto text = [&](const char* name, const std::string& value) {
    writer.Key(name);
    writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  };
  constexpr std::string_view severities[] = {"note", "warning", "error"};
  writer.StartObject();
  text("severity", std::string(severities[static_cast<std::size_t>(diagnostic.severity)]));
  text("code", diagnostic.code);
  text("file", diagnostic.where.file);
  text("place", diagnostic.where.pointer);
  writer.Key("row"), writer.Uint(diagnostic.where.row);
  text("cell", diagnostic.where.cell);
  writer.Key("line"), writer.Uint(diagnostic.where.line);
  writer.Key("column"), writer.Uint(diagnostic.where.column);
  text("message", messages.sentence(diagnostic, language));
  writer.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + '\n';
}

ParsedLine wrong_usage(Diagnostic diagnostic, std::string_view help, ParsedLine line, Outside& outside) {
  outside.err(outside.messages.render(diagnostic, line.talk.language));
  outside.err(cli_text("see_help", line.talk.language, {{"command", std::string(help)}}) + "\n");
  line.exit = exit_usage;
  return line;
}

Diagnostic unknown_option(const std::string& name, const po::options_description& options) {
  std::vector<std::string> known;
  for (const auto& option : options.options()) known.push_back("--" + option->long_name());
  return error("KD0012").arg("option", name).suggest(nearest(name, known));
}

// The language that the line asks for, found before the line is known to be right, so that its faults are told in it.
Language asked_language(std::span<const std::string> arguments, Language otherwise) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view word = arguments[i];
    const std::string_view value = word == "--lang" && i + 1 < arguments.size() ? std::string_view(arguments[i + 1])
                                   : word.starts_with("--lang=")                ? word.substr(7)
                                                                                : std::string_view();
    if (value == "lv") return Language::lv;
    if (value == "en") return Language::en;
  }
  return otherwise;
}

}  // namespace

void add_talk_options(po::options_description& options) {
  options.add_options()("lang", po::value<std::string>())("quiet", po::bool_switch())("json-diagnostics", po::bool_switch())(
      "help,h", po::bool_switch());
}

ParsedLine parse_line(std::span<const std::string> arguments, const po::options_description& options,
                      const po::positional_options_description& positional, std::string_view help, Outside& outside) {
  ParsedLine line;
  line.talk.language = asked_language(arguments, outside.language);
  try {
    const auto style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    po::store(po::command_line_parser(std::vector<std::string>(arguments.begin(), arguments.end()))
                  .options(options)
                  .positional(positional)
                  .style(style)
                  .run(),
              line.values);
    po::notify(line.values);
  } catch (const po::unknown_option& wrong) {
    return wrong_usage(unknown_option(wrong.get_option_name(), options), help, std::move(line), outside);
  } catch (const po::error& wrong) {
    return wrong_usage(error("KD0013").arg("reason", wrong.what()), help, std::move(line), outside);
  }
  if (line.values.contains("lang")) {
    const std::string language = line.values["lang"].as<std::string>();
    if (language != "en" && language != "lv") return wrong_usage(error("KD0014").arg("value", language), help, std::move(line), outside);
  }
  line.talk.quiet = line.values["quiet"].as<bool>();
  line.talk.json_diagnostics = line.values["json-diagnostics"].as<bool>();
  if (line.values["help"].as<bool>()) {
    outside.out(cli_text("help." + std::string(help), line.talk.language));
    line.exit = exit_done;
  }
  return line;
}

void print_diagnostics(const std::vector<Diagnostic>& diagnostics, const TalkOptions& talk, Outside& outside) {
  for (const Diagnostic& diagnostic : diagnostics) {
    if (talk.quiet && diagnostic.severity == Severity::note) continue;
    outside.err(talk.json_diagnostics ? json_line(diagnostic, talk.language, outside.messages)
                                      : outside.messages.render(diagnostic, talk.language));
  }
}

void print_diagnostics(const DiagnosticSink& sink, const TalkOptions& talk, Outside& outside) {
  struct Shown {
    std::size_t count = 0;
    Severity severity = Severity::note;
  };
  constexpr std::size_t kMost[] = {3, 10, 20};  // of one code, by severity; programs get all that are kept
  std::map<std::string, Shown> shown;
  for (const Diagnostic& diagnostic : sink.all()) {
    Shown& so_far = shown[diagnostic.code];
    so_far.severity = diagnostic.severity;
    if (!talk.json_diagnostics && so_far.count == kMost[static_cast<std::size_t>(diagnostic.severity)]) continue;
    ++so_far.count;
    print_diagnostics({diagnostic}, talk, outside);
  }
  for (const auto& [code, total] : sink.totals()) {
    const Shown& so_far = shown[code];
    if (total == so_far.count) continue;
    Diagnostic more = note("KD0016").arg("code", code).arg("count", std::to_string(total - so_far.count));
    more.severity = so_far.severity;
    print_diagnostics({more}, talk, outside);
  }
}

}  // namespace kede::app
