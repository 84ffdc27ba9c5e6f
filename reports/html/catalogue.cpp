#include "reports/html/catalogue.hpp"

#include <algorithm>

#include "engine/assess/value_words.hpp"
#include "engine/base/resources.hpp"
#include "engine/base/text.hpp"
#include "engine/lang/builtins.hpp"
#include "reports/bid_lines.hpp"
#include "reports/html/content_hash.hpp"
#include "reports/html/view.hpp"
#include "reports/rule_sheet.hpp"

namespace kede::reports {
namespace {

std::vector<View> condition_views(const std::vector<SheetCondition>& conditions) {
  std::vector<View> views;
  for (const SheetCondition& line : conditions)
    views.push_back(
        View().text("depth", std::to_string(std::min(line.depth, 6))).text("condition", line.text).text("expression", line.expression));
  return views;
}

std::vector<View> text_views(const std::vector<std::string>& texts) {
  std::vector<View> views;
  for (const std::string& text : texts) views.push_back(View().text("text", text));
  return views;
}

// "(PRC-01 or PRC-05) and (SUB-02 or LAB-03)"
std::string members_text(const Words& words, const lang::Pattern::Member& member, bool inside = false) {
  if (!member.rule.empty()) return member.rule;
  std::vector<std::string> parts;
  for (const lang::Pattern::Member& part : member.members) parts.push_back(members_text(words, part, true));
  const std::string text = join(parts, " " + words.text(member.all ? "catalogue.and" : "catalogue.or") + " ");
  return inside && parts.size() > 1 ? "(" + text + ")" : text;
}

class CatalogueWriter {
 public:
  CatalogueWriter(const lang::LoadedRules& rules, const model::Vocabulary& vocabulary, Language language)
      : rules_(rules),
        pack_(rules.pack),
        vocabulary_(vocabulary),
        language_(language),
        words_(Words::built_in(language)),
        templates_(words_) {}

  Result<std::string> write() {
    const std::string style = Templates::raw("style.css");
    View view;
    view.text("lang", std::string(to_text(language_))).text("style", style).text("style_hash", content_hash(style));
    view.text("version", words_.text("catalogue.version", {{"pack", pack_.id + " " + pack_.version},
                                                           {"engine", std::string(engine_version())},
                                                           {"vocabulary", vocabulary_.version()},
                                                           {"rules", std::to_string(pack_.rules.size())},
                                                           {"requirements", std::to_string(pack_.catalogue.requirements.size())}}));
    view.list("dimensions", dimension_views()).list("patterns", pattern_views()).list("phases", phase_views());
    view.text("notes", pack_.catalogue.notes.in(language_)).list("lists", list_views()).list("functions", function_views());
    view.list("kinds", kind_views()).list("codes", code_views());
    std::string page = templates_.fill("catalogue", std::move(view));
    if (templates_.fault()) return *templates_.fault();
    return page;
  }

 private:
  std::string in(const model::LocalText& text) const { return text.in(language_); }
  std::string date(const std::optional<Date>& day) const { return day ? assess::date_text(*day, language_) : "–"; }

  std::vector<View> dimension_views() const {
    std::vector<View> views;
    for (const lang::Dimension& dimension : pack_.dimensions) {
      std::vector<View> rules;
      for (const lang::Rule& rule : pack_.rules) {
        if (rule.dimension == dimension.id) rules.push_back(rule_view(rule));
      }
      if (!rules.empty()) views.push_back(View().text("label", in(dimension.label)).list("rules", std::move(rules)));
    }
    return views;
  }

  View rule_view(const lang::Rule& rule) const {
    const RuleSheet sheet = rule_sheet(pack_, vocabulary_, rule, words_);
    std::vector<View> facts;
    for (const auto& [label, text] : sheet.facts) facts.push_back(View().text("label", label).text("text", text));
    std::vector<View> trees;
    for (const SheetConditions& tree : sheet.conditions)
      trees.push_back(View().text("tree_title", tree.title).list("conditions", condition_views(tree.conditions)));
    std::vector<View> requirements;
    for (const SheetRequirement& item : sheet.requirements)
      requirements.push_back(View().text("id", item.id).text("phase", item.phase).text("text", item.text));
    View view;
    view.text("id", sheet.id)
        .text("title", sheet.title)
        .text("why", sheet.why)
        .list("facts", std::move(facts))
        .list("trees", std::move(trees));
    view.flag("has_ilo", !sheet.ilo.empty()).list("ilo", text_views(sheet.ilo)).list("sources", text_views(sheet.sources));
    return view.flag("has_requirements", !requirements.empty()).list("requirements", std::move(requirements));
  }

  std::vector<View> pattern_views() const {
    std::vector<View> views;
    for (const lang::Pattern& pattern : pack_.patterns) {
      View view;
      view.text("id", pattern.id).text("title", in(pattern.title)).text("reading", in(pattern.reading));
      views.push_back(view.text("members", members_text(words_, pattern.members)));
    }
    return views;
  }

