// What the parsers of the two versions have in common. Internal to src/query/data.
#pragma once

#include <span>
#include <string_view>

#include "query/data/data_query.h"

namespace atalaya::query {

/// The parameters of a query string, taken one after the other; at the end whatever was not taken is a fault.
class Parameters {
 public:
  explicit Parameters(std::span<const std::pair<std::string, std::string>> all) : all_(all) {}

  /// Usage where a name is none of `known` (with "c" in it also "c[...]"), or stands twice.
  [[nodiscard]] Status check(std::span<const std::string_view> known) const;

  [[nodiscard]] const std::string* find(std::string_view name) const;
  [[nodiscard]] Result<std::optional<std::time_t>> moment(std::string_view name) const;
  [[nodiscard]] Result<std::optional<std::size_t>> count(std::string_view name) const;  ///< From 0.
  [[nodiscard]] Result<std::size_t> positive(std::string_view name) const;              ///< 0 where it is not there.
  [[nodiscard]] Result<bool> flag(std::string_view name) const;                         ///< "true", "false", "1", "0"; else false.
  [[nodiscard]] Result<std::string> identifier(std::string_view name) const;            ///< Empty where it is not there.
  [[nodiscard]] Result<std::vector<ComponentFilter>> component_filters() const;

 private:
  std::span<const std::pair<std::string, std::string>> all_;
};

/// Usage, with a parameter or a part of the path as the place.
[[nodiscard]] std::unexpected<Error> bad(std::string_view name, std::string what, std::string hint = {});
/// "A,B" to its ids; nothing for "*" and for what is left out. Usage where one is no identifier of SDMX (dots between parts of an agency are fine).
[[nodiscard]] Result<std::vector<std::string>> parse_ids(std::string_view text, std::string_view name, char separator, std::string_view everything);
/// Versions of REST 2 with their wildcards, between commas; of REST 1 with "latest" and "all", between plus signs.
[[nodiscard]] Result<std::vector<VersionPattern>> parse_versions(std::string_view text, std::string_view name, KeySyntax syntax);
/// A value of a fixed list, or Usage that names them.
[[nodiscard]] Status check_one_of(std::string_view value, std::string_view name, std::span<const std::string_view> known);
/// "references" of an availability: words separated by `separator` into the flags of `out`.
[[nodiscard]] Status parse_references(std::string_view text, std::span<const std::string_view> known, AvailabilityQuery& out);
/// "exact" or "available".
[[nodiscard]] Status parse_mode(const Parameters& parameters, AvailabilityQuery& out);
/// What queries of schemas have in common: the path, with a context out of `contexts`, and dimensionAtObservation.
[[nodiscard]] Result<SchemaQuery> parse_schema(const RawQuery& raw, std::span<const std::string_view> contexts, KeySyntax syntax);
/// The part of the path at `at`, or `otherwise`.
[[nodiscard]] std::string_view part(const RawQuery& raw, std::size_t at, std::string_view otherwise);
/// Usage where the path has more parts than `names`, which are then told.
[[nodiscard]] Status check_path(const RawQuery& raw, std::string_view names, std::size_t most);

}  // namespace atalaya::query
