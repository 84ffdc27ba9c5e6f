// Ownership statements of all versions: which of them count, what roles interests amount to, and parties that are not named.
#include <catch2/catch.hpp>

#include "importers/bods/importer.hpp"
#include "tests/importers/lists/support.hpp"

using import_test::import_all;
using import_test::import_one;
using kede::importers::bods::importer;

namespace {

std::string entity(const std::string& id, const std::string& more) {
  return R"({"statementID":")" + id + R"(","statementType":"entityStatement","entityType":"registeredEntity",)" + more + "}";
}

std::string held_by(const std::string& id, const std::string& holder, const std::string& interests, const std::string& more = "") {
  return R"({"statementID":")" + id +
         R"(","statementType":"ownershipOrControlStatement","statementDate":"2024-01-02","subject":{"describedByEntityStatement":"e"},)" +
         R"("interestedParty":{)" + holder + R"(},"interests":[)" + interests + "]" + more + "}";
}

// A statement of version 0.4.
std::string record(const std::string& id, const std::string& type, const std::string& date, const std::string& details,
                   const std::string& status = "new") {
  return R"({"statementId":"s","recordId":")" + id + R"(","recordType":")" + type + R"(","statementDate":")" + date +
         R"(","recordStatus":")" + status + R"(","publicationDetails":{"publisher":{"name":"P"}},"recordDetails":)" + details + "}";
}

std::string relation(const std::string& holder, const std::string& interests) {
  return R"({"subject":"e","interestedParty":)" + holder + R"(,"interests":[)" + interests + "]}";
}

const std::string kPerson = R"("describedByPersonStatement":"p")";
const std::string kEntity = R"("describedByEntityStatement":"f")";

}  // namespace

TEST_CASE("a replaced statement is not read, and references to it lead to what replaced it, over steps and files") {
  const auto read = import_all(importer, {{"1.json", "[" + held_by("t", kEntity, "") + "," + entity("e", R"("name":"Old")") + "]"},
                                          {"2.json", "[" + entity("e2", R"("name":"Newer","replacesStatements":["e"])") + "]"},
                                          {"3.json", "[" + entity("e3", R"("name":"Newest","replacesStatements":["e2"])") + "]"}});
  CHECK(read.keys("organisation") == std::set<std::string>{"bods:e3"});
  CHECK(read.value("organisation", "bods:e3", "name") == "Newest");
  CHECK(read.value("ownership", "bods:t", "subject") == "bods:e3");
  CHECK(read.told("KD1513") == 2);
}

TEST_CASE("statements that replace each other in a circle end") {
  const auto read = import_one(
      importer, "[" + entity("a", R"("replacesStatements":["b"])") + "," + entity("b", R"("replacesStatements":["a","b"])") + "]");
  CHECK(read.records.empty());
  CHECK(read.rejections.empty());
}

TEST_CASE("since 0.4 the statement of the latest date counts for a record, and closing ends a relationship") {
  const std::string held = relation("\"p\"", R"({"type":"shareholding","share":{"exact":20}})");
  const auto read =
      import_one(importer, "[" + record("e", "entity", "2025-01-01", R"({"entityType":{"type":"registeredEntity"},"name":"New"})") + "," +
                               record("e", "entity", "2024-01-01", R"({"entityType":{"type":"registeredEntity"},"name":"Old"})") + "," +
                               record("p", "person", "2024-01-01", R"({"personType":"knownPerson","names":[{"fullName":"A B"}]})") + "," +
                               record("r", "relationship", "2024-01-01", held) + "," +
                               record("r", "relationship", "2025-02-01", held, "closed") + "]");
  CHECK(read.value("organisation", "bods:P/e", "name") == "New");
  CHECK(read.value("ownership", "bods:P/r", "end_date") == "2025-02-01");
  CHECK(read.value("ownership", "bods:P/r", "person") == "bods:P/p");
  CHECK(read.value("ownership", "bods:P/r", "owner").empty());
}

