// The pages of `contra explain`: for each kind its cause, a wrong and a right example.
#include "text/diagnostic.hpp"

namespace contra::text {

std::string_view explanation(Kind) { return {}; }

}  // namespace contra::text
