#include "reports/check/check_text.hpp"

#include <algorithm>

#include "engine/assess/value_words.hpp"
#include "engine/base/text.hpp"
#include "reports/check/check_words.hpp"
#include "reports/labels.hpp"
#include "reports/text_lines.hpp"

namespace kede::reports::check {

using assess::FieldFill;
using assess::GapUse;
using assess::GapWay;
using assess::KindFill;
using assess::RuleState;
using assess::total;

namespace {

constexpr std::size_t kNarrowest = 84;
constexpr std::size_t kNumber = 9;            // columns of a figure
constexpr std::size_t kGapsTold = 10;         // of each list, in brief
constexpr std::size_t kSourcesInDetail = 15;  // in brief; of more, what they hold together
constexpr std::size_t kSourcesTold = 20;
constexpr std::size_t kMissingTold = 8;  // of each kind, in brief
constexpr std::size_t kIdsTold = 8;
constexpr std::size_t kNoLimit = 100'000;

// The folder in which all of them lie, ended by "/"; empty: none.
std::string common_folder(const std::vector<model::Source>& sources) {
  std::string folder = sources.empty() ? std::string() : sources.front().path;
  for (const model::Source& source : sources) {
    const auto differs = std::mismatch(folder.begin(), folder.end(), source.path.begin(), source.path.end());
    folder.erase(differs.first, folder.end());
  }
  folder.erase(folder.rfind('/') + 1);
  return folder;
}

bool is_column(const assess::Gap& gap) { return gap.way == GapWay::column || gap.way == GapWay::check; }

class CheckWriter {
 public:
  CheckWriter(const assess::Assessment& assessment, const assess::DataQuality& quality, const ReportOptions& options, Extent extent,
              std::size_t width)
      : assessment_(assessment),
        quality_(quality),
        options_(options),
        words_(Words::built_in(options.language)),
        vocabulary_(assessment.graph->resolved().vocabulary()),
        brief_(extent == Extent::brief),
        width_(width) {}

  std::string write() {
    write_summary();
    write_gaps();
    write_sources();
    write_missing();
    write_rules();
    if (brief_) add("", words_.text("check.more"));
    return std::move(out_);
  }

 private:
  // Broken into lines; those after the first stand under the end of `head`, which has a line of its own where it is long.
  void add(const std::string& head, const std::string& text, std::size_t indent = 0) {
    const std::size_t at = indent + code_points(head);
    if (at > width_ / 2) {
      add("", head, indent);
      return add("", text, indent + 2);
    }
    bool is_first = true;
    for (const std::string& line : wrap(one_line(text), width_ - at, kNoLimit)) {
      out_ += (is_first ? std::string(indent, ' ') + head : std::string(at, ' ')) + line + '\n';
      is_first = false;
    }
  }
  void add_heading(std::string_view key) {
    out_ += '\n';
    add("", words_.text(key));
  }
  std::string number(std::size_t count) const { return assess::number_text(static_cast<double>(count), 0, words_.language()); }
  std::string share(std::size_t part, std::size_t whole) const {
    const double exact = whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
    return part > 0 && exact < 0.01 ? "< " + coverage_text(words_, 0.01) : coverage_text(words_, exact);
  }
  std::size_t most(std::size_t in_brief) const { return brief_ ? in_brief : kNoLimit; }
  std::string few(std::vector<std::string> items, std::size_t in_brief) const {
    if (items.size() > most(in_brief)) {
      const std::string more = words_.text("check.and_more", {{"count", number(items.size() - in_brief)}});
      items.resize(in_brief);
      return join(items, ", ") + ' ' + more;
    }
    return join(items, ", ");
  }

