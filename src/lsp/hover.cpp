// What stands behind a name or a fault, for the reader who rests on it.
#include <algorithm>

#include "lsp/arithmetic.hpp"
#include "lsp/meaning.hpp"
#include "lsp/session.hpp"
#include "present/rules_text.hpp"
#include "present/sentences.hpp"
#include "present/words.hpp"
#include "trial/trial.hpp"

namespace contra::lsp {

namespace {

/// Paragraphs in Markdown, or without its signs.
class Card {
 public:
  explicit Card(bool markdown) : markdown_(markdown) {}

  void head(const std::string& kind, const std::string& name, const std::string& title) {
    paragraph(kind + " " + code(name) + (title.empty() ? "" : ": " + strong(title)));
  }
  void paragraph(const std::string& text) {
    if (!out_.empty()) out_ += "\n\n";
    out_ += text;
  }
  /// "label: text" with the label set apart; nothing for an empty text.
  void fact(const std::string& label, const std::string& text) {
    if (text.empty()) return;
    out_ += out_.empty() ? "" : last_is_fact_ == out_.size() ? "\n" : "\n\n";
    out_ += (markdown_ ? "- " + label + ": " : label + ": ") + text;
    last_is_fact_ = out_.size();
  }
  std::string code(const std::string& text) const { return markdown_ ? "`" + text + "`" : text; }
  std::string codes(const std::vector<std::string>& names, std::size_t most = 12) const {
    std::string out;
    for (std::size_t i = 0; i < names.size() && i < most; ++i) out += (i > 0 ? ", " : "") + code(names[i]);
    if (names.size() > most) out += " and " + std::to_string(names.size() - most) + " more";
    return out;
  }
  std::string strong(const std::string& text) const { return markdown_ ? "**" + plain(text) + "**" : text; }
  /// Signs of Markdown in a text stand for themselves.
  std::string plain(const std::string& text) const {
    if (!markdown_) return text;
    std::string out;
    for (const char c : text) {
      if (std::string_view("\\`*_<>[]#|").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
    return out;
  }
  void fenced(const std::string& text) { paragraph(markdown_ ? "```\n" + text + "\n```" : text); }
  bool empty() const { return out_.empty(); }
  std::string take() { return std::move(out_); }

 private:
  bool markdown_;
  std::string out_;
  std::size_t last_is_fact_ = std::string::npos;
};

std::string quoted_list(const Card& card, const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  for (const auto& text : texts) out.push_back(card.plain(present::quoted(text)));
  return present::list_words(out, "and");
}

template <class Thing>
std::vector<std::string> names_of(const std::vector<Thing>& things, const std::vector<std::int32_t>& ids) {
  std::vector<std::string> out;
  for (const auto id : ids)
    if (id >= 0 && static_cast<std::size_t>(id) < things.size())
      out.push_back(things[static_cast<std::size_t>(id)].name);
  return out;
}

class Hover {
 public:
  Hover(const Reading& sound, const Reading& latest, Card& card) : sound_(sound), latest_(latest), card_(card) {}

  void about(const Symbol& symbol) {
    switch (symbol.kind) {
      case NameKind::term:
        return term(symbol);
      case NameKind::area:
        return area(symbol);
      case NameKind::role:
        return role(symbol);
      case NameKind::list:
        return list(symbol);
      case NameKind::question:
        return question(symbol);
      case NameKind::detail:
        return detail(symbol);
      case NameKind::option:
        return option(symbol);
      case NameKind::source:
        return source(symbol);
      case NameKind::check:
        return check(symbol);
      case NameKind::example:
        return example(symbol);
      case NameKind::vocabulary:
      case NameKind::pack:
        return pack(symbol);
      case NameKind::test:
        return test(symbol);
      case NameKind::care:
      case NameKind::about:
      case NameKind::policy:
        break;
    }
  }

 private:
  void check(const Symbol& symbol) {
    const check::Check* found = check_of(sound_, symbol.scope, symbol.name);
    const check::Pack* pack = pack_of(sound_, symbol.scope);
    const check::Vocabulary* v = pack == nullptr ? nullptr : vocabulary_of(sound_, pack->vocabulary);
    if (found == nullptr || v == nullptr) return unread("check", symbol);
    card_.head(found->form == check::Form::guarantee ? "guarantee" : "check", symbol.name, found->title);
    card_.paragraph(card_.plain(present::check_sentence(*found, *v, sound_.rules.sources)));
    for (const std::string& line : worked_example(*found, *v)) card_.fact("example", card_.plain(line));
    card_.fact("because", card_.plain(found->because));
    card_.fact("client", card_.plain(found->tell));
    for (const auto& s : found->sources)
      card_.fact("source", card_.plain((s.title.empty() ? present::spaced(s.id) : s.title) +
                                       (s.part.empty() ? "" : ", " + present::quoted(s.part)) + " (" +
                                       present::strength_words(s.strength) + ")"));
    if (!found->spread.empty()) card_.fact("sources say", card_.plain(found->spread));
    for (const auto& policy : sound_.rules.checked->policies)
      for (const auto& change : policy->changes)
        if (policy->pack == symbol.scope && change.check == symbol.name) changed(*policy, change, *v);
    card_.fact("named", present::count_words(static_cast<std::int64_t>(uses(symbol)), "time", "times") +
                            " in tests, clearances and policies");
  }

  void changed(const check::Policy& policy, const check::Change& change, const check::Vocabulary& v) {
    card_.fact(change.loosen ? "loosened by" : "tightened by",
               card_.plain(policy.name + ": " + present::check_sentence(change.replacement, v, sound_.rules.sources)));
    for (const std::string& line : worked_example(change.replacement, v)) card_.fact("then", card_.plain(line));
  }

  std::size_t uses(const Symbol& symbol) const {
    const auto id = latest_.index.find(symbol);
    if (!id) return 0;
    const auto all = latest_.index.of(*id);
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const auto* o) { return !o->declares; }));
  }

