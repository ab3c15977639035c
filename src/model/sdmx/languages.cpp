#include "model/sdmx/languages.h"

#include <algorithm>

#include "model/sdmx/walk.h"

namespace atalaya::sdmx {

namespace {

class LanguageCollector : public Walker<LanguageCollector> {
 public:
  void texts(const TextNames&, const LocalText& x) {
    for (const auto& [language, text] : x.all()) {
      if (!language.empty() && std::ranges::find(found, language) == found.end()) found.push_back(language);
    }
  }
  std::vector<std::string> found;
};

class LanguageKeeper : public Walker<LanguageKeeper> {
 public:
  explicit LanguageKeeper(const std::string& language) : language_(language) {}
  void texts(const TextNames&, LocalText& x) {
    const auto& all = x.all();
    if (all.size() < 2) return;
    auto kept = std::ranges::find(all, language_, &std::pair<std::string, std::string>::first);
    if (kept == all.end()) kept = std::ranges::find(all, x.in(language_), &std::pair<std::string, std::string>::second);
    LocalText one;
    one.set(kept->first, kept->second);
    x = std::move(one);
  }

 private:
  const std::string& language_;
};

}  // namespace

std::vector<std::string> languages_in(const Structures& structures) {
  LanguageCollector collector;
  structures.for_each([&](const Artefact& artefact) { std::visit([&](const auto& a) { describe(collector, a); }, artefact); });
  return std::move(collector.found);
}

void keep_language(Artefact& artefact, const std::string& language) {
  LanguageKeeper keeper(language);
  std::visit([&](auto& a) { describe(keeper, a); }, artefact);
}

}  // namespace atalaya::sdmx
