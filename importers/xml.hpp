// Careful ways to look into an XML element, whatever prefixes its sender uses for namespaces.
// Used by the importers of XML formats.
// Views point into the document, which must outlive them.
// Law: names are compared without their prefix; an absent element is an empty node and gives empty text.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace kede::importers {

// "cbc:ID" -> "ID"
std::string_view local_name(std::string_view name);
inline std::string_view local_name(pugi::xml_node node) { return local_name(std::string_view(node.name())); }

// The first element at `path` ("Company/PartyName/Name"): at each step the first child of this name.
pugi::xml_node find(pugi::xml_node node, std::string_view path);
// All elements of the last name of `path`, below the first ones of the names before it, in the order of the document.
std::vector<pugi::xml_node> all(pugi::xml_node node, std::string_view path);
// The first child called `name` whose attribute (compared without prefix) has this value.
pugi::xml_node find_with(pugi::xml_node node, std::string_view name, std::string_view attribute, std::string_view value);

// Text directly inside the element, trimmed.
std::string_view text_of(pugi::xml_node node);
inline std::string_view text_at(pugi::xml_node node, std::string_view path) { return text_of(find(node, path)); }
// Text of the element and everything in it, white space collapsed.
std::string all_text_of(pugi::xml_node node);
std::string_view attribute_of(pugi::xml_node node, std::string_view name);

// "/ContractAwardNotice/LotTender[2]": names without prefix, a number where siblings share the name.
std::string path_of(pugi::xml_node node);

}  // namespace kede::importers
