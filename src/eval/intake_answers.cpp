// One form's answer to one question.
#include <utility>

#include "eval/intake_reader.hpp"

namespace contra::eval::reader {
namespace {

using TypeKind = check::ValueType::Kind;

bool is_day(const check::ValueType& type) {
  return type.kind == TypeKind::past_day || type.kind == TypeKind::future_day;
}

AnswerFault fault_of(What what, const Origin& origin, std::string message, const std::string& question) {
  AnswerFault fault;
  fault.what = what;
  fault.origin = origin;
  fault.message = std::move(message);
  fault.question = question;
  return fault;
}

/// A day question: a plain "no" or "never" is no day; "yes" is some day.
Said read_day(Context& context, const Node& node, const check::Question& question, const FormContext& form,
              QuestionAnswer& answer) {
  const Look look = question.type.kind == TypeKind::past_day ? Look::past : Look::future;
  if (node.is(Node::Kind::string)) {
    switch (word_of(node.text)) {
      case Word::no:
      case Word::never:
        return Said::no;
      case Word::not_applicable:
        return Said::not_applicable;
      case Word::yes:
        answer.fact.days =
            look == Look::past ? DaySet::until(form.signed_on) : DaySet::between(form.signed_on, last_day);
        return Said::value;
      default:
        break;
    }
  }
  DateRead read = read_date(context, node, form.signed_on, look);
  if (read.said == Said::fault) {
    answer.faults.push_back(fault_of(read.what, context.origin(node), std::move(read.message), question.name));
    return Said::fault;
  }
  if (read.said != Said::value) return read.said;
  if (read.never) return Said::no;
  if (read.ongoing) {
    answer.faults.push_back(fault_of(What::unreadable, context.origin(node),
                                     "A day is asked for, and the answer says that it is still going on.",
                                     question.name));
    return Said::fault;
  }
  answer.fact.days = std::move(read.days);
  answer.fact.maybe_never = read.maybe_never;
  return Said::value;
}

Said read_other(Context& context, const Node& node, const check::Question& question, QuestionAnswer& answer) {
  ValueRead read = read_value(context, node, question.type);
  if (read.said == Said::fault)
    answer.faults.push_back(fault_of(read.what, context.origin(node), std::move(read.message), question.name));
  if (read.said == Said::value) {
    answer.fact.options = read.options;
    answer.fact.numbers = std::move(read.numbers);
  }
  return read.said;
}

}  // namespace

void set_unknown(QuestionFact& fact, const check::Question& question, const Context& context) {
  fact.options = 0;
  fact.numbers.clear();
  fact.days = {};
  fact.maybe_never = fact.surely_never = false;
  switch (question.type.kind) {
    case TypeKind::options:
      fact.options = all_options(question.type);
      break;
    case TypeKind::number:
      fact.numbers = {{question.type.from, question.type.to}};
      break;
    // One bound for unsure, declined and not asked, whichever form they stand in: the three must give equal days.
    case TypeKind::past_day:
      fact.days = DaySet::until(context.latest_signing);
      fact.maybe_never = true;
      break;
    case TypeKind::future_day:
      fact.days = DaySet::between(context.earliest_signing, last_day);
      fact.maybe_never = true;
      break;
    case TypeKind::area:
    case TypeKind::text:
      break;
  }
}

void set_no(QuestionFact& fact, const check::Question& question) {
  fact.state = State::no;
  fact.numbers.clear();
  fact.days = {};
  fact.maybe_never = fact.surely_never = false;
  if (is_day(question.type)) fact.surely_never = true;
  if (question.type.kind == TypeKind::options) {
    // INVARIANT: `options` is never empty. A question without a `no` among its options keeps them all: who does not
    // look at `state` sees an unknown value and waits.
    const std::uint64_t no = no_option(question.type);
    fact.options = no != 0 ? no : all_options(question.type);
  }
  if (question.type.kind == TypeKind::number) fact.numbers = {{question.type.from, question.type.to}};
}

std::optional<QuestionAnswer> read_question(Context& context, const Node& node, const check::Question& question,
                                            const FormContext& form) {
  QuestionAnswer answer;
  answer.form = &form;
  answer.fact.origin = context.origin(node);
  answer.fact.signed_on = answer.fact.known_since = form.signed_on;

  Said said = is_day(question.type) ? read_day(context, node, question, form, answer)
                                    : read_other(context, node, question, answer);
  if (said == Said::not_given || said == Said::refused) return std::nullopt;
  if (said == Said::not_applicable) {
    if (question.not_applicable_is_no) {
      said = Said::no;
    } else {
      said = Said::fault;
      answer.faults.push_back(fault_of(What::unreadable, answer.fact.origin,
                                       "`not applicable` is no answer to this question.", question.name));
    }
  }
  if (question.answered_by == syntax::AnsweredBy::practitioner && form.by == syntax::AnsweredBy::client) {
    said = Said::fault;
    answer.faults.push_back(fault_of(
        What::wrong_person, answer.fact.origin,
        "Only the practitioner can answer this, and it stands in a form signed by the client.", question.name));
  }
  switch (said) {
    case Said::value:
      answer.fact.state = State::value;
      break;
    case Said::no:
      set_no(answer.fact, question);
      break;
    case Said::unsure:
      answer.fact.state = State::unsure;
      break;
    case Said::declined:
      answer.fact.state = State::declined;
      break;
    default:
      answer.fact.state = State::not_asked;
      break;  // a fault
  }
  if (answer.fact.state != State::value && answer.fact.state != State::no) set_unknown(answer.fact, question, context);
  return answer;
}

}  // namespace contra::eval::reader
