// The grammar of headers and of items (SPEC: header, area … loosen), in Spirit X3 over tokens.
#include "syntax/grammar_rules.hpp"
#include "text/characters.hpp"

namespace contra::syntax {

namespace {

// --- types of answers ---------------------------------------------------------------------------------------

constexpr x3::rule<struct option_class, Option> option{"option"};
constexpr x3::rule<struct yes_no_class, YesNo> yes_no{"yes or no"};
constexpr x3::rule<struct one_of_class, OneOf> one_of{"one of"};
constexpr x3::rule<struct number_in_class, NumberIn> number_in{"number"};
constexpr x3::rule<struct range_class, NumberIn> range{"range"};
constexpr x3::rule<struct past_day_class, PastDay> past_day{"past day"};
constexpr x3::rule<struct future_day_class, FutureDay> future_day{"future day"};
constexpr x3::rule<struct area_type_class, AreaType> area_type{"area"};
constexpr x3::rule<struct text_type_class, TextType> text_type{"text"};
/// The type is built within a struct, so that its alternatives may be told apart by their first words.
struct Typed {
  AnswerType type;
};
constexpr x3::rule<struct typed_class, Typed> typed{"type"};
constexpr x3::rule<struct asked_only_class, AskedOnly> asked_only{"asked only when"};

constexpr auto take_type = [](State&, Typed& target, auto&& type, Span) {
  if (!is_broken(type)) target.type = std::move(type);
};

constexpr auto option_def = set<&Option::name>(name) >> -set<&Option::label>(quoted);
constexpr auto yes_no_def = kw("yes") >> kw("or") >> kw("no") >> -(kw(",") >> kw("for") >> kw("any") >> kw("of") >>
                                                                   comma_list(add<&YesNo::for_any_of>(name)));
constexpr auto one_of_def = kw("one") >> kw("of") >> comma_list(add<&OneOf::options>(option)) >>
                            -flag<&OneOf::in_order>(kw("in") >> kw("order"));
constexpr auto range_def = spanned(kw("in") >> set<&NumberIn::unit>(name) >> kw("from") >>
                                   set<&NumberIn::from>(decimal) >> kw("to") >> set<&NumberIn::to>(decimal));
constexpr auto take_range = [](State&, NumberIn& target, NumberIn&& read, Span span) {
  target = std::move(read);
  target.span = span;
};
constexpr auto number_in_def = kw("number") >> act<take_range>(range);
constexpr auto past_day_def = kw("past") >> kw("day");
constexpr auto future_day_def = kw("future") >> kw("day");
constexpr auto area_type_def = kw("area") >> x3::eps;
constexpr auto text_type_def = kw("text") >> x3::eps;
constexpr auto typed_def = act<take_type>(yes_no) | act<take_type>(one_of) | act<take_type>(number_in) |
                           act<take_type>(past_day) | act<take_type>(future_day) | act<take_type>(area_type) |
                           act<take_type>(text_type);
constexpr auto asked_only_def =
    spanned(kw("asked") >> kw("only") >> kw("when") >> set<&AskedOnly::question>(name) >> kw("is") >>
            set<&AskedOnly::value>(value) >> -flag<&AskedOnly::else_no>(kw(",") >> kw("else") >> kw("no")));

}  // namespace

BOOST_SPIRIT_DEFINE(option, yes_no, one_of, range, number_in, past_day, future_day, area_type, text_type, typed,
                    asked_only)

// --- header -------------------------------------------------------------------------------------------------

namespace {

constexpr x3::rule<struct use_class, Use> use{"use"};
constexpr x3::rule<struct need_class, Need> need{"need"};
constexpr x3::rule<struct change_check_class, ChangeCheck> change_check{"change check"};
constexpr x3::rule<struct depth_setting_class, DepthSetting> depth_setting{"depth"};
constexpr x3::rule<struct header_class, Header> header{"header"};

constexpr auto use_def = spanned(kw("use") >> set<&Use::name>(name) >> set<&Use::major>(integer));
constexpr auto need_def = set<&Need::question>(name) >> -(kw("for") >> set<&Need::for_term>(name));
constexpr auto change_check_def =
    spanned(kw("older") >> kw("than") >> set<&ChangeCheck::older_than>(length) >> kw("needs") >> kw("change") >>
            kw("check") >> kw("not") >> kw("older") >> kw("than") >> set<&ChangeCheck::not_older_than>(length));
constexpr auto depth_setting_def =
    spanned(kw("depth") >> (set<&DepthSetting::type>(range) | set<&DepthSetting::type>(one_of)));
/// No rule of its own: within a body it must build the header itself.
constexpr auto header_clause =
    add<&Header::uses>(use) | (kw("review") >> kw("by") >> once<&Header::review_by>(date)) |
    (kw("needs") >> comma_list(add<&Header::needs>(need))) | once<&Header::depth>(depth_setting) |
    (kw("form") >> ((kw("holds") >> once<&Header::form_holds>(length)) | once<&Header::change_check>(change_check))) |
    (kw("performs") >> once<&Header::performs>(name)) |
    (kw("clearance") >> kw("holds") >> once<&Header::clearance_holds>(length));

/// "on microneedling 1": only the major version.
constexpr auto take_major = [](State&, Header& target, std::int32_t major, Span span) {
  target.version = Version{major, 0, 0, span};
};

constexpr auto titled = set<&Header::name>(declared_name) >>
                        set<&Header::version>(version) >> set<&Header::title>(quoted);
constexpr auto header_def = spanned(
    body(put<&Header::kind, Header::Kind::vocabulary>(kw("vocabulary")) >> titled, header_clause) |
    body(put<&Header::kind, Header::Kind::pack>(kw("pack")) >> titled, header_clause) |
    body(put<&Header::kind, Header::Kind::policy>(kw("policy")) >> set<&Header::title>(quoted) >> kw("on") >>
             set<&Header::name>(name) >> act<take_major>(integer),
         header_clause) |
    body(put<&Header::kind, Header::Kind::part>(kw("part")) >> kw("of") >> set<&Header::name>(name), nothing_more) |
    body(put<&Header::kind, Header::Kind::tests>(kw("tests")) >> kw("for") >> set<&Header::name>(name), nothing_more));

}  // namespace

BOOST_SPIRIT_DEFINE(use, need, change_check, depth_setting, header)

// --- vocabulary ---------------------------------------------------------------------------------------------

namespace {

constexpr x3::rule<struct area_class, AreaItem> area{"area"};
constexpr x3::rule<struct role_class, RoleItem> role{"role"};
constexpr x3::rule<struct term_class, TermItem> term{"term"};
constexpr x3::rule<struct code_class, std::pair<Name, Text>> code{"code"};
constexpr x3::rule<struct list_class, ListItem> list{"list"};
constexpr x3::rule<struct detail_class, DetailItem> detail{"detail"};
constexpr x3::rule<struct ask_class, AskItem> ask{"ask"};
constexpr x3::rule<struct tolerance_class, ToleranceItem> tolerance{"tolerance"};
constexpr x3::rule<struct tolerance_row_class, std::pair<Unit, Length>> tolerance_row{"tolerance row"};

template <auto List>
constexpr auto also = kw("also") >> comma_list(add<List>(quoted));
template <auto List>
constexpr auto is_a = kw("is") >> (kw("a") | kw("an")) >> comma_list(add<List>(name));

constexpr auto area_def =
    body(kw("area") >> set<&AreaItem::name>(declared_name) >> -set<&AreaItem::title>(quoted),
         (kw("part") >> kw("of") >> comma_list(add<&AreaItem::part_of>(name))) | also<&AreaItem::also>);
constexpr auto role_def =
    body(kw("role") >> set<&RoleItem::name>(declared_name) >> -set<&RoleItem::title>(quoted), is_a<&RoleItem::is_a>);

using Code = std::pair<Name, Text>;
constexpr auto code_def = kw("code") >> set<&Code::first>(name) >> set<&Code::second>(quoted);
constexpr auto term_def = body(kw("term") >> set<&TermItem::name>(declared_name) >> -set<&TermItem::title>(quoted),
                               is_a<&TermItem::is_a> | also<&TermItem::also> | add<&TermItem::codes>(code) |
                                   flag<&TermItem::prescribed>(kw("prescribed")));

constexpr auto take_detail_type = [](State&, DetailItem& target, Typed&& type, Span) {
  target.type = std::move(type.type);
};
constexpr auto detail_def = spanned(kw("detail") >> set<&DetailItem::name>(declared_name) >>
                                    act<take_detail_type>(named(typed, Thing::answer_type)) >>
                                    -(kw("for") >> comma_list(add<&DetailItem::for_terms>(name))));

/// Roles, answerers and types have no span of their own to point at: the clause is the place.
constexpr auto take_role = [](State& state, ListItem& target, ListRole role_read, Span span) {
  if (target.role) {
    state.report(text::Kind::repeated_clause, span, "this list says twice what it records", "keep one of the two");
  } else {
    target.role = role_read;
  }
};
template <ListRole Role>
constexpr auto records = [](State& state, ListItem& target, Span span) { take_role(state, target, Role, span); };
template <auto Member>
constexpr auto answered_by = kw("answered") >> kw("by") >> (put<Member, AnsweredBy::client>(kw("client")) |
                                                            put<Member, AnsweredBy::practitioner>(kw("practitioner")));

constexpr auto list_def = body(
    kw("list") >> set<&ListItem::name>(declared_name) >> set<&ListItem::question>(quoted),
    (kw("of") >> comma_list(add<&ListItem::roots>(name))) |
        (kw("records") >>
         ((on<records<ListRole::exposures>>(kw("exposures")) >>
           -(kw(",") >> kw("past") >> kw("or") >> flag<&ListItem::planned_too>(kw("planned")))) | on<records<ListRole::states>>(kw("states")) |
          on<records<ListRole::allergies>>(kw("allergies")) |
          on<records<ListRole::to_come>>(kw("events") >> kw("to") >> kw("come")))) |
        add<&ListItem::details>(detail) | answered_by<&ListItem::answered_by> |
        (kw("looks") >> kw("back") >> once<&ListItem::looks_back>(length)) | once<&ListItem::asked_only>(asked_only));

constexpr auto take_ask_type = [](State& state, AskItem& target, Typed&& type, Span span) {
  if (std::holds_alternative<Broken>(type.type)) {
    state.lose(word("number"));
  } else if (std::holds_alternative<Broken>(target.type)) {
    target.type = std::move(type.type);
  } else {
    state.report(text::Kind::repeated_clause, span, "this question has two types of answer", "keep one of the two");
  }
};
constexpr auto finish_ask = [](State& state, AskItem& target, Span) {
  const Words plain{"not", "answered", "asked"};
  if (!std::holds_alternative<Broken>(target.type) || state.lost_head || state.may_have_lost(plain)) return;
  state.report(text::Kind::missing_declaration, target.name.span,
               "question `" + text::shortened(target.name.text) + "` does not say how it is answered",
               "add a type, such as `yes or no`, `past day` or `one of a, b`");
};
constexpr auto ask_def = on<finish_ask>(body(
    kw("ask") >> set<&AskItem::name>(declared_name) >> set<&AskItem::question>(quoted),
    act<take_ask_type>(typed) |
        flag<&AskItem::not_applicable_is_no>(kw("not") >> kw("applicable") >> kw("counts") >> kw("as") >> kw("no")) |
        answered_by<&AskItem::answered_by> | once<&AskItem::asked_only>(asked_only)));

using ToleranceRow = std::pair<Unit, Length>;
constexpr auto tolerance_row_def = (put<&ToleranceRow::first, Unit::day>(kw("days")) |
                                    put<&ToleranceRow::first, Unit::week>(kw("weeks")) |
                                    put<&ToleranceRow::first, Unit::month>(kw("months")) |
                                    put<&ToleranceRow::first, Unit::year>(kw("years"))) >>
                                   set<&ToleranceRow::second>(length);
constexpr auto tolerance_def = body(kw("tolerance"), add<&ToleranceItem::rows>(tolerance_row));

}  // namespace

BOOST_SPIRIT_DEFINE(area, role, term, code, list, detail, ask, tolerance, tolerance_row)

// --- packs and policies -------------------------------------------------------------------------------------

namespace {

constexpr x3::rule<struct source_class, SourceItem> source{"source"};
constexpr x3::rule<struct cite_class, Cite> cite{"cite"};
constexpr x3::rule<struct spread_class, Spread> spread{"spread"};
constexpr x3::rule<struct roles_class, Roles> roles{"roles"};
constexpr x3::rule<struct check_clause_class, Clauses> check_clause{"clause"};
constexpr x3::rule<struct guarantee_clause_class, Clauses> guarantee_clause{"clause"};
constexpr x3::rule<struct care_clause_class, Clauses> care_clause{"clause"};
constexpr x3::rule<struct cite_clause_class, Clauses> cite_clause{"clause"};
constexpr x3::rule<struct check_class, CheckItem> check{"check"};
constexpr x3::rule<struct guarantee_class, GuaranteeItem> guarantee{"guarantee"};
constexpr x3::rule<struct after_line_class, CareLine> after_line{"line"};
constexpr x3::rule<struct before_line_class, CareLine> before_line{"line"};
constexpr x3::rule<struct aftercare_class, CareItem> aftercare{"aftercare"};
constexpr x3::rule<struct precare_class, CareItem> precare{"precare"};
constexpr x3::rule<struct about_class, AboutItem> about{"about"};
constexpr x3::rule<struct change_class, PolicyChange> change{"change"};

constexpr auto strength = put<&SourceItem::strength, Strength::law>(kw("law")) |
                          put<&SourceItem::strength, Strength::label>(kw("label")) |
                          put<&SourceItem::strength, Strength::guideline>(kw("guideline")) |
                          put<&SourceItem::strength, Strength::study>(kw("study")) |
                          put<&SourceItem::strength, Strength::guidance>(kw("guidance")) |
                          put<&SourceItem::strength, Strength::house>(kw("house"));
constexpr auto source_def =
    body(kw("source") >> set<&SourceItem::name>(declared_name) >> set<&SourceItem::title>(quoted) >> strength,
         kw("at") >> once<&SourceItem::at>(quoted));

constexpr auto cite_def = spanned(kw("cite") >> set<&Cite::source>(name) >> -set<&Cite::part>(quoted));
constexpr auto spread_def =
    spanned(kw("spread") >>
            (set<&Spread::words>(quoted) | (set<&Spread::from>(length) >> kw("to") >> set<&Spread::to>(length))));
constexpr auto roles_def = spanned(add<&Roles::names>(name) >> *(kw("or") >> add<&Roles::names>(name)));

constexpr auto because = kw("because") >> once<&Clauses::because>(quoted);
constexpr auto tell = kw("tell") >> once<&Clauses::tell>(quoted);
constexpr auto cites = add<&Clauses::cites>(cite);
/// `until` belongs to `effective from`; alone it may stand once.
constexpr auto effective = kw("effective") >> ((kw("from") >> once<&Clauses::effective_from>(date) >>
                                                -(kw("until") >> once<&Clauses::effective_until>(date))) |
                                               (kw("until") >> once<&Clauses::effective_until>(date)));
constexpr auto check_clause_def = (kw("cleared") >> kw("by") >> once<&Clauses::cleared_by>(roles)) |
                                  (kw("then") >> kw("cleared") >> kw("by") >> once<&Clauses::then_cleared_by>(roles)) |
                                  (kw("unless") >> once<&Clauses::unless>(condition)) | because | tell | cites |
                                  once<&Clauses::spread>(spread) |
                                  (kw("review") >> kw("by") >> once<&Clauses::review_by>(date)) | effective;
constexpr auto guarantee_clause_def = because | tell | cites;
constexpr auto care_clause_def = because | cites;
constexpr auto cite_clause_def = cites | nothing_more;

constexpr Words plain_clauses{"because", "tell", "cite",   "spread",   "review", "effective",
                              "cleared", "then", "unless", "approved", "until"};

/// One outcome; a second one is told. Works for checks and for changes of a policy.
constexpr auto take_outcome = [](State& state, auto& target, Outcome&& read, Span span) {
  if (target.outcome) {
    text::Diagnostic fault{text::Kind::second_outcome,
                           span,
                           "a second outcome in " + state.noun(),
                           {},
                           "a check has one outcome; give this one a check of its own",
                           {},
                           {}};
    fault.labels.push_back({target.outcome->span, "the first one"});
    state.report(std::move(fault));
  } else {
    target.outcome = std::move(read);
  }
};
constexpr auto take_same_wait = [](State& state, PolicyChange& target, SameWait&& read, Span span) {
  Outcome whole{span, std::move(read)};
  if (state.broken) whole.form = Broken{};
  take_outcome(state, target, std::move(whole), span);
};
constexpr auto finish_check = [](State& state, CheckItem& target, Span) {
  if (target.outcome || state.lost_head || state.may_have_lost(plain_clauses)) return;
  state.report(text::Kind::missing_outcome, target.name.span,
               "check `" + text::shortened(target.name.text) + "` says neither wait nor go",
               "add an outcome, such as `wait 5 days after last …`, `wait while …` or `note \"…\" while …`");
};
constexpr auto finish_change = [](State& state, PolicyChange& target, Span) {
  if (target.outcome || state.lost_head || state.may_have_lost(plain_clauses)) return;
  state.report(text::Kind::missing_outcome, target.check.span,
               "this change of `" + text::shortened(target.check.text) + "` says neither wait nor go",
               "add an outcome, such as `wait 7 days`");
};

constexpr auto check_def =
    on<finish_check>(body(kw("check") >> set<&CheckItem::name>(declared_name) >> -set<&CheckItem::title>(quoted),
                          act<take_outcome>(outcome) | into<&CheckItem::clauses>(check_clause)));
constexpr auto guarantee_def =
    body(kw("guarantee") >> set<&GuaranteeItem::name>(declared_name) >> -set<&GuaranteeItem::title>(quoted) >>
             kw("never") >> kw("go") >> kw("while") >> set<&GuaranteeItem::condition>(condition),
         into<&GuaranteeItem::clauses>(guarantee_clause));
constexpr auto change_def = on<finish_change>(
    body((kw("tighten") | flag<&PolicyChange::loosen>(kw("loosen"))) >> set<&PolicyChange::check>(name) >> kw(":"),
         act<take_outcome>(outcome) | act<take_same_wait>(same_wait) | into<&PolicyChange::clauses>(check_clause) |
             (kw("approved") >> kw("by") >> once<&PolicyChange::approved_by>(quoted)) |
             (kw("until") >> once<&PolicyChange::until>(date))));

using Verb = CareLine::Verb;
constexpr auto avoid_or_do = (put<&CareLine::verb, Verb::avoid>(kw("avoid")) |
                              put<&CareLine::verb, Verb::do_>(kw("do"))) >>
                             set<&CareLine::text>(quoted);
constexpr auto other_line =
    (put<&CareLine::verb, Verb::watch_for>(kw("watch")) >> kw("for") >> set<&CareLine::text>(quoted)) |
    (put<&CareLine::verb, Verb::next_session>(kw("next")) >> kw("session") >> kw("by") >> set<&CareLine::check>(name));
constexpr auto after_line_def = spanned(
    (avoid_or_do >> -(kw("from") >> set<&CareLine::from>(length)) >>
     -((kw("for") >> set<&CareLine::length>(length) >> -(kw(",") >> kw("better") >> set<&CareLine::better>(length))) |
       (kw("until") >> set<&CareLine::until>(quoted)) | (kw("by") >> set<&CareLine::by_depth>(table)))) |
    other_line);
constexpr auto before_line_def =
    spanned((avoid_or_do >> -(kw("from") >> set<&CareLine::from>(length) >> kw("before")) >>
             -(kw("until") >> set<&CareLine::until>(quoted))) |
            other_line);
constexpr auto finish_care = [](State& state, CareItem& target, Span) {
  const Words plain{"while", "because", "cite"};
  if (!target.lines.empty() || state.lost_head || state.may_have_lost(plain)) return;
  state.report(text::Kind::missing_declaration, target.name.span,
               "`" + text::shortened(target.name.text) + "` says nothing to do or to avoid",
               "add a line, such as `avoid \"…\" for 24 hours` or `do \"…\"`");
};
constexpr auto care_rest =
    (kw("while") >> once<&CareItem::condition>(condition)) | into<&CareItem::clauses>(care_clause);
constexpr auto care_head = set<&CareItem::name>(declared_name) >> -set<&CareItem::title>(quoted);
constexpr auto aftercare_def =
    on<finish_care>(body(kw("aftercare") >> care_head, add<&CareItem::lines>(after_line) | care_rest));
constexpr auto precare_def = on<finish_care>(
    body(flag<&CareItem::before>(kw("precare")) >> care_head, add<&CareItem::lines>(before_line) | care_rest));

constexpr auto finish_about = [](State& state, AboutItem& target, Span) {
  const Words plain{"cite"};
  if (!target.paragraphs.empty() || state.lost_head || state.may_have_lost(plain)) return;
  state.report(text::Kind::missing_declaration, target.name.span,
               "`" + text::shortened(target.name.text) + "` says nothing", "add `say \"…\"`");
};
constexpr auto about_def =
    on<finish_about>(body(kw("about") >> set<&AboutItem::name>(declared_name) >> set<&AboutItem::title>(quoted),
                          (kw("say") >> add<&AboutItem::paragraphs>(quoted)) | into<&AboutItem::clauses>(cite_clause)));

}  // namespace

BOOST_SPIRIT_DEFINE(source, cite, spread, roles, check_clause, guarantee_clause, care_clause, cite_clause, check,
                    guarantee, after_line, before_line, aftercare, precare, about, change)

// --- any item -----------------------------------------------------------------------------------------------

namespace {

constexpr x3::rule<struct example_class, ExampleItem> example{"example"};
constexpr x3::rule<struct test_item_class, TestItem> test_item{"test"};
constexpr x3::rule<struct item_class, Item> item{"item"};

constexpr auto example_def =
    body(kw("example") >> set<&ExampleItem::name>(declared_name) >> -set<&ExampleItem::title>(quoted),
         into<&ExampleItem::record>(record_clause));
constexpr auto test_item_def = body(
    kw("test") >> set<&TestItem::name>(quoted),
    into<&TestItem::record>(record_clause) | (kw("expect") >> self(expectation) >> *(kw(",") >> self(expectation))));

/// An item without its name is nothing that could be referred to.
template <typename T>
bool is_nameless(const T& node) {
  if constexpr (std::is_same_v<T, TestItem>) {
    return node.name.span.file < 0;
  } else if constexpr (std::is_same_v<T, PolicyChange>) {
    return node.check.text.empty();
  } else if constexpr (std::is_same_v<T, ToleranceItem>) {
    return false;
  } else {
    return node.name.text.empty();
  }
}
/// Nor is advice without a line: that it lacks one has been told.
template <typename T>
bool is_empty(const T& node) {
  if constexpr (std::is_same_v<T, CareItem>) return node.lines.empty();
  if constexpr (std::is_same_v<T, AboutItem>) return node.paragraphs.empty();
  return false;
}
constexpr auto take_item = [](State& state, Item& target, auto&& node, Span span) {
  target.span = span;
  if (is_empty(node) || (state.lost_head && is_nameless(node))) {
    target.node = Broken{};
  } else {
    target.node = std::move(node);
  }
};
constexpr auto item_def = act<take_item>(check) | act<take_item>(test_item) | act<take_item>(example) |
                          act<take_item>(source) | act<take_item>(term) | act<take_item>(ask) | act<take_item>(list) |
                          act<take_item>(area) | act<take_item>(role) | act<take_item>(tolerance) |
                          act<take_item>(guarantee) | act<take_item>(aftercare) | act<take_item>(precare) |
                          act<take_item>(about) | act<take_item>(change);

}  // namespace

BOOST_SPIRIT_DEFINE(example, test_item, item)

void parse_header(State& state, Header& target) {
  TokenIter at = state.block_begin();
  const Context context = x3::make_context<state_tag>(state);
  header.parse(at, state.block_end(), context, x3::unused, target);
}

void parse_item(State& state, Item& target) {
  TokenIter at = state.block_begin();
  target.span = state.span(state.block_begin(), state.block_end());
  const Context context = x3::make_context<state_tag>(state);
  item.parse(at, state.block_end(), context, x3::unused, target);
}

}  // namespace contra::syntax
