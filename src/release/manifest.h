// The manifest of a release: every file with its size and SHA-256.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"

namespace atalaya {

struct ManifestEntry {
  std::string path;  ///< Relative to the release, with '/'.
  std::uint64_t bytes = 0;
  std::string sha256;
};

struct Manifest {
  std::string id;
  std::string created;
  std::string agenda;
  std::string program;               ///< Version of the program that froze it.
  std::string register_head = {};    ///< Last entry of the register's log at that time, "NUMBER:HASH"; empty where there was no register.
  std::vector<ManifestEntry> files;  ///< Sorted by path.
};

inline constexpr const char* manifest_file = "manifest.json";

/// Hashes every file below `directory` but the manifest itself.
[[nodiscard]] Result<std::vector<ManifestEntry>> hash_files(const std::filesystem::path& directory);
[[nodiscard]] std::string write_manifest(const Manifest& manifest);
[[nodiscard]] Result<Manifest> read_manifest(const std::filesystem::path& directory);

/// Conflict where a file differs from the manifest, lacks, or is there without being named.
[[nodiscard]] Status verify(const std::filesystem::path& directory, const Manifest& manifest);

}  // namespace atalaya
