#include "importers/json_head.hpp"

#include <algorithm>

#include "engine/base/text.hpp"

namespace kede::importers {
namespace {

constexpr std::string_view kSpaces = " \t\r\n";
constexpr std::size_t kMembers = 200;

std::size_t end_of_string(std::string_view text, std::size_t open) {
  std::size_t at = open + 1;
  while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2U : 1U;
  return std::min(at, text.size());
}

}  // namespace

JsonHead::JsonHead(std::string_view head) {
  const std::string_view text = trim(head);
  if (text.empty() || (text[0] != '{' && text[0] != '[')) return;
  const std::size_t level = text[0] == '[' ? 2 : 1;
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size() && members_.size() < kMembers; ++at) {
    const char c = text[at];
    if (c == '{' || c == '[') {
      ++depth;
      if (depth == 2 && level == 2 && c == '[') return;
    } else if (c == '}' || c == ']') {
      if (depth-- <= level) return;
    } else if (c == '"') {
      const std::size_t end = end_of_string(text, at);
      const std::size_t colon = depth == level ? text.find_first_not_of(kSpaces, end + 1) : std::string_view::npos;
      if (colon < text.size() && text[colon] == ':') {
        const std::size_t value = text.find_first_not_of(kSpaces, colon + 1);
        if (value == std::string_view::npos) return;
        HeadMember member{text.substr(at + 1, end - at - 1), text[value], {}};
        if (member.first == '"') member.text = text.substr(value + 1, end_of_string(text, value) - value - 1);
        members_.push_back(member);
        at = member.first == '"' ? end_of_string(text, value) : value - 1;
      } else {
        at = end;
      }
    }
  }
}

const HeadMember* JsonHead::find(std::string_view name) const {
  const auto found = std::find_if(members_.begin(), members_.end(), [&](const HeadMember& member) { return member.name == name; });
  return found == members_.end() ? nullptr : &*found;
}

bool JsonHead::has(std::string_view name, std::string_view first) const {
  const HeadMember* member = find(name);
  return member != nullptr && first.find(member->first) != std::string_view::npos;
}

std::string_view JsonHead::text(std::string_view name) const {
  const HeadMember* member = find(name);
  return member == nullptr ? std::string_view() : member->text;
}

}  // namespace kede::importers
