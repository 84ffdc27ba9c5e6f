// One look at an object of JSON and at an element of XML, since DECP publishes the same tree as both.
// Made by the importer for each contract; used by the readers of its parts.
// Refers to the parsed document, which must outlive it.
// Law: an absent, null or empty member gives empty text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "importers/json.hpp"
#include "importers/xml.hpp"

namespace kede::importers::decp {

class Element {
 public:
  explicit Element(const rapidjson::Value* value) : at_(value) {}
  explicit Element(pugi::xml_node node) : at_(node) {}

  struct Placed;
  // At a path such as "acheteur/id"; numbers as the digits that stood there.
  std::string text(std::string_view path) const;
  // The only element of this name, if there is one.
  std::optional<Element> child(std::string_view name) const;
  // What the list holds, whether its elements are wrapped ({"titulaire": {…}}) or bare, or one stands where a list should.
  std::vector<Placed> items(std::string_view list, std::string_view element) const;
  // The same for a list of words.
  std::vector<std::string> words(std::string_view list, std::string_view element) const;

 private:
  std::variant<const rapidjson::Value*, pugi::xml_node> at_;
};

struct Element::Placed {
  Element element;
  std::string place;  // "/titulaires/0"
};

}  // namespace kede::importers::decp
