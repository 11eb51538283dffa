// Walks over what a check reads.
#include "check/room.hpp"

namespace contra::check {

void for_each_node(const Condition& condition, const std::function<void(const Condition&)>& see) {
  see(condition);
  for (const auto& operand : condition.of) for_each_node(operand, see);
}

void for_each_condition(const Check& check, const std::function<void(const Condition&)>& see) {
  const bool by_wait = check.form == Form::wait_after || check.form == Form::wait_from ||
                       (check.form == Form::limit && check.limit_by_window);
  if (!by_wait) for_each_node(check.condition, see);
  if (check.after.better_while) for_each_node(*check.after.better_while, see);
  if (check.unless) for_each_node(*check.unless, see);
}

void for_each_subject(const Check& check, const std::function<void(const Subject&)>& see) {
  if (check.form == Form::wait_from)
    see(check.from.subject);
  else if (check.form == Form::wait_after || (check.form == Form::limit && check.limit_by_window))
    see(check.after.subject);
  for_each_condition(check, [&](const Condition& node) {
    if (!node.subject.lists.empty()) see(node.subject);
  });
}

bool touches_prescribed(const Vocabulary& vocabulary, const Subject& subject) {
  for (const auto id : subject.terms.ids())
    if (vocabulary.terms[static_cast<std::size_t>(id)].prescribed) return true;
  for (const ListId id : subject.lists) {
    const List& list = vocabulary.lists[static_cast<std::size_t>(id)];
    for (const Detail& detail : list.details) {
      if (detail.name != "prescribed") continue;
      IdSet terms = list.terms;
      terms &= subject.terms;
      if (detail.for_terms.empty() ? !terms.empty() : detail.for_terms.meets(terms)) return true;
    }
  }
  return false;
}

bool touches_prescribed(const Vocabulary& vocabulary, const Condition& condition) {
  bool touches = false;
  for_each_node(condition,
                [&](const Condition& node) { touches = touches || touches_prescribed(vocabulary, node.subject); });
  return touches;
}

bool touches_prescribed(const Vocabulary& vocabulary, const Check& check) {
  bool touches = false;
  for_each_subject(check,
                   [&](const Subject& subject) { touches = touches || touches_prescribed(vocabulary, subject); });
  return touches;
}

}  // namespace contra::check
