// Reads an intake record (`contra.intake/1`) into facts. nlohmann_json stays behind this door.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "check/model.hpp"
#include "eval/facts.hpp"
#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace contra::eval {

struct Refused {
  std::vector<text::Diagnostic> diagnostics;
};  ///< the record is not of the schema: every fault, none is decided

/// `file` is the record as bytes in `sources` (so that diagnostics have places). `depth` types of the packs that the
/// plan may name come with `packs`. Answers that cannot be are not refused: they are `Facts::faults`.
struct KnownPack {
  std::string name;
  const check::Pack* pack;
};
std::variant<Facts, Refused> read_intake(const text::SourceSet& sources, text::FileId file,
                                         const check::Vocabulary& vocabulary, const std::vector<KnownPack>& packs);

}  // namespace contra::eval
