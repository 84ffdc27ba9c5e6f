// What the tests of the eForms importer share: notices put together from parts, an import from memory, and easy looks at what came out.
// Used by the tests of this folder only.
// Plain values.
// Law: everything that the importer hands over can be asked for.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "importers/eforms/importer.hpp"

namespace eforms_test {

using namespace kede;

inline const model::Vocabulary& vocabulary() {
  static const model::Vocabulary built_in = [] {
    auto read = model::Vocabulary::built_in();
    if (!read) throw std::runtime_error("the built-in vocabulary cannot be read");
    return std::move(read).value();
  }();
  return built_in;
}

class Imported final : public model::RecordSink {
 public:
  SourceId add_source(model::Source source) override {
    sources.push_back(std::move(source));
    return make_id<SourceId>(sources.size() - 1);
  }
  void complete_source(SourceId id, model::Source source) override { sources[index(id)] = std::move(source); }
  void add(model::Record record) override { records.push_back(std::move(record)); }
  void reject(model::Rejection rejection) override { rejections.push_back(std::move(rejection)); }

  std::vector<model::Source> sources;
  std::vector<model::Record> records;
  std::vector<model::Rejection> rejections;
  DiagnosticSink diagnostics;

  std::vector<model::Fact> facts(std::string_view kind, std::string_view key, std::string_view field) const {
    std::vector<model::Fact> out;
    const model::FieldId id = vocabulary().field_id(std::string(kind) + '.' + std::string(field));
    for (const model::Record& record : records) {
      if (record.kind != vocabulary().find_kind(kind)->id || record.key != key) continue;
      for (const model::Fact& fact : record.facts) {
        if (fact.field == id) out.push_back(fact);
      }
    }
    return out;
  }
  // Their values as text, joined by " | "; lists with all items.
  std::string value(std::string_view kind, std::string_view key, std::string_view field) const {
    std::string out;
    for (const model::Fact& fact : facts(kind, key, field)) {
      if (!out.empty()) out += " | ";
      if (const auto* list = std::get_if<model::List>(&fact.value)) {
        for (std::size_t i = 0; i < list->items.size(); ++i) out += (i > 0 ? ", " : "") + model::to_text(list->items[i]);
      } else {
        out += model::to_text(fact.value);
      }
    }
    return out;
  }
  std::set<std::string> keys(std::string_view kind) const {
    std::set<std::string> out;
    for (const model::Record& record : records) {
      if (record.kind == vocabulary().find_kind(kind)->id) out.insert(record.key);
    }
    return out;
  }
  std::size_t told(const std::string& code) const {
    const auto found = diagnostics.totals().find(code);
    return found == diagnostics.totals().end() ? 0 : found->second;
  }
  // Everything, as text.
  std::string all() const {
    std::string out;
    for (const model::Record& record : records) {
      out += vocabulary().kind(record.kind).name + ' ' + record.key + " @" + record.place + '\n';
      for (const model::Fact& fact : record.facts)
        out +=
            "  " + vocabulary().field(fact.field).name + " = " + model::to_text(fact.value) + " @" + fact.place + " [" + fact.raw + "]\n";
    }
    for (const model::Rejection& rejection : rejections) out += "rejected " + rejection.place + ' ' + rejection.reason.code + '\n';
    return out;
  }
};

inline Imported import_files(const std::map<std::string, std::string>& files) {
  const MemoryFileSystem memory(files);
  Imported out;
  importers::ImportContext context{memory, vocabulary(), out.diagnostics};
  std::vector<importers::InputFile> inputs;
  for (const auto& [path, bytes] : files) inputs.push_back({path});
  if (!importers::eforms::importer.read(inputs, context, out)) throw std::runtime_error("nothing could be read");
  return out;
}

inline Imported import_text(const std::string& text) { return import_files({{"notice.xml", text}}); }

// The parts of a notice; what is left out stands for the usual.
struct NoticeText {
  std::string root = "ContractAwardNotice";
  std::string extension = {};  // inside EformsExtension
  std::string id = "11111111-aaaa-4aaa-8aaa-000000000001";
  std::string version = "01";
  std::string folder = "22222222-bbbb-4bbb-8bbb-000000000001";
  std::string date = "2025-03-10+02:00";
  std::string form = "result";
  std::string type = "can-standard";
  std::string body = {};  // behind the language
};

inline std::string xml(const NoticeText& notice) {
  const std::string ubl = "urn:oasis:names:specification:ubl:schema:xsd:";
  const std::string data = "http://data.europa.eu/p27/eforms-ubl-extension";
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + notice.root + " xmlns=\"" + ubl + notice.root + "-2\" xmlns:cac=\"" + ubl +
         "CommonAggregateComponents-2\" xmlns:cbc=\"" + ubl + "CommonBasicComponents-2\" xmlns:ext=\"" + ubl +
         "CommonExtensionComponents-2\" xmlns:efac=\"" + data + "-aggregate-components/1\" xmlns:efbc=\"" + data +
         "-basic-components/1\" xmlns:efext=\"" + data + "s/1\"><ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent>" +
         "<efext:EformsExtension>" + notice.extension + "</efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension>" +
         "</ext:UBLExtensions><cbc:CustomizationID>eforms-sdk-1.10</cbc:CustomizationID><cbc:ID schemeName=\"notice-id\">" + notice.id +
         "</cbc:ID><cbc:ContractFolderID>" + notice.folder + "</cbc:ContractFolderID><cbc:IssueDate>" + notice.date +
         "</cbc:IssueDate><cbc:VersionID>" + notice.version + "</cbc:VersionID><cbc:NoticeTypeCode listName=\"" + notice.form + "\">" +
         notice.type + "</cbc:NoticeTypeCode><cbc:NoticeLanguageCode>LAV</cbc:NoticeLanguageCode>" + notice.body + "</" + notice.root +
         ">\n";
}

inline std::string reference(const std::string& element, const std::string& id) {
  return "<" + element + "><cbc:ID>" + id + "</cbc:ID></" + element + ">";
}

// An organisation with its name, number and country of three letters; `more` stands inside Company, `before` beside it.
inline std::string organisation(const std::string& id, const std::string& name, const std::string& number,
                                const std::string& country = "LVA", const std::string& more = {}, const std::string& before = {}) {
  return "<efac:Organization>" + before + "<efac:Company>" + more + "<cac:PartyIdentification><cbc:ID schemeName=\"organization\">" + id +
         "</cbc:ID></cac:PartyIdentification><cac:PartyName><cbc:Name languageID=\"LAV\">" + name +
         "</cbc:Name></cac:PartyName><cac:PostalAddress><cbc:StreetName>Pļavu iela 1</cbc:StreetName><cbc:CityName>Rīga</cbc:CityName>" +
         "<cbc:PostalZone>LV-1001</cbc:PostalZone><cac:Country><cbc:IdentificationCode>" + country +
         "</cbc:IdentificationCode></cac:Country></cac:PostalAddress><cac:PartyLegalEntity><cbc:CompanyID>" + number +
         "</cbc:CompanyID></cac:PartyLegalEntity></efac:Company></efac:Organization>";
}

inline std::string organisations(const std::string& all) { return "<efac:Organizations>" + all + "</efac:Organizations>"; }
inline std::string result(const std::string& parts) { return "<efac:NoticeResult>" + parts + "</efac:NoticeResult>"; }

inline std::string lot_result(const std::string& id, const std::string& lot, const std::string& code, const std::string& more) {
  return "<efac:LotResult><cbc:ID>" + id + "</cbc:ID><cbc:TenderResultCode>" + code + "</cbc:TenderResultCode>" + more +
         "<efac:TenderLot><cbc:ID schemeName=\"Lot\">" + lot + "</cbc:ID></efac:TenderLot></efac:LotResult>";
}
inline std::string received(const std::string& count, const std::string& code = "tenders", const std::string& privacy = {}) {
  return "<efac:ReceivedSubmissionsStatistics>" + privacy + "<efbc:StatisticsCode>" + code +
         "</efbc:StatisticsCode><efbc:StatisticsNumeric>" + count + "</efbc:StatisticsNumeric></efac:ReceivedSubmissionsStatistics>";
}
inline std::string tender(const std::string& id, const std::string& lot, const std::string& party, const std::string& amount,
                          const std::string& more = {}) {
  return "<efac:LotTender><cbc:ID>" + id + "</cbc:ID>" + more +
         (amount.empty() ? std::string()
                         : "<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID=\"EUR\">" + amount +
                               "</cbc:PayableAmount></cac:LegalMonetaryTotal>") +
         reference("efac:TenderingParty", party) + "<efac:TenderLot><cbc:ID schemeName=\"Lot\">" + lot +
         "</cbc:ID></efac:TenderLot></efac:LotTender>";
}
inline std::string contract(const std::string& id, const std::string& number, const std::string& tenders) {
  return "<efac:SettledContract><cbc:ID>" + id +
         "</cbc:ID><cbc:AwardDate>2025-02-20+02:00</cbc:AwardDate><cbc:IssueDate>2025-03-03+02:00</cbc:IssueDate>"
         "<efac:ContractReference><cbc:ID>" +
         number + "</cbc:ID></efac:ContractReference>" + tenders + "</efac:SettledContract>";
}
inline std::string tenderer(const std::string& id, const std::string& leads = {}) {
  return "<efac:Tenderer><cbc:ID>" + id + "</cbc:ID>" +
         (leads.empty() ? std::string() : "<efbc:GroupLeadIndicator>" + leads + "</efbc:GroupLeadIndicator>") + "</efac:Tenderer>";
}
inline std::string party(const std::string& id, const std::string& members) {
  return "<efac:TenderingParty><cbc:ID>" + id + "</cbc:ID>" + members + "</efac:TenderingParty>";
}
inline std::string subcontractor(const std::string& id, const std::string& mains = {}) {
  return "<efac:SubContractor><cbc:ID>" + id + "</cbc:ID>" + mains + "</efac:SubContractor>";
}
inline std::string term(const std::string& parts) { return "<efac:SubcontractingTerm>" + parts + "</efac:SubcontractingTerm>"; }
inline std::string privacy(const std::string& code) {
  return "<efac:FieldsPrivacy><efbc:FieldIdentifierCode>" + code +
         "</efbc:FieldIdentifierCode><efbc:PublicationDate>2027-01-01+02:00</efbc:PublicationDate></efac:FieldsPrivacy>";
}

inline std::string lot(const std::string& id, const std::string& nature = "works", const std::string& terms = {},
                       const std::string& process = {}, const std::string& project = {}) {
  return "<cac:ProcurementProjectLot><cbc:ID schemeName=\"Lot\">" + id + "</cbc:ID><cac:TenderingTerms>" + terms +
         "</cac:TenderingTerms><cac:TenderingProcess>" + process + "</cac:TenderingProcess><cac:ProcurementProject>" +
         "<cbc:Name languageID=\"LAV\">Daļa " + id + "</cbc:Name><cbc:ProcurementTypeCode>" + nature +
         "</cbc:ProcurementTypeCode><cac:MainCommodityClassification><cbc:ItemClassificationCode "
         "listName=\"cpv\">45210000</cbc:ItemClassificationCode></cac:MainCommodityClassification>" +
         project + "</cac:ProcurementProject></cac:ProcurementProjectLot>";
}
inline std::string procedure(const std::string& lots, const std::string& more = {}, const std::string& nature = "works") {
  return "<cac:ContractingParty><cac:ContractingPartyType><cbc:PartyTypeCode "
         "listName=\"buyer-legal-type\">la</cbc:PartyTypeCode></cac:ContractingPartyType><cac:Party>" +
         reference("cac:PartyIdentification", "ORG-0001") +
         "</cac:Party></cac:ContractingParty><cac:TenderingProcess><cbc:ProcedureCode>open</cbc:ProcedureCode></cac:TenderingProcess>"
         "<cac:ProcurementProject><cbc:Name languageID=\"ENG\">School</cbc:Name><cbc:Name languageID=\"LAV\">Skola</cbc:Name>"
         "<cbc:ProcurementTypeCode>" +
         nature + "</cbc:ProcurementTypeCode>" + more +
         "<cac:MainCommodityClassification><cbc:ItemClassificationCode listName=\"cpv\">45214200</cbc:ItemClassificationCode>"
         "</cac:MainCommodityClassification></cac:ProcurementProject>" +
         lots;
}

inline const std::string kFolder = "eforms:22222222-bbbb-4bbb-8bbb-000000000001";
inline const std::string kNotice = "eforms:notice/11111111-aaaa-4aaa-8aaa-000000000001";

}  // namespace eforms_test
