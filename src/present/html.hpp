// Writes HTML: every text is escaped, every element that is opened is closed.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace contra::present {

/// For text and for attribute values in double quotes. Control characters and those that turn the direction of writing
/// are left out.
std::string escaped(std::string_view text);

using Attributes = std::vector<std::pair<std::string_view, std::string>>;

class Html {
 public:
  Html& open(std::string_view name, const Attributes& attributes = {});
  Html& close();  ///< the element opened last
  Html& text(std::string_view text);
  /// One element with text in it.
  Html& element(std::string_view name, const Attributes& attributes, std::string_view text);
  Html& element(std::string_view name, std::string_view text) { return element(name, {}, text); }
  Html& link(const std::string& id, std::string_view text);               ///< to a place on the page
  Html& empty(std::string_view name, const Attributes& attributes = {});  ///< an element without an end: `<meta …>`
  Html& svg(std::string_view name, const Attributes& attributes);  ///< a drawn element without content: `<rect …/>`
  Html& raw(std::string_view html);                                ///< written as it is: only for text of this program
  Html& line();                                                    ///< a line break of the source, for readers of it

  /// Everything; whatever is open is closed.
  std::string take();

 private:
  void begin(std::string_view name, const Attributes& attributes);

  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace contra::present
