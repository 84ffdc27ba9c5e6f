#include "importers/xml.hpp"

#include <algorithm>

#include "engine/base/text.hpp"

namespace kede::importers {
namespace {

// Looks at the end of the name first: most names differ there, and the prefix need not be found.
bool is_called(pugi::xml_node node, std::string_view name) {
  const std::string_view full = node.name();
  if (!full.ends_with(name)) return false;
  return (full.size() == name.size() || local_name(full) == name) && node.type() == pugi::node_element;
}

pugi::xml_node child_called(pugi::xml_node node, std::string_view name) {
  for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
    if (is_called(child, name)) return child;
  }
  return {};
}

}  // namespace

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node find(pugi::xml_node node, std::string_view path) {
  while (node && !path.empty()) {
    const std::size_t slash = path.find('/');
    node = child_called(node, path.substr(0, slash));
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  }
  return node;
}

std::vector<pugi::xml_node> all(pugi::xml_node node, std::string_view path) {
  std::vector<pugi::xml_node> out;
  const std::size_t slash = path.rfind('/');
  const pugi::xml_node parent = slash == std::string_view::npos ? node : find(node, path.substr(0, slash));
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  for (pugi::xml_node child = parent.first_child(); child; child = child.next_sibling()) {
    if (is_called(child, name)) out.push_back(child);
  }
  return out;
}

pugi::xml_node find_with(pugi::xml_node node, std::string_view name, std::string_view attribute, std::string_view value) {
  for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
    if (is_called(child, name) && attribute_of(child, attribute) == value) return child;
  }
  return {};
}

std::string_view text_of(pugi::xml_node node) { return trim(node.child_value()); }

std::string all_text_of(pugi::xml_node node) {
  std::string out;
  const auto add = [&](std::string_view text) {
    for (const char c : text) {
      const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (!space) {
        out.push_back(c);
      } else if (!out.empty() && out.back() != ' ') {
        out.push_back(' ');
      }
    }
  };
  for (pugi::xml_node at = node.first_child(); at;) {
    if (at.type() == pugi::node_pcdata || at.type() == pugi::node_cdata) add(at.value());
    if (at.first_child()) {
      add(" ");
      at = at.first_child();
      continue;
    }
    while (at != node && !at.next_sibling()) {
      at = at.parent();
      add(" ");
    }
    if (at == node) break;
    at = at.next_sibling();
  }
  return std::string(trim(out));
}

std::string_view attribute_of(pugi::xml_node node, std::string_view name) {
  for (pugi::xml_attribute each = node.first_attribute(); each; each = each.next_attribute()) {
    if (local_name(std::string_view(each.name())) == name) return trim(each.value());
  }
  return {};
}

std::string path_of(pugi::xml_node node) {
  std::vector<std::string> steps;
  for (; node && node.type() == pugi::node_element; node = node.parent()) {
    const std::string_view name = local_name(node);
    std::size_t before = 0;
    bool several = false;
    for (pugi::xml_node other = node.previous_sibling(); other; other = other.previous_sibling())
      before += is_called(other, name) ? 1U : 0U;
    for (pugi::xml_node other = node.next_sibling(); other && !several; other = other.next_sibling()) several = is_called(other, name);
    steps.push_back('/' + std::string(name));
    if (before > 0 || several) steps.back() += '[' + std::to_string(before + 1) + ']';
  }
  std::string out;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) out += *step;
  return out;
}

}  // namespace kede::importers
