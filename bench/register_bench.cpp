// The register at its full size: instruments and comments found by filters, and comments posted by many at once. Rows are made here; the limits are those of
// the project (20 ms for 99 of 100 questions, 500 comments a second), and writing is also held against the flushes that the disk itself can do.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "register/consultation/cells.h"
#include "register/consultation/comment_list.h"
#include "register/consultation/comments.h"
#include "register/consultation/consultation.h"
#include "register/consultation/results.h"
#include "register/instruments/country_views.h"
#include "register/instruments/instruments.h"
#include "register/instruments/search.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace {

using namespace atalaya;
using namespace atalaya::reg;
namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

std::mt19937_64 dice(20261126);  // NOLINT: the same rows in every run.

std::size_t below(std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(dice); }
/// Small numbers far more often than large ones, as words and paragraphs are.
std::size_t mostly_small(std::size_t end) {
  return std::min(end - 1, static_cast<std::size_t>(static_cast<double>(end) * std::pow(std::generate_canonical<double, 53>(dice), 3)));
}

template <typename T>
T must(Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "register_bench: %s\n", result.error().to_string().c_str());
  std::exit(1);
}
void must(const Status& status) {
  if (!status) must(Result<int>(std::unexpected(status.error())));
}

long long backend = 0;  // NOLINT: PostgreSQL's process for our connection, where it is on this machine.

/// Of this thread on a processor, and of PostgreSQL's process: what is left of a question's time where the machine has other work. SQLite works in the thread.
double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  double out = static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
  if (backend != 0) {
    long long nanoseconds = 0;
    std::ifstream("/proc/" + std::to_string(backend) + "/schedstat") >> nanoseconds;
    out += static_cast<double>(nanoseconds) / 1e9;
  }
  return out;
}
double process_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

/// Rows are made with more memory than the program takes, so that it does not take the night; what is measured is measured with its own.
void give_cache(Store& store, long long kilobytes) {
  must(store.write([&](soci::session& session) -> Status {
    sql::value<long long>(session, "pragma cache_size = -" + std::to_string(kilobytes));
    return {};
  }));
}

double seconds_of(const auto& work) {
  const auto begin = Steady::now();
  work();
  return std::chrono::duration<double>(Steady::now() - begin).count();
}

/// The value that a share of them is below, in milliseconds.
double at_share(std::vector<double>& times, double share) {
  std::ranges::sort(times);
  return times[std::min(times.size() - 1, static_cast<std::size_t>(share * static_cast<double>(times.size())))] * 1000;
}

bool in_process = true;  // NOLINT: the time on a processor is known, in whichever process.

void measure(const char* what, std::size_t rounds, double limit, const auto& ask) {
  std::vector<double> times, computing;
  rounds = std::max<std::size_t>(rounds, 1);
  for (std::size_t i = 0; i < rounds; ++i) {
    const double before = processor_seconds();
    times.push_back(seconds_of(ask));
    computing.push_back(processor_seconds() - before);
  }
  std::printf("  %-44s p50 %6.2f p99 %6.2f ms, computing p50 %6.2f p99 %6.2f most %6.2f ms", what, at_share(times, 0.5), at_share(times, 0.99),
              at_share(computing, 0.5), at_share(computing, 0.99), at_share(computing, 1));
  if (limit > 0)
    std::printf("   %s", at_share(times, 0.99) < limit ? "within" : in_process && at_share(computing, 0.99) < limit ? "within, but for waiting" : "MISSED");
  std::printf("\n");
}

// ---- Instruments

const std::vector<std::string> countries = [] {
  std::vector<std::string> out;
  for (int i = 0; i < 33; ++i) out.push_back({'C', static_cast<char>('A' + i / 26), static_cast<char>('A' + i % 26)});
  return out;
}();
const instruments::Known known{};

std::string word(std::size_t number) {
  std::string out;
  for (std::size_t n = number + 26; n > 0; n /= 20) out += "bcdfghjklmnpqrtvwxyz"[n % 20], out += "aio"[n % 3];
  return out;
}

std::string sentence(std::size_t words, std::size_t vocabulary) {
  std::string out;
  for (std::size_t i = 0; i < words; ++i) out += (out.empty() ? "" : " ") + word(mostly_small(vocabulary));
  return out;
}

std::string date(int first, int years) {
  char out[40];
  std::snprintf(out, sizeof out, "%04d-%02d-%02d", first + static_cast<int>(below(static_cast<std::size_t>(years))), 1 + static_cast<int>(below(12)),
                1 + static_cast<int>(below(28)));
  return out;
}

