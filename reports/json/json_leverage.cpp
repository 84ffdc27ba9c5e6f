#include "reports/json/json_parts.hpp"
#include "reports/labels.hpp"
#include "reports/leverage.hpp"
#include "reports/names.hpp"

namespace kede::reports {

using assess::BidResult;

// Of so many bids that not all questions are listed the rest of this is left out too: it takes another look at every flag and chain.
void JsonParts::write_choke_points(const BidResult& bid) {
  out_.array("choke_points", [&] {
    if (listing_.is_brief()) return;
    for (const assess::ChokePoint& point : choke_points_told(assessment_, bid)) {
      out_.object("", [&] {
        write_named("node", assessment_.graph->entity_of(point.node));
        out_.number("points", point.points);
        out_.number("possible_points", point.possible_points);
        out_.number("share", point.share);
        out_.number("possible_share", point.possible_share);
        out_.array("verdicts", [&] {
          for (const std::size_t i : point.flags) out_.text("", verdict_key(bid.contributions[i].verdict));
        });
        out_.array("requirements", [&] {
          for (const std::string& id : point.requirements) out_.text("", id);
        });
      });
    }
  });
}

void JsonParts::write_missing_facts(const BidResult& bid) {
  const model::Vocabulary& vocabulary = assessment_.graph->resolved().vocabulary();
  out_.array("missing_facts", [&] {
    if (listing_.is_brief()) return;
    for (const assess::OpenFact& fact : assess::open_facts(assessment_, bid.questions)) {
      out_.object("", [&] {
        write_named("entity", fact.entity);
        out_.text("field", vocabulary.field(fact.field).name);
        out_.text("label", fact_name(assessment_, words_, fact));
        out_.text("reason", model::to_text(fact.reason));
        out_.number("gain", fact.gain);
        out_.array("verdicts", [&] {
          for (const std::size_t v : fact.verdicts) out_.text("", verdict_key(v));
        });
        out_.text("ask", assessment_.rule_of(assessment_.verdicts[fact.verdicts.front()]).ask.in(words_.language()));
      });
    }
  });
}

void JsonParts::write_change(std::string_view name, const assess::Change& change) {
  const model::Vocabulary& vocabulary = assessment_.graph->resolved().vocabulary();
  out_.object(name, [&] {
    out_.text("text", assess::change_text(assessment_, change, words_.language()));
    out_.array("facts", [&] {
      for (const assess::FactChange& fact : change) {
        out_.object("", [&] {
          out_.text("entity", entity_key(assessment_, fact.entity));
          out_.text("field", vocabulary.field(fact.field).name);
          out_.flag("of_register", fact.of_register);
        });
      }
    });
  });
}

void JsonParts::write_clearing(const assess::Verdict& verdict) {
  if (verdict.outcome != lang::Outcome::fires || listing_.is_brief()) return out_.null("clearing");
  const assess::Clearing clearing = assess::find_clearing(assessment_, verdict);
  out_.object("clearing", [&] {
    out_.flag("proven", clearing.proven);
    out_.array("smallest", [&] {
      for (const assess::Change& change : clearing.smallest) write_change("", change);
    });
    clearing.not_applicable ? write_change("not_applicable", *clearing.not_applicable) : out_.null("not_applicable");
  });
}

}  // namespace kede::reports
