#include "engine/base/resources.hpp"
#include "reports/json/json_parts.hpp"
#include "reports/labels.hpp"
#include "reports/names.hpp"

namespace kede::reports {

using assess::Assessment;

JsonParts::JsonParts(JsonWriter& out, const Assessment& assessment, const Words& words, const ReportOptions& options)
    : out_(out), assessment_(assessment), words_(words), options_(options), listing_(assessment), explanations_(assessment, words) {}

std::string JsonParts::verdict_key(std::size_t verdict) const {
  const assess::Verdict& found = assessment_.verdicts[verdict];
  return assessment_.rule_of(found).id + '@' + entity_key(assessment_, found.subject);
}

void JsonParts::write_named(std::string_view name, EntityId entity) {
  out_.object(name, [&] {
    out_.text("id", entity_key(assessment_, entity));
    out_.text("name", entity_name(assessment_, words_, entity));
  });
}

void JsonParts::write_optional(std::string_view name, const std::optional<EntityId>& entity) {
  if (entity) {
    write_named(name, *entity);
  } else {
    out_.null(name);
  }
}

void JsonParts::write_versions() {
  const lang::RulePack& rules = *assessment_.rules;
  const model::Vocabulary& vocabulary = assessment_.graph->resolved().vocabulary();
  out_.count("kede_report", 1);
  out_.object("engine", [&] {
    out_.text("name", "kede");
    out_.text("version", engine_version());
  });
  out_.text("language", to_text(words_.language()));
  out_.text("as_of", to_iso(assessment_.as_of));
  out_.object("rules", [&] {
    out_.text("id", rules.id);
    out_.text("version", rules.version);
    out_.text("hash", rules.hash);
    out_.flag("provisional", true);
    out_.array("dimensions", [&] {
      for (const lang::Dimension& dimension : rules.dimensions) {
        out_.object("", [&] {
          out_.text("id", dimension.id);
          out_.text("label", dimension.label.in(words_.language()));
        });
      }
    });
    out_.array("transfer", [&] {
      for (const auto& [link, factor] : rules.transfer) {
        out_.object("", [&, &link_name = link, value = factor] {
          out_.text("link", link_name);
          out_.number("factor", value);
        });
      }
    });
    write_overrides();
  });
  out_.object("vocabulary", [&] {
    out_.text("version", vocabulary.version());
    out_.text("hash", vocabulary.hash());
  });
}

void JsonParts::write_overrides() {
  const auto& source = assessment_.rules->overrides;
  if (!source) {
    out_.null("overrides");
    return;
  }
  out_.object("overrides", [&] {
    out_.text("file", source->file);
    out_.text("sha256", source->hash);
    out_.text("authority", source->authority);
    source->adopted ? out_.text("adopted", to_iso(*source->adopted)) : out_.null("adopted");
  });
}

void JsonParts::write_inputs() {
  const model::Dataset& dataset = assessment_.graph->resolved().dataset();
  out_.array("inputs", [&] {
    for (const model::Source& source : dataset.sources()) {
      out_.object("", [&] {
        out_.text("file", source.path);
        out_.text("sha256", source.sha256);
        out_.count("bytes", static_cast<std::int64_t>(source.bytes));
        out_.text("format", source.format);
        source.date ? out_.text("date", to_iso(*source.date)) : out_.null("date");
      });
    }
  });
  const assess::Counts& counts = assessment_.counts;
  out_.object("counts", [&] {
    const std::pair<std::string_view, std::size_t> rows[] = {
        {"files", counts.files}, {"records", counts.records}, {"facts", counts.facts},     {"rejected", counts.rejected},
        {"fires", counts.fires}, {"clear", counts.clear},     {"unknown", counts.unknown}, {"not_applicable", counts.not_applicable}};
    for (const auto& [name, value] : rows) out_.count(name, static_cast<std::int64_t>(value));
  });
}

void JsonParts::write_record(std::string_view name, model::RecordId record) {
  const model::Dataset& dataset = assessment_.graph->resolved().dataset();
  out_.object(name, [&] {
    out_.text("file", dataset.sources()[index(dataset.source_of(record))].path);
    out_.text("place", dataset.place_of(record));
  });
}

void JsonParts::write_identity() {
  const identity::Resolved& resolved = assessment_.graph->resolved();
  out_.array("merges", [&] {
    for (const identity::MergeNote& merge : resolved.merges()) {
      out_.object("", [&] {
        write_named("entity", merge.entity);
        out_.text("reason", identity::to_text(merge.reason));
        out_.text("value", is_person(assessment_, merge.entity) ? words_.text("name.not_shown") : merge.value);
        write_record("first", merge.first);
        write_record("second", merge.second);
      });
    }
  });
  out_.array("blocked_merges", [&] {
    for (const identity::BlockedMerge& blocked : resolved.blocked()) {
      const bool hidden = is_person(assessment_, blocked.first);
      out_.object("", [&] {
        write_named("first", blocked.first);
        write_named("second", blocked.second);
        out_.text("name", hidden ? words_.text("name.not_shown") : blocked.name);
        out_.text("identifiers", hidden ? words_.text("name.not_shown") : blocked.identifiers);
      });
    }
  });
  out_.array("cycles", [&] {
    for (const auto& cycle : assessment_.graph->cycles()) {
      out_.array("", [&] {
        for (const NodeId node : cycle) write_named("", assessment_.graph->entity_of(node));
      });
    }
  });
}

void JsonParts::write_rejections() {
  const model::Dataset& dataset = assessment_.graph->resolved().dataset();
  const auto sentence = [&](const Diagnostic& diagnostic) {
    return options_.messages == nullptr ? diagnostic.code : options_.messages->sentence(diagnostic, words_.language());
  };
  out_.array("rejected", [&] {
    for (const model::Rejection& rejection : dataset.rejections()) {
      out_.object("", [&] {
        out_.text("file", dataset.sources()[index(rejection.source)].path);
        out_.text("place", rejection.place);
        out_.text("code", rejection.reason.code);
        out_.text("reason", sentence(rejection.reason));
      });
    }
  });
  out_.array("diagnostics", [&] {
    for (const Diagnostic& diagnostic : options_.diagnostics) {
      constexpr std::string_view severities[] = {"note", "warning", "error"};
      out_.object("", [&] {
        out_.text("code", diagnostic.code);
        out_.text("severity", severities[static_cast<std::size_t>(diagnostic.severity)]);
        out_.text("place", place_text(diagnostic.where, words_.language()));
        out_.text("message", sentence(diagnostic));
      });
    }
  });
}

}  // namespace kede::reports
