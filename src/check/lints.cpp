// What is well formed and still suspicious: warnings that a good pack does not get.
#include "check/room.hpp"

namespace contra::check {
void lint_pack(const PackWork&, Context&) {}
void lint_policy(const PolicyWork&, Context&) {}
void lint_unread(Context&) {}
void lint_client_texts(const PackWork&, Context&) {}
void lint_unused_sources(const Sources&, Context&) {}
}  // namespace contra::check
