// Reads separated values (RFC 4180, and what spreadsheets make of it) record by record from a stream.
// Used by importers and by readers of lists.
// A CsvReader belongs to one thread and keeps one record and one block of text in memory; cells are views that live until the next record.
// Law: no record is lost: a damaged one is given with a mark that says so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kede {

struct CsvRecord {
  std::vector<std::string_view> fields;  // in the reader's memory, until the next record is asked for
  std::uint32_t number = 0;              // from 1, blank ones counted: the row in a spreadsheet
  std::uint32_t line = 0;                // from 1: the line of the file where it begins
  bool cut = false;                      // a field was longer than the limit; its end was skipped
  bool quote_left_open = false;          // the file ended inside quotes
};

class CsvReader {
 public:
  // Fills at most `size` bytes of UTF-8 and says how many; 0 at the end.
  using Read = std::function<std::size_t(char* into, std::size_t size)>;

  CsvReader(Read read, char separator, std::size_t max_field_bytes = 1U << 20U, std::size_t max_fields = 16'384);
  // A text in memory, which must outlive the reader.
  CsvReader(std::string_view text, char separator, std::size_t max_field_bytes = 1U << 20U, std::size_t max_fields = 16'384);

  // The next record, or false at the end. A blank line is a record with one empty field.
  bool next(CsvRecord& record);

 private:
  bool more(CsvRecord& record);
  bool at_end(CsvRecord& record) { return at_ == filled_ && !more(record); }
  void keep_until(std::size_t end);
  void read_quoted(CsvRecord& record);
  void finish_field(CsvRecord& record, std::size_t end);
  std::size_t room(const CsvRecord& record) const;

  Read read_;
  char separator_;
  std::size_t max_field_bytes_;
  std::size_t max_fields_;
  std::string buffer_;
  std::size_t start_ = 0;   // of the record
  std::size_t cell_ = 0;    // of the field that is being read
  std::size_t write_ = 0;   // end of its text, which moves to the left where quotes are taken out
  std::size_t at_ = 0;      // of the next byte to be looked at
  std::size_t filled_ = 0;  // end of what was read
  bool ended_ = false;
  bool after_cr_ = false;  // a line feed here belongs to the line end before it
  std::uint32_t record_ = 0;
  std::uint32_t line_ = 1;
};

// The most frequent of ; , tab and | outside quotes in the first line of the text; ',' when there is none.
char guess_separator(std::string_view text);

}  // namespace kede
