#include "engine/app/check_json.hpp"

#include "engine/base/resources.hpp"
#include "reports/check/check_words.hpp"
#include "reports/json/json_writer.hpp"

namespace kede::app {
namespace {

using assess::GapUse;
using assess::KindFill;
using assess::total;
using assess::VerdictCounts;

class CheckJson {
 public:
  CheckJson(const assess::Assessment& assessment, const assess::DataQuality& quality, const reports::ReportOptions& options)
      : assessment_(assessment),
        quality_(quality),
        options_(options),
        words_(reports::Words::built_in(options.language)),
        dataset_(assessment.graph->resolved().dataset()),
        vocabulary_(assessment.graph->resolved().vocabulary()) {}

  std::string write() {
    out_.object("", [&] {
      write_versions();
      write_counts();
      write_gaps();
      write_sources();
      out_.array("together", [&] { write_kinds(quality_.together); });
      write_fields();
      write_indicators();
      write_diagnostics();
    });
    return out_.take();
  }

 private:
  void count(std::string_view name, std::size_t value) { out_.count(name, static_cast<std::int64_t>(value)); }
  void date(std::string_view name, const std::optional<Date>& value) { value ? out_.text(name, to_iso(*value)) : out_.null(name); }
  const lang::RulePack& pack() const { return *assessment_.rules; }

  void write_versions() {
    out_.count("kede_check", 1);
    out_.text("engine", engine_version());
    out_.text("language", to_text(words_.language()));
    out_.text("as_of", to_iso(assessment_.as_of));
    out_.object("rules", [&] {
      out_.text("id", pack().id);
      out_.text("version", pack().version);
      out_.text("hash", pack().hash);
    });
    out_.object("vocabulary", [&] {
      out_.text("version", vocabulary_.version());
      out_.text("hash", vocabulary_.hash());
    });
  }

  void write_counts() {
    const assess::Counts& counts = assessment_.counts;
    std::map<assess::RuleState, std::size_t> states;
    for (const assess::RuleUse& use : quality_.rules) ++states[use.state];
    out_.object("counts", [&] {
      count("files", dataset_.sources().size());
      count("records", dataset_.record_count());
      count("rejected", dataset_.rejections().size());
      count("decided", counts.fires + counts.clear);
      count("unknown", counts.unknown);
      count("not_applicable", counts.not_applicable);
      count("waits_for_no_column", total(quality_.gaps.elsewhere));
      out_.object("indicators", [&] {
        for (const auto state : {assess::RuleState::for_all, assess::RuleState::for_some, assess::RuleState::for_none,
                                 assess::RuleState::nothing_to_judge, assess::RuleState::not_in_force})
          count(assess::to_text(state), states[state]);
      });
    });
  }

  void write_verdicts(std::string_view name, const VerdictCounts& counts) {
    out_.object(name, [&] {
      count("answers", total(counts));
      out_.array("indicators", [&] {
        for (const auto& [rule, answers] : counts) {
          out_.object("", [&, number = rule, many = answers] {
            out_.text("id", pack().rules[number].id);
            count("answers", many);
          });
        }
      });
    });
  }

  void write_gap_names(const assess::Gap& gap) {
    out_.text("way", assess::to_text(gap.way));
    out_.text("field", field_name(gap.field));
    gap.list.empty() ? out_.null("list") : out_.text("list", gap.list);
    out_.text("label", reports::check::gap_name(vocabulary_, words_, gap));
  }

  std::string field_name(model::FieldId id) const {
    const model::Field& field = vocabulary_.field(id);
    return vocabulary_.kind(field.kind).name + '.' + field.name;
  }

  void write_gaps() {
    out_.array("gaps", [&] {
      for (const GapUse& use : quality_.gaps.uses) {
        out_.object("", [&] {
          write_gap_names(use.gap);
          const reports::check::Filled have = reports::check::filled(vocabulary_, quality_, use.gap);
          count("known", have.known);
          count("things", have.things);
          write_verdicts("decides", use.decides);
          write_verdicts("waiting", use.waiting);
          out_.array("workbook", [&] {
            for (const auto& place : reports::check::workbook_places(vocabulary_, words_.language(), use.gap)) {
              out_.object("", [&] {
                out_.text("sheet", place.sheet);
                out_.text("column", place.column);
              });
            }
          });
        });
      }
    });
  }

