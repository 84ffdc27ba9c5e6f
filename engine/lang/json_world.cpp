#include "engine/lang/json_world.hpp"

#include <algorithm>
#include <set>

namespace kede::lang {
namespace {

constexpr std::size_t kMostSteps = 1'000'000;

Value closed_or_open(std::vector<Value> items, const Reasons& open) {
  return open.empty() ? Value(List::closed(std::move(items))) : Value(List::open(std::move(items), open));
}

}  // namespace

std::optional<RecordValue> JsonWorld::find(std::string_view variable) const {
  if (std::find(given_.begin(), given_.end(), variable) == given_.end()) return std::nullopt;
  const auto found = std::find_if(variables_.begin(), variables_.end(), [&](const auto& entry) { return entry.first == variable; });
  return found == variables_.end() ? std::nullopt : std::optional(found->second);
}

Environment JsonWorld::environment() const {
  Environment environment;
  for (const auto& [name, record] : variables_) environment.bind(name, Value(record));
  return environment;
}

Value JsonWorld::field(RecordValue record, model::FieldId field) const {
  const auto& facts = records_[static_cast<std::size_t>(record.handle)];
  const auto found = facts.find(field);
  if (found != facts.end()) return found->second;
  // A list that nobody mentioned is not empty: it is open with nothing in it yet.
  const model::Field& known = vocabulary_.field(field);
  if (known.type.is_list) return List::open({}, Reasons(model::UnknownReason::missing, name_of(record) + '.' + known.name));
  return Value::unknown(model::UnknownReason::missing, "");
}

// Breadth first, each organisation once at its nearest tier. While the list of an organisation at tier t is open, anything further away may
// turn out to be at tier t + 1.
JsonWorld::Walk JsonWorld::walk(RecordValue start, int depth, const Way& way) const {
  Walk out;
  out.steps.push_back({start, std::nullopt, 0, 0});
  out.lowest.push_back(0);
  std::set<RecordValue> seen{start};
  int nearest_open = depth;
  const std::string& list_name = vocabulary_.field(way.list).name;
  for (std::size_t at = 0; at < out.steps.size() && out.steps.size() < kMostSteps; ++at) {
    const Step step = out.steps[at];
    if (step.tier == depth) break;
    const auto leave_open = [&](const Reasons& why, const std::string& path) {
      out.open.add(Reasons(why.empty() ? model::UnknownReason::open_list : why.all().front().reason, path));
      nearest_open = std::min(nearest_open, step.tier + 1);
    };
    const Value edges = field(step.node, way.list);
    const List* list = edges.as<List>();
    if (list == nullptr || !list->complete) leave_open(reasons_of(edges), name_of(step.node) + '.' + list_name);
    if (list == nullptr) continue;
    for (const Value& item : list->all()) {
      const RecordValue* edge = item.as<RecordValue>();
      if (edge == nullptr) {
        leave_open(reasons_of(item), name_of(step.node) + '.' + list_name);
        continue;
      }
      const Value end = field(*edge, way.end);
      const RecordValue* next = end.as<RecordValue>();
      if (next == nullptr) {
        if (!has_no_organisation(*edge))
          leave_open(reasons_of(end), name_of(step.node) + '.' + list_name + '.' + vocabulary_.field(way.end).name);
      } else if (seen.insert(*next).second) {
        out.steps.push_back({*next, *edge, step.tier + 1, at});
        out.lowest.push_back(std::min(step.tier + 1, nearest_open));
      }
    }
  }
  if (out.steps.size() >= kMostSteps) out.open.add(Reasons(model::UnknownReason::unreadable, list_name));
  return out;
}

// An owner that is a person or a state does not lead to another organisation.
bool JsonWorld::has_no_organisation(RecordValue ownership) const {
  if (vocabulary_.kind(ownership.kind).name != "ownership") return false;
  const Value type = field(ownership, vocabulary_.field_id("ownership.owner_type"));
  const auto* code = type.as<std::string>();
  return code != nullptr && (*code == "person" || *code == "state");
}

Value JsonWorld::reached_list(RecordValue start, int depth, const Way& way, bool down) const {
  const Walk found = walk(start, depth, way);
  const model::FieldId share = vocabulary_.field_id("supply.share_percent");
  std::vector<Value> items;
  for (std::size_t i = 1; i < found.steps.size(); ++i) {
    const Step& step = found.steps[i];
    Reached reached;
    reached.node = step.node;
    reached.via = *step.via;
    const Value tier = Value::integer(step.tier);
    reached.tier = found.lowest[i] < step.tier ? Value(Bound{Value::integer(found.lowest[i]), tier, found.open}) : tier;
    reached.share = field(*step.via, share);
    if (reached.share.is<Unknown>())
      reached.share = Value::unknown(reasons_of(reached.share).all().front().reason, name_of(step.node) + ".share_percent");
    reached.path = static_cast<std::uint32_t>(start.handle) * 2 + (down ? 1 : 0);
    items.emplace_back(std::move(reached));
  }
  return closed_or_open(std::move(items), found.open);
}

Value JsonWorld::downstream(RecordValue organisation, int depth) const {
  return reached_list(organisation, depth, way("organisation.suppliers", "supply.child"), true);
}

Value JsonWorld::upstream(RecordValue organisation, int depth) const {
  return reached_list(organisation, depth, way("organisation.customers", "supply.parent"), false);
}

Value JsonWorld::owners_up(RecordValue organisation, int depth) const {
  const Walk found = walk(organisation, depth, way("organisation.owners", "ownership.owner"));
  std::vector<Value> items;
  for (std::size_t i = 1; i < found.steps.size(); ++i) items.emplace_back(found.steps[i].node);
  return closed_or_open(std::move(items), found.open);
}

// Connected by ownership in either direction; nobody can say that these are all.
Value JsonWorld::group(RecordValue organisation) const {
  const Way up = way("organisation.owners", "ownership.owner");
  const Way down = way("organisation.owned", "ownership.subject");
  std::vector<RecordValue> queue{organisation};
  std::set<RecordValue> seen{organisation};
  for (std::size_t at = 0; at < queue.size(); ++at) {
    const RecordValue here = queue[at];
    for (const Way& step : {up, down}) {
      for (const Step& next : walk(here, 1, step).steps) {
        if (seen.insert(next.node).second) queue.push_back(next.node);
      }
    }
  }
  const std::vector<Value> items(queue.begin() + 1, queue.end());
  return List::open(items, Reasons(model::UnknownReason::open_list, name_of(organisation) + ".group"));
}

Value JsonWorld::same_address(RecordValue organisation) const {
  return field(organisation, vocabulary_.field_id("organisation.same_address"));
}

std::string JsonWorld::name_of(RecordValue record) const {
  for (const std::string_view name : {"name", "title", "id"}) {
    const model::Field* known = vocabulary_.find_field(record.kind, name);
    if (known == nullptr) continue;
    const Value value = field(record, known->id);
    if (const auto* text = value.as<std::string>()) return *text;
  }
  for (const auto& [variable, value] : variables_) {
    if (value == record) return variable;
  }
  return vocabulary_.kind(record.kind).name;
}

std::string JsonWorld::path_of(const Reached& reached) const {
  const RecordValue start{reached.node.kind, static_cast<RecordHandle>(reached.path / 2)};
  const bool down = reached.path % 2 == 1;
  const Walk found = walk(start, 12, down ? way("organisation.suppliers", "supply.child") : way("organisation.customers", "supply.parent"));
  const auto last = std::find_if(found.steps.begin(), found.steps.end(), [&](const Step& step) { return step.node == reached.node; });
  if (last == found.steps.end()) return name_of(reached.node);
  std::string path = name_of(last->node);
  for (std::size_t at = static_cast<std::size_t>(last - found.steps.begin()); at != 0;) {
    at = found.steps[at].before;
    path = name_of(found.steps[at].node) + " -> " + path;
  }
  return path;
}

}  // namespace kede::lang
