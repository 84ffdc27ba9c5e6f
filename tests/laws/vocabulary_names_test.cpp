// A field that exists only in code is a fault: the vocabulary is the one contract between importers, rules and reports.
#include <catch2/catch.hpp>

#include "engine/base/text.hpp"
#include "engine/model/vocabulary.hpp"
#include "tests/support/records.hpp"
#include "tests/support/source_tree.hpp"

using namespace kede;
using testing::Keep;
using testing::SourceFile;

namespace {

// The part of a name that stands at the beginning of `text`.
std::string_view leading_name(std::string_view text) {
  return text.substr(0, std::min(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789"), text.size()));
}

// Reports name their own words "bid.where"; everywhere else "kind.field" in quotes is a field.
bool names_fields(const SourceFile& file) { return !file.path.starts_with("reports/") && !file.path.starts_with("engine/app/"); }

}  // namespace

TEST_CASE("every field that the code names is in the vocabulary") {
  const model::Vocabulary& vocabulary = testing::vocabulary();
  std::size_t named = 0;
  for (const SourceFile& file : testing::source_files()) {
    const std::string code = testing::without_comments(file.text, Keep::strings);
    for (std::size_t at = code.find('"'); at != std::string::npos; at = code.find('"', at + 1)) {
      const std::string_view rest = std::string_view(code).substr(at + 1);
      const std::string_view kind_name = leading_name(rest);
      const model::Kind* kind = vocabulary.find_kind(kind_name);
      if (kind == nullptr || rest.size() <= kind_name.size() || rest[kind_name.size()] != '.') continue;
      const std::string_view field = leading_name(rest.substr(kind_name.size() + 1));
      const std::size_t end = kind_name.size() + 1 + field.size();
      const bool asked = at >= 9 && std::string_view(code).substr(at - 9, 9) == "field_id(";
      if (field.empty() || end >= rest.size() || rest[end] != '"' || (!names_fields(file) && !asked)) continue;
      ++named;
      if (vocabulary.find_field(kind->id, field) == nullptr) {
        FAIL_CHECK(file.path << ':' << testing::line_of(code, at) << " names " << kind_name << '.' << field
                             << ", which rules/vocabulary.json does not have");
      }
    }
  }
  CHECK(named > 150);
}
