// A folder that a test works in and that goes away with it, and the program run in it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cases {

struct Ran {
  int exit = 0;  ///< 128 + number where a signal ended it, as shells say it.
  std::string out;
  std::string err;
};

class Scratch {
 public:
  Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch();
  [[nodiscard]] std::filesystem::path files() const { return root_ / "files"; }  ///< Where the program runs.

  /// Runs a program in files() to its end; standard input is empty.
  [[nodiscard]] Ran run(const std::string& program, const std::vector<std::string>& arguments) const;
  /// Starts it without waiting; its output is dropped.
  [[nodiscard]] int start(const std::string& program, const std::vector<std::string>& arguments) const;

  void write(const std::string& name, const std::string& bytes) const;
  [[nodiscard]] static std::string read(const std::filesystem::path& path);

 private:
  std::filesystem::path root_;
};

/// The path in files() that a pattern with at most one '*' a part names; it must be one only.
[[nodiscard]] std::filesystem::path find_one(const std::filesystem::path& directory, const std::string& pattern);

}  // namespace cases
