#include "importers/json_records.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <cstring>

#include "engine/base/text.hpp"
#include "importers/line_blocks.hpp"

namespace kede::importers {
namespace {

Diagnostic too_large(const JsonLimits& limits) { return error("KD1141").arg("limit", std::to_string(limits.record_bytes)); }

// The text as RapidJSON reads it, byte by byte, kept from the beginning of the record that is being read.
class KeptStream {
 public:
  using Ch = char;
  KeptStream(SourceText& text, std::size_t most) : text_(text), most_(most) { more(); }

  Ch Peek() const { return at_ < kept_.size() ? kept_[at_] : '\0'; }
  Ch Take() {
    const Ch c = Peek();
    if (at_ < kept_.size()) {
      line_ += c == '\n' ? 1 : 0;
      if (++at_ == kept_.size()) more();
    }
    return c;
  }
  std::size_t Tell() const { return static_cast<std::size_t>(begin_ + at_); }
  Ch* PutBegin() { return nullptr; }
  void Put(Ch) {}
  void Flush() {}
  std::size_t PutEnd(Ch*) { return 0; }

  // Bytes before `offset` will not be asked for any more.
  void forget_before(std::size_t offset) { needed_ = offset; }
  // From `offset` to the next byte, with it.
  std::string_view from(std::size_t offset) const { return std::string_view(kept_).substr(offset - begin_, Tell() + 1 - offset); }
  // A value is longer than may be kept.
  bool overflown() const { return overflown_; }
  bool at_end() const { return ended_ && at_ == kept_.size(); }
  std::uint32_t line() const { return line_; }

 private:
  void more() {
    if (needed_ > begin_) {
      const std::size_t gone = std::min(needed_ - begin_, at_);
      kept_.erase(0, gone);
      begin_ += gone;
      at_ -= gone;
    }
    overflown_ = kept_.size() > most_;
    if (overflown_) return;
    const std::size_t before = kept_.size();
    kept_.resize(before + kTextPiece);
    const std::size_t got = text_.read(kept_.data() + before, kTextPiece);
    kept_.resize(before + got);
    ended_ = got == 0;
  }

  SourceText& text_;
  std::size_t most_;
  std::string kept_;
  std::size_t begin_ = 0;  // offset in the text of the first byte kept
  std::size_t at_ = 0;
  std::size_t needed_ = 0;
  std::uint32_t line_ = 1;
  bool ended_ = false;
  bool overflown_ = false;
};

// Follows the parser through the containers around the records and tells where records begin and end. The parser calls it for a bracket
// before it takes the bracket from the stream.
class Boundaries {
 public:
  using Ch = char;
  Boundaries(KeptStream& stream, std::span<const std::string_view> lists, const JsonLimits& limits, const JsonEvents& events)
      : stream_(stream), lists_(lists), limits_(limits), events_(events) {}

  bool Null() { return value(4); }
  bool Bool(bool flag) { return value(flag ? 4 : 5); }
  bool Int(int) { return true; }
  bool Uint(unsigned) { return true; }
  bool Int64(std::int64_t) { return true; }
  bool Uint64(std::uint64_t) { return true; }
  bool Double(double) { return true; }
  bool RawNumber(const Ch*, rapidjson::SizeType size, bool) { return value(size); }
  bool String(const Ch*, rapidjson::SizeType size, bool) { return value(size); }
  bool StartObject() { return start('{'); }
  bool StartArray() { return start('['); }
  bool EndObject(rapidjson::SizeType) { return end(); }
  bool EndArray(rapidjson::SizeType) { return end(); }
  bool Key(const Ch* name, rapidjson::SizeType size, bool) {
    if (depth_ == levels_.size()) levels_.back().key.assign(name, size);
    return true;
  }

  void next_top() {
    ++top_;
    levels_.clear();
    whole_ = false;
    stream_.forget_before(stream_.Tell());
  }
  std::string place() const {
    std::string out = several_ ? "value " + std::to_string(top_) : std::string();
    for (const Level& level : levels_) out += '/' + (level.is_list ? std::to_string(level.index) : level.key);
    return out;
  }
  void set_several() { several_ = true; }
  std::uint32_t record_line() const { return record_line_; }
  std::size_t record_begin() const { return record_begin_; }
  bool in_record() const { return depth_ > levels_.size() || whole_; }

 private:
  struct Level {
    bool is_list = false;
    std::size_t index = 0;
    std::string key;
  };

  // A text, number or word: only of interest where a record should stand.
  bool value(rapidjson::SizeType) {
    if (depth_ == levels_.size() && !levels_.empty() && levels_.back().is_list) {
      events_.on_fault({error("KD1146"), place(), stream_.line(), {}});
      ++levels_.back().index;
      stream_.forget_before(stream_.Tell());
    }
    return true;
  }

  bool start(char bracket) {
    ++depth_;
    if (depth_ > levels_.size() + 1) {
      deepest_ = std::max(deepest_, depth_ - levels_.size());
      return true;
    }
    const bool in_list = !levels_.empty() && levels_.back().is_list;
    const bool at_top = levels_.empty();
    if (bracket == '[' && (at_top || is_record_list())) {
      levels_.push_back({true, 0, {}});
      whole_ = false;
    } else if (bracket == '{' && (at_top || leads_to_list())) {
      if (at_top) begin_record();
      whole_ = at_top;
      levels_.push_back({false, 0, {}});
    } else if (in_list) {
      begin_record();
    } else {
      deepest_ = std::max<std::size_t>(deepest_, depth_);
    }
    if (!whole_ && !in_record()) stream_.forget_before(stream_.Tell());
    return true;
  }

