// Messages from cubes, step by step: for bodies that are made while they are sent.
#pragma once

#include <memory>

#include "model/cube_sink.h"

namespace atalaya {

/// What replay() does, in pieces. The cube must outlive it.
class CubeReplay {
 public:
  CubeReplay(CubeSlice slice, DataSetInfo info, ReplayOptions options);
  ~CubeReplay();
  CubeReplay(CubeReplay&&) noexcept;
  CubeReplay& operator=(CubeReplay&&) noexcept;

  /// Tells the sink some `calls` more of series and observations, or what is left; false when the set has ended.
  [[nodiscard]] Result<bool> step(DataSink& sink, std::size_t calls);

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace atalaya
