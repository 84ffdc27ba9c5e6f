#include "engine/graph/supply_graph.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "tests/support/chain.hpp"

using namespace kede;
using namespace kede::graph;
using testing::chain;
using testing::edge_lines;
using testing::RecordList;
using testing::World;
using testing::world_of;

namespace {

using Lines = std::vector<std::string>;

const Edge& only_edge(const World& world) {
  REQUIRE(world.graph->edge_count() == 1);
  return world.graph->edge(EdgeId{});
}

}  // namespace

TEST_CASE("what is drawn is what is built") {
  const World world = chain(R"(
    main -> agency ~> sub        # -> subcontract   ~> labour   => goods   == owns
        \=> mill => farm [open]
        \== daughter [closed]
  )");
  CHECK(edge_lines(world) ==
        Lines{"agency>sub labour", "daughter>main ownership", "main>agency supply", "main>mill goods", "mill>farm goods"});
  const auto complete = [&](std::string_view key) {
    const auto* fact = world.resolved->fact(world.entity(key), testing::vocabulary().field_id("organisation.suppliers_complete"));
    return fact == nullptr ? "unsaid" : model::to_text(fact->value);
  };
  CHECK(complete("farm") == "no");
  CHECK(complete("daughter") == "yes");
  CHECK(complete("main") == "unsaid");
}

TEST_CASE("a branch goes on from the node above it") {
  const World world = chain(R"(
    a -> b -> c -> d
           \-> e
      \-> f -> g
                \~> h
  )");
  CHECK(edge_lines(world) == Lines{"a>b supply", "a>f supply", "b>c supply", "b>e supply", "c>d supply", "f>g supply", "g>h labour"});
}

TEST_CASE("the kind of a supply decides the kind of its edge") {
  for (const auto& [kind, expected] : std::map<std::string, EdgeKind>{{"subcontract", EdgeKind::supply},
                                                                      {"labour_supply", EdgeKind::labour},
                                                                      {"agency_workers", EdgeKind::labour},
                                                                      {"self_employed", EdgeKind::labour},
                                                                      {"recruitment", EdgeKind::labour},
                                                                      {"material_supply", EdgeKind::goods},
                                                                      {"manufacturing", EdgeKind::goods},
                                                                      {"transport", EdgeKind::supply},
                                                                      {"service", EdgeKind::supply},
                                                                      {"accommodation", EdgeKind::supply}}) {
    INFO(kind);
    const World world = chain("a -> b", {{"a>b", {{"kind", kind}}}});
    CHECK(only_edge(world).kind == expected);
    CHECK(only_edge(world).factor_key == kind);
    CHECK(only_edge(world).record == world.entity("a>b"));
  }
  const World unsaid = world_of({{"organisation", "a"}, {"organisation", "b"}, {"supply", "s", {{"parent", "a"}, {"child", "b"}}}});
  CHECK(only_edge(unsaid).factor_key == "subcontract");
}

TEST_CASE("every code of supply kinds gives an edge with its own factor") {
  for (const auto& [code, label] : testing::vocabulary().find_code_list("supply_kind")->values) {
    const World world = chain("a -> b", {{"a>b", {{"kind", code}}}});
    CHECK(only_edge(world).factor_key == code);
  }
}

TEST_CASE("a share between 0 and 100 percent is known, anything else is not") {
  const auto share = [](const char* text) {
    const World world = chain("a -> b", {{"a>b", {{"share_percent", text}}}});
    return std::pair(only_edge(world).share_known, only_edge(world).share);
  };
  CHECK(share("30") == std::pair(true, 0.3));
  CHECK(share("100") == std::pair(true, 1.0));
  for (const char* text : {"0", "-5", "100.5", "?"}) {
    INFO(text);
    CHECK(share(text) == std::pair(false, 1.0));
  }
  CHECK_FALSE(only_edge(chain("a -> b")).share_known);
}

TEST_CASE("an edge with a missing end does not exist") {
  const World world = world_of({{"organisation", "a"},
                                {"supply", "s1", {{"parent", "a"}, {"child", "nobody"}}},
                                {"supply", "s2", {{"parent", "a"}}},
                                {"supply", "s3", {{"child", "a"}}},
                                {"supply", "s4", {{"parent", "?"}, {"child", "a"}}},
                                {"ownership", "o1", {{"subject", "a"}, {"role", "shareholder"}}}});
  CHECK(world.graph->edge_count() == 0);
  CHECK(world.graph->node_count() == 1);
}

