// See connection.hpp.
#include "http/connection.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <cstdio>
#include <ctime>

#include "http/response_text.hpp"

namespace contra::http {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

constexpr std::size_t small_read = 4 * 1024;   ///< for headers
constexpr std::size_t large_read = 64 * 1024;  ///< for bodies
constexpr std::size_t write_size = 256 * 1024;
/// Of the lines between the parts of a chunked body, and of what chunk extensions say in all.
constexpr std::size_t chunk_words = 4 * 1024;

/// After the last answer the other end's bytes are read and thrown away, so that its kernel does not drop the answer
/// unread (RFC 9112, 9.6): until it has been silent for the first time, for the second time in all.
constexpr std::chrono::seconds drain_silence{2}, drain_time{10};
/// While the server stops.
constexpr std::chrono::seconds drain_time_when_stopping{1};

std::string_view text_of(const boost::beast::flat_buffer& buffer) {
  return {static_cast<const char*>(buffer.data().data()), buffer.size()};
}

}  // namespace

void Host::log(const std::string& peer, const char* what) const {
  if (options.log) options.log("connection from " + peer + ": " + what);
}

const std::string& Host::date() {
  const std::time_t now = std::time(nullptr);
  if (now != date_second_) {
    static const char* const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char* const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[64];
    std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[parts.tm_wday], parts.tm_mday,
                  months[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
    date_ = text;
    date_second_ = now;
  }
  return date_;
}

Connection::Connection(Host& host, std::unique_ptr<Stream> stream, std::string peer)
    : host_(host), stream_(std::move(stream)), peer_(std::move(peer)), timer_(host.io) {}

Connection::~Connection() { host_.ended(*this); }

void Connection::start() {
  enter(Step::handshake, host_.options.limits.header_time);
  stream_->handshake([self = shared_from_this()](error_code error) {
    if (self->step_ != Step::handshake) return;
    if (!error) return self->wait_for_request();
    if (!self->timed_out_) self->host_.log(self->peer_, "no TLS handshake");
    self->close();
  });
}

void Connection::turn_away() {
  unread_request_ = true;
  answer(problem(503), true);
}

void Connection::stop_soon() {
  switch (step_) {
    case Step::handshake:
      return close();
    case Step::idle:
      // Bytes that lie here already are a request that was accepted.
      if (!stream_->has_unread()) farewell();
      return;
    case Step::farewell:
      farewell_ends_ = std::min(farewell_ends_, Clock::now() + drain_time_when_stopping);
      if (deadline_ > farewell_ends_) {
        deadline_ = farewell_ends_;
        arm();
      }
      return;
    default:
      return;
  }
}

void Connection::cut() { close(); }

void Connection::enter(Step step, std::optional<Clock::duration> limit) {
  step_ = step;
  deadline_ = limit ? Clock::now() + *limit : Clock::time_point::max();
  if (deadline_ < timer_set_for_) arm();
}

/// One wait of the timer serves many steps: it is set again only when a step ends earlier than it, or when it fires.
void Connection::arm() {
  timer_set_for_ = deadline_;
  timer_.expires_at(deadline_);
  timer_.async_wait([weak = weak_from_this()](error_code error) {
    const auto self = weak.lock();
    if (error || !self || self->step_ == Step::closed) return;
    self->timer_set_for_ = Clock::time_point::max();
    if (Clock::now() >= self->deadline_)
      self->on_deadline();
    else if (self->deadline_ != Clock::time_point::max())
      self->arm();
  });
}

void Connection::on_deadline() {
  deadline_ = Clock::time_point::max();
  switch (step_) {
    case Step::idle:
      return farewell();
    case Step::header:
    case Step::body:
      host_.count_timeout();
      host_.log(peer_, step_ == Step::header ? "the header took too long" : "the body took too long");
      // The read ends with an error, and then the other end is told.
      timed_out_ = true;
      return stream_->cancel();
    case Step::handshake:
      host_.count_timeout();
      host_.log(peer_, "the TLS handshake took too long");
      timed_out_ = true;
      return close();
    case Step::write:
      host_.count_timeout();
      host_.log(peer_, "took too long to read the answer");
      return close();
    case Step::farewell:
      return close();
    case Step::handler:
    case Step::closed:
      return;
  }
}

void Connection::wait_for_request() {
  parser_.reset();
  scan_ = HeadScan();
  empty_line_skipped_ = false;
  is_head_ = false;
  if (in_.size() > 0) {
    enter(Step::header, host_.options.limits.header_time);
    return take_header();
  }
  if (in_.capacity() > small_read) in_ = boost::beast::flat_buffer();
  if (host_.stopping && !stream_->has_unread()) return farewell();
  enter(Step::idle, host_.options.limits.idle_time);
  read_more(small_read);
}

void Connection::read_more(std::size_t at_most) {
  reading_ = true;
  stream_->read_some(in_.prepare(at_most),
                     [self = shared_from_this()](error_code error, std::size_t size) { self->on_read(error, size); });
}

void Connection::on_read(error_code error, std::size_t size) {
  reading_ = false;
  in_.commit(size);
  switch (step_) {
    case Step::idle:
      if (error) return close();
      enter(Step::header, host_.options.limits.header_time);
      return take_header();
    case Step::header:
    case Step::body:
      if (timed_out_) return refuse(408);
      if (error) return close();
      return step_ == Step::header ? take_header() : take_body();
    case Step::farewell:
      if (error) return say_goodbye();
      return drain();
    default:
      return;
  }
}

void Connection::take_header() {
  if (!empty_line_skipped_ && in_.size() >= 2) {
    // Old clients send an empty line after a body (RFC 9112, 2.2).
    if (text_of(in_).substr(0, 2) == "\r\n") in_.consume(2);
    empty_line_skipped_ = true;
  }
  if (!empty_line_skipped_ && text_of(in_) == "\r") return read_more(small_read);
  const std::size_t limit = host_.options.limits.header_bytes;
  switch (scan_.look(text_of(in_))) {
    case HeadScan::Result::bad:
      return refuse(400);
    case HeadScan::Result::more:
      if (in_.size() >= limit) return refuse(scan_.past_first_line() ? 431 : 414);
      return read_more(small_read);
    case HeadScan::Result::whole:
      if (scan_.size() > limit) return refuse(431);
      break;
  }

  const auto& limits = host_.options.limits;
  parser_.emplace(limits.body_bytes, chunk_words, limits.held_bytes, host_.held);
  error_code error;
  const asio::const_buffer head(in_.data().data(), scan_.size());
  const std::size_t used = parser_->put(head, error);
  is_head_ = parser_->is_head();
  if (error) return refuse(parser_->refused_with(error));
  // INVARIANT: both saw the same end of the header.
  if (used != head.size() || !parser_->is_header_done()) return refuse(400);
  in_.consume(used);
  http_1_0_ = parser_->http_1_0();
  keep_alive_ = parser_->keep_alive();
  if (parser_->is_done()) return submit();

  parser_->eager(true);
  enter(Step::body, limits.body_time);
  if (!parser_->expects_continue() || in_.size() > 0) return take_body();
  static const std::string go_on = "HTTP/1.1 100 Continue\r\n\r\n";
  stream_->write({asio::buffer(go_on), {}}, [self = shared_from_this()](error_code failed) {
    if (self->step_ != Step::body) return;
    if (failed) return self->close();
    self->take_body();
  });
}

void Connection::take_body() {
  while (in_.size() > 0 && !parser_->is_done()) {
    error_code error;
    const std::size_t used = parser_->put(in_.data(), error);
    in_.consume(used);
    if (error == http::error::need_more) {
      if (in_.size() >= chunk_words) return refuse(400);  // a line that does not end
      break;
    }
    if (error) return refuse(parser_->refused_with(error));
  }
  if (parser_->is_done()) return submit();
  read_more(large_read);
}

void Connection::submit() {
  enter(Step::handler, std::nullopt);
  host_.count_request();
  auto request = std::make_shared<Request>(parser_->take());
  request->peer = peer_;
  request->secure = stream_->secure();
  const bool takes_long =
      request->body.size() > long_body || (host_.options.takes_long && host_.options.takes_long(*request));
  auto job = [self = shared_from_this(), request](bool run) mutable {
    std::optional<Response> response;
    if (run) {
      try {
        response = self->host_.handler(*request);
      } catch (...) {
        self->host_.log(self->peer_, "the handler failed");
        response = problem(500);
      }
    }
    request.reset();
    // The last hold on the connection is let go on its own thread.
    auto& io = self->host_.io;
    asio::post(io, [self = std::move(self), response = std::move(response)]() mutable {
      if (self->step_ != Step::handler) return;
      if (response)
        self->answer(std::move(*response), false);
      else
        self->close();
    });
  };
  if (!host_.workers.submit(std::move(job), takes_long)) answer(problem(503), false);
}

void Connection::refuse(int status) {
  unread_request_ = true;
  answer(problem(status), true);
}

void Connection::answer(Response response, bool last) {
  last_ = last || !keep_alive_ || host_.stopping;
  Framing framing;
  framing.head_only = is_head_;
  framing.keep_alive = !last_;
  framing.http_1_0 = http_1_0_;
  out_head_ = head_of(response, framing, host_.date());
  out_body_ = std::move(response.body);
  if (out_body_.size() <= small_read) {  // in one packet
    out_head_ += out_body_;
    out_body_.clear();
  }
  written_ = 0;
  write_piece();
}

void Connection::write_piece() {
  enter(Step::write, host_.options.limits.write_time);
  const bool first = written_ == 0;
  const std::size_t size = std::min(write_size, out_body_.size() - written_);
  const asio::const_buffer body(out_body_.data() + written_, size);
  written_ += size;
  const auto head = first ? asio::buffer(out_head_) : asio::const_buffer();
  stream_->write({head, body}, [self = shared_from_this()](error_code error) {
    if (self->step_ != Step::write) return;
    if (error) return self->close();
    if (self->written_ < self->out_body_.size()) return self->write_piece();
    self->out_head_.clear();
    std::string().swap(self->out_body_);
    if (self->last_) return self->farewell();
    self->wait_for_request();
  });
}

/// The last answer is out, or there was nothing to answer.
void Connection::farewell() {
  parser_.reset();
  farewell_ends_ = Clock::now() + (host_.stopping ? std::chrono::seconds(drain_time_when_stopping) : drain_time);
  step_ = Step::farewell;
  if (stream_->reads_after_finish()) {
    stream_->finish([](error_code) {});
    return drain();
  }
  if (unread_request_) return drain();
  say_goodbye();
}

void Connection::drain() {
  const auto now = Clock::now();
  if (now >= farewell_ends_) return close();
  enter(Step::farewell, std::min<Clock::duration>(drain_silence, farewell_ends_ - now));
  in_.clear();
  if (!reading_) read_more(unread_request_ ? large_read : small_read);
}

void Connection::say_goodbye() {
  if (stream_->reads_after_finish()) return close();
  enter(Step::farewell, drain_time_when_stopping);
  if (reading_) return stream_->cancel();  // comes here again
  stream_->finish([self = shared_from_this()](error_code) { self->close(); });
}

void Connection::close() {
  if (step_ == Step::closed) return;
  step_ = Step::closed;
  timer_.cancel();
  stream_->close();
}

}  // namespace contra::http
