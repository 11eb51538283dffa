// Packs: head, checks, guarantees, care and articles.
#include <algorithm>

#include "check/lengths.hpp"
#include "check/room.hpp"
#include "check/words.hpp"

namespace contra::check {
namespace {

using text::Kind;

std::string version_of(const syntax::Version& version) {
  return std::to_string(version.major) + "." + std::to_string(version.minor) + "." + std::to_string(version.patch);
}

class PackReader {
 public:
  PackReader(PackWork& work, Context& context)
      : work_(work), context_(context), report_(context.report), pack_(*work.pack) {}

  void run() {
    head();
    read_sources(work_.files, work_.sources, context_);
    declare();
    if (work_.vocabulary == nullptr) return;  // every name would be unknown for the one reason that has been given
    Resolver resolver(*work_.vocabulary->vocabulary, work_.vocabulary->ghosts, report_);
    CheckPlace place{resolver, context_, pack_, work_.sources, nullptr};
    resolve_needs(*work_.header, resolver, pack_.needs);
    performs(resolver);
    for (const auto* file : work_.files) {
      for (const auto& item : file->items) {
        if (const auto* check = std::get_if<syntax::CheckItem>(&item.node)) {
          place.unread = report_.unread(item);
          this->check(*check, place);
        } else if (const auto* guarantee = std::get_if<syntax::GuaranteeItem>(&item.node)) {
          if (!declared_here(guarantee->name)) continue;
          if (auto resolved = resolve_guarantee(*guarantee, place)) keep(guarantee->name, std::move(*resolved));
        }
      }
    }
    // After the checks, which `next session by` names.
    for (const auto* file : work_.files) {
      for (const auto& item : file->items) {
        if (const auto* care = std::get_if<syntax::CareItem>(&item.node)) {
          if (!free(care->name, "care")) continue;
          if (auto resolved = resolve_care(*care, work_, place)) pack_.care.push_back(std::move(*resolved));
        } else if (const auto* about = std::get_if<syntax::AboutItem>(&item.node)) {
          if (!free(about->name, "about")) continue;
          lint_about_texts(*about, place);
          std::vector<std::string> paragraphs;
          for (const auto& paragraph : about->paragraphs) paragraphs.push_back(paragraph.text);
          pack_.about.push_back(
              {about->name.text, about->title.text, std::move(paragraphs), resolve_cites(about->clauses.cites, place)});
        }
      }
    }
  }

 private:
  void head() {
    const auto& header = *work_.header;
    pack_.name = header.name.text;
    pack_.title = header.title ? header.title->text : spelled(pack_.name);
    pack_.span = header.name.span;
    for (const auto* file : work_.files) pack_.files.push_back(file->id);
    if (header.version) {
      pack_.major = header.version->major;
      pack_.version = version_of(*header.version);
    } else {
      report_.incomplete();
    }
    judge_review(header.review_by, context_);
    if (header.review_by) pack_.review_by = header.review_by->day;
    pack_.validity = resolve_validity(header, report_);
    if (header.depth) {
      std::optional<ValueType> type;
      if (const auto* number = std::get_if<syntax::NumberIn>(&header.depth->type))
        type = resolve_number(*number, report_);
      else
        type = resolve_options(std::get<syntax::OneOf>(header.depth->type), report_);
      if (type && !type->ordered) {
        report_.add(Kind::not_ordered, header.depth->span, "depths need an order, from the smallest to the greatest")
            .help("end the line with `in order`");
      } else if (type) {
        pack_.depth = DepthType{std::move(*type)};
      }
    }
    vocabulary();
  }

  /// Other treatments of the day read it in a list of events to come, so one has to ask for it.
  void performs(Resolver& resolver) {
    if (!work_.header->performs) return;
    const auto& name = *work_.header->performs;
    const auto term = resolver.term(name);
    if (!term) return;
    const auto& lists = resolver.vocabulary().lists;
    const bool asked = std::any_of(lists.begin(), lists.end(), [&](const List& list) {
      return list.role == syntax::ListRole::to_come && list.terms.has(*term);
    });
    if (!asked) {
      report_.add(Kind::unlisted_term, name.span, "no list of events to come asks for " + ticked(name.text))
          .help("name a term that a list with `records events to come` holds");
      return;
    }
    pack_.performs = *term;
  }

