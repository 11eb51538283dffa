// Lists and questions of a vocabulary: their types, details and what they depend on.
#include <algorithm>

#include "check/lengths.hpp"
#include "check/room.hpp"
#include "check/words.hpp"

namespace contra::check {
namespace {

using text::Kind;

/// Keys of an entry of the intake record, which no detail may take.
constexpr std::string_view entry_keys[] = {"term", "text", "on", "last", "start", "end", "ongoing", "said"};

class Builder {
 public:
  Builder(VocabularyWork& work, Context& context)
      : work_(work), v_(*work.vocabulary), report_(context.report), resolver_(v_, work.ghosts, report_) {}

  void run() {
    for (const auto* file : work_.files) {
      for (const auto& item : file->items) {
        if (const auto* ask = std::get_if<syntax::AskItem>(&item.node)) {
          if (Question* question = find(v_.question_ids, v_.questions, ask->name)) type(*ask, *question);
        }
      }
    }
    // Lists after the types of questions, which `asked only when` reads.
    for (const auto* file : work_.files) {
      for (const auto& item : file->items) {
        if (const auto* written_list = std::get_if<syntax::ListItem>(&item.node)) {
          if (List* list = find(v_.list_ids, v_.lists, written_list->name)) fill(*written_list, *list);
        } else if (const auto* ask = std::get_if<syntax::AskItem>(&item.node)) {
          if (Question* question = find(v_.question_ids, v_.questions, ask->name)) relate(*ask, *question);
        }
      }
    }
    rounds();
  }

 private:
  /// The thing declared by exactly this item: a second declaration of a name is not looked at further.
  template <class Ids, class T>
  static T* find(const Ids& ids, std::vector<T>& things, const syntax::Name& name) {
    const auto found = ids.find(name.text);
    if (found == ids.end()) return nullptr;
    T& thing = things[static_cast<std::size_t>(found->second)];
    return thing.span == name.span ? &thing : nullptr;
  }

  void type(const syntax::AskItem& ask, Question& question) {
    const std::size_t before = report_.faults();
    auto resolved = resolve_type(ask.type, report_);
    if (!resolved) {
      if (report_.faults() == before) report_.incomplete();
      untyped_.insert(question.name);
      return;
    }
    question.type = std::move(*resolved);
    if (question.not_applicable_is_no && !type_has_no(question.type)) {
      report_
          .add(Kind::wrong_type, ask.name.span,
               "`not applicable counts as no`, and " + ticked(question.name) + " has no answer `no`")
          .help("it is " + describe(question.type));
    }
  }

  void relate(const syntax::AskItem& ask, Question& question) {
    const bool typed = untyped_.count(question.name) == 0;
    if (ask.asked_only)
      question.asked_only = asked_only(*ask.asked_only, ask.name, typed ? &question.type : nullptr, typed);
    const auto* yes_no = std::get_if<syntax::YesNo>(&ask.type);
    if (yes_no == nullptr) return;
    for (const auto& name : yes_no->for_any_of) {
      const auto id = resolver_.question(name);
      if (!id) continue;
      const Question& member = v_.questions[static_cast<std::size_t>(*id)];
      if (member.name == question.name) {
        report_.add(Kind::circular_kinds, name.span, "box " + ticked(question.name) + " stands for itself");
      } else if (untyped_.count(member.name) != 0) {
        report_.incomplete();
      } else if (!member.type.yes_no) {
        report_
            .add(Kind::wrong_type, name.span,
                 "a box stands for questions answered by yes or no, and " + ticked(member.name) + " is " +
                     describe(member.type))
            .label(member.span, "declared here");
      } else if (std::find(question.box_for.begin(), question.box_for.end(), *id) != question.box_for.end()) {
        report_.add(Kind::declared_twice, name.span, ticked(member.name) + " stands twice in one box");
      } else {
        question.box_for.push_back(*id);
      }
    }
  }

  /// `subject` is the type of the question that is asked only then; a list has none.
  std::optional<AskedOnlyWhen> asked_only(const syntax::AskedOnly& written_only, const syntax::Name& of,
                                          const ValueType* type, bool known_type) {
    const auto id = resolver_.question(written_only.question);
    if (!id) return std::nullopt;
    const Question& other = v_.questions[static_cast<std::size_t>(*id)];
    if (untyped_.count(other.name) != 0) {
      report_.incomplete();
      return std::nullopt;
    }
    if (other.name == of.text) {
      report_.add(Kind::circular_kinds, written_only.question.span,
                  ticked(of.text) + " is asked only when it has been answered");
      return std::nullopt;
    }
    if (other.type.kind != ValueType::Kind::options) {
      report_
          .add(Kind::wrong_type, written_only.question.span,
               "`asked only when` tests one of several answers, and " + ticked(other.name) + " is " +
                   describe(other.type))
          .label(other.span, "declared here");
      return std::nullopt;
    }
    const auto value = resolve_value(other.type, other.name, written_only.value, report_);
    if (!value) return std::nullopt;
    if (written_only.else_no && known_type && type != nullptr && !type_has_no(*type)) {
      report_.add(Kind::wrong_type, written_only.span, "`else no`, and " + ticked(of.text) + " has no answer `no`")
          .help("it is " + describe(*type));
      return std::nullopt;
    }
    AskedOnlyWhen out;
    out.question = *id;
    out.options = std::uint64_t{1} << static_cast<std::size_t>(*value);
    out.else_no = written_only.else_no;
    return out;
  }

