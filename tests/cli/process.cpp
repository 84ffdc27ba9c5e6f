#include "tests/cli/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>
#include <system_error>

namespace kede::test {
namespace {

using Clock = std::chrono::steady_clock;

void must(int result, const char* what) {
  if (result != 0) throw std::system_error(result, std::generic_category(), what);
}

// Both ends of a pipe; closed at the end of the scope at the latest.
class Pipe {
 public:
  Pipe() {
    if (pipe2(ends_.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe2");
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close_reader();
    close_writer();
  }

  int reader() const { return ends_[0]; }
  int writer() const { return ends_[1]; }
  void close_reader() { close_end(0); }
  void close_writer() { close_end(1); }

 private:
  void close_end(std::size_t end) {
    if (ends_[end] >= 0) close(ends_[end]);
    ends_[end] = -1;
  }
  std::array<int, 2> ends_{-1, -1};
};

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> out;
  for (const std::string& word : words) out.push_back(const_cast<char*>(word.c_str()));
  out.push_back(nullptr);
  return out;
}

pid_t start(const Program& program, const Pipe& in, const Pipe& out, const Pipe& err) {
  posix_spawn_file_actions_t actions;
  must(posix_spawn_file_actions_init(&actions), "posix_spawn_file_actions_init");
  posix_spawn_file_actions_adddup2(&actions, in.reader(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.writer(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err.writer(), STDERR_FILENO);
  if (!program.folder.empty()) posix_spawn_file_actions_addchdir_np(&actions, program.folder.c_str());
  const auto arguments = pointers(program.command);
  const auto environment = pointers(program.environment);
  pid_t process = -1;
  const int result = posix_spawn(&process, program.command.front().c_str(), &actions, nullptr, arguments.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  must(result, program.command.front().c_str());
  return process;
}

// Takes what is there; false at the end of the stream.
bool drain(int from, std::string& to) {
  std::array<char, 65536> block{};
  const ssize_t count = read(from, block.data(), block.size());
  if (count > 0) to.append(block.data(), static_cast<std::size_t>(count));
  return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN));
}

// Writes what fits; false when nothing is left or nobody reads.
bool feed(int to, std::string_view& rest) {
  const ssize_t count = write(to, rest.data(), rest.size());
  if (count < 0) return errno == EINTR || errno == EAGAIN;
  rest.remove_prefix(static_cast<std::size_t>(count));
  return !rest.empty();
}

// Feeds and reads all three streams at once, so that neither side waits for the other.
void talk(const Program& program, Pipe& in, Pipe& out, Pipe& err, Outcome& outcome) {
  const Clock::time_point end = Clock::now() + program.limit;
  std::string_view rest = program.input;
  fcntl(in.writer(), F_SETFL, O_NONBLOCK);
  if (rest.empty()) in.close_writer();
  while (out.reader() >= 0 || err.reader() >= 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0) {
      outcome.timed_out = true;
      return;
    }
    // poll() passes over the closed ends, which are -1.
    std::array<pollfd, 3> ready{{{in.writer(), POLLOUT, 0}, {out.reader(), POLLIN, 0}, {err.reader(), POLLIN, 0}}};
    if (poll(ready.data(), ready.size(), static_cast<int>(left)) < 0 && errno != EINTR)
      throw std::system_error(errno, std::generic_category(), "poll");
    if (ready[0].revents != 0 && !feed(in.writer(), rest)) in.close_writer();
    if (ready[1].revents != 0 && !drain(out.reader(), outcome.out)) out.close_reader();
    if (ready[2].revents != 0 && !drain(err.reader(), outcome.err)) err.close_reader();
  }
}

int end_of(pid_t process, bool kill_first) {
  if (kill_first) kill(process, SIGKILL);
  int status = 0;
  while (waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "waitpid");
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Outcome run_program(const Program& program) {
  std::signal(SIGPIPE, SIG_IGN);  // a program may stop reading before all is written
  Pipe in;
  Pipe out;
  Pipe err;
  const pid_t process = start(program, in, out, err);
  in.close_reader();
  out.close_writer();
  err.close_writer();
  Outcome outcome;
  talk(program, in, out, err, outcome);
  outcome.exit = end_of(process, outcome.timed_out);
  return outcome;
}

}  // namespace kede::test
