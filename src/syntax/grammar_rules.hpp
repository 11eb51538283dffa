// The rules that both halves of the grammar use, and how they meet. Only grammar_*.cpp include this.
#pragma once

#include "syntax/grammar.hpp"
#include "syntax/primitives.hpp"

namespace contra::syntax {

inline constexpr x3::rule<struct condition_class, Condition> condition{"condition"};
inline constexpr x3::rule<struct outcome_class, Outcome> outcome{"outcome"};
inline constexpr x3::rule<struct same_wait_class, SameWait> same_wait{"same wait"};
inline constexpr x3::rule<struct table_class, Table> table{"table"};
inline constexpr x3::rule<struct test_class, Test> test{"test"};
inline constexpr x3::rule<struct record_clause_class, RecordItem> record_clause{"record"};
inline constexpr x3::rule<struct expectation_class, TestItem> expectation{"expectation"};

BOOST_SPIRIT_DECLARE(decltype(condition), decltype(outcome), decltype(same_wait), decltype(table), decltype(test),
                     decltype(record_clause), decltype(expectation))

}  // namespace contra::syntax
