#include "register/access/assurance.h"

namespace atalaya::reg {

std::string_view to_string(Assurance assurance) {
  switch (assurance) {
    case Assurance::Low: return "low";
    case Assurance::Substantial: return "substantial";
    case Assurance::High: return "high";
  }
  return "";
}

std::optional<Assurance> parse_assurance(std::string_view text) {
  for (const Assurance assurance : {Assurance::Low, Assurance::Substantial, Assurance::High}) {
    if (to_string(assurance) == text) return assurance;
  }
  return std::nullopt;
}

}  // namespace atalaya::reg