void make_instruments(Store& store, std::size_t count) {
  using namespace instruments;
  constexpr std::size_t batch = 500;
  for (std::size_t done = 0; done < count; done += batch) {
    must(store.write([&](soci::session& session) -> Status {
      for (std::size_t i = done; i < std::min(count, done + batch); ++i) {
        Instrument one;
        one.country = countries[mostly_small(countries.size())];
        one.kind = all_kinds[below(all_kinds.size())];
        one.language = "es";
        one.title = sentence(8, 20'000);
        one.translation_language = "en";
        one.translation = sentence(8, 20'000);
        one.summary = sentence(30, 20'000);
        one.body = sentence(4, 500);
        one.goals = {static_cast<int>(1 + mostly_small(20)), static_cast<int>(21 + mostly_small(19))};
        one.milestones = {{sentence(3, 2000), date(2015, 15)}};
        std::vector<NewEvent> history = {{State::Draft, date(1995, 15)}};
        if (below(10) > 0) history.push_back({State::InForce, date(2010, 10)});
        if (history.size() == 2 && below(4) == 0) history.push_back({below(2) == 0 ? State::Expired : State::Repealed, date(2020, 6)});
        TRY(add(session, store.now(), "system", one, history, known));
      }
      return {};
    }));
  }
}

void ask_instruments(Store& store, std::size_t rounds) {
  using namespace instruments;
  const auto ask = [&](const Filter& filter) {
    const Page page = must(search(store, filter));
    return page.next;
  };
  measure("all of them, first page", rounds, 20, [&] { ask({}); });
  measure("one filter: country, goal or kind", rounds, 20, [&] {
    Filter filter;
    switch (below(3)) {
      case 0: filter.country = countries[below(33)]; break;
      case 1: filter.goal = static_cast<int>(1 + below(39)); break;
      default: filter.kind = all_kinds[below(all_kinds.size())];
    }
    ask(filter);
  });
  measure("a state today or at a date", rounds, 20, [&] { ask({.state = all_states[below(all_states.size())], .date = below(2) == 0 ? "" : date(1990, 37)}); });
  measure("one word", rounds, 20, [&] { ask({.text = word(mostly_small(20'000))}); });
  measure("two words", rounds, 20, [&] { ask({.text = word(mostly_small(20'000)) + " " + word(mostly_small(20'000))}); });
  const auto any = [&] {
    Filter filter;
    if (below(2) == 0) filter.country = countries[below(33)];
    if (below(2) == 0) filter.goal = static_cast<int>(1 + below(39));
    if (below(2) == 0) filter.kind = all_kinds[below(all_kinds.size())];
    if (below(2) == 0) filter.state = all_states[below(all_states.size())];
    if (below(3) == 0) filter.date = date(1990, 37);
    if (below(2) == 0) filter.text = sentence(1 + below(3), 20'000);
    return filter;
  };
  measure("any filters", rounds, 20, [&] { ask(any()); });
  measure("any filters, the second page", rounds, 20, [&] {
    const Filter filter = any();
    const std::string next = ask(filter);
    if (!next.empty()) must(search(store, filter, next));
  });
  measure("any filters, counted to 1000", rounds, 20, [&] { must(count(store, any())); });
  measure("a country's timeline of five years", rounds / 4, 20, [&] { must(timeline(store, countries[below(33)], "2016-01-01", "2020-12-31")); });
  std::vector<int> goals;
  for (int i = 1; i <= 39; ++i) goals.push_back(i);
  measure("four countries compared, all goals", rounds / 4, 20, [&] {
    must(compare(store, {countries[below(33)], countries[below(33)], countries[below(33)], countries[below(33)]}, goals, "2026-11-26"));
  });
  // The worst that we could think of: words that many have, and few or none together.
  measure("two common words and a state, nothing found", rounds / 4, 20,
          [&] { ask({.kind = Kind::Law, .state = State::Repealed, .text = word(0) + " " + word(1) + " " + word(2) + " " + word(3), .date = "2020-03-01"}); });
}

// ---- Comments

consultation::Draft make_draft(const std::string& closes) {
  consultation::Draft out;
  out.languages = {"es", "pt", "en"};
  out.title = {{"es", "a"}, {"en", "b"}, {"pt", "c"}};
  for (int i = 0; i < 200; ++i) out.paragraphs.push_back({.number = 0, .label = {}, .content = {{"es", "a"}, {"en", "b"}, {"pt", "c"}}});
  out.voice = consultation::Voice::Anonymous;
  out.opens = "2020-01-01T00:00";
  out.closes = closes;
  return out;
}

void make_comments(Store& store, const std::string& id, std::size_t count) {
  using namespace consultation;
  constexpr std::size_t batch = 10'000;
  for (std::size_t done = 0; done < count; done += batch) {
    must(store.write([&](soci::session& session) -> Status {
      const Terms terms = TRY(terms_of(session, id));
      for (std::size_t i = done; i < std::min(count, done + batch); ++i) {
        const bool known_person = below(3) > 0;
        const Cell cell{below(50) == 0 ? Showing::Hidden : Showing::Published,
                        static_cast<long long>(mostly_small(201)),
                        known_person ? (below(3) == 0 ? Voice::Verified : Voice::Registered) : Voice::Anonymous,
                        static_cast<int>(mostly_small(3)),
                        below(20) == 0,
                        below(3) == 0};
        count_comments(session, terms.key, cell, 1);
        sql::run(session,
                 "insert into consultation_comment (public_id, consultation, cell, author, name, content, instant, support, sameness) values (:id, "
                 ":consultation, :cell, "
                 ":author, :name, :content, :instant, :support, :sameness)",
                 {new_public_id(), terms.key, cell.number(), known_person ? std::optional(word(below(100'000))) : std::nullopt, known_person ? "Persona" : "",
                  sentence(10 + below(60), 20'000), store.now(), mostly_small(500), new_token()});
      }
      return {};
    }));
  }
}

void ask_comments(Store& store, const std::string& id, std::size_t rounds) {
  using namespace consultation;
  const auto any = [&] {
    CommentFilter filter{.consultation = id};
    if (below(2) == 0) filter.paragraph = static_cast<int>(below(201));
    if (below(3) == 0) filter.standing = all_voices[below(3)];
    if (below(3) == 0) filter.language = below(2) == 0 ? "pt" : "en";
    if (below(3) == 0) filter.answered = below(3) == 0;
    if (below(3) == 0) filter.reply = below(2) == 0;
    if (below(20) == 0) filter.showing = Showing::Hidden;
    if (below(3) == 0) filter.order = Order::Support;
    return filter;
  };
  measure("all of them, newest first", rounds, 20, [&] { must(comments(store, {.consultation = id})); });
  measure("all of them, most supported first", rounds, 20, [&] { must(comments(store, {.consultation = id, .order = Order::Support})); });
  measure("one paragraph", rounds, 20, [&] { must(comments(store, {.consultation = id, .paragraph = static_cast<int>(below(201))})); });
  measure("any filters", rounds, 20, [&] { must(comments(store, any())); });
  measure("any filters, the next four pages", rounds / 4, 80, [&] {
    const CommentFilter filter = any();
    std::string after;
    for (int i = 0; i < 4; ++i) {
      after = must(comments(store, filter, after)).next;
      if (after.empty()) break;
    }
  });
  measure("any filters, counted exactly", rounds, 20, [&] { must(count(store, any())); });
  measure("results by paragraph", rounds / 20, 20, [&] { must(results(store, id)); });
}

// ---- Posting

/// Flushes of one page a second that this disk does by itself.
double flushes_in_a_second(const fs::path& folder) {
  const fs::path file = folder / "flush";
  const int handle = ::open(file.c_str(), O_RDWR | O_CREAT | O_TRUNC, 0600);
  const std::string page(4096, 'x');
  int done = 0;
  const auto begin = Steady::now();
  while (Steady::now() - begin < std::chrono::seconds(2)) {
    if (::pwrite(handle, page.data(), page.size(), static_cast<off_t>(done % 1000) * 4096) < 0 || ::fdatasync(handle) != 0) break;
    ++done;
  }
  ::close(handle);
  fs::remove(file);
  return done / 2.0;
}

void post_comments(Store& store, int threads, int seconds) {
  using namespace consultation;
  const std::string id = must(publish(store, "system", make_draft("2199-12-31T00:00")));
  Limits limits;
  limits.least_open = std::chrono::seconds(0);
  Comments comments(store, Forms(std::string(32, 'k'), limits));
  std::atomic<long long> posted = 0;
  std::vector<std::vector<double>> times(static_cast<std::size_t>(threads));
  const auto end = Steady::now() + std::chrono::seconds(seconds);
  const double before = process_seconds();
  const double took = seconds_of([&] {
    std::vector<std::jthread> all;
    for (int t = 0; t < threads; ++t) {
      all.emplace_back([&, t] {
        for (int i = 0; Steady::now() < end; ++i) {
          const Speaker speaker{id + "-" + std::to_string(t) + "-" + std::to_string(i / 20), "Persona", Voice::Registered};
          const std::string text = "Texto número " + std::to_string(i) + " de un hilo, con algunas palabras más para que tenga el largo de uno corto.";
          times[static_cast<std::size_t>(t)].push_back(seconds_of([&] {
            must(comments.post(speaker, {id, 1 + i % 200, "", "es", text, comments.open_form(id)}));
          }));
          ++posted;
        }
      });
    }
  });
  std::vector<double> together;
  for (const auto& some : times) together.insert(together.end(), some.begin(), some.end());
  const double rate = static_cast<double>(posted) / took;
  const long long kept = must(count(store, {.consultation = id}));
  std::printf("  %2d at once: %5.0f a second   p50 %6.2f p99 %6.2f ms, computing %.2f ms each\n", threads, rate, at_share(together, 0.5),
              at_share(together, 0.99), (process_seconds() - before) * 1000 / static_cast<double>(posted));
  std::printf("    acknowledged %lld, in the store %lld%s\n", posted.load(), kept, kept == posted ? "" : "   LOST OR DOUBLED");
  if (threads > 8) std::printf("    %s (at least 500 a second)\n", rate >= 500 ? "within" : "MISSED");
}

void print_memory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("  peak memory of the process %ld MB\n", usage.ru_maxrss / 1024);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t instrument_count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100'000;
  const std::size_t comment_count = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1'000'000;
  const std::size_t rounds = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 2000;
  const fs::path scratch = fs::temp_directory_path() / ("atalaya-register-bench-" + std::to_string(::getpid()));
  fs::create_directories(scratch);
  // Another store than a new file: "postgresql:CONNINFO" of an empty database, or a register that a run before made, whose rows serve again.
  const std::string where = argc > 4 ? argv[4] : "sqlite:" + (scratch / "register.sqlite").string();
  const bool sqlite = where.starts_with("sqlite:");
  auto store = must(Store::open(where));
  if (!sqlite) {
    backend =
        must(store->read([](soci::session& session) -> Result<long long> { return sql::value<long long>(session, "select pg_backend_pid()").value_or(0); }));
    in_process = std::ifstream("/proc/" + std::to_string(backend) + "/schedstat").good();
    if (!in_process) backend = 0;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  bool made = false;
  const double first = seconds_of([&] { made = must(instruments::search(*store, {})).found.size() > 1; });
  if (made) std::printf("the first question of a program reads all instruments: %.2f s\n", first);

  std::printf("posting comments (this disk alone: %.0f flushes a second)\n", flushes_in_a_second(scratch));
  post_comments(*store, 1, 5);
  post_comments(*store, 16, 10);
  post_comments(*store, 64, 10);
  print_memory();

  if (sqlite) give_cache(*store, 500'000);
  double took = seconds_of([&] {
    if (!made) make_instruments(*store, instrument_count);
  });
  std::printf("%zu instruments, made in %.0f s\n", instrument_count, took);
  ask_instruments(*store, rounds);
  print_memory();

  std::string id;
  for (const consultation::Consultation& one : must(consultation::all(*store))) {
    if (must(consultation::count(*store, {.consultation = one.id})) > static_cast<long long>(comment_count / 2)) id = one.id;
  }
  took = seconds_of([&] {
    if (!id.empty()) return;
    id = must(consultation::publish(*store, "system", make_draft("2199-12-31T00:00")));
    make_comments(*store, id, comment_count);
  });
  std::printf("%zu comments in one consultation, made in %.0f s\n", comment_count, took);
  if (sqlite) give_cache(*store, 2000);
  ask_comments(*store, id, rounds);
  std::printf("posting comments beside them\n");
  post_comments(*store, 16, 10);
  took = seconds_of([&] {
    if (must(log::verify(*store)).broken) std::printf("THE LOG IS BROKEN\n");
  });
  std::printf("the log, %lld entries, verified in %.1f s\n", must(log::head(*store)).sequence, took);
  print_memory();
  if (sqlite) std::printf("  the file %ld MB\n", static_cast<long>(fs::file_size(where.substr(7)) >> 20U));
  store.reset();
  fs::remove_all(scratch);
  return 0;
}
