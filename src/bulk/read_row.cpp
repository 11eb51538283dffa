// The record, its plan and forms, and what answers say about other questions; see read_row.hpp.
#include "bulk/read_row.hpp"

#include <algorithm>

#include "bulk/months.hpp"
#include "bulk/read_row_state.hpp"

namespace contra::bulk {

using check::ValueType;
using eval::reader::Word;
using Kind = ValueType::Kind;

RowTables::RowTables(const Layout& layout, const std::vector<eval::KnownPack>& packs)
    : tables_(std::make_unique<const Tables>(layout, packs)) {}
RowTables::~RowTables() = default;

RowReader::RowReader(const RowTables& tables) : state_(std::make_unique<State>(tables.tables())) {}
RowReader::~RowReader() = default;
RowReader::RowReader(RowReader&&) noexcept = default;

bool RowReader::read(std::string_view line, std::optional<Day> on, std::optional<Day> as_of, Row& row, RowHead& head) {
  return state_->read(line, on, as_of, row, head);
}

RowReader::State::State(const RowTables::Tables& tables) : t(tables) {
  const std::size_t asked = t.vocabulary.questions.size() + t.vocabulary.lists.size();
  said.assign(asked, Said::nothing);
  said_on.assign(asked, Day{});
  seen_in.assign(asked, 0);
  next_key.assign(asked + 1, 0);
  pasts.assign(t.vocabulary.lists.size(), Past{});
  forms.reserve(8);
  details.reserve(16);
  // INVARIANT: the parser's memory is for `most_bytes`, so it never grows. Brackets deeper than a record may have them
  // are not plain.
  if (parser.allocate(RowReader::most_bytes, limits::intake_depth) != simdjson::SUCCESS) throw std::bad_alloc();
  if (document.allocate(RowReader::most_bytes) != simdjson::SUCCESS) throw std::bad_alloc();
}

namespace {

/// Whether simdjson and the general reader agree about every escape: a half of a pair is a fault to one of them only.
bool plain_escapes(std::string_view line) {
  const char* at = line.data();
  const char* const end = at + line.size();
  while ((at = static_cast<const char*>(std::memchr(at, '\\', static_cast<std::size_t>(end - at)))) != nullptr) {
    if (end - at < 4) return false;
    if (at[1] == 'u' && (at[2] == 'd' || at[2] == 'D') && !(at[3] >= '0' && at[3] <= '7')) return false;
    at += 2;
    if (at >= end) return false;
  }
  return true;
}

/// Notes that a field has been seen; false when it had been.
bool once(unsigned& seen, unsigned field) {
  const unsigned bit = 1u << field;
  const bool first = (seen & bit) == 0;
  seen |= bit;
  return first;
}

}  // namespace

bool RowReader::State::read(std::string_view text, std::optional<Day> on, std::optional<Day> as_of, Row& out,
                            RowHead& out_head) {
  if (!t.usable || text.size() > RowReader::most_bytes || text.empty() || !plain_escapes(text)) return false;
  line = text;
  number_at = 0;
  row = &out;
  head = &out_head;
  if (parser.parse_into_document(document, text.data(), text.size(), false).error() != simdjson::SUCCESS) return false;
  tape.set(document);
  if (!tape.is_object(tape.root())) return false;
  const auto optional_text = [&](Node node, std::string_view& out_text) {
    return tape.is_null(node) || tape.text(node, out_text);
  };

  std::string_view kind, id, visit_text, as_of_text;
  Node plan, forms_given;
  bool has_forms = false, plan_first = true;
  unsigned seen = 0;
  enum Field { record_, id_, visit_, as_of_, plan_, forms_, clearances_ };
  for (Members m(tape, tape.root()); m.next();) {
    const std::string_view key = m.key;
    const Node value = m.value;
    if (key == "record") {
      if (!once(seen, record_) || !tape.text(value, kind)) return false;
    } else if (key == "id") {
      if (!once(seen, id_) || !optional_text(value, id)) return false;
    } else if (key == "visit") {
      if (!once(seen, visit_) || !tape.text(value, visit_text)) return false;
    } else if (key == "as_of") {
      if (!once(seen, as_of_) || !optional_text(value, as_of_text)) return false;
      if (!tape.is_null(value) && as_of_text.empty()) return false;
    } else if (key == "plan") {
      if (!once(seen, plan_) || !tape.is_array(value)) return false;
      plan = value;
      plan_first = !has_forms;
    } else if (key == "forms") {
      if (!once(seen, forms_) || !tape.is_array(value)) return false;
      forms_given = value;
      has_forms = true;
    } else if (key == "clearances") {
      if (!once(seen, clearances_) || !tape.is_array(value) || Items(tape, value).next()) return false;
    } else {
      return false;
    }
  }
  constexpr unsigned needed = 1u << record_ | 1u << visit_ | 1u << plan_;
  if ((seen & needed) != needed || kind != "contra.intake/1") return false;
  if (!read_iso_day(visit_text, visit)) return false;
  std::optional<Day> looked_at = as_of;
  if (!as_of_text.empty()) {
    Day day;
    if (!read_iso_day(as_of_text, day)) return false;
    if (!looked_at) looked_at = day;
  }
  head->id = id;
  head->visit = visit;

  row->clear(t.layout);
  row->visit = on.value_or(visit);
  std::fill(said.begin(), said.end(), Said::nothing);
  std::fill(seen_in.begin(), seen_in.end(), 0u);
  form_number = 0;
  forms.clear();
  std::copy(t.unknown_possible.begin(), t.unknown_possible.end(), row->possible.begin());
  std::copy(t.unknown_low.begin(), t.unknown_low.end(), row->low.begin());
  std::copy(t.unknown_high.begin(), t.unknown_high.end(), row->high.begin());

  // In the order of the line: numbers are found again in its bytes one after the other.
  if (plan_first && !read_plan(plan)) return false;
  signings = {visit, visit};
  if (has_forms && !read_forms(forms_given)) return false;
  if (!plan_first && !read_plan(plan)) return false;
  return finish(looked_at.value_or(std::min(visit, row->visit)));
}

// --- plan -----------------------------------------------------------------------------------------------------

bool RowReader::State::read_plan(Node plan) {
  Items items(tape, plan);  // several are events of the same day to each other
  if (!items.only() || !tape.is_object(items.value)) return false;
  std::string_view treatment, device;
  Node area, depth;
  bool area_given = false, depth_given = false;
  unsigned seen = 0;
  for (Members m(tape, items.value); m.next();) {
    const std::string_view key = m.key;
    const Node value = m.value;
    if (key == "treatment") {
      if (!once(seen, 0) || !tape.text(value, treatment)) return false;
    } else if (key == "area") {
      if (!once(seen, 1)) return false;
      area = value;
      area_given = true;
    } else if (key == "depth") {
      if (!once(seen, 2)) return false;
      depth = value;
      depth_given = true;
    } else if (key == "device") {
      if (!once(seen, 3) || (!tape.is_null(value) && !tape.text(value, device))) return false;
    } else {
      return false;
    }
  }
  if ((seen & 1u) == 0) return false;
  const std::uint32_t pack = find_name(t.treatments, t.folded_treatments, treatment);
  if (pack == Words::unknown || t.packs[pack].pack == nullptr) return false;
  head->pack = static_cast<std::int32_t>(pack);
  if (area_given && !tape.is_null(area)) {
    bool strange = false;
    if (!read_areas(area, row->areas, row->area_known, strange) || strange) return false;
  }
  return !depth_given || tape.is_null(depth) || read_depth(depth, pack);
}

bool RowReader::State::read_depth(Node node, std::size_t pack) {
  const auto& depth = t.packs[pack].pack->depth;
  if (!depth) return false;
  if (depth->type.kind == Kind::number) {
    Number number = Number::not_given;
    std::int64_t value = 0;
    if (!read_number(node, depth->type, t.depth_unit_keys[pack], number, value)) return false;
    row->depth_known = number == Number::value;
    row->depth_low = row->depth_high = value;
    return true;
  }
  if (depth->type.kind != Kind::options) return false;
  Meaning meaning;
  if (!read_option(node, t.option_words[t.depth_options[pack]], meaning)) return false;
  switch (meaning.kind) {
    case Meaning::Kind::value:
    case Meaning::Kind::no: {
      std::int64_t low = 0, high = 63;
      while ((meaning.options >> low & 1u) == 0) ++low;
      while ((meaning.options >> high & 1u) == 0) --high;
      row->depth_known = true;
      row->depth_low = low;
      row->depth_high = high;
      return true;
    }
    case Meaning::Kind::not_applicable:
      return false;
    default:
      return true;  // not known
  }
}

// --- forms ----------------------------------------------------------------------------------------------------

bool RowReader::State::read_forms(Node given) {
  // Every signing day first: what is not asked is bounded by them.
  bool any = false;
  for (Items items(tape, given); items.next();) {
    if (forms.size() >= 64 || !tape.is_object(items.value)) return false;
    Form form;
    std::string_view kind, by, day;
    unsigned seen = 0;
    for (Members m(tape, items.value); m.next();) {
      const std::string_view key = m.key;
      const Node value = m.value;
      if (key == "kind") {
        if (!once(seen, 0) || !tape.text(value, kind)) return false;
      } else if (key == "signed") {
        if (!once(seen, 1) || !tape.text(value, day)) return false;
      } else if (key == "by") {
        if (!once(seen, 2) || !tape.text(value, by)) return false;
      } else if (key == "answers") {
        if (!once(seen, 3)) return false;
        if (tape.is_null(value)) continue;
        if (!tape.is_object(value)) return false;
        form.answers = value;
        form.has_answers = true;
      } else {
        return false;
      }
    }
    if ((seen & 7u) != 7u) return false;
    form.full = kind == "full";
    if (!form.full && kind != "practitioner") return false;
    form.by_client = by == "client";
    if (!form.by_client && by != "practitioner") return false;
    if (!read_iso_day(day, form.signed_on)) return false;
    signings.first = any ? std::min(signings.first, form.signed_on) : form.signed_on;
    signings.last = any ? std::max(signings.last, form.signed_on) : form.signed_on;
    any = true;
    forms.push_back(form);
  }
  for (const Form& form : forms) {
    ++form_number;
    if (form.has_answers && !read_answers(form.answers, form)) return false;
  }
  return true;
}

/// The question or list of a key: first the one that stood there in the last record. By QuestionId, then by ListId.
std::uint32_t RowReader::State::find_key(std::string_view key, std::uint32_t& last) {
  std::uint32_t& next = next_key[last];
  if (!t.answer_names[next].is(key)) {
    std::uint32_t found = t.answers.find(key);
    if (found == Words::unknown) return found;
    if ((found & RowTables::Tables::list_bit) != 0)
      found = (found & ~RowTables::Tables::list_bit) + static_cast<std::uint32_t>(t.vocabulary.questions.size());
    next = found;
  }
  last = next;
  return next;
}

bool RowReader::State::read_answers(Node answers, const Form& form) {
  const std::size_t questions = t.vocabulary.questions.size();
  if (t.answer_names.empty()) return !Members(tape, answers).next();
  auto last = static_cast<std::uint32_t>(t.answer_names.size());
  bool answered[2] = {false, false};  // by the client, by the practitioner
  for (Members m(tape, answers); m.next();) {
    const std::string_view key = m.key;
    const Node value = m.value;
    const std::uint32_t at = find_key(key, last);
    if (at == Words::unknown) return false;
    if (seen_in[at] == form_number) return false;  // twice in one object
    seen_in[at] = form_number;
    const Said before = said[at];
    std::string_view text;
    const bool is_no = tape.text(value, text) && text.size() == 2 && text[0] == 'n' && text[1] == 'o';
    const RowTables::Tables::PlainNo& no = t.plain_no[at];
    if (is_no && no.kind != RowTables::Tables::PlainNo::Kind::other) {
      said[at] = Said::no;
      if (no.kind == RowTables::Tables::PlainNo::Kind::options) {
        std::uint64_t& word = row->possible[no.word];
        word = (word & no.keep) | no.set;
        row->answered[at / 64] |= std::uint64_t{1} << (at % 64);
      } else {
        answer_list(at - questions, form);
      }
    } else {
      if (tape.is_null(value)) continue;
      said[at] = Said::nothing;
      if (!(at >= questions ? read_list(value, at - questions, form) : read_question(value, at, form))) return false;
    }
    if (said[at] == Said::nothing) {
      said[at] = before;
      continue;
    }
    if (before != Said::nothing) return false;  // answered in two forms: which one counts is judged elsewhere
    if (t.by_practitioner[at] != 0 && form.by_client) return false;
    said_on[at] = form.signed_on;
    row->origins[at] = {static_cast<std::uint16_t>(form_number), static_cast<std::uint16_t>(at)};
    if (said[at] != Said::unsure) answered[t.by_practitioner[at]] = true;
  }
  if (answered[0]) note_age(syntax::AnsweredBy::client, form.signed_on);
  if (answered[1]) note_age(syntax::AnsweredBy::practitioner, form.signed_on);
  return true;
}

// --- what answers say about others --------------------------------------------------------------------------------

void RowReader::State::note_age(syntax::AnsweredBy by, Day signed_on) {
  bool& known = by == syntax::AnsweredBy::client ? row->oldest_client_known : row->oldest_seen_known;
  Day& oldest = by == syntax::AnsweredBy::client ? row->oldest_client : row->oldest_seen;
  if (known && oldest <= signed_on) return;
  known = true;
  oldest = signed_on;
}

void RowReader::State::set_options(std::size_t id, std::uint64_t options) {
  const std::uint64_t all = t.all_options[id];
  const std::uint32_t at = t.layout.bit[id];
  std::uint64_t& word = row->possible[at / 64];
  word = (word & ~(all << (at % 64))) | options << (at % 64);
  if (at % 64 != 0 && (all >> (64 - at % 64)) != 0) {
    std::uint64_t& next = row->possible[at / 64 + 1];
    next = (next & ~(all >> (64 - at % 64))) | options >> (64 - at % 64);
  }
}

std::uint64_t RowReader::State::options_of(std::size_t id) const {
  const std::uint32_t at = t.layout.bit[id];
  std::uint64_t out = row->possible[at / 64] >> (at % 64);
  if (at % 64 != 0 && at / 64 + 1 < row->possible.size()) out |= row->possible[at / 64 + 1] << (64 - at % 64);
  return out & t.all_options[id];
}

void RowReader::State::set_day(std::size_t id, const Span* days, bool surely_there) {
  const auto i = static_cast<std::size_t>(t.layout.day[id]);
  RowDay& day = row->days[i];
  // As a date of birth: whoever gave none was born on any day up to the visit.
  const Span births = days != nullptr ? *days : Span{first_day, row->visit};
  row->age_low[i] = completed_months(births.last, row->visit);
  row->age_high[i] = completed_months(births.first, row->visit);
  day.any = days != nullptr;
  day.surely_there = surely_there;
  day.seen = days != nullptr ? see_point(*days, false, row->visit) : Seen{};
}

void RowReader::State::say_no(std::size_t id, Day signed_on) {
  const check::Question& question = t.vocabulary.questions[id];
  said[id] = Said::no;
  said_on[id] = signed_on;
  row->answered[id / 64] |= std::uint64_t{1} << (id % 64);
  switch (question.type.kind) {
    case Kind::options: {
      const std::uint64_t no = t.no_option[id];
      set_options(id, no != 0 ? no : t.all_options[id]);
      break;
    }
    case Kind::number: {
      const auto i = static_cast<std::size_t>(t.layout.number[id]);
      row->low[i] = question.type.from;
      row->high[i] = question.type.to;
      break;
    }
    case Kind::past_day:
    case Kind::future_day:
      set_day(id, nullptr, false);
      break;
    default:
      break;
  }
}

/// Boxes, each by itself. What has been answered both ways, by the box and by one of its questions, is not plain.
bool RowReader::State::settle_boxes() {
  for (const check::QuestionId box : t.boxes) {
    const auto id = static_cast<std::size_t>(box);
    const check::Question& whole = t.vocabulary.questions[id];
    std::size_t no = 0, yes = 0, nothing = 0, other = 0;
    Day newest = first_day, newest_yes = first_day;
    RowOrigin origin_yes, origin_no;
    for (const check::QuestionId member : whole.box_for) {
      const auto m = static_cast<std::size_t>(member);
      switch (said[m]) {
        case Said::nothing:
          ++nothing;
          break;
        case Said::no:
          ++no;
          newest = std::max(newest, said_on[m]);
          if (origin_no.form == 0) origin_no = row->origins[m];
          break;
        case Said::value:
          if (options_of(m) != 1) {
            ++other;
            break;
          }
          if (yes++ == 0 || said_on[m] > newest_yes) origin_yes = row->origins[m];
          newest_yes = std::max(newest_yes, said_on[m]);
          break;
        case Said::unsure:
          ++other;
          break;
      }
    }
    if (said[id] != Said::nothing) {
      if (nothing != whole.box_for.size()) return false;
      if (said[id] == Said::no) {
        for (const check::QuestionId member : whole.box_for) {
          const auto m = static_cast<std::size_t>(member);
          say_no(m, said_on[id]);
          row->origins[m] = row->origins[id];
          note_age(t.vocabulary.questions[m].answered_by, said_on[id]);
        }
      }
      continue;  // yes to at least one of several, or unsure: each stays open
    }
    if (yes > 0) {
      said[id] = Said::value;
      said_on[id] = newest_yes;
      set_options(id, 1);
      row->origins[id] = origin_yes;
      row->answered[id / 64] |= std::uint64_t{1} << (id % 64);
      note_age(whole.answered_by, newest_yes);
    } else if (no == whole.box_for.size()) {
      say_no(id, newest);
      row->origins[id] = origin_no;
      note_age(whole.answered_by, newest);
    }
  }
  return true;
}

/// Questions and lists that are asked only when another has a certain answer.
bool RowReader::State::settle_conditions() {
  const auto surely_not_asked = [&](const check::AskedOnlyWhen& when) {
    const auto gate = static_cast<std::size_t>(when.question);
    const check::ValueType& type = t.vocabulary.questions[gate].type;
    if (type.kind != Kind::options) return said[gate] == Said::no;
    if (said[gate] == Said::no && t.no_option[gate] == 0) return true;
    return (said[gate] == Said::value || said[gate] == Said::no) && (options_of(gate) & when.options) == 0;
  };
  const std::size_t questions = t.vocabulary.questions.size();
  bool changed = true;
  while (changed) {
    changed = false;
    for (const check::QuestionId asked : t.gated_questions) {
      const auto id = static_cast<std::size_t>(asked);
      const check::AskedOnlyWhen& when = *t.vocabulary.questions[id].asked_only;
      if (said[id] == Said::no || !surely_not_asked(when)) continue;
      if (said[id] == Said::value) return false;  // the two may contradict each other
      if (!when.else_no) continue;
      if (said[id] != Said::nothing) return false;
      const Day day = said_on[static_cast<std::size_t>(when.question)];
      say_no(id, day);
      row->origins[id] = row->origins[static_cast<std::size_t>(when.question)];
      note_age(t.vocabulary.questions[id].answered_by, day);
      changed = true;
    }
    for (const check::ListId asked : t.gated_lists) {
      const auto id = static_cast<std::size_t>(asked);
      const check::AskedOnlyWhen& when = *t.vocabulary.lists[id].asked_only;
      Said& list = said[questions + id];
      if (list == Said::no || !surely_not_asked(when)) continue;
      if (list == Said::value) return false;
      if (!when.else_no) continue;
      if (list != Said::nothing) return false;
      const Day day = said_on[static_cast<std::size_t>(when.question)];
      list = Said::no;
      said_on[questions + id] = day;
      row->origins[questions + id] = row->origins[static_cast<std::size_t>(when.question)];
      row->covered[id].all = true;
      add_unasked_past(id, day);
      note_age(t.vocabulary.lists[id].answered_by, day);
      changed = true;
    }
  }
  return true;
}

bool RowReader::State::finish(Day as_of) {
  row->as_of = as_of;
  row->latest_signing = signings.last;
  row->faulty = row->visit < std::max(signings.last, as_of);
  if (!settle_boxes() || !settle_conditions()) return false;
  // Nobody was asked, or nobody knows.
  for (const check::QuestionId day : t.day_questions) {
    const auto id = static_cast<std::size_t>(day);
    if (said[id] == Said::value || said[id] == Said::no) continue;
    const bool past = t.vocabulary.questions[id].type.kind == Kind::past_day;
    const Span open = past ? Span{first_day, signings.last} : Span{signings.first, last_day};
    set_day(id, &open, false);
  }
  const std::size_t questions = t.vocabulary.questions.size();
  for (std::size_t id = 0; id < t.vocabulary.lists.size(); ++id)
    if (said[questions + id] == Said::nothing || said[questions + id] == Said::unsure)
      add_unnamed(id, false, signings.last, false);
  for (const Form& form : forms) {  // in the order of signing; those of one day in that of the record
    row->forms.push_back({form.signed_on, form.full, false});
    for (std::size_t i = row->forms.size() - 1; i > 0 && row->forms[i].signed_on < row->forms[i - 1].signed_on; --i)
      std::swap(row->forms[i], row->forms[i - 1]);
  }
  return true;
}

}  // namespace contra::bulk
