// The safe fixes of `contra check --fix`, made in the files.
#pragma once

#include "cli/load_rules.hpp"

namespace contra::cli {

/// Makes the safe edits (text::Fix) in the files that `wanted` names, again and again until there is none left or
/// nothing changes. A file is replaced as a whole, and only when it then has no more faults of writing than before.
/// Tells on standard error which files were changed, and which were left as they are and why. False when there is no
/// file to change, or one could not be written.
bool fix_files(const RulesWanted& wanted);

}  // namespace contra::cli
