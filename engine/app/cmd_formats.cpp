#include <algorithm>

#include "engine/app/cmd.hpp"
#include "engine/app/options.hpp"
#include "importers/registry.hpp"

namespace kede::app {

int run_formats(std::span<const std::string> arguments, Outside& outside) {
  po::options_description options;
  add_talk_options(options);
  const ParsedLine line = parse_line(arguments, options, {}, "formats", outside);
  if (line.exit) return *line.exit;
  std::size_t width = 0;
  for (const importers::Importer* importer : importers::all_importers()) width = std::max(width, importer->name.size());
  for (const importers::Importer* importer : importers::all_importers()) {
    const std::string name(importer->name);
    outside.out(name + std::string(width + 2 - name.size(), ' ') + cli_text("format." + name, line.talk.language) + "\n");
  }
  outside.out("\n" + cli_text("formats.any", line.talk.language) + "\n");
  return exit_done;
}

}  // namespace kede::app