  void write_summary() {
    const auto& dataset = assessment_.graph->resolved().dataset();
    add("", words_.text("check.title", {{"date", assess::date_text(assessment_.as_of, words_.language())}}));
    out_ += '\n';
    std::size_t things = 0;
    for (const auto& [kind, fill] : quality_.together) things += fill.things;
    const std::vector<std::string> not_read = files_not_read(dataset, options_.diagnostics);
    add("", words_.text("check.read", {{"files", number(dataset.sources().size())},
                                       {"records", number(dataset.record_count())},
                                       {"things", number(things)},
                                       {"rejected", number(dataset.rejections().size())}}));
    if (!not_read.empty()) add(words_.text("check.files_not_read") + ": ", few(not_read, kGapsTold));
    std::array<std::size_t, 5> rules{};
    std::size_t decided = 0;
    std::size_t unknown = 0;
    for (const assess::RuleUse& use : quality_.rules) {
      ++rules[static_cast<std::size_t>(use.state)];
      decided += use.decided;
      unknown += use.unknown;
    }
    add("", words_.text("check.indicators", {{"count", number(quality_.rules.size())},
                                             {"for_all", number(rules[0])},
                                             {"for_some", number(rules[1])},
                                             {"for_none", number(rules[2])},
                                             {"nothing", number(rules[3] + rules[4])}}));
    add("", words_.text("check.answers",
                        {{"decided", number(decided)}, {"all", number(decided + unknown)}, {"share", share(decided, decided + unknown)}}));
  }

  void write_gap_row(const std::string& decides, const std::string& waiting, const std::string& have, const std::string& text) {
    add(pad_left(decides, kNumber) + ' ' + pad_left(waiting, kNumber) + ' ' + pad_left(have, kNumber + 4) + "  ", text);
  }

  void write_gap(const GapUse& use) {
    const Filled have = filled(vocabulary_, quality_, use.gap);
    const bool has_place = is_column(use.gap);
    std::string text = gap_name(vocabulary_, words_, use.gap);
    if (has_place) text += " (" + place_words(vocabulary_, words_, use.gap) + ')';
    const std::vector<std::string> ids = rule_ids(*assessment_.rules, use.decides.empty() ? use.waiting : use.decides);
    write_gap_row(number(total(use.decides)), number(total(use.waiting)), has_place ? number(have.known) + " / " + number(have.things) : "",
                  text + ": " + few(ids, kIdsTold));
  }

  template <class Chosen>
  void write_gap_list(std::string_view heading, std::size_t in_brief, Chosen chosen) {
    std::vector<const GapUse*> found;
    for (const GapUse& use : quality_.gaps.uses) {
      if (chosen(use)) found.push_back(&use);
    }
    if (found.empty()) return;
    std::stable_sort(found.begin(), found.end(), [](const GapUse* a, const GapUse* b) { return total(a->decides) > total(b->decides); });
    add_heading(heading);
    if (!has_header_)
      write_gap_row(words_.text("check.decides"), words_.text("check.waiting"), words_.text("check.filled"), words_.text("check.column"));
    has_header_ = true;
    for (std::size_t i = 0; i < std::min(found.size(), most(in_brief)); ++i) write_gap(*found[i]);
    if (found.size() > most(in_brief)) add("", words_.text("check.and_more", {{"count", number(found.size() - in_brief)}}), 2);
  }

  void write_gaps() {
    write_gap_list("check.next", kGapsTold, [&](const GapUse& use) { return is_column(use.gap) && !use.decides.empty(); });
    write_gap_list("check.not_alone", kGapsTold / 2, [&](const GapUse& use) { return is_column(use.gap) && use.decides.empty(); });
    write_gap_list("check.no_column", kGapsTold / 2, [&](const GapUse& use) { return !is_column(use.gap); });
    if (!quality_.gaps.uses.empty()) {
      out_ += '\n';
      add("", words_.text("check.legend"));
    }
    if (const std::size_t elsewhere = total(quality_.gaps.elsewhere); elsewhere > 0)
      add("", words_.text("check.elsewhere", {{"count", number(elsewhere)}}));
  }

  std::string size_words(std::uint64_t bytes) const {
    const auto size = static_cast<double>(bytes);
    if (size < 1000) return number(bytes) + " B";
    return size < 1e6 ? assess::number_text(size / 1e3, 1, words_.language()) + " kB"
                      : assess::number_text(size / 1e6, 1, words_.language()) + " MB";
  }

