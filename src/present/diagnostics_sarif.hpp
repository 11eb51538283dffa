// Diagnostics of rule files as a SARIF 2.1.0 log: what code scanning in a review, and most editors, can read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace contra::present {

struct SarifOptions {
  std::string version;  ///< of the engine, "0.1.0"
  /// Absolute, with `/` between folders: the names of files below it become relative. Empty: names stay as they are.
  std::string folder;
};

/// One log with one run, in one line without its end; the same bytes for the same diagnostics. Columns count UTF-16
/// code units. A fingerprint is made of the kind, the name of the pack and of the item, and what is written there, so
/// that it stays the same when lines, files and other items move.
std::string diagnostics_sarif(const std::vector<text::Diagnostic>& diagnostics, const text::SourceSet& sources,
                              const SarifOptions& options);

}  // namespace contra::present
