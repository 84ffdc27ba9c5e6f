// How a register file is laid out: SQLite, read with any tool that reads SQLite. README.md beside this file explains each column.
// Used by whoever writes or reads the file; a test holds README.md against it.
// Constants.
// Law: a change of this text is a new version, and a file of another version is not guessed at.
#pragma once

#include <string_view>

namespace kede::store {

constexpr int kRegisterVersion = 1;               // PRAGMA user_version
constexpr int kRegisterApplication = 0x4B454445;  // PRAGMA application_id: "KEDE"

struct TableText {
  std::string_view name;
  std::string_view sql;  // as SQLite keeps it, so that a file can be held against it
};

constexpr TableText kRegisterTables[] = {
    {"sources",
     "CREATE TABLE sources (id INTEGER PRIMARY KEY, importer TEXT NOT NULL, collection TEXT NOT NULL, folder TEXT NOT NULL, name TEXT NOT "
     "NULL, "
     "path TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, format TEXT NOT NULL, date TEXT, imported_on TEXT NOT NULL, "
     "engine TEXT NOT NULL, vocabulary TEXT NOT NULL, rejected INTEGER NOT NULL)"},
    {"source_records",
     "CREATE TABLE source_records (source INTEGER NOT NULL, kind TEXT NOT NULL, records INTEGER NOT NULL, PRIMARY KEY (source, kind)) "
     "WITHOUT ROWID"},
    {"kinds", "CREATE TABLE kinds (id INTEGER PRIMARY KEY, name TEXT NOT NULL)"},
    {"fields", "CREATE TABLE fields (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL)"},
    {"places", "CREATE TABLE places (id INTEGER PRIMARY KEY, place TEXT NOT NULL)"},
    {"records",
     "CREATE TABLE records (id INTEGER PRIMARY KEY, source INTEGER NOT NULL, kind INTEGER NOT NULL, key TEXT NOT NULL, "
     "place TEXT NOT NULL, facts TEXT NOT NULL)"},
    {"identifiers",
     "CREATE TABLE identifiers (identifier TEXT NOT NULL, source INTEGER NOT NULL, record INTEGER NOT NULL, "
     "PRIMARY KEY (identifier, source, record)) WITHOUT ROWID"},
    {"refs",
     "CREATE TABLE refs (key TEXT NOT NULL, source INTEGER NOT NULL, record INTEGER NOT NULL, PRIMARY KEY (key, source, record)) "
     "WITHOUT ROWID"},
};

// Made when all records are in.
constexpr TableText kRegisterIndex = {"records_by_key", "CREATE INDEX records_by_key ON records (key)"};

}  // namespace kede::store
