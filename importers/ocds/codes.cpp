#include "importers/ocds/codes.hpp"

namespace kede::importers::ocds {

std::optional<std::string> contract_status(std::string_view written) {
  static constexpr CodeWord table[] = {{"planning", "planning"},   {"planned", "planned"},    {"active", "active"},
                                       {"cancelled", "cancelled"}, {"canceled", "cancelled"}, {"unsuccessful", "unsuccessful"},
                                       {"complete", "complete"},   {"withdrawn", "withdrawn"}};
  return look_up(table, written);
}

std::optional<std::string> bid_status(std::string_view written) {
  static constexpr CodeWord table[] = {
      {"invited", "invited"}, {"pending", "pending"}, {"valid", "valid"}, {"disqualified", "disqualified"}, {"withdrawn", "withdrawn"}};
  return look_up(table, written);
}

std::optional<std::string> award_status(std::string_view written) {
  static constexpr CodeWord table[] = {{"pending", "pending"},     {"active", "active"},      {"complete", "complete"},
                                       {"cancelled", "cancelled"}, {"canceled", "cancelled"}, {"unsuccessful", "unsuccessful"}};
  return look_up(table, written);
}

std::optional<std::string> status_of_contract(std::string_view written) {
  static constexpr CodeWord table[] = {
      {"pending", "pending"}, {"active", "active"}, {"cancelled", "cancelled"}, {"canceled", "cancelled"}, {"terminated", "complete"}};
  return look_up(table, written);
}

std::optional<std::string> procurement_method(std::string_view written) {
  static constexpr CodeWord table[] = {{"open", "open"}, {"selective", "selective"}, {"limited", "limited"}, {"direct", "direct"}};
  return look_up(table, written);
}

std::optional<std::string> main_category(std::string_view written) {
  static constexpr CodeWord table[] = {
      {"goods", "goods"}, {"works", "works"}, {"services", "services"}, {"consultingservices", "services"}};
  return look_up(table, written);
}

std::optional<std::string> award_basis(std::string_view written) {
  static constexpr CodeWord table[] = {{"priceonly", "price_only"},
                                       {"lowestcost", "price_only"},
                                       {"ratedcriteria", "mixed"},
                                       {"bestproposal", "mixed"},
                                       {"bestvaluetogovernment", "mixed"}};
  return look_up(table, written);
}

std::optional<std::string> organisation_size(std::string_view written) {
  static constexpr CodeWord table[] = {{"micro", "micro"}, {"small", "small"}, {"medium", "medium"},
                                       {"sme", "sme"},     {"large", "large"}, {"selfemployed", "self_employed"}};
  return look_up(table, written);
}

std::optional<std::string> organisation_role(std::string_view written) {
  static constexpr CodeWord table[] = {{"buyer", "buyer"},
                                       {"leadbuyer", "lead_buyer"},
                                       {"procuringentity", "procuring_entity"},
                                       {"supplier", "supplier"},
                                       {"tenderer", "tenderer"},
                                       {"leadtenderer", "lead_tenderer"},
                                       {"subcontractor", "subcontractor"},
                                       {"maincontractor", "prime"},
                                       {"funder", "funder"},
                                       {"enquirer", "enquirer"},
                                       {"payer", "payer"},
                                       {"payee", "payee"},
                                       {"reviewbody", "review_body"},
                                       {"interestedparty", "interested_party"},
                                       {"manufacturer", "manufacturer"}};
  if (bare_word(written).empty()) return std::nullopt;
  const auto found = look_up(table, written);
  return found ? found : "other";
}

}  // namespace kede::importers::ocds
