#include "engine/lang/detail/kernel_program.hpp"

#include <bit>
#include <utility>

namespace kede::lang::detail {
namespace {

// Distinct for distinct values of the kinds that a rule can write; nothing for others.
std::string key_of(const Value& value) {
  if (const auto* real = value.as<double>()) return "double " + std::to_string(std::bit_cast<std::uint64_t>(*real));
  if (const auto* percent = value.as<model::Percent>()) return "percent " + std::to_string(std::bit_cast<std::uint64_t>(percent->value));
  const bool plain =
      value.is<bool>() || value.is<std::int64_t>() || value.is<std::string>() || value.is<Money>() || value.is<Days>() || value.is<Date>();
  return plain ? std::string(kind_name(value)) + ' ' + to_text(value) : std::string();
}

std::string type_key(Type type) {
  return std::to_string(static_cast<int>(type.tag)) + '.' + std::to_string(type.lists) + '.' + std::to_string(type.detail) + '.' +
         std::to_string(type.column);
}

// Empty: the node equals no other.
std::string key_of(const KernelNode& node) {
  std::string key;
  const auto add = [&](auto number) { key += std::to_string(static_cast<std::uint64_t>(number)) + ','; };
  add(node.op);
  add(node.frame);
  add(node.binary);
  add(node.field);
  add(node.member);
  add(node.builtin);
  add(node.wanted);
  add(node.inner);
  add(node.element);
  for (const NodeNumber argument : node.arguments) add(argument);
  key += type_key(node.type);
  for (const Value& value : node.values) {
    const std::string text = key_of(value);
    if (text.empty()) return {};
    key += '|' + std::to_string(text.size()) + ':' + text;
  }
  return key;
}

}  // namespace

KernelProgram::KernelProgram(model::KindId subject) {
  frames_.push_back({kConstants, 0, 0, 0});
  frames_.push_back({kConstants, 0, 0, 1});
  KernelNode hard;
  hard.frame = kConstants;
  hard_ = append(std::move(hard));
  KernelNode variable;
  variable.op = KernelOp::variable;
  variable.type = Type::record(subject);
  frames_[kSubjects].variable = append(std::move(variable));
}

NodeNumber KernelProgram::append(KernelNode node) {
  nodes_.push_back(std::move(node));
  return static_cast<NodeNumber>(nodes_.size() - 1);
}

NodeNumber KernelProgram::add(KernelNode node) {
  const std::string key = key_of(node);
  if (key.empty()) return append(std::move(node));
  const auto [found, is_new] = by_key_.try_emplace(key, 0);
  if (is_new) found->second = append(std::move(node));
  return found->second;
}

FrameNumber KernelProgram::frame_over(NodeNumber list, FrameNumber outer, Type element) {
  const auto [found, is_new] = frame_by_list_.try_emplace({list, outer}, FrameNumber{0});
  if (!is_new) return found->second;
  const auto number = static_cast<FrameNumber>(frames_.size());
  KernelNode variable;
  variable.op = KernelOp::variable;
  variable.type = element;
  variable.frame = number;
  const NodeNumber node = append(std::move(variable));
  frames_.push_back({outer, list, node, static_cast<std::uint16_t>(frames_[outer].depth + 1)});
  found->second = number;
  return number;
}

}  // namespace kede::lang::detail
