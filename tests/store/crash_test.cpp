// What is left when a program is killed, the power goes, the disk is full or breaks, or bytes have turned: every entry
// that was accepted, no half one, and a chain that holds; or a clear word that it does not.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

#include "some_records.hpp"
#include "test_disk.hpp"

namespace store_test {
namespace {

using What = Error::What;
using Crash = Records;
using SlowCrash = Records;

/// The body of the n-th form: what was accepted can be told by it. Of very different lengths.
std::string body_of_form(int n) {
  return "{\"form\":" + std::to_string(n) + ",\"text\":\"" +
         std::string(static_cast<std::size_t>(n) * 7919 % 6000, static_cast<char>('a' + n % 26)) + "\"}";
}

struct Accepted {
  std::int64_t number;
  int form;
};

/// Everything that must hold of a folder after a crash.
void expect_all_there(const std::string& folder, const std::vector<Accepted>& accepted) {
  Store store(folder, Store::Open::existing);
  const Verification verification = store.verify();
  ASSERT_TRUE(verification.faults.empty()) << verification.faults.front().message;
  for (const Accepted& one : accepted) {
    ASSERT_LE(one.number, verification.entries);
    ASSERT_EQ(store.entry(one.number).body, body_of_form(one.form));
  }
  put_client(store, "After Example");  // and it goes on
  ASSERT_TRUE(store.verify().faults.empty());
}

// --- killed -----------------------------------------------------------------------------------------------------

/// Appends 1,000 forms from four threads, among them changes of clients and appointments, and tells each accepted one.
[[noreturn]] void append_until_killed(const std::string& folder, int pipe) {
  Store store(folder);
  const Client client = put_client(store, "Anna Example");
  std::atomic<int> next{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int n = next++; n < 1000; n = next++) {
        const Accepted one{store.append(new_entry(Kind::form, client.id, body_of_form(n))).number, n};
        if (write(pipe, &one, sizeof one) != sizeof one) _exit(1);
        if (n % 10 == 0) {
          Client changed = store.client(client.id);
          changed.version = 0;
          changed.note = std::to_string(n);
          store.put(changed, user, at);
          const Appointment appointment = put_appointment(store, client.id);
          store.put_draft(appointment.id, 0, "{}", user, at);
        }
      }
    });
  for (auto& thread : threads) thread.join();
  pause();
  _exit(0);
}

TEST_F(SlowCrash, KilledFiftyTimes) {
  std::mt19937 random(16);
  std::size_t all = 0, cut_short = 0;
  for (int round = 0; round < 50; ++round) {
    const std::string folder = path() + std::to_string(round);
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) append_until_killed(folder, ends[1]);
    close(ends[1]);
    std::vector<Accepted> accepted;
    const std::size_t last = random() % 1000;  // after so many it is killed, some microseconds later
    Accepted one{};
    while (accepted.size() < last && read(ends[0], &one, sizeof one) == sizeof one) accepted.push_back(one);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 5000));
    kill(child, SIGKILL);
    while (read(ends[0], &one, sizeof one) == sizeof one) accepted.push_back(one);
    close(ends[0]);
    waitpid(child, nullptr, 0);
    all += accepted.size();
    cut_short += accepted.size() < 1000 ? 1 : 0;
    if (std::filesystem::exists(folder + "/contra.db")) expect_all_there(folder, accepted);
    ASSERT_FALSE(HasFatalFailure()) << "round " << round;
    std::filesystem::remove_all(folder);
  }
  EXPECT_GE(cut_short, 45u);
  std::printf("%zu accepted entries, all there\n", all);
}

// --- the power goes ---------------------------------------------------------------------------------------------

struct Cut {
  TestDisk::Files files;
  std::vector<Accepted> accepted;
};

void lay_out(const TestDisk::Files& files, const std::string& from, const std::string& to) {
  std::filesystem::create_directories(to);
  for (const auto& [name, bytes] : files) {
    ASSERT_EQ(name.rfind(from + "/", 0), 0u) << name;
    std::ofstream(to + name.substr(from.size()), std::ios::binary) << bytes;
  }
}

