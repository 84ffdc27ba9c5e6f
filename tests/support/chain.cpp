#include "tests/support/chain.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "engine/base/text.hpp"

namespace kede::testing {
namespace {

struct PlacedNode {
  std::size_t column;
  std::string name;
};

bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

class Drawing {
 public:
  explicit Drawing(const ChainFacts& facts) : facts_(facts) {}

  RecordList read(std::string_view text) {
    for (std::string_view line : split(text, '\n')) {
      line = line.substr(0, line.find('#'));
      if (!trim(line).empty()) read_line(line);
    }
    for (RecordText& record : records_) {
      const auto more = facts_.find(record.key);
      if (more == facts_.end()) continue;
      for (const auto& [field, value] : more->second) record.facts.insert_or_assign(field, value);
      used_.insert(record.key);
    }
    for (const auto& [key, more] : facts_) {
      INFO("facts about \"" << key << "\", which is not drawn");
      REQUIRE(used_.contains(key));
    }
    return std::move(records_);
  }

 private:
  void read_line(std::string_view line) {
    std::vector<PlacedNode> nodes;
    std::string before;
    std::size_t at = line.find_first_not_of(' ');
    if (line[at] == '\\') before = node_above(at++);
    std::string sign;
    while (at < line.size()) {
      if (line[at] == ' ') {
        ++at;
      } else if (line[at] == '[') {
        const std::size_t end = line.find(']', at);
        REQUIRE(end != std::string_view::npos);
        REQUIRE(!nodes.empty());
        mark(nodes.back().name, line.substr(at + 1, end - at - 1));
        at = end + 1;
      } else if (is_name(line[at])) {
        std::size_t end = at;
        while (end < line.size() && is_name(line[end])) ++end;
        const std::string name(line.substr(at, end - at));
        add_node(name);
        if (!before.empty()) connect(before, sign, name);
        nodes.push_back({at, name});
        before = name;
        sign.clear();
        at = end;
      } else {
        sign = std::string(line.substr(at, 2));
        at += 2;
      }
    }
    lines_.push_back(std::move(nodes));
  }

  std::string node_above(std::size_t column) const {
    for (auto line = lines_.rbegin(); line != lines_.rend(); ++line) {
      const auto found = std::find_if(line->rbegin(), line->rend(), [&](const PlacedNode& node) { return node.column < column; });
      if (found != line->rend()) return found->name;
    }
    FAIL("nothing above the branch");
    return {};
  }

  void add_node(const std::string& name) {
    if (keys_.insert(name).second) records_.push_back({"organisation", name, {{"name", name}}});
  }

  RecordText& find(const std::string& key) {
    return *std::find_if(records_.begin(), records_.end(), [&](const RecordText& record) { return record.key == key; });
  }

  void mark(const std::string& name, std::string_view word) {
    REQUIRE((word == "open" || word == "closed"));
    find(name).facts.insert_or_assign("suppliers_complete", word == "closed" ? "yes" : "no");
  }

  std::string new_key(const std::string& wanted) {
    std::string key = wanted;
    for (int i = 2; !keys_.insert(key).second; ++i) key = wanted + '#' + std::to_string(i);
    return key;
  }

  void connect(const std::string& from, const std::string& sign, const std::string& to) {
    INFO(from << ' ' << sign << ' ' << to);
    if (sign == "==") {
      records_.push_back({"ownership", new_key(from + "==" + to), {{"subject", to}, {"owner", from}, {"role", "shareholder"}}});
      return;
    }
    REQUIRE((sign == "->" || sign == "~>" || sign == "=>"));
    if (from == "buyer") {
      if (keys_.insert("contract").second) records_.push_back({"contract", "contract", {{"buyer", "buyer"}}});
      records_.push_back({"bid", new_key("bid-" + to), {{"contract", "contract"}, {"bidder", to}}});
      return;
    }
    const char* kind = sign == "->" ? "subcontract" : sign == "~>" ? "labour_supply" : "material_supply";
    records_.push_back({"supply", new_key(from + '>' + to), {{"parent", from}, {"child", to}, {"kind", kind}}});
  }

  const ChainFacts& facts_;
  RecordList records_;
  std::set<std::string> keys_;
  std::set<std::string> used_;
  std::vector<std::vector<PlacedNode>> lines_;
};

std::string_view sign_of(graph::EdgeKind kind) {
  switch (kind) {
    case graph::EdgeKind::supply: return " -> ";
    case graph::EdgeKind::labour: return " ~> ";
    case graph::EdgeKind::goods: return " => ";
    case graph::EdgeKind::ownership: return " == ";
    default: return " -- ";
  }
}

}  // namespace

RecordList chain_records(std::string_view drawing, const ChainFacts& facts) { return Drawing(facts).read(drawing); }

World chain(std::string_view drawing, const ChainFacts& facts) { return world_of(chain_records(drawing, facts)); }

std::string drawn(const World& world, NodeId root, const graph::Path& path) {
  std::string out = world.key_of(root);
  for (const EdgeId id : path) out += std::string(sign_of(world.graph->edge(id).kind)) + world.key_of(world.graph->edge(id).to);
  return out;
}

}  // namespace kede::testing
