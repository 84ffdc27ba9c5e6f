#include "reports/check/check_words.hpp"

#include <algorithm>
#include <set>

#include "engine/base/text.hpp"

namespace kede::reports::check {

using assess::Gap;
using assess::GapWay;

namespace {

std::string list_label(const model::Vocabulary& vocabulary, Language language, const Gap& gap) {
  const auto* label = vocabulary.code_list(vocabulary.field(gap.field).type.codes).find(gap.list);
  return label == nullptr ? gap.list : label->in(language);
}

}  // namespace

std::string gap_name(const model::Vocabulary& vocabulary, const Words& words, const Gap& gap) {
  const Language language = words.language();
  if (gap.way == GapWay::check) {
    const std::string& organisation = vocabulary.find_kind("organisation")->label.in(language);
    return organisation + ": " + words.text("check.check_of", {{"list", list_label(vocabulary, language, gap)}});
  }
  const model::Field& field = vocabulary.field(gap.field);
  return vocabulary.kind(field.kind).label.in(language) + ": " + field.label.in(language);
}

std::vector<WorkbookPlace> workbook_places(const model::Vocabulary& vocabulary, Language language, const Gap& gap) {
  std::vector<WorkbookPlace> out;
  if (gap.way != GapWay::column && gap.way != GapWay::check) return out;
  const bool in_latvian = language == Language::lv;
  for (const model::Sheet& sheet : vocabulary.sheets()) {
    for (const model::SheetColumn& column : sheet.columns) {
      if (column.field != gap.field) continue;
      const std::string& name = in_latvian ? sheet.name_lv : sheet.name;
      out.push_back({name, in_latvian ? column.name_lv : column.name,
                     gap.way == GapWay::check ? list_label(vocabulary, language, gap) : std::string()});
    }
  }
  return out;
}

std::string place_words(const model::Vocabulary& vocabulary, const Words& words, const Gap& gap) {
  std::vector<std::string> out;
  for (const WorkbookPlace& place : workbook_places(vocabulary, words.language(), gap)) {
    out.push_back(place.list.empty()
                      ? words.text("check.place", {{"sheet", place.sheet}, {"column", place.column}})
                      : words.text("check.place_of_check", {{"sheet", place.sheet}, {"column", place.column}, {"list", place.list}}));
  }
  return out.empty() ? words.text("check.no_place") : join(out, "; ");
}

Filled filled(const model::Vocabulary& vocabulary, const assess::DataQuality& quality, const Gap& gap) {
  const model::KindId kind = gap.way == GapWay::check ? vocabulary.find_kind("organisation")->id : vocabulary.field(gap.field).kind;
  const auto fill = quality.together.find(kind);
  if (fill == quality.together.end()) return {};
  Filled out{.known = 0, .things = fill->second.things};
  if (gap.way == GapWay::check) {
    const auto checked = quality.checked.find(gap.list);
    out.known = checked == quality.checked.end() ? 0 : checked->second;
  } else if (const auto field = fill->second.fields.find(gap.field); field != fill->second.fields.end()) {
    out.known = field->second.known;
  }
  return out;
}

std::vector<std::string> rule_ids(const lang::RulePack& pack, const assess::VerdictCounts& counts) {
  std::vector<std::pair<std::uint32_t, std::size_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> out;
  for (const auto& [rule, count] : sorted) out.push_back(pack.rules[rule].id);
  return out;
}

std::vector<const assess::GapUse*> gaps_of_rule(const assess::DataQuality& quality, std::uint32_t rule) {
  std::vector<const assess::GapUse*> out;
  for (const assess::GapUse& use : quality.gaps.uses) {
    if (use.waiting.contains(rule)) out.push_back(&use);
  }
  std::stable_sort(out.begin(), out.end(),
                   [&](const assess::GapUse* a, const assess::GapUse* b) { return a->waiting.at(rule) > b->waiting.at(rule); });
  return out;
}

std::vector<std::string> files_not_read(const model::Dataset& dataset, std::span<const Diagnostic> diagnostics) {
  std::set<std::string> read;
  for (const model::Source& source : dataset.sources()) read.insert(source.path);
  std::set<std::string> out;
  for (const Diagnostic& diagnostic : diagnostics) {
    const std::string& file = diagnostic.where.file;
    if (diagnostic.severity != Severity::note && !file.empty() && !read.contains(file)) out.insert(file);
  }
  return {out.begin(), out.end()};
}

}  // namespace kede::reports::check
