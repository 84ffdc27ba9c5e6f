// The links of the sheet of subcontracts, seen as chains: what stands above each link, and its tier.
// Made from a Book; used by the validations and by the writer of records.
// Refers to the Book, which must outlive it. Const once made.
// Law: links of different procurements, lots or bids never form one chain; a cell left empty does not divide them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "importers/workbook/book.hpp"

namespace kede::importers::workbook {

struct Link {
  RowAt at;
  std::string tender;
  std::string lot;
  std::string bid;
  std::string stage;  // stated; else of the contract when an award or contract is named, of the offer when only a bid is
  std::string parent;
  std::string child;
  std::optional<std::int64_t> stated_tier;
  std::optional<double> share;
  std::optional<Money> amount;
  int tier = 0;                    // computed; 0 in a closed loop
  std::vector<std::size_t> above;  // links through which the parent itself was engaged
};

class Chains {
 public:
  explicit Chains(const Book& book);

  const std::vector<Link>& links() const { return links_; }
  // Links whose parent is the child of this one.
  std::vector<std::size_t> below(std::size_t link) const;
  // Bids of a procurement (and lot, when stated) in which the organisation takes part.
  std::vector<std::string> bids_of(const std::string& tender, const std::string& lot, const std::string& organisation) const;
  // The bid to which a link belongs: stated, or that of the top of its chain; empty when it cannot be told.
  std::string bid_of(std::size_t link) const;
  // The computed tier of a row of the sheet, when it could be told.
  std::optional<int> tier_of(const BookRow& row) const;

 private:
  struct Participation {
    std::string lot;
    std::string bid;
  };
  using Key = std::pair<std::string, std::string>;  // procurement, organisation

  void read_bids(const Book& book);
  void read_links(const Book& book);
  void connect(const Book& book);
  void compute_tiers();

  std::vector<Link> links_;
  std::map<Key, std::vector<std::size_t>> by_child_;
  std::map<Key, std::vector<std::size_t>> by_parent_;
  std::map<Key, std::vector<Participation>> bids_;
  std::map<const BookRow*, std::size_t> by_row_;
};

// Whether two links may belong to one chain.
bool compatible(const Link& a, const Link& b);

}  // namespace kede::importers::workbook
