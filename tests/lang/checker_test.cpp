#include "engine/base/message_catalogue.hpp"
#include "tests/lang/small_world.hpp"

using namespace kede::lang;
using namespace kede::lang::test;

namespace {

kede::Diagnostic first_fault(std::string_view text) {
  const auto result = check(text, scope());
  REQUIRE_FALSE(result.ok());
  return result.diagnostics().front();
}

std::string carets(std::string_view text) { return kede::caret_lines(first_fault(text).excerpt); }

}  // namespace

TEST_CASE("a misspelt field is an error at its own column, with the nearest right name") {
  const kede::Diagnostic fault_found = first_fault("org.recruits_abroa");
  CHECK(fault_found.code == "KD2102");
  CHECK(fault_found.where.column == 5);
  REQUIRE_FALSE(fault_found.candidates.empty());
  CHECK(fault_found.candidates.front() == "recruits_abroad");
  CHECK(carets("org.recruits_abroa") == "    org.recruits_abroa\n        ^^^^^^^^^^^^^^\n");
}

TEST_CASE("an amount and a number without unit are not compared: the caret stands under the operator") {
  const kede::Diagnostic fault_found = first_fault("org.worker_fee > 0");
  CHECK(fault_found.code == "KD2103");
  CHECK(fault_found.where.column == 16);
  CHECK(fault_found.args == std::vector<std::pair<std::string, std::string>>{{"left", "money"}, {"right", "int"}});
  CHECK(carets("org.worker_fee > 0") == "    org.worker_fee > 0\n                   ^\n");
}

TEST_CASE("a misspelt list function is an error at its own column, with the nearest right name") {
  const kede::Diagnostic fault_found = first_fault("org.downstream(4).exist(r, true)");
  CHECK(fault_found.code == "KD2104");
  CHECK(fault_found.where.column == 19);
  CHECK(fault_found.candidates.front() == "exists");
  CHECK(carets("org.downstream(4).exist(r, true)") == "    org.downstream(4).exist(r, true)\n                      ^^^^^\n");
}

TEST_CASE("columns count characters, not bytes") { CHECK(fault("'āžī' == org.nam") == "KD2102:14"); }

TEST_CASE("names, fields and functions that do not exist") {
  CHECK(fault("orgg.name == 'a'") == "KD2101:1");
  CHECK(fault("org.birth_date < as_of") == "KD2110:5");
  CHECK(fault("org.suppliers.workers > 1") == "KD2104:15");
  CHECK(fault("org.employees.count > 1") == "KD2119:15");
  CHECK(fault("org.parent.nam == 'a'") == "KD2102:12");
  CHECK(fault("org.downstream(2).exists(r, r.nod.licensed)") == "KD2102:31");
  CHECK(fault("knwon(org.name)") == "KD2105:1");
  CHECK(fault("org.employees.startsWith('a')") == "KD2120:15");
  CHECK(fault("org.employees.frobnicate()") == "KD2120:15");
  CHECK(fault("org.suppliers.exists(x, x.workers > 1) && x.workers > 1") == "KD2101:43");
}

TEST_CASE("a code is compared with the codes of its own list only") {
  CHECK(fault("org.role == 'good'") == "KD2108:13");
  CHECK(first_fault("org.role == 'good'").candidates.front() == "goods");
  CHECK(fault("org.role == 'goods'") == "none");
  CHECK(fault("'good' != org.role") == "KD2108:1");
  CHECK(fault("org.role in ['goods', 'labor_supply']") == "KD2108:23");
  CHECK(fault("'remot' in org.flags") == "KD2108:1");
  CHECK(fault("org.flags.any_of('night', 'nigt')") == "KD2108:27");
  CHECK(fault("org.flags.intersects(['night', 'nigt'])") == "KD2108:32");
  CHECK(fault("org.role == org.name") == "KD2103:10");
  CHECK(fault("org.role in org.flags") == "KD2103:10");
  CHECK(fault("country_risk('group', org.country) == 'hig'") == "KD2108:39");
  CHECK(fault("country_risk('group', org.country) == 'high'") == "none");
}

