#include "importers/archive_files.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/text.hpp"
#include "importers/archive_pass.hpp"
#include "importers/unpacking.hpp"

namespace kede::importers {
namespace {

constexpr std::uint64_t kKept = 4U << 20U;  // a member of this size is unpacked whole and kept until another one is asked for

// A member's name as a path below the archive: no root, no steps upwards, no control characters.
std::string safe_name(const std::string& name) {
  std::vector<std::string> parts;
  std::string slashed = name;
  std::replace(slashed.begin(), slashed.end(), '\\', '/');
  for (const std::string_view part : split(slashed, '/')) {
    if (part.empty() || part == "." || part == "..") continue;
    parts.emplace_back(part);
    std::replace_if(
        parts.back().begin(), parts.back().end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, '_');
  }
  return join(parts, "/");
}

bool is_hidden(std::string_view name) {
  const auto parts = split(name, '/');
  return std::any_of(parts.begin(), parts.end(), [](std::string_view part) { return part.starts_with('.') || part == "__MACOSX"; });
}

bool may_be_archive(const FileSystem& files, const std::string& path) {
  constexpr std::array<std::string_view, 11> endings = {".zip",    ".tar", ".tgz",     ".tar.gz", ".tar.zst", ".tzst",
                                                        ".tar.xz", ".txz", ".tar.bz2", ".tbz2",   ".7z"};
  const std::string lower = ascii_lower(path);
  if (std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return lower.ends_with(ending); })) return true;
  // A ZIP by any other name, except what office programs make of it.
  constexpr std::array<std::string_view, 5> office = {".xlsx", ".xlsm", ".docx", ".ods", ".odt"};
  if (std::any_of(office.begin(), office.end(), [&](std::string_view ending) { return lower.ends_with(ending); })) return false;
  auto reader = files.open(path);
  std::array<char, 64> first{};
  if (!reader) return false;
  const std::string_view head(first.data(), reader.value()->read(first.data(), first.size()));
  return head.starts_with("PK\x03\x04") && head.find("[Content_Types].xml") == std::string_view::npos &&
         head.find("mimetype") == std::string_view::npos && head.find("_rels/") == std::string_view::npos;
}

}  // namespace

struct ArchiveFiles::Archive {
  struct Member {
    std::string path;      // below the archive
    std::size_t position;  // of its header in the archive, from 1
    std::uint64_t size = 0;
  };
  std::string path;
  std::uint64_t packed_bytes = 0;
  std::vector<Member> members;
  std::map<std::string, std::size_t, std::less<>> by_path;
  std::unique_ptr<ArchivePass> idle;  // stands before a member that may be asked for next
  std::size_t kept_position = 0;      // of the member whose bytes are kept; 0: none
  std::string kept;

  const Member* find(std::string_view inside) const {
    const auto found = by_path.find(inside);
    return found == by_path.end() ? nullptr : &members[found->second];
  }
};

// Reads bytes of its own.
class ArchiveFiles::KeptReader final : public ByteReader {
 public:
  explicit KeptReader(std::string bytes) : bytes_(std::move(bytes)) {}
  std::size_t read(char* into, std::size_t size) override {
    const std::size_t got = bytes_.copy(into, size, at_);
    at_ += got;
    return got;
  }
  void seek(std::uint64_t offset) override { at_ = static_cast<std::size_t>(std::min<std::uint64_t>(offset, bytes_.size())); }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

// Reads one member; seeking backwards begins a pass of its own.
class ArchiveFiles::MemberReader final : public ByteReader {
 public:
  MemberReader(const ArchiveFiles& owner, Archive& archive, const Archive::Member& member, std::unique_ptr<ArchivePass> pass)
      : owner_(owner), archive_(archive), member_(member), pass_(std::move(pass)) {}
  ~MemberReader() override {
    if (pass_ && pass_->good() && (!archive_.idle || archive_.idle->passed() < pass_->passed())) archive_.idle = std::move(pass_);
  }
  MemberReader(const MemberReader&) = delete;
  MemberReader& operator=(const MemberReader&) = delete;