  void write_sources() {
    out_.array("sources", [&] {
      for (std::size_t s = 0; s < dataset_.sources().size(); ++s) {
        const model::Source& source = dataset_.sources()[s];
        const assess::SourceFill& fill = quality_.sources[s];
        out_.object("", [&] {
          out_.text("file", source.path);
          out_.text("sha256", source.sha256);
          out_.count("bytes", static_cast<std::int64_t>(source.bytes));
          out_.text("format", source.format);
          date("date", source.date);
          count("records", fill.records);
          out_.array("rejected", [&] {
            for (const auto& [code, many] : fill.rejected) {
              out_.object("", [&, &name = code, records = many] {
                out_.text("code", name);
                count("records", records);
              });
            }
          });
          out_.array("kinds", [&] { write_kinds(fill.kinds); });
        });
      }
    });
    out_.array("not_read", [&] {
      for (const std::string& file : reports::check::files_not_read(dataset_, options_.diagnostics)) out_.text("", file);
    });
  }

  void write_kinds(const assess::KindFills& kinds) {
    for (const auto& [kind, fill] : kinds) {
      out_.object("", [&, id = kind, &of_kind = fill] {
        out_.text("kind", vocabulary_.kind(id).name);
        out_.text("label", vocabulary_.kind(id).plural.in(words_.language()));
        count("records", of_kind.records);
        count("things", of_kind.things);
        write_fill(of_kind);
        out_.array("missing", [&] {
          for (const model::FieldId field : quality_.missing(vocabulary_, id, of_kind)) out_.text("", field_name(field));
        });
      });
    }
  }

  void write_fill(const KindFill& fill) {
    out_.array("fields", [&] {
      for (const auto& [id, field] : fill.fields) {
        out_.object("", [&, number = id, &of_field = field] {
          out_.text("field", field_name(number));
          count("known", of_field.known);
          out_.object("unknown", [&] {
            for (std::size_t reason = 0; reason < of_field.unknown.size(); ++reason) {
              if (of_field.unknown[reason] > 0) count(model::to_text(static_cast<model::UnknownReason>(reason)), of_field.unknown[reason]);
            }
          });
          count("silent", fill.things - of_field.stated());
        });
      }
    });
  }

  // Every field that data state or rules use, once.
  void write_fields() {
    std::set<model::FieldId> fields;
    for (const auto& [kind, fill] : quality_.together) {
      for (const auto& [field, of_field] : fill.fields) fields.insert(field);
    }
    for (const auto& [field, rules] : quality_.rules_of) fields.insert(field);
    out_.array("fields", [&] {
      for (const model::FieldId id : fields) {
        out_.object("", [&] {
          out_.text("field", field_name(id));
          out_.text("label", vocabulary_.field(id).label.in(words_.language()));
          out_.array("indicators", [&] {
            const auto rules = quality_.rules_of.find(id);
            if (rules == quality_.rules_of.end()) return;
            for (const std::uint32_t rule : rules->second) out_.text("", pack().rules[rule].id);
          });
        });
      }
    });
  }

  void write_indicators() {
    out_.array("indicators", [&] {
      for (std::uint32_t r = 0; r < quality_.rules.size(); ++r) {
        const lang::Rule& rule = pack().rules[r];
        const assess::RuleUse& use = quality_.rules[r];
        out_.object("", [&] {
          out_.text("id", rule.id);
          out_.text("title", rule.title.in(words_.language()));
          out_.text("applies_to", vocabulary_.kind(rule.applies_to).name);
          out_.text("state", assess::to_text(use.state));
          count("subjects", use.subjects);
          count("decided", use.decided);
          count("unknown", use.unknown);
          count("not_applicable", use.not_applicable);
          out_.array("waits_for", [&] {
            for (const GapUse* gap : reports::check::gaps_of_rule(quality_, r)) {
              out_.object("", [&] {
                write_gap_names(gap->gap);
                count("answers", gap->waiting.at(r));
              });
            }
          });
        });
      }
    });
  }

  void write_diagnostics() {
    constexpr std::string_view severities[] = {"note", "warning", "error"};
    out_.array("diagnostics", [&] {
      for (const Diagnostic& diagnostic : options_.diagnostics) {
        out_.object("", [&] {
          out_.text("code", diagnostic.code);
          out_.text("severity", severities[static_cast<std::size_t>(diagnostic.severity)]);
          out_.text("place", place_text(diagnostic.where, words_.language()));
          out_.text("message", options_.messages->sentence(diagnostic, words_.language()));
        });
      }
    });
  }

  const assess::Assessment& assessment_;
  const assess::DataQuality& quality_;
  const reports::ReportOptions& options_;
  const reports::Words words_;
  const model::Dataset& dataset_;
  const model::Vocabulary& vocabulary_;
  reports::JsonWriter out_;
};

}  // namespace

std::string check_json(const assess::Assessment& assessment, const assess::DataQuality& quality, const reports::ReportOptions& options) {
  return CheckJson(assessment, quality, options).write();
}

}  // namespace kede::app
