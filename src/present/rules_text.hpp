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

/// "wait 5 days, better 7 days", "wait from 7 days before its start until its end", "wait until a doctor clears it":
/// what a check does, in a few words.
std::string check_brief(const check::Check& check, const check::Vocabulary& vocabulary);

/// The names of the tests of a pack that expect something of a check.
std::vector<std::string> tests_of(const check::CheckedRules& rules, const std::string& pack, const std::string& check);

/// A check of one pack, with its policies' parts: sentence, window, sources with strength and spread, texts, tests by
/// name.
std::string check_page(const compile::Program& program, const compile::JoinedCheck& joined,
                       const std::vector<std::string>& tests, const text::SourceSet& sources,
                       const PageOptions& options);

/// The pack's `about` for the consultation.
std::string about_page(const compile::Program& program, const PageOptions& options);

}  // namespace contra::present
