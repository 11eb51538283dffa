// Terms, areas, roles and the tolerance of a vocabulary: declared once, closed under their kinds, known by every name
// that people write.
#include <algorithm>

#include "check/lengths.hpp"
#include "check/room.hpp"
#include "check/words.hpp"

namespace contra::check {
namespace {

using text::Kind;

/// For each node everything reachable along `up`, itself included; reports each cycle once, at its first member.
template <class T, class Parents>
std::vector<IdSet> closures(const std::vector<T>& nodes, Parents parents, const std::string& relation,
                            Reporter& report) {
  enum class Mark : char { fresh, open, done };
  std::vector<IdSet> above(nodes.size(), IdSet(nodes.size()));
  std::vector<Mark> marks(nodes.size(), Mark::fresh);
  struct Frame {
    std::int32_t id;
    std::size_t next;
  };
  for (std::size_t root = 0; root < nodes.size(); ++root) {
    if (marks[root] != Mark::fresh) continue;
    std::vector<Frame> stack{{static_cast<std::int32_t>(root), 0}};
    marks[root] = Mark::open;
    above[root].add(static_cast<std::int32_t>(root));
    while (!stack.empty()) {
      Frame& frame = stack.back();
      const auto at = static_cast<std::size_t>(frame.id);
      const std::vector<std::int32_t>& ups = parents(nodes[at]);
      if (frame.next == ups.size()) {
        marks[at] = Mark::done;
        stack.pop_back();
        if (!stack.empty()) above[static_cast<std::size_t>(stack.back().id)] |= above[at];
        continue;
      }
      const std::int32_t up = ups[frame.next++];
      const auto to = static_cast<std::size_t>(up);
      if (marks[to] == Mark::done) {
        above[at] |= above[to];
      } else if (marks[to] == Mark::open) {
        std::vector<std::string> between;
        for (auto f = stack.rbegin(); f != stack.rend() && f->id != up; ++f)
          between.insert(between.begin(), ticked(nodes[static_cast<std::size_t>(f->id)].name));
        report
            .add(Kind::circular_kinds, nodes[at].span,
                 ticked(nodes[to].name) + " is " + relation + " itself" +
                     (between.empty() ? "" : ", through " + joined(between, " and ")))
            .help("take one of the sentences out that make it so");
      } else {
        marks[to] = Mark::open;
        above[to].add(up);
        stack.push_back({up, 0});
      }
    }
  }
  return above;
}

template <class T>
std::string title_of(const T& item) {
  return item.title ? item.title->text : spelled(item.name.text);
}

/// Folded names of terms or areas: one name leads to one of them.
template <class T>
class WordBook {
 public:
  WordBook(std::map<std::string, std::int32_t, std::less<>>& book, const std::vector<T>& things,
           const std::string& what, Reporter& report)
      : book_(book), things_(things), what_(what), report_(report) {}

  void add(const std::string& words, std::int32_t id, text::Span span) {
    const std::string folded = fold_name(words);
    if (folded.empty()) {
      report_.add(Kind::missing_declaration, span, "a name without letters");
      return;
    }
    const auto added = book_.emplace(folded, id);
    if (added.second) {
      spans_.emplace(folded, span);
      return;
    }
    if (added.first->second == id) return;
    const T& other = things_[static_cast<std::size_t>(added.first->second)];
    report_.add(Kind::ambiguous_words, span, "\"" + words + "\" already means " + what_ + " " + ticked(other.name))
        .label(spans_[folded], "here")
        .help("a client who writes it must mean one " + what_ + "; take the name from one of them");
  }

 private:
  std::map<std::string, std::int32_t, std::less<>>& book_;
  std::map<std::string, text::Span> spans_;
  const std::vector<T>& things_;
  std::string what_;
  Reporter& report_;
};

class Builder {
 public:
  Builder(VocabularyWork& work, Context& context)
      : work_(work),
        context_(context),
        v_(*work.vocabulary),
        report_(context.report),
        resolver_(v_, work.ghosts, report_) {}

  void run() {
    head();
    declare();
    relate();
    close();
    words();
  }

 private:
  void head() {
    v_.name = work_.header->name.text;
    v_.title = work_.header->title ? work_.header->title->text : spelled(v_.name);
    if (work_.header->version) {
      const auto& version = *work_.header->version;
      v_.major = version.major;
      v_.version =
          std::to_string(version.major) + "." + std::to_string(version.minor) + "." + std::to_string(version.patch);
    } else {
      report_.incomplete();
    }
    judge_review(work_.header->review_by, context_);
  }

