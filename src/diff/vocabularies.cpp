// Two versions of a vocabulary: terms, areas, roles, lists, questions. See pack.hpp.
#include <algorithm>

#include "diff/pack.hpp"

namespace contra::diff {

namespace {

using compile::Part;
using Kind = Item::Kind;
using Fate = Item::Fate;

/// One version of a vocabulary beside the other, and the packs on both by which a change may reach a client.
class VocabularyComparison {
 public:
  VocabularyComparison(const Vocabulary& a, const Vocabulary& b, std::vector<const Pack*> packs)
      : a_(a), b_(b), packs_(std::move(packs)) {}

  std::vector<Item> run() {
    compare(Kind::term, a_.terms, b_.terms, [](const check::Term& t, const Vocabulary& v) { return fields(t, v); });
    compare(Kind::area, a_.areas, b_.areas, [](const check::Area& t, const Vocabulary& v) { return fields(t, v); });
    compare(Kind::role, a_.roles, b_.roles, [](const check::Role& t, const Vocabulary& v) { return fields(t, v); });
    compare(Kind::list, a_.lists, b_.lists, [](const check::List& t, const Vocabulary& v) { return fields(t, v); });
    compare(Kind::question, a_.questions, b_.questions,
            [](const Question& t, const Vocabulary& v) { return fields(t, v); });
    Item item;
    item.kind = Kind::tolerance;
    item.name = "tolerance";
    item.changes = differences(fields(a_.tolerance), fields(b_.tolerance));
    if (!item.changes.empty()) finish(std::move(item), {});
    return std::move(items_);
  }

 private:
  using Question = check::Question;

  static std::string title_of(const check::List& list) { return list.question; }
  static std::string title_of(const Question& question) { return question.question; }
  template <class Thing>
  static std::string title_of(const Thing& thing) {
    return thing.title;
  }

  template <class Thing, class Get>
  void compare(Kind kind, const std::vector<Thing>& a, const std::vector<Thing>& b, Get get) {
    pair_by_name(a, b, [&](const std::string& name, const Thing* one, const Thing* two) {
      Item item;
      item.kind = kind;
      item.name = name;
      item.title = title_of(two != nullptr ? *two : *one);
      item.fate = one == nullptr ? Fate::added : two == nullptr ? Fate::removed : Fate::changed;
      const Fields fa = one != nullptr ? get(*one, a_) : Fields{}, fb = two != nullptr ? get(*two, b_) : Fields{};
      if (one != nullptr && two != nullptr && same_meaning(fa, fb)) {
        item.changes = differences(fa, fb);
        item.reach = Reach::words;
        if (!item.changes.empty()) items_.push_back(std::move(item));
        return;
      }
      item.changes = differences(fa, fb);
      finish(std::move(item), words(fa, fb));
    });
  }

  /// The ways to write a term or an area that one of the versions has and the other has not, and its name.
  static std::vector<std::string> words(const Fields& a, const Fields& b) {
    std::set<std::string> one, two, out;
    for (const Field& field : a)
      if (field.what == "also written") one.insert(field.members.begin(), field.members.end());
    for (const Field& field : b)
      if (field.what == "also written") two.insert(field.members.begin(), field.members.end());
    std::set_symmetric_difference(one.begin(), one.end(), two.begin(), two.end(), std::inserter(out, out.begin()));
    return {out.begin(), out.end()};
  }

  void finish(Item&& item, std::vector<std::string> words) {
    item.open = packs_.empty() ? "no pack of both versions is on this vocabulary" : searched;
    words.insert(words.begin(), item.name);
    for (const Pack* pack : packs_) {
      std::vector<Edits> edits;
      for (const auto& [program, v] : {std::pair{pack->a(), &a_}, std::pair{pack->b(), &b_}}) {
        if (program == nullptr || program->vocabulary.get() != v) continue;
        append(edits, around(*pack, *program, *v, item, words));
      }
      if (item.kind == Kind::tolerance) {
        const auto exact = [](const Edits& one) {
          return std::none_of(one.begin(), one.end(), [](const Edit& edit) {
            return edit.value.dump().find("\"about\"") != std::string::npos;
          });
        };
        edits.erase(std::remove_if(edits.begin(), edits.end(), exact), edits.end());
      }
      take(item, pack->search().of_any(std::move(edits)));
      if (item.reach == Reach::days) break;
    }
    items_.push_back(std::move(item));
  }

