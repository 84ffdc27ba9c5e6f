// Supply chains drawn as text.
// Used by the tests of the graph and assess layers.
// Pure functions; a World owns what it holds.
// Law: what is drawn is what is built, nothing more; a list is declared complete only by "[closed]".
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "tests/support/records.hpp"

namespace kede::testing {

// Facts by the name of a node or of another record of the drawing.
using ChainFacts = std::map<std::string, FactMap>;

// buyer -> main -> agency ~> sub        # -> subcontract   ~> labour   => goods   == owns (the left one owns the right one)
//               \=> mill => farm [open]
//
// Every name is an organisation of this key; "a -> b" is the supply record "a>b" ("a>b#2" when drawn twice), "a == b" the ownership record
// "a==b". An arrow from `buyer` makes no supply: it makes the contract "contract" and the bid "bid-main" of the organisation it points to.
// A line that begins with "\" goes on from the node above the backslash: the last one that begins before it on the nearest line that has
// one.
// "[closed]" and "[open]" say whether the suppliers of the node are all named. "#" begins a comment.
RecordList chain_records(std::string_view drawing, const ChainFacts& facts = {});
World chain(std::string_view drawing, const ChainFacts& facts = {});

// "main -> agency ~> sub": a path in the signs of the drawing; "--" for edges that the drawing has no sign for.
std::string drawn(const World& world, NodeId root, const graph::Path& path);

}  // namespace kede::testing
