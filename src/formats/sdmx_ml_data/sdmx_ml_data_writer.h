// Writes data messages of SDMX-ML: 2.1 generic and structure-specific with their time-series variants, 3.0 and 3.1 structure-specific.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/data_message.h"

namespace atalaya {

enum class SdmxMlDataFormat {
  Generic21,
  GenericTimeSeries21,
  StructureSpecific21,
  StructureSpecificTimeSeries21,
  StructureSpecific30,
  StructureSpecific31,
};

struct SdmxMlWriteOptions {
  SdmxMlDataFormat format = SdmxMlDataFormat::StructureSpecific21;
  /// "TIME_PERIOD", "AllDimensions" or a dimension's id; empty: as each data set says, else time. Of a dimension other than time, each change of the partial
  /// key opens a Series.
  std::string dimension_at_observation = {};
  /// The header names all structures before the first data set: where the message has data sets of several, they are told here.
  std::vector<DataSetInfo> sets = {};
};

/// A sink that writes what it is told. Nothing is held back but the buffer, so groups and attributes of the data set that come after a series open another
/// data set of the same structure. A measure that is not there is left out; the text NaN stays. Fails with Usage where the format cannot say what it is
/// told: several measures, several values of an attribute, or parts of annotations that came with 3.0, before it; annotations of a series before 3.0
/// other than with time at the observation; a structure without time in a time-series format; a structure that `sets` does
/// not have; and with Input for characters that XML has none for. The language of a single text is not said before 3.0. Merge is said as Append before 3.1.
/// What the header leaves out and the schemas demand is "none" (ids) or the present moment (Prepared).
[[nodiscard]] std::unique_ptr<DataSink> sdmx_ml_data_writer(ByteSink& out, SdmxMlWriteOptions options = {});

}  // namespace atalaya
