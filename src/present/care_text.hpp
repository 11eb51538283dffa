// Care lines on a page, under their verbs: the same for the practitioner and for the client.
#pragma once

#include <vector>

#include "eval/decide.hpp"
#include "present/page.hpp"

namespace contra::present {

void put_care(Page& page, const eval::Decision& decision, const eval::Facts& facts,
              const std::vector<eval::CareLine>& lines);

}  // namespace contra::present
