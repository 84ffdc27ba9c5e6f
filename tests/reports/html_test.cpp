#include <catch2/catch.hpp>

#include <pugixml.hpp>

#include <regex>
#include <set>

#include "engine/base/text.hpp"
#include "reports/html/chain_drawing.hpp"
#include "reports/html/html_report.hpp"
#include "tests/reports/fixture.hpp"

using namespace kede;
using namespace kede::testing;

namespace {

constexpr Language kLanguages[] = {Language::en, Language::lv};

std::string page(const Screened& screened, Language language) { return written(reports::html_report, screened, language, "report.html"); }

std::vector<std::string> attribute_values(const std::string& html, const std::string& name) {
  std::vector<std::string> values;
  const std::regex pattern("[\\s]" + name + "=\"([^\"]*)\"");
  for (std::sregex_iterator at(html.begin(), html.end(), pattern), end; at != end; ++at) values.push_back((*at)[1]);
  return values;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

reports::Drawing hostile_drawing() {
  reports::Drawing drawing;
  drawing.title = "<b>\"&'";
  drawing.description = "</svg><script>";
  const std::string names[] = {"\"<a href='x'>&amp;", "line one\nline two\r\t\x01",
                               std::string(300, 'W'), "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xE2\x80\xAE abc",
                               "\xFF\xC3(",           "\\N \\G \\L {a|b} <html>"};
  for (const std::string& name : names) {
    reports::DrawnNode node;
    node.name = name;
    node.role = "subcontractor";
    node.flagged = drawing.nodes.size() == 2;
    drawing.nodes.push_back(node);
    if (drawing.nodes.size() > 1)
      drawing.links.push_back(
          {drawing.nodes.size() - 2, drawing.nodes.size() - 1, static_cast<graph::EdgeKind>(drawing.nodes.size()), name});
  }
  return drawing;
}

}  // namespace

TEST_CASE("the page asks nothing of the network", "[html]") {
  for (const Language language : kLanguages) {
    const std::string html = page(school_cleaning(), language);
    for (const std::string name : {"src", "href", "xlink:href", "action", "srcset"}) {
      for (const std::string& value : attribute_values(html, name)) {
        INFO(name << "=" << value);
        CHECK(value.starts_with('#'));
      }
    }
    CHECK_FALSE(contains(html, "@import"));
    CHECK_FALSE(contains(html, "url("));
    CHECK(contains(html, "default-src 'none'"));
  }
}

TEST_CASE("every id is there once and every link inside the page arrives", "[html]") {
  for (const Language language : kLanguages) {
    for (const Screened& screened : {school_cleaning(), many_bids(70), nothing_in_it()}) {
      const std::string html = page(screened, language);
      std::set<std::string> ids;
      for (const std::string& id : attribute_values(html, "id")) {
        INFO(id);
        CHECK(ids.insert(id).second);
      }
      for (const std::string& link : attribute_values(html, "href")) {
        INFO(link);
        CHECK(ids.contains(link.substr(1)));
      }
      for (const std::string& named : attribute_values(html, "aria-labelledby")) {
        for (const std::string_view id : split(named, ' ')) CHECK(ids.contains(std::string(id)));
      }
    }
  }
}

TEST_CASE("a hostile name stays text", "[html]") {
  const std::string html = page(school_cleaning(), Language::en);
  CHECK_FALSE(contains(html, "<script>alert"));
  CHECK_FALSE(contains(html, "</title><script>"));
  CHECK(contains(html, "&lt;script&gt;alert("));
}

TEST_CASE("all sections are there in both languages, with headings in order", "[html]") {
  for (const Language language : kLanguages) {
    const std::string html = page(school_cleaning(), language);
    const reports::Words words = reports::Words::built_in(language);
    CHECK(contains(html, "<html lang=\"" + std::string(to_text(language)) + "\">"));
    for (const std::string_view key :
         {"decision.title", "bids.title", "questions.title", "requirements.title", "read.title", "method.title"}) {
      CHECK(contains(html, "<h2>" + words.text(key) + "</h2>"));
    }
    int level = 0;
    const std::regex heading("<h([1-6])");
    for (std::sregex_iterator at(html.begin(), html.end(), heading), end; at != end; ++at) {
      const int next = std::stoi((*at)[1]);
      INFO(html.substr(static_cast<std::size_t>(at->position()), 80));
      CHECK(next <= level + 1);
      level = next;
    }
  }
}

TEST_CASE("the page is well formed and every header cell has a scope", "[html]") {
  for (const Language language : kLanguages) {
    std::string html = page(school_cleaning(), language);
    // As XML: the doctype goes, void elements close, the style and script are plain text.
    html = std::regex_replace(html, std::regex("<(meta|br)([^>]*)>"), "<$1$2/>");
    html = html.substr(html.find("<html"));
    pugi::xml_document document;
    const pugi::xml_parse_result parsed = document.load_buffer(html.data(), html.size());
    INFO(parsed.description() << " at " << html.substr(static_cast<std::size_t>(parsed.offset), 120));
    REQUIRE(parsed);
    for (const pugi::xpath_node& cell : document.select_nodes("//th")) CHECK(cell.node().attribute("scope"));
    for (const pugi::xpath_node& table : document.select_nodes("//table")) CHECK(table.node().child("caption"));
    for (const pugi::xpath_node& drawing : document.select_nodes("//svg[@role='img']")) {
      CHECK(drawing.node().child("title"));
      CHECK(drawing.node().child("desc"));
    }
    CHECK_FALSE(document.select_nodes("//svg[@role='img']").empty());
  }
}

TEST_CASE("each flag shows why it may be harmless and how to answer; an unknown is no flag", "[html]") {
  const std::string html = page(school_cleaning(), Language::en);
  CHECK(contains(html, "A visa fee that was refunded in full with the first wage."));
  CHECK(contains(html, "How the bidder can answer"));
  const std::size_t details = html.find("id=\"bids\"");
  const std::size_t questions = html.find("id=\"questions\"");
  const std::string told = html.substr(details, questions - details);
  CHECK_FALSE(contains(told, "A locker to which the worker alone has the key."));  // DOC-01 is only unknown here
  CHECK(contains(html.substr(questions), "Where are workers&apos; identity documents kept"));
}

TEST_CASE("requirements stand by lot and phase, and lead to the findings they answer", "[html]") {
  const std::string html = page(school_cleaning(), Language::en);
  const std::size_t from = html.find("<section id=\"requirements\">");
  const std::string told = html.substr(from, html.find("<section id=\"read\">") - from);
  CHECK(contains(told, "<dt>Answers the flags</dt>"));
  CHECK(contains(told, "<a href=\"#flag-"));
  CHECK(contains(told, "<dt>Answers the open questions</dt>"));
  CHECK(contains(told, "<dt>Legal basis</dt>"));
  CHECK_FALSE(contains(told, "For length only these lots"));
  CHECK(contains(page(many_contracts(30), Language::en), "For length only these lots are answered here; report.json has all."));
}

TEST_CASE("a very long report says what it leaves out", "[html]") {
  const Screened screened = many_bids(70);
  const std::string html = page(screened, Language::en);
  CHECK(contains(html, "SIA Papildu pretendents 69"));
  CHECK(contains(html, "Not described here for length: 14."));
}

TEST_CASE("hostile names and shapes leave a drawing well formed", "[html][drawing]") {
  const reports::Words words = reports::Words::built_in(Language::en);
  reports::Templates templates(words);
  const reports::GraphLayout layout;
  for (const bool downwards : {false, true}) {
    reports::Drawing drawing = hostile_drawing();
    drawing.downwards = downwards;
    const std::string svg = reports::draw(drawing, "d", layout, templates);
    INFO(svg.substr(0, 2000));
    pugi::xml_document document;
    REQUIRE(document.load_buffer(svg.data(), svg.size()));
    CHECK(document.select_nodes("//g[starts-with(@class,'node')]").size() == drawing.nodes.size());
    CHECK(document.select_nodes("//g[starts-with(@class,'edge')]").size() == drawing.links.size());
    CHECK(document.select_nodes("//script").empty());
    CHECK(svg == reports::draw(drawing, "d", layout, templates));
  }
}
