// What the beginning of a JSON text tells about its kind: the members of its first object.
// Used by importers to recognise their files.
// Pure function; views point into the text.
// Law: looks only at the first object, at the top or in a list there, and never further than the text given.
#pragma once

#include <string_view>
#include <vector>

namespace kede::importers {

struct HeadMember {
  std::string_view name;
  char first = 0;         // of the value: a quotation mark, a bracket, a digit …
  std::string_view text;  // of a value that is a text, as written
};

class JsonHead {
 public:
  explicit JsonHead(std::string_view head);

  const HeadMember* find(std::string_view name) const;
  // Whether there is a member of this name whose value begins with one of these characters.
  bool has(std::string_view name, std::string_view first) const;
  std::string_view text(std::string_view name) const;
  bool empty() const { return members_.empty(); }

 private:
  std::vector<HeadMember> members_;
};

}  // namespace kede::importers
