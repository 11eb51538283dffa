// See place.hpp.
#include "lsp/place.hpp"

#include <algorithm>
#include <initializer_list>

namespace contra::lsp {

namespace {

struct Word {
  std::string_view text;
  bool first_on_line = false;
  bool quoted = false;
};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Words, numbers, quoted texts and signs. False when the text ends within quotes or a comment.
bool cut(std::string_view text, std::vector<Word>& out) {
  bool fresh_line = true;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '\n') {
      fresh_line = true;
      ++i;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      ++i;
    } else if (c == '#') {
      const std::size_t end = text.find('\n', i);
      if (end == std::string_view::npos) return false;
      i = end;
    } else {
      const std::size_t begin = i;
      if (c == '"') {
        for (++i; i < text.size() && text[i] != '"' && text[i] != '\n'; ++i)
          if (text[i] == '\\') ++i;
        if (i >= text.size()) return false;
        ++i;
      } else if (is_letter(c)) {
        while (i < text.size() && (is_letter(text[i]) || (text[i] == '.' && c <= '9') || (text[i] == '-' && c <= '9')))
          ++i;
      } else {
        ++i;
      }
      out.push_back({text.substr(begin, i - begin), fresh_line, c == '"'});
      fresh_line = false;
    }
  }
  return true;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class Judge {
 public:
  explicit Judge(const std::vector<Word>& words) : words_(words) {
    // The item that the place is in begins at the last such word that is first on its line.
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (!words[i].first_on_line) continue;
      const bool begins =
          is_one_of(words[i].text, {"area",    "role",      "term",       "list",    "ask",    "tolerance", "source",
                                    "check",   "guarantee", "aftercare",  "precare", "about",  "example",   "test",
                                    "tighten", "loosen",    "vocabulary", "pack",    "policy", "tests"}) ||
          (words[i].text == "part" && i == 0);
      const bool clause = words[i].text == "ask" && i + 1 < words.size() && words[i + 1].text == "again";
      const bool type = words[i].text == "area" && (i + 1 == words.size() || words[i + 1].first_on_line);
      if (begins && !clause && !type) item_ = i;
    }
  }

  Wanted wanted() const {
    if (words_.empty()) return {};
    return behind(words_.size());
  }

 private:
  std::string_view word(std::size_t end, std::size_t back) const {
    return end >= back + item_ && end >= back ? words_[end - back].text : std::string_view();
  }
  std::string_view item() const { return words_[item_].text; }
  bool in_record() const { return item() == "test" || item() == "example"; }

  /// The first word of the clause that the place is in, as far as lines tell.
  std::string_view clause(std::size_t end) const {
    for (std::size_t i = end; i-- > item_;)
      if (words_[i].first_on_line ||
          (in_record() && is_one_of(words_[i].text, {"given", "expect", "plan", "clearance"})))
        return words_[i].text;
    return item();
  }

  static Wanted kinds(std::initializer_list<NameKind> wanted) { return {wanted, {}, false}; }
  static Wanted options(std::string_view of) { return {{}, {std::string(of)}, false}; }

  /// Terms of a subject, or whole lists and day questions.
  static Wanted subject() { return kinds({NameKind::term, NameKind::list, NameKind::question}); }

