// Who passes work on to whom: the subcontracting of a bid or an award.
#include <rapidjson/document.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "engine/base/text.hpp"
#include "importers/ocds/release_reader.hpp"

namespace kede::importers::ocds {
namespace {

using model::EvidenceClass;
using model::Scalar;

struct Passed {
  Item item;
  std::string id;
  std::vector<Item> subcontractors;
  std::vector<Item> main_contractors;
};

struct Edge {
  std::string key;
  std::string parent;
  std::string child;
  const Passed* passed = nullptr;
  bool parent_is_stated = false;
};

// Shares are 0..1 in the standard; what lies above is somebody's per cent and cannot be told apart from an error.
std::optional<double> share(Json subcontracting, std::string_view member) {
  const auto plain = plain_decimal(text_at(subcontracting, member));
  if (!plain) return std::nullopt;
  double value = 0;
  const auto [end, failure] = std::from_chars(plain->data(), plain->data() + plain->size(), value);
  if (failure != std::errc{} || end != plain->data() + plain->size() || value < 0 || value > 1) return std::nullopt;
  return value;
}

// Known only when the least and the most are the same, or when the amount passed on stands beside the amount of the whole.
void add_share(RecordWriter& writer, model::FieldId field, Json holder, Json subcontracting) {
  const auto least = share(subcontracting, "minimumPercentage");
  const auto most = share(subcontracting, "maximumPercentage");
  if (least && most && *least == *most) {
    writer.put(field, Scalar(model::Percent{*least * 100}), "/subcontracting/maximumPercentage",
               std::string(text_at(subcontracting, "maximumPercentage")));
    return;
  }
  const auto part = read_money(find(subcontracting, "value"));
  const auto whole = read_money(find(holder, "value"));
  if (part && whole && part->currency == whole->currency && part->units <= whole->units && whole->units > 0) {
    const double percent = 100.0 * static_cast<double>(part->units) / static_cast<double>(whole->units);
    writer.put_computed(field, Scalar(model::Percent{percent}), "/subcontracting/value", to_text(*part));
  }
}

std::vector<Passed> read_list(Json subcontracting, const std::string& base) {
  std::vector<Passed> out;
  std::map<std::string, int> seen;
  std::size_t at = 0;
  for (const Item& item : items(subcontracting, "subcontracts", base)) {
    if (!is_object(item.value)) continue;
    out.push_back({item, unique_id(item.value, at++, seen), items(item.value, "subcontractor", item.pointer),
                   items(item.value, "mainContractors", item.pointer)});
    for (Item& more : items(item.value, "subcontractors", item.pointer)) out.back().subcontractors.push_back(std::move(more));
  }
  return out;
}

std::vector<Edge> edges_of(ReleaseState& state, const Holder& holder, const std::vector<Passed>& all) {
  std::set<std::string> children;
  for (const Passed& passed : all) {
    for (const Item& child : passed.subcontractors) children.insert(state.organisations.refer(child, "subcontractor"));
  }
  std::vector<Edge> out;
  for (const Passed& passed : all) {
    std::vector<std::string> parents;
    for (const Item& main : passed.main_contractors) {
      const bool chained = children.contains(state.organisations.key_of(main.value));
      const std::string key = state.organisations.refer(main, chained ? "subcontractor" : "prime");
      if (!key.empty()) parents.push_back(key);
    }
    const bool stated = !parents.empty();
    if (!stated) parents.push_back(holder.parties.size() == 1 ? holder.parties[0] : std::string());
    std::size_t number = 0;
    for (const Item& child : passed.subcontractors) {
      const std::string child_key = state.organisations.key_of(child.value);
      if (child_key.empty()) continue;
      for (const std::string& parent : parents) {
        const std::string suffix = number == 0 ? std::string() : '/' + std::to_string(number);
        out.push_back({holder.key + "/supply/" + passed.id + suffix, parent, child_key, &passed, stated});
        ++number;
      }
    }
  }
  return out;
}

using KeysByChild = std::map<std::string, std::vector<std::string>>;

// The one supply of this list by which the parent itself was engaged.
std::string supply_above(const KeysByChild& by_child, const Edge& edge) {
  const auto found = by_child.find(edge.parent);
  const bool one = !edge.parent.empty() && found != by_child.end() && found->second.size() == 1 && found->second[0] != edge.key;
  return one ? found->second[0] : std::string();
}

void write_edge(ReleaseState& state, const Holder& holder, const KeysByChild& by_child, const Edge& edge) {
  const auto& all = state.scope.fields;
  const auto& fields = all.supply;
  const bool offer = holder.stage == Stage::offer;
  const Item& item = edge.passed->item;
  RecordWriter writer(state.scope, fields.kind, edge.key, item.pointer,
                      offer ? EvidenceClass::declaration : EvidenceClass::register_or_decision);
  writer.put(fields.id, Scalar(edge.passed->id), "/id");
  if (edge.parent_is_stated) {
    add_ref(writer, fields.parent, all.organisation.kind, edge.parent, "/mainContractors");
  } else if (!edge.parent.empty()) {
    writer.put_computed(fields.parent, model::Ref{all.organisation.kind, edge.parent}, "");
  }
  add_ref(writer, fields.child, all.organisation.kind, edge.child, "/subcontractor");
  add_ref(writer, fields.contract, all.contract.kind, state.scope.ocid, "");
  if (holder.lots.size() == 1) add_ref(writer, fields.lot, all.lot.kind, lot_key(state, holder.lots[0], holder.item.pointer), "");
  add_ref(writer, offer ? fields.bid : fields.award, offer ? all.bid.kind : all.award.kind, holder.key, "");
  if (holder.contract_numbers.size() == 1) writer.put(fields.contract_number, Scalar(holder.contract_numbers[0]), "");
  if (const std::string above = supply_above(by_child, edge); !above.empty())
    writer.put_computed(fields.parent_supply, model::Ref{fields.kind, above}, "/mainContractors");
  writer.put(fields.kind_field, Scalar("subcontract"), "");
  add_text(writer, fields.work_description, item.value, "description");
  add_money(writer, fields.amount, item.value, "value");
  writer.put(fields.stage, Scalar(offer ? "offer" : "contract"), "");
  writer.put(fields.declared_by, Scalar(offer ? "tenderer" : "buyer"), "");
  writer.finish();
}

}  // namespace

void read_subcontracting(ReleaseState& state, RecordWriter& writer, const Holder& holder) {
  const auto& fields = state.scope.fields;
  const Json subcontracting = find(holder.item.value, "subcontracting");
  if (holder.stage == Stage::contract) add_flag(writer, fields.award.has_subcontracting, holder.item.value, "hasSubcontracting");
  if (!is_object(subcontracting)) return;
  add_money(writer, holder.stage == Stage::offer ? fields.bid.subcontract_value : fields.award.subcontract_value, holder.item.value,
            "subcontracting/value");
  add_share(writer, holder.stage == Stage::offer ? fields.bid.subcontract_share : fields.award.subcontract_share, holder.item.value,
            subcontracting);
  const std::vector<Passed> all = read_list(subcontracting, holder.item.pointer + "/subcontracting");
  const std::vector<Edge> edges = edges_of(state, holder, all);
  KeysByChild by_child;
  for (const Edge& edge : edges) by_child[edge.child].push_back(edge.key);
  for (const Edge& edge : edges) write_edge(state, holder, by_child, edge);
}

}  // namespace kede::importers::ocds
