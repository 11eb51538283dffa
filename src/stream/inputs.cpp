// Which inputs there are, how large they are, and a fingerprint to know them by.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "stream/source.hpp"
#include "stream/stream.hpp"

namespace contra::stream {

namespace fs = std::filesystem;

namespace {

bool ends(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

/// The ending that tells what is in the file: `.json` of `a.json.gz`.
std::string_view without_packing(std::string_view path) {
  for (const std::string_view packed : {".gz", ".zst"})
    if (ends(path, packed)) return path.substr(0, path.size() - packed.size());
  return path;
}

Input input_of(std::string path) {
  const bool document = ends(without_packing(path), ".json");
  return {std::move(path), document};
}

bool holds_records(std::string_view path) {
  const std::string_view name = without_packing(path);
  return ends(name, ".json") || ends(name, ".ndjson") || ends(name, ".jsonl");
}

/// FNV-1a: names, sizes and ends of files are told apart well enough by 64 bits.
class Digest {
 public:
  void add(std::string_view bytes) {
    for (const char c : bytes) value_ = (value_ ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    value_ = (value_ ^ 0x100u) * 0x100000001b3u;  // "ab" + "c" is not "a" + "bc"
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325u;
};

constexpr std::size_t end_bytes = std::size_t{64} << 10;

void add_bytes(int descriptor, std::uint64_t from, std::vector<char>& buffer, Digest& digest) {
  const ssize_t got = pread(descriptor, buffer.data(), buffer.size(), static_cast<off_t>(from));
  digest.add({buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0});
}

}  // namespace

std::vector<Input> find_inputs(const std::vector<std::string>& paths, std::optional<Fault>& fault) {
  std::vector<Input> out;
  if (paths.empty()) out.push_back(input_of("-"));
  for (const std::string& path : paths) {
    std::error_code error;
    if (path == "-" || !fs::is_directory(path, error)) {
      out.push_back(input_of(path));
      continue;
    }
    std::vector<std::string> files;
    fs::directory_iterator entry(path, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
      std::error_code unknown;
      if (entry->is_regular_file(unknown) && holds_records(entry->path().native()))
        files.push_back(entry->path().lexically_normal().native());
    }
    if (error) {
      fault = Fault{"`" + path + "` cannot be read: " + error.message(), {}};
      return {};
    }
    if (files.empty()) {
      fault = Fault{"there is no record in the folder `" + path + "`",
                    "records end in .ndjson, .jsonl or .json, and may be packed: .gz, .zst"};
      return {};
    }
    std::sort(files.begin(), files.end());
    for (std::string& file : files) out.push_back(input_of(std::move(file)));
  }
  if (std::count_if(out.begin(), out.end(), [](const Input& input) { return input.path == "-"; }) > 1) {
    fault = Fault{"standard input is named twice", {}};
    return {};
  }
  for (const Input& input : out)
    if (input.path != "-" && access(input.path.c_str(), R_OK) != 0) {
      fault = Fault{shown(input) + " cannot be read: " + std::strerror(errno), {}};
      return {};
    }
  return out;
}

InputSizes measure(const std::vector<Input>& inputs, bool fingerprint) {
  InputSizes sizes;
  sizes.known = true;
  Digest digest;
  std::vector<char> buffer(fingerprint ? end_bytes : 0);
  for (const Input& input : inputs) {
    struct stat about {};
    const bool standard = input.path == "-";
    const int found = standard ? fstat(STDIN_FILENO, &about) : stat(input.path.c_str(), &about);
    if (found != 0 || !S_ISREG(about.st_mode)) {
      if (sizes.known) sizes.file_that_is_a_pipe = shown(input);
      sizes.known = false;
      continue;
    }
    const auto size = static_cast<std::uint64_t>(about.st_size);
    sizes.bytes += size;
    if (!fingerprint) continue;
    digest.add(input.path);
    digest.add(std::to_string(size));
    const int descriptor = standard ? STDIN_FILENO : open(input.path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) continue;  // reading it will say why
    add_bytes(descriptor, 0, buffer, digest);
    if (size > end_bytes) add_bytes(descriptor, size - end_bytes, buffer, digest);
    if (!standard) close(descriptor);
  }
  sizes.fingerprint = digest.value();
  return sizes;
}

}  // namespace contra::stream
