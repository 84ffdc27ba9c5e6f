// Small TED notices for the tests, and easy looks at what an import makes of them.
// Used by the tests of ted_xml and ted_csv.
// Plain values.
// Law: what a test reads back went through the importer as a user's file would.
#pragma once

#include <string>

#include "importers/ted_xml/importer.hpp"
#include "tests/importers/ocds/support.hpp"

namespace ted_test {

using ocds_test::Imported;
using Files = std::map<std::string, std::string>;

inline Imported import(const kede::importers::Importer& importer, const Files& files, std::size_t max_record_bytes = 64U << 20U) {
  const kede::MemoryFileSystem memory(files);
  Imported out;
  kede::importers::ImportContext context{memory, ocds_test::vocabulary(), out.diagnostics, max_record_bytes};
  std::vector<kede::importers::InputFile> inputs;
  for (const auto& [path, bytes] : files) inputs.push_back({path});
  out.opened = importer.read(inputs, context, out).ok();
  return out;
}

inline Imported import_xml(const Files& files) { return import(kede::importers::ted_xml::importer, files); }
inline Imported import_xml(const std::string& notice) { return import_xml(Files{{"notice.xml", notice}}); }

// A notice with this publication number ("067028-2021") and these forms. `coded` goes into CODIF_DATA.
inline std::string notice(const std::string& number, const std::string& forms, const std::string& coded = {}) {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<TED_EXPORT xmlns="http://publications.europa.eu/resource/schema/ted/R2.0.9/publication" xmlns:n2016="http://publications.europa.eu/resource/schema/ted/2016/nuts" VERSION="R2.0.9.S03.E01" DOC_ID=")" +
         number + R"(">
<CODED_DATA_SECTION><REF_OJS><DATE_PUB>20210209</DATE_PUB></REF_OJS>
<NOTICE_DATA><NO_DOC_OJS>2021/S 027-)" +
         number.substr(0, 6) +
         R"(</NO_DOC_OJS><URI_LIST><URI_DOC LG="LV">http://ted.example/lv</URI_DOC><URI_DOC LG="EN">http://ted.example/en</URI_DOC></URI_LIST>
<ISO_COUNTRY VALUE="LV"/><ORIGINAL_CPV CODE="90910000">Cleaning services</ORIGINAL_CPV></NOTICE_DATA>
<CODIF_DATA>)" +
         coded + "</CODIF_DATA></CODED_DATA_SECTION>" + (forms.empty() ? "" : "<FORM_SECTION>" + forms + "</FORM_SECTION>") +
         "</TED_EXPORT>";
}

inline std::string form(const std::string& name, const std::string& body, const std::string& category = "ORIGINAL") {
  return "<" + name + " CATEGORY=\"" + category + "\" FORM=\"" + name.substr(0, 3) + "\" LG=\"LV\">" + body + "</" + name + ">";
}

inline const std::string buyer =
    R"(<CONTRACTING_BODY><ADDRESS_CONTRACTING_BODY><OFFICIALNAME>Upes novada pašvaldība</OFFICIALNAME><NATIONALID>90000000010</NATIONALID>
<ADDRESS>Ozolu iela 1</ADDRESS><TOWN>Upe</TOWN><POSTAL_CODE>LV-5101</POSTAL_CODE><COUNTRY VALUE="LV"/><CONTACT_POINT>Anna Kalniņa</CONTACT_POINT>
<PHONE>+371 60000000</PHONE><E_MAIL>anna.kalnina@upe.example</E_MAIL><n2016:NUTS CODE="LV008"/><URL_GENERAL>https://upe.example</URL_GENERAL></ADDRESS_CONTRACTING_BODY>
<CA_TYPE VALUE="REGIONAL_AUTHORITY"/></CONTRACTING_BODY>)";

inline std::string contractor(const std::string& name, const std::string& number, const std::string& country = "LV",
                              const std::string& size = "<SME/>") {
  return "<CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>" + name + "</OFFICIALNAME>" +
         (number.empty() ? "" : "<NATIONALID>" + number + "</NATIONALID>") + "<TOWN>Krasts</TOWN><COUNTRY VALUE=\"" + country +
         "\"/></ADDRESS_CONTRACTOR>" + size + "</CONTRACTOR>";
}

// Section V of a result.
inline std::string award(const std::string& head, const std::string& body) {
  return "<AWARD_CONTRACT>" + head + "<AWARDED_CONTRACT>" + body + "</AWARDED_CONTRACT></AWARD_CONTRACT>";
}

inline std::string object(const std::string& rest, const std::string& descriptions) {
  return R"(<OBJECT_CONTRACT><TITLE><P>Telpu uzkopšana</P></TITLE><CPV_MAIN><CPV_CODE CODE="90910000"/></CPV_MAIN><TYPE_CONTRACT CTYPE="SERVICES"/><SHORT_DESCR><P>Uzkopšana divās ēkās.</P></SHORT_DESCR>)" +
         rest + descriptions + "</OBJECT_CONTRACT>";
}

inline std::string lot(const std::string& number, const std::string& more = {}) {
  return "<OBJECT_DESCR><TITLE><P>Daļa " + number + "</P></TITLE><LOT_NO>" + number + "</LOT_NO>" + more + "</OBJECT_DESCR>";
}

}  // namespace ted_test
