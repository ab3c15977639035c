// What every artefact has: annotations, an identity, names, a maintainer (SDMX 3.1, Section 2, "SDMX Base Package").
#pragma once

#include <string>
#include <vector>

#include "model/local_text.h"
#include "model/sdmx/reference.h"

namespace atalaya::sdmx {

struct AnnotationLink {
  std::string url;
  std::string language = {};
  std::string relation = {}, urn = {}, type = {}, uri = {};  ///< SDMX-JSON only, as is the title.
  LocalText title = {};
  bool operator==(const AnnotationLink&) const = default;
};

struct Annotation {
  std::string id = {};
  std::string title = {};
  std::string type = {};
  std::string value = {};
  std::vector<AnnotationLink> urls = {};
  LocalText text = {};
  bool operator==(const Annotation&) const = default;
};

struct Annotable {
  std::vector<Annotation> annotations = {};
  bool operator==(const Annotable&) const = default;
};

/// To something outside (SDMX-ML 3, common:LinkType; SDMX-JSON 2, "links"). A link that says no more than the artefact's own URN is not kept.
struct Link {
  std::string relation = {};
  std::string url = {};
  std::string urn = {};
  std::string type = {};
  std::string uri = {};  ///< SDMX-JSON only, as are the next two.
  std::string language = {};
  LocalText title = {};
  bool operator==(const Link&) const = default;
};

struct Identifiable : Annotable {
  std::string id = {};
  std::string uri = {};
  std::vector<Link> links = {};
  bool operator==(const Identifiable&) const = default;
};

struct Nameable : Identifiable {
  LocalText name = {};
  LocalText description = {};
  bool operator==(const Nameable&) const = default;
};

struct Maintainable : Nameable {
  std::string agency = {};
  std::string version = "1.0";
  std::string valid_from = {};  ///< ISO 8601; empty: open.
  std::string valid_to = {};
  bool is_final = false;  ///< SDMX 2.1 only; in 3 a version without extension is final.
  bool is_external_reference = false;
  bool is_partial_language = false;
  std::string service_url = {};
  std::string structure_url = {};
  bool operator==(const Maintainable&) const = default;

  [[nodiscard]] Reference reference(Kind kind) const { return {kind, agency, id, version, {}}; }
};

/// A maintainable that is a list of items.
struct ItemScheme : Maintainable {
  bool is_partial = false;
  bool operator==(const ItemScheme&) const = default;
};

}  // namespace atalaya::sdmx