  /// Whether `name` is free in the space that terms, lists and questions share, or in that of areas or roles.
  bool free(const syntax::Name& name, const char* space) {
    if (name.text.empty()) {
      report_.incomplete();
      return false;
    }
    const auto added = first_.emplace(space + (":" + name.text), name.span);
    if (added.second) return true;
    report_.add(Kind::declared_twice, name.span, ticked(name.text) + " is declared twice")
        .label(added.first->second, "first declared here");
    return false;
  }

  void declare() {
    for (const auto* file : work_.files) {
      for (const auto& item : file->items) {
        if (const auto* term = std::get_if<syntax::TermItem>(&item.node)) {
          if (!free(term->name, "word")) continue;
          Term t;
          t.name = term->name.text;
          t.title = title_of(*term);
          t.prescribed = term->prescribed;
          t.span = term->name.span;
          for (const auto& also : term->also) t.also.push_back(also.text);
          for (const auto& code : term->codes) t.codes.emplace_back(code.first.text, code.second.text);
          v_.term_ids.emplace(t.name, static_cast<TermId>(v_.terms.size()));
          v_.terms.push_back(std::move(t));
          terms_.push_back(term);
        } else if (const auto* area = std::get_if<syntax::AreaItem>(&item.node)) {
          if (!free(area->name, "area")) continue;
          Area a;
          a.name = area->name.text;
          a.title = title_of(*area);
          a.span = area->name.span;
          for (const auto& also : area->also) a.also.push_back(also.text);
          v_.area_ids.emplace(a.name, static_cast<AreaId>(v_.areas.size()));
          v_.areas.push_back(std::move(a));
          areas_.push_back(area);
        } else if (const auto* role = std::get_if<syntax::RoleItem>(&item.node)) {
          if (!free(role->name, "role")) continue;
          Role r;
          r.name = role->name.text;
          r.title = title_of(*role);
          r.span = role->name.span;
          v_.role_ids.emplace(r.name, static_cast<RoleId>(v_.roles.size()));
          v_.roles.push_back(std::move(r));
          roles_.push_back(role);
        } else if (const auto* list = std::get_if<syntax::ListItem>(&item.node)) {
          if (!free(list->name, "word")) continue;
          List l;
          l.name = list->name.text;
          l.question = list->question.text;
          l.answered_by = list->answered_by;
          l.span = list->name.span;
          v_.list_ids.emplace(l.name, static_cast<ListId>(v_.lists.size()));
          v_.lists.push_back(std::move(l));
        } else if (const auto* ask = std::get_if<syntax::AskItem>(&item.node)) {
          if (!free(ask->name, "word")) continue;
          if (ask->name.text == "age") {
            report_
                .add(Kind::reserved_word, ask->name.span,
                     "`age` is worked out from the birth date and cannot be a question")
                .help("ask for `birth_date`, a past day");
            continue;
          }
          Question q;
          q.name = ask->name.text;
          q.question = ask->question.text;
          q.answered_by = ask->answered_by;
          q.not_applicable_is_no = ask->not_applicable_is_no;
          q.span = ask->name.span;
          v_.question_ids.emplace(q.name, static_cast<QuestionId>(v_.questions.size()));
          v_.questions.push_back(std::move(q));
        } else if (const auto* tolerance = std::get_if<syntax::ToleranceItem>(&item.node)) {
          this->tolerance(*tolerance, item.span);
        }
      }
    }
  }

  void tolerance(const syntax::ToleranceItem& item, text::Span span) {
    if (tolerance_at_) {
      report_.add(Kind::declared_twice, span, "the tolerance is declared twice")
          .label(*tolerance_at_, "first declared here");
      return;
    }
    tolerance_at_ = span;
    std::vector<syntax::Unit> seen;
    for (const auto& row : item.rows) {
      if (std::find(seen.begin(), seen.end(), row.first) != seen.end()) {
        report_.add(Kind::row_repeated, row.second.span, "two tolerances for one unit");
        continue;
      }
      seen.push_back(row.first);
      const auto step = step_of(row.second, report_, Zero::allowed);
      if (!step) continue;
      switch (row.first) {
        case syntax::Unit::hour:
          break;
        case syntax::Unit::day:
          v_.tolerance.days = *step;
          break;
        case syntax::Unit::week:
          v_.tolerance.weeks = *step;
          break;
        case syntax::Unit::month:
          v_.tolerance.months = *step;
          break;
        case syntax::Unit::year:
          v_.tolerance.years = *step;
          break;
      }
    }
  }

