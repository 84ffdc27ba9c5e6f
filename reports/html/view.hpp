// The values handed to templates, and the templates themselves.
// Used inside the HTML report only, because the template engine is a heavy header.
// A Templates object belongs to one thread; templates are parsed once.
// Law: every text is escaped by the template engine; only what came out of a template is inserted as it is.
#pragma once

#include <kainjow/mustache.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "reports/words.hpp"

namespace kede::reports {

// An object for a template. An empty text is "false", so that {{#name}} leaves its section out.
class View {
 public:
  View& text(const std::string& name, const std::string& value);
  View& flag(const std::string& name, bool value);
  View& list(const std::string& name, std::vector<View> items);
  View& inside(const std::string& name, View view);
  const kainjow::mustache::data& data() const { return data_; }

 private:
  kainjow::mustache::data data_{kainjow::mustache::object{}};
};

class Templates {
 public:
  explicit Templates(const Words& words);
  // Fills in reports/html/<name>.mustache. The words are at hand as {{w.group.key}}.
  std::string fill(const std::string& name, View view);
  // The bytes of a template without filling it in.
  static std::string raw(const std::string& name);
  // The first thing that went wrong, if any.
  const std::optional<Diagnostic>& fault() const { return fault_; }

 private:
  View words_;
  std::map<std::string, kainjow::mustache::mustache> parsed_;
  std::optional<Diagnostic> fault_;
};

}  // namespace kede::reports