  void unread(const std::string& kind, const Symbol& symbol) {
    const auto id = latest_.index.find(symbol);
    card_.head(kind, symbol.name, {});
    card_.paragraph(id && latest_.index.is_declared(*id) ? "What it means is not known while the rules are at fault."
                                                         : "Nothing declares it.");
  }

  void term(const Symbol& symbol) {
    const check::Vocabulary* v = vocabulary_of(sound_, symbol.scope);
    const check::Term* found = v == nullptr ? nullptr : term_of(*v, symbol.name);
    if (found == nullptr) return unread("term", symbol);
    card_.head("term", symbol.name, found->title);
    if (found->prescribed) card_.paragraph("A prescribed medicine: only a prescriber may end it.");
    card_.fact("is a", card_.codes(names_of(v->terms, found->parents)));
    const check::TermId self = static_cast<check::TermId>(found - v->terms.data());
    auto kinds = found->kinds.ids();
    kinds.erase(std::remove(kinds.begin(), kinds.end(), self), kinds.end());
    card_.fact("kinds", card_.codes(names_of(v->terms, kinds)));
    card_.fact("also", quoted_list(card_, found->also));
    for (const auto& [system, code] : found->codes) card_.fact(system, card_.plain(code));
    std::vector<std::string> lists;
    for (const auto& list : v->lists)
      if (list.terms.has(self)) lists.push_back(list.name);
    card_.fact("asked in", card_.codes(lists));
    // A check on a parent holds for it too.
    std::vector<Symbol> read;
    for (const auto& other : v->terms)
      if (other.kinds.has(self)) read.push_back({NameKind::term, symbol.scope, other.name});
    card_.fact("read by", card_.codes(checks_that_use(latest_, read)));
  }

  void area(const Symbol& symbol) {
    const check::Vocabulary* v = vocabulary_of(sound_, symbol.scope);
    const check::Area* found = v == nullptr ? nullptr : area_of(*v, symbol.name);
    if (found == nullptr) return unread("area", symbol);
    card_.head("area", symbol.name, found->title);
    card_.fact("part of", card_.codes(names_of(v->areas, found->part_of)));
    card_.fact("also", quoted_list(card_, found->also));
    card_.fact("overlaps", card_.codes(names_of(v->areas, found->touching.ids()), 24));
  }

  void role(const Symbol& symbol) {
    const check::Vocabulary* v = vocabulary_of(sound_, symbol.scope);
    const check::Role* found = v == nullptr ? nullptr : role_of(*v, symbol.name);
    if (found == nullptr) return unread("role", symbol);
    card_.head("role", symbol.name, found->title);
    card_.fact("is a", card_.codes(names_of(v->roles, found->is_a)));
    std::vector<Symbol> counts;
    for (const auto id : found->counts_as.ids())
      counts.push_back({NameKind::role, symbol.scope, v->roles[static_cast<std::size_t>(id)].name});
    card_.fact("may clear", card_.codes(checks_that_use(latest_, counts)));
  }