  void write_sources() {
    const auto& sources = assessment_.graph->resolved().dataset().sources();
    const bool is_long = brief_ && sources.size() > kSourcesInDetail;
    if (is_long) {
      add_heading("check.together");
      for (const auto& [kind, fill] : quality_.together) write_kind(vocabulary_.kind(kind), fill);
    }
    folder_ = is_long ? common_folder(sources) : std::string();
    if (folder_.empty()) {
      add_heading("check.files");
    } else {
      out_ += '\n';
      add("", words_.text("check.files_in", {{"folder", folder_}}));
    }
    for (std::size_t s = 0; s < std::min(sources.size(), most(kSourcesTold)); ++s) {
      if (!is_long) out_ += '\n';
      write_source(sources[s], quality_.sources[s], is_long);
    }
    if (sources.size() > most(kSourcesTold)) add("", words_.text("check.and_more", {{"count", number(sources.size() - kSourcesTold)}}), 2);
  }

  void write_source(const model::Source& source, const assess::SourceFill& fill, bool in_short) {
    std::vector<std::string> parts = {source.format, size_words(source.bytes)};
    if (source.date) parts.push_back(assess::date_text(*source.date, words_.language()));
    parts.push_back(words_.text("check.records", {{"count", number(fill.records)}}));
    if (in_short) {
      for (const auto& [kind, of_kind] : fill.kinds) parts.push_back(kind_words(vocabulary_.kind(kind), of_kind));
    }
    add(source.path.substr(folder_.size()) + ": ", join(parts, "; "));
    std::vector<std::string> rejected;
    for (const auto& [code, count] : fill.rejected) rejected.push_back(code + " (" + number(count) + ')');
    if (!rejected.empty()) add(words_.text("check.rejected") + ": ", join(rejected, ", "), 2);
    if (in_short) return;
    for (const auto& [kind, of_kind] : fill.kinds) {
      write_kind(vocabulary_.kind(kind), of_kind);
      write_missing_here(kind, of_kind);
    }
  }

  std::string kind_words(const model::Kind& kind, const KindFill& fill) const {
    return words_.text("check.kind", {{"kind", kind.plural.in(words_.language())}, {"count", number(fill.things)}});
  }

  std::string unknown_words(const FieldFill& fill) const {
    std::vector<std::string> parts;
    for (std::size_t reason = 0; reason < fill.unknown.size(); ++reason) {
      if (fill.unknown[reason] > 0)
        parts.push_back(reason_word(words_, static_cast<model::UnknownReason>(reason)) + ' ' + number(fill.unknown[reason]));
    }
    return parts.empty() ? std::string() : " (" + join(parts, ", ") + ')';
  }

  void write_kind(const model::Kind& kind, const KindFill& fill) {
    std::vector<std::string> for_all;
    std::vector<std::string> for_some;
    std::size_t unused = 0;
    for (const auto& [id, field] : fill.fields) {
      const bool is_used = quality_.rules_of.contains(id) || quality_.identifying.contains(id);
      if (!is_used) ++unused;
      if (!is_used && brief_) continue;
      const std::string label = vocabulary_.field(id).label.in(words_.language());
      if (field.known == fill.things) {
        for_all.push_back(label);
      } else {
        for_some.push_back(label + ' ' + share(field.known, fill.things) + unknown_words(field));
      }
    }
    add("", kind_words(kind, fill), 2);
    if (!for_all.empty()) add(words_.text("check.known_for_all") + ": ", join(for_all, ", "), 4);
    if (!for_some.empty()) add(words_.text("check.known_for_some") + ": ", join(for_some, ", "), 4);
    if (brief_ && unused > 0) add("", words_.text("check.unused", {{"count", number(unused)}}), 4);
  }

  void write_missing_here(model::KindId kind, const KindFill& fill) {
    const KindFill& together = quality_.together.at(kind);
    std::vector<std::string> labels;
    std::size_t elsewhere = 0;
    for (const model::FieldId field : quality_.missing(vocabulary_, kind, fill)) {
      labels.push_back(vocabulary_.field(field).label.in(words_.language()));
      elsewhere += together.fields.contains(field) ? 1U : 0U;
    }
    if (labels.empty()) return;
    std::string count = words_.text("check.missing_here", {{"count", number(labels.size())}});
    if (elsewhere > 0) count += "; " + words_.text("check.in_other_file", {{"count", number(elsewhere)}});
    add(brief_ ? "" : count + ": ", brief_ ? count : join(labels, ", "), 4);
  }

