// See sheet.hpp.
#include "sheet/sheet.hpp"

namespace contra::sheet {

std::string_view kind_name(Kind) { return {}; }
std::optional<Kind> kind_of(std::string_view) { return std::nullopt; }

}  // namespace contra::sheet
