#include <algorithm>

#include "engine/app/cmd.hpp"
#include "engine/app/options.hpp"
#include "engine/app/register_ages.hpp"
#include "engine/app/register_import.hpp"
#include "engine/base/suggest.hpp"
#include "engine/base/written.hpp"

namespace kede::app {
namespace {

constexpr std::size_t kMostListed = 30;  // imported files; kede register status lists all

class RegisterText {
 public:
  RegisterText(const model::Vocabulary& vocabulary, Date on, Language language) : vocabulary_(vocabulary), on_(on), language_(language) {}

  std::string imported(const store::BuildSummary& summary) const {
    std::string out;
    const std::size_t listed = std::min<std::size_t>(summary.imported.size(), kMostListed);
    for (std::size_t i = 0; i < listed; ++i)
      out += summary.imported[i].source.source.path + "\n" + line("records", records(summary.imported[i].source));
    if (listed < summary.imported.size()) out += word("more", {{"count", number(summary.imported.size() - listed)}}) + "\n";
    return out + word("imported", {{"sources", std::to_string(summary.imported.size())}, {"kept", std::to_string(summary.kept)}}) + "\n";
  }

  std::string status(const store::RegisterFile& file) const {
    std::uint64_t records = 0;
    std::uint64_t old = 0;
    std::string sources;
    for (const store::RegisterSource& source : file.sources()) {
      records += source.record_count();
      old += is_old(source, on_) ? 1U : 0U;
      sources += "\n" + of(source);
    }
    const std::string summary = word("summary", {{"sources", number(file.sources().size())},
                                                 {"records", number(records)},
                                                 {"date", date_text(on_, language_)},
                                                 {"old", number(old)}});
    return file.path() + "\n" + line("content", file.content_hash()) + sources + "\n" + summary + "\n";
  }

 private:
  using Values = std::vector<std::pair<std::string, std::string>>;
  std::string word(const std::string& key, const Values& values = {}) const { return cli_text("register." + key, language_, values); }
  std::string line(const std::string& key, const std::string& text) const { return "  " + word(key) + ": " + text + "\n"; }
  std::string number(std::uint64_t value) const { return number_text(static_cast<double>(value), 0, language_); }

  std::string of(const store::RegisterSource& source) const {
    const std::string months = std::to_string(months_between(source.as_of(), on_));
    Values dates = {{"imported", date_text(source.imported_on, language_)}, {"months", months}};
    if (source.source.date) dates.emplace_back("as_of", date_text(*source.source.date, language_));
    std::string out = source.source.path + "\n";
    out += line("collection", source.scope.collection + " (" + source.source.format + ")");
    out += line("dates", word(source.source.date ? "dates_of" : "undated", dates) + (is_old(source, on_) ? "; " + word("old") : ""));
    out += line("records", records(source));
    return out + line("sha256", source.source.sha256);
  }

  std::string records(const store::RegisterSource& source) const {
    std::string kinds;
    for (const auto& [name, count] : source.records) {
      const model::Kind* kind = vocabulary_.find_kind(name);
      kinds += (kinds.empty() ? "" : ", ") + (kind == nullptr ? name : kind->plural.in(language_)) + " " + number(count);
    }
    std::string out = number(source.record_count()) + (kinds.empty() ? "" : " (" + kinds + ")");
    if (source.rejected > 0) out += "; " + word("rejected", {{"count", number(source.rejected)}});
    return out;
  }

  const model::Vocabulary& vocabulary_;
  Date on_;
  Language language_;
};

int fail(const std::vector<Diagnostic>& diagnostics, const ParsedLine& line, Outside& outside, ExitCode code) {
  print_diagnostics(diagnostics, line.talk, outside);
  return code;
}

std::string text_of(const ParsedLine& line, const char* name) {
  return line.values.contains(name) ? line.values[name].as<std::string>() : std::string();
}

int run_import(const ParsedLine& line, std::vector<std::string> inputs, const model::Vocabulary& vocabulary, Outside& outside) {
  if (inputs.empty()) return fail({error("KD0022").arg("command", "register import")}, line, outside, exit_usage);
  RegisterImport wanted{.inputs = std::move(inputs),
                        .into = line.values.contains("into") ? text_of(line, "into") : outside.default_register,
                        .collection = text_of(line, "name"),
                        .replace_all = line.values["replace"].as<bool>()};
  if (wanted.into.empty()) return fail({error("KD4019")}, line, outside, exit_usage);
  DiagnosticSink diagnostics;
  const auto summary = import_register(wanted, vocabulary, outside, diagnostics);
  print_diagnostics(diagnostics, line.talk, outside);
  if (!summary) return fail(summary.diagnostics(), line, outside, exit_bad_input);
  outside.out(RegisterText(vocabulary, outside.clock.today(), line.talk.language).imported(*summary));
  if (!line.talk.quiet) {
    const char* key = summary->imported.empty() ? "register.unchanged" : "register.written";
    outside.err(cli_text(key, line.talk.language, {{"file", wanted.into}}) + "\n");
  }
  return exit_done;
}

int run_status(const ParsedLine& line, const std::vector<std::string>& files, const model::Vocabulary& vocabulary, Outside& outside) {
  const std::string path = files.empty() ? outside.default_register : files.front();
  if (path.empty()) return fail({error("KD4019")}, line, outside, exit_usage);
  const auto on = text_of(line, "as-of").empty() ? std::optional(outside.clock.today()) : parse_written_date(text_of(line, "as-of"));
  if (!on) return fail({error("KD0020").arg("value", text_of(line, "as-of"))}, line, outside, exit_usage);
  const auto file = store::RegisterFile::open(path, vocabulary);
  if (!file) return fail(file.diagnostics(), line, outside, exit_bad_input);
  outside.out(RegisterText(vocabulary, *on, line.talk.language).status(*file));
  if (const auto old = old_sources(*file, *on)) print_diagnostics({*old}, line.talk, outside);
  return exit_done;
}

}  // namespace

int run_register(std::span<const std::string> arguments, Outside& outside) {
  po::options_description options;
  options.add_options()("action", po::value<std::string>())("file", po::value<std::vector<std::string>>())(
      "into", po::value<std::string>())("name", po::value<std::string>())("replace", po::bool_switch())("as-of", po::value<std::string>());
  add_talk_options(options);
  po::positional_options_description positional;
  positional.add("action", 1).add("file", -1);
  const ParsedLine line = parse_line(arguments, options, positional, "register", outside);
  if (line.exit) return *line.exit;
  const std::string action = text_of(line, "action");
  const auto files = line.values.contains("file") ? line.values["file"].as<std::vector<std::string>>() : std::vector<std::string>();
  if (action.empty()) {
    outside.err(cli_text("help.register", line.talk.language));
    return exit_usage;
  }
  if (action != "import" && action != "status") {
    return fail({error("KD0015").arg("command", "register " + action).suggest(nearest(action, {"import", "status"}))}, line, outside,
                exit_usage);
  }
  const auto vocabulary = model::Vocabulary::built_in();
  if (!vocabulary) return fail(vocabulary.diagnostics(), line, outside, exit_internal);
  return action == "import" ? run_import(line, files, *vocabulary, outside) : run_status(line, files, *vocabulary, outside);
}

}  // namespace kede::app
