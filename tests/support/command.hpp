// Runs the built command as a person does, for tests. CONTRA_COMMAND is the program.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <sys/wait.h>
#include <unistd.h>

namespace contra_test {

inline std::string slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

struct Ran {
  int code = -1;  ///< exit code; -1 when a signal ended it
  std::string out, err;
};

/// Runs `contra ARGUMENTS` in `folder`. `arguments` is for the shell, so that quoting reads as in a README.
inline Ran run_command(const std::string& folder, const std::string& arguments, const std::string& input = {},
                       const std::string& environment = "env -u NO_COLOR") {
  const std::string base =
      (std::filesystem::temp_directory_path() / ("contra-command-" + std::to_string(getpid()))).string();
  std::ofstream(base + ".in", std::ios::binary) << input;
  const std::string command = "cd '" + folder + "' && ( " + environment + " '" + CONTRA_COMMAND + "' " + arguments +
                              " ) <" + base + ".in >" + base + ".out 2>" + base + ".err";
  const int status = std::system(command.c_str());
  Ran run;
  run.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  run.out = slurp(base + ".out");
  run.err = slurp(base + ".err");
  for (const char* end : {".in", ".out", ".err"}) std::remove((base + end).c_str());
  return run;
}

/// Columns of the widest line, a character each.
inline std::size_t widest(const std::string& text) {
  std::size_t widest = 0, width = 0;
  for (const char c : text) {
    if (c == '\n')
      width = 0;
    else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80)
      widest = std::max(widest, ++width);
  }
  return widest;
}

/// A folder of one test, empty at first and gone with it.
class Folder {
 public:
  Folder() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("contra-test-" + std::to_string(getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  std::string path() const { return path_.string(); }
  /// Writes a file in it, folders included, and gives its path.
  std::string write(const std::string& name, const std::string& text) const {
    const auto file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file.string();
  }

 private:
  std::filesystem::path path_;
};

}  // namespace contra_test
