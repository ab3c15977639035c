#include "http/server.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <boost/asio/signal_set.hpp>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <thread>

#include "http/connection.h"

namespace atalaya::http {

namespace {

// A handler that runs when stop_timeout ends is given this much more to be seen as finished.
constexpr std::chrono::milliseconds stop_grace{500};
// Descriptors for other things than connections: databases, files, epoll.
constexpr rlim_t spare_descriptors = 512;

void raise_descriptor_limit(std::size_t connections) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const auto wanted = static_cast<rlim_t>(connections) + spare_descriptors;
  if (limit.rlim_cur >= wanted) return;
  // As far as the system lets us: when descriptors run out, accept() waits.
  limit.rlim_cur = std::min(wanted, limit.rlim_max);
  (void)setrlimit(RLIMIT_NOFILE, &limit);
}

Error bind_error(const boost::system::error_code& error, const std::string& where) {
  if (error == asio::error::address_in_use)
    return {ErrorKind::Conflict,
            "cannot listen on " + where + ": the port is in use",
            {},
            "stop the other program, or choose another port (0 takes any that is free)"};
  if (error == asio::error::access_denied) return {ErrorKind::System, "cannot listen on " + where + ": no permission", {}, "choose a port from 1024 on"};
  return {ErrorKind::System, "cannot listen on " + where + ": " + error.message(), {}, "choose an address of this machine"};
}

Result<std::pair<Tcp, int>> open_listener(ServerOptions& options, std::uint16_t& port) {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(options.address == "localhost" ? "127.0.0.1" : options.address, error);
  if (error) return fail(ErrorKind::Usage, "not a numeric address: " + options.address, {}, "such as 127.0.0.1, 0.0.0.0 or ::");
  const Tcp::endpoint endpoint(address, options.port);
  const std::string where = options.address + " port " + std::to_string(options.port);
  asio::io_context context;
  Tcp::acceptor acceptor(context);
  if (acceptor.open(endpoint.protocol(), error)) return std::unexpected(bind_error(error, where));
  acceptor.set_option(Tcp::acceptor::reuse_address(true), error);
  if (acceptor.bind(endpoint, error) || acceptor.listen(asio::socket_base::max_listen_connections, error)) return std::unexpected(bind_error(error, where));
  port = acceptor.local_endpoint(error).port();
  const int descriptor = acceptor.release(error);
  if (error) return std::unexpected(bind_error(error, where));
  return std::pair(endpoint.protocol(), descriptor);
}

std::string joined(const std::vector<std::string>& methods) {
  std::string out;
  for (const auto& method : methods) (out += out.empty() ? "" : ", ") += method;
  return out;
}

}  // namespace

struct Server::State {
  Shared shared;
  std::uint16_t port = 0;
  std::vector<std::thread> threads;
  // Signals have a thread of their own: one that is held up by a handler must not hold up the wish to stop.
  asio::io_context signal_context{1};
  std::optional<asio::signal_set> signals;
  std::thread signal_thread;

  std::mutex mutex;  // Over all that follows.
  std::condition_variable changed;
  std::size_t finished = 0;  // Threads.
  bool stopping = false;
  Clock::time_point give_up = Clock::time_point::max();

  void stop() {
    {
      const std::lock_guard lock(mutex);
      if (stopping) return;
      stopping = true;
      shared.stopping = true;
      give_up = Clock::now() + shared.options.stop_timeout + stop_grace;
    }
    for (const auto& loop : shared.loops) loop->request_stop();
    signal_context.stop();
    changed.notify_all();
  }

  void watch_signals() {
    signals.emplace(signal_context, SIGINT, SIGTERM);
    signals->async_wait([this](const boost::system::error_code& error, int) {
      if (!error) stop();
    });
    signal_thread = std::thread([this] {
      signal_context.run();
      signals.reset();  // From here on a signal does again what it did before.
    });
  }

  void run_thread(Loop& loop) {
    loop.run();
    const std::lock_guard lock(mutex);
    ++finished;
    changed.notify_all();
  }
};

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Handler handler) {
  try {
    auto state = std::make_unique<State>();
    auto& shared = state->shared;
    const auto [protocol, descriptor] = TRY(open_listener(options, state->port));
    const auto threads = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    shared.options = std::move(options);
    shared.handler = std::move(handler);
    shared.security = security_headers(shared.options.security);
    shared.allow = joined(shared.options.methods);
    raise_descriptor_limit(shared.options.max_connections);
    for (unsigned i = 0; i < threads; ++i) {
      const int own = i == 0 ? descriptor : fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
      if (own < 0) return fail(ErrorKind::System, "no more file descriptors");
      shared.loops.push_back(std::make_unique<Loop>(shared));
      shared.loops.back()->listen(protocol, own);
      shared.loops.back()->start();
    }
    shared.slow_pool.emplace(std::max(1U, shared.options.slow_threads));
    if (shared.options.is_waiting) shared.waiting_pool.emplace(std::max(1U, shared.options.waiting_threads));
    // From here on the destructor of the server ends the threads that were started, should the next one fail to.
    State* const raw = state.get();
    std::unique_ptr<Server> server(new Server(std::move(state)));
    for (const auto& loop : shared.loops) raw->threads.emplace_back([raw, one = loop.get()] { raw->run_thread(*one); });
    if (raw->shared.options.stop_on_signals) raw->watch_signals();
    return server;
  } catch (const std::exception& exception) {
    return fail(ErrorKind::System, std::string("the server did not start: ") + exception.what());
  }
}

Server::~Server() {
  stop();
  if (wait()) return;
  // The threads that still run use the state: it is kept until the process ends.
  static std::mutex abandoned_mutex;
  static auto& abandoned = *new std::vector<std::unique_ptr<State>>();
  const std::lock_guard lock(abandoned_mutex);
  for (auto& thread : state_->threads) thread.detach();
  if (state_->signal_thread.joinable()) state_->signal_thread.join();
  abandoned.push_back(std::move(state_));
}

std::uint16_t Server::port() const { return state_->port; }

std::string Server::url() const {
  const auto& address = state_->shared.options.address;
  const bool bracketed = address.find(':') != std::string::npos;
  return "http://" + (bracketed ? "[" + address + "]" : address) + ":" + std::to_string(state_->port);
}

std::size_t Server::connections() const { return state_->shared.connections.load(); }

void Server::stop() { state_->stop(); }

Status Server::wait() {
  State& state = *state_;
  {
    std::unique_lock lock(state.mutex);
    const auto done = [&] { return state.finished == state.threads.size(); };
    state.changed.wait(lock, [&] { return state.stopping; });
    if (!state.changed.wait_until(lock, state.give_up, done)) return fail(ErrorKind::System, "a request was still running when the time to stop was over");
  }
  for (auto& thread : state.threads)
    if (thread.joinable()) thread.join();
  if (state.signal_thread.joinable()) state.signal_thread.join();
  return {};
}

}  // namespace atalaya::http
