// Rules in words: a check with everything that stands behind it, and what a pack says about its treatment.
#pragma once

#include <string>
#include <vector>

#include "compile/program.hpp"
#include "present/page.hpp"
#include "text/source.hpp"

namespace contra::present {

/// A condition as it was written, on one line, without comments.
std::string condition_words(const check::Condition& condition, const text::SourceSet& sources);

/// "Wait 5 days after the last prescription retinoid in the treated area, better 7 days." Conditions stand as written.
std::string check_sentence(const check::Check& check, const check::Vocabulary& vocabulary,
                           const text::SourceSet& sources);

/// A check of one pack, with its policies' parts: sentence, window, sources with strength and spread, texts, tests by
/// name.
std::string check_page(const compile::Program& program, const compile::JoinedCheck& joined,
                       const std::vector<std::string>& tests, const text::SourceSet& sources,
                       const PageOptions& options);

/// The pack's `about` for the consultation.
std::string about_page(const compile::Program& program, const PageOptions& options);

}  // namespace contra::present
