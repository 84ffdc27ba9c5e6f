// A CSV read as its mapping says.
#include <algorithm>

#include "engine/base/csv.hpp"
#include "engine/base/text.hpp"
#include "importers/csv_rows.hpp"
#include "importers/lists/importer.hpp"
#include "importers/lists/listed_names.hpp"
#include "importers/lists/mapping.hpp"
#include "importers/text_decoding.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::lists {
namespace {

// The text of the file in the encoding that the mapping names.
class Decoded {
 public:
  Decoded(std::unique_ptr<ByteReader> bytes, const std::string& encoding) : bytes_(std::move(bytes)), converter_(encoding) {}

  std::size_t read(char* into, std::size_t size) {
    while (at_ == text_.size() && !ended_) {
      std::string piece(kPiece, '\0');
      piece.resize(bytes_->read(piece.data(), piece.size()));
      ended_ = piece.empty();
      text_.clear();
      at_ = 0;
      converter_.add(piece, ended_, text_);
    }
    const std::size_t got = std::min(size, text_.size() - at_);
    std::copy_n(text_.data() + at_, got, into);
    at_ += got;
    return got;
  }

 private:
  std::unique_ptr<ByteReader> bytes_;
  Utf8Converter converter_;
  std::string text_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

class MappedRows {
 public:
  MappedRows(FileImport& file, ListWriter& writer, const Mapping& mapping) : file_(file), writer_(writer), mapping_(mapping) {}

  void read() {
    auto reader = open();
    if (!reader || !find_header(*reader)) return;
    while (reader->next(record_)) {
      if (std::all_of(record_.fields.begin(), record_.fields.end(), [](std::string_view field) { return trim(field).empty(); })) continue;
      const std::string place = "row " + std::to_string(record_.number);
      if (record_.cut || record_.quote_left_open)
        file_.reject(error(record_.cut ? "KD1147" : "KD1148"), place, record_.line, excerpt());
      else if (chosen(mapping_.left_out))
        writer_.pass_over();
      else
        writer_.write(mapping_.list, entity(), place, record_.line, excerpt());
    }
  }

 private:
  std::optional<CsvReader> open() {
    CsvReader::Read read = [this](char* into, std::size_t size) { return file_.text().read(into, size); };
    if (!mapping_.encoding.empty()) {
      auto bytes = file_.context().files.open(file_.path());
      if (!bytes) {
        file_.tell(bytes.diagnostics().front());
        return std::nullopt;
      }
      decoded_.emplace(std::move(bytes).value(), mapping_.encoding);
      read = [this](char* into, std::size_t size) { return decoded_->read(into, size); };
    }
    const auto head = read_head(file_.context().files, file_.path());
    const char separator =
        mapping_.separator != '\0' ? mapping_.separator : guess_separator(head ? std::string_view(*head) : std::string_view());
    return CsvReader(std::move(read), separator);
  }

  // Names each column that the mapping needs and the file lacks.
  bool find_header(CsvReader& reader) {
    bool there = true;
    for (std::size_t row = 0; row < mapping_.header_row && there; ++row) there = reader.next(record_);
    if (there) {
      for (const std::string_view field : record_.fields) columns_.push_back(column_name(field));
    }
    std::vector<std::string> needed;
    for (const MappedField& field : mapping_.fields) needed.insert(needed.end(), field.columns.begin(), field.columns.end());
    for (const RowChoice* choice : {&mapping_.persons, &mapping_.left_out}) {
      if (!choice->column.empty()) needed.push_back(choice->column);
    }
    bool complete = true;
    for (const std::string& name : needed) {
      if (std::find(columns_.begin(), columns_.end(), column_name(name)) != columns_.end()) continue;
      complete = false;
      file_.reject(error("KD1583").arg("name", shorten(name, 80)), "row " + std::to_string(mapping_.header_row), 0, {});
    }
    return complete;
  }

  std::string_view cell(const std::string& name) const {
    const auto found = std::find(columns_.begin(), columns_.end(), column_name(name));
    const auto at = static_cast<std::size_t>(found - columns_.begin());
    return at < record_.fields.size() ? trim(record_.fields[at]) : std::string_view();
  }

  std::string text(Target target) const {
    const MappedField& field = mapping_[target];
    std::string out;
    for (const std::string& column : field.columns) {
      if (const std::string_view part = cell(column); !part.empty()) out += (out.empty() ? "" : " ") + std::string(part);
    }
    if (const auto meaning = field.values.find(ascii_lower(out)); meaning != field.values.end()) out = meaning->second;
    return out.empty() ? field.constant : out;
  }

  bool chosen(const RowChoice& choice) const {
    if (choice.column.empty()) return false;
    return std::find(choice.values.begin(), choice.values.end(), ascii_lower(cell(choice.column))) != choice.values.end();
  }

  ListedEntity entity() const {
    ListedEntity out{.id = text(Target::id), .kind = chosen(mapping_.persons) ? ListedKind::person : ListedKind::organisation};
    out.name = text(Target::name);
    const std::string& separator = mapping_[Target::other_names].separator;
    const std::string names = text(Target::other_names);
    out.other_names = separator.empty() ? std::vector<std::string>{names} : pieces(names, separator);
    out.country = text(Target::country);
    out.address = text(Target::address);
    out.city = text(Target::city);
    out.postal_code = text(Target::postal_code);
    out.website = text(Target::website);
    out.reg_number = text(Target::reg_number);
    out.reg_scheme = text(Target::reg_scheme);
    out.lei = text(Target::lei);
    out.listings.push_back(
        {written_day(text(Target::listed_from), mapping_.dates), written_day(text(Target::listed_until), mapping_.dates)});
    out.reference = text(Target::reference);
    out.products = text(Target::products);
    return out;
  }

  std::string excerpt() const {
    std::string out;
    for (const std::string_view field : record_.fields) out.append(out.empty() ? "" : ";").append(field.substr(0, 100));
    return shorten(replace_invalid_utf8(out), 200);
  }

  FileImport& file_;
  ListWriter& writer_;
  const Mapping& mapping_;
  std::optional<Decoded> decoded_;
  std::vector<std::string> columns_;
  CsvRecord record_;
};

}  // namespace

void read_mapped(FileImport& file, ListWriter& writer, const Mapping& mapping) {
  file.scope().date = mapping.date;
  MappedRows(file, writer, mapping).read();
}

void import_mapped(const std::string& path, const Mapping& mapping, ImportContext& context, model::RecordSink& sink) {
  const Fields fields(context.vocabulary);
  const InputFile files[] = {{path}};
  import_files(files, context, sink, importer, [&](FileImport& file) {
    file.scope().evidence = model::EvidenceClass::register_or_decision;
    ListWriter writer(file, fields);
    read_mapped(file, writer, mapping);
    writer.finish();
  });
}

}  // namespace kede::importers::lists