TEST_CASE("countries, CPV codes, dates and currencies have their form") {
  CHECK(fault("org.country == 'Latvia'") == "KD2118:16");
  CHECK(fault("org.country == 'LV'") == "none");
  CHECK(fault("org.countries.intersects(['LV', 'lt'])") == "KD2118:33");
  CHECK(fault("org.cpv == '45'") == "KD2118:12");
  CHECK(fault("org.founded < date('2026-02-30')") == "KD2118:20");
  CHECK(fault("org.founded < date(org.name)") == "KD2117:20");
  CHECK(fault("org.worker_fee > money(1, 'euro')") == "KD2118:27");
  CHECK(fault("org.founded < '2026-01-01'") == "KD2103:13");
}

TEST_CASE("tables, columns and keys are checked") {
  CHECK(fault("listed('good', org.cpv, org.country)") == "KD2111:8");
  CHECK(fault("listed('goods', org.cpv)") == "KD2106:1");
  CHECK(fault("listed('goods', org.country, org.country)") == "KD2124:17");
  CHECK(fault("lookup('countries', 'rsky', org.country)") == "KD2112:21");
  CHECK(fault("lookup('countries', 'risky', org.country)") == "none");
  CHECK(fault("lookup('labour_cost', 'floor_hour', 'LV', '2026') > money(1, 'EUR')") == "KD2124:43");
  CHECK(fault("country_risk('risky', org.name)") == "KD2107:23");
  CHECK(fault("minimum_hourly_cost(org.country, as_of) > money(1, 'EUR')") == "none");
}

TEST_CASE("arguments are counted and typed, depths are written out") {
  CHECK(fault("days_between(org.founded) > days(1)") == "KD2106:1");
  CHECK(fault("days_between(org.founded, org.name) > days(1)") == "KD2107:27");
  CHECK(fault("org.downstream(13).size() > 1") == "KD2123:16");
  CHECK(fault("org.downstream(org.employees).size() > 1") == "KD2123:16");
  CHECK(fault("org.downstream().size() > 1") == "KD2106:5");
  CHECK(fault("edge.downstream(2).size() > 1") == "KD2120:6");
  CHECK(fault("org.suppliers.exists(x)") == "KD2106:15");
  CHECK(fault("org.suppliers.exists(x.y, true)") == "KD2012:22");
  CHECK(fault("org.employees.exists(x, true)") == "KD2116:15");
  CHECK(fault("org.suppliers.sum(s, s.kind) > 1") == "KD2122:22");
  CHECK(fault("org.suppliers.exists(s, s.workers)") == "KD2113:25");
  CHECK(fault("1 in org.employees") == "KD2116:6");
}

TEST_CASE("operators belong to types") {
  CHECK(fault("!org.employees") == "KD2121:2");
  CHECK(fault("-org.name == 'a'") == "KD2121:2");
  CHECK(fault("org.licensed && org.employees") == "KD2113:17");
  CHECK(fault("org.licensed ? 1 : 'a'") == "KD2114:20");
  CHECK(fault("org.employees in [1, 'a']") == "KD2115:22");
  CHECK(fault("org.worker_fee + org.home_share > money(1, 'EUR')") == "KD2109:16");
  CHECK(fault("org.parent == edge.child") == "none");
  CHECK(fault("org.parent == edge") == "KD2103:12");
  CHECK(fault("org.name < org.name") == "none");
  CHECK(fault("org.role < org.role") == "KD2103:10");
  CHECK(fault("org.name[0] == 'a'") == "KD2116:1");
  CHECK(fault("org.suppliers['a'].workers == 1") == "KD2107:15");
}

TEST_CASE("what rules leave out of CEL is refused by name") {
  CHECK(fault("org.employees == null") == "KD2013:18");
  CHECK(fault("{'a': 1}['a'] == 1") == "KD2013:1");
  CHECK(fault("has(org.name)") == "KD2013:1");
  CHECK(fault("org.name + 'x' == 'ax'") == "KD2013:10");
  CHECK(fault("1 < org.employees < 5") == "KD2011:19");
  CHECK(fault("!!org.licensed") == "KD2013:2");
  CHECK(fault("org.employees == 5u") == "KD2007:18");
  CHECK(fault("org.name == b'a'") == "KD2007:13");
  CHECK(fault("dyn(1) == 1") == "KD2105:1");
  CHECK(fault("org.name.matches('a')") == "KD2120:10");
  CHECK(fault("Thing{a: 1} == 1") == "KD2015:6");
}

