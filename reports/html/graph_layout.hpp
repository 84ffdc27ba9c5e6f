// Places boxes and lines of a small directed graph by layers (Graphviz dot).
// Used by the chain drawings of the HTML report.
// A GraphLayout owns the Graphviz context and belongs to one thread; nothing is kept between calls.
// Law: only sizes and numbers are handed to Graphviz, never a text, so the picture depends neither on fonts nor on hostile names.
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace kede::reports {

struct Point {
  double x = 0;
  double y = 0;  // grows downwards
};

struct BoxSize {
  double width = 0;
  double height = 0;
};

struct PlacedLine {
  std::vector<Point> curve;  // cubic Bézier: a start, then three points for each piece
  Point tip;                 // of the arrow head
};

struct Placement {
  double width = 0;
  double height = 0;
  std::vector<Point> boxes;       // centres, in the order given
  std::vector<PlacedLine> lines;  // in the order given
};

enum class Direction { rightwards, downwards };

class GraphLayout {
 public:
  GraphLayout();
  ~GraphLayout();

  // Lines join boxes by number. Nothing when Graphviz has no layout engine at hand.
  std::optional<Placement> place(const std::vector<BoxSize>& boxes, const std::vector<std::pair<std::size_t, std::size_t>>& lines,
                                 Direction direction) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kede::reports
