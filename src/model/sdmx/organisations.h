// Agencies, data providers and consumers, metadata providers, organisation units.
#pragma once

#include <string>
#include <vector>

#include "model/sdmx/base.h"

namespace atalaya::sdmx {

struct Contact {
  std::string id = {};
  LocalText name = {};
  LocalText department = {};
  LocalText role = {};
  std::vector<std::string> telephones = {}, faxes = {}, x400s = {}, uris = {}, emails = {};
  bool operator==(const Contact&) const = default;
};

struct Organisation : Nameable {
  std::vector<Contact> contacts = {};
  std::string parent = {};  ///< Organisation units only.
  bool operator==(const Organisation&) const = default;
};

/// One type for the five kinds of schemes, which differ in their names alone.
template <Kind K>
struct OrganisationScheme : ItemScheme {
  static constexpr Kind kind = K;
  std::vector<Organisation> organisations = {};
  bool operator==(const OrganisationScheme&) const = default;
};

using AgencyScheme = OrganisationScheme<Kind::AgencyScheme>;
using DataProviderScheme = OrganisationScheme<Kind::DataProviderScheme>;
using DataConsumerScheme = OrganisationScheme<Kind::DataConsumerScheme>;
using MetadataProviderScheme = OrganisationScheme<Kind::MetadataProviderScheme>;
using OrganisationUnitScheme = OrganisationScheme<Kind::OrganisationUnitScheme>;

}  // namespace atalaya::sdmx