  template <class Id>
  void relate_one(std::vector<Id>& to, std::optional<Id> id) {
    if (id && std::find(to.begin(), to.end(), *id) == to.end()) to.push_back(*id);
  }

  void relate() {
    for (std::size_t i = 0; i < terms_.size(); ++i)
      for (const auto& name : terms_[i]->is_a) relate_one(v_.terms[i].parents, resolver_.term(name));
    for (std::size_t i = 0; i < areas_.size(); ++i)
      for (const auto& name : areas_[i]->part_of) relate_one(v_.areas[i].part_of, resolver_.area(name));
    for (std::size_t i = 0; i < roles_.size(); ++i)
      for (const auto& name : roles_[i]->is_a) relate_one(v_.roles[i].is_a, resolver_.role(name));
  }

  void close() {
    const auto term_above = closures(
        v_.terms, [](const Term& t) -> const std::vector<TermId>& { return t.parents; }, "a kind of", report_);
    for (auto& term : v_.terms) term.kinds = IdSet(v_.terms.size());
    std::vector<bool> declared;
    for (const auto& term : v_.terms) declared.push_back(term.prescribed);
    for (std::size_t i = 0; i < v_.terms.size(); ++i) {
      for (const TermId up : term_above[i].ids()) {
        v_.terms[static_cast<std::size_t>(up)].kinds.add(static_cast<TermId>(i));
        if (declared[static_cast<std::size_t>(up)]) v_.terms[i].prescribed = true;
      }
    }
    const auto area_above = closures(
        v_.areas, [](const Area& a) -> const std::vector<AreaId>& { return a.part_of; }, "a part of", report_);
    std::vector<IdSet> parts(v_.areas.size(), IdSet(v_.areas.size()));
    for (std::size_t i = 0; i < v_.areas.size(); ++i)
      for (const AreaId up : area_above[i].ids()) parts[static_cast<std::size_t>(up)].add(static_cast<AreaId>(i));
    // Two areas touch when they share a part. In a tree that is "one is part of the other"; with an area that is part
    // of two, those two overlap as well.
    for (std::size_t i = 0; i < v_.areas.size(); ++i) {
      v_.areas[i].touching = IdSet(v_.areas.size());
      for (std::size_t j = 0; j < v_.areas.size(); ++j)
        if (parts[i].meets(parts[j])) v_.areas[i].touching.add(static_cast<AreaId>(j));
    }
    const auto role_above = closures(
        v_.roles, [](const Role& r) -> const std::vector<RoleId>& { return r.is_a; }, "a kind of", report_);
    for (std::size_t i = 0; i < v_.roles.size(); ++i) v_.roles[i].counts_as = role_above[i];
  }

  void words() {
    WordBook<Term> terms(v_.term_by_words, v_.terms, "term", report_);
    // Names first: they cannot be changed as easily as a title or another name.
    for (std::size_t i = 0; i < terms_.size(); ++i)
      terms.add(v_.terms[i].name, static_cast<TermId>(i), terms_[i]->name.span);
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      if (terms_[i]->title) terms.add(terms_[i]->title->text, static_cast<TermId>(i), terms_[i]->title->span);
      for (const auto& also : terms_[i]->also) terms.add(also.text, static_cast<TermId>(i), also.span);
    }
    WordBook<Area> areas(v_.area_by_words, v_.areas, "area", report_);
    for (std::size_t i = 0; i < areas_.size(); ++i)
      areas.add(v_.areas[i].name, static_cast<AreaId>(i), areas_[i]->name.span);
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      if (areas_[i]->title) areas.add(areas_[i]->title->text, static_cast<AreaId>(i), areas_[i]->title->span);
      for (const auto& also : areas_[i]->also) areas.add(also.text, static_cast<AreaId>(i), also.span);
    }
  }

  VocabularyWork& work_;
  Context& context_;
  Vocabulary& v_;
  Reporter& report_;
  Resolver resolver_;
  std::map<std::string, text::Span> first_;
  std::optional<text::Span> tolerance_at_;
  std::vector<const syntax::TermItem*> terms_;
  std::vector<const syntax::AreaItem*> areas_;
  std::vector<const syntax::RoleItem*> roles_;
};

}  // namespace

void build_vocabulary(VocabularyWork& work, Context& context) {
  work.vocabulary = std::make_shared<Vocabulary>();
  Builder(work, context).run();
  build_lists_and_questions(work, context);
}

}  // namespace contra::check
