// What may be written next: words of the language by the grammar, names of the kind that fits, items to fill in.
#include <algorithm>

#include "lsp/meaning.hpp"
#include "lsp/place.hpp"
#include "lsp/session.hpp"
#include "present/words.hpp"
#include "syntax/parse.hpp"

namespace contra::lsp {

namespace {

/// Completion kinds of the protocol.
int completion_kind(NameKind kind) {
  switch (kind) {
    case NameKind::term:
      return 7;  // class
    case NameKind::area:
    case NameKind::vocabulary:
    case NameKind::pack:
    case NameKind::policy:
      return 9;  // module
    case NameKind::role:
      return 8;  // interface
    case NameKind::list:
    case NameKind::question:
      return 10;  // property
    case NameKind::detail:
      return 5;  // field
    case NameKind::option:
      return 20;  // enum member
    case NameKind::source:
      return 21;  // constant
    case NameKind::check:
      return 3;  // function
    default:
      return 18;  // reference
  }
}

struct Snippet {
  const char* word;
  const char* text;
};

constexpr Snippet snippets[] = {
    {"check",
     "check ${1:name} \"${2:Title}\"\n  wait ${3:5 days} after last ${4:term} in treated area, better ${5:7 days}\n"
     "  because \"${6:Why, for the practitioner}\"\n  tell \"${7:For the client}\"\n  cite ${8:source}\n"},
    {"guarantee",
     "guarantee ${1:name} \"${2:Title}\"\n  never go while ${3:pregnant is yes}\n  because \"${4:Why}\"\n  cite "
     "${5:source}\n"},
    {"term", "term ${1:name} \"${2:title}\" is a ${3:term}\n  also \"${4:another name}\"\n"},
    {"area", "area ${1:name} \"${2:title}\"\n  part of ${3:area}\n"},
    {"role", "role ${1:name} \"${2:title}\" is a ${3:role}\n"},
    {"ask", "ask ${1:name} \"${2:The question?}\"\n  ${3:yes or no}\n"},
    {"list",
     "list ${1:name} \"${2:The question?}\"\n  of ${3:term}\n  records ${4:exposures}\n  looks back ${5:24 months}\n"},
    {"source", "source ${1:name} \"${2:Title}\" ${3|law,label,guideline,study,guidance,house|}\n"},
    {"example",
     "example ${1:name} \"${2:A healthy adult, every question answered}\"\n  visit ${3:2026-03-16}\n"
     "  plan ${4:pack} in ${5:face}\n  given birth_date is ${6:1988-05-04}\n  given every other question no\n"},
    {"test",
     "test \"${1:name}\"\n  from ${2:example}, visit ${3:2026-03-18}\n"
     "  given ${4:products}: ${5:term} last ${6:2026-03-14}\n  expect ${7:wait until 2026-03-19}\n"},
    {"aftercare",
     "aftercare ${1:name} \"${2:Title}\"\n  avoid \"${3:what}\" for ${4:24 hours}\n  because \"${5:Why}\"\n"
     "  cite ${6:source}\n"},
    {"precare",
     "precare ${1:name} \"${2:Title}\"\n  avoid \"${3:what}\" from ${4:5 days} before\n  cite ${5:source}\n"},
    {"about", "about ${1:name} \"${2:Title}\"\n  say \"${3:What it is.}\"\n  cite ${4:source}\n"},
    {"tighten", "tighten ${1:check}: wait ${2:7 days}\n  because \"${3:Why}\"\n  cite ${4:source}\n"},
    {"loosen",
     "loosen ${1:check}: wait ${2:3 days}\n  because \"${3:Why}\"\n  approved by \"${4:Who}\"\n"
     "  until ${5:2026-12-31}\n  cite ${6:source}\n"},
    {"pack",
     "pack ${1:name} 1.0.0 \"${2:Title}\"\n  use ${3:skin} 1\n  depth one of ${4:superficial, medium, deep} in "
     "order\n"},
};

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

class Completer {
 public:
  Completer(const Session& session, const Spot& spot) : session_(session), spot_(spot) {}

