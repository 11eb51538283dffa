// See report.hpp: `contra.diff/1`.
#include "diff/report.hpp"
#include "diff/report_words.hpp"
#include "present/json_writer.hpp"

namespace contra::diff {

namespace {

using present::JsonWriter;

void put_texts(JsonWriter& out, std::string_view key, const std::vector<std::string>& texts) {
  out.key(key).open('[');
  for (const auto& text : texts) out.text(text);
  out.close(']');
}

void put_day(JsonWriter& out, std::string_view key, const std::optional<Day>& day) {
  out.key(key);
  if (day)
    out.text(to_iso(*day));
  else
    out.null();
}

void put_days(JsonWriter& out, std::string_view key, const time::DaySet& days) {
  out.key(key).open('[');
  for (const auto& run : days.intervals()) {
    out.open('[').text(to_iso(run.first));
    if (run.last >= last_day)
      out.null();
    else
      out.text(to_iso(run.last));
    out.close(']');
  }
  out.close(']');
}

void put_answer(JsonWriter& out, const Answer& a) {
  out.open('{');
  out.key("verdict").text(a.refused ? "refused" : a.verdict == eval::Verdict::go ? "GO" : "WAIT");
  if (a.refused) {
    put_texts(out, "refusals", a.refusals);
  } else {
    put_day(out, "earliest", a.earliest);
    out.key("earliest_kind");
    if (a.earliest)
      out.text(a.earliest_renewed ? "renewed" : "go");
    else
      out.null();
    put_day(out, "preferred", a.preferred);
    put_days(out, "go", a.go);
    put_days(out, "renewed", a.renewed);
    out.key("reasons").open('[');
    for (const auto& r : a.reasons) {
      out.open('{').key("check").text(r.check);
      out.key("kind").number(r.kind);
      out.key("sure").truth(r.sure);
      put_day(out, "until", r.until);
      put_texts(out, "cleared_by", r.cleared_by);
      if (!r.limit.empty()) out.key("limit").text(r.limit);
      out.close('}');
    }
    out.close(']');
    for (const auto& [key, lines] : {std::pair{"conditions", &a.conditions}, std::pair{"notes", &a.notes}}) {
      out.key(key).open('[');
      for (const auto& [check, words] : *lines) {
        out.open('{').key("check").text(check);
        out.key("text").text(words);
        out.close('}');
      }
      out.close(']');
    }
    put_texts(out, "questions", a.questions);
  }
  out.close('}');
}

void put_items(JsonWriter& out, const std::vector<Item>& items) {
  out.key("items").open('[');
  for (const Item& item : items) {
    out.open('{').key("kind").text(kind_word(item.kind));
    out.key("name").text(item.name);
    if (!item.title.empty()) out.key("title").text(item.title);
    out.key("fate").text(fate_word(item.fate));
    if (!item.moved.empty()) out.key("other_pack").text(item.moved);
    if (!item.before.empty()) out.key("before").text(item.before);
    if (!item.after.empty()) out.key("after").text(item.after);
    out.key("changes").open('[');
    for (const Change& change : item.changes) {
      out.open('{').key("what").text(change.what);
      out.key("before").text(change.before);
      out.key("after").text(change.after);
      out.key("words").truth(change.words);
      if (change.members) out.key("members").truth(true);
      out.close('}');
    }
    out.close(']');
    out.key("reach").text(reach_word(item.reach));
    if (!item.open.empty()) out.key("why").text(item.open);
    out.key("intakes").open('[');
    for (const Witness& w : item.witnesses) {
      out.open('{').key("way").text(way_word(w.way));
      out.key("answers").number(static_cast<std::int64_t>(w.answers));
      put_texts(out, "given", w.given);
      put_texts(out, "test", w.test);
      out.key("treatment").text(w.treatment);
      out.key("visit").text(to_iso(w.visit));
      out.key("a");
      put_answer(out, w.a);
      out.key("b");
      put_answer(out, w.b);
      out.key("record").raw(w.record);
      out.close('}');
    }
    out.close(']').close('}');
  }
  out.close(']');
}

void put_identity(JsonWriter& out, std::string_view key, const compile::Identity& identity, bool there) {
  out.key(key);
  if (!there) {
    out.null();
    return;
  }
  out.open('{').key("version").text(identity.version);
  out.key("hash").text(identity.hash);
  put_texts(out, "policies", identity.policies);
  out.close('}');
}

}  // namespace

std::string report_json(const Report& report, const std::string& records) {
  std::string bytes;
  JsonWriter out(bytes);
  out.open('{').key("diff").text("contra.diff/1");
  out.key("a").text(report.a);
  out.key("b").text(report.b);
  out.key("reach").text(reach_word(report.reach()));
  out.key("way").text(way_word(report.way()));
  out.key("text").text(headline(report));
  out.key("vocabularies").open('[');
  for (const auto& vocabulary : report.vocabularies) {
    out.open('{').key("name").text(vocabulary.name);
    put_items(out, vocabulary.items);
    out.close('}');
  }
  out.close(']').key("packs").open('[');
  for (const auto& pack : report.packs) {
    out.open('{').key("name").text(pack.name);
    put_identity(out, "a", pack.a, pack.in_a);
    put_identity(out, "b", pack.b, pack.in_b);
    out.key("same").number(static_cast<std::int64_t>(pack.same));
    put_items(out, pack.items);
    out.close('}');
  }
  out.close(']').key("not_compared").open('{');
  put_texts(out, "a", report.left_out_a);
  put_texts(out, "b", report.left_out_b);
  out.close('}');
  if (!records.empty()) out.key("records").raw(records);
  out.close('}');
  return bytes + "\n";
}

}  // namespace contra::diff
