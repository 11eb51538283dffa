// Lines at the edges of chunks: every cut of the input gives the same lines.
#include "stream/splitter.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace contra::stream {
namespace {

/// Gives its bytes in pieces of a size; "…" in front of a piece: the sender makes a pause.
class Pieces : public Source {
 public:
  Pieces(std::string bytes, std::size_t piece, std::optional<Fault> fault, std::vector<std::size_t> pauses)
      : bytes_(std::move(bytes)), piece_(piece), end_fault_(std::move(fault)), pauses_(std::move(pauses)) {}

  State read(char* into, std::size_t size, int patience, std::size_t& got) override {
    got = 0;
    if (!pauses_.empty() && pauses_.front() == at_ && patience >= 0) return State::waiting;
    if (!pauses_.empty() && pauses_.front() == at_) pauses_.erase(pauses_.begin());
    got = std::min({size, piece_, bytes_.size() - at_});
    if (!pauses_.empty() && pauses_.front() > at_) got = std::min(got, pauses_.front() - at_);
    std::copy_n(bytes_.data() + at_, got, into);
    at_ += got;
    if (got > 0) return State::bytes;
    if (end_fault_) fault_ = *end_fault_;
    return end_fault_ ? State::fault : State::end;
  }
  std::uint64_t taken() const override { return at_; }
  const Fault& fault() const override { return fault_; }

