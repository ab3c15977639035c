#include "register/consultation/pasted_text.h"

#include <string_view>

#include "base/locale.h"
#include "base/text.h"
#include "register/text/typed_text.h"

namespace atalaya::reg::consultation {

namespace {

std::string_view trimmed(std::string_view line) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!line.empty() && blank(line.back())) line.remove_suffix(1);
  while (!line.empty() && blank(line.front())) line.remove_prefix(1);
  return line;
}

struct Part {
  bool heading = false;
  std::string label, text;
};

Part to_part(std::string text) {
  Part out;
  if (text.starts_with("# ")) {
    out.heading = true;
    text.erase(0, 2);
  }
  const std::size_t end = text.starts_with('[') ? text.find(']') : std::string::npos;
  if (end != std::string::npos && end > 1 && end <= 41 && text.find('\n') > end) {
    out.label = text.substr(1, end - 1);
    text.erase(0, end + 1);
  }
  out.text = trimmed(text);
  return out;
}

std::vector<Part> parts_of(const std::string& text) {
  std::vector<Part> out;
  std::string paragraph;
  const auto end = [&] {
    if (!paragraph.empty()) out.push_back(to_part(std::move(paragraph)));
    paragraph.clear();
  };
  for (const std::string_view whole : split(text, '\n')) {
    const std::string_view line = trimmed(whole);
    if (line.empty()) {
      end();
    } else {
      paragraph += (paragraph.empty() ? "" : "\n") + std::string(line);
    }
  }
  end();
  return out;
}

}  // namespace

Result<std::vector<Paragraph>> read_pasted(const std::vector<std::string>& languages, const Texts& text) {
  std::vector<Paragraph> out;
  for (const std::string& language : languages) {
    const auto given = text.find(language);
    const std::string field = "text." + language;
    std::vector<Part> parts = parts_of(given == text.end() ? std::string() : given->second);
    if (parts.empty()) return wrong(field, tr_noop("this must not be empty"));
    if (language == languages.front()) {
      for (Part& part : parts) out.push_back({.number = 0, .label = std::move(part.label), .heading = part.heading, .content = {}});
    }
    if (parts.size() != out.size()) return wrong(field, tr_noop("the text has another number of paragraphs in this language"));
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (parts[i].heading != out[i].heading) return wrong(field, tr_noop("the text has other headings in this language"));
      out[i].content[language] = std::move(parts[i].text);
    }
  }
  return out;
}

}  // namespace atalaya::reg::consultation
