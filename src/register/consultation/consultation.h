// A consultation: a text in numbered paragraphs and several languages, open from one instant to another to those whose voice it takes. `actor` is a person's
// public id or "system"; who may do so is for the caller to ask.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "register/consultation/words.h"
#include "register/store/store.h"

namespace atalaya::reg::consultation {

struct Paragraph {
  int number = 0;     ///< From 1, in the order of the text; given by the store.
  std::string label;  ///< As the text itself numbers it: "3.2", "Goal 12"; may be empty.
  bool heading = false;
  Texts content;
  long long support = 0;  ///< People who support it.
};

struct Draft {
  std::vector<std::string> languages = {"es", "en", "pt"};  ///< Every text must be there in each.
  Texts title, introduction;
  std::vector<Paragraph> paragraphs;
  Voice voice = Voice::Registered;
  Moderation moderation = Moderation::After;
  std::string opens, closes;  ///< What clocks in `zone` show: "2026-12-31T23:59".
  std::string zone = "UTC";   ///< IANA
};

enum class Phase : std::uint8_t { Upcoming, Open, Closed };

struct Consultation {
  std::string id;  ///< Public.
  std::vector<std::string> languages;
  Texts title, introduction;
  Voice voice = Voice::Registered;
  Moderation moderation = Moderation::After;
  std::string opens, closes;              ///< Instants. It is open from the first on, and no longer at the second.
  std::string opens_local, closes_local;  ///< As they were given,
  std::string zone;                       ///< in this zone.
  [[nodiscard]] Phase phase(const std::string& instant) const { return instant < opens ? Phase::Upcoming : instant < closes ? Phase::Open : Phase::Closed; }
};

/// Publishes a text, which then stays as it is. Gives the public id. Input at the first field that is wrong ("paragraphs[3].content.pt").
[[nodiscard]] Result<std::string> publish(Store& store, const std::string& actor, const Draft& draft);
/// Closes later than was said; Conflict where it has closed, Input where the new time is not later.
[[nodiscard]] Status extend(Store& store, const std::string& actor, const std::string& consultation, const std::string& closes);

[[nodiscard]] Result<Consultation> find(Store& store, const std::string& consultation);  ///< NotFound
[[nodiscard]] Result<std::vector<Paragraph>> paragraphs(Store& store, const std::string& consultation);
/// The newest first.
[[nodiscard]] Result<std::vector<Consultation>> all(Store& store);

// ---- Inside of a transaction

/// What writing has to know of one.
struct Terms {
  long long key = 0;
  Voice voice = Voice::Registered;
  Moderation moderation = Moderation::After;
  std::vector<std::string> languages;
  std::string opens, closes;
  long long paragraphs = 0;  ///< Their numbers go from 1 to this.
};
[[nodiscard]] Result<Terms> terms_of(soci::session& session, const std::string& consultation);
/// Conflict where it is not open at the instant.
[[nodiscard]] Status check_open(const Terms& terms, const std::string& instant);
/// Whether a number is a paragraph of it; NotFound.
[[nodiscard]] Status check_paragraph(const Terms& terms, long long paragraph);

}  // namespace atalaya::reg::consultation
