#include "importers/source.hpp"

#include <zlib.h>
#include <zstd.h>

#include <catch2/catch.hpp>

#include "engine/base/hash.hpp"
#include "importers/text_decoding.hpp"

using namespace kede;
using namespace kede::importers;

namespace {

std::string gzip(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string in = text;
  std::string out(deflateBound(&stream, static_cast<uLong>(in.size())) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

struct Read {
  std::string text;
  SourceSummary summary;
};

Read read_all(const std::string& bytes, std::size_t piece = 1 << 16) {
  const MemoryFileSystem files({{"in", bytes}});
  auto source = std::move(SourceText::open(files, "in")).value();
  Read out;
  std::string buffer(piece, '\0');
  for (std::size_t got = source->read(buffer.data(), piece); got > 0; got = source->read(buffer.data(), piece))
    out.text.append(buffer, 0, got);
  out.summary = source->finish();
  return out;
}

bool has_note(const SourceSummary& summary, std::string_view code) {
  for (const Diagnostic& one : summary.notes) {
    if (one.code == code) return true;
  }
  return false;
}

std::string utf16(std::u16string_view text, bool little, bool mark) {
  std::string out;
  const auto put = [&](char16_t unit) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xFF);
    out += little ? low : high;
    out += little ? high : low;
  };
  if (mark) put(0xFEFF);
  for (const char16_t unit : text) put(unit);
  return out;
}

void check_seek(const std::string& bytes, const std::string& text, Seeking seeking) {
  const MemoryFileSystem files({{"in", bytes}});
  auto source = std::move(SourceText::open(files, "in", seeking)).value();
  for (const std::uint64_t at : {100'000U, 200'000U, 7U, 200'010U, 200'011U, 0U}) {
    source->seek(at);
    char buffer[16];
    const std::size_t got = source->read(buffer, sizeof buffer);
    REQUIRE(got > 0);
    CHECK(std::string_view(buffer, got) == std::string_view(text).substr(at, got));
  }
}

}  // namespace

TEST_CASE("the hash and the size are those of the raw bytes") {
  const std::string plain = "{\"a\": 1}\n";
  const std::string packed = gzip(plain);
  CHECK(read_all(plain).summary.sha256 == sha256(plain));
  CHECK(read_all(packed).summary.sha256 == sha256(packed));
  CHECK(read_all(packed).summary.bytes == packed.size());
  CHECK(read_all(packed).summary.compression == Compression::gzip);
  CHECK(read_all(packed).text == plain);
  CHECK(read_all("").summary.sha256 == sha256(""));
}

