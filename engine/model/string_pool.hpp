// Every distinct string once, by number.
// Used by the Dataset and by identity.
// Building belongs to one thread; reading is free for all; views stay valid while the pool lives.
// Law: equal text, equal id; ids count up in the order of first sight.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace kede::model {

enum class StringId : std::uint32_t {};

class StringPool {
 public:
  StringPool() { intern(""); }
  StringId intern(std::string_view text) {
    const auto found = ids_.find(text);
    if (found != ids_.end()) return found->second;
    const auto id = static_cast<StringId>(texts_.size());
    texts_.emplace_back(text);
    ids_.emplace(texts_.back(), id);
    return id;
  }
  std::string_view text(StringId id) const { return texts_[static_cast<std::size_t>(id)]; }
  std::size_t size() const { return texts_.size(); }

 private:
  std::deque<std::string> texts_;
  std::unordered_map<std::string_view, StringId> ids_;
};

}  // namespace kede::model
