#include "importers/ocds/splitter.hpp"

#include <algorithm>
#include <array>

namespace kede::importers::ocds {
namespace {

constexpr std::size_t kCaptureLimit = 4096;
constexpr std::size_t kKeyLimit = 64;
constexpr std::size_t kKindsLimit = 4096;
constexpr std::size_t kNodesLimit = 100;  // packages, records and lists inside each other

enum Class : std::uint8_t { other, space, newline, quote, open, close, comma, colon };

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> out{};
  for (const char c : {' ', '\t', '\r'}) out[static_cast<unsigned char>(c)] = space;
  out['\x1E'] = space;  // record separator of JSON text sequences
  out['\n'] = newline;
  out['"'] = quote;
  out['{'] = out['['] = open;
  out['}'] = out[']'] = close;
  out[','] = comma;
  out[':'] = colon;
  return out;
}
constexpr auto kClasses = make_classes();

bool any_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The text of a captured JSON string without its quotes; identifiers and dates rarely need more than the simple escapes.
std::string plain_text(std::string_view captured) {
  if (captured.size() >= 2 && captured.front() == '"') captured = captured.substr(1, captured.size() - 2);
  if (captured == "null") return {};
  std::string out;
  for (std::size_t i = 0; i < captured.size(); ++i) {
    if (captured[i] == '\\' && i + 1 < captured.size() && captured[i + 1] != 'u') ++i;
    out.push_back(captured[i]);
  }
  return out;
}

}  // namespace

void Splitter::feed(std::string_view text) {
  Block block{text, offset_, 0, 0};
  while (block.at < text.size()) {
    if (in_string_) {
      read_string(block);
    } else {
      read_outside(block);
    }
  }
  keep_captured(block, text.size());
  offset_ = block.base + text.size();
}

void Splitter::keep_captured(Block& block, std::size_t upto) {
  if (capture_ != nullptr && upto > block.captured_to && capture_->size() < kCaptureLimit) {
    capture_->append(block.text.substr(block.captured_to, upto - block.captured_to));
  }
  block.captured_to = upto;
}

// One byte of a string, or the run of plain bytes that begins here.
void Splitter::read_string(Block& block) {
  const std::string_view text = block.text;
  const std::size_t i = block.at;
  const char c = text[i];
  if (c != '"' && c != '\\' && c != '\n' && !escaped_ && !line_start_) {
    std::size_t end = i + 1;
    while (end < text.size() && text[end] != '"' && text[end] != '\\' && text[end] != '\n') ++end;
    if (is_key_ && key_.size() < kKeyLimit) key_.append(text.substr(i, end - i));
    block.at = end;
    return;
  }
  offset_ = block.base + i;
  if (line_start_ && c == '{' && !nodes_.empty()) {  // no string of ours has a brace at a line start: the quote was never closed
    capture_ = nullptr;
    break_off(Fault::broken_line);
    return;
  }
  ++block.at;
  if (c == '\n') {
    ++line_;
    nodes_.back().seen |= seen_break;
  }
  line_start_ = c == '\n';
  if (escaped_) {
    escaped_ = false;
  } else if (c == '\\') {
    escaped_ = true;
  } else if (c == '"') {
    keep_captured(block, block.at);
    end_string();
  } else if (is_key_ && key_.size() < kKeyLimit) {
    key_.push_back(c);
  }
}

// One byte that is in no string.
void Splitter::read_outside(Block& block) {
  const std::size_t i = block.at++;
  const char c = block.text[i];
  offset_ = block.base + i;
  switch (static_cast<Class>(kClasses[static_cast<unsigned char>(c)])) {
    case space: break;
    case newline:
      ++line_;
      line_start_ = true;
      return;
    case quote: on_quote(block, i); break;
    case open:
      if (line_start_ && c == '{' && !nodes_.empty() && !may_begin_here(c)) {
        capture_ = nullptr;
        break_off(Fault::broken_line);
      }
      if (capture_ == nullptr) block.captured_to = i;
      open_container(c);
      previous_ = c;
      break;
    case close:
      keep_captured(block, i);
      offset_ = block.base + i + 1;
      close_container();
      previous_ = c;
      break;
    case comma:
      keep_captured(block, i);
      on_comma();
      previous_ = c;
      break;
    case colon: previous_ = c; break;
    case other: on_scalar(block, i); break;
  }
  line_start_ = false;
}

