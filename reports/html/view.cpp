#include "reports/html/view.hpp"

#include "engine/base/resources.hpp"
#include "engine/base/text.hpp"

namespace kede::reports {

namespace mustache = kainjow::mustache;

View& View::text(const std::string& name, const std::string& value) {
  if (value.empty()) {
    data_.set(name, mustache::data(mustache::data::type::bool_false));
  } else {
    data_.set(name, replace_invalid_utf8(value));
  }
  return *this;
}

View& View::flag(const std::string& name, bool value) {
  data_.set(name, mustache::data(value ? mustache::data::type::bool_true : mustache::data::type::bool_false));
  return *this;
}

View& View::list(const std::string& name, std::vector<View> items) {
  mustache::data list(mustache::data::type::list);
  for (const View& item : items) list << item.data_;
  data_.set(name, list);
  return *this;
}

View& View::inside(const std::string& name, View view) {
  data_.set(name, view.data_);
  return *this;
}

Templates::Templates(const Words& words) {
  std::map<std::string, View> groups;
  for (const auto& [key, text] : words.all()) {
    const std::size_t dot = key.find('.');
    groups[key.substr(0, dot)].text(key.substr(dot + 1), text);
  }
  for (auto& [name, group] : groups) words_.inside(name, std::move(group));
}

std::string Templates::raw(const std::string& name) { return std::string(resource("reports/html/" + name).value_or("")); }

std::string Templates::fill(const std::string& name, View view) {
  auto found = parsed_.find(name);
  if (found == parsed_.end()) found = parsed_.emplace(name, mustache::mustache(raw(name + ".mustache"))).first;
  view.inside("w", words_);
  std::string out = found->second.render(view.data());
  if (!found->second.is_valid() && !fault_) fault_ = error("KD5001").arg("template", name).arg("reason", found->second.error_message());
  return out;
}

}  // namespace kede::reports
