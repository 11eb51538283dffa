// See message.hpp.
#include "http/message.hpp"

namespace contra::http {

std::string_view Request::header(std::string_view) const { return {}; }
std::string_view Request::field(std::string_view) const { return {}; }

}  // namespace contra::http