  std::vector<View> phase_views() const {
    std::vector<View> views;
    for (const lang::RequirementPhase& phase : pack_.catalogue.phases) {
      std::vector<View> items;
      for (const lang::Requirement& item : pack_.catalogue.requirements) {
        if (item.phase == phase.id) items.push_back(requirement_view(item));
      }
      if (!items.empty()) views.push_back(View().text("label", in(phase.label)).list("requirements", std::move(items)));
    }
    return views;
  }

  View requirement_view(const lang::Requirement& item) const {
    std::vector<View> rules;
    for (const lang::Rule& rule : pack_.rules) {
      if (std::find(rule.requirements.begin(), rule.requirements.end(), item.id) != rule.requirements.end())
        rules.push_back(View().text("id", rule.id).text("title", in(rule.title)));
    }
    View view;
    view.text("id", item.id).text("text", in(item.text)).text("legal_basis", in(item.legal_basis)).text("proof", in(item.evidence));
    view.text("proportionality", in(item.proportionality)).flag("always", !item.proportionate_when.has_value());
    view.list("conditions",
              item.proportionate_when ? condition_views(sheet_conditions(*item.proportionate_when, language_)) : std::vector<View>{});
    return view.flag("has_rules", !rules.empty()).list("rules", std::move(rules));
  }

  std::vector<View> list_views() const {
    std::vector<View> views;
    for (const lang::Table& table : rules_.tables.all()) {
      const lang::TableDescription& list = table.description();
      std::vector<View> columns;
      for (const lang::TableColumn& column : list.columns) {
        View view;
        view.text("name", column.name).text("label", in(column.label));
        const bool own = column.as_of || column.stale_after_months > 0;
        columns.push_back(view.text("stale", own ? date(table.stale_from(static_cast<std::size_t>(&column - list.columns.data()))) : ""));
      }
      View view;
      view.text("id", list.name).text("title", in(list.title)).text("edition", list.edition).text("as_of", date(list.as_of));
      view.text("read", date(list.date_read)).text("stale", date(table.stale_from())).text("rows", std::to_string(table.row_count()));
      view.flag("complete", list.complete)
          .text("source", list.source)
          .text("licence", list.licence)
          .text("licence_note", in(list.licence_note));
      views.push_back(view.text("note", in(list.note)).text("hash", list.sha256).list("columns", std::move(columns)));
    }
    return views;
  }

  std::vector<View> function_views() const {
    std::vector<View> views;
    for (const lang::Builtin& builtin : lang::builtins()) {
      if (!lang::available(builtin, lang::Mode::author)) continue;
      const std::string_view doc = language_ == Language::lv ? builtin.doc_lv : builtin.doc_en;
      views.push_back(View().text("signature", std::string(builtin.signature)).text("doc", std::string(doc)));
    }
    return views;
  }

  std::vector<View> kind_views() const {
    std::vector<View> views;
    for (const model::Kind& kind : vocabulary_.kinds()) {
      std::vector<View> fields;
      for (const model::FieldId id : kind.fields) {
        const model::Field& field = vocabulary_.field(id);
        View view;
        view.text("name", field.name).text("type", model::type_text(vocabulary_, field.type)).text("label", in(field.label));
        fields.push_back(view.text("meaning", in(field.meaning)).flag("derived", field.derived.has_value()));
      }
      View view;
      view.text("id", kind.name).text("label", in(kind.label)).text("variable", kind.variable).text("meaning", in(kind.meaning));
      views.push_back(view.list("fields", std::move(fields)));
    }
    return views;
  }

  std::vector<View> code_views() const {
    std::vector<View> views;
    for (const model::CodeList& list : vocabulary_.code_lists()) {
      std::vector<std::string> values;
      for (const auto& [code, label] : list.values) values.push_back(code + " (" + label.in(language_) + ")");
      views.push_back(View().text("id", list.name).text("label", in(list.label)).text("values", join(values, ", ")));
    }
    return views;
  }

  const lang::LoadedRules& rules_;
  const lang::RulePack& pack_;
  const model::Vocabulary& vocabulary_;
  Language language_;
  Words words_;
  Templates templates_;
};

}  // namespace

Result<std::vector<OutputFile>> catalogue_pages(const lang::LoadedRules& rules, const model::Vocabulary& vocabulary) {
  std::vector<OutputFile> files;
  const std::string style = Templates::raw("style.css");
  const Words words = Words::built_in(Language::en);
  Templates templates(words);
  View view;
  view.text("style", style).text("style_hash", content_hash(style)).text("title_lv", Words::built_in(Language::lv).text("catalogue.title"));
  files.push_back({"index.html", templates.fill("catalogue_index", std::move(view))});
  if (templates.fault()) return *templates.fault();
  for (const Language language : {Language::en, Language::lv}) {
    auto page = CatalogueWriter(rules, vocabulary, language).write();
    if (!page) return std::move(page).diagnostics();
    files.push_back({std::string(to_text(language)) + ".html", std::move(page).value()});
  }
  return files;
}

}  // namespace kede::reports