TEST_F(SlowCrash, PowerCutFiftyTimes) {
  std::mt19937 random(5);
  std::vector<Cut> cuts;
  {
    TestDisk disk;
    std::mutex mutex;
    std::vector<Accepted> accepted;
    std::size_t operations = 0, next_cut = 3;
    disk.before_each = [&] {
      if (++operations < next_cut) return;
      next_cut = operations + 1 + random() % 150;
      const std::lock_guard<std::mutex> lock(mutex);
      Cut cut;
      cut.accepted = accepted;  // all of these were said to be on the disk
      cut.files = disk.after_power_cut(random);
      cuts.push_back(std::move(cut));
    };
    Store store(path());
    const Client client = put_client(store, "Anna Example"), leaver = put_client(store, "Bert Example");
    std::atomic<int> next{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 3; ++t)
      threads.emplace_back([&] {
        for (int n = next++; n < 1000; n = next++) {
          const Accepted one{store.append(new_entry(Kind::form, client.id, body_of_form(n))).number, n};
          {
            const std::lock_guard<std::mutex> lock(mutex);
            accepted.push_back(one);
          }
          if (n % 20 == 0) {
            const Appointment appointment = put_appointment(store, client.id);
            store.put_draft(appointment.id, 0, "{}", user, at);
          }
          if (n == 500) store.remove_client(leaver.id, user, at, "asked for it");  // the file is written anew
        }
      });
    for (auto& thread : threads) thread.join();
  }
  ASSERT_GE(cuts.size(), 50u);
  std::size_t number = 0;
  for (const Cut& cut : cuts) {
    const std::string folder = path() + "-cut-" + std::to_string(++number);
    lay_out(cut.files, path(), folder);
    if (cut.files.count(path() + "/contra.db") == 0 || cut.files.at(path() + "/contra.db").empty()) {
      EXPECT_TRUE(cut.accepted.empty());
    } else {
      expect_all_there(folder, cut.accepted);
    }
    ASSERT_FALSE(HasFatalFailure()) << "cut " << number << " after " << cut.accepted.size() << " accepted entries";
    std::filesystem::remove_all(folder);
  }
  std::printf("%zu power cuts, the last after %zu accepted entries\n", cuts.size(), cuts.back().accepted.size());
}

// --- the disk is full or breaks ---------------------------------------------------------------------------------

TEST_F(Crash, AFullDiskLosesNothingAndGoesOnWithRoom) {
  TestDisk disk;
  Store store(path());
  const Client client = put_client(store, "Anna Example");
  std::vector<Accepted> accepted;
  for (int round = 0; round < 3; ++round) {
    disk.room = 200000;
    What what = What::io;
    for (int n = 0; n < 1000; ++n) try {
        accepted.push_back({store.append(new_entry(Kind::form, client.id, body_of_form(n))).number, n});
      } catch (const Error& error) {
        what = error.kind();
        break;
      }
    EXPECT_EQ(what, What::full);
    EXPECT_EQ(what_of([&] { put_client(store, "Bert Example"); }), What::full);
    disk.room.reset();
    accepted.push_back({store.append(new_entry(Kind::form, client.id, body_of_form(7))).number, 7});
  }
  EXPECT_TRUE(store.verify().faults.empty());
  for (const Accepted& one : accepted) EXPECT_EQ(store.entry(one.number).body, body_of_form(one.form));
  EXPECT_TRUE(store.find_clients("bert").empty());
}

TEST_F(Crash, AnErrorOfTheDiskAtAnyOperation) {
  int refused = 0;
  for (int at_operation = 0; at_operation < 60; ++at_operation) {
    const std::string folder = path() + std::to_string(at_operation);
    std::vector<Accepted> accepted;
    {
      TestDisk disk;
      std::optional<Store> store;
      store.emplace(folder);
      const Client client = put_client(*store, "Anna Example");
      disk.breaks_at = at_operation;
      for (int n = 0; n < 20; ++n) try {
          accepted.push_back({store->append(new_entry(Kind::form, client.id, body_of_form(n))).number, n});
        } catch (const Error& error) {
          EXPECT_EQ(error.kind(), What::io) << error.what();
          ++refused;
        }
    }
    EXPECT_GE(accepted.size(), 19u);
    expect_all_there(folder, accepted);
    ASSERT_FALSE(HasFatalFailure()) << "operation " << at_operation;
    std::filesystem::remove_all(folder);
  }
  EXPECT_GE(refused, 30);
}

