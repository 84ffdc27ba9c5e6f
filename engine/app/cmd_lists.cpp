#include <algorithm>

#include "engine/app/cmd.hpp"
#include "engine/app/options.hpp"
#include "engine/app/pipeline.hpp"
#include "engine/assess/value_words.hpp"
#include "engine/base/suggest.hpp"

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

}  // namespace

int run_lists(std::span<const std::string> arguments, Outside& outside) {
  po::options_description options;
  options.add_options()("action", po::value<std::string>())("folder", po::value<std::string>())("as-of", po::value<std::string>())(
      "fail-on-stale", po::bool_switch());
  add_talk_options(options);
  po::positional_options_description positional;
  positional.add("action", 1).add("folder", 1);
  const ParsedLine line = parse_line(arguments, options, positional, "lists", outside);
  if (line.exit) return *line.exit;
  const auto text = [&](const char* name) { return line.values.contains(name) ? line.values[name].as<std::string>() : std::string(); };
  if (text("action") != "status") {
    if (const std::string action = text("action"); !action.empty())
      print_diagnostics({error("KD0015").arg("command", "lists " + action).suggest(nearest(action, {"status"}))}, line.talk, outside);
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
