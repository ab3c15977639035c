#include "scratch.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "case_text.h"

namespace cases {

namespace fs = std::filesystem;

Scratch::Scratch() {
  std::string name = (fs::temp_directory_path() / "atalaya-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw Failure("no temporary folder can be made");
  root_ = name;
  fs::create_directory(files());
}

Scratch::~Scratch() {
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

namespace {

int start_in(const fs::path& directory, const std::string& program, const std::vector<std::string>& arguments, const std::string& out, const std::string& err) {
  const pid_t child = ::fork();
  if (child < 0) throw Failure("no process can be started");
  if (child > 0) return child;
  std::vector<char*> words = {const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  const auto redirect = [](const std::string& path, int flags, int to) { ::dup2(::open(path.c_str(), flags, 0600), to); };
  redirect("/dev/null", O_RDONLY, STDIN_FILENO);
  redirect(out, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
  redirect(err, O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
  if (::chdir(directory.c_str()) == 0) ::execv(program.c_str(), words.data());
  ::_exit(127);
}

}  // namespace

int Scratch::start(const std::string& program, const std::vector<std::string>& arguments) const {
  return start_in(files(), program, arguments, "/dev/null", "/dev/null");
}

Ran Scratch::run(const std::string& program, const std::vector<std::string>& arguments) const {
  const std::string out = root_ / "out";
  const std::string err = root_ / "err";
  int state = 0;
  if (::waitpid(start_in(files(), program, arguments, out, err), &state, 0) < 0) throw Failure("the program was lost");
  return {WIFSIGNALED(state) ? 128 + WTERMSIG(state) : WEXITSTATUS(state), read(out), read(err)};
}

void Scratch::write(const std::string& name, const std::string& bytes) const {
  const fs::path path = files() / name;
  fs::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  if (!file.flush()) throw Failure("cannot write " + name);
}

std::string Scratch::read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Failure("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

fs::path find_one(const fs::path& directory, const std::string& pattern) {
  std::vector<fs::path> found = {directory};
  for (const fs::path& part : fs::path(pattern)) {
    const std::string text = part.string();
    const auto star = text.find('*');
    std::vector<fs::path> deeper;
    for (const fs::path& base : found) {
      if (star == std::string::npos) {
        if (fs::exists(base / part)) deeper.push_back(base / part);
        continue;
      }
      for (const auto& entry : fs::directory_iterator(base)) {
        const std::string name = entry.path().filename().string();
        const bool fits = name.starts_with(text.substr(0, star)) && name.ends_with(text.substr(star + 1)) && !name.starts_with('.');
        if (fits) deeper.push_back(entry.path());
      }
    }
    found = std::move(deeper);
  }
  if (found.size() != 1) throw Failure("'" + pattern + "' names " + std::to_string(found.size()) + " files, not one");
  return found[0];
}

}  // namespace cases
