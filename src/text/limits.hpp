// Every bound that contra puts on its input, with the reason. Each has a test.
#pragma once

#include <cstddef>
#include <cstdint>

namespace contra::limits {

inline constexpr std::size_t rule_file_bytes = 4u << 20;  ///< a pack of 10,000 checks is about 3 MB
inline constexpr std::size_t rule_files = 4096;           ///< a folder given by mistake (`/`) must end soon
inline constexpr std::size_t condition_depth = 64;        ///< parentheses and `not`: the parser and all walks recurse
inline constexpr std::size_t condition_terms = 512;       ///< operands of one `and`/`or`, names in one list
inline constexpr std::int32_t length_amount = 1000000;    ///< "1000000 hours"; the calendar holds 110,000 days
inline constexpr std::int64_t number_thousandths =
    1000000000000;                                     ///< a billion of any unit: sums stay far inside 64 bits
inline constexpr std::size_t diagnostics = 200;        ///< more help nobody
inline constexpr std::size_t intake_bytes = 8u << 20;  ///< a record is 1 to 10 KB
inline constexpr std::size_t intake_depth = 32;        ///< the schema is 8 deep
inline constexpr std::size_t intake_values = 200000;  ///< values in one record: each costs some hundred bytes of memory
inline constexpr std::size_t list_entries = 1000;     ///< entries in one answered list
inline constexpr std::size_t forms = 500;             ///< forms in one record
inline constexpr std::size_t clearances = 500;
inline constexpr std::size_t plan_items = 20;
inline constexpr std::size_t text_bytes = 4096;          ///< one free-worded answer
inline constexpr std::size_t options_per_question = 64;  ///< answers are bit masks
inline constexpr std::size_t promise_work =
    40000;  ///< reruns for promises, times the entries of the record: a second at most
inline constexpr std::size_t exact_ask_first = 8;  ///< open questions up to which `ask first` is exact (2^8 reruns)

}  // namespace contra::limits
