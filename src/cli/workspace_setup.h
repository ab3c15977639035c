// Making a workspace and filling it from folders of files: what `init`, `load` and `demo` share.
#pragma once

#include <filesystem>

#include "base/error.h"
#include "workshop/loading.h"

namespace atalaya::cli {

/// Makes `directory` a workspace with a copy of an agenda pack: a folder, or the name of one that comes with the program.
[[nodiscard]] Status make_workspace(const Workspace& workspace, const std::string& pack);

/// A folder with a pack by the name it was given.
[[nodiscard]] Result<std::filesystem::path> find_pack(const std::string& pack);

/// An agenda with its mappings and names of countries, ready to load files.
struct Loader {
  Agenda agenda;
  AreaMatcher areas;
  std::vector<Mapping> mappings;
  Workshop workshop;

  [[nodiscard]] static Result<Loader> open(const Workspace& workspace);
  /// `mapping` is the id of a mapping, the path of one, or empty to go by the file's name.
  [[nodiscard]] Result<Mapping> choose_mapping(const std::filesystem::path& file, const std::string& mapping) const;
};

/// The files below a folder that a mapping of the pack is for, in the order of the mappings, then every data message.
[[nodiscard]] Result<std::vector<std::filesystem::path>> find_figures(const std::filesystem::path& folder, const std::vector<Mapping>& mappings);

/// Loads files one after the other, each in its own transaction, with a line of what each brought. `structures` is for messages of other structures.
[[nodiscard]] Result<std::vector<LoadOutcome>> load_all(Loader& loader, const std::vector<std::filesystem::path>& files, const std::string& mapping,
                                                        bool strict, bool json, const StructureSource* structures = nullptr);

}  // namespace atalaya::cli
