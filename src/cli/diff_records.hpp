// contra diff --on-records: two versions over the lines of real records.
#pragma once

#include <optional>
#include <string>

#include "cli/options.hpp"
#include "diff/records.hpp"

namespace contra::cli {

/// Files of one record a line, or a folder of them; plain, gzip or zstd; `-` for standard input. Nothing, with a
/// message, when they cannot be read to their end.
std::optional<contra::diff::RecordsReport> diff_records(const std::string& path, const contra::diff::Version& a,
                                                        const contra::diff::Version& b, const Options& options);

}  // namespace contra::cli
