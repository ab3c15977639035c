// A consultation's text as a file:
//
//   languages: [es, en, pt]
//   title: {es: …, en: …, pt: …}
//   introduction: {es: …}                # may be left out
//   voice: registered                    # verified | registered | anonymous
//   moderation: after                    # after (default) | before
//   opens: "2026-12-01T09:00"
//   closes: "2027-01-31T23:59"
//   zone: America/Santiago
//   paragraphs:
//     - {heading: true, content: {es: …, en: …, pt: …}}
//     - {label: "1", content: {es: …, en: …, pt: …}}
#pragma once

#include <filesystem>
#include <map>

#include "base/yaml.h"
#include "register/consultation/consultation.h"

namespace atalaya::reg::consultation {

struct ReadDraft {
  Draft draft;
  std::map<std::string, Place> places;  ///< Of the fields, by the names that publish() has for them.

  /// An error of publish() at the place in the file that it is about.
  [[nodiscard]] Error placed(Error error) const;
};

/// What is wrong with the file's form is noted; the rest is for publish() to say.
[[nodiscard]] ReadDraft read_draft(const YamlNode& file, Faults& faults);

}  // namespace atalaya::reg::consultation
