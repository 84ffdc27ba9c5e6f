#include <catch2/catch.hpp>

#include "importers/workbook/names.hpp"
#include "tests/importers/workbook/support.hpp"

namespace kede::importers::workbook {
namespace {

// One organisation with one more column.
Imported organisation(const std::string& column, const std::string& value) {
  return import({{"o/organisations.csv", "org_id;name;country;" + column + "\nA;Alfa;LV;" + value + '\n'}});
}
std::string read_as(const std::string& column, const std::string& field, const std::string& value) {
  return organisation(column, value).fact("organisation", "A", field);
}

Imported workforce(const std::string& header, const std::string& row) {
  return import(tender_with({{"case/workforce.csv", "org_id;" + header + "\nB;" + row + '\n'}}));
}

const std::string kUnreadable = "unknown (unreadable)";

}  // namespace

TEST_CASE("whole numbers are read with separators, and nothing else is taken for one") {
  CHECK(read_as("employees", "employees", "1 250") == "1250");
  CHECK(read_as("employees", "employees", "12,00") == "12");
  CHECK(read_as("employees", "employees", "12,5") == kUnreadable);
  CHECK(read_as("employees", "employees", "ap 40") == kUnreadable);
  CHECK(read_as("employees", "employees", "-3") == kUnreadable);
  CHECK(organisation("employees", "-3").says("KD1236", Language::lv) == "„-3” kolonnā „employees” nedrīkst būt negatīvs");
  CHECK(organisation("employees", "ap 40").says("KD1222", Language::en) == "“ap 40” in the column “employees” is not a whole number");
}

TEST_CASE("yes and no are read in both languages") {
  for (const std::string yes : {"yes", "Jā", "ja", "TRUE", "PATIESS", "1"})
    CHECK(read_as("is_public_body", "is_public_body", yes) == "yes");
  for (const std::string no : {"no", "NĒ", "ne", "false", "APLAMS", "0"}) CHECK(read_as("is_public_body", "is_public_body", no) == "no");
  CHECK(read_as("is_public_body", "is_public_body", "varbūt") == kUnreadable);
  CHECK(organisation("is_public_body", "varbūt").says("KD1226", Language::lv) ==
        "„varbūt” kolonnā „is_public_body” nav ne „jā”, ne „nē”, ne „nezināms”");
}

TEST_CASE("dates are read day first or year first, and only if they exist") {
  CHECK(read_as("founded", "founded", "2020-02-29") == "2020-02-29");
  CHECK(read_as("founded", "founded", "29.02.2020.") == "2020-02-29");
  CHECK(read_as("founded", "founded", "30.02.2020") == kUnreadable);
  CHECK(read_as("founded", "founded", "02.2020") == kUnreadable);
  CHECK(read_as("founded", "founded", "29/02/2020") == "2020-02-29");
  CHECK(read_as("founded", "founded", "05/05/2020") == "2020-05-05");
  // Day first to a Latvian, month first to a program in American English.
  CHECK(read_as("founded", "founded", "06/01/2026") == kUnreadable);
  CHECK(organisation("founded", "06/01/2026").count("KD1246") == 1);
  CHECK(workforce("period;workers_total", "06/01/2026;5").count("KD1246") == 1);
}

TEST_CASE("a code is accepted as code or as label in either language, and a wrong one gets the list and the nearest") {
  CHECK(read_as("size", "size", "small") == "small");
  CHECK(read_as("size", "size", "Mazs") == "small");
  CHECK(read_as("size", "size", "MIKROUZŅĒMUMS") == "micro");
  const Imported wrong = organisation("size", "smal");
  REQUIRE(wrong.count("KD1227") == 1);
  CHECK(wrong.find("KD1227")->candidates.front() == "small");
  CHECK(wrong.says("KD1227", Language::en).find("micro / mikrouzņēmums; small / mazs; ") != std::string::npos);
  CHECK(wrong.fact("organisation", "A", "size") == kUnreadable);
}

TEST_CASE("the word “unknown” is the code of a list that has one") {
  const Imported imported = import(tender_with({{"case/bids.csv", "bid_id;tender_id;org_id;status\nP1;T1;B;nezināms\n"}}));
  CHECK(imported.fact("bid", "P1", "status") == "unknown");
}

TEST_CASE("a percentage is 0 to 100, with or without its sign") {
  CHECK(workforce("pay_withheld_share", "40").fact("organisation", "B", "pay_withheld_share") ==
        workforce("pay_withheld_share", "40 %").fact("organisation", "B", "pay_withheld_share"));
  CHECK(workforce("pay_withheld_share", "140").count("KD1234") == 1);
  CHECK(workforce("pay_withheld_share", "maz").count("KD1224") == 1);
}

TEST_CASE("a column of shares that holds only fractions gets a warning, and stays as written") {
  const auto shares = [](const std::string& a, const std::string& b) {
    return import(tender_with({{"case/subcontracts.csv", subcontracts("share_percent", "S1;T1;B;C;" + a + "\nS2;T1;B;D;" + b + '\n')}}));
  };
  const Imported fractions = shares("0,4", "0,25");
  REQUIRE(fractions.count("KD1233") == 1);
  CHECK(fractions.says("KD1233", Language::en) ==
        "the column “share_percent” holds only values up to 1, such as “0,4”; they are read as percent, so “0,4” is less than one percent");
  CHECK(fractions.says("KD1233", Language::lv) ==
        "kolonnā „share_percent” ir tikai vērtības līdz 1, piemēram, „0,4”; tās nolasītas kā procenti, tāpēc „0,4” ir mazāk nekā viens "
        "procents");
  CHECK(fractions.find("KD1233")->severity == Severity::warning);
  CHECK(shares("0,4", "25").count("KD1233") == 0);
  CHECK(shares("0,4 %", "0,5 %").count("KD1233") == 0);
  CHECK(shares("0", "1").count("KD1233") == 0);
}

TEST_CASE("amounts take the currency of their row, and none is guessed") {
  CHECK(workforce("fee_amount;currency", "1 250,50;SEK").fact("organisation", "B", "fee_amount") == "1250.50 SEK");
  CHECK(workforce("fee_amount", "1250.5").fact("organisation", "B", "fee_amount") == "1250.50 EUR");
  CHECK(workforce("fee_amount", "300 USD").fact("organisation", "B", "fee_amount") == "300.00 USD");
  const Imported wrong = workforce("fee_amount;currency", "300;eiro");
  CHECK(wrong.count("KD1230") == 1);
  CHECK(wrong.fact("organisation", "B", "fee_amount") == kUnreadable);
  CHECK(workforce("fee_amount", "daudz").count("KD1229") == 1);
}

TEST_CASE("a mark that may separate thousands or decimals is not guessed at") {
  for (const std::string text : {"1.234", "12,000", "123.456", "1.234 EUR"}) {
    const Imported imported = workforce("fee_amount", text);
    INFO(text);
    CHECK(imported.count("KD1248") == 1);
    CHECK(imported.fact("organisation", "B", "fee_amount") == kUnreadable);
  }
  CHECK(organisation("employees", "12.000").count("KD1248") == 1);
  CHECK(workforce("hours_week", "40.125").count("KD1248") == 1);
  CHECK(workforce("pay_withheld_share", "0,125").fact("organisation", "B", "pay_withheld_share") == "0.125 %");
  CHECK(workforce("fee_amount", "1.234,50").fact("organisation", "B", "fee_amount") == "1234.50 EUR");
  CHECK(workforce("fee_amount", "1 234").fact("organisation", "B", "fee_amount") == "1234.00 EUR");
  CHECK(workforce("fee_amount", "1.234.567").fact("organisation", "B", "fee_amount") == "1234567.00 EUR");
}

TEST_CASE("a row of numbers with one that cannot be read is not read at all, because their order counts") {
  const auto prices = [](const std::string& cell) {
    return import(tender_with({{"case/bids.csv", "bid_id;tender_id;org_id;unit_prices\nP1;T1;B;" + cell + '\n'}}));
  };
  CHECK(prices("1,5|2,25|-3").fact("bid", "P1", "unit_prices") == "[1.5, 2.25, -3, …]");
  CHECK(prices("1,5|daudz|3").fact("bid", "P1", "unit_prices") == kUnreadable);
  CHECK(prices("1,5|2.345|3").fact("bid", "P1", "unit_prices") == kUnreadable);
}

TEST_CASE("amounts and measures are not below zero") {
  const Imported amount = workforce("fee_amount", "-300");
  CHECK(amount.count("KD1236") == 1);
  CHECK(amount.fact("organisation", "B", "fee_amount") == kUnreadable);
  CHECK(workforce("hours_week", "-40").count("KD1236") == 1);
  CHECK(workforce("hours_week", "40,5").fact("organisation", "B", "hours_week") == "40.5");
}

TEST_CASE("codes in a list may be separated by commas, names may not") {
  CHECK(read_as("nace", "nace", "81.21, 81.22") == "[81.21, 81.22, …]");
  CHECK(read_as("nace", "nace", "81.21|81.22") == "[81.21, 81.22, …]");
  CHECK(read_as("other_names", "other_names", "Rasa, SIA|Rasas") == "[Rasa, SIA, Rasas, …]");
  const Imported imported = import({{"o/organisations.csv", "org_id;name;country;other_names;nace\nA;Alfa;LV;Rasa, SIA;81.21, 81.22\n"}});
  const auto items = [&](std::size_t fact) {
    return std::get<model::List>(imported.record("organisation", "A")->facts[fact].value).items.size();
  };
  CHECK(items(2) == 1);
  CHECK(items(4) == 2);
}

TEST_CASE("a CPV code has eight digits, with or without the check digit") {
  const auto cpv = [](const std::string& code) {
    return import(tender_with({{"case/tenders.csv", "tender_id;title;buyer_id;cpv_main\nT1;x;A;" + code + '\n'}}));
  };
  CHECK(cpv("90910000-9").fact("contract", "T1", "cpv_main") == "90910000");
  CHECK(cpv("9091").count("KD1232") == 1);
}

TEST_CASE("a list keeps what can be read when one of its items cannot") {
  const Imported imported = workforce("recruitment_countries", "GE|Moldova|Atlantīda");
  CHECK(imported.count("KD1228") == 1);
  CHECK(imported.fact("organisation", "B", "recruitment_countries").find("GE, MD") != std::string::npos);
}

TEST_CASE("text that looks like a formula is text") {
  const Imported imported = import({{"o/organisations.csv", "org_id;name;country\nA;\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\";LV\n"}});
  CHECK(imported.diagnostics.empty());
  CHECK(imported.fact("organisation", "A", "name") == "=HYPERLINK(\"http://x\",\"y\")");
}

TEST_CASE("names are compared without case, outer space and Latvian diacritics") {
  CHECK(fold("  ORGANIZĀCIJAS\xC2\xA0") == "organizacijas");
  CHECK(fold("Šķiņķis ŽĢĻ") == "skinkis zgl");
  CHECK(fold("Привет") == "Привет");
}

TEST_CASE("a nearly right name of a column or sheet is pointed out and not used") {
  const Imported column = import({{"o/organisations.csv", "org_id;name;country;employes;Mana piezīme\nA;Alfa;LV;5;x\n"}});
  REQUIRE(column.count("KD1213") == 2);
  CHECK(column.diagnostics[0].candidates.front() == "employees");
  CHECK(column.diagnostics[0].severity == Severity::warning);
  CHECK(column.diagnostics[1].severity == Severity::note);
  CHECK(column.fact("organisation", "A", "employees") == "-");
  CHECK(column.says("KD1213", Language::en) ==
        "the column “employes” is not known in the sheet “organisations”; its values (1) are kept as notes that no rule uses");
  CHECK(column.says("KD1213", Language::lv) ==
        "lapā „organisations” kolonna „employes” nav pazīstama; tās vērtības (1) saglabātas kā piezīmes, ko noteikumi neizmanto");
  // An empty column far from all names is nothing to talk about.
  CHECK(import({{"o/organisations.csv", "org_id;name;country;Mana piezīme\nA;Alfa;LV;\n"}}).diagnostics.empty());
  const Imported sheet =
      import({{"o/organisations.csv", "org_id;name;country\nA;Alfa;LV\n"}, {"o/bid.csv", "bid_id;tender_id;org_id\nP;T;A\n"}});
  REQUIRE(sheet.count("KD1212") == 1);
  CHECK(sheet.find("KD1212")->candidates.front() == "bids");
  CHECK(sheet.record("bid", "P") == nullptr);
}

TEST_CASE("columns of the officer's own are kept as notes of the record, with their place") {
  const Imported imported = import(tender_with({{"case/bids.csv", "bid_id;tender_id;org_id;Mana piezīme;vēl\nP1;T1;B;zvanīt rīt;\n"},
                                                {"case/workforce.csv", "org_id;workers_total;kas teica\nB;12;vadītājs\n"}}));
  CHECK(imported.fact("bid", "P1", "notes") == "[Mana piezīme: zvanīt rīt, …]");
  CHECK(imported.fact("organisation", "B", "notes") == "[kas teica: vadītājs, …]");
  const model::Record* bid = imported.record("bid", "P1");
  REQUIRE(bid != nullptr);
  CHECK(bid->facts.back().place == "Mana piezīme");
  CHECK(vocabulary().field(bid->facts.back().field).is_private);
}

TEST_CASE("a column that describes persons is not read, not even as a note") {
  for (const std::string header : {"valstspiederība", "Tautība", "darbinieka uzvārds", "Nationality", "personas kods", "religion"}) {
    const Imported imported =
        import({{"o/organisations.csv", "org_id;name;country;" + header + "\nA;Alfa;LV;noslēpums\n;Beta;LV;noslēpums\n"}});
    INFO(header);
    REQUIRE(imported.count("KD1238") == 1);
    CHECK(imported.count("KD1213") == 0);
    CHECK(imported.fact("organisation", "A", "notes") == "-");
    CHECK(imported.sink.rejections.front().excerpt.find("noslēpums") == std::string::npos);
  }
  CHECK(import({{"o/organisations.csv", "org_id;name;country;valstspiederība\nA;Alfa;LV;x\n"}}).says("KD1238", Language::lv) ==
        "lapas „organisations” kolonna „valstspiederība” raksturo personas un netiek nolasīta");
}

TEST_CASE("in names of sheets, columns and choices a space, a hyphen and an underscore are the same") {
  CHECK(fold_name(" Organizācijas\xC2\xA0\n ID - ") == "organizacijas id");
  CHECK(fold("self-employed") == "self-employed");
  const Imported imported =
      import({{"o/Register-facts.csv", "Org ID *;turnover last-year\nA;5\n"},
              {"o/organisations.csv", "Org. id;ORG-ID;name *;Country*;size;legal form class\nx;A;Alfa;LV;Self employed;sole-trader\n"}});
  CHECK(imported.fact("organisation", "A", "size") == "self_employed");
  CHECK(imported.fact("organisation", "A", "legal_form_class") == "sole_trader");
  CHECK(imported.fact("organisation", "A", "turnover_last_year") == "5.00 EUR");
  CHECK(imported.record("organisation", "A")->facts[1].place == "name");
}

TEST_CASE("a column that stands twice is used once") {
  const Imported imported = import({{"o/organisations.csv", "org_id;name;country;nosaukums\nA;Alfa;LV;Cits\n"}});
  CHECK(imported.count("KD1216") == 1);
  CHECK(imported.fact("organisation", "A", "name") == "Alfa");
}

TEST_CASE("CSV files are read with any of the usual separators, marks and encodings") {
  for (const std::string separator : {";", ",", "\t"}) {
    const std::string text = "org_id" + separator + "name" + separator + "country\nA" + separator + "Ķekava" + separator + "LV\n";
    CHECK(import({{"o/organisations.csv", text}}).fact("organisation", "A", "name") == "Ķekava");
    CHECK(import({{"o/organisations.csv", "\xEF\xBB\xBF" + text}}).fact("organisation", "A", "name") == "Ķekava");
    CHECK(import({{"o/organisations.csv", "sep=" + separator + "\r\n" + text}}).fact("organisation", "A", "name") == "Ķekava");
  }
  const Imported baltic = import({{"o/organisations.csv",
                                   "org_id;name;country\nA;\xCD"
                                   "ekavas maizn\xEE"
                                   "ca, p\xE2rtika, \xF0\xED\xFBnis;LV\n"}});
  CHECK(baltic.count("KD1219") == 1);
  CHECK(baltic.fact("organisation", "A", "name") == "Ķekavas maiznīca, pārtika, šķūnis");
}

}  // namespace kede::importers::workbook
