#include "importers/ocds/import_run.hpp"

#include <rapidjson/document.h>
#include <zlib.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "importers/ocds/merge.hpp"

namespace kede::importers::ocds {
namespace {

constexpr std::uint32_t kMaximumDepth = 100;
constexpr std::size_t kListed = 10'000;  // rejections listed one by one for one file
constexpr std::size_t kOpenFiles = 16;

// Records and notes of a second reading that only looks something up.
class NoRecords final : public model::RecordSink {
 public:
  SourceId add_source(model::Source) override { return {}; }
  void complete_source(SourceId, model::Source) override {}
  void add(model::Record) override {}
  void reject(model::Rejection) override {}
};

std::string_view code_of(Fault fault) {
  switch (fault) {
    case Fault::no_release: return "KD1101";
    case Fault::only_links: return "KD1102";
    case Fault::not_an_object: return "KD1103";
    case Fault::too_deep: return "KD1107";
    case Fault::cut_off: return "KD1104";
    case Fault::broken_line: return "KD1105";
  }
  return "KD1101";
}

std::string packed(const std::string& text) {
  uLongf size = compressBound(static_cast<uLong>(text.size()));
  std::string out(size + sizeof(std::uint64_t), '\0');
  const std::uint64_t length = text.size();
  std::copy_n(reinterpret_cast<const char*>(&length), sizeof length, out.begin());
  compress2(reinterpret_cast<Bytef*>(out.data() + sizeof length), &size, reinterpret_cast<const Bytef*>(text.data()),
            static_cast<uLong>(text.size()), 1);
  out.resize(size + sizeof length);
  out.shrink_to_fit();
  return out;
}

std::string unpacked(const std::string& bytes) {
  std::uint64_t length = 0;
  std::copy_n(bytes.begin(), sizeof length, reinterpret_cast<char*>(&length));
  std::string out(length, '\0');
  auto size = static_cast<uLongf>(length);
  uncompress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data() + sizeof length),
             static_cast<uLong>(bytes.size() - sizeof length));
  return out;
}

std::string file_name(const std::string& path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

}  // namespace

// Takes in what the splitter finds in one file.
class ImportRun::FirstPass final : public SplitterEvents {
 public:
  FirstPass(ImportRun& run, std::uint32_t file) : run_(run), file_(file) {}

  void on_value(FoundValue value) override {
    ++run_.counts_.present;
    ++found;
    const std::uint64_t bytes = value.span.end - value.span.begin;
    if (bytes > run_.context_.max_record_bytes) {
      reject({"KD1106", std::move(value.span), std::to_string(run_.context_.max_record_bytes)});
    } else if (value.depth > kMaximumDepth) {
      reject({"KD1107", std::move(value.span), std::to_string(kMaximumDepth)});
    } else {
      add(std::move(value));
    }
  }
  void on_container(FoundContainer container) override {
    if (container.has_next_page) run_.notes_.add(note("KD1115").at({.file = run_.files_[file_].path}));
    if (format.empty() && !container.is_record) format = "ocds " + (container.version.empty() ? "1.0" : shorten(container.version, 20));
    if (const auto date = parse_iso_date(container.published); date && (!published || *date > *published)) published = date;
    ++found;
    if (!container.is_record || container.ocid.empty()) return;
    for (FoundValue& value : nameless_) {
      if (value.container == container.number) value.ocid = container.ocid;
    }
  }
  void on_broken(Fault fault, Span span) override {
    ++run_.counts_.present;
    ++found;
    reject({std::string(code_of(fault)), std::move(span), std::to_string(kMaximumDepth)});
  }
  void on_stray(Span span) override { run_.notes_.add(warning("KD1108").at(place(span)).arg("offset", std::to_string(span.begin))); }
  void on_cut(Span span) override { run_.notes_.add(error("KD1109").at(place(span)).arg("offset", std::to_string(span.begin))); }

  // After the last block: releases that named no process get the name of their record, or one of our making.
  void settle() {
    for (FoundValue& value : nameless_) {
      const std::string made_up = file_name(run_.files_[file_].path) + '#' + std::to_string(value.span.top) + value.span.pointer;
      if (value.ocid.empty()) run_.notes_.add(warning("KD1114").at(place(value.span)).arg("name", made_up));
      run_.index_.add(std::move(value), file_, made_up);
    }
    nameless_.clear();
  }

