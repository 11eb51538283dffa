// Joins a pack with its vocabulary and policies. Layers are joined, never compared: a tightening is one more part of
// the check it names, a loosening replaces the pack's own part on the visit days up to its end.
#include <sodium.h>

#include <algorithm>
#include <stdexcept>
#include <unordered_map>

#include "compile/program.hpp"

namespace contra::compile {
namespace {

using Digest = std::string;  // 32 raw bytes

Digest sha256(std::string_view bytes) {
  Digest out(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  return out;
}

std::string hex(const Digest& digest) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (const char c : digest) {
    const auto byte = static_cast<unsigned char>(c);
    out.push_back(digits[byte >> 4u]);
    out.push_back(digits[byte & 15u]);
  }
  return out;
}

/// Independent of the order and of the names of the files: the digest of their sorted digests.
std::string content_hash(const std::vector<text::FileId>& files, const text::SourceSet& sources) {
  std::vector<Digest> digests;
  for (const text::FileId file : files) digests.push_back(sha256(sources.file(file).text));
  std::sort(digests.begin(), digests.end());
  std::string all;
  for (const Digest& digest : digests) all += digest;
  return hex(sha256(all));
}

void add_file(std::vector<text::FileId>& files, text::FileId file) {
  if (file >= 0 && std::find(files.begin(), files.end(), file) == files.end()) files.push_back(file);
}

std::vector<text::FileId> files_of(const check::Vocabulary& vocabulary) {
  std::vector<text::FileId> files;
  for (const auto& item : vocabulary.terms) add_file(files, item.span.file);
  for (const auto& item : vocabulary.areas) add_file(files, item.span.file);
  for (const auto& item : vocabulary.roles) add_file(files, item.span.file);
  for (const auto& item : vocabulary.lists) add_file(files, item.span.file);
  for (const auto& item : vocabulary.questions) add_file(files, item.span.file);
  return files;
}

Part part_of(const check::Check& check) { return Part{check, check.effective_from, check.effective_until, false, {}}; }

/// The checks of one program by name, kept beside it while it is put together.
class Checks {
 public:
  explicit Checks(std::vector<JoinedCheck>& checks) : checks_(checks) {}
  JoinedCheck& operator[](const std::string& name) {
    const auto [it, added] = index_.try_emplace(name, checks_.size());
    if (added) checks_.push_back(JoinedCheck{name, {}});
    return checks_[it->second];
  }

 private:
  std::vector<JoinedCheck>& checks_;
  std::unordered_map<std::string, std::size_t> index_;
};

void join(Program& program, Checks& checks, const check::Policy& policy) {
  for (const check::Change& change : policy.changes) {
    JoinedCheck& joined = checks[change.check];
    Part part = part_of(change.replacement);
    if (!change.loosen) {
      part.changed_by = "tightened by " + policy.name;
      joined.parts.push_back(std::move(part));
      continue;
    }
    if (!change.until || joined.parts.empty()) throw std::logic_error("a loosening without its end or its check");
    // The pack's own part counts again from the day after the loosening ends.
    Part& own = joined.parts.front();
    const Day again = next(*change.until);
    if (!own.counts_from || *own.counts_from < again) own.counts_from = again;
    if (!part.counts_until || *part.counts_until > *change.until) part.counts_until = change.until;
    part.loosens = true;
    part.changed_by = "loosened by " + policy.name + " until " + to_iso(*change.until) + ", approved by " +
                      change.approved_by + ": " + change.because;
    joined.parts.push_back(std::move(part));
  }
  for (const check::Check& check : policy.checks) {
    Part part = part_of(check);
    part.changed_by = "added by " + policy.name;
    checks[check.name].parts.push_back(std::move(part));
  }
  program.needs.insert(program.needs.end(), policy.needs.begin(), policy.needs.end());
  program.validities.push_back(policy.validity);
  program.identity.policies.push_back(policy.name);
}

}  // namespace

std::vector<std::shared_ptr<const Program>> compile(const check::CheckedRules& rules, const text::SourceSet& sources,
                                                    const std::vector<std::string>& policies) {
  std::vector<std::shared_ptr<const Program>> programs;
  for (const auto& pack : rules.packs) {
    auto program = std::make_shared<Program>();
    program->pack = pack;
    for (const auto& vocabulary : rules.vocabularies) {
      if (vocabulary->name == pack->vocabulary) program->vocabulary = vocabulary;
    }
    if (!program->vocabulary) throw std::logic_error("a checked pack without its vocabulary");
    Checks checks(program->checks);
    for (const check::Check& check : pack->checks) checks[check.name].parts.push_back(part_of(check));
    program->needs = pack->needs;
    program->validities.push_back(pack->validity);
    program->care = pack->care;
    program->identity.name = pack->name;
    program->identity.version = pack->version;

    std::vector<text::FileId> files = files_of(*program->vocabulary);
    for (const text::FileId file : pack->files) add_file(files, file);
    for (const auto& policy : rules.policies) {
      if (policy->pack != pack->name) continue;
      if (std::find(policies.begin(), policies.end(), policy->name) == policies.end()) continue;
      join(*program, checks, *policy);
      for (const text::FileId file : policy->files) add_file(files, file);
    }
    std::sort(program->checks.begin(), program->checks.end(),
              [](const JoinedCheck& a, const JoinedCheck& b) { return a.name < b.name; });
    program->identity.hash = content_hash(files, sources);
    programs.push_back(std::move(program));
  }
  std::sort(programs.begin(), programs.end(),
            [](const auto& a, const auto& b) { return a->identity.name < b->identity.name; });
  return programs;
}

}  // namespace contra::compile
