// Every word that reports show to people, in one language.
// Made from reports/i18n/{en,lv}.json; used by all reports.
// Const after construction, shared freely.
// Law: both languages have the same keys with the same {names}; no text accuses anybody.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/message_catalogue.hpp"

namespace kede::reports {

class Words {
 public:
  using Arguments = std::vector<std::pair<std::string, std::string>>;

  static Words built_in(Language language);

  Language language() const { return language_; }
  // The text of a key ("decision.title"); the key between ‹ and › when there is none.
  std::string text(std::string_view key) const;
  // The same with {name} replaced. A value is never looked at for further names.
  std::string text(std::string_view key, const Arguments& arguments) const;
  const std::map<std::string, std::string, std::less<>>& all() const { return texts_; }

 private:
  Language language_ = Language::en;
  std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace kede::reports
