// What processes hold, and what the formats call it.
#pragma once

#include "model/sdmx/describe_base.h"
#include "model/sdmx/process.h"

namespace atalaya::sdmx {

template <typename V, Is<ProcessObject> T>
void describe(V& v, T& x) {
  v.attribute({"localID", "localID"}, x.local_id, Form::Text);
  describe_annotations(v, x);
  v.reference({"ObjectReference", "objectReference"}, x.object, std::nullopt);
}

template <typename V, Is<Computation> T>
void describe(V& v, T& x) {
  v.attribute({"localID", "localID"}, x.local_id, Form::Text);
  v.attribute({"softwarePackage", "softwarePackage"}, x.software_package, Form::Text);
  v.attribute({"softwareLanguage", "softwareLanguage"}, x.software_language, Form::Text);
  v.attribute({"softwareVersion", "softwareVersion"}, x.software_version, Form::Text);
  describe_annotations(v, x);
  v.texts({"Description", "description", "descriptions", true}, x.description);
}

template <typename V, Is<Transition> T>
void describe(V& v, T& x) {
  v.attribute({"localID", "localID"}, x.local_id, Form::Text);
  describe_identifiable(v, x);
  v.local({"TargetStep", "targetStep"}, x.target_step);
  v.texts({"Condition", "condition", "conditions"}, x.condition);
}

template <typename V, Is<ProcessStep> T>
void describe(V& v, T& x) {
  describe_nameable(v, x);
  v.list({.xml = "Input", .json = "inputs"}, x.inputs);
  v.list({.xml = "Output", .json = "outputs"}, x.outputs);
  v.object({"Computation", "computation"}, x.computation);
  v.list({.xml = "Transition", .json = "transitions"}, x.transitions);
  v.list({.xml = "ProcessStep", .json = "processSteps"}, x.steps);
}

template <typename V, Is<Process> T>
void describe(V& v, T& x) {
  describe_maintainable(v, x);
  v.list({.xml = "ProcessStep", .json = "processSteps"}, x.steps);
}

}  // namespace atalaya::sdmx
