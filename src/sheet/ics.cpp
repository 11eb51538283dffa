// A sheet for the client's own calendar (RFC 5545). Days and local clock times only; no reason and no answer.
#include <sodium.h>

#include <algorithm>
#include <array>
#include <map>

#include "present/words.hpp"
#include "sheet/care.hpp"
#include "sheet/model.hpp"
#include "text/characters.hpp"

namespace contra::sheet {

namespace {

using present::capitalised;
using Verb = Care::Verb;

constexpr std::size_t line_octets = 75;

std::string date_value(Day day) {
  std::string out = to_iso(day);
  out.erase(std::remove(out.begin(), out.end(), '-'), out.end());
  return out;
}
/// A time without a zone: the same on the clock wherever the calendar is.
std::string time_value(Moment moment) {
  std::string time = clock(moment.minute);
  time.erase(2, 1);
  return date_value(moment.day) + "T" + time + "00";
}

std::string escaped(std::string_view words) {
  std::string out;
  for (std::size_t i = 0; i < words.size();) {
    const text::CodePoint c = text::decode(words, i);
    const std::string_view bytes = words.substr(i, c.bytes);
    i += c.bytes;
    if (bytes == "\n") {
      out += "\\n";
    } else if (bytes == "\\" || bytes == ";" || bytes == ",") {
      out += "\\" + std::string(bytes);
    } else if (!c.good || text::is_control(c.value) || text::is_bidirectional(c.value)) {
      out += ' ';
    } else {
      out += bytes == "\t" ? " " : std::string(bytes);
    }
  }
  return out;
}

class Calendar {
 public:
  Calendar(const Made& made, const Context& context, std::string_view stamp, std::string_view host)
      : made_(made), context_(context), occasion_(occasion_of(made, context)), stamp_(stamp) {
    for (const char c : host) {
      const bool good =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
      if (!good) break;  // a port, or what is no name
      host_ += c;
    }
    if (host_.empty()) host_ = "contra";
  }

  std::string take() {
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//contra//sheets 1//EN");
    line("CALSCALE:GREGORIAN");
    line("METHOD:PUBLISH");
    switch (occasion_.state) {
      case Occasion::Day_::open:
        return {};
      case Occasion::Day_::later:
        // The day is not agreed upon: nothing that counts from it stands in a calendar.
        whole_day("possible", occasion_.day, occasion_.day, "A new appointment is possible from today",
                  {"Please call us to find a day."}, true);
        break;
      default:
        before();
        appointment();
        after();
        break;
    }
    line("END:VCALENDAR");
    return events_ > 0 ? std::move(out_) : std::string();
  }

 private:
  void before() {
    if (occasion_.state == Occasion::Day_::held) return;
    // What began already begins on the day that the record was looked at: that day, and so the UIDs, stay the same.
    const Day now = made_.decision.as_of;
    if (occasion_.day <= now) return;
    std::map<std::int32_t, std::vector<std::string>> days;
    for (const Care& care : care_before(made_, context_, occasion_))
      if (care.from)
        days[std::max(*care.from, now).number].push_back((care.verb == Verb::avoid ? "avoid " : "") + care.text);
    for (const auto& [number, lines] : days) {
      const Day day{number};
      std::string title = "From today: ";
      std::vector<std::string> sentences;
      for (const auto& words : lines) {
        title += (sentences.empty() ? "" : "; ") + words;
        sentences.push_back(present::sentence(words));
      }
      whole_day("before " + to_iso(day), day, day, title, sentences, true);
    }
  }

  void appointment() {
    const std::string title = treatments_words(made_);
    const auto begins = read_moment(to_iso(occasion_.day) + "T" + context_.time);
    if (!begins) {
      whole_day("appointment", occasion_.day, occasion_.day, title, {}, occasion_.state != Occasion::Day_::held);
      return;
    }
    open("appointment");
    line("DTSTART:" + time_value(*begins));
    if (occasion_.end && *begins < *occasion_.end) line("DTEND:" + time_value(*occasion_.end));
    describe(title, {});
    if (occasion_.state != Occasion::Day_::held) alarm("-P1D", title);
    close();
  }

  /// Of equal verb, beginning and end one event with all its lines.
  struct Span {
    std::vector<std::string> texts;
    std::vector<std::string> details;
  };

  void after() {
    std::map<std::string, std::pair<const Care*, Span>> spans;
    std::vector<std::string> today;  // hours that cannot be placed yet
    for (const Care& care : care_after(made_, context_, occasion_)) {
      if (care.verb == Verb::next_session && care.from) {
        const std::string what = made_.decision.treatments.size() > 1 ? ": " + care.treatment : std::string();
        whole_day("next " + care.treatment, *care.from, *care.from, "The next session is possible from today" + what,
                  {"Please call us to find a day."}, false);
        continue;
      }
      if (care.verb == Verb::watch_for || (!care.hours && !care.until && !care.from_hours && !care.from)) continue;
      cares_.push_back(care);
    }
    for (const Care& care : cares_) {
      const bool unplaced = !occasion_.end && (care.hours || care.from_hours);
      if (unplaced) {
        today.push_back(in_words(care));
        continue;
      }
      const std::string key = (care.verb == Verb::avoid ? "avoid " : "do ") + begin_key(care) + " " + end_key(care);
      auto& span = spans[key];
      span.first = &care;
      span.second.texts.push_back(care.text);
      span.second.details.push_back(in_words(care));
    }
    if (!today.empty())
      whole_day("hours", occasion_.day, occasion_.day, "After your treatment: the first hours and days", today, false);
    for (const auto& [key, value] : spans) event(key, *value.first, value.second);
  }