TEST_CASE("a supply belongs to its contract, found through its lot, bid or award") {
  const RecordList base = {{"organisation", "a"},
                           {"organisation", "b"},
                           {"contract", "c"},
                           {"lot", "l", {{"contract", "c"}}},
                           {"bid", "o", {{"contract", "c"}, {"bidder", "a"}}},
                           {"award", "w", {{"contract", "c"}}}};
  for (const char* by : {"contract", "lot", "bid", "award"}) {
    INFO(by);
    RecordList records = base;
    const char* key = by == std::string("contract") ? "c" : by == std::string("lot") ? "l" : by == std::string("bid") ? "o" : "w";
    records.push_back({"supply", "s", {{"parent", "a"}, {"child", "b"}, {by, key}}});
    const World world = world_of(records);
    CHECK(only_edge(world).contract == index(world.entity("c")));
    CHECK(only_edge(world).bid == (by == std::string("bid") ? index(world.entity("o")) : kNone));
  }
  RecordList anywhere = base;
  anywhere.push_back({"supply", "s", {{"parent", "a"}, {"child", "b"}}});
  CHECK(only_edge(world_of(anywhere)).contract == kNone);
}

TEST_CASE("a supply belongs to the lot it names, else to that of its award") {
  const auto lot = [](const testing::FactMap& link) {
    RecordList records = {{"organisation", "a"},
                          {"organisation", "b"},
                          {"contract", "c"},
                          {"lot", "l", {{"contract", "c"}}},
                          {"lot", "m", {{"contract", "c"}}},
                          {"award", "w", {{"contract", "c"}, {"lot", "l"}}},
                          {"supply", "s", {{"parent", "a"}, {"child", "b"}}}};
    for (const auto& [field, key] : link) records.back().facts.insert_or_assign(field, key);
    const World world = world_of(records);
    const std::uint32_t found = only_edge(world).lot;
    return found == kNone ? std::string("none") : world.key_of(make_id<EntityId>(found));
  };
  CHECK(lot({}) == "none");
  CHECK(lot({{"contract", "c"}}) == "none");
  CHECK(lot({{"lot", "m"}}) == "m");
  CHECK(lot({{"award", "w"}}) == "l");
  CHECK(lot({{"lot", "m"}, {"award", "w"}}) == "m");
}

TEST_CASE("cancelled, unsuccessful and pending awards make no edge, nor do their supplies") {
  for (const char* status : {"cancelled", "unsuccessful", "pending", "active", "complete", ""}) {
    INFO(status);
    RecordList records = {{"organisation", "buyer"},
                          {"organisation", "a"},
                          {"organisation", "b"},
                          {"contract", "c", {{"buyer", "buyer"}}},
                          {"award", "w", {{"contract", "c"}, {"suppliers", "[a, b]"}}},
                          {"supply", "s", {{"parent", "a"}, {"child", "b"}, {"award", "w"}}}};
    if (*status != '\0') records[4].facts.insert_or_assign("status", status);
    const World world = world_of(records);
    const bool stands = std::string(status) == "active" || std::string(status) == "complete" || *status == '\0';
    CHECK(edge_lines(world) == (stands ? Lines{"a>b supply", "buyer>a award", "buyer>b award"} : Lines{}));
  }
}

TEST_CASE("an award names each supplier once") {
  const World world = world_of({{"organisation", "buyer"},
                                {"organisation", "a", {{"vat_number", "LV40003009618"}}},
                                {"organisation", "a2", {{"vat_number", "LV40003009618"}}},
                                {"contract", "c", {{"buyer", "buyer"}}},
                                {"award", "w", {{"contract", "c"}, {"suppliers", "[a, a2, nobody, …]"}}}});
  CHECK(edge_lines(world) == Lines{"buyer>a award"});
}

TEST_CASE("owners and officers are reached from the organisation, never itself") {
  const World world = world_of({{"organisation", "a"},
                                {"organisation", "parent"},
                                {"person", "p"},
                                {"ownership", "1", {{"subject", "a"}, {"owner", "parent"}, {"role", "shareholder"}}},
                                {"ownership", "2", {{"subject", "a"}, {"person", "p"}, {"role", "beneficial_owner"}}},
                                {"ownership", "3", {{"subject", "a"}, {"person", "p"}, {"role", "board"}}},
                                {"ownership", "4", {{"subject", "a"}, {"person", "p"}, {"role", "manager"}}},
                                {"ownership", "5", {{"subject", "a"}, {"person", "p"}, {"role", "representative"}}},
                                {"ownership", "6", {{"subject", "a"}, {"owner", "a"}, {"role", "shareholder"}}},
                                {"ownership", "7", {{"subject", "parent"}, {"person", "p"}}}});
  CHECK(edge_lines(world) == Lines{"a>p office", "a>p office", "a>p office", "a>p ownership", "a>parent ownership", "parent>p ownership"});
}