TEST_CASE("broken syntax is one diagnostic with its column") {
  CHECK(fault("") == "KD2014:1");
  CHECK(fault("  ") == "KD2014:3");
  CHECK(fault("org.employees >") == "KD2016:16");
  CHECK(fault("(org.licensed") == "KD2016:14");
  CHECK(fault("org.licensed org.licensed") == "KD2019:14");
  CHECK(fault("org.licensed && )") == "KD2017:17");
  CHECK(fault("org.1") == "KD2019:4");
  CHECK(fault("org.(") == "KD2018:5");
  CHECK(fault("[1, 2") == "KD2016:6");
  CHECK(fault("[1 2]") == "KD2008:4");
  CHECK(fault("org.name == 'abc") == "KD2004:13");
  CHECK(fault("org.name == 'a\\q'") == "KD2005:15");
  CHECK(fault("org.employees == 99999999999999999999") == "KD2006:18");
  CHECK(fault("org.employees # 1") == "KD2003:15");
  CHECK(fault("for == 1") == "KD2010:1");
}

TEST_CASE("a condition must be a bool") {
  CHECK(check_condition("org.licensed", scope()).ok());
  const auto wrong = check_condition("org.employees", scope());
  REQUIRE_FALSE(wrong.ok());
  CHECK(wrong.diagnostics().front().code == "KD2113");
}

TEST_CASE("an expression knows its type, and the fields, variables and functions it uses") {
  const CheckedExpression expression =
      checked("known(org.name) && org.downstream(3).exists(r, r.node.licensed && r.node.parent.licensed) && as_of > org.founded");
  CHECK(expression.type().is(TypeTag::boolean));
  std::vector<std::string> paths;
  for (const FieldUse& use : expression.fields()) paths.push_back(use.path);
  CHECK(paths == std::vector<std::string>{"org.name", "r.node.licensed", "r.node.parent", "r.node.parent.licensed", "org.founded"});
  CHECK(expression.variables() == std::vector<std::string>{"org", "as_of"});
  CHECK(expression.functions() == std::vector<std::string>{"known", "exists", "downstream"});
  CHECK(expression.uses_function("known"));
  CHECK_FALSE(expression.uses_function("complete"));
}

TEST_CASE("types are named as rules write them") {
  const auto name = [](std::string_view text) { return type_text(checked(text).type(), vocabulary(), &tables()); };
  CHECK(name("org.suppliers") == "list<supply>");
  CHECK(name("org.flags") == "list<code:flag>");
  CHECK(name("org.downstream(2)") == "list<reached>");
  CHECK(name("org.suppliers.map(s, s.amount)") == "list<money>");
  CHECK(name("org.suppliers.map(s, s.amount).sum()") == "money");
  CHECK(name("org.owners_up(3)") == "list<organisation>");
  CHECK(name("lookup('countries', 'group', org.country)") == "code:group");
  CHECK(name("lookup('labour_cost', 'floor_hour', org.country, 2026)") == "money");
  CHECK(name("org.worker_fee / org.turnover") == "double");
  CHECK(name("org.suppliers.share(s, s.workers > 1)") == "percent");
}

TEST_CASE("operators of other languages are named, with what to write instead") {
  const auto meant = [](const std::string& text) {
    const kede::Diagnostic found = first_fault(text);
    return found.code + ":" + std::to_string(found.where.column) + " " + (found.candidates.empty() ? "" : found.candidates.front());
  };
  CHECK(meant("org.country = 'LV'") == "KD2020:13 ==");
  CHECK(meant("org.employees => 5") == "KD2020:15 >=");
  CHECK(meant("org.employees <> 5") == "KD2020:15 !=");
  CHECK(meant("org.licensed & true") == "KD2020:14 &&");
  CHECK(meant("org.licensed | true") == "KD2020:14 ||");
  CHECK(meant("org.licensed AND true") == "KD2020:14 &&");
  CHECK(meant("(org.licensed or true)") == "KD2020:15 ||");
  CHECK(meant("true && not org.licensed") == "KD2020:9 !");
  CHECK(meant("org.name == null") == "KD2013:13 known(x)");
  CHECK(meant("has(org.name)") == "KD2013:1 known(x)");
  CHECK(meant("org.suppliers.size > 3") == "KD2104:15 size()");
}

TEST_CASE("the name of the subject is not given to an entry of a list") {
  CHECK(fault("org.suppliers.exists(org, true)") == "KD2012:15");
  CHECK(fault("org.suppliers.exists(as_of, true)") == "KD2012:15");
  CHECK(fault("org.suppliers.exists(x, true) && org.suppliers.exists(x, true)") == "none");
}
