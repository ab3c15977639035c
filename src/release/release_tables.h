// The tables of a release as Parquet files, written and read through DuckDB; internal to the folder.
#pragma once

#include <filesystem>
#include <future>
#include <memory>

#include "release/release.h"

namespace atalaya::release_tables {

inline constexpr const char* observations = "observations.parquet";
inline constexpr const char* statuses = "status.parquet";
inline constexpr const char* coverage = "regional.parquet";
inline constexpr const char* loads = "loads.parquet";
inline constexpr const char* rejections = "rejections.parquet";

/// Writes all tables into `directory`. Loads and rejections come from the workshop, the rest from memory.
[[nodiscard]] Status write(Connection& connection, const std::filesystem::path& directory, const Cube& cube, const std::vector<IndicatorStatus>& status,
                           const std::vector<RegionalFigure>& figures, const Agenda& agenda);

/// Reading of the tables, which begins at once, beside whatever its owner does before finish().
class Reading {
 public:
  explicit Reading(std::filesystem::path directory);
  ~Reading();
  /// Fills cube, statuses, coverage and loads of a release whose agenda is read, with the look-ups of them.
  [[nodiscard]] Status finish(Release& release);

 private:
  struct Tables;
  std::filesystem::path directory_;
  std::future<Result<std::unique_ptr<Tables>>> tables_;
};

}  // namespace atalaya::release_tables
