#include "model/sdmx/languages.h"

#include <algorithm>

#include "base/text.h"
#include "model/sdmx/walk.h"

namespace atalaya::sdmx {

namespace {

/// Looks at texts and at what may hold some; F takes a LocalText, which is const where the artefact is.
template <typename F>
class TextVisitor : public Walker<TextVisitor<F>> {
 public:
  explicit TextVisitor(F f) : f_(std::move(f)) {}

  template <typename T>
  void texts(const TextNames&, T& x) {
    f_(x);
  }
  template <typename U, typename L>
  void address(U&, L& links) {
    this->list(ListNames{}, links);
  }

 private:
  F f_;
};

bool same_language(std::string_view a, std::string_view b) { return to_lower_ascii(a) == to_lower_ascii(b); }

}  // namespace

void add_languages(std::vector<std::string>& languages, const Artefact& artefact) {
  TextVisitor visitor([&](const LocalText& text) {
    for (const auto& [language, content] : text.all()) {
      if (std::ranges::find(languages, language) == languages.end()) languages.push_back(language);
    }
  });
  std::visit([&](const auto& x) { describe(visitor, x); }, artefact);
}

bool takes_language(std::string_view range, std::string_view language) {
  if (range == "*") return true;
  return language.size() >= range.size() && same_language(language.substr(0, range.size()), range) &&
         (language.size() == range.size() || language[range.size()] == '-');
}

const std::string& best_match(const LocalText& text, const std::vector<std::string>& languages) {
  for (const std::string& asked : languages) {
    if (asked == "*") continue;
    std::string range = asked;
    for (;;) {
      for (const auto& [language, content] : text.all()) {
        if (same_language(language, range)) return content;
      }
      const std::size_t cut = range.rfind('-');
      if (cut == std::string::npos) break;
      range.resize(cut);
      // A single letter or digit goes with what it introduces.
      if (range.size() > 2 && range[range.size() - 2] == '-') range.resize(range.size() - 2);
    }
    for (const auto& [language, content] : text.all()) {
      if (takes_language(range, language)) return content;
    }
  }
  return text.in("en");
}

void keep_languages(Artefact& artefact, const std::vector<std::string>& ranges) {
  bool lost = false;
  TextVisitor visitor([&](LocalText& text) {
    LocalText kept;
    const std::string* best = &best_match(text, ranges);
    for (const auto& [language, content] : text.all()) {
      if (std::ranges::any_of(ranges, [&](const std::string& range) { return takes_language(range, language); })) kept.set(language, content);
    }
    if (kept.empty()) {
      const auto it = std::ranges::find_if(text.all(), [&](const auto& one) { return &one.second == best; });
      if (it != text.all().end()) kept.set(it->first, it->second);
    }
    lost = lost || kept.all().size() < text.all().size();
    text = std::move(kept);
  });
  std::visit([&](auto& x) { describe(visitor, x); }, artefact);
  if (lost) maintainable(artefact).is_partial_language = true;
}

}  // namespace atalaya::sdmx