void Splitter::on_quote(Block& block, std::size_t at) {
  if (nodes_.empty()) return on_other();
  if (capture_ == nullptr) block.captured_to = at;
  in_string_ = true;
  key_.clear();
  is_key_ = at_object_level() && (previous_ == '{' || previous_ == ',');
  if (at_object_level() && previous_ == ':') begin_capture();
  if (at_list_level()) scalar_in_list();
}

void Splitter::on_scalar(Block& block, std::size_t at) {
  if (capture_ == nullptr && at_object_level() && previous_ == ':') {
    block.captured_to = at;
    begin_capture();
  } else if (nodes_.empty()) {
    on_other();
  } else if (at_list_level() && (previous_ == '[' || previous_ == ',')) {
    scalar_in_list();
  }
  previous_ = nodes_.empty() ? '?' : 'a';
}

std::uint32_t Splitter::finish() {
  if (!nodes_.empty()) {
    break_off(Fault::cut_off);
    events_.on_cut({offset_, offset_, line_, top_ - 1, {}});
  }
  return top_;
}

// In JSON a container begins only behind a colon, a comma of a list, or the bracket of a list.
bool Splitter::may_begin_here(char bracket) const {
  if (previous_ == ':') return true;
  if (previous_ != ',' && previous_ != '[') return false;
  if (inner_ > kKindsLimit || bracket == '[') return true;
  const bool in_list = inner_ > 0 ? inner_kinds_.back() == '[' : is_list(nodes_.back().role);
  return in_list;
}

void Splitter::open_container(char bracket) {
  if (nodes_.empty()) {
    pointer_.clear();
    begin_node(bracket == '[' ? Role::list_of_any : Role::any, true);
    return;
  }
  if (inner_ > 0 || nodes_.back().role >= Role::release) {
    if (inner_ == 0 && capture_ == nullptr && previous_ == ':') begin_capture();
    ++inner_;
    if (inner_ <= kKindsLimit) inner_kinds_.push_back(bracket);
    nodes_.back().depth = std::max(nodes_.back().depth, inner_);
    return;
  }
  open_child(bracket);
}

// A container right below a package, record or list: part of it that may hold releases, or something to pass over.
void Splitter::open_child(char bracket) {
  Node& parent = nodes_.back();
  const std::size_t length = pointer_.size();
  const auto open_inner = [&] {
    if (capture_ == nullptr && previous_ == ':') begin_capture();
    inner_ = 1;
    inner_kinds_.assign(1, bracket);
    parent.depth = std::max(parent.depth, inner_);
  };
  if (is_list(parent.role)) {
    pointer_ += '/' + std::to_string(parent.index++);
    if (bracket == '[') {
      begin_node(Role::release, true);
      nodes_.back().pointer_length = length;
      nodes_.back().seen |= seen_link;  // a list in the place of a release
      return;
    }
    begin_node(role_of_elements(parent.role), true);
    nodes_.back().pointer_length = length;
    return;
  }
  Role role = Role::any;
  bool wanted = true;
  const bool list = bracket == '[';
  if (parent.key == "releases") {
    role = list ? Role::list_of_releases : Role::release;
  } else if (parent.key == "records") {
    role = list ? Role::list_of_records : Role::any;
  } else if (parent.key == "compiledRelease") {
    role = list ? Role::list_of_compiled : Role::compiled;
  } else if (parent.key == "versionedRelease") {
    role = list ? Role::list_of_versioned : Role::versioned;
  } else if (list || !any_of(parent.key, {"release", "record", "releasePackage", "recordPackage"})) {
    wanted = false;
  }
  if (wanted && nodes_.size() >= kNodesLimit) {
    events_.on_broken(Fault::too_deep, {offset_, offset_ + 1, line_, top_, pointer_ + '/' + parent.key});
    wanted = false;
  }
  if (!wanted) return open_inner();
  const bool expected = parent.key == "releases" || parent.key == "records";
  if (parent.key != "release" && parent.key != "record") parent.seen |= seen_container;
  if (parent.key == "compiledRelease" || parent.key == "versionedRelease") parent.seen |= seen_record_part;
  pointer_ += '/' + parent.key;
  begin_node(role, expected && !list);
  nodes_.back().pointer_length = length;
}

