// Comments through HTTP at a steady rate against `atalaya serve` on this machine: nothing that was acknowledged may be lost, nothing stand twice.
//
//   consultation_load PORT CONSULTATION [--rate 500] [--seconds 60] [--connections 32]
//
// The consultation must be open to everybody. Every comment comes from a form of its own, as a browser would send it; every tenth is sent twice. The pace of an
// address holds here as everywhere, so the comments come from many addresses of the loopback network (127.0.0.0/8). At the end the open data are read.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr int most_of_an_address = 50;  // Below the limit of an hour.

std::string between(const std::string& text, const std::string& before, char end) {
  const std::size_t from = text.find(before);
  if (from == std::string::npos) return {};
  const std::size_t start = from + before.size();
  return text.substr(start, text.find(end, start) - start);
}

struct Answer {
  int status = 0;
  std::string head, body;
};

/// One connection after the other, each from an address of its own.
class Client {
 public:
  explicit Client(int port) : port_(port) {}
  ~Client() { end(); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void move_on() { end(); }

  Answer ask(const std::string& request) {
    for (int attempt = 0; attempt < 2; ++attempt) {
      if (socket_ < 0 && !begin()) return {};
      Answer out;
      if (send_all(request) && receive(out)) return out;
      end();
    }
    return {};
  }

 private:
  bool begin() {
    static std::atomic<unsigned> next{1};
    const unsigned n = next++;
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in from{}, to{};
    from.sin_family = to.sin_family = AF_INET;
    from.sin_addr.s_addr = htonl((127U << 24U) | (1U << 16U) | (n % 60'000U + 256U));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    to.sin_port = htons(static_cast<std::uint16_t>(port_));
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::bind(socket_, reinterpret_cast<sockaddr*>(&from), sizeof from) == 0 && ::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0)
      return true;
    end();
    return false;
  }
  void end() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }
  bool send_all(const std::string& text) const {
    for (std::size_t sent = 0; sent < text.size();) {
      const ssize_t n = ::send(socket_, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
      if (n <= 0) return false;
      sent += static_cast<std::size_t>(n);
    }
    return true;
  }
  bool more(std::string& all) const {
    char bytes[65536];
    const ssize_t n = ::recv(socket_, bytes, sizeof bytes, 0);
    if (n > 0) all.append(bytes, static_cast<std::size_t>(n));
    return n > 0;
  }
  /// With Content-Length, or until the end of the chunks.
  bool receive(Answer& out) const {
    std::string all;
    std::size_t head = 0;
    while ((head = all.find("\r\n\r\n")) == std::string::npos) {
      if (!more(all)) return false;
    }
    out.head = all.substr(0, head + 2);
    out.status = std::atoi(all.c_str() + 9);
    std::string rest = all.substr(head + 4);
    if (const std::string length = between(out.head, "Content-Length: ", '\r'); !length.empty()) {
      const auto wanted = static_cast<std::size_t>(std::atoll(length.c_str()));
      while (rest.size() < wanted) {
        if (!more(rest)) return false;
      }
      out.body = std::move(rest);
      return true;
    }
    for (std::size_t at = 0;;) {
      std::size_t line = 0;
      while ((line = rest.find("\r\n", at)) == std::string::npos) {
        if (!more(rest)) return false;
      }
      const auto size = static_cast<std::size_t>(std::strtoull(rest.c_str() + at, nullptr, 16));
      while (rest.size() < line + 2 + size + 2) {
        if (!more(rest)) return false;
      }
      if (size == 0) return true;
      out.body.append(rest, line + 2, size);
      at = line + 2 + size + 2;
    }
  }

  int port_;
  int socket_ = -1;
};

struct Form {
  std::string token, csrf, cookie;
};

struct Run {
  int port = 0;
  std::string consultation;
  int rate = 500, seconds = 60, connections = 32;
  [[nodiscard]] std::size_t total() const { return static_cast<std::size_t>(rate) * static_cast<std::size_t>(seconds); }
  [[nodiscard]] std::string path(std::size_t i) const { return "/en/register/consultations/" + consultation + "/points/" + std::to_string(i % 2 + 1); }
};

template <class Work>
void on_all(const Run& run, const Work& work) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < run.connections; ++i) threads.emplace_back(work);
}

std::vector<Form> open_forms(const Run& run) {
  std::vector<Form> out(run.total());
  std::atomic<std::size_t> next{0};
  on_all(run, [&] {
    Client client(run.port);
    std::string cookie;
    for (std::size_t i = 0; (i = next++) < out.size();) {
      const Answer page = client.ask("GET " + run.path(i) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + (cookie.empty() ? "" : "Cookie: " + cookie + "\r\n") + "\r\n");
      if (cookie.empty()) cookie = between(page.head, "Set-Cookie: ", ';');
      out[i] = {between(page.body, "name=\"form\" value=\"", '"'), between(page.body, "name=\"csrf\" value=\"", '"'), cookie};
      if (out[i].token.empty()) {
        std::fprintf(stderr, "no form at %s: status %d\n", run.path(i).c_str(), page.status);
        std::_Exit(2);
      }
    }
  });
  return out;
}

