// Finds the releases and records in OCDS text of any container, in one pass, without keeping the text.
// Made by the import for every file; tells what it finds to a SplitterEvents.
// Belongs to one thread; memory is bounded by the nesting, not by the size of the text.
// Law: what is found does not depend on how the text is cut into blocks; whatever looks like a release or record is told, found or broken.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kede::importers::ocds {

enum class ValueKind : std::uint8_t { release, compiled, versioned };

// Where something stands in the text. `end` is the offset behind the last byte; `line` counts from 1.
struct Span {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::uint32_t line = 1;
  std::uint32_t top = 0;  // which of the top-level values of the text, from 0
  std::string pointer;    // JSON pointer inside that top-level value
};

struct FoundValue {
  ValueKind kind = ValueKind::release;
  Span span;
  std::uint32_t container = 0;  // number of the object that holds it, see FoundContainer
  std::uint32_t depth = 0;      // deepest nesting inside
  std::string ocid;             // as written in the release, or empty
  std::string date;
  bool tagged_compiled = false;
  bool broken_strings = false;  // a line break stands inside a string
};

// A package, record or wrapper that has ended. Told after the values in it.
struct FoundContainer {
  std::uint32_t number = 0;
  std::uint32_t parent = 0;  // itself when it is at the top
  bool is_record = false;
  std::string ocid;
  std::string version;
  std::string published;
  bool has_next_page = false;
};

enum class Fault : std::uint8_t {
  no_release,     // an object where a release was expected, without anything of a release
  only_links,     // a record that only points to releases elsewhere
  not_an_object,  // a number, text or list in the place of a release
  too_deep,       // packages inside records inside packages without end
  cut_off,        // the text ends inside
  broken_line,    // a new value begins at a line start where none can begin: the one before was never closed
};

class SplitterEvents {
 public:
  virtual ~SplitterEvents() = default;
  virtual void on_value(FoundValue value) = 0;
  virtual void on_container(FoundContainer container) = 0;
  // Something that stands for one release or record and cannot be used.
  virtual void on_broken(Fault fault, Span span) = 0;
  // Text that belongs to no value, or a list with a stray comma: nothing is lost but the text is not JSON.
  virtual void on_stray(Span span) = 0;
  // The text ends before its brackets are closed.
  virtual void on_cut(Span span) = 0;
};

class Splitter {
 public:
  explicit Splitter(SplitterEvents& events) : events_(events) {}
  void feed(std::string_view text);
  // Ends the text; gives the number of top-level values.
  std::uint32_t finish();

 private:
  enum class Role : std::uint8_t {
    list_of_any,
    list_of_releases,
    list_of_compiled,
    list_of_versioned,
    list_of_records,
    any,
    release,
    compiled,
    versioned
  };
  enum Seen : std::uint16_t {
    seen_release_part = 1,
    seen_container = 2,
    seen_record_part = 4,
    seen_url = 8,
    seen_key = 16,
    seen_value = 32,
    seen_link = 64,
    seen_break = 128,
    seen_tag = 256
  };

  // An open object or list that may hold releases, or is one.
  struct Node {
    Role role = Role::any;
    bool expected = false;  // stands where a release or record must stand
    std::uint16_t seen = 0;
    std::uint32_t number = 0;
    std::uint32_t index = 0;  // of the next element of a list
    std::uint32_t depth = 0;  // deepest nesting below
    std::size_t pointer_length = 0;
    std::uint64_t begin = 0;
    std::uint32_t line = 1;
    std::string key;
    std::string ocid, date, tag, version, published, links;
  };

  // The piece of text being read, and how far.
  struct Block {
    std::string_view text;
    std::uint64_t base;       // offset of its first byte
    std::size_t at;           // next byte
    std::size_t captured_to;  // what stands before is kept already
  };

  void read_string(Block& block);
  void read_outside(Block& block);
  void on_quote(Block& block, std::size_t at);
  void on_scalar(Block& block, std::size_t at);
  void keep_captured(Block& block, std::size_t upto);
  void open_container(char bracket);
  void close_container();
  void open_child(char bracket);
  void begin_node(Role role, bool expected);
  void end_node();
  void end_object(Node& node);
  void end_string();
  void on_comma();
  void on_other();
  void scalar_in_list();
  void note_key(Node& node);
  std::string* captured(Node& node);
  void begin_capture();
  void end_capture();
  bool may_begin_here(char bracket) const;
  void break_off(Fault fault);
  Span span_of(const Node& node) const;
  static Role role_of_elements(Role list);
  bool is_list(Role role) const { return role <= Role::list_of_records; }
  bool at_object_level() const { return !nodes_.empty() && inner_ == 0 && !is_list(nodes_.back().role); }
  bool at_list_level() const { return !nodes_.empty() && inner_ == 0 && is_list(nodes_.back().role); }

  SplitterEvents& events_;
  std::vector<Node> nodes_;
  std::string inner_kinds_;  // brackets open below the last node, the first 4096 of them
  std::uint32_t inner_ = 0;  // how many
  std::string pointer_;
  std::uint64_t offset_ = 0;
  std::uint32_t line_ = 1;
  std::uint32_t top_ = 0;
  std::uint32_t containers_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
  bool is_key_ = false;
  bool line_start_ = false;
  bool stray_told_ = false;
  char previous_ = 0;  // last byte outside strings that is not white space
  std::string* capture_ = nullptr;
  std::string key_;
};

}  // namespace kede::importers::ocds
