// The grammar of example records and of what tests expect (SPEC: record, exp), in Spirit X3 over tokens.
#include "syntax/grammar_rules.hpp"

namespace contra::syntax {

namespace {

constexpr x3::rule<struct date_answer_class, DateAnswer> date_answer{"date"};
constexpr x3::rule<struct dated_class, DateAnswer> dated{"date"};
constexpr x3::rule<struct entry_class, EntryGiven> entry{"entry"};
struct GivenDetail {
  Name name;
  Value value;
};
constexpr x3::rule<struct given_detail_class, GivenDetail> given_detail{"detail"};
constexpr x3::rule<struct given_class, Given> given{"given"};
constexpr x3::rule<struct given_value_class, Given> given_value{"given"};
constexpr x3::rule<struct clearance_class, ClearanceGiven> clearance{"clearance"};
constexpr x3::rule<struct plan_class, PlanGiven> plan{"plan"};
constexpr x3::rule<struct form_class, FormGiven> form{"form"};

// --- dates --------------------------------------------------------------------------------------------------

using DateForm = DateAnswer::Form;
constexpr auto take_first = [](State&, DateAnswer& target, DateLiteral&& day, Span) { target.first = day.day; };
constexpr auto take_last = [](State&, DateAnswer& target, DateLiteral&& day, Span) { target.last = day.day; };
constexpr auto take_point = [](State&, DateAnswer& target, DateAnswer&& point, Span) { target = std::move(point); };
/// The length also when it is broken: the whole date is broken then.
constexpr auto take_length = [](State&, DateAnswer& target, Length&& read, Span) { target.length = read; };

constexpr auto in_the_last = kw("in") >> kw("the") >> kw("last") >> act<take_length>(length);
constexpr auto dated_def =
    spanned(act<take_point>(date_point) |
            (put<&DateAnswer::form, DateForm::between>(kw("between")) >> act<take_first>(date) >> kw("and") >>
             act<take_last>(date)) |
            (put<&DateAnswer::form, DateForm::about_ago>(kw("about")) >> act<take_length>(length) >> kw("ago")) |
            (put<&DateAnswer::form, DateForm::in_the_last>(in_the_last)) |
            (kw("not") >> put<&DateAnswer::form, DateForm::not_in_the_last>(in_the_last)) |
            (put<&DateAnswer::form, DateForm::words>(kw("words")) >> set<&DateAnswer::words>(quoted)));
constexpr auto date_answer_def =
    named(act<take_point>(dated) | spanned(put<&DateAnswer::form, DateForm::never>(kw("never")) |
                                           put<&DateAnswer::form, DateForm::unsure>(kw("unsure"))),
          Thing::date_answer);

// --- given answers ------------------------------------------------------------------------------------------

constexpr auto take_word = [](State& state, auto& target, Span span) {
  target.ongoing = Name{std::string(state.slice(span)), span};
};
constexpr auto take_ongoing = [](State&, EntryGiven& target, Span span) { target.ongoing = Name{"yes", span}; };
constexpr auto take_detail = [](State& state, EntryGiven& target, GivenDetail&& detail, Span span) {
  append(state, target.details, std::pair<Name, Value>(std::move(detail.name), std::move(detail.value)), span);
};

constexpr auto given_detail_def = set<&GivenDetail::name>(detail_name) >> set<&GivenDetail::value>(value);
constexpr auto entry_def = spanned(
    (set<&EntryGiven::free_text>(quoted) | set<&EntryGiven::term>(entry_name)) >>
    *((kw("last") >> once<&EntryGiven::last>(date_answer)) | (kw("on") >> once<&EntryGiven::on>(date_answer)) |
      (kw("start") >> once<&EntryGiven::start>(date_answer)) | (kw("end") >> once<&EntryGiven::end>(date_answer)) |
      (on<take_ongoing>(kw("ongoing")) >> -on<take_word>(kw("yes") | kw("no") | kw("unsure"))) |
      (kw("in") >> add<&EntryGiven::areas>(name)) | act<take_detail>(given_detail)));

/// `is never` is the answer of a day question, or an option of that name: the tree holds both readings.
constexpr auto take_never = [](State&, Given& target, Span span) {
  target.form = Given::Form::answer;
  target.values.push_back(Name{"never", span});
  DateAnswer never;
  never.form = DateForm::never;
  never.span = span;
  target.date = std::move(never);
};
constexpr auto take_date = [](State&, Given& target, DateAnswer&& read, Span) {
  if (is_broken(read)) return;
  target.form = Given::Form::date;
  target.date = std::move(read);
};
constexpr auto more = flag<&Given::more>(kw("more"));
constexpr auto given_answer = kw("is") >>
                              ((kw("not") >> kw("asked") >> put<&Given::state, Given::State::not_asked>(x3::eps)) |
                               (kw("not") >> kw("applicable") >>
                                put<&Given::state, Given::State::not_applicable>(x3::eps)) |
                               act<take_date>(dated) | on<take_never>(kw("never")) |
                               (add<&Given::values>(value) >> *add<&Given::values>(or_value)));
constexpr auto given_entries = -(kw("asked") >> comma_list(add<&Given::asked>(name))) >>
                               put<&Given::form, Given::Form::entries>(kw(":")) >>
                               (more |
                                (add<&Given::entries>(entry) >>
                                 *(kw(",") >> !kw("more") >> add<&Given::entries>(entry)) >> -(kw(",") >> more)));
constexpr auto given_def =
    spanned(put<&Given::form, Given::Form::every_other_no>(kw("every") >> kw("other") >> kw("question") >> kw("no")) |
            (set<&Given::question>(name) >> (given_answer | given_entries)));

constexpr auto given_value_def = spanned(set<&Given::question>(name) >> given_answer);

constexpr auto clearance_def = spanned(kw("clearance") >> kw("for") >> set<&ClearanceGiven::check>(name) >> kw("by") >>
                                       set<&ClearanceGiven::role>(name) >> kw("on") >> set<&ClearanceGiven::on>(date) >>
                                       -(kw("until") >> set<&ClearanceGiven::until>(date)) >>
                                       -(kw("for") >> comma_list(add<&ClearanceGiven::for_terms>(name))));

// --- the record ---------------------------------------------------------------------------------------------

constexpr auto plan_def =
    spanned(kw("plan") >> -set<&PlanGiven::treatment>(entry_name) >>
            -(kw("in") >> comma_list(add<&PlanGiven::areas>(name))) >> -(kw("depth") >> set<&PlanGiven::depth>(value)));
constexpr auto take_changed = [](State& state, FormGiven& target, Span span) {
  target.nothing_changed = Name{std::string(state.slice(span)), span};
};
constexpr auto form_def =
    spanned(kw("form") >> (put<&FormGiven::kind, FormGiven::Kind::full>(kw("full")) |
                           put<&FormGiven::kind, FormGiven::Kind::change>(kw("change")) |
                           put<&FormGiven::kind, FormGiven::Kind::practitioner>(kw("practitioner"))) >>
            -(kw("signed") >> set<&FormGiven::signed_on>(date)) >>
            -(kw("nothing") >> kw("changed") >> on<take_changed>(kw("yes") | kw("no") | kw("unsure"))));

/// Answers before the first `form` line are in a full form of their own.
FormGiven& current_form(RecordItem& record, Span span) {
  if (record.forms.empty()) {
    record.forms.emplace_back();
    record.forms.back().span = span;
  }
  return record.forms.back();
}
constexpr auto take_given = [](State& state, RecordItem& target, Given&& read, Span span) {
  if (state.broken) return;
  append(state, current_form(target, span).givens, std::move(read), span);
};
constexpr auto take_clearance = [](State& state, RecordItem& target, ClearanceGiven&& read, Span span) {
  if (state.broken) return;
  append(state, target.clearances, std::move(read), span);
};
constexpr auto take_signed = [](State& state, RecordItem& target, DateLiteral&& day, Span span) {
  current_form(target, span);
  FormGiven& first = target.forms.front();
  if (first.signed_on) {
    text::Diagnostic fault{
        text::Kind::repeated_clause, span, "the first form is signed twice", {}, "keep one of the two", {}, {}};
    fault.labels.push_back({first.signed_on->span, "it stands here first"});
    state.report(std::move(fault));
  } else if (!is_broken(day)) {
    first.signed_on = day;
  }
};

constexpr auto short_clause =
    (kw("visit") >> once<&RecordItem::visit>(date)) | (kw("as") >> kw("of") >> once<&RecordItem::as_of>(date)) |
    (kw("signed") >> act<take_signed>(date)) | (kw("under") >> kw("policy") >> once<&RecordItem::under_policy>(quoted));
/// `given a is yes, b is no`: answers may follow one another; entries of a list may not, they have commas of their own.
constexpr auto given_clause = kw("given") >> (act<take_clearance>(clearance) |
                                              (act<take_given>(given) >> *(kw(",") >> act<take_given>(given_value))));
constexpr auto record_clause_def = (kw("from") >> once<&RecordItem::from>(name)) | short_clause |
                                   (kw(",") >> short_clause) | add<&RecordItem::plans>(plan) |
                                   add<&RecordItem::forms>(form) | given_clause;

// --- expectations -------------------------------------------------------------------------------------------

using What = Expectation::What;
/// `because a kind 3 and b`: names with their kinds, sorted into expectations of one kind each.
struct ExpectedReason {
  Name check;
  std::optional<std::int32_t> kind;
};
struct Expected {
  Expectation one;
  std::vector<ExpectedReason> reasons;
};
constexpr x3::rule<struct expected_reason_class, ExpectedReason> expected_reason{"reason"};
constexpr x3::rule<struct expected_class, Expected> expected{"expectation"};
constexpr x3::rule<struct simple_class, Expectation> simple{"expectation"};

template <What W, typename P>
constexpr auto what(const P& parser) {
  return put<&Expectation::what, W>(parser);
}

constexpr auto simple_def =
    what<What::go>(kw("go")) |
    (what<What::wait>(kw("wait")) >> -(what<What::wait_until>(kw("until")) >> set<&Expectation::day>(date))) |
    (what<What::earliest>(kw("earliest")) >> set<&Expectation::day>(date)) | what<What::never>(kw("never")) |
    what<What::renewed>(kw("renewed")) | (what<What::better>(kw("better")) >> set<&Expectation::day>(date)) |
    what<What::no_better>(kw("no") >> kw("better")) |
    (kw("not") >> ((what<What::not_because>(kw("because")) >> add<&Expectation::names>(name)) |
                   (what<What::not_with>(kw("with")) >> add<&Expectation::names>(name)))) |
    (what<What::with>(kw("with")) >> add<&Expectation::names>(name)) |
    (what<What::asks>(kw("asks")) >> add<&Expectation::names>(name) >> *(kw("and") >> add<&Expectation::names>(name))) |
    (what<What::holds_until>(kw("holds") >> kw("until")) >> set<&Expectation::day>(date)) |
    (what<What::limit>(kw("limit")) >> set<&Expectation::value>(value)) |
    (what<What::clearance_by>(kw("clearance") >> kw("by")) >> add<&Expectation::names>(name));

constexpr auto expected_reason_def = set<&ExpectedReason::check>(name) >>
                                     -(kw("kind") >> set<&ExpectedReason::kind>(integer));
constexpr auto take_simple = [](State&, Expected& target, Expectation&& read, Span) { target.one = std::move(read); };
constexpr auto only_because = [](State&, Expected& target, Span) { target.one.what = What::only_because; };
constexpr auto plain_because = [](State&, Expected& target, Span) { target.one.what = What::because; };
constexpr auto expected_def =
    act<take_simple>(simple) |
    ((on<only_because>(kw("only") >> kw("because")) | on<plain_because>(kw("because"))) >>
     add<&Expected::reasons>(expected_reason) >> *(kw("and") >> add<&Expected::reasons>(expected_reason)));

constexpr auto take_expected = [](State& state, TestItem& target, Expected&& read, Span span) {
  if (state.broken) {
    state.broken = false;  // the next expectation of this line is whole again
    return;
  }
  read.one.span = span;
  if (read.reasons.empty()) {
    append(state, target.expectations, std::move(read.one), span);
    return;
  }
  Expectation plain = read.one;
  for (const ExpectedReason& reason : read.reasons) {
    if (plain.what == What::only_because || !reason.kind) plain.names.push_back(reason.check);
  }
  if (!plain.names.empty()) append(state, target.expectations, std::move(plain), span);
  for (const ExpectedReason& reason : read.reasons) {
    if (!reason.kind) continue;
    Expectation of_kind;
    of_kind.what = What::because;
    of_kind.names.push_back(reason.check);
    of_kind.kind = reason.kind;
    of_kind.span = span;
    append(state, target.expectations, std::move(of_kind), span);
  }
};

}  // namespace

constexpr auto expectation_def = act<take_expected>(expected);

BOOST_SPIRIT_DEFINE(date_answer, dated, entry, given_detail, given, given_value, clearance, plan, form, record_clause,
                    expected_reason, simple, expected, expectation)

BOOST_SPIRIT_INSTANTIATE(decltype(record_clause), TokenIter, Context)
BOOST_SPIRIT_INSTANTIATE(decltype(expectation), TokenIter, Context)

}  // namespace contra::syntax