  static std::string begin_key(const Care& care) {
    return care.from ? to_iso(*care.from) : std::to_string(care.from_hours.value_or(0));
  }
  static std::string end_key(const Care& care) {
    return care.until ? to_iso(*care.until) : std::to_string(care.hours.value_or(0));
  }

  std::string in_words(const Care& care) const {
    std::string out = care.verb == Verb::avoid ? "Avoid " + care.text : capitalised(care.text);
    std::vector<std::string> times;
    if (care.from_at) {
      times.push_back("from " + moment_name(*care.from_at, occasion_.day));
    } else if (care.from_hours) {
      times.push_back("from " + present::hours_words(*care.from_hours) + " after the session");
    }
    if (care.from) times.push_back("from " + day_name(*care.from, occasion_.day));
    if (care.until_at) {
      times.push_back("until " + moment_name(*care.until_at, occasion_.day));
    } else if (care.hours) {
      times.push_back("until " + present::hours_words(*care.hours) + " after the session");
    }
    if (care.until) times.push_back("until " + day_name(*care.until, occasion_.day));
    if (!care.until_words.empty()) times.push_back("until " + care.until_words);
    if (care.better_at) {
      times.push_back("better until " + moment_name(*care.better_at, occasion_.day));
    } else if (care.better_hours) {
      times.push_back("better " + present::hours_words(*care.better_hours));
    }
    if (care.better) times.push_back("better until " + day_name(*care.better, occasion_.day));
    for (std::size_t i = 0; i < times.size(); ++i) out += (i == 0 ? ": " : ", ") + times[i];
    return out;
  }

  void event(const std::string& key, const Care& care, const Span& span) {
    std::string joined;
    for (const auto& words : span.texts) joined += (joined.empty() ? "" : "; ") + words;
    const std::string title = care.verb == Verb::avoid ? "Avoid " + joined : capitalised(joined);
    const bool clocked = occasion_.end && (care.until_at || care.from_at);
    if (!clocked) {
      whole_day(key, care.from.value_or(occasion_.day), care.until.value_or(care.from.value_or(occasion_.day)), title,
                span.details, false);
      return;
    }
    open(key);
    const Moment from = care.from_at.value_or(care.from ? Moment{*care.from, 0} : *occasion_.end);
    line("DTSTART:" + time_value(from));
    // A day that is named is included.
    const std::optional<Moment> until = care.until_at ? care.until_at
                                        : care.until  ? std::optional<Moment>(Moment{next(*care.until), 0})
                                                      : std::nullopt;
    if (until && from < *until) line("DTEND:" + time_value(*until));
    describe(title, span.details);
    close();
  }

  // --- writing
  void whole_day(const std::string& key, Day first, Day last, const std::string& title,
                 const std::vector<std::string>& lines, bool reminded) {
    open(key);
    line("DTSTART;VALUE=DATE:" + date_value(first));
    line("DTEND;VALUE=DATE:" + date_value(next(std::max(first, last))));
    describe(title, lines);
    if (reminded) alarm("-PT6H", title);  // at six in the evening of the day before
    close();
  }

  void open(const std::string& key) {
    ++events_;
    line("BEGIN:VEVENT");
    line("UID:" + uid(key));
    line("DTSTAMP:" + stamp_);
    line(std::string("SEQUENCE:") + (occasion_.end ? "1" : "0"));
  }

  void describe(const std::string& title, const std::vector<std::string>& lines) {
    line("SUMMARY:" + escaped(title));
    std::string all;
    for (const auto& words : lines) all += (all.empty() ? "" : "\n") + words;
    if (!all.empty()) line("DESCRIPTION:" + escaped(all));
    if (!context_.clinic.empty()) line("LOCATION:" + escaped(context_.clinic));
    line("CLASS:PRIVATE");
    line("TRANSP:TRANSPARENT");
  }

  void alarm(const char* trigger, const std::string& title) {
    line("BEGIN:VALARM");
    line("ACTION:DISPLAY");
    line(std::string("TRIGGER:") + trigger);
    line("DESCRIPTION:" + escaped(title));
    line("END:VALARM");
  }

  void close() { line("END:VEVENT"); }

  /// The same for the same record and the same thing in it, and tells nothing of either.
  std::string uid(const std::string& key) const {
    // The record may be made anew with what was done; the entry stays.
    const std::string of = (context_.entry_hash.empty() ? std::string(made_.record) : context_.entry_hash) + '\0' +
                           context_.entry + '\0' + key;
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(of.data()), of.size());
    std::array<char, 2 * 12 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), 12);
    return std::string(hex.data()) + "@" + host_;
  }

  /// Lines of at most 75 octets; a further line begins with a space. A character is never cut.
  void line(const std::string& content) {
    std::size_t used = 0;
    for (std::size_t i = 0; i < content.size();) {
      const std::size_t bytes = text::decode(content, i).bytes;
      if (used + bytes > line_octets) {
        out_ += "\r\n ";
        used = 1;
      }
      out_.append(content, i, bytes);
      used += bytes;
      i += bytes;
    }
    out_ += "\r\n";
  }

  const Made& made_;
  const Context& context_;
  Occasion occasion_;
  std::string stamp_, host_, out_;
  std::vector<Care> cares_;
  std::size_t events_ = 0;
};

}  // namespace

std::string ics(const Made& made, const Context& context, std::string_view stamp, std::string_view host) {
  return Calendar(made, context, stamp, host).take();
}

}  // namespace contra::sheet
