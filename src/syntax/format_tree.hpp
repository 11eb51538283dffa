// What the formatter asks of the tree: whether two of them say the same, and where their conditions and lengths are.
// Every struct of tree.hpp is listed with the number of its members, so that a new member does not compile until the
// number is changed, and no member can be forgotten.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "syntax/tree.hpp"

namespace contra::syntax {

template <typename T>
inline constexpr int member_count = -1;
#define CONTRA_MEMBERS(type, count) \
  template <>                       \
  inline constexpr int member_count<type> = count
CONTRA_MEMBERS(Name, 2);
CONTRA_MEMBERS(Text, 2);
CONTRA_MEMBERS(Length, 3);
CONTRA_MEMBERS(Quantity, 3);
CONTRA_MEMBERS(DateLiteral, 2);
CONTRA_MEMBERS(Test, 3);
CONTRA_MEMBERS(Where, 3);
CONTRA_MEMBERS(Subject, 3);
CONTRA_MEMBERS(And, 1);
CONTRA_MEMBERS(Or, 1);
CONTRA_MEMBERS(Not, 1);
CONTRA_MEMBERS(QuestionIs, 2);
CONTRA_MEMBERS(AgeIs, 1);
CONTRA_MEMBERS(Within, 3);
CONTRA_MEMBERS(Any, 5);
CONTRA_MEMBERS(Taking, 1);
CONTRA_MEMBERS(Present, 2);
CONTRA_MEMBERS(AllergicTo, 1);
CONTRA_MEMBERS(Planned, 3);
CONTRA_MEMBERS(AreaTouches, 1);
CONTRA_MEMBERS(EveryAnswerIsNo, 0);
CONTRA_MEMBERS(Broken, 0);
CONTRA_MEMBERS(Condition, 2);
CONTRA_MEMBERS(Better, 3);
CONTRA_MEMBERS(Row, 6);
CONTRA_MEMBERS(Table, 2);
CONTRA_MEMBERS(WaitAfter, 6);
CONTRA_MEMBERS(WaitFrom, 4);
CONTRA_MEMBERS(WaitWhile, 2);
CONTRA_MEMBERS(WaitClearance, 2);
CONTRA_MEMBERS(Limit, 3);
CONTRA_MEMBERS(NotDevice, 2);
CONTRA_MEMBERS(GoOnly, 2);
CONTRA_MEMBERS(NoteForm, 2);
CONTRA_MEMBERS(AskAgain, 1);
CONTRA_MEMBERS(SameWait, 3);
CONTRA_MEMBERS(Outcome, 2);
CONTRA_MEMBERS(Cite, 3);
CONTRA_MEMBERS(Spread, 4);
CONTRA_MEMBERS(Roles, 2);
CONTRA_MEMBERS(Clauses, 10);
CONTRA_MEMBERS(AreaItem, 4);
CONTRA_MEMBERS(RoleItem, 3);
CONTRA_MEMBERS(TermItem, 6);
CONTRA_MEMBERS(Option, 2);
CONTRA_MEMBERS(YesNo, 1);
CONTRA_MEMBERS(OneOf, 2);
CONTRA_MEMBERS(NumberIn, 4);
CONTRA_MEMBERS(PastDay, 0);
CONTRA_MEMBERS(FutureDay, 0);
CONTRA_MEMBERS(AreaType, 0);
CONTRA_MEMBERS(TextType, 0);
CONTRA_MEMBERS(AskedOnly, 4);
CONTRA_MEMBERS(DetailItem, 4);
CONTRA_MEMBERS(ListItem, 9);
CONTRA_MEMBERS(AskItem, 6);
CONTRA_MEMBERS(ToleranceItem, 1);
CONTRA_MEMBERS(SourceItem, 4);
CONTRA_MEMBERS(CheckItem, 4);
CONTRA_MEMBERS(GuaranteeItem, 4);
CONTRA_MEMBERS(CareLine, 9);
CONTRA_MEMBERS(CareItem, 6);
CONTRA_MEMBERS(AboutItem, 4);
CONTRA_MEMBERS(PolicyChange, 6);
CONTRA_MEMBERS(DateAnswer, 6);
CONTRA_MEMBERS(EntryGiven, 10);
CONTRA_MEMBERS(Given, 9);
CONTRA_MEMBERS(ClearanceGiven, 6);
CONTRA_MEMBERS(PlanGiven, 4);
CONTRA_MEMBERS(FormGiven, 5);
CONTRA_MEMBERS(Expectation, 6);
CONTRA_MEMBERS(RecordItem, 7);
CONTRA_MEMBERS(ExampleItem, 3);
CONTRA_MEMBERS(TestItem, 3);
CONTRA_MEMBERS(Item, 2);
CONTRA_MEMBERS(Version, 4);
CONTRA_MEMBERS(Need, 2);
CONTRA_MEMBERS(Use, 3);
CONTRA_MEMBERS(ChangeCheck, 3);
CONTRA_MEMBERS(DepthSetting, 2);
CONTRA_MEMBERS(Header, 13);
CONTRA_MEMBERS(File, 3);
#undef CONTRA_MEMBERS

/// References to the members of a struct of the tree.
template <typename T>
auto members(const T& v) {
  constexpr int count = member_count<T>;
  static_assert(count >= 0 && count <= 13, "a struct of the tree is not listed in format_tree.hpp");
  if constexpr (count == 0) {
    return std::tuple<>();
  } else if constexpr (count == 1) {
    const auto& [a] = v;
    return std::tie(a);
  } else if constexpr (count == 2) {
    const auto& [a, b] = v;
    return std::tie(a, b);
  } else if constexpr (count == 3) {
    const auto& [a, b, c] = v;
    return std::tie(a, b, c);
  } else if constexpr (count == 4) {
    const auto& [a, b, c, d] = v;
    return std::tie(a, b, c, d);
  } else if constexpr (count == 5) {
    const auto& [a, b, c, d, e] = v;
    return std::tie(a, b, c, d, e);
  } else if constexpr (count == 6) {
    const auto& [a, b, c, d, e, f] = v;
    return std::tie(a, b, c, d, e, f);
  } else if constexpr (count == 7) {
    const auto& [a, b, c, d, e, f, g] = v;
    return std::tie(a, b, c, d, e, f, g);
  } else if constexpr (count == 9) {
    const auto& [a, b, c, d, e, f, g, h, i] = v;
    return std::tie(a, b, c, d, e, f, g, h, i);
  } else if constexpr (count == 10) {
    const auto& [a, b, c, d, e, f, g, h, i, j] = v;
    return std::tie(a, b, c, d, e, f, g, h, i, j);
  } else {
    const auto& [a, b, c, d, e, f, g, h, i, j, k, l, m] = v;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m);
  }
}

