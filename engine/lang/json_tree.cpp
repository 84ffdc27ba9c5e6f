#include "engine/lang/json_tree.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <set>

#include "engine/base/text.hpp"

namespace kede::lang {
namespace {

// Builds the tree from the events of the reader; stops at the limits.
class TreeBuilder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, TreeBuilder> {
 public:
  TreeBuilder(const std::string& file, JsonLimits limits) : file_(file), limits_(limits) {}

  bool Null() { return add({}); }
  bool Bool(bool flag) { return add({.type = JsonNode::Type::boolean, .flag = flag, .text = {}, .keys = {}, .children = {}}); }
  bool RawNumber(const char* text, rapidjson::SizeType size, bool) { return add(textual(JsonNode::Type::number, text, size)); }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    return well_formed({text, size}) && add(textual(JsonNode::Type::string, text, size));
  }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    if (!well_formed({text, size})) return false;
    key_ = std::string(text, size);
    if (!open_.back().seen.insert(key_).second) {
      problems_.push_back(error("KD2303").at({.file = file_, .pointer = pointer()}).arg("key", key_));
    }
    return true;
  }
  bool StartObject() { return start(JsonNode::Type::object); }
  bool StartArray() { return start(JsonNode::Type::array); }
  bool EndObject(rapidjson::SizeType) { return end(); }
  bool EndArray(rapidjson::SizeType) { return end(); }

  JsonNode take_root() { return std::move(root_); }
  std::vector<Diagnostic> take_problems() { return std::move(problems_); }

 private:
  struct Open {
    JsonNode node;
    std::string key;  // under which it will be put into its parent
    std::set<std::string> seen;
  };

  static JsonNode textual(JsonNode::Type type, const char* text, std::size_t size) {
    return {.type = type, .flag = false, .text = std::string(text, size), .keys = {}, .children = {}};
  }

  // The reader lets the second half of a surrogate pair pass alone.
  bool well_formed(std::string_view text) {
    if (find_invalid_utf8(text) == std::string_view::npos) return true;
    const char* reason = rapidjson::GetParseError_En(rapidjson::kParseErrorStringUnicodeSurrogateInvalid);
    problems_.push_back(error("KD2301").at({.file = file_, .pointer = pointer()}).arg("reason", reason));
    return false;
  }

  bool limit(const char* code, std::size_t most) {
    problems_.push_back(error(code).at({.file = file_, .pointer = pointer()}).arg("limit", std::to_string(most)));
    return false;
  }

  bool start(JsonNode::Type type) {
    if (open_.size() >= limits_.depth) return limit("KD2302", limits_.depth);
    Open opened;
    opened.node.type = type;
    opened.key = std::move(key_);
    open_.push_back(std::move(opened));
    return true;
  }

  bool end() {
    Open closed = std::move(open_.back());
    open_.pop_back();
    key_ = std::move(closed.key);
    return add(std::move(closed.node));
  }

  bool add(JsonNode node) {
    if (++count_ > limits_.nodes) return limit("KD2304", limits_.nodes);
    if (open_.empty()) {
      root_ = std::move(node);
      return true;
    }
    JsonNode& parent = open_.back().node;
    if (parent.type == JsonNode::Type::object) parent.keys.push_back(std::move(key_));
    parent.children.push_back(std::move(node));
    return true;
  }

  std::string pointer() const {
    std::string out;
    for (std::size_t i = 0; i < open_.size(); ++i) {
      const JsonNode& node = open_[i].node;
      const std::string& key = i + 1 < open_.size() ? open_[i + 1].key : key_;
      out += '/' + (node.type == JsonNode::Type::object ? pointer_part(key) : std::to_string(node.children.size()));
    }
    return out;
  }

  const std::string& file_;
  JsonLimits limits_;
  std::vector<Open> open_;
  std::string key_;
  JsonNode root_;
  std::size_t count_ = 0;
  std::vector<Diagnostic> problems_;
};

// Line and column (code points) of a byte, and the line itself for the excerpt.
Diagnostic placed_at(Diagnostic diagnostic, std::string_view text, std::size_t offset, const std::string& file) {
  offset = std::min(offset, text.size());
  const std::size_t before = text.substr(0, offset).rfind('\n');
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  const std::string_view line = text.substr(begin, text.find('\n', begin) - begin);
  diagnostic.where.file = file;
  diagnostic.where.line =
      static_cast<std::uint32_t>(1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
  diagnostic.where.column = static_cast<std::uint32_t>(1 + code_points(replace_invalid_utf8(text.substr(begin, offset - begin))));
  if (line.size() < 2000 && find_invalid_utf8(line) == std::string_view::npos) {
    const auto mark = static_cast<std::uint32_t>(offset - begin);
    diagnostic.excerpt = {std::string(line), mark, mark + 1};
  }
  return diagnostic;
}

}  // namespace

const JsonNode* JsonNode::find(std::string_view key) const {
  if (type != Type::object) return nullptr;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i] == key) return &children[i];
  }
  return nullptr;
}

std::string_view to_text(JsonNode::Type type) {
  constexpr std::string_view names[] = {"null", "true/false", "number", "string", "array", "object"};
  return names[static_cast<std::size_t>(type)];
}

Result<JsonNode> read_json(std::string_view text, const std::string& file, JsonLimits limits) {
  if (text.size() > limits.bytes) return error("KD2305").at({.file = file}).arg("limit", std::to_string(limits.bytes));
  if (const std::size_t bad = find_invalid_utf8(text); bad != std::string_view::npos) return placed_at(error("KD2300"), text, bad, file);
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (text.starts_with(mark)) text.remove_prefix(mark.size());

  TreeBuilder builder(file, limits);
  rapidjson::MemoryStream stream(text.data(), text.size());
  rapidjson::Reader reader;
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseCommentsFlag | rapidjson::kParseNumbersAsStringsFlag;
  const rapidjson::ParseResult result = reader.Parse<kFlags>(stream, builder);
  std::vector<Diagnostic> problems = builder.take_problems();
  if (result.IsError() && result.Code() != rapidjson::kParseErrorTermination) {
    problems.push_back(placed_at(error("KD2301").arg("reason", rapidjson::GetParseError_En(result.Code())), text, result.Offset(), file));
  }
  if (!problems.empty()) return problems;
  return builder.take_root();
}

std::string pointer_part(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace kede::lang
