// Many records through the C++ surface. See contra/batch.hpp.
#include "contra/batch.hpp"

#include <vector>

#include "api/access.hpp"
#include "bulk/screener.hpp"

namespace contra {

namespace api {

struct BatchImpl {
  std::shared_ptr<const bulk::Screener> screener;
  bulk::Worker worker;
  std::string text;  // the lines again, with the padding that the reader may look into
  std::vector<std::string_view> lines;

  explicit BatchImpl(std::shared_ptr<const bulk::Screener> of) : screener(std::move(of)), worker(*screener) {}
};

}  // namespace api

Batch::Batch(const Rules& rules, const BatchOptions& options) {
  api::require_day(options.on);
  api::require_day(options.as_of);
  bulk::Options wanted;
  wanted.on = options.on;
  wanted.as_of = options.as_of;
  wanted.lines = options.full ? bulk::Lines::full : bulk::Lines::verdict;
  wanted.engine = api::engine_name();
  impl_ = std::make_unique<api::BatchImpl>(
      std::make_shared<const bulk::Screener>(api::Access::of(rules).loaded.programs, std::move(wanted)));
}

Batch::Batch(const Batch& other) : impl_(std::make_unique<api::BatchImpl>(other.impl_->screener)) {}
Batch& Batch::operator=(const Batch& other) {
  if (this != &other) *this = Batch(other);
  return *this;
}
Batch::Batch(Batch&&) noexcept = default;
Batch& Batch::operator=(Batch&&) noexcept = default;
Batch::~Batch() = default;

void Batch::screen(std::string_view lines, std::string& out, std::uint64_t first_line) {
  std::string& text = impl_->text;
  text.assign(lines);
  text.append(bulk::line_padding, ' ');
  impl_->lines.clear();
  const std::string_view padded(text);
  for (std::size_t begin = 0; begin < lines.size();) {
    std::size_t end = padded.find('\n', begin);
    if (end > lines.size()) end = lines.size();  // npos too
    impl_->lines.push_back(padded.substr(begin, end - begin));
    begin = end + 1;
  }
  impl_->worker.screen(impl_->lines, first_line, out);
}

}  // namespace contra
