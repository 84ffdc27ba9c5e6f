#include "engine/app/cmd.hpp"
#include "engine/app/options.hpp"
#include "engine/model/vocabulary.hpp"
#include "importers/workbook/importer.hpp"

namespace kede::app {

int run_template(std::span<const std::string> arguments, Outside& outside) {
  po::options_description options;
  options.add_options()("file", po::value<std::string>())("empty", po::bool_switch());
  add_talk_options(options);
  po::positional_options_description positional;
  positional.add("file", 1);
  const ParsedLine line = parse_line(arguments, options, positional, "template", outside);
  if (line.exit) return *line.exit;
  const bool latvian = line.talk.language == Language::lv;
  const std::string path = line.values.contains("file") ? line.values["file"].as<std::string>()
                           : latvian                    ? "iepirkums.xlsx"
                                                        : "tender.xlsx";
  const auto vocabulary = model::Vocabulary::built_in();
  if (!vocabulary) {
    print_diagnostics(vocabulary.diagnostics(), line.talk, outside);
    return exit_internal;
  }
  if (outside.files.exists(path)) {
    print_diagnostics({error("KD0024").at({.file = path}).arg("path", path)}, line.talk, outside);
    return exit_bad_input;
  }
  using importers::workbook::TemplateContent;
  const auto bytes = importers::workbook::write_template(
      *vocabulary, line.talk.language, line.values["empty"].as<bool>() ? TemplateContent::empty : TemplateContent::with_example);
  if (!bytes) {
    print_diagnostics(bytes.diagnostics(), line.talk, outside);
    return exit_internal;
  }
  if (auto written = outside.files.write(path, *bytes); !written) {
    print_diagnostics(written.diagnostics(), line.talk, outside);
    return exit_bad_input;
  }
  if (!line.talk.quiet) outside.err(cli_text("template.written", line.talk.language, {{"path", path}}) + "\n");
  return exit_done;
}

}  // namespace kede::app
