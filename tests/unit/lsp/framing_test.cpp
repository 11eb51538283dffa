// Bytes to messages: however they are cut, and whatever stands between.
#include <gtest/gtest.h>

#include <random>

#include "lsp/framing.hpp"

namespace contra::lsp {
namespace {

std::vector<std::string> all(MessageReader& reader) {
  std::vector<std::string> out;
  while (!reader.empty()) {
    const auto message = reader.take();
    out.push_back(message.fault.empty() ? message.body : "fault: " + message.fault);
  }
  return out;
}

TEST(Framing, HoweverTheBytesAreCutTheMessagesAreTheSame) {
  const std::string bytes = framed("{}") + framed("") + "\r\n" + framed("[1,2]") +
                            "Content-Type: a\r\ncontent-length: 3\r\n\r\nabc" + framed(std::string(5000, 'x'));
  const std::vector<std::string> wanted{"{}", "", "[1,2]", "abc", std::string(5000, 'x')};
  std::mt19937 chance(3);
  for (int round = 0; round < 200; ++round) {
    MessageReader reader;
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t size = round == 0 ? 1 : 1 + chance() % 700;
      reader.receive(std::string_view(bytes).substr(at, size));
      at += size;
    }
    EXPECT_EQ(all(reader), wanted) << round;
  }
}

TEST(Framing, GarbageIsToldOnceAndTheNextMessageIsRead) {
  for (const std::string& garbage :
       {std::string("hello\r\nworld\r\n\r\n"), std::string("Content-Length: x\r\n\r\n"),
        std::string("Content-Length: -1\r\n\r\n"), std::string("Content-Length:\r\n\r\n"), std::string("no line end"),
        std::string(100000, '\n') + "x\n", std::string(9000, 'y'), std::string("\0\1\2\3\n", 5)}) {
    MessageReader reader;
    reader.receive(garbage + framed("{}"));
    const auto found = all(reader);
    ASSERT_EQ(found.size(), 2U) << garbage.substr(0, 40);
    EXPECT_EQ(found[0].rfind("fault: ", 0), 0U);
    EXPECT_EQ(found[1], "{}");
  }
}

TEST(Framing, AMessageOverTheLimitIsToldAndSkipped) {
  MessageReader reader;
  reader.receive("Content-Length: " + std::to_string(message_bytes + 1) + "\r\n\r\n");
  const std::string part(1 << 20, ' ');
  for (std::size_t sent = 0; sent < message_bytes; sent += part.size()) reader.receive(part);
  reader.receive(" " + framed("{}"));
  const auto found = all(reader);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NE(found[0].find("limit"), std::string::npos);
  EXPECT_EQ(found[1], "{}");
}

TEST(Framing, RandomBytesNeverStopIt) {
  std::mt19937 chance(11);
  const std::string signs = "Content-Length: 12\r\n\n\r :\0x";
  for (int round = 0; round < 2000; ++round) {
    MessageReader reader;
    std::string bytes;
    for (auto i = chance() % 60; i > 0; --i) bytes += signs[chance() % signs.size()];
    reader.receive(bytes);
    while (!reader.empty()) reader.take();
  }
}

}  // namespace
}  // namespace contra::lsp
