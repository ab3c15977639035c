// Processes: steps with inputs, outputs, computations and transitions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/sdmx/base.h"

namespace atalaya::sdmx {

struct ProcessObject : Annotable {
  std::string local_id = {};
  Reference object = {};
  bool operator==(const ProcessObject&) const = default;
};

struct Computation : Annotable {
  std::string local_id = {}, software_package = {}, software_language = {}, software_version = {};
  LocalText description = {};
  bool operator==(const Computation&) const = default;
};

struct Transition : Identifiable {
  std::string local_id = {};
  std::string target_step = {};
  LocalText condition = {};
  bool operator==(const Transition&) const = default;
};

struct ProcessStep : Nameable {
  std::vector<ProcessObject> inputs = {}, outputs = {};
  std::optional<Computation> computation = {};
  std::vector<Transition> transitions = {};
  std::vector<ProcessStep> steps = {};
  bool operator==(const ProcessStep&) const = default;
};

struct Process : Maintainable {
  static constexpr Kind kind = Kind::Process;
  std::vector<ProcessStep> steps = {};
  bool operator==(const Process&) const = default;
};

}  // namespace atalaya::sdmx