  void fill(const syntax::ListItem& item, List& list) {
    list.terms = IdSet(v_.terms.size());
    if (!item.role) {
      report_
          .add(Kind::missing_declaration, item.name.span, "list " + ticked(list.name) + " does not say what it records")
          .help("add `records exposures`, `records states`, `records allergies` or `records events to come`");
    } else {
      list.role = *item.role;
      list.planned_too = item.planned_too;
    }
    if (item.roots.empty()) {
      report_
          .add(Kind::missing_declaration, item.name.span,
               "list " + ticked(list.name) + " does not say of which terms it is")
          .help("add `of` and one or more terms");
    }
    for (const auto& name : item.roots) {
      const auto id = resolver_.term(name);
      if (!id) continue;
      list.roots.push_back(*id);
      list.terms |= v_.terms[static_cast<std::size_t>(*id)].kinds;
    }
    for (const auto& detail : item.details) this->detail(item, detail, list);
    if (item.looks_back) {
      const auto step = step_of(*item.looks_back, report_);
      if (item.role && *item.role != syntax::ListRole::exposures) {
        report_.add(Kind::wrong_type, item.looks_back->span,
                    "only a list of exposures looks back, and " + ticked(list.name) + " records " +
                        std::string(plural_of(*item.role)));
      } else if (step) {
        list.looks_back = *step;
      }
    }
    if (item.asked_only) list.asked_only = asked_only(*item.asked_only, item.name, nullptr, true);
  }

  void detail(const syntax::ListItem& item, const syntax::DetailItem& written_detail, List& list) {
    const std::string& name = written_detail.name.text;
    if (name.empty()) {
      report_.incomplete();
      return;
    }
    for (const auto key : entry_keys) {
      if (name != key) continue;
      report_
          .add(Kind::reserved_word, written_detail.name.span,
               ticked(name) + " already says something else about an entry")
          .help("choose another name for the detail");
      return;
    }
    Detail detail;
    detail.name = name;
    detail.span = written_detail.name.span;
    bool whole = true;
    auto type = resolve_type(written_detail.type, report_);
    if (!type) whole = false;
    if (const auto* yes_no = std::get_if<syntax::YesNo>(&written_detail.type);
        yes_no != nullptr && !yes_no->for_any_of.empty()) {
      report_.add(Kind::wrong_type, yes_no->for_any_of.front().span, "a detail cannot stand for several questions");
      whole = false;
    }
    for (const auto& term : written_detail.for_terms) {
      const auto id = resolver_.term(term);
      if (!id) {
        whole = false;
        continue;
      }
      const IdSet& kinds = v_.terms[static_cast<std::size_t>(*id)].kinds;
      if (!list.terms.empty() && !kinds.meets(list.terms)) {
        report_
            .add(Kind::unlisted_term, term.span, "list " + ticked(list.name) + " does not ask for " + ticked(term.text))
            .label(item.name.span, "declared here");
        whole = false;
        continue;
      }
      detail.for_terms |= kinds;
    }
    if (!whole) return;
    // Other rooms know these two by name; a type of another kind would not be read as what it says.
    const bool area_type = type->kind == ValueType::Kind::area;
    if (area_type != (name == "area")) {
      report_
          .add(Kind::wrong_type, written_detail.name.span,
               area_type ? "a detail that is an area is called `area`, not " + ticked(name)
                         : "detail `area` is " + describe(*type) + " here, and must be an area")
          .help("write `detail area area`");
      return;
    }
    if (name == "prescribed" && !type->yes_no) {
      report_.add(Kind::wrong_type, written_detail.name.span,
                  "detail `prescribed` is " + describe(*type) + " here, and must be yes or no");
      return;
    }
    detail.type = std::move(*type);
    for (const auto& other : list.details) {
      if (other.name != name) continue;
      if (!other.for_terms.empty() && !detail.for_terms.empty() && !other.for_terms.meets(detail.for_terms)) continue;
      report_
          .add(Kind::declared_twice, written_detail.name.span,
               "detail " + ticked(name) + " is declared twice for one term")
          .label(other.span, "first declared here")
          .help("say with `for TERM` which terms each is for");
      return;
    }
    list.details.push_back(std::move(detail));
  }

  /// `asked only when` and boxes must come to an end.
  void rounds() {
    for (std::size_t i = 0; i < v_.questions.size(); ++i) {
      const Question* at = &v_.questions[i];
      for (std::size_t steps = 0; at->asked_only && steps <= v_.questions.size(); ++steps) {
        const auto next = static_cast<std::size_t>(at->asked_only->question);
        // Reported once, at the member that was declared first.
        if (next < i) break;
        if (next == i) {
          report_.add(Kind::circular_kinds, v_.questions[i].span,
                      ticked(v_.questions[i].name) + " is asked only when it has been answered");
          break;
        }
        at = &v_.questions[next];
      }
    }
    for (const Question& box : v_.questions) {
      for (const QuestionId id : box.box_for) {
        const Question& member = v_.questions[static_cast<std::size_t>(id)];
        if (member.box_for.empty()) continue;
        report_
            .add(Kind::wrong_type, box.span,
                 "box " + ticked(box.name) + " stands for " + ticked(member.name) + ", which is a box itself")
            .label(member.span, "declared here")
            .help("name the questions that it stands for");
      }
    }
  }

  VocabularyWork& work_;
  Vocabulary& v_;
  Reporter& report_;
  Resolver resolver_;
  std::set<std::string> untyped_;
};

}  // namespace

void build_lists_and_questions(VocabularyWork& work, Context& context) { Builder(work, context).run(); }

}  // namespace contra::check
