// A fresh folder with a register in it, and small invented records to fill it.
// Used by the tests of the register.
// Removes its folder at the end; one thread.
// Law: a register is filled as an importer fills it, through the sink.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/store/register_builder.hpp"
#include "engine/store/register_join.hpp"
#include "tests/support/records.hpp"

namespace kede::testing {

// One file as an importer reads it.
struct SourceText {
  std::string path;
  RecordList records;
  store::Scope scope = {"test", "ur"};
  bool replace_all = false;
};

class RegisterFolder {
 public:
  RegisterFolder();
  RegisterFolder(const RegisterFolder&) = delete;
  RegisterFolder& operator=(const RegisterFolder&) = delete;
  ~RegisterFolder();

  std::string path(const std::string& name = "register.sqlite") const { return (folder_ / name).string(); }
  // All of them in one import of the day.
  store::BuildSummary import(const std::vector<SourceText>& sources, Date today = day("2026-11-01")) const;
  store::RegisterFile open() const;
  std::string bytes() const;
  void write(const std::string& bytes) const;
  // Changes the register as somebody with other tools would.
  void change(const std::string& sql) const;

 private:
  std::filesystem::path folder_;
};

// The tender with what the register adds.
struct Joined {
  model::Dataset dataset;
  store::JoinSummary summary;
  DiagnosticSink diagnostics;
  std::vector<std::string> keys() const;
};
Joined joined(const RegisterFolder& folder, const RecordList& tender, const store::JoinLimits& limits = {});

}  // namespace kede::testing
