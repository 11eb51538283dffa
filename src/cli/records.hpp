// Finds intake records: files, folders, lines of a file, standard input.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace contra::cli {

struct RecordText {
  std::string name;  ///< as the user gave it, with the line where a file holds several
  std::string text;
  std::string unreadable;  ///< why it could not be read; else empty
};

/// Every record of `paths`, in their order; a folder's *.json sorted. One at a time: a batch need not fit in memory
/// twice.
void each_record(const std::vector<std::string>& paths, const std::function<void(RecordText&&)>& take);

/// Whether `paths` may name more than one record.
bool may_be_several(const std::vector<std::string>& paths);

}  // namespace contra::cli
