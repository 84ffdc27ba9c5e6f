#include "engine/model/fact.hpp"

#include <fmt/format.h>

#include <array>

namespace kede::model {
namespace {

constexpr std::array<std::string_view, 10> kReasonNames = {
    "missing", "declared_unknown",      "withheld",  "open_list", "conflict", "stale", "no_rate",
    "no_row",  "below_match_threshold", "unreadable"};
constexpr std::array<std::string_view, 4> kEvidenceNames = {"register_or_decision", "declaration", "computed", "open_source"};
constexpr std::array<double, 4> kConfidence = {1.0, 0.7, 0.9, 0.5};

struct ScalarText {
  std::string operator()(bool value) const { return value ? "yes" : "no"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return fmt::format("{}", value); }
  std::string operator()(Percent value) const { return fmt::format("{} %", value.value); }
  std::string operator()(Money value) const { return kede::to_text(value); }
  std::string operator()(Date value) const { return to_iso(value); }
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(const Ref& value) const { return value.key; }
};

}  // namespace

std::string_view to_text(UnknownReason reason) { return kReasonNames[static_cast<std::size_t>(reason)]; }

std::optional<UnknownReason> unknown_reason(std::string_view text) {
  for (std::size_t i = 0; i < kReasonNames.size(); ++i) {
    if (kReasonNames[i] == text) return static_cast<UnknownReason>(i);
  }
  return std::nullopt;
}

double confidence(EvidenceClass evidence) { return kConfidence[static_cast<std::size_t>(evidence)]; }
std::string_view to_text(EvidenceClass evidence) { return kEvidenceNames[static_cast<std::size_t>(evidence)]; }

std::string to_text(const Scalar& scalar) { return std::visit(ScalarText{}, scalar); }

std::string to_text(const Value& value) {
  if (const auto* scalar = std::get_if<Scalar>(&value)) return to_text(*scalar);
  if (const auto* unknown = std::get_if<Unknown>(&value)) return fmt::format("unknown ({})", to_text(unknown->reason));
  const List& list = std::get<List>(value);
  std::string out = "[";
  for (const Scalar& item : list.items) out += (out.size() > 1 ? ", " : "") + to_text(item);
  if (!list.complete) out += list.items.empty() ? "…" : ", …";
  return out + "]";
}

}  // namespace kede::model
