#include "importers/workbook/template_words.hpp"

namespace kede::importers::workbook {
namespace {

const model::LocalText& base_form(model::BaseType base) {
  static const model::LocalText whole{"a whole number", "vesels skaitlis"};
  static const model::LocalText number{"a number, for example 12.5", "skaitlis, piemēram, 12,5"};
  static const model::LocalText percent{"percent from 0 to 100, for example 40", "procenti no 0 līdz 100, piemēram, 40"};
  static const model::LocalText money{"an amount, digits only, for example 1250.00", "summa, tikai skaitlis, piemēram, 1250,00"};
  static const model::LocalText date{"a date, for example 31.03.2026", "datums, piemēram, 31.03.2026"};
  static const model::LocalText country{"two letters of the country, for example LV", "valsts divi burti, piemēram, LV"};
  static const model::LocalText cpv{"eight digits of the CPV code", "CPV koda astoņi cipari"};
  static const model::LocalText days{"a whole number of days", "vesels dienu skaits"};
  static const model::LocalText text{"text", "teksts"};
  static const model::LocalText yes_no{"yes, no or unknown", "jā, nē vai nezināms"};
  static const model::LocalText choice{"a value from the list", "vērtība no saraksta"};
  switch (base) {
    case model::BaseType::boolean: return yes_no;
    case model::BaseType::integer: return whole;
    case model::BaseType::real: return number;
    case model::BaseType::percent: return percent;
    case model::BaseType::money: return money;
    case model::BaseType::code: return choice;
    case model::BaseType::country: return country;
    case model::BaseType::cpv: return cpv;
    case model::BaseType::date: return date;
    case model::BaseType::days: return days;
    case model::BaseType::text:
    case model::BaseType::ref:
    case model::BaseType::record: return text;
  }
  return text;
}

std::string home_sheet_name(const model::Vocabulary& vocabulary, model::KindId kind, Language language) {
  for (const model::Sheet& sheet : vocabulary.sheets()) {
    if (sheet.kind == kind && !sheet.adds_to) return language == Language::lv ? sheet.name_lv : sheet.name;
  }
  return {};
}

std::vector<HelpLine> how_to_begin() {
  return {
      {HelpStyle::title, {"How to fill in this workbook", "Kā aizpildīt šo darbgrāmatu"}},
      {HelpStyle::text,
       {"The workbook holds what is known about one or several procurements: who bids, who engages whom, who owns whom, and on what terms "
        "people work. Fill in what you have; nothing "
        "has to be complete.",
        "Darbgrāmatā ieraksta to, kas zināms par vienu vai vairākiem iepirkumiem: kas iesniedz piedāvājumus, kas ko piesaista, kam kas "
        "pieder un ar kādiem nosacījumiem cilvēki strādā. "
        "Aizpildiet to, kas jums ir; nekam nav jābūt pilnīgam."}},
      {HelpStyle::heading, {"Order", "Secība"}},
      {HelpStyle::text,
       {"Begin with the organisations and give each its own id, for example ORG-1. The other sheets refer to these ids. Then the "
        "procurements, the bids and, most of all, the subcontracts: "
        "one row for each link, at every tier.",
        "Sāciet ar organizācijām un katrai piešķiriet savu identifikatoru, piemēram, ORG-1. Pārējās lapas uz tiem atsaucas. Pēc tam "
        "iepirkumi, piedāvājumi un, pats svarīgākais, "
        "apakšlīgumi: viena rinda katrai saiknei katrā līmenī."}},
      {HelpStyle::text,
       {"Four sheets are enough to begin with: organisations, procurements, bids and subcontracts. Each further sheet answers more of the "
        "questions in the report; sheets that you do not need stay empty.",
        "Sākumam pietiek ar četrām lapām: organizācijas, iepirkumi, piedāvājumi un apakšlīgumi. Katra nākamā lapa ļauj atbildēt uz vairāk "
        "pārskata jautājumiem; nevajadzīgās lapas paliek tukšas."}},
      {HelpStyle::text,
       {"Columns with a dark header and a star (*) are required: a row without them cannot be used. Point at a header to read what belongs "
        "in the column. Do not rename headers; columns of your own may be added.",
        "Kolonnas ar tumšu virsrakstu un zvaigznīti (*) ir obligātas: bez tām rindu nevar izmantot. Uzbrauciet ar peli virsrakstam, lai "
        "izlasītu, kas kolonnā jāraksta. Virsrakstus nepārdēvējiet; savas kolonnas var pievienot."}},
      {HelpStyle::text,
       {"When the workbook is filled in, save it as an Excel workbook (.xlsx) and screen it: kede screen FILE.xlsx. What does not fit "
        "together is named with its sheet and row; correct it and screen again.",
        "Kad darbgrāmata ir aizpildīta, saglabājiet to kā Excel darbgrāmatu (.xlsx) un pārbaudiet: kede screen FAILS.xlsx --lang lv. "
        "Nesakritības tiek nosauktas ar lapu un rindu; izlabojiet tās un pārbaudiet vēlreiz."}},
  };
}

std::vector<HelpLine> what_to_write() {
  return {
      {HelpStyle::heading, {"Empty, “unknown” and “no”", "Tukšs, „nezināms” un „nē”"}},
      {HelpStyle::text,
       {"An empty cell means that the question was not asked. “Unknown” means that it was asked and not answered. “No” is an answer. These "
        "are three different things, and none of them is "
        "ever taken for another.",
        "Tukša šūna nozīmē, ka jautājums nav uzdots. „Nezināms” nozīmē, ka tas ir uzdots, bet atbildes nav. „Nē” ir atbilde. Tās ir trīs "
        "dažādas lietas, un neviena no tām netiek pieņemta "
        "citas vietā."}},
      {HelpStyle::text,
       {"Write 0 only when zero is stated. In a column that takes several values, separate them with “|”; write “none” when it is stated "
        "that there is none.",
        "Nulli rakstiet tikai tad, ja tā ir norādīta. Kolonnā, kurā var būt vairākas vērtības, tās atdaliet ar „|”; ja ir norādīts, ka nav "
        "nevienas, rakstiet „nav”."}},
      {HelpStyle::text,
       {"A list of subcontractors, owners or lots counts as open: there may be more than is written down. If a bidder or a register states "
        "that the list is complete, say so in the column that asks for it, for example “subcontractors_complete”. Only then can the report "
        "say that something is not there.",
        "Apakšuzņēmēju, īpašnieku vai iepirkuma daļu saraksts tiek uzskatīts par nepabeigtu: var būt vēl kāds, kas nav ierakstīts. Ja "
        "pretendents vai reģistrs apliecina, ka saraksts ir pilnīgs, norādiet to attiecīgajā kolonnā, piemēram, "
        "„visi_apakšuzņēmēji_norādīti”. Tikai tad pārskatā var norādīt, ka kaut kā nav."}},
      {HelpStyle::heading, {"Numbers and dates", "Skaitļi un datumi"}},
      {HelpStyle::text,
       {"Dates: 31.03.2026 or 2026-03-31. Percent: from 0 to 100, so forty percent is 40 and not 0.4. Amounts: digits only, and the "
        "currency in its own column (empty means EUR).",
        "Datumi: 31.03.2026 vai 2026-03-31. Procenti: no 0 līdz 100, tātad četrdesmit procenti ir 40, nevis 0,4. Summas: tikai skaitlis, "
        "bet valūta savā kolonnā (tukša nozīmē EUR)."}},
      {HelpStyle::heading, {"People", "Cilvēki"}},
      {HelpStyle::text,
       {"Do not enter names, nationality, ethnicity, religion, home addresses or document numbers of workers, anywhere. Crews are counts "
        "and rates. Names of owners and officers go only to "
        "the sheet of owners and are used only for list checks required by law.",
        "Nekur neierakstiet darbinieku vārdus, valstspiederību, tautību, reliģiju, dzīvesvietas adreses vai dokumentu numurus. Par "
        "darbiniekiem norāda tikai skaitu un likmes. Īpašnieku un "
        "amatpersonu vārdus raksta tikai īpašnieku lapā, un tos izmanto vienīgi likumā noteiktajās sarakstu pārbaudēs."}},
      {HelpStyle::text,
       {"A flag in the report is a question to ask, not a finding. Record what was asked, what was answered and where it comes from.",
        "Norāde pārskatā ir jautājums, kas jāuzdod, nevis konstatējums. Pierakstiet, kas jautāts, kas atbildēts un no kurienes tas "
        "zināms."}},
  };
}

}  // namespace

const std::vector<HelpLine>& help_lines() {
  static const std::vector<HelpLine> lines = [] {
    std::vector<HelpLine> all = how_to_begin();
    for (const HelpLine& line : what_to_write()) all.push_back(line);
    return all;
  }();
  return lines;
}

const model::LocalText& example_notice() {
  static const model::LocalText text{"The grey rows are an example with invented organisations. Delete them before you fill in your own.",
                                     "Pelēkās rindas ir piemērs ar izdomātām organizācijām. Pirms savu datu ierakstīšanas izdzēsiet tās."};
  return text;
}

const model::LocalText& sheets_heading() {
  static const model::LocalText text{"Sheets", "Lapas"};
  return text;
}

const model::LocalText& required_word() {
  static const model::LocalText text{"required", "jāaizpilda"};
  return text;
}

const model::LocalText& yes_no_words() {
  static const model::LocalText text{"yes|no|unknown", "jā|nē|nezināms"};
  return text;
}

const model::LocalText& answer_words() {
  static const model::LocalText text{"yes|no|partly|not applicable|unknown", "jā|nē|daļēji|neattiecas|nezināms"};
  return text;
}

const model::LocalText& choose_from_list() {
  static const model::LocalText text{"Please choose from the list. Leave the cell empty if the question was not asked.",
                                     "Lūdzu, izvēlieties vērtību no saraksta. Ja jautājums nav uzdots, atstājiet šūnu tukšu."};
  return text;
}

std::string form_of(const model::Vocabulary& vocabulary, const model::FieldType& type, Language language) {
  std::string form = base_form(type.base).in(language);
  if (type.base == model::BaseType::ref) {
    const std::string sheet = home_sheet_name(vocabulary, type.kind, language);
    form = language == Language::lv ? "identifikators no lapas „" + sheet + "”" : "an id from the sheet “" + sheet + "”";
  }
  if (type.is_list) form += language == Language::lv ? "; vairākas vērtības atdala ar „|”" : "; several are separated by “|”";
  return form;
}

}  // namespace kede::importers::workbook
