#include <algorithm>
#include <map>
#include <set>

#include "engine/app/cmd.hpp"
#include "engine/app/options.hpp"
#include "engine/app/pipeline.hpp"
#include "engine/assess/value_words.hpp"
#include "engine/base/suggest.hpp"
#include "engine/model/dataset.hpp"
#include "importers/lists/mapping.hpp"

namespace kede::app {
namespace {

class ListsText {
 public:
  ListsText(Date as_of, Language language) : as_of_(as_of), language_(language) {}

  std::string of(const lang::Table& table) {
    const lang::TableDescription& list = table.description();
    std::string out = list.name + "  " + list.title.in(language_) + "\n";
    out += line("lists.state", state(table.is_stale(as_of_), table.stale_from()));
    out += line("lists.edition", list.edition + "; " + dates(list));
    out += line("lists.rows", std::to_string(table.row_count()) + "; " + word(list.complete ? "lists.complete" : "lists.incomplete"));
    for (std::size_t c = 0; c < list.columns.size(); ++c) {
      const lang::TableColumn& column = list.columns[c];
      if (!column.as_of && column.stale_after_months == 0) continue;
      out += "  " + word("lists.column", {{"column", column.name}}) + ": " + state(table.is_stale(c, as_of_), table.stale_from(c)) + "\n";
      stale_ += table.is_stale(c, as_of_) && !table.is_stale(as_of_) ? 1U : 0U;
    }
    out += line("lists.source", list.source) + line("lists.licence", list.licence);
    stale_ += table.is_stale(as_of_) ? 1U : 0U;
    return out + "\n";
  }

  std::string summary(std::size_t count) const {
    return word("lists.summary", {{"count", std::to_string(count)}, {"date", date(as_of_)}, {"stale", std::to_string(stale_)}}) + "\n";
  }
  bool any_stale() const { return stale_ > 0; }

 private:
  using Values = std::vector<std::pair<std::string, std::string>>;
  std::string word(std::string_view key, const Values& values = {}) const { return cli_text(key, language_, values); }
  std::string date(Date day) const { return assess::date_text(day, language_); }
  std::string date(const std::optional<Date>& day) const { return day ? date(*day) : "–"; }
  std::string line(std::string_view key, const std::string& text) const { return "  " + word(key) + ": " + text + "\n"; }

  std::string state(bool stale, const std::optional<Date>& from) const {
    return from ? word(stale ? "lists.stale" : "lists.current", {{"date", date(from)}}) : word("lists.ageless");
  }

  std::string dates(const lang::TableDescription& list) const {
    const std::string months = list.as_of ? std::to_string(months_between(*list.as_of, as_of_)) : "–";
    return word("lists.dates", {{"as_of", date(list.as_of)}, {"read", date(list.date_read)}, {"months", months}});
  }