std::string request_of(const Run& run, const Form& form, std::size_t i) {
  const std::string body =
      "csrf=" + form.csrf + "&form=" + form.token + "&parent=&website=&name=&language=en&text=Load+number+" + std::to_string(i) + "+of+the+run";
  return "POST " + run.path(i) + "/comment HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1:" + std::to_string(run.port) + "\r\nCookie: " + form.cookie +
         "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

struct Taken {
  std::string id;
  double milliseconds = 0;  ///< From when it was due, so that a queue shows.
};

}  // namespace

int main(int argc, char** argv) {
  Run run;
  if (argc < 3) {
    std::fprintf(stderr, "consultation_load PORT CONSULTATION [--rate N] [--seconds N] [--connections N]\n");
    return 2;
  }
  run.port = std::atoi(argv[1]);
  run.consultation = argv[2];
  for (int i = 3; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    (name == "--rate" ? run.rate : name == "--seconds" ? run.seconds : run.connections) = std::max(1, std::atoi(argv[i + 1]));
  }
  if (run.total() > 1'000'000 || run.connections > 512) return std::fprintf(stderr, "that is too much\n"), 2;
  const auto begun = Clock::now();
  const std::vector<Form> forms = open_forms(run);
  std::printf("%zu forms opened in %.1f s\n", forms.size(), std::chrono::duration<double>(Clock::now() - begun).count());
  std::this_thread::sleep_for(std::chrono::seconds(4));  // Nobody writes in less.

  std::vector<Taken> taken(run.total());
  std::atomic<std::size_t> next{0}, refused{0}, differed{0};
  const auto start = Clock::now();
  on_all(run, [&] {
    Client client(run.port);
    int sent = 0;
    for (std::size_t i = 0; (i = next++) < taken.size();) {
      const auto due = start + std::chrono::microseconds(i * 1'000'000 / static_cast<std::size_t>(run.rate));
      std::this_thread::sleep_until(due);
      if (++sent % most_of_an_address == 0) client.move_on();
      const std::string request = request_of(run, forms[i], i);
      const Answer answer = client.ask(request);
      taken[i] = {answer.status == 200 ? between(answer.body, "/comments/", '"') : "", std::chrono::duration<double, std::milli>(Clock::now() - due).count()};
      if (taken[i].id.empty() && refused++ < 3) std::fprintf(stderr, "status %d: %s\n", answer.status, between(answer.body, "role=\"alert\"><p>", '<').c_str());
      if (i % 10 == 0 && !taken[i].id.empty() && between(client.ask(request).body, "/comments/", '"') != taken[i].id) ++differed;
    }
  });
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();

  Client reader(run.port);
  const Answer data = reader.ask("GET /en/register/consultations/" + run.consultation + "/data/comments.csv HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  std::map<std::string, int> lines;  // By the id and the text, as they stand in one line.
  std::map<std::string, std::string> text_of;
  for (std::size_t at = 0; at < data.body.size();) {
    const std::size_t end = std::min(data.body.find('\n', at), data.body.size());
    const std::string line = data.body.substr(at, end - at);
    at = end + 1;
    const std::string number = between(line, "Load number ", ' ');
    if (number.empty()) continue;
    ++lines[number];
    text_of[number] = line.substr(0, line.find(','));
  }
  std::size_t lost = 0, twice = 0, acknowledged = 0;
  for (std::size_t i = 0; i < taken.size(); ++i) {
    const auto found = lines.find(std::to_string(i));
    if (found != lines.end() && found->second > 1) ++twice;
    if (taken[i].id.empty()) continue;
    ++acknowledged;
    if (found == lines.end() || text_of[found->first] != taken[i].id) ++lost;
  }
  std::vector<double> times;
  for (const Taken& one : taken) times.push_back(one.milliseconds);
  std::ranges::sort(times);
  std::printf("%zu comments acknowledged in %.1f s: %.0f/s; %zu refused; from when each was due p50 %.1f ms, p99 %.1f ms, most %.1f ms\n", acknowledged,
              seconds, static_cast<double>(acknowledged) / seconds, refused.load(), times[times.size() / 2], times[times.size() * 99 / 100], times.back());
  std::printf("lost %zu, twice %zu, repeated sendings with another answer %zu\n", lost, twice, differed.load());
  return lost + twice + differed.load() + refused.load() == 0 ? 0 : 1;
}
