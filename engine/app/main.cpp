#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "engine/app/command.hpp"

namespace {

int terminal_width() {
  winsize size{};
  return isatty(STDOUT_FILENO) != 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 60 ? size.ws_col : 100;
}

// Whatever bytes it has, a NUL among them.
std::optional<std::string> read_line() {
  std::string line;
  for (int next = getc_unlocked(stdin); next != EOF; next = getc_unlocked(stdin)) {
    if (next == '\n') return line;
    line += static_cast<char>(next);
  }
  return line.empty() ? std::nullopt : std::optional(line);
}

// $XDG_DATA_HOME/kede/register.sqlite, by default ~/.local/share/kede/register.sqlite.
std::string default_register() {
  const auto folder = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value != nullptr && *value == '/' ? value : "");
  };
  const std::string data = folder("XDG_DATA_HOME");
  const std::string home = folder("HOME");
  if (data.empty() && home.empty()) return {};
  return (data.empty() ? home + "/.local/share" : data) + "/kede/register.sqlite";
}

void write(std::FILE* to, std::string_view text) { std::fwrite(text.data(), 1, text.size(), to); }

}  // namespace

int main(int count, char** values) {
  try {
    kede::DiskFileSystem files;
    const kede::SystemClock clock;
    const auto messages = kede::MessageCatalogue::built_in();
    if (!messages) {
      std::fputs("kede: the program's own texts cannot be read; install it again\n", stderr);
      return kede::app::exit_internal;
    }
    const char* language = std::getenv("KEDE_LANG");
    kede::app::Outside outside{
        .files = files,
        .clock = clock,
        .messages = *messages,
        .out = [](std::string_view text) { write(stdout, text); },
        .err = [](std::string_view text) { write(stderr, text); },
        .read_line = read_line,
        .language = language != nullptr && std::string_view(language) == "lv" ? kede::Language::lv : kede::Language::en,
        .width = terminal_width(),
        .default_register = default_register()};
    const std::vector<std::string> arguments(values + 1, values + count);
    const int exit = kede::app::run(arguments, outside);
    return std::fflush(stdout) == 0 ? exit : static_cast<int>(kede::app::exit_internal);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "kede: internal error: %s\n", failure.what());
    return kede::app::exit_internal;
  }
}
