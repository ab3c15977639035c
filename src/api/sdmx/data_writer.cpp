#include "api/sdmx/data_writer.h"

#include <algorithm>

#include "api/sdmx/joined_values.h"
#include "formats/messages.h"

namespace atalaya::api {

namespace {

using enum MessageFormat;

/// The writer's name for a format of data; empty for other formats.
std::string_view writer_of(MessageFormat format) {
  switch (format) {
    case GenericDataXml21: return "sdmx-ml-2.1-generic";
    case GenericTimeSeriesXml21: return "sdmx-ml-2.1-generic-ts";
    case StructureSpecificDataXml21: return "sdmx-ml-2.1";
    case StructureSpecificTimeSeriesXml21: return "sdmx-ml-2.1-ts";
    case DataXml30: return "sdmx-ml-3.0";
    case DataXml31: return "sdmx-ml-3.1";
    case DataCsv10: return "sdmx-csv-1.0";
    case DataCsv20: return "sdmx-csv-2.0";
    case DataCsv21: return "sdmx-csv-2.1";
    case DataJson10: return "sdmx-json-1.0";
    case DataJson20: return "sdmx-json-2.0";
    case DataJson21: return "sdmx-json-2.1";
    default: return {};
  }
}

/// Series over time is all that these formats know.
Status check_time_series(std::span<const query::PlannedSet> sets) {
  for (const query::PlannedSet& set : sets) {
    const DataStructure& structure = *set.info.structure;
    if (structure.has_time() && set.info.dimension_at_observation == structure.time_dimension.id) continue;
    return fail(ErrorKind::Input,
                "a format for time series has the observations under " + (structure.has_time() ? structure.time_dimension.id : std::string("TIME_PERIOD")),
                {.file = "dimensionAtObservation"}, "ask for the format without 'timeseries' in its name");
  }
  return {};
}

/// Formats before SDMX 3 have one value of an attribute.
bool has_one_value(MessageFormat format) {
  switch (format) {
    case GenericDataXml21:
    case GenericTimeSeriesXml21:
    case StructureSpecificDataXml21:
    case StructureSpecificTimeSeriesXml21:
    case DataCsv10:
    case DataJson10: return true;
    default: return false;
  }
}

bool has_multiple_attribute(const query::PlannedSet& set) { return std::ranges::any_of(set.info.structure->attributes, &Component::is_multiple); }

}  // namespace

Result<std::unique_ptr<DataSink>> make_data_writer(const Negotiated& form, std::span<const query::PlannedSet> sets, const Catalogue& catalogue, ByteSink& out) {
  const std::string_view writer = writer_of(form.format);
  if (writer.empty()) return fail(ErrorKind::Internal, "no writer for " + std::string(info(form.format).type));
  if (writer.ends_with("-ts")) TRY_STATUS(check_time_series(sets));
  DataWriterOptions options{.labels = form.csv.labels, .time_format = form.csv.time_format, .keys = form.csv.keys};
  if (!form.language.empty()) options.languages.push_back(form.language);
  for (const query::PlannedSet& set : sets) options.sets.push_back(set.info);
  const sdmx::Artefact* artefact = sets.empty() ? nullptr : catalogue.structures.find(sets.front().info.reference);
  if (artefact != nullptr) options.structure_name = sdmx::maintainable(*artefact).name;
  auto sink = TRY(atalaya::make_data_writer(writer, out, std::move(options)));
  if (!has_one_value(form.format) || std::ranges::none_of(sets, has_multiple_attribute)) return sink;
  return std::make_unique<JoinedValues>(std::move(sink));
}

}  // namespace atalaya::api
