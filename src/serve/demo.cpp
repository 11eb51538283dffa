// An invented clinic day, to look around in.
#include "serve/serve.hpp"

namespace contra::serve {

void fill_demo(const api::LoadedRules&, store::Store&, const Now&, const std::string&) {}

}  // namespace contra::serve
