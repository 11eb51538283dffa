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

/// After the last answer the other end's bytes are read and thrown away, so that its kernel does not drop the answer
/// unread (RFC 9112, 9.6): until it has been silent for the first time, for the second time in all.
constexpr std::chrono::seconds drain_silence{2}, drain_time{10};
/// Who sends 100 MB against the limit may not take the time of others: such a connection reads that much, and
/// then pauses that long for each that does so (64 MB/s for all together).
constexpr std::size_t drain_read = 256 * 1024;
constexpr std::chrono::milliseconds drain_pause{4};
/// While the server stops.
constexpr std::chrono::seconds drain_time_when_stopping{1};

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

Connection::~Connection() {
  if (pause_) --host_.draining;
  host_.ended(*this);
}

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
      return said_goodbye_ ? close() : say_goodbye();
    case Step::handler:
    case Step::closed:
      return;
  }
}

void Connection::wait_for_request() {
  reader_.emplace(host_.options.limits, host_.held);
  if (in_.size() > 0) {
    enter(Step::header, host_.options.limits.header_time);
    return read_request();
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
      return read_request();
    case Step::header:
    case Step::body:
      if (timed_out_) return refuse(408);
      if (error) return close();
      return read_request();
    case Step::farewell:
      if (error) return say_goodbye();
      drained_ += size;
      return unread_request_ && drained_ >= drain_read ? pause() : drain();
    default:
      return;
  }
}

void Connection::read_request() {
  switch (reader_->read(in_)) {
    case RequestReader::Result::more:
      return read_more(step_ == Step::header ? small_read : large_read);
    case RequestReader::Result::refused:
      return refuse(reader_->status());
    case RequestReader::Result::whole:
      return submit();
    case RequestReader::Result::header:
      break;
  }
  enter(Step::body, host_.options.limits.body_time);
  if (!reader_->expects_continue() || in_.size() > 0) return read_request();
  static const std::string go_on = "HTTP/1.1 100 Continue\r\n\r\n";
  stream_->write({asio::buffer(go_on), {}}, [self = shared_from_this()](error_code error) {
    if (self->step_ != Step::body) return;
    if (error) return self->close();
    self->read_request();
  });
}

void Connection::submit() {
  enter(Step::handler, std::nullopt);
  host_.count_request();
  auto request = std::make_shared<Request>(reader_->take());
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
  last_ = last || !reader_->keep_alive() || host_.stopping;
  Framing framing;
  framing.head_only = reader_ && reader_->is_head();
  framing.keep_alive = !last_;
  framing.http_1_0 = reader_ && reader_->http_1_0();
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
  reader_.reset();
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
  if (now >= farewell_ends_) return say_goodbye();
  enter(Step::farewell, std::min<Clock::duration>(drain_silence, farewell_ends_ - now));
  in_.clear();
  if (!reading_) read_more(unread_request_ ? large_read : small_read);
}

void Connection::pause() {
  drained_ = 0;
  if (!pause_) {
    pause_.emplace(host_.io);
    ++host_.draining;
  }
  pause_->expires_after(drain_pause * host_.draining);
  pause_->async_wait([self = shared_from_this()](error_code error) {
    if (!error && self->step_ == Step::farewell && !self->said_goodbye_) self->drain();
  });
}

void Connection::say_goodbye() {
  if (stream_->reads_after_finish()) return close();
  enter(Step::farewell, drain_time_when_stopping);
  if (reading_) return stream_->cancel();  // comes here again
  said_goodbye_ = true;
  stream_->finish([self = shared_from_this()](error_code) { self->close(); });
}

void Connection::close() {
  if (step_ == Step::closed) return;
  step_ = Step::closed;
  timer_.cancel();
  if (pause_) pause_->cancel();
  stream_->close();
}

}  // namespace contra::http