  bool end() {
    if (depth_ == levels_.size()) {
      if (whole_ && levels_.size() == 1) hand_over({});
      levels_.pop_back();
      if (!levels_.empty() && levels_.back().is_list) ++levels_.back().index;
    } else if (depth_ == levels_.size() + 1 && levels_.back().is_list) {
      hand_over(place());
      ++levels_.back().index;
      stream_.forget_before(stream_.Tell() + 1);
    }
    --depth_;
    return true;
  }

  void begin_record() {
    record_begin_ = stream_.Tell();
    record_line_ = stream_.line();
    deepest_ = 1;
    stream_.forget_before(record_begin_);
  }

  void hand_over(std::string inside) {
    std::string where = inside.empty() && several_ ? "value " + std::to_string(top_) : std::move(inside);
    const std::string_view text = stream_.from(record_begin_);
    if (deepest_ > limits_.depth) {
      auto reason = error("KD1142").arg("limit", std::to_string(limits_.depth));
      events_.on_fault({std::move(reason), std::move(where), record_line_, replace_invalid_utf8(text.substr(0, kExcerpt))});
    } else {
      events_.on_record({std::string(text), std::move(where), record_line_});
    }
  }

  std::string path() const {
    std::string out;
    for (const Level& level : levels_) {
      if (!level.is_list) out += (out.empty() ? "" : "/") + level.key;
    }
    return out;
  }
  bool is_record_list() const { return !levels_.back().is_list && std::find(lists_.begin(), lists_.end(), path()) != lists_.end(); }
  bool leads_to_list() const {
    if (levels_.back().is_list) return false;
    const std::string here = path() + '/';
    return std::any_of(lists_.begin(), lists_.end(), [&](std::string_view list) { return list.starts_with(here); });
  }

  KeptStream& stream_;
  std::span<const std::string_view> lists_;
  const JsonLimits& limits_;
  const JsonEvents& events_;
  std::vector<Level> levels_;  // the containers around records
  std::size_t depth_ = 0;      // all open containers
  std::size_t deepest_ = 0;    // inside the record
  std::size_t record_begin_ = 0;
  std::uint32_t record_line_ = 1;
  std::uint32_t top_ = 0;
  bool whole_ = false;  // the object at the top is the record, as far as is known
  bool several_ = false;
};

void skip_between(KeptStream& stream) {
  while (!stream.at_end() && std::strchr(" \t\r\n\x1E,", stream.Peek()) != nullptr) stream.Take();
}

}  // namespace

void read_json_records(SourceText& text, std::span<const std::string_view> lists, const JsonLimits& limits, const JsonEvents& events) {
  KeptStream stream(text, limits.record_bytes);
  Boundaries boundaries(stream, lists, limits, events);
  constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseStopWhenDoneFlag | rapidjson::kParseNumbersAsStringsFlag |
                             rapidjson::kParseNanAndInfFlag | rapidjson::kParseTrailingCommasFlag;
  for (skip_between(stream); !stream.at_end(); skip_between(stream)) {
    boundaries.next_top();
    rapidjson::Reader reader;
    const auto result = reader.Parse<flags>(stream, boundaries);
    if (!result.IsError()) {
      boundaries.set_several();
      continue;
    }
    Diagnostic reason = error("KD1144").arg("reason", rapidjson::GetParseError_En(result.Code()));
    if (stream.overflown()) {
      reason = too_large(limits);
    } else if (stream.at_end()) {
      reason = error("KD1145");
    }
    const std::string_view begun = boundaries.in_record() ? stream.from(boundaries.record_begin()) : std::string_view();
    return events.on_fault({std::move(reason), boundaries.place(), stream.line(), replace_invalid_utf8(begun.substr(0, kExcerpt))});
  }
}

void read_json_lines(SourceText& text, const JsonLimits& limits, const JsonEvents& events) {
  LineBlocks blocks(text, limits.record_bytes);
  const auto place = [](std::uint32_t line) { return "line " + std::to_string(line); };
  const auto take = [&](std::string_view one, std::uint32_t line, bool oversized) {
    if (oversized || one.size() > limits.record_bytes) {
      events.on_fault({too_large(limits), place(line), line, replace_invalid_utf8(one.substr(0, kExcerpt))});
    } else if (!trim(one).empty()) {
      events.on_record({std::string(one), place(line), line});
    }
  };
  for (LineBlock block; blocks.next(block);) {
    for_each_line(block, [&](const char* begin, std::size_t size, std::uint32_t line) { take({begin, size}, line, block.oversized); });
  }
}

bool looks_like_json_lines(std::string_view head) {
  head = trim(head);
  if (!head.starts_with('{')) return false;
  const std::size_t end = head.find('\n');
  if (end == std::string_view::npos) return false;
  const std::string_view first = trim(head.substr(0, end));
  const std::string_view next = trim(head.substr(end + 1));
  return first.ends_with('}') && next.starts_with('{');
}

}  // namespace kede::importers