TEST_CASE("a text does not depend on the sizes in which it is asked for") {
  std::string text;
  for (int i = 0; i < 9000; ++i) text += i % 7 == 0 ? "Ķīšezers, " : "abc, ";
  std::string baltic = "Uz";
  for (int i = 0; i < 40'000; ++i) baltic += "\xF2\xE7mums \xF0\xEC";  // Windows-1257
  for (const std::string& bytes : {text, gzip(text), baltic, gzip(baltic), "\xEF\xBB\xBF" + text}) {
    const std::string whole = read_all(bytes).text;
    CHECK(read_all(bytes, 1).text == whole);
    CHECK(read_all(bytes, 63).text == whole);
  }
}

TEST_CASE("gzip of several members is one text, and padding behind them is ignored") {
  CHECK(read_all(gzip("one ") + gzip("two")).text == "one two");
  CHECK(read_all(gzip("one") + std::string(512, '\0')).text == "one");
}

TEST_CASE("of a gzip file that was cut everything before the cut is read and said to be cut") {
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += std::to_string(i * 7919) + ' ';
  const std::string packed = gzip(text);
  const Read read = read_all(packed.substr(0, packed.size() / 2));
  CHECK(read.text.size() > text.size() / 4);
  CHECK(text.starts_with(read.text));
  CHECK(has_note(read.summary, "KD1001"));
  std::string damaged = packed;
  for (std::size_t i = packed.size() / 2; i < packed.size() / 2 + 64; ++i) damaged[i] = '\x55';
  CHECK_FALSE(read_all(damaged).summary.notes.empty());
  CHECK(read_all(std::string("\x1F\x8B", 2)).text.empty());
}

TEST_CASE("Zstandard is unpacked as gzip is, of several frames too, and a cut is told") {
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += "line " + std::to_string(i * 7919) + '\n';
  const auto packed = [](const std::string& in) {
    std::string out(ZSTD_compressBound(in.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), in.data(), in.size(), 3));
    return out;
  };
  const Read whole = read_all(packed(text) + packed("end"), 7'000);
  CHECK(whole.text == text + "end");
  CHECK(whole.summary.compression == Compression::zstd);
  CHECK(whole.summary.notes.empty());
  const Read cut = read_all(packed(text).substr(0, 60'000), 7'000);
  CHECK(text.starts_with(cut.text));
  REQUIRE(cut.summary.notes.size() == 1);
  CHECK(cut.summary.notes[0].code == "KD1001");
  std::string damaged = packed(text);
  for (std::size_t i = 50'000; i < 50'100; ++i) damaged[i] = static_cast<char>(damaged[i] ^ 0x55);
  const Read bad = read_all(damaged, 7'000);
  REQUIRE(bad.summary.notes.size() == 1);
  CHECK(bad.summary.notes[0].code == "KD1002");
}

TEST_CASE("an XML text that is not UTF-8 is what it declares") {
  const Read read = read_all("<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><a>\xB1\xE6</a>", 64);
  CHECK(read.text.ends_with("<a>ąć</a>"));
  CHECK(read.summary.encoding == "ISO-8859-2");
  CHECK(read_all("<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><a>ą</a>", 64).text.ends_with("<a>ą</a>"));
  CHECK(encoding_by_xml_declaration("<?xml version='1.0' encoding='UTF-16'?>").empty());
  CHECK(encoding_by_xml_declaration("<?xml version='1.0' encoding='no-such'?>").empty());
}

TEST_CASE("a byte order mark is left out") {
  CHECK(read_all("\xEF\xBB\xBF{}").text == "{}");
  CHECK(read_all(gzip("\xEF\xBB\xBF{}")).text == "{}");
  CHECK(read_all("\xEF\xBB\xBF").text.empty());
}

TEST_CASE("texts that are not UTF-8 are converted with a note") {
  const Read little = read_all(utf16(u"{\"name\": \"Ķēde SIA\"}", true, true));
  CHECK(little.text == "{\"name\": \"Ķēde SIA\"}");
  CHECK(has_note(little.summary, "KD1003"));
  CHECK(read_all(utf16(u"{\"name\": \"Ķēde SIA\"}", false, true)).text == "{\"name\": \"Ķēde SIA\"}");
  CHECK(read_all(utf16(u"{\"name\": \"Ķēde SIA\"}", true, false)).text == "{\"name\": \"Ķēde SIA\"}");
  const Read baltic = read_all("{\"name\": \"SIA \xDEub\xEEte, K\xE2rlis \xD0mits, B\xE7rzi\xF2\xF0\"}");  // Windows-1257
  CHECK(baltic.summary.encoding == "windows-1257");
  CHECK(baltic.text == "{\"name\": \"SIA Žubīte, Kārlis Šmits, Bērziņš\"}");
  const Read vowels = read_all("nosaukums;p\xE2rbaudes rezult\xE2ts;sara\xEEksts;iepirkuma da\xEF\x61");
  CHECK(vowels.summary.encoding == "windows-1257");
  const Read only_vowels = read_all("p\xE2rbaude;liel\xE2k\xE2 da\xEF\xE2;v\xEEra darbs;m\xE7n\xE7\x73");
  CHECK(only_vowels.text == "pārbaude;lielākā daļā;vīra darbs;mēnēs");
  const Read french = read_all("le b\xE2timent; la s\xE9rie; une \xEEle; d\xE9j\xE0 re\xE7u");
  CHECK(french.text == "le bâtiment; la série; une île; déjà reçu");
  const Read western = read_all(
      "{\"name\": \"Caf\xE9 M\xFCller, Espa\xF1"
      "a\"}");  // latin-1
  CHECK(western.text == "{\"name\": \"Café Müller, España\"}");
  CHECK(has_note(western.summary, "KD1003"));
}

TEST_CASE("a few ill-formed bytes do not make a UTF-8 text another encoding") {
  const Read read = read_all("{\"a\": \"Ķīpsala, Jūrmala\", \"b\": \"bad \xFF byte\"}");
  CHECK(read.summary.encoding == kUtf8);
  CHECK(read.text.find('\xFF') != std::string::npos);
  std::string encoding;
  CHECK(to_utf8("Ķīpsala, J\xC5\xABrmala \xFF", encoding) == "Ķīpsala, Jūrmala \xEF\xBF\xBD");
}

TEST_CASE("in a text that is not UTF-8 seek goes by the converted text, also before its first letter was seen") {
  std::string latin = "{\"a\": 1, ";
  for (int i = 0; i < 60'000; ++i) latin += "caf\xE9 ";
  const std::string text = read_all(latin).text;
  REQUIRE(text.size() > latin.size());
  check_seek(latin, text, Seeking::by_reading);
}

TEST_CASE("seek goes to the same byte of text in plain and in packed files") {
  std::string text;
  for (int i = 0; i < 60'000; ++i) text += std::to_string(i) + ' ';
  for (const std::string& bytes : {text, gzip(text), "\xEF\xBB\xBF" + text}) {
    for (const Seeking seeking : {Seeking::by_reading, Seeking::by_jumping}) check_seek(bytes, text, seeking);
  }
}

TEST_CASE("a file that does not exist is a failed result") {
  const MemoryFileSystem files;
  CHECK_FALSE(SourceText::open(files, "nowhere").ok());
  CHECK_FALSE(read_head(files, "nowhere").ok());
}

TEST_CASE("the head is the beginning of the unpacked text") {
  const MemoryFileSystem files({{"in.gz", gzip(std::string(100'000, 'x'))}});
  CHECK(read_head(files, "in.gz", 10).value() == "xxxxxxxxxx");
}