TEST_CASE("shares are exact or between bounds, exclusive or not; impossible ones are unknown") {
  const auto shares = [](const std::string& share) {
    const auto read = import_one(importer, "[" + held_by("t", kEntity, R"({"type":"shareholding","share":)" + share + "}") + "]");
    return read.value("ownership", "bods:t", "share_min") + " / " + read.value("ownership", "bods:t", "share_max");
  };
  CHECK(shares(R"({"exact":51.5})") == "51.5 % / 51.5 %");
  CHECK(shares(R"({"minimum":25,"maximum":50,"exclusiveMinimum":true,"exclusiveMaximum":false})") == "25 % / 50 %");
  CHECK(shares(R"({"exclusiveMinimum":25,"exclusiveMaximum":50})") == "25 % / 50 %");
  CHECK(shares(R"({"minimum":75})") == "75 % / ");
  CHECK(shares(R"({"exact":120})") == "unknown (unreadable) / unknown (unreadable)");
  CHECK(shares(R"({"minimum":60,"maximum":40})") == "unknown (unreadable) / unknown (unreadable)");
  CHECK(shares(R"({})") == " / ");
  CHECK(shares("\"half\"") == " / ");
}

TEST_CASE("interest types in both spellings come to the roles of the vocabulary") {
  const auto role = [](const std::string& holder, const std::string& interest) {
    const auto read = import_one(importer, "[" + held_by("t", holder, interest) + "]");
    return read.value("ownership", "bods:t", "role");
  };
  CHECK(role(kEntity, R"({"type":"shareholding"})") == "shareholder");
  CHECK(role(kEntity, R"({"type":"voting-rights"})") == "shareholder");
  CHECK(role(kEntity, R"({"type":"votingRights"})") == "shareholder");
  CHECK(role(kPerson, R"({"type":"voting-rights"})") == "beneficial_owner");
  CHECK(role(kPerson, R"({"type":"shareholding","beneficialOwnershipOrControl":false})") == "shareholder");
  CHECK(role(kPerson, R"({"type":"seniorManagingOfficial"})") == "manager");
  CHECK(role(kEntity, R"({"type":"board-member"})") == "board");
  CHECK(role(kEntity, R"({"type":"trustee"})") == "unknown (missing)");
  CHECK(role(kEntity, R"({"type":"shareholding","directOrIndirect":"indirect"})") == "unknown (missing)");
  CHECK(role(kPerson, R"({"type":"trustee","beneficialOwnershipOrControl":true})") == "beneficial_owner");
}

TEST_CASE("interests of one party are one tie for each role, with the words of all") {
  const auto read = import_one(
      importer,
      "[" +
          held_by(
              "t", kEntity,
              R"({"type":"shareholding","share":{"exact":40},"startDate":"2016-04-06"},{"type":"appointment-of-board"},{"type":"boardMember","startDate":"2020-01-01","endDate":"2021-01-01"})") +
          "]");
  CHECK(read.keys("ownership") == std::set<std::string>{"bods:t", "bods:t/board"});
  CHECK(read.value("ownership", "bods:t", "interest") == "shareholding 40 %, appointment-of-board");
  CHECK(read.value("ownership", "bods:t", "start_date") == "2016-04-06");
  CHECK(read.value("ownership", "bods:t", "end_date").empty());
  CHECK(read.value("ownership", "bods:t/board", "end_date") == "2021-01-01");
}

TEST_CASE("a party that is not named is a fact with its reason") {
  const std::string anonymous = R"({"statementID":"p","statementType":"personStatement","personType":"anonymousPerson"})";
  const auto read = import_one(
      importer,
      "[" + held_by("t", R"("unspecified":{"reason":"interested-party-has-not-provided-information","description":"no reply"})", "") + "," +
          held_by("u", kPerson, R"({"type":"shareholding"})") + "," + anonymous + "]");
  CHECK(read.value("ownership", "bods:t", "owner_type") == "unknown");
  CHECK(read.value("ownership", "bods:t", "unidentified_reason") == "interested-party-has-not-provided-information: no reply");
  CHECK(read.value("ownership", "bods:t", "role") == "beneficial_owner");
  CHECK(read.value("ownership", "bods:u", "owner_type") == "unknown");
  CHECK(read.value("ownership", "bods:u", "person").empty());
  CHECK(read.keys("person").empty());
  const auto exempt = import_one(
      importer, "[" + record("r", "relationship", "2024-01-01", relation(R"({"reason":"subjectExemptFromDisclosure"})", "")) + "]");
  CHECK(exempt.value("organisation", "bods:P/e", "beneficial_owner_exempt") == "yes");
}