  Wanted behind(std::size_t end) const {
    const std::string_view last = word(end, 1), before = word(end, 2);
    if (last.empty()) return {};
    if (last == "cite") return kinds({NameKind::source});
    if (last == "by") {
      if (before == "cleared" || before == "clearance") return kinds({NameKind::role});
      if (before == "session") return kinds({NameKind::check});
      if (clause(end) == "given" || clause(end) == "clearance") return kinds({NameKind::role});
      if (is_one_of(before, {"answered", "approved", "review"})) return {};
      return kinds({NameKind::detail});
    }
    if (last == "last" && before == "after") return subject();
    if (last == "of") {
      if (before == "start") return subject();
      if (before == "any") return kinds({NameKind::question});
      if (before == "part")
        return item() == "area" ? kinds({NameKind::area}) : kinds({NameKind::vocabulary, NameKind::pack});
      if (item() == "list" && before != "one") return kinds({NameKind::term});
      return {};
    }
    if (is_one_of(last, {"any", "no", "taking", "planned"})) return subject();
    if (last == "to") {
      if (before == "allergic") return kinds({NameKind::term});
      if (before == "depth") return options("depth");
      if (before == "up") return tested(end - 2);
      return {};
    }
    if (last == "touches") return kinds({NameKind::area});
    if (last == "where") return kinds({NameKind::detail});
    if (last == "is") return is_behind(end);
    if (last == "not" && before == "is") return tested(end - 1);
    if (is_one_of(last, {"least", "most"}) && before == "at") return tested(end - 2);
    if (is_one_of(last, {"above", "under"}) && before == "is") return tested(end - 1);
    if (last == "a" || last == "an") {
      if (item() == "role") return kinds({NameKind::role});
      return item() == "term" ? kinds({NameKind::term}) : Wanted{};
    }
    if (is_one_of(last, {"while", "and", "not", "(", "unless"})) {
      if (last == "and" && clause(end) == "expect") return chain(end);
      return kinds({NameKind::question, NameKind::term});
    }
    if (last == "when") return kinds({NameKind::question});
    if (last == "needs") return kinds({NameKind::question, NameKind::list});
    if (last == "performs") return kinds({NameKind::term});
    if (last == "use") return kinds({NameKind::vocabulary});
    if (last == "on" && item() == "policy") return kinds({NameKind::pack});
    if (last == "instead") return kinds({NameKind::pack});
    if (last == "for") {
      if (before == "tests") return kinds({NameKind::pack});
      if (before == "clearance" && item() != "check") return kinds({NameKind::check});
      if (before == "wait" || before == "watch") return {};
      return kinds({NameKind::term});
    }
    if (last == "from" && in_record()) return kinds({NameKind::example});
    if (last == "given") return kinds({NameKind::question, NameKind::list});
    if (last == "asked" && in_record()) return kinds({NameKind::term});
    if (last == ":" && in_record()) return kinds({NameKind::term});
    if (last == "plan") return kinds({NameKind::pack});
    if (last == "in" && in_record()) return kinds({NameKind::area});
    if (last == "depth" && in_record()) return options("depth");
    if (last == "because" && clause(end) == "expect") return kinds({NameKind::check});
    if (last == "with" && clause(end) == "expect") return kinds({NameKind::check});
    if (last == "limit" && clause(end) == "expect") return options("depth");
    if (last == "asks") return kinds({NameKind::question, NameKind::list});
    if (last == "tighten" || last == "loosen") return kinds({NameKind::check});
    if (last == "or" || last == ",") return chain(end);
    if (in_record() && clause(end) == "given") return kinds({NameKind::detail});
    return {};
  }

  /// Behind `or`, `and` or a comma of a list: what stood behind the word that began the list.
  Wanted chain(std::size_t end) const {
    const std::string_view joint = word(end, 1);
    // A new condition may begin behind `or` too.
    std::size_t at = end - 1;
    bool is_given_list = false;
    while (at > item_) {
      const std::string_view here = words_[at - 1].text;
      if (joint == "," && in_record() && here == ":") {
        is_given_list = true;
        break;
      }
      if (joint == "," && in_record() && is_one_of(here, {"given", "expect"})) break;
      const bool article = (here == "a" || here == "an") && !in_record();
      if (joint != "," || !in_record())
        if (article || is_one_of(here, {"last", "of",   "any",   "no",      "taking",  "planned", "to",   "touches",
                                        "is",   "by",   "needs", "because", "instead", "asks",    "cite", "not",
                                        "for",  "with", "while", "least",   "most",    "(",       "asked"}))
          break;
      --at;
    }
    if (at <= item_) return {};
    if (is_given_list) return kinds({NameKind::term});
    if (joint == "," && in_record()) return words_[at - 1].text == "given" ? kinds({NameKind::question}) : Wanted{};
    if (joint == "or" && words_[at - 1].text == "while") return kinds({NameKind::term, NameKind::question});
    Wanted out = behind(at);
    if (joint == "or" && !in_record() &&
        (!out.options_of.empty() || is_one_of(words_[at - 1].text, {"any", "no", "taking", "planned"})))
      out.kinds.push_back(NameKind::question);
    return out;
  }

  Wanted is_behind(std::size_t end) const {
    if (item() == "term" || item() == "role") return {};
    return tested(end);
  }
  /// `end` is behind `is`: the name before it is what is tested.
  Wanted tested(std::size_t end) const {
    for (std::size_t at = end; at > item_ + 1; --at)
      if (words_[at - 1].text == "is") return options(words_[at - 2].text);
    return {};
  }

  const std::vector<Word>& words_;
  std::size_t item_ = 0;
};

}  // namespace

Wanted wanted_at(std::string_view before) {
  std::vector<Word> words;
  Wanted out;
  if (!cut(before, words)) {
    out.in_text = true;
    return out;
  }
  return Judge(words).wanted();
}

}  // namespace contra::lsp
