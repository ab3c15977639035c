// The tables of a release as Parquet files, written and read through DuckDB; internal to the folder.
#pragma once

#include <filesystem>

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

/// Fills cube, statuses, coverage and loads of a release whose agenda is read.
[[nodiscard]] Status read(const std::filesystem::path& directory, Release& release);

}  // namespace atalaya::release_tables
