// SQLite behind owners: a connection, its statements, and errors as values.
// Used by the register file only.
// A Database and its Statements belong to one thread; a Statement must not outlive its Database.
// Law: text and numbers reach SQL as parameters, never as part of a command; a file that was made to do harm is read, never obeyed.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace kede::store {

class Statement {
 public:
  // Parameters count from 1, columns from 0, as in SQLite. A text must stay until the next reset().
  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, std::string_view text);
  Statement& bind_null(int parameter);
  // Whether there is a row. KD4001 when the database cannot go on.
  Result<bool> step();
  // One step of a command without rows, ready to be bound again.
  Result<void> run();
  void reset();

  std::int64_t number(int column) const;
  std::string_view text(int column) const;  // valid until the next step or reset
  bool is_null(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::string path_;  // for messages
};

class Database {
 public:
  enum class Access : std::uint8_t { read_only, create };
  // `create` expects an empty or missing file. KD4001 when it cannot be opened.
  static Result<Database> open(const std::string& path, Access access);

  Result<void> run(const std::string& commands);
  Result<Statement> prepare(std::string_view command);

 private:
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  std::unique_ptr<sqlite3, Close> connection_;
  std::string path_;
};

}  // namespace kede::store
