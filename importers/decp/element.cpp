#include "importers/decp/element.hpp"

#include <rapidjson/document.h>

#include "importers/xml.hpp"

namespace kede::importers::decp {
namespace {

using Json = const rapidjson::Value*;

// Each wrapped or bare element of a list of JSON.
std::vector<Item> unwrapped(Json holder, std::string_view list, std::string_view element) {
  std::vector<Item> out;
  for (const Item& item : items(holder, list, "")) {
    const Json inner = is_object(item.value) ? find(item.value, element) : nullptr;
    if (inner == nullptr) {
      out.push_back(item);
    } else {
      for (Item& each : items(item.value, element, item.pointer)) out.push_back(std::move(each));
    }
  }
  return out;
}

}  // namespace

std::string Element::text(std::string_view path) const {
  if (const auto* json = std::get_if<Json>(&at_)) return id_at(*json, path);
  return std::string(text_at(std::get<pugi::xml_node>(at_), path));
}

std::optional<Element> Element::child(std::string_view name) const {
  if (const auto* json = std::get_if<Json>(&at_)) {
    const Json value = find(*json, name);
    return is_object(value) ? std::optional(Element(value)) : std::nullopt;
  }
  const pugi::xml_node node = find(std::get<pugi::xml_node>(at_), name);
  return node ? std::optional(Element(node)) : std::nullopt;
}

std::vector<Element::Placed> Element::items(std::string_view list, std::string_view element) const {
  std::vector<Placed> out;
  if (const auto* json = std::get_if<Json>(&at_)) {
    for (const Item& item : unwrapped(*json, list, element)) {
      if (is_object(item.value)) out.push_back({Element(item.value), item.pointer});
    }
    return out;
  }
  std::size_t number = 0;
  for (const pugi::xml_node& holder : all(std::get<pugi::xml_node>(at_), list)) {
    for (const pugi::xml_node& node : all(holder, element)) {
      out.push_back({Element(node), '/' + std::string(list) + '/' + std::string(element) + '[' + std::to_string(++number) + ']'});
    }
  }
  return out;
}

std::vector<std::string> Element::words(std::string_view list, std::string_view element) const {
  std::vector<std::string> out;
  if (const auto* json = std::get_if<Json>(&at_)) {
    for (const Item& item : unwrapped(*json, list, element)) out.emplace_back(as_text(item.value));
    return out;
  }
  for (const pugi::xml_node& holder : all(std::get<pugi::xml_node>(at_), list)) {
    for (const pugi::xml_node& node : all(holder, element)) out.emplace_back(text_of(node));
  }
  return out;
}

}  // namespace kede::importers::decp
