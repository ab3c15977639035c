// Runs one case: run_case PROGRAM SOURCE_FOLDER FILE.test. Exit 0: as expected, 1: not so, 77: the case needs what is not here.
#include <simdjson.h>

#include <cstdio>
#include <map>

#include "case_text.h"
#include "scratch.h"

namespace {

namespace fs = std::filesystem;
using cases::Failure;

struct Skip {
  std::string why;
};

class Case {
 public:
  Case(std::string program, fs::path source, const std::string& file) : program_(std::move(program)), source_(std::move(source)), text_(file) {}

  void play() {
    while (const auto line = text_.next()) {
      auto words = cases::words_of(*line);
      for (std::string& word : words) word = filled_in(word);
      if (!check(words)) {
        finish_run();
        act(words);
      }
    }
    finish_run();
    if (!ran_anything_) throw Failure("the case runs nothing");
  }
  [[nodiscard]] std::size_t line() const { return text_.line(); }

 private:
  /// $SOURCE is the source tree, $NAME what `keep NAME` kept.
  [[nodiscard]] std::string filled_in(const std::string& word) const {
    if (word.starts_with("$SOURCE")) return source_.string() + word.substr(7);
    if (!word.starts_with('$')) return word;
    const auto it = kept_.find(word.substr(1));
    if (it == kept_.end()) throw Failure("nothing was kept as " + word);
    return it->second.substr(0, it->second.find('\n'));
  }

  static const std::string& argument(const std::vector<std::string>& words, std::size_t i) {
    if (i >= words.size()) throw Failure("'" + words[0] + "' takes more words");
    return words[i];
  }

  void act(const std::vector<std::string>& words) {
    const std::string& verb = words[0];
    if (verb == "run") {
      last_ = scratch_.run(program_, {words.begin() + 1, words.end()});
      running_ = ran_anything_ = true;
      exit_checked_ = error_checked_ = false;
    } else if (verb == "workspace") {
      const fs::path ours = source_ / "tests/packs" / argument(words, 1);
      const auto made = scratch_.run(program_, {"init", ".", "--agenda", fs::exists(ours) ? ours.string() : words[1]});
      if (made.exit != 0) throw Failure("init failed: " + made.err);
    } else if (verb == "needs") {
      if (!fs::exists(source_ / argument(words, 1))) throw Skip{words[1] + " is not here"};
    } else if (verb == "file") {
      scratch_.write(argument(words, 1), text_.block(words));
    } else if (verb == "bytes") {
      scratch_.write(argument(words, 1), cases::bytes_of_hex(text_.block(words)));
    } else if (verb == "generate") {
      generate(argument(words, 1), text_.block(words));
    } else if (verb == "append") {
      const fs::path path = writable(argument(words, 1));
      scratch_.write(fs::relative(path, scratch_.files()), cases::Scratch::read(path) + text_.block(words));
    } else if (verb == "replace") {
      replace(argument(words, 1), argument(words, 2), argument(words, 3));
    } else if (verb == "remove") {
      fs::remove_all(writable(argument(words, 1)));
    } else if (verb == "folder") {
      fs::create_directories(scratch_.files() / argument(words, 1));
    } else {
      throw Failure("there is no word '" + verb + "'");
    }
  }

  /// What follows a run and judges it.
  bool check(const std::vector<std::string>& words) {
    const std::string& verb = words[0];
    const bool known = verb == "exit" || verb == "expect" || verb == "error" || verb == "json" || verb == "keep" || verb == "same" || verb == "output";
    if (!known) return false;
    if (!running_) throw Failure("'" + verb + "' follows a run");
    if (verb == "exit") {
      exit_checked_ = true;
      if (std::to_string(last_.exit) != argument(words, 1)) throw Failure("the exit code is " + std::to_string(last_.exit) + shown());
    } else if (verb == "expect") {
      compare("standard output", text_.block(words), last_.out);
    } else if (verb == "error") {
      error_checked_ = true;
      compare("standard error", text_.block(words), last_.err);
    } else if (verb == "json") {
      check_json(text_.block(words));
    } else if (verb == "keep") {
      kept_[argument(words, 1)] = last_.out;
    } else if (verb == "output") {
      scratch_.write(argument(words, 1), last_.out);
    } else if (last_.out != kept_.at(argument(words, 1))) {
      throw Failure("the output is not the same as " + words[1] + shown());
    }
    return true;
  }