Splitter::Role Splitter::role_of_elements(Role list) {
  switch (list) {
    case Role::list_of_releases: return Role::release;
    case Role::list_of_compiled: return Role::compiled;
    case Role::list_of_versioned: return Role::versioned;
    default: return Role::any;
  }
}

void Splitter::begin_node(Role role, bool expected) {
  Node node;
  node.role = role;
  node.expected = expected;
  node.begin = offset_;
  node.line = line_;
  const bool holds = role == Role::any;
  node.number = holds || nodes_.empty() ? containers_++ : nodes_.back().number;
  nodes_.push_back(std::move(node));
  inner_ = 0;
  inner_kinds_.clear();
}

void Splitter::close_container() {
  if (nodes_.empty()) {
    on_other();
    return;
  }
  if (inner_ > 0) {
    if (inner_ <= kKindsLimit) inner_kinds_.pop_back();
    --inner_;
    if (inner_ == 0 && capture_ != nullptr) end_capture();
    return;
  }
  if (capture_ != nullptr) end_capture();
  end_node();
}

Span Splitter::span_of(const Node& node) const { return {node.begin, offset_, node.line, top_, pointer_}; }

void Splitter::end_node() {
  Node node = std::move(nodes_.back());
  nodes_.pop_back();
  if (!is_list(node.role)) {
    end_object(node);
  } else if (previous_ == ',') {
    events_.on_stray(span_of(node));
  }
  pointer_.resize(node.pointer_length);
  if (nodes_.empty()) {
    ++top_;
    return;
  }
  Node& parent = nodes_.back();
  parent.seen |= node.seen & seen_break;
  parent.depth = std::max(parent.depth, node.depth + 1);
  if (is_list(node.role)) parent.seen |= node.seen & (seen_value | seen_link | seen_record_part);
}

void Splitter::end_object(Node& node) {
  Node* parent = nodes_.empty() ? nullptr : &nodes_.back();
  if (node.role == Role::any && (node.seen & seen_container) != 0) {
    const bool is_record =
        (node.seen & seen_record_part) != 0 || !node.ocid.empty() || (parent != nullptr && parent->role == Role::list_of_records);
    if ((node.seen & seen_value) == 0 && (is_record || (node.seen & seen_link) != 0)) {
      events_.on_broken((node.seen & seen_link) != 0 ? Fault::only_links : Fault::no_release, span_of(node));
    }
    events_.on_container({node.number, parent == nullptr ? node.number : parent->number, is_record, plain_text(node.ocid),
                          plain_text(node.version), plain_text(node.published),
                          node.links.find("\"next\"") != std::string::npos || node.links.starts_with("\"http")});
    if (parent != nullptr) parent->seen |= seen_container | seen_value;
    return;
  }
  const bool is_link = (node.seen & seen_url) != 0 && (node.seen & seen_release_part) == 0 && node.ocid.empty();
  const bool is_value = !node.ocid.empty() || (node.seen & (seen_release_part | seen_tag)) != 0 ||
                        (node.role == Role::compiled && (node.seen & seen_key) != 0);
  if (node.role == Role::release && is_link && parent != nullptr) {
    parent->seen |= seen_link;
    return;
  }
  if ((node.seen & seen_value) != 0) {  // a wrapper such as {"release": {…}}
    if (parent != nullptr) parent->seen |= seen_value | seen_container;
    if ((node.seen & (seen_release_part | seen_tag)) == 0) return;
  }
  if (is_value) {
    ValueKind kind = node.role == Role::compiled    ? ValueKind::compiled
                     : node.role == Role::versioned ? ValueKind::versioned
                                                    : ValueKind::release;
    const bool compiled = node.tag.find("\"compiled\"") != std::string::npos;
    if (parent != nullptr) parent->seen |= seen_value;
    const std::uint32_t container = node.role == Role::any || parent == nullptr ? node.number : parent->number;
    events_.on_value({kind, span_of(node), container, node.depth + 1, plain_text(node.ocid), plain_text(node.date), compiled,
                      (node.seen & seen_break) != 0});
    return;
  }
  if ((node.seen & seen_value) == 0 && node.expected) {
    events_.on_broken((node.seen & seen_link) != 0 ? Fault::not_an_object : Fault::no_release, span_of(node));
  }
}

