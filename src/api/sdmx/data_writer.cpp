#include "api/sdmx/data_writer.h"

#include "formats/sdmx_csv/sdmx_csv_data_writer.h"
#include "formats/sdmx_json_data/sdmx_json_data_writer.h"
#include "formats/sdmx_ml_data/sdmx_ml_data_writer.h"

namespace atalaya::api {

namespace {

using enum MessageFormat;

std::unique_ptr<DataSink> ml_writer(SdmxMlDataFormat format, std::span<const query::PlannedSet> sets, ByteSink& out) {
  SdmxMlWriteOptions options{.format = format};
  for (const query::PlannedSet& set : sets) options.sets.push_back(set.info);
  return sdmx_ml_data_writer(out, std::move(options));
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

/// The name of what the first set is reported against.
LocalText name_of(std::span<const query::PlannedSet> sets, const Catalogue& catalogue) {
  const sdmx::Artefact* artefact = sets.empty() ? nullptr : catalogue.structures.find(sets.front().info.reference);
  return artefact == nullptr ? LocalText() : sdmx::maintainable(*artefact).name;
}

std::unique_ptr<DataSink> csv_writer(SdmxCsvWriteOptions::Version version, const Negotiated& form, std::span<const query::PlannedSet> sets,
                                     const Catalogue& catalogue, ByteSink& out) {
  SdmxCsvWriteOptions options{.version = version};
  using Labels = SdmxCsvWriteOptions::Labels;
  using Keys = SdmxCsvWriteOptions::Keys;
  options.labels = form.csv.labels == "both" ? Labels::Both : form.csv.labels == "name" ? Labels::Name : Labels::Id;
  if (form.csv.time_format == "normalized") options.time_format = SdmxCsvWriteOptions::TimeFormat::Normalized;
  options.keys = form.csv.keys == "both" ? Keys::Both : form.csv.keys == "obs" ? Keys::Observation : form.csv.keys == "series" ? Keys::Series : Keys::None;
  if (!form.language.empty()) options.language = form.language;
  for (const query::PlannedSet& set : sets) options.structures.push_back(set.info.structure);
  options.structure_name = name_of(sets, catalogue);
  return std::make_unique<SdmxCsvWriter>(out, std::move(options));
}

std::unique_ptr<DataSink> json_writer(JsonDataVersion version, const Negotiated& form, std::span<const query::PlannedSet> sets, const Catalogue& catalogue,
                                      ByteSink& out) {
  SdmxJsonWriteOptions options{.version = version};
  if (!form.language.empty()) options.language = form.language;
  options.structure_name = name_of(sets, catalogue);
  return std::make_unique<SdmxJsonWriter>(out, std::move(options));
}

}  // namespace

Result<std::unique_ptr<DataSink>> make_data_writer(const Negotiated& form, std::span<const query::PlannedSet> sets, const Catalogue& catalogue, ByteSink& out) {
  using Csv = SdmxCsvWriteOptions::Version;
  switch (form.format) {
    case GenericDataXml21: return ml_writer(SdmxMlDataFormat::Generic21, sets, out);
    case StructureSpecificDataXml21: return ml_writer(SdmxMlDataFormat::StructureSpecific21, sets, out);
    case GenericTimeSeriesXml21: TRY_STATUS(check_time_series(sets)); return ml_writer(SdmxMlDataFormat::GenericTimeSeries21, sets, out);
    case StructureSpecificTimeSeriesXml21: TRY_STATUS(check_time_series(sets)); return ml_writer(SdmxMlDataFormat::StructureSpecificTimeSeries21, sets, out);
    case DataXml30: return ml_writer(SdmxMlDataFormat::StructureSpecific30, sets, out);
    case DataXml31: return ml_writer(SdmxMlDataFormat::StructureSpecific31, sets, out);
    case DataCsv10: return csv_writer(Csv::V1_0, form, sets, catalogue, out);
    case DataCsv20: return csv_writer(Csv::V2_0, form, sets, catalogue, out);
    case DataCsv21: return csv_writer(Csv::V2_1, form, sets, catalogue, out);
    case DataJson10: return json_writer(JsonDataVersion::V1_0, form, sets, catalogue, out);
    case DataJson20: return json_writer(JsonDataVersion::V2_0, form, sets, catalogue, out);
    case DataJson21: return json_writer(JsonDataVersion::V2_1, form, sets, catalogue, out);
    default: break;
  }
  return fail(ErrorKind::Internal, "no writer for " + std::string(info(form.format).type));
}

}  // namespace atalaya::api
