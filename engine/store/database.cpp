#include "engine/store/database.hpp"

#include <sqlite3.h>

namespace kede::store {
namespace {

constexpr int kLargestValue = 32 << 20;  // bytes of one text, written or read

Diagnostic failed(sqlite3* connection, const std::string& path) {
  return error("KD4001").at({.file = path}).arg("reason", connection == nullptr ? "out of memory" : sqlite3_errmsg(connection));
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
void Database::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

Statement& Statement::bind(int parameter, std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), parameter, value);
  return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
  // An empty view may have no address, which SQLite would take for null.
  sqlite3_bind_text64(statement_.get(), parameter, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind_null(int parameter) {
  sqlite3_bind_null(statement_.get(), parameter);
  return *this;
}

Result<bool> Statement::step() {
  const int outcome = sqlite3_step(statement_.get());
  if (outcome == SQLITE_ROW) return true;
  if (outcome == SQLITE_DONE) return false;
  return failed(sqlite3_db_handle(statement_.get()), path_);
}

Result<void> Statement::run() {
  auto stepped = step();
  reset();
  if (!stepped) return std::move(stepped).diagnostics();
  return {};
}

void Statement::reset() { sqlite3_reset(statement_.get()); }

std::int64_t Statement::number(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::string_view Statement::text(int column) const {
  const unsigned char* bytes = sqlite3_column_text(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return bytes == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

bool Statement::is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

Result<Database> Database::open(const std::string& path, Access access) {
  Database database;
  database.path_ = path;
  // A path of its own kind (":memory:", an empty one) would be something else to SQLite.
  const std::string plain = path.starts_with('/') ? path : "./" + path;
  const int flags = access == Access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* connection = nullptr;
  const int opened = sqlite3_open_v2(plain.c_str(), &connection, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  database.connection_.reset(connection);
  if (opened != SQLITE_OK) return failed(connection, path);
  sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, kLargestValue);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, access == Access::read_only ? 1 : 0, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  if (auto safe = database.run("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0"); !safe) return std::move(safe).diagnostics();
  return database;
}

Result<void> Database::run(const std::string& commands) {
  if (sqlite3_exec(connection_.get(), commands.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return failed(connection_.get(), path_);
  return {};
}

Result<Statement> Database::prepare(std::string_view command) {
  Statement statement;
  statement.path_ = path_;
  sqlite3_stmt* made = nullptr;
  const int prepared = sqlite3_prepare_v2(connection_.get(), command.data(), static_cast<int>(command.size()), &made, nullptr);
  statement.statement_.reset(made);
  if (prepared != SQLITE_OK) return failed(connection_.get(), path_);
  return statement;
}

}  // namespace kede::store
