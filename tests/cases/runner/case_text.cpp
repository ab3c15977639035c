#include "case_text.h"

#include <cctype>
#include <fstream>

namespace cases {

namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

bool line_matches(std::string_view expected, std::string_view actual) {
  const auto dots = expected.find("...");
  if (dots == std::string_view::npos) return expected == actual;
  if (!actual.starts_with(expected.substr(0, dots))) return false;
  const std::string_view rest = expected.substr(dots + 3);
  for (std::size_t from = dots; from <= actual.size(); ++from) {
    if (line_matches(rest, actual.substr(from))) return true;
  }
  return false;
}

bool lines_match(const std::vector<std::string>& expected, std::size_t e, const std::vector<std::string>& actual, std::size_t a) {
  if (e == expected.size()) return a == actual.size();
  if (expected[e] == "...") {
    for (std::size_t from = a; from <= actual.size(); ++from) {
      if (lines_match(expected, e + 1, actual, from)) return true;
    }
    return false;
  }
  return a < actual.size() && line_matches(expected[e], actual[a]) && lines_match(expected, e + 1, actual, a + 1);
}

}  // namespace

CaseText::CaseText(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Failure("the case cannot be read");
  for (std::string line; std::getline(in, line);) lines_.push_back(std::move(line));
}

std::optional<std::string> CaseText::next() {
  while (at_ < lines_.size()) {
    const std::string& line = lines_[at_++];
    if (!line.empty() && line[0] != '#') return line;
  }
  return std::nullopt;
}

std::string CaseText::block(const std::vector<std::string>& words) {
  const std::string mark = words.back().starts_with("<<") ? words.back().substr(2) : "";
  std::string out;
  while (at_ < lines_.size() && lines_[at_] != mark) out += lines_[at_++] + '\n';
  if (at_ == lines_.size() && !mark.empty()) throw Failure("the block has no line '" + mark + "' at its end");
  if (at_ < lines_.size()) ++at_;
  return out;
}

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < line.size();) {
    if (line[i] == ' ') {
      ++i;
      continue;
    }
    std::string word;
    for (char quote = 0; i < line.size() && (quote != 0 || line[i] != ' '); ++i) {
      const char c = line[i];
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote && quote != 0) {
        quote = 0;
      } else if (quote == '"' && c == '\\' && i + 1 < line.size()) {
        const char next = line[++i];
        word += next == 'n' ? '\n' : next == 't' ? '\t' : next;
      } else {
        word += c;
      }
    }
    words.push_back(std::move(word));
  }
  return words;
}

bool matches(std::string_view expected, std::string_view actual) { return lines_match(lines_of(expected), 0, lines_of(actual), 0); }

std::string bytes_of_hex(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (std::isxdigit(static_cast<unsigned char>(c)) != 0)
      digits += c;
    else if (std::isspace(static_cast<unsigned char>(c)) == 0)
      throw Failure("bytes are given as hexadecimal digits");
  }
  if (digits.size() % 2 != 0) throw Failure("a byte has two hexadecimal digits");
  std::string out;
  for (std::size_t i = 0; i < digits.size(); i += 2) out += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  return out;
}

}  // namespace cases
