#include "model/local_text.h"

namespace atalaya {

const std::string& LocalText::in(std::string_view language) const {
  static const std::string none;
  const std::string* english = nullptr;
  for (const auto& [name, text] : texts_) {
    if (name == language) return text;
    if (name == "en") english = &text;
  }
  if (english != nullptr) return *english;
  return texts_.empty() ? none : texts_.front().second;
}

}  // namespace atalaya