TEST_CASE("a consortium is reached from its lead") {
  const World world = world_of({{"organisation", "lead"},
                                {"organisation", "x"},
                                {"organisation", "y"},
                                {"contract", "c"},
                                {"bid", "o", {{"contract", "c"}, {"bidder", "lead"}, {"members", "[lead, x, y, nobody]"}}}});
  CHECK(edge_lines(world) == Lines{"lead>x consortium", "lead>y consortium"});
  const Edge& edge = world.graph->edge(EdgeId{});
  CHECK(edge.bid == index(world.entity("o")));
  CHECK(edge.contract == index(world.entity("c")));
}

TEST_CASE("organisations at one address are joined both ways") {
  const World world = world_of({{"organisation", "a", {{"address", "Brīvības iela 1"}, {"city", "Rīga"}, {"country", "LV"}}},
                                {"organisation", "b", {{"address", "BRĪVĪBAS IELA 1"}, {"city", "rīga"}, {"country", "LV"}}},
                                {"organisation", "other house", {{"address", "Brīvības iela 2"}, {"city", "Rīga"}, {"country", "LV"}}},
                                {"organisation", "other town", {{"address", "Brīvības iela 1"}, {"city", "Ogre"}, {"country", "LV"}}},
                                {"organisation", "other country", {{"address", "Brīvības iela 1"}, {"city", "Rīga"}, {"country", "LT"}}},
                                {"organisation", "no number 1", {{"address", "Brīvības iela"}, {"city", "Rīga"}, {"country", "LV"}}},
                                {"organisation", "no number 2", {{"address", "Brīvības iela"}, {"city", "Rīga"}, {"country", "LV"}}}});
  CHECK(edge_lines(world) == Lines{"a>b same_address", "b>a same_address"});
}

TEST_CASE("twenty at one address are joined, twenty-one are a mass-registration address and are not") {
  for (const std::size_t count : {std::size_t{20}, std::size_t{21}}) {
    RecordList records;
    for (std::size_t i = 0; i < count; ++i)
      records.push_back({"organisation", "org" + std::to_string(i), {{"address", "Brīvības iela 1"}, {"city", "Rīga"}, {"country", "LV"}}});
    CHECK(world_of(records).graph->edge_count() == (count == 20 ? 20 * 19 : 0));
  }
}

TEST_CASE("records that became one organisation are one node") {
  const World world = world_of({{"organisation", "a", {{"vat_number", "LV40003009618"}}},
                                {"organisation", "a2", {{"vat_number", "LV40003009618"}}},
                                {"organisation", "b"},
                                {"supply", "1", {{"parent", "a"}, {"child", "b"}}},
                                {"supply", "2", {{"parent", "b"}, {"child", "a2"}}}});
  CHECK(world.graph->node_count() == 2);
  CHECK(world.node("a") == world.node("a2"));
  REQUIRE(world.graph->cycles().size() == 1);
  CHECK(world.graph->cycles()[0].size() == 2);
}

TEST_CASE("edges are found from both of their ends") {
  std::mt19937 random(3);
  RecordList records;
  for (int i = 0; i < 30; ++i) records.push_back({"organisation", "n" + std::to_string(i)});
  for (int i = 0; i < 200; ++i) {
    records.push_back({"supply",
                       "s" + std::to_string(i),
                       {{"parent", "n" + std::to_string(random() % 30)}, {"child", "n" + std::to_string(random() % 30)}}});
  }
  const World world = world_of(records);
  const SupplyGraph& graph = *world.graph;
  REQUIRE(graph.edge_count() == 200);
  std::size_t out = 0, in = 0;
  for (std::size_t n = 0; n < graph.node_count(); ++n) {
    const auto node = make_id<NodeId>(n);
    CHECK(graph.node_of(graph.entity_of(node)) == node);
    for (const EdgeId id : graph.out_edges(node)) CHECK(graph.edge(id).from == node);
    for (const EdgeId id : graph.in_edges(node)) CHECK(graph.edge(id).to == node);
    CHECK(std::is_sorted(graph.out_edges(node).begin(), graph.out_edges(node).end()));
    out += graph.out_edges(node).size();
    in += graph.in_edges(node).size();
  }
  CHECK(out == 200);
  CHECK(in == 200);
}

TEST_CASE("only organisations and persons are nodes") {
  const World world = world_of({{"organisation", "a"}, {"person", "p"}, {"contract", "c"}, {"site", "s"}});
  CHECK(world.graph->node_count() == 2);
  CHECK_FALSE(world.graph->node_of(world.entity("c")));
  CHECK_FALSE(world.graph->node_of(world.entity("s")));
}
