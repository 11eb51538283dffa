// See throttle.hpp.
#include "serve/throttle.hpp"

#include <algorithm>
#include <vector>

namespace contra::serve {

void Throttle::forgive(Entry& entry, std::int64_t now) const {
  const std::int64_t forgiven = std::max<std::int64_t>(0, now - entry.last) / pace_.one_forgiven;
  if (forgiven == 0) return;
  entry.failures = std::max<std::int64_t>(0, entry.failures - forgiven);
  entry.last += forgiven * pace_.one_forgiven;
}

std::int64_t Throttle::wait_of(const Entry& entry, std::int64_t now) const {
  if (entry.failures <= pace_.free) return 0;
  const std::int64_t doublings = std::min<std::int64_t>(entry.failures - pace_.free - 1, 30);
  const std::int64_t wait = std::min(pace_.longest, pace_.first << doublings);
  return std::max<std::int64_t>(0, entry.last + wait - now);
}

std::int64_t Throttle::wait(const std::string& key, std::int64_t now) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  return found == entries_.end() ? 0 : wait_of(found->second, now);
}

std::int64_t Throttle::attempt(const std::string& key, std::int64_t now) {
  const std::lock_guard lock(mutex_);
  auto found = entries_.find(key);
  if (found == entries_.end()) {
    if (entries_.size() >= most_)
      entries_.erase(std::min_element(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) {
        return a.second.failures != b.second.failures ? a.second.failures < b.second.failures
                                                      : a.second.last < b.second.last;
      }));
    found = entries_.emplace(key, Entry{0, now}).first;
  }
  Entry& entry = found->second;
  if (const std::int64_t wait = wait_of(entry, now); wait > 0) return wait;
  forgive(entry, now);
  ++entry.failures;
  entry.last = now;
  return 0;
}

void Throttle::passed(const std::string& key) {
  const std::lock_guard lock(mutex_);
  entries_.erase(key);
}

void Throttle::withdraw(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  if (found != entries_.end() && --found->second.failures <= 0) entries_.erase(found);
}

std::size_t Throttle::size() {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

std::string party_of(std::string_view address) {
  const std::size_t zone = address.find('%');
  if (zone != std::string_view::npos) address = address.substr(0, zone);
  if (address.find(':') == std::string_view::npos) return std::string(address);
  if (address.find('.') != std::string_view::npos) return std::string(address.substr(address.rfind(':') + 1));
  // The groups before "::", filled up with zeros; four of them are the network.
  const std::size_t gap = address.find("::");
  std::vector<std::string_view> groups;
  std::string_view head = address.substr(0, gap);
  while (!head.empty() && groups.size() < 4) {
    const std::size_t end = std::min(head.find(':'), head.size());
    groups.push_back(head.substr(0, end));
    head.remove_prefix(std::min(end + 1, head.size()));
  }
  if (gap != std::string_view::npos && groups.size() < 4) {
    const std::string_view tail = address.substr(gap + 2);
    const auto behind = tail.empty() ? 0U : static_cast<std::size_t>(std::count(tail.begin(), tail.end(), ':')) + 1;
    // Groups behind the gap may reach into the first four: "::1:2:3:4:5" is 0:0:0:1:…
    const std::size_t zeros = 8 - std::min<std::size_t>(8, groups.size() + behind);
    for (std::size_t i = 0; i < zeros && groups.size() < 4; ++i) groups.push_back("0");
    std::string_view rest = tail;
    while (groups.size() < 4 && !rest.empty()) {
      const std::size_t end = std::min(rest.find(':'), rest.size());
      groups.push_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  std::string out;
  for (const std::string_view group : groups) out += std::string(group) + ":";
  return out;
}

}  // namespace contra::serve