  Json run() {
    const std::string_view text = spot_.reading->text(spot_.file);
    std::size_t begin = spot_.offset, end = spot_.offset;
    while (begin > 0 && is_word(text[begin - 1])) --begin;
    while (end < text.size() && is_word(text[end])) ++end;
    range_ = session_.range(*spot_.reading,
                            {spot_.file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    const std::string_view before = text.substr(0, begin);
    const Wanted wanted = wanted_at(before);
    Json items = Json::array();
    if (!wanted.in_text) {
      names(wanted, items);
      words(before, items);
    }
    return {{"isIncomplete", false}, {"items", std::move(items)}};
  }

 private:
  /// Names first, words of the language behind them.
  void add(Json& items, const std::string& label, int kind, const std::string& detail, const std::string& order) {
    if (!seen_.insert(label).second) return;
    Json item = {{"label", label},
                 {"kind", kind},
                 {"sortText", order + label},
                 {"textEdit", {{"range", range_}, {"newText", label}}}};
    if (!detail.empty()) item["detail"] = detail;
    items.push_back(std::move(item));
  }

  void names(const Wanted& wanted, Json& items) {
    const Index& index = spot_.reading->index;
    const FileScope& scope = index.scope(spot_.file);
    for (const NameKind kind : wanted.kinds) {
      const bool everywhere = kind == NameKind::pack || kind == NameKind::vocabulary || kind == NameKind::policy;
      const bool of_pack = kind == NameKind::check || kind == NameKind::source || kind == NameKind::example;
      const std::string of = everywhere ? std::string() : of_pack ? scope.pack : scope.vocabulary;
      for (const std::string& name : index.names(kind, of))
        add(items, name, completion_kind(kind), detail_of({kind, of, name}), "1");
    }
    for (const std::string& question : wanted.options_of) {
      for (const std::string& of : {scope.vocabulary, scope.pack})
        for (const std::string& name : index.names(NameKind::option, of + "/" + question))
          add(items, name, completion_kind(NameKind::option), question, "0");
      const Symbol symbol{NameKind::question, scope.vocabulary, question};
      const auto* ask = item_of<syntax::AskItem>(*spot_.reading, symbol);
      if (ask != nullptr && std::holds_alternative<syntax::YesNo>(ask->type))
        for (const char* answer : {"yes", "no"}) add(items, answer, completion_kind(NameKind::option), question, "0");
    }
  }

  std::string detail_of(const Symbol& symbol) const {
    const std::string kind(kind_word(symbol.kind));
    const Reading& sound = spot_.set->sound ? *spot_.set->sound : *spot_.reading;
    const check::Vocabulary* v = vocabulary_of(sound, symbol.scope);
    if (v != nullptr) {
      if (const auto* term = symbol.kind == NameKind::term ? term_of(*v, symbol.name) : nullptr)
        return kind + ": " + term->title;
      if (const auto* question = symbol.kind == NameKind::question ? question_of(*v, symbol.name) : nullptr)
        return kind + ": " + question->question;
    }
    if (symbol.kind == NameKind::check)
      if (const auto* check = check_of(sound, symbol.scope, symbol.name)) return kind + ": " + check->title;
    return kind;
  }

  void words(std::string_view before, Json& items) {
    text::SourceSet alone;
    const text::FileId file = alone.add(spot_.document->name, std::string(before));
    const std::size_t line = before.rfind('\n') + 1;  // npos + 1 is 0
    const bool fresh_line = before.find_first_not_of(" \t", line) == std::string_view::npos;
    for (const std::string& word : syntax::expected_at_end(alone, file).words) {
      const Snippet* snippet = nullptr;
      for (const Snippet& one : snippets)
        if (word == one.word && fresh_line && before.size() == line) snippet = &one;
      if (snippet == nullptr || !session_.client.snippets) {
        add(items, word, 14, {}, "2");  // keyword
      } else if (seen_.insert(word).second) {
        items.push_back({{"label", word},
                         {"kind", 15},  // snippet
                         {"sortText", "2" + word},
                         {"insertTextFormat", 2},
                         {"textEdit", {{"range", range_}, {"newText", snippet->text}}}});
      }
    }
  }

  const Session& session_;
  const Spot& spot_;
  Json range_;
  std::set<std::string> seen_;
};

}  // namespace

Json completion(Session& session, const Json& params) {
  const Spot spot = session.spot(params);
  return Completer(session, spot).run();
}

}  // namespace contra::lsp