  std::size_t read(char* into, std::size_t size) override {
    const std::uint64_t allowed =
        std::min(owner_.limits_.member_bytes, std::max(owner_.limits_.free_expansion, archive_.packed_bytes * owner_.limits_.expansion));
    if (!pass_) return 0;
    if (at_ >= allowed) {
      tell("KD1005");
      return 0;
    }
    const std::size_t got = pass_->read(into, static_cast<std::size_t>(std::min<std::uint64_t>(size, allowed - at_)));
    at_ += got;
    if (!pass_->good()) tell("KD1004");
    return got;
  }
  bool good() const { return !told_; }
  void seek(std::uint64_t offset) override {
    if (offset < at_) {
      pass_ = owner_.pass_at(archive_, member_.position);
      at_ = 0;
    }
    std::vector<char> skipped(kPiece);
    while (at_ < offset && read(skipped.data(), static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, offset - at_))) > 0) {
    }
  }

 private:
  void tell(const char* code) {
    if (told_) return;
    told_ = true;
    owner_.diagnostics_.push_back(
        error(code).at({.file = archive_.path + '/' + member_.path}).arg("reason", pass_->reason()).arg("limit", std::to_string(at_)));
  }

  const ArchiveFiles& owner_;
  Archive& archive_;
  const Archive::Member& member_;
  std::unique_ptr<ArchivePass> pass_;
  std::uint64_t at_ = 0;
  bool told_ = false;
};

ArchiveFiles::ArchiveFiles(const FileSystem& files, ArchiveLimits limits) : files_(files), limits_(limits) {}
ArchiveFiles::~ArchiveFiles() = default;

std::unique_ptr<ArchivePass> ArchiveFiles::pass_at(Archive& archive, std::size_t position) const {
  std::unique_ptr<ArchivePass> pass = std::move(archive.idle);
  if (!pass || pass->passed() >= position) {
    auto bytes = files_.open(archive.path);
    if (!bytes) return nullptr;
    pass = std::make_unique<ArchivePass>(std::move(bytes).value(), archive.packed_bytes);
  }
  while (pass->passed() < position) {
    if (!pass->next()) return nullptr;
  }
  return pass->passed() == position ? std::move(pass) : nullptr;
}

void ArchiveFiles::take_in(Archive& archive) const {
  auto bytes = files_.open(archive.path);
  if (!bytes) return;
  ArchivePass pass(std::move(bytes).value(), archive.packed_bytes);
  const Place place{.file = archive.path};
  while (pass.next()) {
    const std::string name = safe_name(pass.name());
    if (name.empty() || is_hidden(name)) continue;
    if (archive.members.size() == limits_.members) {
      diagnostics_.push_back(error("KD1005").at(place).arg("limit", std::to_string(limits_.members)));
      return;
    }
    if (pass.encrypted()) {
      diagnostics_.push_back(error("KD1006").at({.file = archive.path + '/' + name}));
      continue;
    }
    // Two members of one name are two files.
    std::string path = name;
    for (std::size_t number = 2; archive.by_path.contains(path); ++number) path = name + '#' + std::to_string(number);
    archive.by_path.emplace(path, archive.members.size());
    archive.members.push_back({std::move(path), pass.passed(), pass.size_of_member()});
  }
  if (!pass.good()) diagnostics_.push_back(error("KD1004").at(place).arg("reason", pass.reason()));
}

ArchiveFiles::Archive* ArchiveFiles::archive_at(const std::string& path) const {
  const auto known = archives_.find(path);
  if (known != archives_.end()) return known->second.get();
  std::unique_ptr<Archive> archive;
  if (files_.exists(path) && !files_.is_folder(path) && may_be_archive(files_, path)) {
    archive = std::make_unique<Archive>();
    archive->path = path;
    archive->packed_bytes = files_.size(path);
    take_in(*archive);
  }
  return archives_.emplace(path, std::move(archive)).first->second.get();
}

