#include <algorithm>

#include "engine/assess/value_words.hpp"
#include "engine/base/text.hpp"
#include "reports/html/page.hpp"
#include "reports/labels.hpp"
#include "reports/names.hpp"

namespace kede::reports {
namespace {

constexpr std::size_t kRowsShown = 100;

using Rows = std::vector<std::vector<std::string>>;

std::string number(const Page& page, std::size_t value) {
  return assess::number_text(static_cast<double>(value), 0, page.words.language());
}

std::vector<View> file_views(const Page& page) {
  const model::Dataset& dataset = page.assessment.graph->resolved().dataset();
  std::vector<std::size_t> records(dataset.sources().size(), 0);
  std::vector<std::size_t> rejected(dataset.sources().size(), 0);
  for (std::size_t r = 0; r < dataset.record_count(); ++r) ++records[index(dataset.source_of(static_cast<model::RecordId>(r)))];
  for (const model::Rejection& rejection : dataset.rejections()) ++rejected[index(rejection.source)];
  std::vector<View> views;
  for (std::size_t s = 0; s < dataset.sources().size(); ++s) {
    const model::Source& source = dataset.sources()[s];
    View view;
    view.text("file", source.path).text("sha256", source.sha256).text("format", source.format).text("bytes", number(page, source.bytes));
    view.text("date", source.date ? assess::date_text(*source.date, page.words.language()) : page.text("read.no_date"));
    view.text("records", number(page, records[s])).text("rejected", number(page, rejected[s]));
    views.push_back(std::move(view));
  }
  return views;
}

struct TableWords {
  std::string_view title;
  std::string_view note;
  std::string_view none;
  std::vector<std::string_view> heads;
};

View table_view(const Page& page, const TableWords& table, const Rows& rows) {
  View view;
  view.text("title", page.text(table.title))
      .text("note", page.text(rows.empty() ? table.none : table.note))
      .flag("has_rows", !rows.empty());
  std::vector<View> heads;
  for (const std::string_view head : table.heads) heads.push_back(View().text("head", page.text(head)));
  std::vector<View> shown;
  for (std::size_t r = 0; r < std::min(rows.size(), kRowsShown); ++r) {
    std::vector<View> cells;
    for (const std::string& cell : rows[r]) cells.push_back(View().text("cell", cell));
    shown.push_back(View().list("cells", std::move(cells)));
  }
  const std::size_t more = rows.size() - shown.size();
  view.list("heads", std::move(heads)).list("rows", std::move(shown));
  view.text("more", more == 0 ? std::string() : page.text("read.more", {{"count", number(page, more)}}));
  return view;
}

std::string sentence(const Page& page, const Diagnostic& diagnostic) {
  const std::string words =
      page.options.messages == nullptr ? std::string() : page.options.messages->sentence(diagnostic, page.words.language());
  return words.empty() ? diagnostic.code : diagnostic.code + ": " + words;
}

std::string record_place(const Page& page, model::RecordId record) {
  const model::Dataset& dataset = page.assessment.graph->resolved().dataset();
  return dataset.sources()[index(dataset.source_of(record))].path + ", " + std::string(dataset.place_of(record));
}

Rows rejection_rows(const Page& page) {
  Rows rows;
  const model::Dataset& dataset = page.assessment.graph->resolved().dataset();
  for (const model::Rejection& rejection : dataset.rejections()) {
    rows.push_back({dataset.sources()[index(rejection.source)].path + ", " + rejection.place, sentence(page, rejection.reason)});
  }
  return rows;
}

Rows diagnostic_rows(const Page& page) {
  Rows rows;
  for (const Diagnostic& diagnostic : page.options.diagnostics)
    rows.push_back({place_text(diagnostic.where, page.words.language()), sentence(page, diagnostic)});
  return rows;
}

Rows merge_rows(const Page& page) {
  Rows rows;
  for (const identity::MergeNote& merge : page.assessment.graph->resolved().merges()) {
    const bool hidden = is_person(page.assessment, merge.entity);
    rows.push_back({entity_name(page.assessment, page.words, merge.entity), merge_word(page.words, merge.reason),
                    hidden ? page.text("name.not_shown") : merge.value, record_place(page, merge.first), record_place(page, merge.second)});
  }
  return rows;
}

Rows blocked_rows(const Page& page) {
  Rows rows;
  for (const identity::BlockedMerge& blocked : page.assessment.graph->resolved().blocked()) {
    const bool hidden = is_person(page.assessment, blocked.first);
    rows.push_back({hidden ? page.text("name.person") : blocked.name, hidden ? page.text("name.not_shown") : blocked.identifiers});
  }
  return rows;
}

Rows cycle_rows(const Page& page) {
  Rows rows;
  for (const auto& cycle : page.assessment.graph->cycles()) {
    std::vector<std::string> names;
    for (const NodeId node : cycle) names.push_back(node_name(page.assessment, page.words, node));
    rows.push_back({join(names, " → ")});
  }
  return rows;
}

}  // namespace

std::string read_section(Page& page) {
  const assess::Counts& counts = page.assessment.counts;
  View view;
  view.text("counts", page.text("read.counts", {{"files", number(page, counts.files)},
                                                {"records", number(page, counts.records)},
                                                {"facts", number(page, counts.facts)},
                                                {"rejected", number(page, counts.rejected)},
                                                {"fires", number(page, counts.fires)},
                                                {"unknown", number(page, counts.unknown)},
                                                {"clear", number(page, counts.clear)},
                                                {"not_applicable", number(page, counts.not_applicable)}}));
  std::vector<View> files = file_views(page);
  view.flag("has_files", !files.empty()).list("files", std::move(files));
  std::vector<View> tables;
  tables.push_back(table_view(page, {"read.rejections", "read.rejections_note", "read.rejections_none", {"column.place", "column.reason"}},
                              rejection_rows(page)));
  tables.push_back(table_view(page,
                              {"read.diagnostics", "read.diagnostics_note", "read.diagnostics_none", {"column.place", "column.message"}},
                              diagnostic_rows(page)));
  tables.push_back(table_view(page,
                              {"read.merges",
                               "read.merges_note",
                               "read.merges_none",
                               {"column.name", "column.matched_by", "column.value", "column.first", "column.second"}},
                              merge_rows(page)));
  tables.push_back(table_view(page, {"read.blocked", "read.blocked_note", "read.blocked_none", {"column.name", "column.identifiers"}},
                              blocked_rows(page)));
  tables.push_back(table_view(page, {"read.cycles", "read.cycles_note", "read.cycles_none", {"column.members"}}, cycle_rows(page)));
  view.list("tables", std::move(tables));
  return page.templates.fill("read", std::move(view));
}

}  // namespace kede::reports
