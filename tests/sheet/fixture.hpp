// Sheets of the sample records, made without a clinic around them.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "eval/intake.hpp"
#include "sheet/sheet.hpp"
#include "support/shipped_rules.hpp"

namespace contra_test {

/// A record that has been decided, and what a clinic would write beside it.
class Decided {
 public:
  explicit Decided(std::string record, const contra::eval::DecideOptions& options = {}) : record_(std::move(record)) {
    std::vector<contra::eval::KnownPack> packs;
    for (const auto& program : shipped_rules().programs) packs.push_back({program->identity.name, program->pack.get()});
    contra::text::SourceSet sources;
    const auto file = sources.add("record", record_);
    auto read = contra::eval::read_intake(sources, file, *shipped_rules().programs.front()->vocabulary, packs);
    if (auto* facts = std::get_if<contra::eval::Facts>(&read)) {
      facts_ = std::move(*facts);
      decision_ = contra::eval::decide(shipped_rules().programs, facts_, options);
      readable_ = true;
    }
    context.clinic = "Harbour Skin (Invented)";
    context.client_name = "Anna Example";
    context.practitioner = "K. Example";
    context.recorded_at = "Monday 16 March 2026, 14:05";
    context.entry = "12";
    context.entry_hash = "5a1c9be0d2f7c3b1a0e4d8f6b2c7915e3d4f8a6b0c1d2e3f4a5b6c7d8e9f0a1b";
    context.time = "14:30";
  }

  bool readable() const { return readable_; }
  const contra::eval::Decision& decision() const { return decision_; }
  const contra::eval::Facts& facts() const { return facts_; }
  const std::string& record() const { return record_; }
  contra::sheet::Made made() const {
    return {shipped_rules().programs, decision_, facts_, record_, "contra 0.1.0", decision_json};
  }

  std::string html(contra::sheet::Kind kind) const { return contra::sheet::html(kind, made(), context).html; }
  std::string json(contra::sheet::Kind kind) const { return contra::sheet::json(kind, made(), context); }
  std::string ics() const { return contra::sheet::ics(made(), context, "20260316T091233Z", "clinic.example:8443"); }

  contra::sheet::Context context;
  std::string decision_json;

 private:
  std::string record_;
  contra::eval::Facts facts_;
  contra::eval::Decision decision_;
  bool readable_ = false;
};

inline std::string sample_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// "c-0102" of samples/intakes.
inline std::string sample(const std::string& number) {
  for (const auto& file : std::filesystem::directory_iterator(std::string(CONTRA_SOURCE_DIR) + "/samples/intakes"))
    if (file.path().filename().string().rfind(number + "-", 0) == 0) return sample_text(file.path().string());
  return {};
}

inline std::vector<std::string> samples() {
  std::vector<std::string> out;
  for (const auto& file : std::filesystem::directory_iterator(std::string(CONTRA_SOURCE_DIR) + "/samples/intakes"))
    if (file.path().extension() == ".json") out.push_back(file.path().filename().string().substr(0, 6));
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace contra_test