std::pair<ArchiveFiles::Archive*, std::string> ArchiveFiles::member_of(const std::string& path) const {
  if (files_.exists(path)) return {nullptr, {}};
  for (std::size_t slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1)) {
    const std::string before = path.substr(0, slash);
    if (files_.exists(before) && !files_.is_folder(before)) return {archive_at(before), path.substr(slash + 1)};
  }
  return {nullptr, {}};
}

bool ArchiveFiles::is_folder(const std::string& path) const {
  if (files_.exists(path)) return files_.is_folder(path) || archive_at(path) != nullptr;
  const auto [archive, inside] = member_of(path);
  if (archive == nullptr || archive->find(inside) != nullptr) return false;
  const auto next = archive->by_path.lower_bound(inside + '/');
  return next != archive->by_path.end() && next->first.starts_with(inside + '/');
}

bool ArchiveFiles::exists(const std::string& path) const {
  if (files_.exists(path)) return true;
  const auto [archive, inside] = member_of(path);
  return archive != nullptr && (archive->find(inside) != nullptr || is_folder(path));
}

std::uint64_t ArchiveFiles::size(const std::string& path) const {
  const auto [archive, inside] = member_of(path);
  const Archive::Member* member = archive == nullptr ? nullptr : archive->find(inside);
  return member == nullptr ? files_.size(path) : member->size;
}

std::vector<std::string> ArchiveFiles::list(const std::string& folder) const {
  std::vector<std::string> out;
  const auto add_members = [&](const Archive& archive, const std::string& below) {
    for (const Archive::Member& member : archive.members) {
      if (member.path.starts_with(below)) out.push_back(archive.path + '/' + member.path);
    }
  };
  if (!files_.exists(folder)) {
    if (const auto [archive, inside] = member_of(folder); archive != nullptr) add_members(*archive, inside + '/');
  } else if (!files_.is_folder(folder)) {
    if (const Archive* archive = archive_at(folder)) add_members(*archive, {});
  } else {
    for (const std::string& path : files_.list(folder)) {
      if (const Archive* archive = archive_at(path)) {
        add_members(*archive, {});
      } else {
        out.push_back(path);
      }
    }
  }
  return out;
}

Result<std::unique_ptr<ByteReader>> ArchiveFiles::open(const std::string& path) const {
  const auto [archive, inside] = member_of(path);
  const Archive::Member* member = archive == nullptr ? nullptr : archive->find(inside);
  if (member == nullptr) return files_.open(path);
  if (archive->kept_position == member->position) return std::unique_ptr<ByteReader>(std::make_unique<KeptReader>(archive->kept));
  auto pass = pass_at(*archive, member->position);
  if (pass == nullptr) return error("KD1004").at({.file = path}).arg("reason", "");
  auto reader = std::make_unique<MemberReader>(*this, *archive, *member, std::move(pass));
  if (member->size > kKept) return std::unique_ptr<ByteReader>(std::move(reader));
  // Whoever looks at the beginning of a file opens it again to read it all.
  std::string bytes;
  std::string piece(kPiece, '\0');
  while (const std::size_t got = reader->read(piece.data(), piece.size())) bytes.append(piece, 0, got);
  if (!reader->good()) return std::unique_ptr<ByteReader>(std::make_unique<KeptReader>(std::move(bytes)));
  archive->kept = std::move(bytes);
  archive->kept_position = member->position;
  return std::unique_ptr<ByteReader>(std::make_unique<KeptReader>(archive->kept));
}

Result<void> ArchiveFiles::write(const std::string& path, std::string_view) { return error("KD0002").at({.file = path}); }

std::vector<Diagnostic> ArchiveFiles::take_diagnostics() const { return std::exchange(diagnostics_, {}); }

}  // namespace kede::importers