void Splitter::end_string() {
  in_string_ = false;
  line_start_ = false;
  if (is_key_) {
    nodes_.back().key = key_;
    note_key(nodes_.back());
    previous_ = 'k';
    return;
  }
  if (capture_ != nullptr && inner_ == 0) end_capture();
  previous_ = nodes_.empty() ? '?' : 'a';
}

void Splitter::on_comma() {
  if (nodes_.empty()) {
    if (previous_ != '}' && previous_ != ']') on_other();
    return;
  }
  if (inner_ > 0) return;
  if (capture_ != nullptr) end_capture();
  if (is_list(nodes_.back().role) && (previous_ == ',' || previous_ == '[')) {
    Span span{offset_, offset_ + 1, line_, top_, pointer_};
    events_.on_stray(span);
  }
}

// Something at the top that is no object or list. Told once for each run of it.
void Splitter::on_other() {
  if (previous_ == '?') return;
  if (!stray_told_) events_.on_stray({offset_, offset_ + 1, line_, top_, {}});
  stray_told_ = true;
  previous_ = '?';
}

void Splitter::scalar_in_list() {
  Node& list = nodes_.back();
  const std::string pointer = pointer_ + '/' + std::to_string(list.index++);
  events_.on_broken(Fault::not_an_object, {offset_, offset_ + 1, line_, top_, pointer});
}

void Splitter::note_key(Node& node) {
  node.seen |= seen_key;
  if (any_of(node.key, {"tender", "awards", "contracts", "parties", "planning", "bids", "buyer", "initiationType"}))
    node.seen |= seen_release_part;
  if (node.key == "tag") node.seen |= seen_tag;  // also a link to a release has one
  if (node.key == "url") node.seen |= seen_url;
}

std::string* Splitter::captured(Node& node) {
  if (node.key == "ocid") return &node.ocid;
  if (node.key == "date") return &node.date;
  if (node.key == "tag") return &node.tag;
  if (node.role != Role::any) return nullptr;
  if (node.key == "version") return &node.version;
  if (node.key == "publishedDate") return &node.published;
  if (node.key == "links" || node.key == "pagination" || node.key == "next_page") return &node.links;
  return nullptr;
}

void Splitter::begin_capture() {
  std::string* const target = captured(nodes_.back());
  if (target == nullptr) return;
  target->clear();
  capture_ = target;
}

void Splitter::end_capture() {
  const auto is_space = [](char c) { return kClasses[static_cast<unsigned char>(c)] == space || c == '\n'; };
  while (!capture_->empty() && is_space(capture_->back())) capture_->pop_back();
  capture_ = nullptr;
}

// Gives up what is open, tells it, and stands at the top again.
void Splitter::break_off(Fault fault) {
  bool told = false;
  in_string_ = escaped_ = line_start_ = false;
  capture_ = nullptr;
  while (!nodes_.empty()) {
    Node node = std::move(nodes_.back());
    nodes_.pop_back();
    const bool container = (node.seen & seen_container) != 0 || is_list(node.role);
    if (!container && !told && (node.expected || node.role != Role::any)) {
      events_.on_broken(fault, span_of(node));
      told = true;
    } else if (node.role == Role::any && container) {
      const bool in_records = !nodes_.empty() && nodes_.back().role == Role::list_of_records;
      events_.on_container({node.number, nodes_.empty() ? node.number : nodes_.back().number,
                            in_records || (node.seen & seen_record_part) != 0 || !node.ocid.empty(), plain_text(node.ocid),
                            plain_text(node.version), plain_text(node.published), false});
    }
    pointer_.resize(node.pointer_length);
  }
  if (!told && fault != Fault::cut_off) events_.on_stray({offset_, offset_, line_, top_, {}});
  ++top_;
  inner_ = 0;
  previous_ = 0;
}

}  // namespace kede::importers::ocds