  std::vector<Broken> broken;
  std::size_t unlisted = 0;  // broken ones beyond what can be listed
  std::optional<Span> first_unlisted;
  std::string format;
  std::optional<Date> published;
  std::size_t found = 0;

 private:
  void reject(Broken one) {
    if (broken.size() < kListed) return broken.push_back(std::move(one));
    if (unlisted++ == 0) first_unlisted = std::move(one.span);
  }
  void add(FoundValue value) {
    if (value.ocid.empty()) {
      nameless_.push_back(std::move(value));
    } else {
      run_.index_.add(std::move(value), file_, {});
    }
  }
  Place place(const Span& span) const { return {.file = run_.files_[file_].path, .pointer = span.pointer, .line = span.line}; }
  ImportRun& run_;
  std::uint32_t file_;
  std::vector<FoundValue> nameless_;
};

ImportRun::ImportRun(ImportContext& context, model::RecordSink& sink, const ImportOptions& options)
    : context_(context), sink_(sink), options_(options), notes_(context.diagnostics), fields_(context.vocabulary) {}
ImportRun::~ImportRun() = default;

bool ImportRun::find_releases(const InputFile& input) {
  auto opened = SourceText::open(context_.files, input.path);
  if (!opened) {
    context_.diagnostics.add(std::move(opened).diagnostics());
    return false;
  }
  SourceText& text = *opened.value();
  const auto number = static_cast<std::uint32_t>(files_.size());
  files_.push_back({input.path, sink_.add_source({.path = input.path, .sha256 = {}, .bytes = 0, .format = "ocds", .date = {}}), 0, true});
  FirstPass pass(*this, number);
  Splitter splitter(pass);
  std::vector<char> block(std::max<std::size_t>(options_.block_bytes, 1));
  for (std::size_t got = text.read(block.data(), block.size()); got > 0; got = text.read(block.data(), block.size()))
    splitter.feed({block.data(), got});
  File& file = files_[number];
  file.top_values = splitter.finish();
  pass.settle();
  file.can_jump = text.can_jump();
  if (pass.found == 0) notes_.add(warning("KD1116").at({.file = input.path}));
  settle_file(file, pass, text.finish());
  return true;
}

// Hash, notes and rejections, once the file was read to its end.
void ImportRun::settle_file(File& file, FirstPass& pass, SourceSummary summary) {
  sink_.complete_source(file.source, {.path = file.path,
                                      .sha256 = summary.sha256,
                                      .bytes = summary.bytes,
                                      .format = pass.format.empty() ? "ocds" : pass.format,
                                      .date = pass.published});
  for (Diagnostic& one : summary.notes) notes_.add(std::move(one));
  std::stable_sort(pass.broken.begin(), pass.broken.end(), [](const Broken& a, const Broken& b) { return a.span.begin < b.span.begin; });
  const auto number = static_cast<std::uint32_t>(&file - files_.data());
  std::size_t shown = 0;
  for (Broken& one : pass.broken) {
    auto reason = error(one.code).arg("offset", std::to_string(one.span.begin)).arg("limit", one.detail);
    // Text of broken places is fetched again; after many of them that stops being worth it.
    std::string excerpt =
        ++shown <= 200 ? read_span(number, one.span.begin, std::min(one.span.end, one.span.begin + kExcerpt)) : std::string();
    reject(number, one.span, std::move(reason), std::move(excerpt));
  }
  if (pass.first_unlisted) {
    counts_.rejected += pass.unlisted - 1;
    reject(number, *pass.first_unlisted, error("KD1122").arg("count", std::to_string(pass.unlisted)), {});
  }
}

void ImportRun::reject(std::uint32_t file, const Span& span, Diagnostic reason, std::string excerpt) {
  ++counts_.rejected;
  const bool several = files_[file].top_values > 1;
  std::string place = (several ? "value " + std::to_string(span.top + 1) + '#' : std::string()) + span.pointer;
  const std::uint32_t line = reason.where.line == 0 ? span.line : reason.where.line;
  reason.where = {.file = files_[file].path, .pointer = place, .line = line};
  notes_.add(reason);
  sink_.reject({files_[file].source, std::move(place), std::move(reason), replace_invalid_utf8(excerpt)});
}

