// The grammar of conditions and of the outcomes of checks (SPEC: cond, outcome), in Spirit X3 over tokens.
#include "syntax/grammar_rules.hpp"

namespace contra::syntax {

// --- and, or, not -------------------------------------------------------------------------------------------

namespace {

std::string operand_text(State& state, Span span) { return std::string(state.slice(span)); }

}  // namespace

Condition finish_chain(State& state, Chain&& chain, Span span) {
  // A connective whose right side could not be read is left over.
  chain.joins.resize(chain.operands.size() - 1);
  if (chain.operands.size() == 1) return std::move(chain.operands.front());
  const auto differs = [&](const Name& join) { return join.text != chain.joins.front().text; };
  const auto second = std::find_if(chain.joins.begin(), chain.joins.end(), differs);
  if (second == chain.joins.end()) {
    if (chain.joins.front().text == "and") return {span, And{std::move(chain.operands)}};
    return {span, Or{std::move(chain.operands)}};
  }
  // Mixed: told with an edit that says what most languages would read, `and` first. The tree holds that reading, so
  // that the names in it are still checked.
  Or any_of;
  std::string mended;
  for (std::size_t i = 0; i < chain.operands.size();) {
    std::size_t end = i;
    while (end < chain.joins.size() && chain.joins[end].text == "and") ++end;
    if (i > 0) mended += " or ";
    if (end == i) {
      mended += operand_text(state, chain.operands[i].span);
      any_of.operands.push_back(std::move(chain.operands[i]));
    } else {
      const Span group = text::join(chain.operands[i].span, chain.operands[end].span);
      mended += "(" + operand_text(state, group) + ")";
      And all_of;
      for (std::size_t k = i; k <= end; ++k) all_of.operands.push_back(std::move(chain.operands[k]));
      any_of.operands.push_back({group, std::move(all_of)});
    }
    i = end + 1;
  }
  text::Diagnostic fault{
      text::Kind::mixed_and_or, second->span, "`and` and `or` stand side by side without parentheses", {}, {}, {}, {}};
  fault.labels.push_back({chain.joins.front().span, "the other one"});
  const bool short_enough = mended.size() <= 120 && mended.find('\n') == std::string::npos;
  fault.help =
      short_enough ? "if `and` binds first, write `" + mended + "`" : "put parentheses round what belongs together";
  fault.fix = text::Fix{span, mended};
  state.report(std::move(fault));
  return {span, std::move(any_of)};
}

namespace {

constexpr auto take_node = [](State&, Condition& target, auto&& node, Span) { target.node = std::move(node); };
constexpr auto take_condition = [](State&, Condition& target, Condition&& inner, Span) {
  target.node = std::move(inner.node);
};
constexpr auto take_not = [](State&, Condition& target, Condition&& inner, Span) {
  Not negated;
  negated.operand.push_back(std::move(inner));
  target.node = std::move(negated);
};
/// A test without a readable value tests nothing.
template <typename T>
constexpr auto take_test = [](State&, Condition& target, T&& node, Span) {
  if (node.test.values.empty()) {
    target.node = Broken{};
  } else {
    target.node = std::move(node);
  }
};
constexpr auto take_join = [](State& state, Chain& chain, Span span) {
  chain.joins.push_back({std::string(state.slice(span)), span});
};

constexpr x3::rule<struct chain_class, Chain> chain{"chain"};
constexpr x3::rule<struct unary_class, Condition> unary{"condition"};
constexpr x3::rule<struct where_class, Where> where{"where"};
constexpr x3::rule<struct subject_class, Subject> subject{"subject"};
constexpr x3::rule<struct whole_subject_class, Subject> whole_subject{"subject"};
constexpr x3::rule<struct within_class, Within> within{"within"};
constexpr x3::rule<struct age_class, AgeIs> age_is{"age"};
constexpr x3::rule<struct question_class, QuestionIs> question_is{"question"};
constexpr x3::rule<struct any_class, Any> any{"any"};
constexpr x3::rule<struct taking_class, Taking> taking{"taking"};
constexpr x3::rule<struct present_class, Present> present{"present"};
constexpr x3::rule<struct allergic_class, AllergicTo> allergic_to{"allergic to"};
constexpr x3::rule<struct planned_class, Planned> planned{"planned"};
constexpr x3::rule<struct touches_class, AreaTouches> touches{"touches"};
constexpr x3::rule<struct every_no_class, EveryAnswerIsNo> every_no{"every answer is no"};

constexpr auto treated_area = kw("in") >> kw("treated") >> kw("area");

constexpr auto test_def =
    spanned((kw("not") >> put<&Test::comparison, Comparison::is_not>(add<&Test::values>(value)) >>
             *add<&Test::values>(or_value)) |
            (kw("at") >> ((kw("least") >> put<&Test::comparison, Comparison::at_least>(add<&Test::values>(value))) |
                          (kw("most") >> put<&Test::comparison, Comparison::at_most>(add<&Test::values>(value))))) |
            (kw("above") >> put<&Test::comparison, Comparison::above>(add<&Test::values>(value))) |
            (kw("under") >> put<&Test::comparison, Comparison::under>(add<&Test::values>(value))) |
            (kw("up") >> kw("to") >> put<&Test::comparison, Comparison::up_to>(add<&Test::values>(value))) |
            (add<&Test::values>(value) >> *add<&Test::values>(or_value)));

constexpr auto where_def = spanned(kw("where") >> set<&Where::detail>(name) >> kw("is") >> set<&Where::test>(test));
// In a subject `or NAME` begins a new condition when that name is followed by `is`; before `is present` it does not.
constexpr auto subject_def =
    spanned(add<&Subject::names>(name) >> *add<&Subject::names>(or_name) >> *add<&Subject::where>(where));
constexpr auto whole_subject_def =
    spanned(add<&Subject::names>(name) >> *(kw("or") >> add<&Subject::names>(name)) >> *add<&Subject::where>(where));

constexpr auto within_def = spanned(
    kw("within") >> set<&Within::length>(length) >>
    (put<&Within::side, Side::before>(kw("before")) | put<&Within::side, Side::after>(kw("after"))) >> kw("visit"));

constexpr auto age_is_def = kw("age") >> kw("is") >> set<&AgeIs::test>(test);
constexpr auto question_is_def = set<&QuestionIs::question>(name) >> kw("is") >> set<&QuestionIs::test>(test);
constexpr auto any_def = (kw("any") | put<&Any::no, true>(kw("no"))) >> set<&Any::subject>(subject) >>
                         *(flag<&Any::in_treated_area>(treated_area) |
                           flag<&Any::started_by_visit>(kw("started") >> kw("on") >> kw("or") >> kw("before") >>
                                                        kw("visit")) |
                           set<&Any::within>(within));
constexpr auto taking_def = kw("taking") >> set<&Taking::subject>(subject);
constexpr auto present_def = set<&Present::subject>(whole_subject) >> kw("is") >> kw("present") >>
                             -flag<&Present::in_treated_area>(treated_area);
constexpr auto allergic_to_def = kw("allergic") >> kw("to") >> set<&AllergicTo::subject>(subject);
constexpr auto planned_def = kw("planned") >> set<&Planned::subject>(subject) >>
                             *(flag<&Planned::in_treated_area>(treated_area) | set<&Planned::within>(within));
constexpr auto touches_def = kw("treated") >> kw("area") >> kw("touches") >> add<&AreaTouches::areas>(name) >>
                             *add<&AreaTouches::areas>(or_name);
constexpr auto every_no_def = kw("every") >> kw("answer") >> kw("is") >> kw("no");

constexpr auto unary_def =
    named(spanned((kw("not") >> deeper(act<take_not>(unary))) |
                  (kw("(") >> deeper(act<take_condition>(condition)) >> kw(")")) | act<take_node>(any) |
                  act<take_node>(taking) | act<take_node>(allergic_to) | act<take_node>(planned) |
                  act<take_node>(touches) | act<take_node>(every_no) | act<take_test<AgeIs>>(age_is) |
                  act<take_node>(present) | act<take_test<QuestionIs>>(question_is)),
          Thing::condition);
constexpr auto chain_def = add<&Chain::operands>(unary) >>
                           *(on<take_join>(kw("and") | kw("or")) >> add<&Chain::operands>(unary));

}  // namespace

constexpr auto take_chain = [](State& state, Condition& target, Chain&& links, Span span) {
  target = finish_chain(state, std::move(links), span);
  target.span = span;
};
constexpr auto condition_def = act<take_chain>(chain);

BOOST_SPIRIT_DEFINE(test, where, subject, whole_subject, within, age_is, question_is, any, taking, present, allergic_to,
                    planned, touches, every_no, unary, chain, condition)

// --- outcomes -----------------------------------------------------------------------------------------------

namespace {

constexpr x3::rule<struct better_class, Better> better{"better"};
constexpr x3::rule<struct row_class, Row> row{"row"};
constexpr x3::rule<struct wait_after_class, WaitAfter> wait_after{"wait after last"};
constexpr x3::rule<struct wait_table_class, WaitAfter> wait_table{"wait by table"};
constexpr x3::rule<struct better_after_class, WaitAfter> better_after{"better after last"};
constexpr x3::rule<struct wait_from_class, WaitFrom> wait_from{"wait from"};
constexpr x3::rule<struct wait_while_class, WaitWhile> wait_while{"wait while"};
constexpr x3::rule<struct wait_clearance_class, WaitClearance> wait_clearance{"wait for clearance"};
constexpr x3::rule<struct limit_class, Limit> limit{"limit"};
constexpr x3::rule<struct limit_window_class, WaitAfter> limit_window{"limit for"};
constexpr x3::rule<struct not_device_class, NotDevice> not_device{"not with this device"};
constexpr x3::rule<struct go_only_class, GoOnly> go_only{"go only with"};
constexpr x3::rule<struct note_class, NoteForm> note_form{"note"};
constexpr x3::rule<struct ask_again_class, AskAgain> ask_again{"ask again"};

constexpr auto better_def =
    spanned(kw("better") >> set<&Better::length>(length) >> -(kw("while") >> set<&Better::condition>(condition)));

constexpr auto row_def = spanned(
    ((kw("up") >> kw("to") >> put<&Row::match, Row::Match::up_to>(set<&Row::bound>(quantity))) |
     put<&Row::match, Row::Match::above>(kw("above")) | put<&Row::match, Row::Match::otherwise>(kw("otherwise")) |
     (add<&Row::labels>(row_label) >> *(kw("or") >> add<&Row::labels>(row_label)))) >>
    set<&Row::length>(length) >> -(kw(",") >> kw("better") >> set<&Row::better>(length)));
constexpr auto table_def = set<&Table::property>(name) >> +add<&Table::rows>(contained(row));

constexpr auto after_last = kw("after") >> kw("last") >> set<&WaitAfter::subject>(subject) >>
                            -flag<&WaitAfter::in_treated_area>(treated_area);
constexpr auto wait_after_def = kw("wait") >> set<&WaitAfter::length>(length) >> after_last >>
                                -(kw(",") >> set<&WaitAfter::better>(better));
constexpr auto wait_table_def = kw("wait") >> after_last >> kw("by") >> set<&WaitAfter::table>(table);
constexpr auto better_after_def = flag<&WaitAfter::better_only>(kw("better")) >>
                                  set<&WaitAfter::length>(length) >> after_last;
constexpr auto wait_from_def = kw("wait") >> kw("from") >> -(set<&WaitFrom::before>(length) >> kw("before")) >>
                               kw("start") >> kw("of") >> set<&WaitFrom::subject>(subject) >>
                               -flag<&WaitFrom::in_treated_area>(treated_area) >> kw("until") >>
                               -(set<&WaitFrom::after>(length) >> kw("after")) >> kw("its") >> kw("end");
constexpr auto wait_while_def = kw("wait") >> kw("while") >> set<&WaitWhile::condition>(condition) >>
                                -(kw(",") >> kw("until") >> set<&WaitWhile::until>(quoted));
constexpr auto wait_clearance_def = kw("wait") >> kw("for") >> kw("clearance") >>
                                    kw("by") >> add<&WaitClearance::roles>(name) >>
                                    *(kw("or") >> add<&WaitClearance::roles>(name)) >>
                                    kw("while") >> set<&WaitClearance::condition>(condition);
constexpr auto limit_window_def = kw("for") >> set<&WaitAfter::length>(length) >> after_last;
constexpr auto limit_def = kw("limit") >> kw("depth") >> kw("to") >> set<&Limit::limit>(value) >>
                           ((kw("while") >> set<&Limit::condition>(condition)) | set<&Limit::window>(limit_window));
constexpr auto not_device_def = kw("not") >> kw("with") >> kw("this") >> kw("device") >>
                                kw("while") >> set<&NotDevice::condition>(condition) >>
                                -(kw(",") >> kw("instead") >> add<&NotDevice::instead>(name) >>
                                  *(kw("or") >> add<&NotDevice::instead>(name)));
constexpr auto go_only_def = kw("go") >> kw("only") >> kw("with") >> set<&GoOnly::with>(quoted) >>
                             kw("while") >> set<&GoOnly::condition>(condition);
constexpr auto note_form_def = kw("note") >> set<&NoteForm::text>(quoted) >>
                               kw("while") >> set<&NoteForm::condition>(condition);
constexpr auto ask_again_def = kw("ask") >> kw("again") >> kw("while") >> set<&AskAgain::condition>(condition);

constexpr auto take_form = [](State&, Outcome& target, auto&& form, Span) { target.form = std::move(form); };
/// With a broken value the outcome says nothing that could be checked.
constexpr auto finish_outcome = [](State& state, Outcome& target, Span span) {
  target.span = span;
  if (state.broken) target.form = Broken{};
};

}  // namespace

constexpr auto outcome_def = on<finish_outcome>(
    act<take_form>(wait_after) | act<take_form>(wait_table) | act<take_form>(wait_from) | act<take_form>(wait_while) |
    act<take_form>(wait_clearance) | act<take_form>(limit) | act<take_form>(not_device) | act<take_form>(go_only) |
    act<take_form>(note_form) | act<take_form>(ask_again) | act<take_form>(better_after));
constexpr auto same_wait_def = kw("wait") >>
                               ((kw("by") >> set<&SameWait::table>(table)) |
                                (set<&SameWait::length>(length) >> -(kw(",") >> set<&SameWait::better>(better))));

BOOST_SPIRIT_DEFINE(better, row, table, wait_after, wait_table, better_after, wait_from, wait_while, wait_clearance,
                    limit_window, limit, not_device, go_only, note_form, ask_again, outcome, same_wait)

BOOST_SPIRIT_INSTANTIATE(decltype(condition), TokenIter, Context)
BOOST_SPIRIT_INSTANTIATE(decltype(test), TokenIter, Context)
BOOST_SPIRIT_INSTANTIATE(decltype(outcome), TokenIter, Context)
BOOST_SPIRIT_INSTANTIATE(decltype(same_wait), TokenIter, Context)
BOOST_SPIRIT_INSTANTIATE(decltype(table), TokenIter, Context)

bool parse_whole_condition(State& state, Condition& target) {
  TokenIter at = state.block_begin();
  const TokenIter end = state.block_end();
  const Context context = x3::make_context<state_tag>(state);
  state.begin_clause(at);
  if (condition.parse(at, end, context, x3::unused, target) && at == end) return true;
  state.fail(state.block_begin(), true, Words(), Words());
  return false;
}

}  // namespace contra::syntax
