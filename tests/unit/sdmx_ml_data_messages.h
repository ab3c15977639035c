// Data messages of SDMX-ML in few words: the frames of messages, and a structure that 2.1 can carry.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "data_journal.h"
#include "formats/sdmx_ml_data/sdmx_ml_data_reader.h"
#include "formats/sdmx_ml_data/sdmx_ml_data_writer.h"

namespace atalaya::testing {

/// made_structure() with one measure, and a third dimension KIND, on which (with AREA) the attribute SOURCE depends.
inline std::shared_ptr<const DataStructure> one_measure() {
  auto s = made_structure();
  s->measures.pop_back();
  s->dimensions.push_back(made_component("KIND"));
  Attribute source;
  static_cast<Component&>(source) = made_component("SOURCE");
  source.level = Attribute::Level::Group;
  source.dimensions = {1, 2};
  s->attributes.push_back(source);
  s->cross_sectional_measures = {{"STOCKS", 2, "X"}, {"FLOWS", 2, "Y"}};
  return s;
}

struct Frame {
  std::string root = "StructureSpecificData";
  std::string version = "v2_1";
  std::string at = "TIME_PERIOD";
  std::string in_header = {};  ///< After the structure.
  std::string structure_attributes = {};
};

/// A whole message around data sets.
inline std::string message(const std::string& sets, const Frame& frame = {}) {
  const std::string schemas = "http://www.sdmx.org/resources/sdmxml/schemas/" + frame.version;
  const bool is_3 = frame.version[1] == '3';
  return "<?xml version=\"1.0\"?>\n<m:" + frame.root + " xmlns:m=\"" + schemas + "/message\" xmlns:c=\"" + schemas + "/common\" xmlns:g=\"" + schemas +
         "/data/generic\" xmlns:ss=\"" + schemas + "/data/structurespecific\" xmlns:f=\"" + schemas +
         "/message/footer\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:ns1=\"urn:x\">\n"
         "<m:Header><m:ID>M1</m:ID><m:Test>true</m:Test><m:Prepared>2026-01-02T03:04:05Z</m:Prepared><m:Sender id=\"TST\"/>"
         "<m:Structure structureID=\"S1\" dimensionAtObservation=\"" +
         frame.at + "\"" + frame.structure_attributes + ">" +
         (is_3 ? "<c:Structure>urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=TST:DSD(1.0)</c:Structure>"
               : "<c:Structure><Ref agencyID=\"TST\" id=\"DSD\" version=\"1.0\"/></c:Structure>") +
         "</m:Structure>" + frame.in_header + "</m:Header>\n" + sets + "</m:" + frame.root + ">\n";
}

inline std::string data_set(const std::string& body, const std::string& attributes = {}) {
  return "<m:DataSet ss:structureRef=\"S1\"" + attributes + ">\n" + body + "</m:DataSet>\n";
}

/// Annotations with one that has this title.
inline std::string annotated(const std::string& title, const std::string& more = {}) {
  return "<c:Annotations><c:Annotation id=\"N\"><c:AnnotationTitle>" + title + "</c:AnnotationTitle>" + more + "</c:Annotation></c:Annotations>";
}

/// What is told of a message, or the failure.
inline std::string told(const std::string& xml, const std::shared_ptr<const DataStructure>& structure = one_measure(), bool sets = false,
                        const SdmxMlDataLimits& limits = {}) {
  const OneStructure source(structure);
  Journal journal(sets);
  const auto status = read_sdmx_ml_data(xml, "f.xml", source, journal, limits);
  return status ? journal.lines : status.error().to_string();
}

}  // namespace atalaya::testing
