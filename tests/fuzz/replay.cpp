// Runs every file of a folder through a fuzz target, in any compiler's build: what was found once stays found.
#include <sys/resource.h>

#include <cstdio>

#include "support.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  // An input that takes all memory ends this program and not the machine.
  const rlimit two_gigabytes{std::size_t{2} << 30U, std::size_t{2} << 30U};
  if (::setrlimit(RLIMIT_AS, &two_gigabytes) != 0) return 1;
#endif
  int files = 0;
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(file), {}};
      std::printf("%s\n", entry.path().c_str());
      std::fflush(stdout);
      LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
      ++files;
    }
  }
  return files == 0 ? 1 : 0;
}
