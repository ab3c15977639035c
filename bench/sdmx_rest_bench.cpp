// The data services of SDMX REST on a flow of 10 million observations: one series under load, availability of random keys, a dump of everything.
//
//   sdmx_rest_bench [OBSERVATIONS] [REQUESTS_A_SECOND] [SECONDS]
//
// The load is open: requests are due at fixed moments, and what they wait for a connection counts as well. Client and server share the machine's cores.
#include <netinet/in.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <deque>
#include <random>
#include <string>
#include <vector>

#include "api/sdmx/availability_service.h"
#include "formats/sdmx_json_data/sdmx_json_data_writer.h"
#include "http/server.h"
#include "model/cube_builder.h"
#include "model/cube_replay.h"
#include "query/data/agreement_filter.h"
#include "query/data/evaluate.h"

using namespace atalaya;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::size_t areas = 33, sexes = 3, ages = 5, months = 40;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

std::string code(const char* prefix, std::size_t number) { return prefix + std::to_string(number); }

Catalogue make_catalogue(std::size_t observations) {
  auto structure = std::make_shared<DataStructure>();
  structure->agency = "BENCH";
  structure->id = "DSD";
  structure->version = "1.0";
  for (const char* id : {"FREQ", "REF_AREA", "INDICATOR", "SEX", "AGE"}) structure->dimensions.push_back({.id = id, .code_list = {}, .name = {}});
  structure->time_dimension.id = "TIME_PERIOD";
  structure->measures = {{.id = "OBS_VALUE", .code_list = {}, .name = {}}};
  Attribute unit;
  unit.id = "UNIT_MEASURE";
  unit.level = Attribute::Level::Series;
  Attribute status;
  status.id = "OBS_STATUS";
  structure->attributes = {unit, status};
  CubeBuilder b(structure);
  b.reserve(observations);
  const std::size_t indicators = std::max<std::size_t>(1, observations / (areas * sexes * ages * months));
  std::mt19937 random(1);
  std::uniform_real_distribution<double> value(0, 100);
  for (std::size_t a = 0; a < areas; ++a) {
    const std::string area = code("C", 100 + a);
    for (std::size_t i = 0; i < indicators; ++i) {
      const std::string indicator = code("IND_", 10'000 + i);
      for (std::size_t s = 0; s < sexes; ++s) {
        const std::string sex = code("S", s);
        for (std::size_t g = 0; g < ages; ++g) {
          const std::string age = code("Y", g);
          const std::string_view key[] = {"M", area, indicator, sex, age};
          const std::uint32_t series = b.series(key);
          b.set_series_attribute(series, 0, i % 2 == 0 ? "PCT" : "USD");
          for (std::size_t m = 0; m < months; ++m) {
            char text[16];
            std::snprintf(text, sizeof text, "%04zu-%02zu", 2020 + m / 12, 1 + m % 12);
            b.add(series, *TimePeriod::parse(text), std::round(value(random) * 100) / 100, std::vector<std::string_view>{random() % 20 == 0 ? "E" : "A"}, 1);
          }
        }
      }
    }
  }
  Catalogue out{.release = "bench", .created = 1'700'000'000, .structures = {}, .flows = {}};
  sdmx::Dataflow flow;
  flow.agency = "BENCH";
  flow.id = "DF";
  flow.version = "1.0";
  flow.structure = {sdmx::Kind::DataStructure, "BENCH", "DSD", "1.0", {}};
  (void)out.structures.add(flow);
  // Two agreements: of one the keys are constrained, of the other what observations have besides.
  for (const char* id : {"KEYS", "FINAL"}) {
    sdmx::ProvisionAgreement agreement;
    agreement.agency = "BENCH";
    agreement.id = id;
    agreement.version = "1.0";
    agreement.dataflow = {sdmx::Kind::Dataflow, "BENCH", "DF", "1.0", {}};
    agreement.provider = {sdmx::Kind::DataProvider, "BENCH", "DATA_PROVIDERS", "1.0", id};
    sdmx::DataConstraint constraint;
    constraint.agency = "BENCH";
    constraint.id = id;
    constraint.version = "1.0";
    constraint.attachments = {{sdmx::Kind::ProvisionAgreement, "BENCH", id, "1.0", {}}};
    sdmx::CubeRegion region;
    region.key_values = {{.id = "SEX", .values = {{.value = "S0"}, {.value = "S1"}}}};
    if (agreement.id == "FINAL") region.components = {{.id = "OBS_STATUS", .values = {{.value = "A"}}}};
    constraint.regions = {region};
    (void)out.structures.add(agreement);
    (void)out.structures.add(constraint);
  }
  out.flows.push_back({.reference = {sdmx::Kind::Dataflow, "BENCH", "DF", "1.0", {}}, .cube = std::make_shared<const Cube>(std::move(b).build())});
  return out;
}

struct Latencies {
  std::vector<double> all;
  double at(double share) {
    std::ranges::sort(all);
    return all.empty() ? 0 : all[std::min(all.size() - 1, static_cast<std::size_t>(share * static_cast<double>(all.size())))];
  }
};

int connect_to(std::uint16_t port) {
  const int socket_of = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(socket_of, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) std::exit(1);
  return socket_of;
}

/// A connection that has at most one request under way.
struct Connection {
  int socket = -1;
  bool busy = false;
  Clock::time_point due{};
  std::string input;
  /// Whether the response is whole; then its status.
  int status() {
    const auto end = input.find("\r\n\r\n");
    if (end == std::string::npos) return 0;
    const auto at = input.find("Content-Length: ");
    if (at == std::string::npos || at > end) return -1;
    const std::size_t length = std::stoul(input.substr(at + 16, 12));
    if (input.size() < end + 4 + length) return 0;
    return std::stoi(input.substr(9, 3));
  }
};

/// Sends requests at their moments and writes down how long each took.
void load(std::uint16_t port, double rate, double duration, const std::function<std::string()>& target, const char* accept, const char* what) {
  constexpr std::size_t width = 32;
  std::vector<Connection> connections(width);
  for (Connection& connection : connections) connection.socket = connect_to(port);
  std::vector<pollfd> waiting(width);
  Latencies latencies;
  std::deque<Clock::time_point> queue;
  const auto begin = Clock::now() + std::chrono::milliseconds(50);
  const auto count = static_cast<std::size_t>(rate * duration);
  std::size_t due = 0;
  std::size_t failed = 0;
  while (latencies.all.size() + failed < count) {
    const auto now = Clock::now();
    while (due < count) {
      const auto moment = begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(static_cast<double>(due) / rate));
      if (moment > now) break;
      queue.push_back(moment);
      ++due;
    }
    for (Connection& connection : connections) {
      if (connection.busy || queue.empty()) continue;
      connection.busy = true;
      connection.due = queue.front();
      connection.input.clear();
      queue.pop_front();
      const std::string request = "GET " + target() + " HTTP/1.1\r\nHost: b\r\nAccept: " + accept + "\r\n\r\n";
      if (send(connection.socket, request.data(), request.size(), MSG_NOSIGNAL) < 0) std::exit(1);
    }
    for (std::size_t i = 0; i < width; ++i) waiting[i] = {connections[i].socket, static_cast<short>(connections[i].busy ? POLLIN : 0), 0};
    // Sleep until something comes or the next request is due, and no longer.
    const auto next = begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(static_cast<double>(due) / rate));
    const auto left = std::max(Clock::duration::zero(), due < count ? next - Clock::now() : Clock::duration(std::chrono::milliseconds(100)));
    const timespec timeout{std::chrono::duration_cast<std::chrono::seconds>(left).count(),
                           std::chrono::duration_cast<std::chrono::nanoseconds>(left).count() % 1'000'000'000};
    if (ppoll(waiting.data(), waiting.size(), &timeout, nullptr) <= 0) continue;
    for (std::size_t i = 0; i < width; ++i) {
      if ((waiting[i].revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
      char buffer[65536];
      const auto size = recv(connections[i].socket, buffer, sizeof buffer, MSG_DONTWAIT);
      if (size == 0) std::exit(1);
      if (size < 0) continue;
      connections[i].input.append(buffer, static_cast<std::size_t>(size));
      const int status = connections[i].status();
      if (status == 0) continue;
      connections[i].busy = false;
      if (status == 200) {
        latencies.all.push_back(std::chrono::duration<double, std::milli>(Clock::now() - connections[i].due).count());
      } else {
        ++failed;
      }
    }
  }
  const double took = seconds_since(begin);
  std::printf("  %-34s %6.0f requests/s asked, %6.0f answered, p50 %.2f ms, p99 %.2f ms, most %.2f ms%s\n", what, rate,
              static_cast<double>(latencies.all.size()) / took, latencies.at(0.5), latencies.at(0.99), latencies.at(1),
              failed == 0 ? "" : (", FAILED " + std::to_string(failed)).c_str());
  for (const Connection& connection : connections) close(connection.socket);
}

/// Runs in a process of its own, as a client does.
void apart(const std::function<void()>& work) {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    work();
    std::fflush(stdout);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
}

void dump(std::uint16_t port, const char* accept, const char* coding, const char* what) {
  const int socket_of = connect_to(port);
  const std::string request = std::string("GET /sdmx/v2/data/dataflow/BENCH/DF/1.0 HTTP/1.1\r\nHost: b\r\nAccept: ") + accept +
                              "\r\nAccept-Encoding: " + coding + "\r\nConnection: close\r\n\r\n";
  const auto begin = Clock::now();
  if (send(socket_of, request.data(), request.size(), MSG_NOSIGNAL) < 0) std::exit(1);
  std::vector<char> buffer(1U << 20U);
  std::size_t bytes = 0;
  for (;;) {
    const auto size = recv(socket_of, buffer.data(), buffer.size(), 0);
    if (size <= 0) break;
    bytes += static_cast<std::size_t>(size);
  }
  close(socket_of);
  const double took = seconds_since(begin);
  std::printf("  %-34s %6.0f MB in %.2f s: %.0f MB/s\n", what, static_cast<double>(bytes) / 1e6, took, static_cast<double>(bytes) / 1e6 / took);
}

/// The message alone, without a connection: by the processor's time, which other work on the machine does not lengthen by much.
void make_json(const Cube& cube) {
  class Counter final : public ByteSink {
   public:
    [[nodiscard]] Status write(std::string_view written) override {
      bytes += written.size();
      return {};
    }
    std::size_t bytes = 0;
  } counter;
  SdmxJsonWriter writer(counter, {.version = JsonDataVersion::V2_0});
  std::vector<std::size_t> series(cube.series_count());
  for (std::size_t s = 0; s < series.size(); ++s) series[s] = s;
  const std::clock_t begin = std::clock();
  if (!writer.header({}) || !replay({.cube = &cube, .series = std::move(series)}, {.structure = cube.shared_structure()}, writer, {}) || !writer.end())
    std::exit(1);
  const double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::printf("  %-34s %6.0f MB in %.2f s of processor time: %.0f MB/s\n", "all, SDMX-JSON 2.0, made alone", static_cast<double>(counter.bytes) / 1e6, took,
              static_cast<double>(counter.bytes) / 1e6 / took);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t observations = argc > 1 ? std::stoul(argv[1]) : 10'000'000;
  const double rate = argc > 2 ? std::stod(argv[2]) : 2'000;
  const double duration = argc > 3 ? std::stod(argv[3]) : 10;
  const auto begin = Clock::now();
  const Catalogue catalogue = make_catalogue(observations);
  const Cube& cube = *catalogue.flows.front().cube;
  std::printf("flow of %zu observations in %zu series, made in %.1f s\n", cube.size(), cube.series_count(), seconds_since(begin));
  const auto indexed = Clock::now();
  http::RepresentationCache cache(std::size_t{64} << 20U);
  const auto service = std::make_shared<const api::DataService>(catalogue, cache);
  std::printf("  index made in                      %.0f ms\n", seconds_since(indexed) * 1000);
  for (const sdmx::Artefact& agreement : catalogue.structures.of(sdmx::Kind::ProvisionAgreement)) {
    (void)service->indexes().of(catalogue.flows.front().cube, query::constraints_of(catalogue.structures, sdmx::reference_of(agreement)));
  }
  std::printf("  of the agreements, beside serving  %.0f ms\n", seconds_since(indexed) * 1000);

  std::mt19937 random(7);
  const auto random_key = [&](double wild) {
    std::uniform_real_distribution<double> chance(0, 1);
    std::string key;
    const std::size_t s = random() % cube.series_count();
    for (std::size_t d = 0; d < cube.structure().dimensions.size(); ++d) {
      if (d > 0) key += '.';
      key += chance(random) < wild ? "*" : cube.code_id(d, s);
    }
    return key;
  };
  const auto measure_availability = [&](std::string_view context, std::string_view of, const char* mode, std::size_t count, const char* name) {
    Latencies latencies;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string key = random_key(0.2 + 0.2 * static_cast<double>(i % 5));
      const std::vector<std::pair<std::string, std::string>> parameters = {{"mode", mode}};
      const auto asked = Clock::now();
      const auto query = query::parse_availability_rest2({{context, "BENCH", of, "1.0", key}, parameters});
      const auto found = query::evaluate(catalogue, service->indexes(), *query);
      if (!found) {
        std::fprintf(stderr, "sdmx_rest_bench: %s\n", found.error().to_string().c_str());
        std::exit(1);
      }
      latencies.all.push_back(seconds_since(asked) * 1000);
    }
    std::printf("  %-34s p50 %.3f ms, p99 %.3f ms, most %.3f ms (at most 5)\n", name, latencies.at(0.5), latencies.at(0.99), latencies.at(1));
  };
  measure_availability("dataflow", "DF", "exact", 500, "availability, exact");
  measure_availability("dataflow", "DF", "available", 500, "availability, available");
  measure_availability("provisionagreement", "KEYS", "exact", 100, "of constrained keys");
  measure_availability("provisionagreement", "FINAL", "exact", 100, "of constrained observations");

  http::Router router;
  if (!api::add_data_service(router, service) || !api::add_availability_service(router, service)) return 1;
  http::ServerOptions options;
  options.stop_on_signals = false;
  options.threads = 2;
  options.is_slow = api::is_slow_data_request;
  const auto server = http::Server::start(std::move(options), [&](const http::Request& request) { return router.handle(request); });
  if (!server) return 1;
  const std::uint16_t port = (*server)->port();
  const auto one_series = [&] { return "/sdmx/v2/data/dataflow/BENCH/DF/1.0/" + random_key(0); };
  apart([&] { load(port, rate, 1, one_series, "application/vnd.sdmx.data+csv;version=2.0.0", "warming up"); });
  apart([&] { load(port, rate, duration, one_series, "application/vnd.sdmx.data+csv;version=2.0.0", "one series, SDMX-CSV (p99 at most 2)"); });
  apart([&] { load(port, rate, duration, one_series, "application/vnd.sdmx.structurespecificdata+xml;version=2.1", "one series, SDMX-ML 2.1"); });
  apart([&] { load(port, rate, duration, one_series, "application/vnd.sdmx.data+json;version=2.0.0", "one series, SDMX-JSON 2.0"); });
  apart([&] {
    load(
        port, 50, 4, [&] { return "/sdmx/v2/availability/dataflow/BENCH/DF/1.0/" + random_key(0.6) + "?mode=available"; },
        "application/vnd.sdmx.structure+json;version=2.0.0", "availability over HTTP");
  });
  apart([&] { dump(port, "application/vnd.sdmx.data+csv;version=2.0.0", "identity", "all, SDMX-CSV (at least 200)"); });
  apart([&] { dump(port, "application/vnd.sdmx.structurespecificdata+xml;version=2.1", "identity", "all, SDMX-ML 2.1"); });
  apart([&] { dump(port, "application/vnd.sdmx.data+json;version=2.0.0", "identity", "all, SDMX-JSON 2.0"); });
  apart([&] { dump(port, "application/vnd.sdmx.data+csv;version=2.0.0", "zstd", "all, SDMX-CSV, zstd on the wire"); });
  apart([&] { make_json(cube); });
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("  peak memory of the server          %ld MB\n", usage.ru_maxrss / 1024);
  return 0;
}