  void vocabulary() {
    const auto& header = *work_.header;
    if (header.uses.empty()) {
      report_.add(Kind::two_vocabularies, header.name.span, "pack " + ticked(pack_.name) + " uses no vocabulary")
          .help("add `use` with the name and major version of one");
      return;
    }
    if (header.uses.size() > 1) {
      report_
          .add(Kind::two_vocabularies, header.uses[1].span, "pack " + ticked(pack_.name) + " uses a second vocabulary")
          .label(header.uses[0].span, "the first")
          .help("a pack has one vocabulary, which is where its questions and terms come from");
    }
    const auto& use = header.uses.front();
    pack_.vocabulary = use.name.text;
    const VocabularyWork* found = context_.vocabulary(use.name.text);
    if (found == nullptr) {
      if (use.name.text.empty() || context_.headless) {
        report_.incomplete();
        return;
      }
      std::vector<std::string> candidates;
      for (const auto& v : context_.vocabularies) candidates.push_back(v->header->name.text);
      auto added =
          report_.add(Kind::unknown_pack, use.name.span, "no vocabulary " + ticked(use.name.text) + " is loaded");
      report_.suggest(added, use.name, candidates, "load its files together with the pack");
      return;
    }
    if (found->vocabulary->major != use.major && found->header->version) {
      report_
          .add(Kind::wrong_version, use.span,
               "vocabulary " + ticked(use.name.text) + " " + std::to_string(use.major) + " is asked for, and " +
                   found->vocabulary->version + " is loaded")
          .label(found->header->name.span, "loaded from here");
    }
    work_.vocabulary = found;
  }

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
        const syntax::Name* name = nullptr;
        const auto* check = std::get_if<syntax::CheckItem>(&item.node);
        if (check != nullptr)
          name = &check->name;
        else if (const auto* guarantee = std::get_if<syntax::GuaranteeItem>(&item.node))
          name = &guarantee->name;
        if (name == nullptr) continue;
        if (name_is_reserved_for_engine(name->text)) {
          report_
              .add(Kind::reserved_word, name->span, ticked(name->text) + " is the name of a reason that every pack has")
              .help("choose another name");
          continue;
        }
        if (!free(*name, "check")) continue;
        work_.checks.emplace(name->text, KnownCheck{name->span, check, none});
      }
    }
  }

  bool declared_here(const syntax::Name& name) const {
    const auto found = work_.checks.find(name.text);
    return found != work_.checks.end() && found->second.span == name.span;
  }

  void keep(const syntax::Name& name, Check check) {
    work_.checks.find(name.text)->second.index = static_cast<std::int32_t>(pack_.checks.size());
    pack_.checks.push_back(std::move(check));
  }

  void check(const syntax::CheckItem& item, CheckPlace& place) {
    if (!declared_here(item.name)) return;
    if (item.outcome && std::holds_alternative<syntax::SameWait>(item.outcome->form)) {
      report_.add(Kind::missing_outcome, item.outcome->span, "this wait does not say after what")
          .help("write `wait … after last …`");
      return;
    }
    // Without an outcome the clauses are still worth reading.
    syntax::Outcome none_written;
    none_written.form = syntax::Broken{};
    const syntax::Outcome& outcome = item.outcome ? *item.outcome : none_written;
    if (auto resolved = resolve_check(item.name, item.title, outcome, item.clauses, Demand::because_and_cite, place))
      keep(item.name, std::move(*resolved));
  }

  PackWork& work_;
  Context& context_;
  Reporter& report_;
  Pack& pack_;
  std::map<std::string, text::Span> first_;
};

}  // namespace

void build_pack(PackWork& work, Context& context) {
  work.pack = std::make_shared<Pack>();
  PackReader(work, context).run();
}

void resolve_needs(const syntax::Header& header, Resolver& resolver, std::vector<Need>& needs) {
  Reporter& report = resolver.report();
  const Vocabulary& v = resolver.vocabulary();
  for (const auto& written_need : header.needs) {
    Need need;
    const auto& name = written_need.question;
    if (const auto question = v.question_ids.find(name.text); question != v.question_ids.end()) {
      need.question = question->second;
      if (written_need.for_term) {
        report
            .add(Kind::wrong_kind_of_name, name.span,
                 ticked(name.text) + " is a question, and only a list is needed `for` a term")
            .label(v.questions[static_cast<std::size_t>(need.question)].span, "declared here");
        continue;
      }
    } else if (const auto list = v.list_ids.find(name.text); list != v.list_ids.end()) {
      need.list = list->second;
      if (written_need.for_term) {
        const auto term = resolver.term(*written_need.for_term);
        if (!term) continue;
        const List& found = v.lists[static_cast<std::size_t>(need.list)];
        if (!v.terms[static_cast<std::size_t>(*term)].kinds.within(found.terms)) {
          report
              .add(Kind::unlisted_term, written_need.for_term->span,
                   "list " + ticked(name.text) + " does not ask for " + ticked(written_need.for_term->text))
              .label(found.span, "declared here");
          continue;
        }
        need.term = *term;
      }
    } else {
      resolver.not_found(name, list_name | question_name);
      continue;
    }
    needs.push_back(need);
  }
}

Validity resolve_validity(const syntax::Header& header, Reporter& report) {
  Validity out;
  if (header.form_holds) out.form_holds = step_of(*header.form_holds, report);
  if (header.clearance_holds) out.clearance_holds = step_of(*header.clearance_holds, report);
  if (header.change_check) {
    const auto read = [&](const syntax::Length& length) -> std::optional<Step> {
      if (length.span.file >= 0) return step_of(length, report);
      report.incomplete();  // one of the two could not be read, and that has been reported
      return std::nullopt;
    };
    out.change_check_after = read(header.change_check->older_than);
    out.change_check_within = read(header.change_check->not_older_than);
  }
  return out;
}

void judge_review(const std::optional<syntax::DateLiteral>& review_by, Context& context) {
  if (!review_by || !context.options.today || !(review_by->day < *context.options.today)) return;
  context.report
      .add(Kind::review_overdue, review_by->span,
           "this was to be reviewed by " + to_iso(review_by->day) + ", and today is " + to_iso(*context.options.today))
      .help("read the sources again, then set a new day");
}

void judge_pack_name(const syntax::Name& name, Context& context) {
  if (name.text.empty()) {
    context.report.incomplete();
    return;
  }
  if (context.pack(name.text) != nullptr) return;
  std::vector<std::string> candidates;
  for (const auto& pack : context.packs) candidates.push_back(pack->header->name.text);
  const std::string near = text::nearest(name.text, candidates);
  if (near.empty()) return;
  context.report.add(Kind::unknown_pack, name.span, "no pack " + ticked(name.text) + " is loaded")
      .help("did you mean `" + near + "`?")
      .fix(name.span, near);
}

}  // namespace contra::check
