// Runs a target over files and over changed copies of them, the same ones every time:  replay MUTATIONS FOLDER…
// On a broken promise the input is left in ./broken-input and the program ends by a signal.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "target.hpp"

namespace {

std::string current;

void keep_input(int) {
  if (std::FILE* file = std::fopen("broken-input", "wb")) {
    std::fwrite(current.data(), 1, current.size(), file);
    std::fclose(file);
  }
  std::signal(SIGABRT, SIG_DFL);
  std::abort();
}

std::vector<std::string> read_all(int count, char** folders) {
  std::vector<std::filesystem::path> paths;
  for (int k = 0; k < count; ++k)
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folders[k]))
      if (entry.is_regular_file()) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> out;
  for (const auto& path : paths) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    out.push_back(text.str());
  }
  return out;
}

// Small changes of the kinds that find faults: bytes, cuts, repeats, and pieces of other inputs.
std::string changed(const std::vector<std::string>& seeds, std::mt19937& random) {
  const auto below = [&](std::size_t n) { return n == 0 ? 0 : static_cast<std::size_t>(random() % n); };
  std::string text = seeds[below(seeds.size())];
  for (std::size_t rounds = 1 + below(4); rounds > 0; --rounds) {
    const std::size_t at = below(text.size() + 1);
    const std::size_t length = std::min(below(24) + 1, text.size() - at);
    switch (below(8)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, text.substr(at, length));
        break;
      case 2:
        text.insert(at, 1, static_cast<char>(random() % 256));
        break;
      case 3:
        if (!text.empty()) text[below(text.size())] = static_cast<char>(random() % 256);
        break;
      case 4: {
        const std::string& other = seeds[below(seeds.size())];
        const std::size_t from = below(other.size());
        text.insert(at, other.substr(from, below(40) + 1));
        break;
      }
      case 5:
        text.resize(at);
        break;
      case 6: {  // a digit becomes another
        for (std::size_t k = at; k < text.size(); ++k)
          if (text[k] >= '0' && text[k] <= '9') {
            text[k] = static_cast<char>('0' + random() % 10);
            break;
          }
        break;
      }
      default: {  // two words change places
        const std::size_t other = below(text.size() + 1);
        if (length > 0 && other < text.size()) std::swap(text[at], text[other]);
        break;
      }
    }
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: replay MUTATIONS FOLDER…\n");
    return 2;
  }
  std::signal(SIGABRT, keep_input);
  std::signal(SIGSEGV, keep_input);
  const std::vector<std::string> seeds = read_all(argc - 2, argv + 2);
  if (seeds.empty()) {
    std::fprintf(stderr, "no inputs\n");
    return 2;
  }
  for (const std::string& seed : seeds) {
    current = seed;
    contra::fuzz::one_input(current);
  }
  std::mt19937 random{20260316};
  const int mutations = std::atoi(argv[1]);
  for (int k = 0; k < mutations; ++k) {
    current = changed(seeds, random);
    contra::fuzz::one_input(current);
  }
  std::printf("%zu inputs and %d changed ones\n", seeds.size(), mutations);
  return 0;
}
