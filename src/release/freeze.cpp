#include <unistd.h>

#include <algorithm>

#include "base/clock.h"
#include "base/files.h"
#include "base/hash.h"
#include "formats/sdmx_json/structures_json.h"
#include "model/resolve.h"
#include "release/manifest.h"
#include "release/release.h"
#include "release/release_tables.h"
#include "base/version.h"

namespace atalaya {

namespace {

namespace fs = std::filesystem;

/// The next free id of today: "2026-01-31.1", "2026-01-31.2".
std::string next_id(const Workspace& workspace) {
  const std::string today = utc_today();
  long last = 0;
  for (const std::string& id : list_releases(workspace)) {
    if (id.starts_with(today + ".")) last = std::max(last, parse_integer(std::string_view(id).substr(today.size() + 1)).value_or(0));
  }
  return today + "." + std::to_string(last + 1);
}

/// The pack as it was, without the starter figures and mappings: those are sources, and their loads are named in loads.parquet.
Status copy_agenda(const fs::path& from, const fs::path& to) {
  std::error_code code;
  fs::create_directories(to, code);
  for (auto it = fs::recursive_directory_iterator(from, code); !code && it != fs::recursive_directory_iterator(); it.increment(code)) {
    const fs::path relative = fs::relative(it->path(), from);
    if (relative == "figures" || relative == "mappings") {
      it.disable_recursion_pending();
    } else if (it->is_directory()) {
      fs::create_directories(to / relative, code);
    } else if (it->is_regular_file()) {
      const std::string bytes = TRY(read_file(it->path()));
      TRY_STATUS(write_file(to / relative, bytes));
    }
    if (code) break;
  }
  if (code) return fail(ErrorKind::System, "cannot copy the agenda: " + code.message(), {.file = to.string()});
  return {};
}

/// A folder that goes away again unless it is kept.
struct Draft {
  fs::path path;
  bool kept = false;
  ~Draft() {
    std::error_code code;
    if (!kept) fs::remove_all(path, code);
  }
};

Status flush_all(const fs::path& directory) {
  std::error_code code;
  for (const auto& entry : fs::recursive_directory_iterator(directory, code)) {
    if (entry.is_directory()) TRY_STATUS(sync_directory(entry.path()));
    if (entry.is_regular_file()) TRY_STATUS(sync_file(entry.path()));
  }
  return sync_directory(directory);
}

/// Nobody writes into a frozen release by mistake.
void make_read_only(const fs::path& directory) {
  std::error_code code;
  for (const auto& entry : fs::recursive_directory_iterator(directory, code)) {
    if (entry.is_regular_file()) fs::permissions(entry.path(), fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read, code);
  }
}

/// The data structure with its code lists, concepts and dataflow, as an SDMX-JSON 2.0 structure message.
std::string structure_message(const Agenda& agenda, const Manifest& manifest) {
  MessageHeader header;
  header.id = agenda.dataflow.id + "_STRUCTURE";
  header.prepared = manifest.created;
  header.sender.id = agenda.dataflow.agency;
  return write_structures_json(header, artefacts_of(*agenda.structure, agenda.dataflow), {.version = SdmxJsonVersion::V2_0, .indent = 1});
}

}  // namespace

Result<std::string> freeze(Workshop& workshop, const Agenda& agenda, const Workspace& workspace, const std::string& register_head, const Reported* reported) {
  const Cube loaded = TRY(workshop.cube(agenda));
  if (loaded.size() == 0) {
    return fail(ErrorKind::Conflict, "the workshop holds no observations", {.file = workspace.database().string()}, "load figures before making a release");
  }
  const auto figures = compute_regional_figures(loaded, agenda);
  const Cube cube = with_regional_figures(loaded, agenda, figures);
  const auto statuses = assess_all(cube, agenda);

  std::error_code code;
  fs::create_directories(workspace.releases(), code);
  Draft draft{workspace.releases() / (".draft-" + std::to_string(::getpid()))};
  fs::create_directories(draft.path, code);
  if (code) return fail(ErrorKind::System, "cannot make the folder: " + code.message(), {.file = draft.path.string()});
  Manifest manifest{.id = next_id(workspace), .created = utc_now(), .agenda = agenda.id, .program = version, .register_head = register_head, .files = {}};
  TRY_STATUS(copy_agenda(workspace.agenda(), draft.path / "agenda"));
  TRY_STATUS(write_file(draft.path / "structure.json", structure_message(agenda, manifest)));
  TRY_STATUS(release_tables::write(workshop.connection(), draft.path, cube, statuses, figures, agenda));
  if (reported != nullptr) TRY_STATUS(write_file(draft.path / reported_file, write_reported(*reported)));
  manifest.files = TRY(hash_files(draft.path));
  TRY_STATUS(write_file(draft.path / manifest_file, write_manifest(manifest)));
  TRY_STATUS(flush_all(draft.path));
  make_read_only(draft.path);
  fs::rename(draft.path, workspace.releases() / manifest.id, code);
  if (code) return fail(ErrorKind::System, "cannot name the release: " + code.message(), {.file = (workspace.releases() / manifest.id).string()});
  draft.kept = true;
  TRY_STATUS(sync_directory(workspace.releases()));
  return manifest.id;
}

Result<Release> open_release(const fs::path& directory) {
  const Manifest manifest = TRY(read_manifest(directory));
  TRY_STATUS(verify(directory, manifest));
  release_tables::Reading tables(directory);
  Release release;
  release.id = manifest.id;
  release.created = manifest.created;
  release.directory = directory;
  release.sha256 = TRY(sha256_of_file(directory / manifest_file));
  release.agenda = TRY(load_agenda(directory / "agenda"));
  if (const fs::path file = directory / reported_file; std::ranges::find(manifest.files, reported_file, &ManifestEntry::path) != manifest.files.end()) {
    const MappedFile mapped = TRY(MappedFile::open(file));
    release.reported = TRY(read_reported(mapped.bytes(), file.string()));
  }
  TRY_STATUS(tables.finish(release));
  return release;
}

}  // namespace atalaya