std::string ImportRun::place_of(const IndexedValue& value) const {
  const bool several = files_[value.file].top_values > 1;
  return (several ? "value " + std::to_string(value.top + 1) + '#' : std::string()) + std::string(index_.pointer_of(value));
}

std::string ImportRun::read_span(std::uint32_t file, std::uint64_t begin, std::uint64_t end) {
  auto entry = open_.find(file);
  if (entry == open_.end()) {
    if (open_.size() >= kOpenFiles) open_.clear();
    auto opened = SourceText::open(context_.files, files_[file].path, files_[file].can_jump ? Seeking::by_jumping : Seeking::by_reading);
    if (!opened) return {};
    entry = open_.emplace(file, std::move(opened).value()).first;
  }
  SourceText& source = *entry->second;
  source.seek(begin);
  std::string text(static_cast<std::size_t>(end - begin), '\0');
  std::size_t filled = 0;
  while (filled < text.size()) {
    const std::size_t got = source.read(text.data() + filled, text.size() - filled);
    if (got == 0) break;
    filled += got;
  }
  text.resize(filled);
  return text;
}

std::string ImportRun::text_of(ReleaseIndex::Position position) {
  const auto kept = kept_.find(position);
  if (kept != kept_.end()) return unpacked(kept->second);
  const IndexedValue& value = index_.values()[position];
  return read_span(value.file, value.begin, value.end);
}

bool ImportRun::parse(ReleaseIndex::Position position, JsonDocument& document, bool reject_faults) {
  const IndexedValue& value = index_.values()[position];
  std::string text = text_of(position);
  std::string excerpt = text.substr(0, kExcerpt);
  bool mended = false;
  const auto failure = document.parse(std::move(text), value.broken_strings, mended);
  const bool good = !failure && document.root().IsObject();
  if (!reject_faults) return good;
  if (good) {
    if (mended) notes_.add(note("KD1117").at({.file = files_[value.file].path, .pointer = place_of(value), .line = value.line}));
    return true;
  }
  const std::size_t offset = static_cast<std::size_t>(value.begin) + (failure ? failure->offset : 0);
  auto reason = error("KD1118").arg("offset", std::to_string(offset)).arg("reason", failure ? failure->reason : "not an object");
  if (failure) reason.where.line = value.line + static_cast<std::uint32_t>(document.line_of(*failure));
  reject(value.file, index_.span_of(value), std::move(reason), std::move(excerpt));
  return false;
}

bool ImportRun::load(std::uint32_t process, Pending& out, bool reject_faults) {
  JsonDocument compiled;
  std::optional<Merging> merging;
  const auto merge = [&](JsonDocument& release) {
    upgrade_to_1_1(release.document());
    merging->add(release.root());
  };
  for (const ReleaseIndex::Position position : index_.chosen(process)) {
    JsonDocument release;
    if (!parse(position, release, reject_faults)) continue;
    if (index_.values()[position].kind == ValueKind::versioned) {
      JsonDocument state;
      unversion(release.root(), state.document());
      release = std::move(state);
    }
    out.used.push_back(position);
    if (out.used.size() == 1) {
      out.state = std::move(release);
      continue;
    }
    if (!merging) {
      merging.emplace(compiled.document());
      merge(out.state);
    }
    merge(release);
  }
  if (!merging) return !out.used.empty();
  merging->finish();
  out.state = std::move(compiled);
  return true;
}

ReleaseScope ImportRun::scope_for(const Pending& pending, std::uint32_t process, model::RecordSink& sink, Notes& notes) const {
  const IndexedValue& last = index_.values()[pending.used.back()];
  std::string place = place_of(last);
  if (pending.used.size() > 1) {
    std::vector<std::string> places;
    for (const ReleaseIndex::Position position : pending.used) {
      const IndexedValue& value = index_.values()[position];
      places.push_back((value.file == last.file ? std::string() : file_name(files_[value.file].path) + '#') + place_of(value));
    }
    if (places.size() > 4) places.erase(places.begin() + 2, places.end() - 1), places.insert(places.begin() + 2, "…");
    place = "(merged: " + join(places, ", ") + ')';
  }
  const std::string_view date = text_at(&pending.state.root(), "date");
  return {fields_,
          countries_,
          sink,
          notes,
          files_[last.file].source,
          files_[last.file].path,
          std::move(place),
          std::string(index_.process_name(process)),
          parse_iso_date(date)};
}