  static std::string type_words(const check::ValueType& type) {
    switch (type.kind) {
      case check::ValueType::Kind::options:
        if (type.yes_no) return "yes or no";
        return present::list_words(type.options, "or") + (type.ordered ? ", in order" : "");
      case check::ValueType::Kind::number:
        return "a number in " + type.unit + " from " + present::number_words(type.from) + " to " +
               present::number_words(type.to);
      case check::ValueType::Kind::past_day:
        return "a past day";
      case check::ValueType::Kind::future_day:
        return "a future day";
      case check::ValueType::Kind::area:
        return "an area";
      case check::ValueType::Kind::text:
        return "free words, which no rule reads";
    }
    return {};
  }

  template <class Asked>
  void asked(const Asked& asked, const check::Vocabulary& v) {
    if (asked.answered_by == syntax::AnsweredBy::practitioner) card_.fact("answered by", "the practitioner");
    if (asked.asked_only && asked.asked_only->question >= 0)
      card_.fact("asked only after",
                 card_.code(v.questions[static_cast<std::size_t>(asked.asked_only->question)].name));
  }

  void question(const Symbol& symbol) {
    const check::Vocabulary* v = vocabulary_of(sound_, symbol.scope);
    const check::Question* found = v == nullptr ? nullptr : question_of(*v, symbol.name);
    if (found == nullptr) return unread("question", symbol);
    card_.head("question", symbol.name, found->question);
    card_.fact("answer", card_.plain(type_words(found->type)));
    card_.fact("stands for", card_.codes(names_of(v->questions, found->box_for)));
    if (found->not_applicable_is_no) card_.fact("not applicable", "counts as no");
    asked(*found, *v);
    card_.fact("read by", card_.codes(checks_that_use(latest_, {symbol})));
  }

  void list(const Symbol& symbol) {
    const check::Vocabulary* v = vocabulary_of(sound_, symbol.scope);
    const check::List* found = v == nullptr ? nullptr : list_of(*v, symbol.name);
    if (found == nullptr) return unread("list", symbol);
    card_.head("list", symbol.name, found->question);
    card_.fact("asks for",
               card_.codes(names_of(v->terms, found->roots)) + ", " +
                   present::count_words(static_cast<std::int64_t>(found->terms.ids().size()), "term", "terms") +
                   " in all");
    std::vector<std::string> details;
    for (const auto& d : found->details) details.push_back(d.name);
    details.erase(std::unique(details.begin(), details.end()), details.end());
    card_.fact("details", card_.codes(details));
    if (found->looks_back) card_.fact("looks back", present::step_words(*found->looks_back));
    asked(*found, *v);
    card_.fact("read by", card_.codes(checks_that_use(latest_, {symbol})));
  }

  void detail(const Symbol& symbol) {
    card_.head("detail", symbol.name, {});
    const check::Vocabulary* v = vocabulary_of(sound_, symbol.scope);
    if (v == nullptr) return;
    for (const auto& list : v->lists)
      for (const auto& d : list.details)
        if (d.name == symbol.name) card_.fact(card_.code(list.name), card_.plain(type_words(d.type)));
  }

  void option(const Symbol& symbol) {
    const std::size_t slash = symbol.scope.find('/');
    const std::string of = symbol.scope.substr(slash + 1);
    const check::ValueType* type = nullptr;
    if (const check::Vocabulary* v = vocabulary_of(sound_, symbol.scope.substr(0, slash))) {
      if (const check::Question* question = question_of(*v, of)) type = &question->type;
      for (const auto& list : v->lists)
        for (const auto& d : list.details)
          if (d.name == of && has(d.type, symbol.name)) type = &d.type;
    } else if (const check::Pack* pack = pack_of(sound_, symbol.scope.substr(0, slash))) {
      if (pack->depth) type = &pack->depth->type;
    }
    std::string label;
    if (type != nullptr)
      for (std::size_t i = 0; i < type->options.size() && i < type->labels.size(); ++i)
        if (type->options[i] == symbol.name && type->labels[i] != symbol.name) label = type->labels[i];
    card_.head("answer", symbol.name, label);
    if (type != nullptr) card_.fact("of " + card_.code(of), card_.plain(type_words(*type)));
  }
  static bool has(const check::ValueType& type, const std::string& name) {
    return std::find(type.options.begin(), type.options.end(), name) != type.options.end();
  }

