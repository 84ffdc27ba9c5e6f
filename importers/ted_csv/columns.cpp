#include "importers/ted_csv/columns.hpp"

#include <utility>

namespace kede::importers::ted_csv {

Columns::Columns(const CsvRows& rows)
    : notice(rows.column({"ID_NOTICE_CAN"})),
      url(rows.column({"TED_NOTICE_URL"})),
      dispatched(rows.column({"DT_DISPATCH"})),
      cancelled(rows.column({"CANCELLED"})),
      buyer_name(rows.column({"CAE_NAME"})),
      buyer_id(rows.column({"CAE_NATIONALID"})),
      buyer_address(rows.column({"CAE_ADDRESS"})),
      buyer_town(rows.column({"CAE_TOWN"})),
      buyer_postal_code(rows.column({"CAE_POSTAL_CODE"})),
      buyer_country(rows.column({"ISO_COUNTRY_CODE"})),
      buyer_type(rows.column({"CAE_TYPE"})),
      contract_type(rows.column({"TYPE_OF_CONTRACT"})),
      nuts(rows.column({"TAL_LOCATION_NUTS"})),
      framework(rows.column({"B_FRA_AGREEMENT"})),
      cpv(rows.column({"CPV"})),
      additional_cpvs(rows.column({"ADDITIONAL_CPVS"})),
      value(rows.column({"VALUE_EURO"})),
      value_final(rows.column({"VALUE_EURO_FIN_1"})),
      procedure(rows.column({"TOP_TYPE"})),
      criteria(rows.column({"CRIT_CODE"})),
      award(rows.column({"ID_AWARD"})),
      lot(rows.column({"ID_LOT_AWARDED"})),
      not_awarded(rows.column({"INFO_ON_NON_AWARD"})),
      unpublished(rows.column({"INFO_UNPUBLISHED"})),
      group(rows.column({"B_AWARDED_TO_A_GROUP"})),
      winner_name(rows.column({"WIN_NAME"})),
      winner_id(rows.column({"WIN_NATIONALID"})),
      winner_address(rows.column({"WIN_ADDRESS"})),
      winner_town(rows.column({"WIN_TOWN"})),
      winner_postal_code(rows.column({"WIN_POSTAL_CODE"})),
      winner_country(rows.column({"WIN_COUNTRY_CODE"})),
      winner_sme(rows.column({"B_CONTRACTOR_SME"})),
      contract_number(rows.column({"CONTRACT_NUMBER"})),
      title(rows.column({"TITLE"})),
      offers(rows.column({"NUMBER_OFFERS"})),
      estimate(rows.column({"AWARD_EST_VALUE_EURO"})),
      award_value(rows.column({"AWARD_VALUE_EURO"})),
      award_value_final(rows.column({"AWARD_VALUE_EURO_FIN_1"})),
      subcontracted(rows.column({"B_SUBCONTRACTED"})),
      awarded_on(rows.column({"DT_AWARD"})) {}

std::string Columns::missing() const {
  std::string out;
  for (const auto& [column, name] :
       {std::pair(award, "ID_AWARD"), std::pair(buyer_name, "CAE_NAME"), std::pair(buyer_country, "ISO_COUNTRY_CODE"),
        std::pair(winner_name, "WIN_NAME"), std::pair(winner_id, "WIN_NATIONALID"), std::pair(winner_country, "WIN_COUNTRY_CODE"),
        std::pair(offers, "NUMBER_OFFERS"), std::pair(award_value, "AWARD_VALUE_EURO"), std::pair(subcontracted, "B_SUBCONTRACTED")}) {
    if (!column) out += (out.empty() ? "" : ", ") + std::string(name);
  }
  return out;
}

}  // namespace kede::importers::ted_csv
