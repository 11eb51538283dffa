// Many threads at one store, and how fast it is.
#include <atomic>
#include <chrono>
#include <set>
#include <thread>

#include "some_records.hpp"
#include "store/state.hpp"

namespace store_test {
namespace {

using What = Error::What;
using Threads = Records;
using SlowSpeed = Records;

template <typename Work>
void in_threads(int count, const Work& work) {
  std::vector<std::thread> threads;
  for (int t = 0; t < count; ++t) threads.emplace_back([&work, t] { work(t); });
  for (auto& thread : threads) thread.join();
}

TEST_F(Threads, ReadAndWriteAtOnce) {
  Store store(path());
  const Client client = put_client(store, "Anna Example");
  std::atomic<int> refused{0};
  in_threads(12, [&](int t) {
    std::int64_t last = 0;
    for (int i = 0; i < 30; ++i) {
      if (t % 3 == 0) {  // reads what is there, always whole
        const auto history = store.history(client.id);
        EXPECT_GE(static_cast<std::int64_t>(history.size()), last);
        last = static_cast<std::int64_t>(history.size());
        store.appointments(day("2026-03-16"));
        store.find_clients("anna");
      } else if (t % 3 == 1) {
        const std::int64_t number = store.append(new_entry(Kind::form, client.id, "{}")).number;
        EXPECT_GT(number, last);
        EXPECT_EQ(store.entry(number).number, number);  // there at once, for every thread
        last = number;
        put_appointment(store, client.id);
      } else {  // what is refused takes nothing of its neighbours' along
        EXPECT_EQ(what_of([&] { store.append(new_entry(Kind::form, "c-nobody", "{}")); }), What::not_found);
        ++refused;
      }
    }
  });
  EXPECT_EQ(refused, 120);
  const Verification verification = store.verify();
  EXPECT_TRUE(verification.faults.empty());
  EXPECT_EQ(verification.entries, 1 + 4 * 30 * 2);
}

TEST_F(Threads, OfManyWithOneVersionOneWins) {
  Store store(path());
  Client client = put_client(store, "Anna Example");
  const Appointment appointment = put_appointment(store, client.id);
  std::atomic<int> won{0}, drafts{0};
  in_threads(16, [&](int t) {
    Client mine = client;
    mine.note = std::to_string(t);
    try {
      store.put(mine, user, at);
      ++won;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), What::conflict);
    }
    try {
      store.put_draft(appointment.id, 0, std::to_string(t), user, at);
      ++drafts;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), What::conflict);
    }
  });
  EXPECT_EQ(won, 1);
  EXPECT_EQ(drafts, 1);
}

TEST_F(Threads, WhatFailsHalfWayLeavesNothing) {
  { Store store(path()); }
  Writer writer(std::make_unique<Connection>(file(), Connection::Mode::write, file()));
  std::atomic<int> failed{0};
  in_threads(16, [&](int t) {
    try {
      writer.run([&](Connection& connection) {
        connection.run("INSERT INTO users VALUES (?1, 'manager', '', 0, ?2)", std::to_string(t), at);
        if (t % 2 == 1) throw Error(What::conflict, "half way");
      });
    } catch (const Error&) {
      ++failed;
    }
  });
  EXPECT_EQ(failed, 8);
  for (const User& one : Store(path(), Store::Open::read_only).users()) EXPECT_EQ(std::stoi(one.name) % 2, 0);
  EXPECT_EQ(Store(path(), Store::Open::read_only).users().size(), 8u);
}

TEST_F(Threads, WritesTogetherAreAllOrNone) {
  Store store(path());
  const Client client = put_client(store, "Anna Example");
  EXPECT_EQ(what_of([&] {
              store.together([&] {
                put_appointment(store, client.id);
                EXPECT_EQ(store.appointments_of(client.id).size(), 1u);  // they see one another
                put_appointment(store, "c-nobody");
              });
            }),
            What::not_found);
  EXPECT_TRUE(store.appointments_of(client.id).empty());
  EXPECT_EQ(store.verify().entries, 1);
  store.together([&] {
    put_appointment(store, client.id);
    EXPECT_EQ(what_of([&] { put_appointment(store, "c-nobody"); }), What::not_found);  // met, and gone on
    put_appointment(store, client.id);
  });
  EXPECT_EQ(store.appointments_of(client.id).size(), 2u);
  EXPECT_TRUE(store.verify().faults.empty());
  in_threads(8, [&](int) {
    store.together([&] {
      const std::size_t before = store.appointments_of(client.id).size();
      put_appointment(store, client.id);
      put_appointment(store, client.id);
      EXPECT_EQ(store.appointments_of(client.id).size(), before + 2);  // nobody writes between
    });
  });
  EXPECT_EQ(store.appointments_of(client.id).size(), 18u);
}

TEST_F(Threads, OneKeyMakesOneEntry) {
  Store store(path());
  const Client client = put_client(store, "Anna Example");
  std::mutex mutex;
  std::set<std::int64_t> numbers;
  in_threads(16, [&](int) {
    const Entry entry = store.append(new_entry(Kind::form, client.id, "{}", "key-1"));
    const std::lock_guard<std::mutex> lock(mutex);
    numbers.insert(entry.number);
  });
  EXPECT_EQ(numbers.size(), 1u);
}

TEST_F(Threads, ABackupWhileOthersWriteIsOneMoment) {
  Store store(path());
  const Client client = put_client(store, "Anna Example");
  std::atomic<bool> done{false};
  std::thread writer([&] {
    while (!done) {
      store.append(new_entry(Kind::form, client.id, std::string(3000, 'x')));
      put_appointment(store, client.id);
    }
  });
  std::int64_t last = 0;
  for (int i = 0; i < 10; ++i) {
    const Verification what = store.backup(beside("copy.contra"));  // which verifies the copy
    EXPECT_GE(what.entries, last);
    last = what.entries;
  }
  done = true;
  writer.join();
}

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

TEST_F(SlowSpeed, Figures) {
  Store store(path());
  const Client client = put_client(store, "Anna Example");
  const std::string body(4000, 'x');  // about a form
  const int alone = 500, together = 200, threads = 32;
  const double one = seconds_of([&] {
    for (int i = 0; i < alone; ++i) store.append(new_entry(Kind::form, client.id, body));
  });
  const double many = seconds_of([&] {
    in_threads(threads, [&](int) {
      for (int i = 0; i < together; ++i) store.append(new_entry(Kind::form, client.id, body));
    });
  });
  for (int i = 0; i < 40; ++i)
    put_appointment(store, put_client(store, "Example " + std::to_string(i)).id, "2026-04-01");
  const int reads = 1000;
  const double read = seconds_of([&] {
    for (int i = 0; i < reads; ++i) EXPECT_EQ(store.appointments(day("2026-04-01")).size(), 40u);
  });
  Verification what;
  const double verified = seconds_of([&] { what = store.verify(); });
  const double per_second_alone = alone / one, per_second_together = threads * together / many;
  std::printf(
      "appends a second: %.0f one by one, %.0f from %d threads; a day with 40 appointments: %.0f us; "
      "verifying %lld entries: %.0f ms\n",
      per_second_alone, per_second_together, threads, 1e6 * read / reads, static_cast<long long>(what.entries),
      1e3 * verified);
  EXPECT_GT(per_second_together, 2 * per_second_alone);  // the disk is waited for once for several
  EXPECT_LT(read / reads, 0.01);
}

}  // namespace
}  // namespace store_test
