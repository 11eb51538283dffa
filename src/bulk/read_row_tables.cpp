// Filling the tables of the fast reader; see read_row_tables.hpp.
#include "bulk/read_row_tables.hpp"

#include <algorithm>

#include "text/limits.hpp"

namespace contra::bulk {

using check::ValueType;
using eval::reader::Word;

// --- words ----------------------------------------------------------------------------------------------------

void Words::grow() {
  const std::size_t room = slots_.empty() ? 16 : slots_.size() * 2;
  std::vector<Slot> before(room);
  before.swap(slots_);
  mask_ = room - 1;
  for (const Slot& slot : before) {
    if (slot.value == unknown) continue;
    const std::string_view word(bytes_.data() + slot.begin, slot.length);
    std::size_t at = hash_of(word) & mask_;
    while (slots_[at].value != unknown) at = (at + 1) & mask_;
    slots_[at] = slot;
  }
}

void Words::add(std::string_view word, std::uint32_t value) {
  if (find(word) != unknown) return;
  if (slots_.size() < (size_ + 1) * 3) grow();
  const std::uint64_t hash = hash_of(word);
  std::size_t at = hash & mask_;
  while (slots_[at].value != unknown) at = (at + 1) & mask_;
  slots_[at] = {static_cast<std::uint32_t>(hash >> 32), static_cast<std::uint32_t>(bytes_.size()),
                static_cast<std::uint32_t>(word.size()), value};
  bytes_ += word;
  ++size_;
}

// --- folding --------------------------------------------------------------------------------------------------

Folder::Folder() { folded_.reserve(limits::text_bytes); }

std::string_view Folder::name(std::string_view text) {
  check::fold_name(text, folded_);
  return folded_;
}

std::string_view Folder::words(std::string_view text) {
  eval::reader::fold_words(text, folded_);
  return folded_;
}

// --- tables ---------------------------------------------------------------------------------------------------

namespace {

/// The spellings of a folded word that forms and exporters write, beside the folded one.
std::vector<std::string> spellings(const std::string& folded) {
  std::vector<std::string> out = {folded};
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  if (!folded.empty() && is_letter(folded[0])) {
    out.push_back(folded);
    out.back()[0] = static_cast<char>(folded[0] - 'a' + 'A');
    out.push_back(folded);
    for (char& c : out.back())
      if (is_letter(c)) c = static_cast<char>(c - 'a' + 'A');
  }
  if (folded.find(' ') != std::string::npos) {
    out.push_back(folded);
    std::replace(out.back().begin(), out.back().end(), ' ', '_');
  }
  return out;
}

std::string quoted(const std::string& unit) { return "\"" + unit + "\""; }

}  // namespace

/// INVARIANT of every table: a word is found by its own bytes only when its folded form means the same.
void RowTables::Tables::add_treatment(const std::string& name, std::uint32_t value) {
  const std::string folded = check::fold_name(name);
  folded_treatments.add(folded, value);  // the first that has the name stays
  const std::uint32_t first = folded_treatments.find(folded);
  treatments.add(name, first);
  treatments.add(folded, first);
}

void RowTables::Tables::add_answer(const std::string& name, syntax::AnsweredBy by, std::uint32_t value) {
  answers.add(name, value);
  AnswerName out;
  out.size = name.size();
  out.words.assign(name.size() / 8 + 1, 0);
  std::memcpy(out.words.data(), name.data(), name.size());
  answer_names.push_back(std::move(out));
  by_practitioner.push_back(by == syntax::AnsweredBy::practitioner ? 1 : 0);
}

std::uint32_t RowTables::Tables::option_table(const ValueType& type) {
  for (std::size_t i = 0; i < option_types_.size(); ++i)
    if (option_types_[i]->options == type.options && option_types_[i]->labels == type.labels &&
        option_types_[i]->yes_no == type.yes_no)
      return static_cast<std::uint32_t>(i);
  using eval::reader::fold_words;
  OptionWords out;
  std::map<std::string, Meaning> by_folded;
  const std::uint64_t no = eval::reader::no_option(type);
  const auto value_or_no = [no](std::uint64_t options) {
    return Meaning{options == no && options != 0 ? Meaning::Kind::no : Meaning::Kind::value, options};
  };
  std::vector<std::string> written;
  for (std::size_t i = 0; i < type.options.size() && i < 64; ++i) {
    written.push_back(type.options[i]);
    if (i < type.labels.size()) written.push_back(type.labels[i]);
  }
  for (const std::string& name : written) {
    const std::string folded = fold_words(name);
    std::uint64_t found = 0;
    for (std::size_t i = 0; i < type.options.size() && i < 64; ++i) {
      const bool by_label = i < type.labels.size() && fold_words(type.labels[i]) == folded;
      if (by_label || fold_words(type.options[i]) == folded) found |= std::uint64_t{1} << i;
    }
    if (!folded.empty()) by_folded.emplace(folded, value_or_no(found));
  }
  for (const auto& [folded, word] : eval::reader::state_words()) {
    std::optional<Meaning> meaning;
    switch (word) {
      case Word::blank:
        meaning = Meaning{Meaning::Kind::blank, 0};
        break;
      case Word::unsure:
        meaning = Meaning{Meaning::Kind::unsure, 0};
        break;
      case Word::declined:
        meaning = Meaning{Meaning::Kind::declined, 0};
        break;
      case Word::not_applicable:
        meaning = Meaning{Meaning::Kind::not_applicable, 0};
        break;
      case Word::no:
      case Word::never:
        if (no != 0) meaning = value_or_no(no);
        break;
      case Word::yes:
        if (type.yes_no) meaning = value_or_no(1);
        break;
      default:
        break;
    }
    if (meaning) by_folded.emplace(folded, *meaning);
  }
  for (const auto& [folded, meaning] : by_folded) {
    if (fold_words(folded) != folded) continue;  // nobody's folded form
    const auto value = static_cast<std::uint32_t>(out.meanings.size());
    out.meanings.push_back(meaning);
    for (const std::string& spelling : spellings(folded))
      if (fold_words(spelling) == folded) out.words.add(spelling, value);
    for (const std::string& name : written)
      if (fold_words(name) == folded) out.words.add(name, value);
  }
  out.yes = out.words.find("yes");
  out.no = out.words.find("no");
  option_types_.push_back(&type);
  option_words.push_back(std::move(out));
  return static_cast<std::uint32_t>(option_words.size() - 1);
}

RowTables::Tables::Tables(const Layout& l, const std::vector<eval::KnownPack>& p)
    : layout(l), vocabulary(*l.vocabulary), packs(p) {
  const check::Vocabulary& v = vocabulary;
  usable = layout.fits;
  for (const auto& [folded, word] : eval::reader::state_words())
    for (const std::string& spelling : spellings(folded))
      if (eval::reader::fold_words(spelling) == folded) states.add(spelling, static_cast<std::uint32_t>(word));

  // Names of terms as eval reads them: folded first, then the name itself.
  const auto term = [&](const std::string& words) -> std::optional<check::TermId> {
    const auto found = v.term_by_words.find(check::fold_name(words));
    if (found != v.term_by_words.end()) return found->second;
    const auto by_name = v.term_ids.find(words);
    if (by_name != v.term_ids.end()) return by_name->second;
    return std::nullopt;
  };
  const auto add_term = [&](const std::string& words) {
    if (const auto id = term(words)) terms.add(words, static_cast<std::uint32_t>(*id));
  };
  for (const check::Term& t : v.terms) {
    add_term(t.name);
    add_term(t.title);
    for (const std::string& also : t.also) add_term(also);
  }
  for (const auto& [folded, id] : v.term_by_words) {
    folded_terms.add(folded, static_cast<std::uint32_t>(id));
    for (const std::string& spelling : spellings(folded)) add_term(spelling);
  }
  for (const auto& [name, id] : v.term_ids) add_term(name);

  const auto add_area = [&](const std::string& words) {
    const auto found = v.area_by_words.find(check::fold_name(words));
    if (found != v.area_by_words.end()) areas.add(words, static_cast<std::uint32_t>(found->second));
  };
  for (const check::Area& area : v.areas) {
    add_area(area.name);
    add_area(area.title);
    for (const std::string& also : area.also) add_area(also);
  }
  for (const auto& [folded, id] : v.area_by_words) {
    folded_areas.add(folded, static_cast<std::uint32_t>(id));
    for (const std::string& spelling : spellings(folded)) add_area(spelling);
  }

  for (std::size_t i = 0; i < packs.size(); ++i) {  // the first that has the name or the title
    add_treatment(packs[i].name, static_cast<std::uint32_t>(i));
    if (packs[i].pack != nullptr && !packs[i].pack->title.empty())
      add_treatment(packs[i].pack->title, static_cast<std::uint32_t>(i));
    const bool by_options =
        packs[i].pack != nullptr && packs[i].pack->depth && packs[i].pack->depth->type.kind == ValueType::Kind::options;
    depth_options.push_back(by_options ? option_table(packs[i].pack->depth->type) : 0);
    depth_unit_keys.push_back(packs[i].pack != nullptr && packs[i].pack->depth ? quoted(packs[i].pack->depth->type.unit)
                                                                               : std::string{});
  }

  unknown_possible.assign(layout.words, 0);
  unknown_low.assign(layout.numbers, 0);
  unknown_high.assign(layout.numbers, 0);
  for (std::size_t i = 0; i < v.questions.size(); ++i) {
    const check::Question& q = v.questions[i];
    add_answer(q.name, q.answered_by, static_cast<std::uint32_t>(i));
    no_option.push_back(eval::reader::no_option(q.type));
    question_options.push_back(q.type.kind == ValueType::Kind::options ? option_table(q.type) : 0);
    unit_keys.push_back(quoted(q.type.unit));
    all_options.push_back(q.type.kind == ValueType::Kind::options ? eval::reader::all_options(q.type) : 0);
    for (std::size_t k = 0; k < q.type.options.size() && q.type.kind == ValueType::Kind::options; ++k) {
      const std::size_t bit = layout.bit[i] + k;
      unknown_possible[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
    if (q.type.kind == ValueType::Kind::number) {
      unknown_low[static_cast<std::size_t>(layout.number[i])] = q.type.from;
      unknown_high[static_cast<std::size_t>(layout.number[i])] = q.type.to;
    }
    if (layout.day[i] != check::none) day_questions.push_back(static_cast<check::QuestionId>(i));
    if (q.asked_only) gated_questions.push_back(static_cast<check::QuestionId>(i));
    if (!q.box_for.empty()) boxes.push_back(static_cast<check::QuestionId>(i));
  }
  for (std::size_t i = 0; i < v.lists.size(); ++i) {
    const check::List& list = v.lists[i];
    add_answer(list.name, list.answered_by, list_bit + static_cast<std::uint32_t>(i));
    if (list.asked_only) gated_lists.push_back(static_cast<check::ListId>(i));
    ListTables tables;
    for (std::size_t d = 0; d < list.details.size(); ++d) {
      const check::Detail& detail = list.details[d];
      std::uint32_t at = tables.details.find(detail.name);
      if (at == Words::unknown) {
        at = static_cast<std::uint32_t>(tables.named.size());
        tables.details.add(detail.name, at);
        tables.named.emplace_back();
      }
      tables.named[at].push_back(static_cast<std::uint32_t>(d));
      tables.options.push_back(detail.type.kind == ValueType::Kind::options ? option_table(detail.type) : 0);
      tables.unit_keys.push_back(quoted(detail.type.unit));
      tables.fits_any.push_back(detail.for_terms.empty() || detail.for_terms.meets(list.terms));
      std::vector<bool> fits;
      for (const check::Term& t : v.terms) fits.push_back(detail.for_terms.empty() || detail.for_terms.meets(t.kinds));
      tables.fits.push_back(std::move(fits));
    }
    for (const check::Term& t : v.terms) tables.within.push_back(t.kinds.within(list.terms));
    lists.push_back(std::move(tables));
  }
  find_tangles();
  for (std::size_t i = 0; i < v.questions.size(); ++i) {
    PlainNo no;
    const std::uint32_t bit = layout.bit[i];
    const OptionWords& words = option_words.empty() ? OptionWords{} : option_words[question_options[i]];
    const bool inside = all_options[i] != 0 && bit / 64 == (bit + v.questions[i].type.options.size() - 1) / 64;
    if (inside && words.no != Words::unknown && words.meanings[words.no].kind == Meaning::Kind::no) {
      no.kind = PlainNo::Kind::options;
      no.word = bit / 64;
      no.keep = ~(all_options[i] << (bit % 64));
      no.set = no_option[i] << (bit % 64);
    }
    plain_no.push_back(no);
  }
  for (std::size_t i = 0; i < v.lists.size(); ++i) plain_no.push_back({PlainNo::Kind::list, 0, 0, 0});
}

/// Boxes are worked out by themselves, before the questions that hang on others: a vocabulary in which the two meet, or
/// two boxes share a question, is left to the general reader.
void RowTables::Tables::find_tangles() {
  std::vector<int> boxed(vocabulary.questions.size(), 0);
  for (const check::QuestionId box : boxes) {
    const check::Question& q = vocabulary.questions[static_cast<std::size_t>(box)];
    usable = usable && q.type.yes_no && q.box_for.size() > 1;
    ++boxed[static_cast<std::size_t>(box)];
    for (const check::QuestionId member : q.box_for) {
      ++boxed[static_cast<std::size_t>(member)];
      usable = usable && vocabulary.questions[static_cast<std::size_t>(member)].type.yes_no;
    }
  }
  const auto hangs = [&](const check::AskedOnlyWhen& when) {
    usable = usable && when.question != check::none && boxed[static_cast<std::size_t>(when.question)] == 0;
  };
  for (std::size_t i = 0; i < boxed.size(); ++i) {
    usable = usable && boxed[i] < 2;
    if (!vocabulary.questions[i].asked_only) continue;
    usable = usable && boxed[i] == 0;
    hangs(*vocabulary.questions[i].asked_only);
  }
  for (const check::List& list : vocabulary.lists)
    if (list.asked_only) hangs(*list.asked_only);
}

}  // namespace contra::bulk