  /// Whether the test holds now; only while every text is sound.
  void test(const Symbol& symbol) {
    if (&sound_ != &latest_ || !sound_.rules.checked) return;
    for (const auto& one : sound_.rules.checked->tests) {
      if (one.name != symbol.name || one.pack != symbol.scope) continue;
      const trial::Result result = trial::run(*sound_.rules.checked, sound_.rules.sources, one);
      card_.paragraph("test " + card_.strong(symbol.name) + (result.passed ? " holds" : " fails"));
      for (const auto& failure : result.failures) card_.fact("fails", card_.plain(failure.message));
    }
  }

  void source(const Symbol& symbol) {
    const auto* found = item_of<syntax::SourceItem>(latest_, symbol);
    if (found == nullptr) return unread("source", symbol);
    card_.head("source", symbol.name, found->title.text);
    card_.fact("strength", present::strength_words(found->strength));
    if (found->at) card_.fact("at", card_.plain(found->at->text));
    card_.fact("cited by", card_.codes(checks_that_use(latest_, {symbol})));
  }

  void example(const Symbol& symbol) {
    const auto* found = item_of<syntax::ExampleItem>(latest_, symbol);
    if (found == nullptr) return unread("example", symbol);
    card_.head("example", symbol.name, found->title ? found->title->text : std::string());
    if (found->record.visit) card_.fact("visit", present::day_words(found->record.visit->day));
    if (found->record.from) card_.fact("from", card_.code(found->record.from->text));
  }

  void pack(const Symbol& symbol) {
    if (const check::Vocabulary* v = vocabulary_of(sound_, symbol.name)) {
      card_.head("vocabulary", symbol.name, v->title);
      card_.fact("version", v->version);
    } else if (const check::Pack* found = pack_of(sound_, symbol.name)) {
      card_.head("pack", symbol.name, found->title);
      card_.fact("version", found->version);
      card_.fact("checks", std::to_string(found->checks.size()));
    }
  }

  const Reading& sound_;
  const Reading& latest_;
  Card& card_;
};

/// The check whose outcome a place is in; nothing elsewhere.
std::optional<Symbol> outcome_at(const Reading& reading, text::FileId file, std::uint32_t offset, text::Span& span) {
  const syntax::File* tree = reading.tree(file);
  if (tree == nullptr) return std::nullopt;
  const auto in = [&](const std::optional<syntax::Outcome>& outcome) {
    if (!outcome || offset < outcome->span.begin || offset > outcome->span.end) return false;
    span = outcome->span;
    return true;
  };
  const std::string& pack = reading.index.scope(file).pack;
  for (const syntax::Item& item : tree->items) {
    if (offset < item.span.begin || offset > item.span.end) continue;
    if (const auto* check = std::get_if<syntax::CheckItem>(&item.node); check != nullptr && in(check->outcome))
      return Symbol{NameKind::check, pack, check->name.text};
    if (const auto* change = std::get_if<syntax::PolicyChange>(&item.node); change != nullptr && in(change->outcome))
      return Symbol{NameKind::check, pack, change->check.text};
  }
  return std::nullopt;
}

}  // namespace

Json hover(Session& session, const Json& params) {
  const Spot spot = session.spot(params);
  const Reading& latest = *spot.reading;
  Card card(session.client.markdown);
  text::Span range{spot.file, spot.offset, spot.offset};
  Hover about(spot.set->sound ? *spot.set->sound : latest, latest, card);
  if (const Occurrence* found = latest.index.at(spot.file, spot.offset)) {
    range = found->span;
    about.about(latest.index.symbol(found->symbol));
  } else if (const auto check = outcome_at(latest, spot.file, spot.offset, range)) {
    about.about(*check);
  }
  std::set<text::Kind> told;
  for (const text::Diagnostic& d : latest.rules.diagnostics) {
    if (d.span.file != spot.file || spot.offset < d.span.begin || spot.offset > d.span.end) continue;
    if (!told.insert(d.kind).second) continue;
    if (card.empty()) range = d.span;
    const std::string_view page = text::explanation(d.kind);
    if (!page.empty()) card.fenced(std::string(page));
  }
  if (card.empty()) return nullptr;
  return {{"contents", {{"kind", session.client.markdown ? "markdown" : "plaintext"}, {"value", card.take()}}},
          {"range", session.range(latest, range)}};
}

}  // namespace contra::lsp
