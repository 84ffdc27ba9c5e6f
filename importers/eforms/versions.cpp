#include "importers/eforms/versions.hpp"

#include <algorithm>
#include <unordered_map>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "importers/eforms/notice.hpp"
#include "importers/xml.hpp"

namespace kede::importers::eforms {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::size_t kIdentifier = 100;
constexpr std::size_t kChanges = 50;

std::string identifier(std::string_view text) { return replace_invalid_utf8(ascii_lower(shorten(trim(text), kIdentifier))); }

std::string journal_number(std::string_view text) {
  std::string out = identifier(text);
  out.erase(0, std::min(out.find_first_not_of('0'), out.size()));
  return out;
}

std::size_t number_of(std::string_view version) {
  std::size_t out = 0;
  for (const char c : version.substr(0, 9)) {
    if (!is_digit(c)) return 0;
    out = out * 10 + static_cast<std::size_t>(c - '0');
  }
  return out;
}

// Heads of the same identifier and version that cannot be copies of one notice.
bool differ(const Head& a, const Head& b) {
  if (!a.published.empty() && !b.published.empty()) return a.published != b.published;
  return a.sent != b.sent || a.type != b.type;
}

class Planner {
 public:
  explicit Planner(const std::vector<Head>& heads) : heads_(heads), plans_(heads.size()), replaced_by_(heads.size(), kNone) {}

  std::vector<Plan> plan() {
    for (std::size_t i = 0; i < heads_.size(); ++i) {
      if (!heads_[i].notice.empty()) by_notice_[heads_[i].notice].push_back(i);
      if (!heads_[i].published.empty()) by_number_.emplace(heads_[i].published, i);
    }
    for (const auto& [notice, same] : by_notice_) choose_version(same);
    for (std::size_t i = 0; i < heads_.size(); ++i) apply_changes(i);
    name_all();
    return std::move(plans_);
  }

 private:
  void choose_version(const std::vector<std::size_t>& same) {
    std::unordered_map<std::size_t, std::size_t> first_of_version;
    bool shared = false;
    std::size_t newest = same.front();
    for (const std::size_t i : same) {
      const std::size_t version = number_of(heads_[i].version);
      const auto [first, fresh] = first_of_version.try_emplace(version, i);
      shared = shared || (!fresh && differ(heads_[first->second], heads_[i]));
      if (version > number_of(heads_[newest].version)) newest = i;
    }
    for (const std::size_t i : same) {
      plans_[i].identifier_is_shared = shared;
      if (!shared && i != newest) replaced_by_[i] = newest;
    }
  }

  // The notices that a change notice names, and the older versions of them.
  void apply_changes(std::size_t i) {
    if (heads_[i].modifies_contract) return;
    for (const std::string& named : heads_[i].changes) {
      if (const auto numbered = by_number_.find(journal_number(named)); numbered != by_number_.end()) replace(numbered->second, i);
      const std::size_t dash = named.rfind('-');
      auto found = by_notice_.find(named);
      if (found == by_notice_.end() && dash != std::string::npos) found = by_notice_.find(named.substr(0, dash));
      if (found == by_notice_.end()) continue;
      for (const std::size_t old : found->second) replace(old, i);
    }
  }

  void replace(std::size_t old, std::size_t by) {
    if (old == by || replaced_by_[old] != kNone || plans_[old].identifier_is_shared || heads_[old].sent > heads_[by].sent) return;
    for (std::size_t at = by; at != kNone; at = replaced_by_[at]) {
      if (at == old) return;
    }
    replaced_by_[old] = by;
  }

  void name_all() {
    std::unordered_map<std::string, std::size_t> notices_of_process;
    for (std::size_t i = 0; i < heads_.size(); ++i) {
      if (replaced_by_[i] == kNone && !plans_[i].identifier_is_shared) ++notices_of_process[heads_[i].process];
    }
    for (std::size_t i = 0; i < heads_.size(); ++i) {
      const Head& head = heads_[i];
      Plan& plan = plans_[i];
      plan.notice = head.notice.empty() ? "file-" + sha256(head.path).substr(0, 16) : head.notice;
      if (plan.identifier_is_shared) plan.notice += '@' + (head.published.empty() ? sha256(head.path).substr(0, 16) : head.published);
      plan.process = plan.identifier_is_shared ? std::string() : head.process;
      plan.shares_process = !plan.process.empty() && notices_of_process[head.process] > 1;
      std::size_t last = i;
      while (replaced_by_[last] != kNone) last = replaced_by_[last];
      if (last != i) plan.replaced_by = heads_[last].path;
    }
  }

  const std::vector<Head>& heads_;
  std::vector<Plan> plans_;
  std::vector<std::size_t> replaced_by_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_notice_;
  std::unordered_map<std::string, std::size_t> by_number_;
};

}  // namespace

Head head_of(pugi::xml_node root, const std::string& path) {
  Head out;
  out.path = path;
  const pugi::xml_node extension = extension_of(root, {}).node;
  out.published = journal_number(text_at(extension, "Publication/NoticePublicationID"));
  for (pugi::xml_node child = root.first_child(); child; child = child.next_sibling()) {
    const std::string_view name = local_name(child);
    if (name == "ID" && out.notice.empty()) out.notice = identifier(text_of(child));
    if (name == "ContractFolderID") out.process = identifier(text_of(child));
    if (name == "VersionID") out.version = identifier(text_of(child));
    if (name == "IssueDate") out.sent = identifier(text_of(child)).substr(0, 10) + out.sent;
    if (name == "IssueTime") out.sent += 'T' + identifier(text_of(child));
    if (name == "NoticeTypeCode") {
      out.type = identifier(text_of(child));
      out.modifies_contract = attribute_of(child, "listName") == "cont-modif";
    }
  }
  for (const pugi::xml_node changed : all(extension, "Changes/ChangedNoticeIdentifier")) {
    if (out.changes.size() < kChanges && !text_of(changed).empty()) out.changes.push_back(identifier(text_of(changed)));
  }
  return out;
}

std::vector<Plan> plan_notices(const std::vector<Head>& heads) { return Planner(heads).plan(); }

}  // namespace kede::importers::eforms