// --- bytes have turned ------------------------------------------------------------------------------------------

/// All that the store gives of clients and what happened, as one text.
std::string everything(Store& store) {
  std::string out;
  for (const Client& client : store.find_clients("", 1000)) {
    out += client.id + client.name + client.contact + client.note + std::to_string(client.version) + "\n";
    for (const Appointment& one : store.appointments_of(client.id))
      out += store.draft(one.id).value_or(Draft{}).body + one.id + one.client + to_iso(one.day) + one.time + one.plan +
             std::to_string(one.version) + "\n";
    for (const Entry& entry : store.history(client.id))
      out += std::to_string(entry.number) + entry.at + std::string(kind_name(entry.kind)) + entry.subject + entry.by +
             entry.body.value_or("none") + entry.hash + "\n";
  }
  for (const Audit& line : store.audit("", 1000))
    out += std::to_string(line.number) + line.at + line.user + line.action + line.client + line.subject + "\n";
  return out;
}

/// Turns a bit at each of `positions` in turn. Each time: an Error, a fault, or all is as it was.
void turn_bits(const std::string& folder, std::size_t turns, unsigned seed) {
  {
    Store store(folder);
    for (int i = 0; i < 8; ++i) {
      const Client client = put_client(store, "Anna Example " + std::to_string(i));
      const Appointment appointment = put_appointment(store, client.id);
      store.put_draft(appointment.id, 0, "{}", user, at);
      for (int n = 0; n < 6; ++n) store.append(new_entry(Kind::form, client.id, body_of_form(8 * i + n)));
      store.write_audit({0, at, user, "read client", client.id, ""});
    }
    store.remove_client(store.find_clients("").front().id, user, at, "asked for it");
  }
  const std::string file = folder + "/contra.db", good = contra_test::slurp(file);
  std::string before;
  {
    Store store(folder, Store::Open::read_only);
    before = everything(store);
  }
  std::mt19937 random(seed);
  std::size_t refused = 0, found = 0, harmless = 0;
  for (std::size_t turn = 0; turn < turns; ++turn) {
    std::string bytes = good;
    // Half of them where most meaning is: in the heads of pages.
    const std::size_t at_byte =
        turn % 2 == 0 ? random() % bytes.size() : 4096 * (random() % (bytes.size() / 4096)) + random() % 120;
    bytes[at_byte] = static_cast<char>(bytes[at_byte] ^ (1 << random() % 8));
    std::filesystem::remove(file + "-wal");
    std::filesystem::remove(file + "-shm");
    std::ofstream(file, std::ios::binary) << bytes;
    try {
      Store store(folder, Store::Open::read_only);
      if (!store.verify().faults.empty()) {
        ++found;
      } else {
        ++harmless;
        EXPECT_EQ(everything(store), before) << "silently different after a bit of byte " << at_byte;
      }
    } catch (const Error&) {
      ++refused;
    }
    try {  // and writing into it does no worse than an Error
      Store store(folder, Store::Open::existing);
      const Client client = put_client(store, "Bert Example");
      store.append(new_entry(Kind::form, client.id, "{}"));
    } catch (const Error&) {
    }
  }
  EXPECT_GT(found, turns / 3);
  std::printf("%zu bits turned: %zu refused, %zu found by verify, %zu in bytes that hold nothing\n", turns, refused,
              found, harmless);
}

TEST_F(Crash, TurnedBitsAreFound) { turn_bits(path(), 150, 1); }
TEST_F(SlowCrash, TurnedBitsAreFoundAtManyPlaces) { turn_bits(path(), 4000, 2); }

}  // namespace
}  // namespace store_test