void ImportRun::read_process(std::uint32_t process) {
  Pending pending;
  if (load(process, pending, true)) {
    const ReleaseScope scope = scope_for(pending, process, sink_, notes_);
    ReleaseOutcome outcome = read_release(&pending.state.root(), scope, !id_at(&pending.state.root(), "ocid").empty());
    for (SubcontractRun& run : outcome.runs) runs_.push_back({process, scope.source, scope.place, std::move(run)});
    ++counts_.processes;
    counts_.read += pending.used.size();
  }
  for (const ReleaseIndex::Position position : index_.chosen(process)) kept_.erase(position);
}

void ImportRun::read_releases() {
  index_.settle();
  counts_.superseded = index_.superseded();
  const auto& values = index_.values();
  for (ReleaseIndex::Position position = 0; position < values.size(); ++position) {
    if (values[position].last) {
      read_process(values[position].process);
    } else if (values[position].chosen && !files_[values[position].file].can_jump) {
      kept_.emplace(position, packed(text_of(position)));
    }
  }
  join_subcontract_runs();
  open_.clear();
  notes_.finish();
  context_.diagnostics.add(note("KD1100")
                               .arg("processes", std::to_string(counts_.processes))
                               .arg("read", std::to_string(counts_.read))
                               .arg("superseded", std::to_string(counts_.superseded))
                               .arg("rejected", std::to_string(counts_.rejected)));
}

// A process that was run to subcontract a part of another: its suppliers work for the suppliers of that one.
void ImportRun::join_subcontract_runs() {
  using model::Ref;
  using model::Scalar;
  NoRecords no_records;
  // In the order in which the other processes stand in the files, so that packed files are read once only.
  const auto first_of = [&](const Run& one) {
    const std::uint32_t other = index_.find(one.run.ocid);
    return other == ReleaseIndex::npos ? ReleaseIndex::npos : index_.chosen(other).front();
  };
  std::stable_sort(runs_.begin(), runs_.end(), [&](const Run& a, const Run& b) { return first_of(a) < first_of(b); });
  for (const Run& one : runs_) {
    const std::uint32_t other = index_.find(one.run.ocid);
    Pending pending;
    DiagnosticSink nowhere(0);
    Notes silent(nowhere);
    if (other == ReleaseIndex::npos || !load(other, pending, false)) {
      notes_.add(note("KD1119").at({.pointer = one.place + one.run.pointer}).arg("ocid", shorten(one.run.ocid, 80)));
      continue;
    }
    const ReleaseScope look = scope_for(pending, other, no_records, silent);
    const ReleaseOutcome outcome = read_release(&pending.state.root(), look, true);
    const ReleaseScope scope{fields_,  countries_, sink_, notes_, one.source, {}, one.place, std::string(index_.process_name(one.process)),
                             look.date};
    std::size_t number = 0;
    for (const std::string& child : outcome.suppliers) {
      const auto& fields = fields_.supply;
      const std::string key = scope.key("supply", "process/" + one.run.ocid + '/' + std::to_string(number++));
      RecordWriter writer(scope, fields.kind, key, one.run.pointer, model::EvidenceClass::register_or_decision);
      writer.put(fields.id, Scalar("process/" + one.run.ocid + '/' + std::to_string(number)), "/identifier");
      if (one.run.parents.size() == 1)
        writer.put_computed(fields.parent, Ref{fields_.organisation.kind, one.run.parents[0]}, "/identifier");
      writer.put_computed(fields.child, Ref{fields_.organisation.kind, child}, "/identifier");
      add_ref(writer, fields.contract, fields_.contract.kind, scope.ocid, "");
      add_ref(writer, fields.award, fields_.award.kind, one.run.award, "");
      writer.put(fields.kind_field, Scalar("subcontract"), "/relationship");
      writer.put(fields.stage, Scalar("contract"), "");
      writer.put(fields.declared_by, Scalar("buyer"), "");
      writer.finish();
    }
  }
}

Result<ImportCounts> import_files(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink,
                                  const ImportOptions& options) {
  ImportRun run(context, sink, options);
  std::size_t opened = 0;
  for (const InputFile& file : files) opened += run.find_releases(file) ? 1U : 0U;
  if (opened == 0 && !files.empty()) return error("KD1120").arg("count", std::to_string(files.size()));
  run.read_releases();
  return run.counts();
}

}  // namespace kede::importers::ocds