 private:
  std::string bytes_;
  std::size_t piece_, at_ = 0;
  std::optional<Fault> end_fault_;
  std::vector<std::size_t> pauses_;
  Fault fault_;
};

struct Text {
  std::string bytes;
  bool document = false;
  std::optional<Fault> fault = {};
  std::vector<std::size_t> pauses = {};
};

struct Cut {
  std::vector<std::string> lines;     // over the limit: "<over>"
  std::vector<std::size_t> chunks;    // how many lines each held
  std::uint64_t first = 0, byte = 0;  // of the first and the last chunk
  bool fault = false;
};

Cut cut(const std::vector<Text>& texts, Splitter::Options options, std::size_t piece = 1000000) {
  std::vector<Input> inputs;
  for (const Text& text : texts) inputs.push_back({"x", text.document});
  std::size_t next = 0;
  Splitter splitter(
      inputs,
      [&](const Input&, std::optional<Fault>&) {
        const Text& text = texts[next++];
        return std::make_unique<Pieces>(text.bytes, piece, text.fault, text.pauses);
      },
      options);
  Cut out;
  Chunk chunk;
  std::uint64_t expected = 0;
  while (splitter.fill(chunk)) {
    if (out.chunks.empty()) {
      out.first = chunk.first_line;
      expected = chunk.first_line;
    }
    EXPECT_EQ(chunk.first_line, expected) << "a line was lost or counted twice";
    expected += chunk.lines.size();
    out.chunks.push_back(chunk.lines.size());
    out.byte = chunk.byte;
    for (const std::string_view line : chunk.lines) {
      out.lines.push_back(line.data() == nullptr ? "<over>" : std::string(line));
      if (line.data() != nullptr) {
        EXPECT_GE(line.data(), chunk.bytes.data());
        EXPECT_LE(line.data() + line.size() + bulk::line_padding, chunk.bytes.data() + chunk.bytes.size())
            << "too few readable bytes after the line";
      }
    }
  }
  out.fault = splitter.fault().has_value();
  EXPECT_FALSE(splitter.fill(chunk)) << "lines after the end";
  return out;
}

Splitter::Options options(std::size_t chunk_bytes, std::size_t chunk_lines = 1000, std::size_t line_bytes = 1000) {
  Splitter::Options out;
  out.chunk_bytes = chunk_bytes;
  out.chunk_lines = chunk_lines;
  out.line_bytes = line_bytes;
  return out;
}

using Lines = std::vector<std::string>;

TEST(Splitter, OneLineForEachLineOfTheInput) {
  EXPECT_EQ(cut({{"a\nb\n"}}, options(64)).lines, (Lines{"a", "b"}));
  EXPECT_EQ(cut({{"a\nb"}}, options(64)).lines, (Lines{"a", "b"})) << "the last line may lack its end";
  EXPECT_EQ(cut({{"a\n\n \nb\n"}}, options(64)).lines, (Lines{"a", "", " ", "b"})) << "blank lines are lines";
  EXPECT_EQ(cut({{"a\r\nb\r\n"}}, options(64)).lines, (Lines{"a\r", "b\r"}));
  EXPECT_EQ(cut({{"\n"}}, options(64)).lines, (Lines{""}));
  EXPECT_EQ(cut({{""}}, options(64)).lines, Lines{});
  EXPECT_EQ(cut({{"a"}, {""}, {"b\n"}, {"c"}}, options(64)).lines, (Lines{"a", "b", "c"}))
      << "inputs do not run together";
}

TEST(Splitter, AMarkAtTheBeginningOfAnInputIsNoPartOfItsFirstLine) {
  EXPECT_EQ(cut({{"\xEF\xBB\xBF{}\n\xEF\xBB\xBF{}\n"}, {"\xEF\xBB\xBF{}"}}, options(64), 1).lines,
            (Lines{"{}", "\xEF\xBB\xBF{}", "{}"}));
}

TEST(Splitter, EveryChunkSizeAndEveryPieceGivesTheSameLines) {
  const std::string text = "alpha\n\nbeta gamma\r\nd\nepsilon zeta eta theta iota\n\n\nk";
  const Lines expected{"alpha", "", "beta gamma\r", "d", "epsilon zeta eta theta iota", "", "", "k"};
  for (std::size_t chunk = 1; chunk <= text.size() + 2; ++chunk)
    for (std::size_t piece : {1u, 2u, 3u, 7u, 1000u}) {
      const Cut got = cut({{text}}, options(chunk), piece);
      EXPECT_EQ(got.lines, expected) << "chunks of " << chunk << ", pieces of " << piece;
      EXPECT_EQ(got.byte, text.size());
    }
}

TEST(Splitter, ALineThatJustFitsItsChunk) {
  for (std::size_t length : {15u, 16u, 17u}) {  // with its end: one less than the chunk, the chunk, one more
    const std::string line(length - 1, 'x');
    const Cut got = cut({{line + "\n" + line + "\n" + line}}, options(16));
    EXPECT_EQ(got.lines, (Lines{line, line, line})) << length;
  }
}

TEST(Splitter, AChunkHoldsSoManyLinesAndNoMore) {
  for (std::size_t lines : {3u, 4u, 5u, 8u, 9u}) {
    std::string text;
    for (std::size_t i = 0; i < lines; ++i) text += "x\n";
    const Cut got = cut({{text}}, options(64, 4));
    EXPECT_EQ(got.lines.size(), lines);
    std::size_t full = 0;
    for (std::size_t n : got.chunks) full += n == 4 ? 1 : 0;
    EXPECT_EQ(full, lines / 4);
    EXPECT_EQ(got.chunks.size(), (lines + 3) / 4);
  }
}

TEST(Splitter, ALineOverTheLimitIsMarkedAndCostsNoOther) {
  for (std::size_t length : {19u, 20u, 21u, 500u}) {
    const std::string line(length, 'x');
    const std::string seen = length > 20 ? "<over>" : line;
    for (std::size_t chunk : {8u, 20u, 21u, 22u, 64u, 1000u})
      for (std::size_t piece : {1u, 10u, 1000u}) {
        const std::string note = std::to_string(length) + " " + std::to_string(chunk) + " " + std::to_string(piece);
        EXPECT_EQ(cut({{"a\n" + line + "\nb\n"}}, options(chunk, 1000, 20), piece).lines, (Lines{"a", seen, "b"}))
            << note;
        EXPECT_EQ(cut({{"a\n" + line}, {"b"}}, options(chunk, 1000, 20), piece).lines, (Lines{"a", seen, "b"})) << note;
        EXPECT_EQ(cut({{line + "\n" + line + "\n"}}, options(chunk, 1000, 20), piece).lines, (Lines{seen, seen}))
            << note;
      }
  }
}

TEST(Splitter, ALineOverTheLimitIsNotHeld) {
  std::vector<Input> inputs{{"x", false}};
  Splitter splitter(
      inputs,
      [](const Input&, std::optional<Fault>&) {
        return std::make_unique<Pieces>(std::string(2000000, 'x') + "\nb\n", 500, std::nullopt,
                                        std::vector<std::size_t>{});
      },
      options(64, 1000, 1000));
  Chunk chunk;
  ASSERT_TRUE(splitter.fill(chunk));
  EXPECT_LT(chunk.bytes.size(), 10000u);
  ASSERT_EQ(chunk.lines.size(), 2u);
  EXPECT_EQ(chunk.byte, 2000003u);
}

TEST(Splitter, ADocumentIsOneLineWithoutLineEnds) {
  EXPECT_EQ(cut({{"{\n \"a\": 1\n}\n", true}, {"x\ny\n"}}, options(64)).lines, (Lines{"{\r \"a\": 1\r}\r", "x", "y"}));
  for (std::size_t chunk : {1u, 4u, 12u, 13u, 64u})
    EXPECT_EQ(cut({{"a\n"}, {"{\n \"a\": 1\n}", true}, {"{}", true}}, options(chunk), 3).lines,
              (Lines{"a", "{\r \"a\": 1\r}", "{}"}));
  EXPECT_EQ(cut({{"", true}}, options(64)).lines, (Lines{""})) << "an empty document is a broken record";
  EXPECT_EQ(cut({{std::string(50, ' ') + "\n{}", true}, {"b\n"}}, options(16, 10, 20)).lines, (Lines{"<over>", "b"}));
}

TEST(Splitter, ADocumentThatHoldsLinesIsLines) {
  EXPECT_EQ(cut({{"{\"a\":1}\n{\"a\":2}\n", true}}, options(64)).lines, (Lines{"{\"a\":1}", "{\"a\":2}"}));
  EXPECT_EQ(cut({{"{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n", true}}, options(4, 1, 12)).lines,
            (Lines{"{\"a\":1}", "{\"a\":2}", "{\"a\":3}"}))
      << "longer than one record may be";
  EXPECT_EQ(cut({{"{\"a\":1}\n", true}}, options(64)).lines, (Lines{"{\"a\":1}\r"}));
}

TEST(Splitter, APauseEndsAChunkThatHasALine) {
  const Cut got = cut({{"a\nb\nc\n", false, {}, {2, 5}}}, options(64));
  EXPECT_EQ(got.lines, (Lines{"a", "b", "c"}));
  EXPECT_EQ(got.chunks, (std::vector<std::size_t>{1, 1, 1}))
      << "the second pause is within a line: it waits for its end";
}

TEST(Splitter, LinesThatArePassedOverAreCounted) {
  for (std::uint64_t skip : {0u, 1u, 3u, 4u, 5u, 6u})
    for (std::size_t chunk : {2u, 8u, 64u}) {
      Splitter::Options some = options(chunk);
      some.skip = skip;
      const Cut got = cut({{"a\nb\nc\n"}, {"d\n"}, {"e"}}, some);
      const Lines all{"a", "b", "c", "d", "e"};
      EXPECT_EQ(got.lines,
                Lines(all.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(skip, 5)), all.end()));
      if (skip < 5) {
        EXPECT_EQ(got.first, skip + 1);
      }
    }
}

TEST(Splitter, AFaultEndsEverythingAfterTheWholeLinesBefore) {
  const Cut got = cut({{"a\nb\ntor", false, Fault{"damaged", ""}}, {"c\n"}}, options(64));
  EXPECT_TRUE(got.fault);
  EXPECT_EQ(got.lines, (Lines{"a", "b"})) << "a torn line is no line";
  EXPECT_EQ(cut({{"{\"half\": ", true, Fault{"damaged", ""}}}, options(64)).lines, Lines{});
  EXPECT_EQ(cut({{std::string(100, 'x'), false, Fault{"damaged", ""}}}, options(8, 10, 20)).lines, Lines{});
}

}  // namespace
}  // namespace contra::stream
