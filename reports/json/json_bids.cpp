#include "reports/bid_lines.hpp"
#include "reports/json/json_parts.hpp"
#include "reports/labels.hpp"
#include "reports/names.hpp"

namespace kede::reports {

using assess::BidResult;

void JsonParts::write_contracts() {
  out_.array("contracts", [&] {
    for (const assess::ContractResult& contract : assessment_.contracts) {
      out_.object("", [&] {
        out_.text("id", entity_key(assessment_, contract.contract));
        out_.text("title", entity_name(assessment_, words_, contract.contract));
        out_.text("buyer", fact_text(assessment_, words_, contract.contract, "buyer"));
        out_.array("context", [&] {
          for (const std::size_t v : shared_context(assessment_, contract)) {
            if (listing_.lists_context(v)) out_.text("", verdict_key(v));
          }
        });
        out_.array("bids", [&] {
          for (const std::size_t b : contract.bids) out_.text("", bid_key(assessment_, assessment_.bids[b]));
        });
      });
    }
  });
}

void JsonParts::write_bids() {
  out_.array("bids", [&] {
    for (const BidResult& bid : assessment_.bids) out_.object("", [&] { write_bid(bid); });
  });
}

void JsonParts::write_bid(const BidResult& bid) {
  out_.text("id", bid_key(assessment_, bid));
  out_.flag("is_award", bid.is_award);
  write_optional("contract", bid.contract);
  write_optional("lot", bid.lot);
  write_optional("bidder", bid.bidder ? std::optional(assessment_.graph->entity_of(*bid.bidder)) : std::nullopt);
  out_.count("rank", bid.rank);
  out_.object("score", [&] { write_score(bid.score); });
  write_contributions(bid);
  write_chains(bid);
  out_.count("open_questions", static_cast<std::int64_t>(bid.questions.size()));
  write_questions(bid);
  write_missing_facts(bid);
  write_choke_points(bid);
  out_.array("context", [&] {
    for (const std::size_t v : bid.context) {
      if (listing_.lists_context(v)) out_.text("", verdict_key(v));
    }
  });
}

void JsonParts::write_score(const assess::Score& score) {
  out_.number("points", score.points);
  out_.number("possible_points", score.possible_points);
  out_.number("low", score.low());
  out_.number("high", score.high());
  out_.number("coverage", score.coverage);
  out_.text("band", assess::to_text(score.band));
  score.floor ? out_.text("floor", lang::to_text(*score.floor)) : out_.null("floor");
  out_.array("patterns", [&] {
    for (const std::string& pattern : score.patterns) out_.text("", pattern);
  });
}

void JsonParts::write_path(const BidResult& bid, const graph::Path& path) {
  out_.array("path", [&] {
    for (const EdgeId id : path) {
      const graph::Edge& edge = assessment_.graph->edge(id);
      out_.object("", [&] {
        out_.text("from", entity_key(assessment_, assessment_.graph->entity_of(edge.from)));
        out_.text("to", entity_key(assessment_, assessment_.graph->entity_of(edge.to)));
        out_.text("kind", graph::to_text(edge.kind));
        out_.text("link", edge.factor_key);
        edge.share_known ? out_.number("share", edge.share) : out_.null("share");
      });
    }
  });
  out_.text("path_text", path_words(assessment_, words_, bid, path));
}

void JsonParts::write_contributions(const BidResult& bid) {
  out_.array("contributions", [&] {
    for (const assess::Contribution& line : bid.contributions) {
      if (!listing_.lists(bid, line)) continue;
      out_.object("", [&] {
        out_.text("verdict", verdict_key(line.verdict));
        out_.text("outcome", lang::to_text(assessment_.verdicts[line.verdict].outcome));
        write_named("node", assessment_.graph->entity_of(line.node));
        write_path(bid, line.path);
        out_.number("factor", line.factor);
        out_.number("points", line.points);
        out_.number("possible_points", line.possible_points);
        out_.flag("counted", line.counted);
        out_.flag("counted_possible", line.counted_possible);
        const bool fires = assessment_.verdicts[line.verdict].outcome == lang::Outcome::fires;
        out_.text("not_counted_because", fires ? not_counted_because(assessment_, words_, bid, line) : std::string());
      });
    }
  });
}

void JsonParts::write_chains(const BidResult& bid) {
  out_.array("chains", [&] {
    for (const assess::FlaggedChain& chain : bid.chains) {
      out_.object("", [&] {
        write_named("node", assessment_.graph->entity_of(chain.node));
        write_path(bid, chain.path);
        out_.number("factor", chain.factor);
        out_.number("points", chain.points);
        out_.text("strongest", lang::to_text(chain.strongest));
        out_.count("tier_min", chain.tier_min);
        out_.count("tier_max", chain.tier_max);
        out_.array("verdicts", [&] {
          for (const std::size_t i : chain.contributions) out_.text("", verdict_key(bid.contributions[i].verdict));
        });
      });
    }
  });
}

void JsonParts::write_questions(const BidResult& bid) {
  out_.array("questions", [&] {
    for (const assess::Question& question : listing_.questions(bid)) {
      out_.object("", [&] {
        out_.text("verdict", verdict_key(question.verdict));
        write_named("node", assessment_.graph->entity_of(question.node));
        out_.number("gain", question.gain);
        out_.text("ask", assessment_.rule_of(assessment_.verdicts[question.verdict]).ask.in(words_.language()));
      });
    }
  });
}

}  // namespace kede::reports
