#include "importers/workbook/template_example.hpp"

#include "engine/base/text.hpp"

namespace kede::importers::workbook {
namespace {

constexpr ExampleRow kRows[] = {
    {"tenders",
     "tender_id=PN-2026-01\ntitle=Skolu telpu uzkopšana Piemēra novadā\nbuyer_id=ORG-1\ncpv_main=90910000\n"
     "cpv_other=90911200|90919300\nmain_category=services\nprocurement_method=open\nestimated_value=200000\ncurrency=EUR\n"
     "date_published=2026-02-02\nsubmission_deadline=2026-03-04\nplace_nuts=LV009\nplace_country=LV\nonsite=yes\nstatus=active\n"
     "award_basis=mixed\nnumber_of_tenderers=2\nsubcontracting_allowed=yes\nsubcontract_rules=Ne vairāk kā divi līmeņi\n"
     "social_clause=yes\nstaffing_hours_fixed=no\nhours_specified=24000\nduration_months=24\nlabour_share=75\n"
     "isolation_flags=night_only\nlots_complete=yes\nbids_complete=yes\nsource_url=https://www.example.org/iepirkumi/PN-2026-01\n"},
    {"lots",
     "tender_id=PN-2026-01\nlot_id=1\ntitle=Vidusskolas\ncpv=90919300\nvalue=200000\ncurrency=EUR\nplace_country=LV\n"
     "start_date=2026-06-01\nend_date=2028-05-31\n"},
    {"organisations",
     "org_id=ORG-1\nname=Piemēra novada pašvaldība\ncountry=LV\nreg_number=90000999000\nreg_scheme=LV-RE\ncity=Piemēri\n"
     "is_public_body=yes\nroles=buyer\n"},
    {"organisations",
     "org_id=ORG-2\nname=SIA \"Piemērs Tīrība\"\ncountry=LV\nreg_number=40203999006\nreg_scheme=LV-RE\nvat_number=LV40203999006\n"
     "legal_form=SIA\nlegal_form_class=company\naddress=Parauga iela 1\ncity=Rīga\npostal_code=LV-1010\nsize=medium\nemployees=85\n"
     "employees_date=2026-01-31\nnace=81.21|81.22\nfounded=2012-05-14\nis_labour_provider=no\nowners_complete=yes\n"},
    {"organisations",
     "org_id=ORG-3\nname=SIA \"Piemērs Spodrība\"\ncountry=LV\nreg_number=40203999010\nreg_scheme=LV-RE\nsize=small\nemployees=31\n"},
    {"organisations", "org_id=ORG-4\nname=AS \"Piemērs Serviss\"\ncountry=LV\nreg_number=40203999025\nreg_scheme=LV-RE\nsize=large\n"},
    {"organisations",
     "org_id=ORG-5\nname=SIA \"Piemērs Nakts\"\ncountry=LV\nreg_number=40203999044\nreg_scheme=LV-RE\nemployees=6\n"
     "employees_date=2026-01-31\nfounded=2025-09-01\nis_labour_provider=unknown\nsuppliers_complete=unknown\n"},
    {"organisations",
     "org_id=ORG-6\nname=SIA \"Piemērs Darbaspēks\"\ncountry=LV\nreg_number=40203999059\nreg_scheme=LV-RE\nis_labour_provider=yes\n"
     "licence_employment_agency=valid\nlicence_number=P-00/2025\nsuppliers_complete=yes\n"},
    {"organisations", "org_id=ORG-7\nname=Example Recruitment Ltd\ncountry=GE\nroles=recruiter\n"},
    {"organisations", "org_id=ORG-8\nname=SIA \"Piemērs Ķīmija\"\ncountry=LV\nreg_number=40203999063\nreg_scheme=LV-RE\n"},
    {"bids",
     "bid_id=P1\ntender_id=PN-2026-01\nlot_id=1\norg_id=ORG-2\namount=168000\ncurrency=EUR\namount_includes_vat=no\n"
     "submitted_on=2026-03-03\nrank=1\nstatus=winner\nlabour_cost_share=71.5\nlabour_hours=23500\nworkers_planned=22\n"
     "subcontract_share=30\nsubcontractors_complete=yes\n"},
    {"bids",
     "bid_id=P2\ntender_id=PN-2026-01\nlot_id=1\norg_id=ORG-3\nis_lead=yes\namount=196500.50\ncurrency=EUR\namount_includes_vat=no\n"
     "submitted_on=2026-03-04\nrank=2\nstatus=valid\n"},
    {"bids", "bid_id=P2\ntender_id=PN-2026-01\nlot_id=1\norg_id=ORG-4\nis_lead=no\n"},
    {"awards",
     "award_id=L1\ntender_id=PN-2026-01\nlot_id=1\nbid_id=P1\norg_id=ORG-2\namount=168000\ncurrency=EUR\naward_date=2026-04-15\n"
     "contract_id=LIG-2026/17\ndate_signed=2026-05-04\ncontract_start=2026-06-01\ncontract_end=2028-05-31\nstatus=active\n"
     "has_subcontracting=yes\n"},
    {"subcontracts",
     "subcontract_id=A1\ntender_id=PN-2026-01\nlot_id=1\nbid_id=P1\nparent_org_id=ORG-2\nchild_org_id=ORG-5\ntier=1\n"
     "kind=subcontract\nwork_description=Uzkopšana naktīs\ncpv=90910000\nshare_percent=30\namount=50400\ncurrency=EUR\n"
     "start_date=2026-06-01\nend_date=2028-05-31\nplace_country=LV\nsite=V1\nworkers_on_site=9\ndeclared_by=tenderer\n"
     "declared_on=2026-03-03\nstage=offer\napproved=yes\n"},
    {"subcontracts",
     "subcontract_id=A2\ntender_id=PN-2026-01\nlot_id=1\nbid_id=P1\nparent_org_id=ORG-5\nchild_org_id=ORG-6\nkind=labour_supply\n"
     "work_description=Uzkopēju nodrošināšana\nshare_percent=18\namount=30240\ncurrency=EUR\nplace_country=LV\nworkers_on_site=8\n"
     "declared_by=tenderer\nstage=offer\npay_model=hourly\nrecruitment_fees_paid_by=unknown\n"},
    {"subcontracts",
     "subcontract_id=A3\ntender_id=PN-2026-01\nlot_id=1\nbid_id=P1\nparent_org_id=ORG-6\nchild_org_id=ORG-7\ntier=3\n"
     "kind=recruitment\nshare_percent=unknown\ndeclared_by=contractor\nstage=offer\n"},
    {"subcontracts",
     "subcontract_id=A4\ntender_id=PN-2026-01\nlot_id=1\nbid_id=P2\nparent_org_id=ORG-3\nchild_org_id=ORG-8\ntier=1\n"
     "kind=material_supply\nshare_percent=8.5\ndeclared_by=tenderer\nstage=offer\n"},
    {"owners",
     "org_id=ORG-2\nowner_type=person\nowner_name=Zane Paraudziņa\nshare_percent_min=60\nshare_percent_max=60\n"
     "role=beneficial_owner\nstart_date=2012-05-14\nsource=Uzņēmumu reģistrs\n"},
    {"owners",
     "org_id=ORG-2\nowner_type=organisation\nowner_name=AS \"Piemērs Serviss\"\nowner_org_id=ORG-4\ncountry=LV\n"
     "share_percent_min=40\nshare_percent_max=40\nrole=shareholder\nsource=Uzņēmumu reģistrs\n"},
    {"owners", "org_id=ORG-5\nowner_type=unknown\nowner_name=unknown\nrole=beneficial_owner\n"},
    {"workforce",
     "org_id=ORG-6\ntender_id=PN-2026-01\ncontract_id=LIG-2026/17\nperiod=2026-06-30\nworkers_total=8\nworkers_recruited_abroad=6\n"
     "permit_issuer_country=LV\npermits_12m=6\nrecruitment_countries=GE|MD\nrecruitment_channel=agency_abroad\n"
     "recruitment_fees_paid_by=unknown\naccommodation_by_employer=yes\naccommodation_deduction_month=120\ncurrency=EUR\n"
     "passports_kept_by=worker\nwage_month_gross_median=870\npay_method=bank\nhours_week=40\ncontract_language_ok=unknown\n"
     "grievance_channel=no\n"},
    {"register_facts",
     "org_id=ORG-5\nas_on=2026-03-10\ncurrency=EUR\nemployees_twelve_months_ago=0\nturnover_last_year=9500\ntax_debt=0\n"
     "address_company_count=14\noffice_type=virtual\nbeneficial_owner_declared=no\n"},
    {"due_diligence",
     "org_id=ORG-6\nas_on=2026-03-20\ncode_of_conduct_request=provided\nemployer_pays_request=not_provided\n"
     "contract_languages=lv|en|ka\ncontract_clauses=none\ncontract_clauses_complete=yes\nprivate_interviews_allowed=yes\n"},
    {"sites",
     "site_id=V1\norg_id=ORG-1\ntender_id=PN-2026-01\nkind=workplace\nname=Piemēru vidusskola\naddress=Skolas iela 2\ncity=Piemēri\n"
     "country=LV\n"},
    {"sites",
     "site_id=V2\norg_id=ORG-6\nkind=accommodation\naddress=Dzirnavu iela 3\ncity=Piemēri\ncountry=LV\npersons=8\nrooms=3\n"
     "floor_area=64.5\nat_workplace=no\nhostel_licence=unknown\n"},
    {"goods",
     "tender_id=PN-2026-01\nlot_id=1\nbid_id=P2\nitem_id=1\ndescription=Gumijas cimdi\ncpv=18424300\nhs_code=401519\nquantity=6000\n"
     "unit=pāri\nunit_price=0.38\ncurrency=EUR\nsupplier_org_id=ORG-8\nmanufacturer_org_id=unknown\ncountry_of_origin=MY\n"
     "origin_request=provided\ncertificate_number=unknown\n"},
    {"answers", "org_id=ORG-2\ntender_id=PN-2026-01\nquestionnaire=pašnovērtējums 1\nquestion_id=1\nanswer=yes\nanswered_on=2026-03-12\n"},
    {"answers",
     "org_id=ORG-2\ntender_id=PN-2026-01\nquestionnaire=pašnovērtējums 1\nquestion_id=2\nanswer=unknown\nanswered_on=2026-03-12\n"},
    {"checks",
     "org_id=ORG-2\nlist=sanctions\nlist_name=ES konsolidētais saraksts\nchecked_on=2026-03-16\nresult=clear\nlist_date=2026-03-15\n"},
    {"checks", "org_id=ORG-5\nlist=labour_penalties\nchecked_on=2026-03-16\nresult=match\nreference=izziņa 12-3/45\n"},
    {"events",
     "event_id=N1\norg_id=ORG-5\ntype=labour_penalty\ndate=2025-12-08\nreference=lēmums 9-1/88\nconcerned_party=organisation\n"
     "final=yes\npenalty_type=no_contract\npenalty_amount=1400\ncurrency=EUR\nworkers_concerned=2\n"},
};

}  // namespace

std::span<const ExampleRow> example_rows() { return kRows; }

std::vector<std::pair<std::string_view, std::string_view>> cells_of(const ExampleRow& row) {
  std::vector<std::pair<std::string_view, std::string_view>> cells;
  for (const std::string_view line : split(row.cells, '\n')) {
    const std::size_t equals = line.find('=');
    if (equals != std::string_view::npos) cells.emplace_back(line.substr(0, equals), line.substr(equals + 1));
  }
  return cells;
}

}  // namespace kede::importers::workbook
