// Elements appended one after the other; whether all of them could be is asked once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/sdmx_ml_data/xml_output.h"
#include "model/local_text.h"

namespace atalaya::sdmx_ml {

class Elements {
 public:
  explicit Elements(std::string& out) : out_(out) {}
  Elements& raw(std::string_view text) {
    out_ += text;
    return *this;
  }
  Elements& escaped(std::string_view text) {
    ok_ = append_escaped(out_, text) && ok_;
    return *this;
  }
  Elements& attribute(std::string_view name, std::string_view value) { return raw(" ").raw(name).raw("=\"").escaped(value).raw("\""); }
  Elements& optional_attribute(std::string_view name, std::string_view value) { return value.empty() ? *this : attribute(name, value); }
  Elements& element(std::string_view name, std::string_view text) { return raw("<").raw(name).raw(">").escaped(text).raw("</").raw(name).raw(">\n"); }
  Elements& optional_element(std::string_view name, std::string_view text) { return text.empty() ? *this : element(name, text); }
  Elements& texts(std::string_view name, const LocalText& texts) {
    for (const auto& [language, text] : texts.all()) raw("<").raw(name).attribute("xml:lang", language).raw(">").escaped(text).raw("</").raw(name).raw(">\n");
    return *this;
  }
  Elements& all(std::string_view name, const std::vector<std::string>& texts) {
    for (const std::string& text : texts) element(name, text);
    return *this;
  }
  Elements& check(bool done) {
    ok_ = done && ok_;
    return *this;
  }
  [[nodiscard]] bool ok() const { return ok_; }

 private:
  std::string& out_;
  bool ok_ = true;
};

}  // namespace atalaya::sdmx_ml
