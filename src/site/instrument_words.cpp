#include "site/instrument_words.h"

namespace atalaya::site {

using reg::instruments::Kind;
using reg::instruments::State;

std::string kind_name(const Locale& l, Kind kind) {
  switch (kind) {
    case Kind::Law: return l.tr("law");
    case Kind::Decree: return l.tr("decree or regulation");
    case Kind::Strategy: return l.tr("strategy");
    case Kind::Plan: return l.tr("plan");
    case Kind::Programme: return l.tr("programme");
    case Kind::Standard: return l.tr("technical standard");
    case Kind::Agreement: return l.tr("agreement");
    case Kind::Institution: return l.tr("institution or body");
  }
  return {};
}

std::string state_name(const Locale& l, State state) {
  switch (state) {
    case State::Draft: return l.tr("being drafted");
    case State::Adopted: return l.tr("adopted");
    case State::InForce: return l.tr("in force");
    case State::Expired: return l.tr("expired");
    case State::Repealed: return l.tr("repealed");
  }
  return {};
}

}  // namespace atalaya::site
