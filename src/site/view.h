// A template's data: a thin hold on ctemplate's dictionaries. Templates escape by context; what is HTML already is set with html().
#pragma once

#include <ctemplate/template.h>

#include <string>
#include <string_view>

namespace atalaya::site {

class View {
 public:
  explicit View(ctemplate::TemplateDictionary* dictionary) : dictionary_(dictionary) {}

  View& set(const char* name, std::string_view text) {
    dictionary_->SetValue(name, {text.data(), text.size()});
    return *this;
  }
  View& set(const char* name, long number) { return set(name, std::to_string(number)); }
  /// Markup of ours, which the template takes as it is (`:none`). Never from outside.
  View& html(const char* name, std::string_view markup) { return set(name, markup); }
  /// A section shown once for each call.
  View add(const char* section) { return View(dictionary_->AddSectionDictionary(section)); }
  View& show(const char* section) {
    dictionary_->ShowSection(section);
    return *this;
  }
  /// A section with one text in it, shown where there is text.
  View& optional(const char* section, const char* name, std::string_view text) {
    if (!text.empty()) add(section).set(name, text);
    return *this;
  }
  [[nodiscard]] ctemplate::TemplateDictionary* dictionary() const { return dictionary_; }

 private:
  ctemplate::TemplateDictionary* dictionary_;
};

}  // namespace atalaya::site
