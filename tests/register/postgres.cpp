#include "postgres.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include "register/store/connect.h"

namespace atalaya::testing {

namespace fs = std::filesystem;

namespace {

/// The newest version that is installed; Debian has each in a folder of its own.
fs::path programs() {
  std::vector<fs::path> found;
  std::error_code code;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", code)) {
    if (fs::exists(version.path() / "bin/initdb") && fs::exists(version.path() / "bin/postgres")) found.push_back(version.path() / "bin");
  }
  return found.empty() ? fs::path() : std::ranges::max(found);
}

class Cluster {
 public:
  Cluster() : programs_(programs()) {
    if (programs_.empty()) return;
    std::string name = (fs::temp_directory_path() / "atalaya-pg-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
    root_ = name;
    // PostgreSQL refuses to run as root.
    if (::geteuid() == 0 && ::chown(root_.c_str(), 65534, 65534) != 0) throw std::runtime_error("cannot give the folder away");
    const std::string data = root_ / "data";
    const pid_t made = start({(programs_ / "initdb").string(), "--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C", "--username=atalaya", "-D", data});
    int state = 0;
    if (::waitpid(made, &state, 0) < 0 || state != 0) throw std::runtime_error("initdb has failed: see " + (root_ / "log").string());
    server_ = start({(programs_ / "postgres").string(), "-D", data, "-k", root_.string(), "-c", "listen_addresses=", "-c", "fsync=off"});
    for (int i = 0; i < 300; ++i) {
      try {
        (void)reg::connect({reg::Dialect::Postgresql, connection("postgres")}, true);
        return;
      } catch (const soci::soci_error&) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
      }
    }
    throw std::runtime_error("PostgreSQL does not start: see " + (root_ / "log").string());
  }
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;
  ~Cluster() {
    if (server_ > 0) {
      ::kill(server_, SIGQUIT);
      ::waitpid(server_, nullptr, 0);
    }
    std::error_code ignored;
    if (!root_.empty()) fs::remove_all(root_, ignored);
  }

  [[nodiscard]] bool available() const { return !programs_.empty(); }
  [[nodiscard]] std::string connection(const std::string& database) const { return "host=" + root_.string() + " user=atalaya dbname=" + database; }

  std::string new_database() {
    const std::string name = "test_" + std::to_string(++databases_);
    const auto session = reg::connect({reg::Dialect::Postgresql, connection("postgres")}, true);
    *session << "create database " << name;
    return connection(name);
  }

 private:
  /// As an unprivileged user, and never longer than this program.
  [[nodiscard]] pid_t start(const std::vector<std::string>& program) const {
    std::vector<std::string> words = {"setpriv", "--pdeathsig", "QUIT"};
    if (::geteuid() == 0) words.insert(words.end(), {"--reuid", "65534", "--regid", "65534", "--clear-groups"});
    words.insert(words.end(), program.begin(), program.end());
    const pid_t child = ::fork();
    if (child != 0) return child;
    std::vector<char*> raw;
    for (std::string& word : words) raw.push_back(word.data());
    raw.push_back(nullptr);
    if (std::freopen((root_ / "log").c_str(), "a", stdout) == nullptr || ::dup2(STDOUT_FILENO, STDERR_FILENO) < 0) ::_exit(126);
    if (::chdir("/") == 0) ::execvp(raw[0], raw.data());
    ::_exit(127);
  }

  fs::path programs_, root_;
  pid_t server_ = -1;
  int databases_ = 0;
};

}  // namespace

std::string new_postgresql() {
  static Cluster cluster;
  return cluster.available() ? "postgresql:" + cluster.new_database() : "";
}

TestStore::TestStore(const std::string& kind) {
  where_ = kind == "sqlite" ? "sqlite:" + (scratch_.files() / "register.sqlite").string() : new_postgresql();
  if (available()) store_ = open_again();
}

std::unique_ptr<reg::Store> TestStore::open_again() const {
  auto store = reg::Store::open(where_, {.clock = &clock_});
  if (!store) throw std::runtime_error(store.error().to_string());
  return std::move(*store);
}

}  // namespace atalaya::testing