  Date as_of_;
  Language language_;
  std::size_t stale_ = 0;  // lists, and columns of lists that are current
};

std::string name_of(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

// Copies of the list and of its mapping, beside each other, as the importer expects them.
Result<void> write_pair(const std::string& list, const std::string& mapping, const std::string& folder, Outside& outside) {
  const std::string target = folder + '/' + name_of(list);
  for (const auto& [from, to] : {std::pair(list, target), {mapping, target + ".mapping.json"}}) {
    if (outside.files.exists(to)) return {error("KD0024").at({.file = to}).arg("path", to)};
    const auto bytes = outside.files.read_all(from);
    if (!bytes) return bytes.diagnostics();
    if (auto written = outside.files.write(to, *bytes); !written) return written;
  }
  return {};
}

// Reads the list as its mapping says and tells what came out.
int import_list(const std::string& list, const std::string& mapping_path, const std::string& folder, const TalkOptions& talk,
                Outside& outside) {
  const auto failed = [&](const std::vector<Diagnostic>& diagnostics) {
    print_diagnostics(diagnostics, talk, outside);
    return exit_bad_input;
  };
  const auto vocabulary = model::Vocabulary::built_in();
  if (!vocabulary) return failed(vocabulary.diagnostics());
  const auto mapping = importers::lists::read_mapping(outside.files, mapping_path);
  if (!mapping) return failed(mapping.diagnostics());
  DiagnosticSink diagnostics;
  model::Dataset dataset;
  importers::ImportContext context{.files = outside.files, .vocabulary = *vocabulary, .diagnostics = diagnostics};
  importers::lists::import_mapped(list, *mapping, context, dataset);
  print_diagnostics(diagnostics.all(), talk, outside);
  std::map<std::string, std::set<std::string>> keys;
  for (std::size_t r = 0; r < dataset.record_count(); ++r) {
    const auto record = static_cast<model::RecordId>(r);
    keys[vocabulary->kind(dataset.kind_of(record)).name].insert(std::string(dataset.key_of(record)));
  }
  if (keys["list_entry"].empty()) return exit_bad_input;
  const auto count = [&](const char* kind) { return std::to_string(keys[kind].size()); };
  outside.out(cli_text("lists.imported", talk.language,
                       {{"name", mapping->list.name},
                        {"entries", count("list_entry")},
                        {"organisations", count("organisation")},
                        {"persons", count("person")},
                        {"rejected", std::to_string(dataset.rejections().size())}}) +
              "\n");
  if (folder.empty()) return exit_done;
  if (const auto written = write_pair(list, mapping_path, folder, outside); !written) return failed(written.diagnostics());
  if (!talk.quiet) outside.err(cli_text("lists.written", talk.language, {{"folder", folder}, {"file", name_of(list)}}) + "\n");
  return exit_done;
}

}  // namespace

int run_lists(std::span<const std::string> arguments, Outside& outside) {
  po::options_description options;
  options.add_options()("action", po::value<std::string>())("folder", po::value<std::string>())("as-of", po::value<std::string>())(
      "fail-on-stale", po::bool_switch())("mapping", po::value<std::string>())("out", po::value<std::string>());
  add_talk_options(options);
  po::positional_options_description positional;
  positional.add("action", 1).add("folder", 1);
  const ParsedLine line = parse_line(arguments, options, positional, "lists", outside);
  if (line.exit) return *line.exit;
  const auto text = [&](const char* name) { return line.values.contains(name) ? line.values[name].as<std::string>() : std::string(); };
  if (text("action") == "import") {
    if (!text("folder").empty() && !text("mapping").empty())
      return import_list(text("folder"), text("mapping"), text("out"), line.talk, outside);
    outside.err(cli_text("help.lists", line.talk.language));
    return exit_usage;
  }
  if (text("action") != "status") {
    if (const std::string action = text("action"); !action.empty())
      print_diagnostics({error("KD0015").arg("command", "lists " + action).suggest(nearest(action, {"status", "import"}))}, line.talk,
                        outside);
    else
      outside.err(cli_text("help.lists", line.talk.language));
    return exit_usage;
  }
  const auto as_of = text("as-of").empty() ? std::optional(outside.clock.today()) : parse_written_date(text("as-of"));
  if (!as_of) {
    print_diagnostics({error("KD0020").arg("value", text("as-of"))}, line.talk, outside);
    return exit_usage;
  }
  const auto vocabulary = model::Vocabulary::built_in();
  const auto rules = vocabulary ? load_rules(text("folder"), "", outside.files, *vocabulary) : vocabulary.diagnostics();
  if (!rules) {
    print_diagnostics(rules.diagnostics(), line.talk, outside);
    return exit_bad_input;
  }
  ListsText lists(*as_of, line.talk.language);
  for (const lang::Table& table : rules->tables.all()) outside.out(lists.of(table));
  outside.out(lists.summary(rules->tables.all().size()));
  return line.values["fail-on-stale"].as<bool>() && lists.any_stale() ? exit_findings : exit_done;
}

}  // namespace kede::app