  static std::vector<Edits> around(const Pack& pack, const Program& program, const Vocabulary& v, const Item& item,
                                   const std::vector<std::string>& words) {
    Focus focus;
    if (item.kind == Kind::term) focus.terms.insert(item.name);
    if (item.kind == Kind::role) focus.roles.insert(item.name);
    if (item.kind == Kind::tolerance) focus.vague_dates = true;
    const Candidates maker = pack.candidates(program, focus);
    std::vector<Edits> out;
    switch (item.kind) {
      case Kind::term:
        out = maker.of_term(item.name, words);
        break;
      case Kind::area:
        for (const auto& word : words) {
          std::vector<Edits> of_word = maker.of_area(word);
          // Its name before other ways to write it.
          for (Edits& edits : of_word)
            for (Edit& edit : edits) edit.far += word == item.name ? 0 : 1;
          append(out, std::move(of_word));
        }
        break;
      case Kind::list:
        if (const auto found = v.list_ids.find(item.name); found != v.list_ids.end())
          out = maker.of_list(v.lists[static_cast<std::size_t>(found->second)]);
        break;
      case Kind::question:
        if (const auto found = v.question_ids.find(item.name); found != v.question_ids.end())
          out = maker.of_question(v.questions[static_cast<std::size_t>(found->second)]);
        break;
      default:
        break;
    }
    // And through every check that may read it.
    for (const auto& joined : program.checks) {
      for (const Part& part : joined.parts) {
        if (!may_read(part.check, v, item)) continue;
        std::vector<Edits> more = maker.of(part.check);
        if (more.size() > 400 && item.kind != Kind::tolerance) more.resize(400);
        append(out, std::move(more));
      }
    }
    // A clearance may name its role in any of its ways.
    if (item.kind == Kind::role) {
      const std::vector<Edits> by_name = out;
      for (const Edits& edits : by_name)
        for (std::size_t w = 1; w < words.size(); ++w) {
          Edits again = edits;
          bool named = false;
          for (Edit& edit : again)
            if (edit.what == Edit::What::clearance && edit.value["by"] == item.name) {
              edit.value["by"] = words[w];
              edit.far = 1;
              named = true;
            }
          if (named) out.push_back(std::move(again));
        }
    }
    return out;
  }

  static bool may_read(const check::Check& check, const Vocabulary& v, const Item& item) {
    const auto reads = [&](const auto& test) {
      for (const check::Subject* subject : {&check.after.subject, &check.from.subject})
        if (test(*subject)) return true;
      for (const check::Condition* condition : {&check.condition, check.unless ? &*check.unless : nullptr,
                                                check.after.better_while ? &*check.after.better_while : nullptr})
        if (condition != nullptr && any_subject(*condition, test)) return true;
      return false;
    };
    switch (item.kind) {
      case Kind::term: {
        const auto id = v.term_ids.find(item.name);
        return id != v.term_ids.end() && reads([&](const check::Subject& s) { return s.terms.has(id->second); });
      }
      case Kind::list: {
        const auto id = v.list_ids.find(item.name);
        return id != v.list_ids.end() && reads([&](const check::Subject& s) {
                 return std::find(s.lists.begin(), s.lists.end(), id->second) != s.lists.end();
               });
      }
      case Kind::question: {
        const auto id = v.question_ids.find(item.name);
        if (id == v.question_ids.end()) return false;
        std::map<std::int32_t, int> counts;
        check::count_reads(v, check.condition, counts);
        if (check.unless) check::count_reads(v, *check.unless, counts);
        return counts.count(id->second) != 0;
      }
      case Kind::role:
        return !eval::clearing_roles(check).empty();
      case Kind::tolerance:
        return check.form == check::Form::wait_after;
      default:
        return false;
    }
  }

  template <class Test>
  static bool any_subject(const check::Condition& condition, const Test& test) {
    if (test(condition.subject)) return true;
    return std::any_of(condition.of.begin(), condition.of.end(),
                       [&](const check::Condition& c) { return any_subject(c, test); });
  }

  const Vocabulary& a_;
  const Vocabulary& b_;
  std::vector<const Pack*> packs_;
  std::vector<Item> items_;
};

}  // namespace

std::vector<Item> compare_vocabularies(const Vocabulary& a, const Vocabulary& b,
                                       const std::vector<const Pack*>& packs) {
  return VocabularyComparison(a, b, packs).run();
}

}  // namespace contra::diff
