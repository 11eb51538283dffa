// Rules and lines of records through the C door.
#include "capi/handles.hpp"

using contra::capi::as;
using contra::capi::give;
using contra::capi::guarded;
using contra::capi::Kind;
using contra::capi::misuse;
using contra::capi::nothing;
using contra::capi::Refusal;
using contra::capi::take;

namespace {

bool take_all(const contra_text* texts, std::size_t count, std::vector<std::string>& out) {
  if (texts == nullptr && count != 0) return false;
  for (std::size_t i = 0; i < count; ++i) {
    const auto text = take(texts[i]);
    if (!text) return false;
    out.emplace_back(*text);
  }
  return true;
}

std::optional<Refusal> read_options(const contra_load_options* given, contra::LoadOptions& out) {
  if (given == nullptr) return std::nullopt;
  if (given->struct_size != sizeof(contra_load_options))
    return misuse("struct_size is not sizeof(contra_load_options)");
  if (!take_all(given->policies, given->policy_count, out.policies) ||
      !take_all(given->policy_files, given->policy_file_count, out.policy_files))
    return misuse("a text has a size and no data");
  out.complete = given->only_given == 0;
  if (!contra::capi::read_day(given->today, out.today)) return contra::capi::no_day();
  return std::nullopt;
}

std::optional<Refusal> hand_out(contra::Result<contra::Rules> rules, contra_rules** out) {
  if (!rules) return contra::capi::fault(rules.diagnostics());
  std::string warnings = contra::capi::json_of(rules.diagnostics());
  *out = new contra_rules(*std::move(rules), std::move(warnings));
  return std::nullopt;
}

const contra::Pack* pack_at(const contra_rules* rules, std::size_t index) {
  const contra_rules* of = as(rules, Kind::rules);
  return of != nullptr && index < of->value.packs().size() ? &of->value.packs()[index] : nullptr;
}

}  // namespace

contra_status contra_load_built_in(const contra_load_options* options, contra_rules** out, contra_error** error) {
  return guarded(out, error, [&]() -> std::optional<Refusal> {
    contra::LoadOptions read;
    if (auto refusal = read_options(options, read)) return refusal;
    return hand_out(contra::load_built_in(read), out);
  });
}

contra_status contra_load_files(const contra_text* paths, std::size_t count, const contra_load_options* options,
                                contra_rules** out, contra_error** error) {
  return guarded(out, error, [&]() -> std::optional<Refusal> {
    contra::LoadOptions read;
    if (auto refusal = read_options(options, read)) return refusal;
    std::vector<std::string> names;
    if (!take_all(paths, count, names)) return misuse("a path has a size and no data");
    return hand_out(contra::load_files(names, read), out);
  });
}

contra_status contra_load_texts(const contra_named_text* texts, std::size_t count, const contra_load_options* options,
                                contra_rules** out, contra_error** error) {
  return guarded(out, error, [&]() -> std::optional<Refusal> {
    contra::LoadOptions read;
    if (auto refusal = read_options(options, read)) return refusal;
    if (texts == nullptr && count != 0) return misuse("`texts` is NULL");
    std::vector<contra::RuleText> rules;
    for (std::size_t i = 0; i < count; ++i) {
      const auto name = take(texts[i].name), text = take(texts[i].text);
      if (!name || !text) return misuse("a text has a size and no data");
      rules.push_back({std::string(*name), std::string(*text)});
    }
    return hand_out(contra::load_texts(rules, read), out);
  });
}

std::size_t contra_rules_pack_count(const contra_rules* rules) {
  const contra_rules* of = as(rules, Kind::rules);
  return of != nullptr ? of->value.packs().size() : 0;
}

contra_text contra_rules_pack_name(const contra_rules* rules, std::size_t pack) {
  const contra::Pack* of = pack_at(rules, pack);
  return of != nullptr ? give(of->name) : nothing();
}

contra_text contra_rules_pack_version(const contra_rules* rules, std::size_t pack) {
  const contra::Pack* of = pack_at(rules, pack);
  return of != nullptr ? give(of->version) : nothing();
}

contra_text contra_rules_pack_hash(const contra_rules* rules, std::size_t pack) {
  const contra::Pack* of = pack_at(rules, pack);
  return of != nullptr ? give(of->hash) : nothing();
}

contra_text contra_rules_warnings(const contra_rules* rules) {
  const contra_rules* of = as(rules, Kind::rules);
  return of != nullptr ? give(of->warnings) : give("[]");
}

contra_status contra_rules_intake_schema(const contra_rules* rules, contra_output** out, contra_error** error) {
  return guarded(out, error, [&]() -> std::optional<Refusal> {
    const contra_rules* of = as(rules, Kind::rules);
    if (of == nullptr) return misuse("these are no rules");
    *out = new contra_output(of->value.intake_schema());
    return std::nullopt;
  });
}

contra_status contra_batch_new(const contra_rules* rules, int full, contra_text on, contra_text as_of,
                               contra_batch** out, contra_error** error) {
  return guarded(out, error, [&]() -> std::optional<Refusal> {
    const contra_rules* of = as(rules, Kind::rules);
    if (of == nullptr) return misuse("these are no rules");
    contra::BatchOptions options;
    options.full = full != 0;
    if (!contra::capi::read_day(on, options.on) || !contra::capi::read_day(as_of, options.as_of))
      return contra::capi::no_day();
    *out = new contra_batch(contra::Batch(of->value, options));
    return std::nullopt;
  });
}

contra_status contra_batch_copy(const contra_batch* batch, contra_batch** out, contra_error** error) {
  return guarded(out, error, [&]() -> std::optional<Refusal> {
    const contra_batch* of = as(batch, Kind::batch);
    if (of == nullptr) return misuse("this is no batch");
    *out = new contra_batch(of->value);
    return std::nullopt;
  });
}

contra_status contra_batch_screen(contra_batch* batch, contra_text lines, std::uint64_t first_line, contra_text* out,
                                  contra_error** error) {
  if (out != nullptr) *out = nothing();
  return guarded(error, [&]() -> std::optional<Refusal> {
    contra_batch* of = as(batch, Kind::batch);
    if (of == nullptr) return misuse("this is no batch");
    if (out == nullptr) return misuse("`out` is NULL");
    const auto text = take(lines);
    if (!text) return misuse("`lines` has a size and no data");
    of->out.clear();
    of->value.screen(*text, of->out, first_line);
    *out = give(of->out);
    return std::nullopt;
  });
}
