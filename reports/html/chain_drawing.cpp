#include "reports/html/chain_drawing.hpp"

#include <fmt/format.h>

#include <cmath>

#include "reports/text_lines.hpp"

namespace kede::reports {
namespace {

constexpr double kWidth = 172;
constexpr double kContinuationWidth = 92;
constexpr double kMargin = 6;
constexpr double kRoleLine = 13;
constexpr double kNameLine = 15;
constexpr double kPadding = 7;
constexpr std::size_t kRoleColumns = 29;
constexpr std::size_t kNameColumns = 23;
constexpr std::size_t kNameLines = 3;

struct TextLine {
  std::string text;
  std::string_view style;
  double height;
};

std::vector<TextLine> lines_of(const DrawnNode& node) {
  std::vector<TextLine> lines;
  const auto add = [&](const std::string& text, std::size_t columns, std::size_t most, std::string_view style, double height) {
    for (std::string& line : wrap(one_line(text), columns, most)) lines.push_back({std::move(line), style, height});
  };
  if (!node.is_continuation) {
    add(node.role, kRoleColumns, 2, "role", kRoleLine);
    add(node.name, kNameColumns, kNameLines, "name", kNameLine);
  }
  add(node.note, node.is_continuation ? 16 : kRoleColumns, 2, "more", kRoleLine);
  return lines;
}

BoxSize size_of(const DrawnNode& node) {
  double height = 2 * kPadding;
  for (const TextLine& line : lines_of(node)) height += line.height;
  return {node.is_continuation ? kContinuationWidth : kWidth, height};
}

std::string coordinate(double value) { return fmt::format("{:.1f}", value); }
std::string pair(Point point) { return coordinate(point.x + kMargin) + ' ' + coordinate(point.y + kMargin); }

std::string curve_path(const PlacedLine& line) {
  std::string path = "M" + pair(line.curve.front());
  for (std::size_t i = 1; i + 2 < line.curve.size(); i += 3)
    path += " C" + pair(line.curve[i]) + ' ' + pair(line.curve[i + 1]) + ' ' + pair(line.curve[i + 2]);
  return path;
}

// A triangle from the end of the curve to its tip.
std::string arrow_path(const PlacedLine& line) {
  const Point end = line.curve.back();
  const double dx = line.tip.x - end.x;
  const double dy = line.tip.y - end.y;
  const double length = std::hypot(dx, dy);
  if (length < 1) return {};
  const Point side{-dy / length * 4, dx / length * 4};
  return "M" + pair(line.tip) + " L" + pair({end.x + side.x, end.y + side.y}) + " L" + pair({end.x - side.x, end.y - side.y}) + " Z";
}

std::string_view link_style(graph::EdgeKind kind) {
  constexpr std::string_view styles[] = {"subcontract", "labour", "goods", "ownership", "ownership", "beside", "beside", "beside"};
  return styles[static_cast<std::size_t>(kind)];
}

View link_view(const DrawnLink& link, const PlacedLine& line, bool continues) {
  const std::string style(continues ? "open" : link_style(link.kind));
  View view;
  view.text("style", style).text("label", link.label).text("path", curve_path(line));
  view.flag("second", style == "ownership");
  view.text("arrow", style == "beside" || style == "open" ? std::string() : arrow_path(line));
  return view;
}

View node_view(const DrawnNode& node, Point centre) {
  const BoxSize size = size_of(node);
  const double left = centre.x - size.width / 2 + kMargin;
  const double top = centre.y - size.height / 2 + kMargin;
  View view;
  view.text("style", node.is_continuation ? "open" : node.flagged ? "flagged" : node.is_root ? "root" : "plain");
  view.text("full_name", node.is_continuation ? node.note : node.name + " (" + node.role + ")");
  view.flag("box", true)
      .text("x", coordinate(left))
      .text("y", coordinate(top))
      .text("node_width", coordinate(size.width))
      .text("node_height", coordinate(size.height));
  const double right = left + size.width;
  const std::string mark = fmt::format("M{:.1f} {:.1f} l7 -12 l7 12 Z", right - 16, top + 6);
  view.text("flag", node.flagged ? mark : std::string());
  std::vector<View> lines;
  double y = top + kPadding;
  for (const TextLine& line : lines_of(node)) {
    y += line.height;
    View text;
    text.text("kind", std::string(line.style))
        .text("tx", coordinate(left + size.width / 2))
        .text("ty", coordinate(y - 4))
        .text("text", line.text);
    lines.push_back(std::move(text));
  }
  view.list("lines", std::move(lines));
  return view;
}

}  // namespace

std::string draw(const Drawing& drawing, const std::string& id, const GraphLayout& layout, Templates& templates) {
  std::vector<BoxSize> boxes;
  for (const DrawnNode& node : drawing.nodes) boxes.push_back(size_of(node));
  std::vector<std::pair<std::size_t, std::size_t>> lines;
  for (const DrawnLink& link : drawing.links) lines.emplace_back(link.from, link.to);
  const auto placed = layout.place(boxes, lines, drawing.downwards ? Direction::downwards : Direction::rightwards);
  if (!placed) return {};
  std::vector<View> edges;
  for (std::size_t i = 0; i < drawing.links.size(); ++i) {
    if (!placed->lines[i].curve.empty())
      edges.push_back(link_view(drawing.links[i], placed->lines[i], drawing.nodes[drawing.links[i].to].is_continuation));
  }
  std::vector<View> nodes;
  for (std::size_t i = 0; i < drawing.nodes.size(); ++i) nodes.push_back(node_view(drawing.nodes[i], placed->boxes[i]));
  View view;
  view.text("id", id).text("title", drawing.title).text("description", drawing.description);
  view.text("width", fmt::format("{:.0f}", std::ceil(placed->width + 2 * kMargin)))
      .text("height", fmt::format("{:.0f}", std::ceil(placed->height + 2 * kMargin)));
  view.list("edges", std::move(edges)).list("nodes", std::move(nodes));
  return templates.fill("chain", std::move(view));
}

}  // namespace kede::reports
