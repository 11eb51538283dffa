// See csv.hpp.
#include "serve/csv.hpp"

#include <algorithm>
#include <array>

#include "text/characters.hpp"

namespace contra::serve {

namespace {

char separator_of(std::string_view text) {
  constexpr std::array<char, 3> separators = {',', ';', '\t'};
  std::array<std::size_t, 3> counts{};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == '\n' || c == '\r')) break;
    for (std::size_t i = 0; i < separators.size(); ++i)
      if (!quoted && c == separators[i]) ++counts[i];
  }
  return separators[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

class Reader {
 public:
  Reader(std::string_view text, Csv& out) : text_(text), separator_(separator_of(text)), out_(out) {}

  void read() {
    while (at_ < text_.size() && out_.fault.empty()) {
      CsvRow row;
      row.line = line_;
      row.number = ++number_;
      row_of(row);
      const bool empty =
          std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& c) { return c.empty(); });
      if (!empty) out_.rows.push_back(std::move(row));
    }
  }

 private:
  bool line_end() {
    if (text_[at_] != '\n' && text_[at_] != '\r') return false;
    if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
    ++at_;
    ++line_;
    return true;
  }

  void fault(std::string words) {
    out_.fault = std::move(words);
    out_.fault_line = line_;
  }

  void row_of(CsvRow& row) {
    for (;;) {
      row.cells.push_back(at_ < text_.size() && text_[at_] == '"' ? quoted_cell() : plain_cell());
      if (!out_.fault.empty() || at_ >= text_.size() || line_end()) return;
      if (text_[at_] != separator_) return fault("something follows the closing quote of a cell");
      ++at_;
    }
  }

  std::string plain_cell() {
    std::string out;
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') {
      if (text_[at_] == '"') {
        fault("a quote stands inside a cell that does not begin with one; write it twice inside a quoted cell");
        return {};
      }
      out += text_[at_++];
    }
    const std::size_t begin = out.find_first_not_of(" \t");
    return begin == std::string::npos ? std::string{} : out.substr(begin, out.find_last_not_of(" \t") - begin + 1);
  }

  std::string quoted_cell() {
    std::string out;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '"') {
        out += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        out += text_[++at_];
      } else {
        ++at_;
        return out;
      }
    }
    fault("a quoted cell is not closed");
    return {};
  }

  std::string_view text_;
  char separator_;
  Csv& out_;
  std::size_t at_ = 0;
  unsigned line_ = 1, number_ = 0;
};

}  // namespace

Csv read_csv(std::string_view text) {
  Csv out;
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  if (!text::is_utf8(text)) {
    out.fault = "the text is not UTF-8: save the list as \"CSV UTF-8\"";
    out.fault_line = 1;
    return out;
  }
  Reader(text, out).read();
  return out;
}

}  // namespace contra::serve
