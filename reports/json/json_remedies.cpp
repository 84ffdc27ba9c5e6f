#include "reports/bid_lines.hpp"
#include "reports/json/json_parts.hpp"
#include "reports/names.hpp"

namespace kede::reports {

using assess::Remedy;
using assess::RemedyFlag;

// Of very many bids only those of the strongest procurements, which the HTML report shows too.
std::vector<assess::RemedyPlace> JsonParts::remedy_places() const {
  if (!listing_.is_brief()) return assess::all_places(assessment_);
  std::vector<assess::RemedyPlace> out;
  for (const std::size_t contract : contracts_shown(assessment_, kContractsRemedied)) {
    for (assess::RemedyPlace& place : assess::places_of(assessment_, assessment_.contracts[contract])) out.push_back(std::move(place));
  }
  return out;
}

void JsonParts::write_remedies() {
  out_.array("remedies", [&] {
    for (assess::RemedyPlace& place : remedy_places()) {
      const Remedy remedy = assess::remedy_for(assessment_, std::move(place));
      if (!remedy.flags.empty()) out_.object("", [&] { write_remedy(remedy); });
    }
  });
}

void JsonParts::write_remedy(const Remedy& remedy) {
  const lang::RequirementCatalogue& catalogue = assessment_.rules->catalogue;
  write_optional("contract", remedy.place.contract);
  write_optional("lot", remedy.place.lot);
  out_.array("bids", [&] {
    for (const std::size_t b : remedy.place.bids) out_.text("", bid_key(assessment_, assessment_.bids[b]));
  });
  out_.array("flags", [&] {
    for (const RemedyFlag& flag : remedy.flags) out_.object("", [&] { write_remedy_flag(flag); });
  });
  out_.array("phases", [&] {
    for (const assess::PhaseRemedy& phase : remedy.phases) {
      out_.object("", [&] {
        out_.text("phase", catalogue.phases[phase.phase].id);
        out_.flag("proven", phase.proven);
        out_.array("requirements", [&] {
          for (const assess::Proposal& proposal : phase.proposals) {
            const std::string& id = catalogue.requirements[proposal.requirement].id;
            called_.insert(id);
            out_.object("", [&] {
              out_.text("id", id);
              write_answers(remedy, proposal.answers);
              write_sentences("check_proportionality", proposal.to_check);
            });
          }
        });
      });
    }
  });
  out_.array("out_of_proportion", [&] {
    for (const assess::LeftOut& left : remedy.left_out) {
      const std::string& id = catalogue.requirements[left.requirement].id;
      called_.insert(id);
      out_.object("", [&] {
        out_.text("id", id);
        write_answers(remedy, left.answers);
        write_sentences("because_not", left.because);
      });
    }
  });
  out_.array("unanswered", [&] {
    for (const std::uint32_t f : remedy.unanswered) out_.text("", assessment_.rules->rules[remedy.flags[f].rule].id);
  });
}

void JsonParts::write_remedy_flag(const RemedyFlag& flag) {
  out_.text("rule", assessment_.rules->rules[flag.rule].id);
  out_.array("fired", [&] {
    for (const std::size_t verdict : flag.fired) out_.text("", verdict_key(verdict));
  });
  out_.count("open", static_cast<std::int64_t>(flag.open.size()));
}

// Rules with a flag and rules with open questions only, apart.
void JsonParts::write_answers(const Remedy& remedy, const std::vector<std::uint32_t>& answers) {
  for (const bool flags : {true, false}) {
    out_.array(flags ? "answers" : "answers_open", [&] {
      for (const std::uint32_t f : answers) {
        if (remedy.flags[f].is_flag() == flags) out_.text("", assessment_.rules->rules[remedy.flags[f].rule].id);
      }
    });
  }
}

void JsonParts::write_sentences(std::string_view name, const assess::Conditions& conditions) {
  out_.array(name, [&] {
    for (const lang::Condition* condition : conditions) {
      const std::string& say = condition->say.in(words_.language());
      out_.text("", say.empty() ? condition->expression.text() : say);
    }
  });
}

void JsonParts::write_requirements() {
  out_.array("requirements", [&] {
    for (const lang::Requirement& item : assessment_.rules->catalogue.requirements) {
      if (!called_.contains(item.id)) continue;
      out_.object("", [&] {
        out_.text("id", item.id);
        out_.text("phase", item.phase);
        out_.text("text", item.text.in(words_.language()));
        out_.text("legal_basis", item.legal_basis.in(words_.language()));
        out_.text("proportionality", item.proportionality.in(words_.language()));
        out_.text("proof", item.evidence.in(words_.language()));
      });
    }
  });
}

}  // namespace kede::reports