  void finish_run() {
    if (!running_) return;
    running_ = false;
    if (!exit_checked_ && last_.exit != 0) throw Failure("the exit code is " + std::to_string(last_.exit) + shown());
    if (!error_checked_ && !last_.err.empty()) throw Failure("standard error is not empty" + shown());
  }

  void compare(const char* what, const std::string& expected, const std::string& actual) const {
    if (!cases::matches(expected, actual)) throw Failure(std::string(what) + " is not as expected\n--- expected\n" + expected + shown());
  }

  [[nodiscard]] std::string shown() const { return "\n--- standard output\n" + last_.out + "--- standard error\n" + last_.err; }

  /// Lines "/0/accepted = 3": the output is JSON, and what stands at each pointer (RFC 6901) is this JSON value.
  void check_json(const std::string& block) const {
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    if (parser.parse(last_.out).get(root)) throw Failure("the output is not JSON" + shown());
    for (std::size_t at = 0; at < block.size();) {
      const std::string line = block.substr(at, block.find('\n', at) - at);
      at += line.size() + 1;
      const auto sign = line.find(" = ");
      if (sign == std::string::npos) throw Failure("a line of a json block is 'pointer = value', not '" + line + "'");
      simdjson::dom::element found;
      if (root.at_pointer(line.substr(0, sign)).get(found)) throw Failure("there is nothing at " + line.substr(0, sign) + shown());
      const std::string value = simdjson::minify(found);
      if (!cases::matches(line.substr(sign + 3), value)) throw Failure(line.substr(0, sign) + " is " + value + shown());
    }
  }

  /// Lines 'text "..."' and 'repeat 1000 "..."', for files too large to stand in a case.
  void generate(const std::string& name, const std::string& block) const {
    std::string bytes;
    for (std::size_t at = 0; at < block.size();) {
      const std::string line = block.substr(at, block.find('\n', at) - at);
      at += line.size() + 1;
      const auto words = cases::words_of(line);
      const bool repeated = words[0] == "repeat";
      if (!repeated && words[0] != "text") throw Failure("a generated file is made of 'text' and 'repeat'");
      const std::string& piece = argument(words, repeated ? 2 : 1);
      for (long i = repeated ? std::stol(words[1]) : 1; i > 0; --i) bytes += piece;
    }
    scratch_.write(name, bytes);
  }

  void replace(const std::string& name, const std::string& from, const std::string& to) const {
    const fs::path path = writable(name);
    std::string text = cases::Scratch::read(path);
    const auto at = text.find(from);
    if (at == std::string::npos) throw Failure(name + " does not have '" + from + "'");
    scratch_.write(fs::relative(path, scratch_.files()), text.replace(at, from.size(), to));
  }

  [[nodiscard]] fs::path writable(const std::string& pattern) const {
    fs::path path = cases::find_one(scratch_.files(), pattern);
    fs::permissions(path, fs::perms::owner_write, fs::perm_options::add);
    return path;
  }

  std::string program_;
  fs::path source_;
  cases::CaseText text_;
  cases::Scratch scratch_;
  cases::Ran last_;
  std::map<std::string, std::string> kept_;
  bool running_ = false, ran_anything_ = false, exit_checked_ = false, error_checked_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "use: run_case PROGRAM SOURCE_FOLDER FILE.test\n");
    return 2;
  }
  std::size_t line = 0;
  try {
    Case test(argv[1], argv[2], argv[3]);
    try {
      test.play();
    } catch (...) {
      line = test.line();
      throw;
    }
  } catch (const Skip& skip) {
    std::printf("skipped: %s\n", skip.why.c_str());
    return 77;
  } catch (const std::exception& failure) {
    std::printf("%s:%zu: %s\n", argv[3], line, failure.what());
    return 1;
  }
  return 0;
}