namespace detail {
template <typename T>
struct IsList : std::false_type {};
template <typename T>
struct IsList<std::vector<T>> : std::true_type {};
template <typename T>
struct IsOptional : std::false_type {};
template <typename T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <typename T>
struct IsChoice : std::false_type {};
template <typename... T>
struct IsChoice<std::variant<T...>> : std::true_type {};
template <typename T>
struct IsPair : std::false_type {};
template <typename A, typename B>
struct IsPair<std::pair<A, B>> : std::true_type {};
template <typename T>
inline constexpr bool is_plain =
    std::is_arithmetic_v<T> || std::is_enum_v<T> || std::is_same_v<T, std::string> || std::is_same_v<T, Day>;
}  // namespace detail

/// Calls `visit` with every struct of the tree below and with `node` itself, in the order of the members.
template <typename T, typename Visit>
void walk(const T& node, const Visit& visit) {
  if constexpr (detail::is_plain<T> || std::is_same_v<T, Span>) {
    return;
  } else if constexpr (detail::IsList<T>::value) {
    for (const auto& item : node) walk(item, visit);
  } else if constexpr (detail::IsOptional<T>::value) {
    if (node) walk(*node, visit);
  } else if constexpr (detail::IsChoice<T>::value) {
    std::visit([&](const auto& chosen) { walk(chosen, visit); }, node);
  } else if constexpr (detail::IsPair<T>::value) {
    walk(node.first, visit);
    walk(node.second, visit);
  } else {
    visit(node);
    std::apply([&](const auto&... member) { (walk(member, visit), ...); }, members(node));
  }
}

/// Whether two parts of trees say the same, wherever they stand.
template <typename T>
bool same(const T& a, const T& b) {
  if constexpr (std::is_same_v<T, Span>) {
    return true;
  } else if constexpr (detail::is_plain<T>) {
    return a == b;
  } else if constexpr (detail::IsList<T>::value) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
      if (!same(a[i], b[i])) return false;
    return true;
  } else if constexpr (detail::IsOptional<T>::value) {
    return a.has_value() == b.has_value() && (!a || same(*a, *b));
  } else if constexpr (detail::IsChoice<T>::value) {
    return a.index() == b.index() &&
           std::visit([&](const auto& chosen) { return same(chosen, std::get<std::decay_t<decltype(chosen)>>(b)); }, a);
  } else if constexpr (detail::IsPair<T>::value) {
    return same(a.first, b.first) && same(a.second, b.second);
  } else {
    return std::apply(
        [&](const auto&... left) {
          return std::apply([&](const auto&... right) { return (same(left, right) && ...); }, members(b));
        },
        members(a));
  }
}

}  // namespace contra::syntax
