#include "base/error.h"

namespace atalaya {

std::string Place::to_string() const {
  std::string text = file;
  if (line != 0) {
    text += (text.empty() ? "line " : ":") + std::to_string(line);
    if (column != 0) text += ":" + std::to_string(column);
  }
  return text;
}

std::string Error::to_string() const {
  std::string text = place.to_string();
  if (!text.empty()) text += ": ";
  text += what;
  if (!hint.empty()) text += " (" + hint + ")";
  return text;
}

const char* to_string(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Internal: return "internal";
    case ErrorKind::Usage: return "usage";
    case ErrorKind::Input: return "input";
    case ErrorKind::NotFound: return "not_found";
    case ErrorKind::Conflict: return "conflict";
    case ErrorKind::System: return "system";
  }
  return "internal";
}

}  // namespace atalaya
