// Bytes of files, plain and packed, whole and broken.
#include "stream/source.hpp"

#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "stream/result_lines.hpp"

#include <unistd.h>

namespace contra::stream {
namespace {

std::string gzip(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()) + 100, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstd(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

struct Read {
  std::string bytes;
  std::string fault;
};

Read read_all(const std::string& bytes, std::size_t room = 65536) {
  const std::string path =
      (std::filesystem::temp_directory_path() / ("contra-source-" + std::to_string(getpid()))).string();
  std::ofstream(path, std::ios::binary) << bytes;
  const Stop stop;
  std::optional<Fault> fault;
  Read out;
  {
    const auto source = open_source({path, false}, stop, fault);
    std::string buffer(room, '\0');
    for (;;) {
      std::size_t got = 0;
      const Source::State state = source->read(buffer.data(), buffer.size(), -1, got);
      out.bytes.append(buffer, 0, got);
      if (state == Source::State::fault) out.fault = source->fault().message;
      if (state != Source::State::bytes) break;
    }
    if (out.fault.empty()) {
      EXPECT_EQ(source->taken(), bytes.size());
    }
  }
  std::remove(path.c_str());
  return out;
}

std::string long_text() {
  std::string out;
  for (int i = 0; i < 20000; ++i) out += "{\"line\":" + std::to_string(i * 7919 % 10007) + "}\n";
  return out;
}

const std::string magic_of_nothing = "(P\x1f{";

TEST(Source, PlainBytesAreGivenAsTheyAre) {
  for (const std::string& text : {std::string(), std::string("a"), std::string("\x1f"), std::string("("),
                                  std::string("\x28\xb5\x2f"), std::string("P*M"), magic_of_nothing, long_text()})
    for (std::size_t room : {1u, 3u, 65536u}) {
      const Read got = read_all(text, room);
      EXPECT_EQ(got.bytes, text);
      EXPECT_EQ(got.fault, "");
      if (text.size() > 1000) break;
    }
}

TEST(Source, PackedBytesAreKnownByTheirBeginning) {
  const std::string text = long_text();
  for (std::size_t room : {7u, 65536u}) {
    EXPECT_EQ(read_all(gzip(text), room).bytes, text);
    EXPECT_EQ(read_all(zstd(text), room).bytes, text);
  }
  EXPECT_EQ(read_all(gzip("")).bytes, "");
  EXPECT_EQ(read_all(gzip("")).fault, "");
  EXPECT_EQ(read_all(zstd("")).fault, "");
}

TEST(Source, MembersAndFramesFollowOneAnother) {
  const std::string text = long_text();
  EXPECT_EQ(read_all(gzip(text) + gzip("x\n") + gzip("") + gzip(text)).bytes, text + "x\n" + text);
  EXPECT_EQ(read_all(zstd(text) + zstd("x\n") + zstd("") + zstd(text)).bytes, text + "x\n" + text);
  const std::string skippable("\x53\x2a\x4d\x18\x03\x00\x00\x00zzz", 11);
  EXPECT_EQ(read_all(skippable + zstd(text)).bytes, text) << "as parallel packers write it";
  EXPECT_EQ(read_all(gzip("x\n") + std::string(1000, '\0')).fault, "") << "tar and tapes fill up with zeros";
}

TEST(Source, WhatIsCutOffSaysSoAfterAllThatCouldBeRead) {
  const std::string text = long_text();
  for (const std::string& packed : {gzip(text), zstd(text)})
    for (const std::size_t left : {packed.size() - 1, packed.size() - 5, packed.size() / 2, std::size_t{5}}) {
      const Read got = read_all(packed.substr(0, left));
      EXPECT_NE(got.fault.find("is cut off"), std::string::npos) << left << " " << got.fault;
      EXPECT_EQ(text.compare(0, got.bytes.size(), got.bytes), 0);
      if (left > packed.size() / 3 && packed[0] == '\x1f') {
        EXPECT_GT(got.bytes.size(), 1000u);
      }
    }
  const Read second = read_all(gzip("x\n") + gzip(text).substr(0, 30));
  EXPECT_NE(second.fault, "");
  EXPECT_EQ(second.bytes.substr(0, 2), "x\n");
}

TEST(Source, WhatIsDamagedSaysSo) {
  const std::string text = long_text();
  for (std::string packed : {gzip(text), zstd(text)}) {
    for (std::size_t i = packed.size() / 2; i < packed.size() / 2 + 8; ++i) packed[i] = static_cast<char>(~packed[i]);
    EXPECT_NE(read_all(packed).fault, "");
  }
  EXPECT_NE(read_all(gzip("x\n") + "{}\n").fault, "") << "plain bytes after packed ones";
  EXPECT_NE(read_all(zstd("x\n") + "{}\n").fault, "");
  EXPECT_NE(read_all(gzip("x\n") + std::string(4, '\0') + gzip("y\n")).fault, "");
}

TEST(Source, WhatIsNotThereIsAFault) {
  const Stop stop;
  std::optional<Fault> fault;
  EXPECT_EQ(open_source({"/no/such/file", false}, stop, fault), nullptr);
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->message, "`/no/such/file` cannot be read: No such file or directory");
}

TEST(ResultLines, TheVerdictOfTheRecordCounts) {
  const Tally got = tally(
      R"({"record":"contra.verdict/1","line":1,"id":"\"verdict\":\"GO\"","verdict":"WAIT","treatments":[{"verdict":"GO"}]}
{"record":"contra.verdict/1","line":2,"id":"x","verdict":"GO","treatments":[]}
{"record":"contra.refusal/1","line":3,"diagnostics":[]}
nonsense
)");
  EXPECT_EQ(got.wait, 1u);
  EXPECT_EQ(got.go, 1u);
  EXPECT_EQ(got.refused, 2u) << "what carries no verdict is no GO";
}

TEST(ResultLines, WithoutTheFirst) {
  EXPECT_EQ(without_lines("a\nb\nc\n", 0), "a\nb\nc\n");
  EXPECT_EQ(without_lines("a\nb\nc\n", 2), "c\n");
  EXPECT_EQ(without_lines("a\nb\nc\n", 3), "");
  EXPECT_EQ(without_lines("a\nb\nc\n", 9), "");
}

}  // namespace
}  // namespace contra::stream
