// Inside the sheet room: what the sheets for the client have in common. Plain and friendly; nothing here alarms, and
// nothing tells anybody to stop what was prescribed.
#pragma once

#include <algorithm>

#include "sheet/care.hpp"
#include "sheet/model.hpp"

namespace contra::sheet {

/// Each text once: several checks often tell the same.
struct TextList {
  std::vector<Text> items;
  void add(const std::string& words) {
    const auto same = [&](const Text& item) { return item.words == words; };
    if (!words.empty() && std::none_of(items.begin(), items.end(), same)) items.push_back({words, {}});
  }
};

/// Title and facts of a sheet for the client.
Sheet client_sheet(Kind kind, const std::string& title, const Made& made, const Context& context,
                   const Occasion& occasion);
/// That what is prescribed goes on.
Section medicines_section();
/// Whom to call; `urgent` also when we cannot be reached.
Section contact_section(const std::string& words, bool urgent);

}  // namespace contra::sheet