  void write_missing() {
    add_heading("check.missing");
    for (const model::Kind& kind : vocabulary_.kinds()) {
      const auto fill = quality_.together.find(kind.id);
      if (fill == quality_.together.end()) continue;
      std::vector<std::string> labels;
      for (const model::FieldId field : quality_.missing(vocabulary_, kind.id, fill->second))
        labels.push_back(vocabulary_.field(field).label.in(words_.language()));
      if (!labels.empty()) add(kind.label.in(words_.language()) + ": ", few(labels, kMissingTold), 2);
    }
    std::vector<std::string> absent;
    for (const model::Kind& kind : vocabulary_.kinds()) {
      if (quality_.together.contains(kind.id)) continue;
      const auto rules = std::count_if(assessment_.rules->rules.begin(), assessment_.rules->rules.end(),
                                       [&](const lang::Rule& rule) { return rule.applies_to == kind.id; });
      absent.push_back(rules == 0 ? kind.plural.in(words_.language())
                                  : words_.text("check.kind_judged", {{"kind", kind.plural.in(words_.language())},
                                                                      {"count", number(static_cast<std::size_t>(rules))}}));
    }
    if (!absent.empty()) add(words_.text("check.no_record") + ": ", join(absent, ", "), 2);
  }

  void write_rules() {
    add_heading("check.by_indicator");
    constexpr std::pair<RuleState, std::string_view> states[] = {{RuleState::for_all, "check.state_for_all"},
                                                                 {RuleState::for_some, "check.state_for_some"},
                                                                 {RuleState::for_none, "check.state_for_none"},
                                                                 {RuleState::nothing_to_judge, "check.state_nothing"},
                                                                 {RuleState::not_in_force, "check.state_not_in_force"}};
    for (const auto& [state, key] : states) {
      std::vector<std::uint32_t> rules;
      for (std::uint32_t r = 0; r < quality_.rules.size(); ++r) {
        if (quality_.rules[r].state == state) rules.push_back(r);
      }
      if (rules.empty()) continue;
      if (brief_) {
        std::vector<std::string> ids;
        for (const std::uint32_t r : rules) ids.push_back(rule_words(r));
        add(words_.text(key) + " (" + number(rules.size()) + "): ", join(ids, ", "), 2);
        continue;
      }
      add("", words_.text(key) + " (" + number(rules.size()) + "):", 2);
      for (const std::uint32_t r : rules) write_rule(r);
    }
  }

  // In part: how many of how many.
  std::string rule_words(std::uint32_t rule) const {
    const assess::RuleUse& use = quality_.rules[rule];
    std::string out = assessment_.rules->rules[rule].id;
    if (use.state == RuleState::for_some) out += ' ' + number(use.decided) + '/' + number(use.decided + use.unknown);
    return out;
  }

  void write_rule(std::uint32_t rule) {
    add(rule_words(rule) + "  ", assessment_.rules->rules[rule].title.in(words_.language()), 4);
    std::vector<std::string> gaps;
    for (const GapUse* use : gaps_of_rule(quality_, rule))
      gaps.push_back(gap_name(vocabulary_, words_, use->gap) + " (" + number(use->waiting.at(rule)) + ')');
    if (!gaps.empty()) add(words_.text("check.waits_for") + ": ", join(gaps, "; "), 8);
  }

  const assess::Assessment& assessment_;
  const assess::DataQuality& quality_;
  const ReportOptions& options_;
  const Words words_;
  const model::Vocabulary& vocabulary_;
  const bool brief_;
  const std::size_t width_;
  bool has_header_ = false;
  std::string folder_;  // left out of the paths of files
  std::string out_;
};

}  // namespace

std::string check_text(const assess::Assessment& assessment, const assess::DataQuality& quality, const ReportOptions& options,
                       Extent extent, int width) {
  const std::size_t columns = std::max(kNarrowest, static_cast<std::size_t>(std::max(width, 0)));
  return CheckWriter(assessment, quality, options, extent, columns).write();
}

}  // namespace kede::reports::check
