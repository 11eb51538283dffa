// Memory that runs out at any allocation: the C door says so, throws nothing, and leaves nothing half done.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <new>
#include <string>

#include "contra/contra.h"

namespace {

/// Allocations of this thread until one fails; below zero: none does.
thread_local long left = -1;

void* allocate(std::size_t size) {
  if (left == 0) throw std::bad_alloc();
  if (left > 0) --left;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

const contra_text none = {nullptr, 0};

/// Lets the allocation number `at` and every later one fail during `call`.
template <class Call>
contra_status starved(long at, contra_error** error, Call call) {
  left = at;
  const contra_status status = call(error);
  left = -1;
  return status;
}

/// Fails the first allocation, the second, … in ever wider steps, until the call has all it needs. Each time it says
/// that there was no memory, and gives no result.
template <class Call>
void starve(Call call) {
  bool starved_once = false;
  for (long at = 0;; at += 1 + at / 40) {
    contra_error* error = nullptr;
    bool has_result = false;
    const contra_status status = starved(at, &error, [&](contra_error** e) { return call(e, has_result); });
    EXPECT_EQ(has_result, status == CONTRA_OK) << at;
    if (status == CONTRA_OK) {
      EXPECT_EQ(error, nullptr);
      break;
    }
    starved_once = true;
    ASSERT_EQ(status, CONTRA_NO_MEMORY) << at;
    ASSERT_NE(error, nullptr);
    EXPECT_EQ(contra_error_status(error), CONTRA_NO_MEMORY);
    EXPECT_EQ(std::string(contra_error_text(error).data), "out of memory");
    EXPECT_EQ(contra_error_count(error), 0U);
    contra_free(error);
    contra_free(error);  // it is not from the heap
  }
  EXPECT_TRUE(starved_once);
}

class Memory : public ::testing::Test {
 protected:
  void SetUp() override {
    std::ifstream in(CONTRA_SOURCE_DIR "/samples/intakes/c-0110-several-windows.json");
    json.assign(std::istreambuf_iterator<char>(in), {});
    ASSERT_EQ(contra_load_built_in(nullptr, &rules, nullptr), CONTRA_OK);
    ASSERT_EQ(contra_read_intake(rules, {json.data(), json.size()}, &intake, nullptr), CONTRA_OK);
    ASSERT_EQ(contra_screen(intake, none, none, &decision, nullptr), CONTRA_OK);
  }
  void TearDown() override {
    contra_free(decision);
    contra_free(intake);
    contra_free(rules);
  }
  std::string json;
  contra_rules* rules = nullptr;
  contra_intake* intake = nullptr;
  contra_decision* decision = nullptr;
};

template <class Handle>
bool given(Handle* handle) {
  contra_free(handle);
  return handle != nullptr;
}

TEST_F(Memory, RunsOutWhileRulesAreLoaded) {
  starve([&](contra_error** error, bool& has_result) {
    contra_rules* out = nullptr;
    const contra_status status = contra_load_built_in(nullptr, &out, error);
    has_result = given(out);
    return status;
  });
}

TEST_F(Memory, RunsOutWhileARecordIsRead) {
  starve([&](contra_error** error, bool& has_result) {
    contra_intake* out = nullptr;
    const contra_status status = contra_read_intake(rules, {json.data(), json.size()}, &out, error);
    has_result = given(out);
    return status;
  });
}

TEST_F(Memory, RunsOutWhileADecisionIsWritten) {
  starve([&](contra_error** error, bool& has_result) {
    contra_output* out = nullptr;
    const contra_status status = contra_decision_json(decision, &out, error);
    has_result = given(out);
    return status;
  });
}

TEST_F(Memory, RunsOutWhileLinesAreScreened) {
  contra_batch* batch = nullptr;
  ASSERT_EQ(contra_batch_new(rules, 0, none, none, &batch, nullptr), CONTRA_OK);
  std::string line = json;
  for (char& c : line)
    if (c == '\n') c = ' ';
  for (long at = 0; at < 400; at += 1 + at / 20) {
    contra_text out = none;
    contra_error* error = nullptr;
    const contra_status status = starved(at, &error, [&](auto** e) {
      return contra_batch_screen(batch, {line.data(), line.size()}, 1, &out, e);
    });
    EXPECT_TRUE(status == CONTRA_OK || status == CONTRA_NO_MEMORY) << at;
    EXPECT_EQ(std::string(out.data, out.size).find("\"verdict\":\"GO\""), std::string::npos);
    contra_free(error);
  }
  contra_free(batch);
}

// Inside a check the engine turns any error into a WAIT of that check; what memory is left decides which it is. Neither
// is a GO.
TEST_F(Memory, ThatRunsOutWhileScreeningNeverGivesAGo) {
  contra_intake* open = nullptr;
  std::ifstream in(CONTRA_SOURCE_DIR "/samples/intakes/c-0110-several-windows.json");
  ASSERT_EQ(contra_read_intake(rules, {json.data(), json.size()}, &open, nullptr), CONTRA_OK);
  for (long at = 0;; at += 1 + at / 40) {
    contra_decision* out = nullptr;
    contra_error* error = nullptr;
    const contra_status status =
        starved(at, &error, [&](auto** e) { return contra_screen(open, none, none, &out, e); });
    EXPECT_EQ(out != nullptr, status == CONTRA_OK);
    EXPECT_EQ(contra_decision_verdict(out), CONTRA_WAIT) << at;
    EXPECT_TRUE(status == CONTRA_OK || status == CONTRA_NO_MEMORY) << status;
    const bool whole = status == CONTRA_OK && contra_decision_reason_count(out, 0) == 4;
    contra_free(out);
    contra_free(error);
    if (whole || at > 10'000'000) break;
  }
  contra_free(open);
}

}  // namespace