TEST_CASE("a state that owns is a state, with its country") {
  const auto read =
      import_one(importer, "[" + record("r", "relationship", "2024-01-01", relation("\"s\"", R"({"type":"shareholding"})")) + "," +
                               record("s", "entity", "2024-01-01",
                                      R"({"entityType":{"type":"stateBody"},"name":"M","jurisdiction":{"name":"Finland","code":"FI"}})") +
                               "]");
  CHECK(read.value("ownership", "bods:P/r", "owner_type") == "state");
  CHECK(read.value("ownership", "bods:P/r", "country") == "FI");
  CHECK(read.value("organisation", "bods:P/s", "is_public_body") == "yes");
}

TEST_CASE("identifiers are kept under their schemes, once each, with the zeros that a number has lost") {
  const auto read = import_one(
      importer,
      "[" +
          entity(
              "e",
              R"("name":"E","identifiers":[{"scheme":"GB-COH","id":239718},{"scheme":"GB-COH","id":"00239718"},{"scheme":"XI-LEI","id":"529900T8BM49AURSDO55"},)"
              R"({"schemeName":"OpenCorporates","id":"https://opencorporates.com/companies/gb/00239718"},{"schemeName":"Not a valid Org-Id scheme","id":"7"},)"
              R"({"schemeName":"Company register, Atlantis","id":"A-1"},{"scheme":"X","id":"n/a"},"text"])") +
          "]");
  CHECK(read.value("organisation", "bods:e", "reg_number") == "00239718");
  CHECK(read.value("organisation", "bods:e", "reg_scheme") == "GB-COH");
  CHECK(read.value("organisation", "bods:e", "lei") == "529900T8BM49AURSDO55");
  CHECK(read.value("organisation", "bods:e", "other_identifiers") == "[OPENCORPORATES:gb/00239718, COMPANY-REGISTER-ATLANTIS:A-1, …]");
}

TEST_CASE("of a person neither nationality nor address nor identity papers are read") {
  const auto read = import_one(
      importer,
      R"([{"statementID":"p","statementType":"personStatement","personType":"knownPerson","names":[{"givenName":"A","familyName":"B"}],"birthDate":"1970-05",)"
      R"("nationalities":[{"code":"LV","name":"Latvian"}],"addresses":[{"address":"Mājas iela 1"}],"placeOfBirth":{"address":"Ventspils"},)"
      R"("identifiers":[{"scheme":"LVA-PASSPORT","id":"PP1"},{"scheme":"LVA-TAXID","id":"TT1"},{"schemeName":"Owner register","id":"o-1"}],)"
      R"("politicalExposure":{"status":"isPep"}}])");
  CHECK(read.value("person", "bods:p", "name") == "A B");
  CHECK(read.value("person", "bods:p", "register_id") == "o-1");
  CHECK(read.value("person", "bods:p", "birth_date") == "unknown (unreadable)");
  for (const char* never : {"LV", "Latvian", "Mājas", "Ventspils", "PP1", "TT1", "isPep"}) {
    INFO(never);
    CHECK(read.dump().find(never) == std::string::npos);
  }
}

TEST_CASE("statements that cannot be used are rejected with their place, the others are read") {
  const auto read = import_one(
      importer, "[" + entity("e", R"("name":"E")") +
                    R"(,1,{"statementType":"entityStatement","name":"x"},{"statementID":"x","statementType":"odd"},)" +
                    R"({"statementID":"y","statementType":"ownershipOrControlStatement","subject":{"describedByEntityStatement":"e"}},)" +
                    record("z", "entity", "2024-01-01", "\"text\"") + "," + entity("g", R"("name":["no text"],"identifiers":"x")") + "]");
  CHECK(read.rejected() == "KD1146@/1 KD1510@/2 KD1511@/3 KD1512@/4 KD1511@/5");
  CHECK(read.keys("organisation") == std::set<std::string>{"bods:e", "bods:g"});
  CHECK(import_one(importer, "[" + entity("e", "\"x\":" + std::string(500, '[') + std::string(500, ']')) + "]").rejected() == "KD1142@/0");
}

TEST_CASE("files of statements are known by the type of their first statement") {
  const auto sure = [](std::string_view head) { return importer.recognise("x.json", head); };
  CHECK(sure(R"([{"statementID":"a","statementType":"personStatement"}])") > 50);
  CHECK(sure(R"({"statementId":"a","recordId":"b","recordType":"entity"})") > 50);
  CHECK(sure(R"([{"recordType":"entity","recordDetails":{}}])") > 50);
  CHECK(sure(R"([{"statementType":"other"}])") == 0);
  CHECK(sure(R"({"records":[{"compiledRelease":{}}]})") == 0);
}
