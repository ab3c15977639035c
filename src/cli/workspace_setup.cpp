#include "cli/workspace_setup.h"

#include <algorithm>

#include "base/files.h"
#include "base/yaml.h"
#include "cli/session.h"
#include "formats/messages.h"

namespace atalaya::cli {

namespace fs = std::filesystem;

Result<fs::path> find_pack(const std::string& pack) {
  if (fs::exists(fs::path(pack) / "agenda.yaml")) return fs::path(pack);
  const fs::path shipped = TRY(data_directory()) / "agendas";
  if (is_identifier(pack) && fs::exists(shipped / pack / "agenda.yaml")) return shipped / pack;
  std::string known;
  std::error_code code;
  for (const auto& entry : fs::directory_iterator(shipped, code)) {
    if (entry.is_directory()) known += (known.empty() ? "" : ", ") + entry.path().filename().string();
  }
  return fail(ErrorKind::NotFound, "there is no agenda pack '" + pack + "'", {}, "a folder with agenda.yaml, or one that comes with the program: " + known);
}

Status make_workspace(const Workspace& workspace, const std::string& pack) {
  if (fs::exists(workspace.agenda())) {
    return fail(ErrorKind::Conflict, "this already is a workspace", {.file = workspace.root.string()}, "choose another folder");
  }
  const fs::path from = TRY(find_pack(pack));
  const Agenda agenda = TRY(load_agenda(from));
  std::error_code code;
  fs::create_directories(workspace.releases(), code);
  // The agenda's folder is what makes a workspace, so it appears last and at once.
  const fs::path draft = workspace.root / ".agenda-draft";
  fs::remove_all(draft, code);
  fs::copy(from, draft, fs::copy_options::recursive, code);
  if (!code) fs::rename(draft, workspace.agenda(), code);
  if (code) return fail(ErrorKind::System, "cannot make the workspace: " + code.message(), {.file = workspace.root.string()});
  return {};
}

Result<Loader> Loader::open(const Workspace& workspace) {
  if (!fs::is_directory(workspace.agenda())) {
    return fail(ErrorKind::NotFound, "this is no workspace", {.file = workspace.root.string()}, "'atalaya init DIR' makes one; -w names another");
  }
  Agenda agenda = TRY(load_agenda(workspace.agenda()));
  Faults faults;
  auto mappings = load_mappings(workspace.agenda(), agenda, faults);
  if (!faults.empty()) return std::unexpected(faults.errors().front());
  AreaMatcher areas(agenda);
  Workshop workshop = TRY(Workshop::open(workspace, agenda));
  return Loader{std::move(agenda), std::move(areas), std::move(mappings), std::move(workshop)};
}

Result<Mapping> Loader::choose_mapping(const fs::path& file, const std::string& mapping) const {
  if (mapping.empty()) return mapping_for(mappings, agenda, file);
  const auto it = std::ranges::find(mappings, mapping, &Mapping::id);
  if (it != mappings.end()) return *it;
  if (mapping == "sdmx_csv") return sdmx_mapping(agenda, RowFormat::SdmxCsv);
  if (mapping == "sdmx") return sdmx_mapping(agenda, RowFormat::Sdmx);
  Faults faults;
  if (auto read = load_mapping(mapping, agenda, faults)) return std::move(*read);
  return std::unexpected(faults.errors().front());
}

Result<std::vector<fs::path>> find_figures(const fs::path& folder, const std::vector<Mapping>& mappings) {
  std::vector<fs::path> all;
  std::error_code code;
  for (auto it = fs::recursive_directory_iterator(folder, code); !code && it != fs::recursive_directory_iterator(); it.increment(code)) {
    if (it->is_regular_file()) all.push_back(it->path());
  }
  if (code) return fail(ErrorKind::NotFound, "cannot read the folder: " + code.message(), {.file = folder.string()});
  std::ranges::sort(all);
  std::vector<fs::path> out;
  for (const Mapping& mapping : mappings) {
    for (const fs::path& path : all) {
      if (std::ranges::find(mapping.files, path.filename().string()) != mapping.files.end()) out.push_back(path);
    }
  }
  for (const fs::path& path : all) {
    if (std::ranges::find(out, path) != out.end()) continue;
    const MappedFile file = TRY(MappedFile::open(path));
    const MessageGuess guess = guess_message(file.bytes());
    if (guess.format != nullptr && guess.format->kind == MessageKind::Data) out.push_back(path);
  }
  if (out.empty()) return fail(ErrorKind::NotFound, "no file here is one that a mapping of the agenda is for", {.file = folder.string()});
  return out;
}

Result<std::vector<LoadOutcome>> load_all(Loader& loader, const std::vector<fs::path>& files, const std::string& mapping, bool strict, bool json,
                                          const StructureSource* structures) {
  std::vector<LoadOutcome> out;
  ProgressLine progress;
  for (const fs::path& file : files) {
    const Mapping chosen = TRY(loader.choose_mapping(file, mapping));
    const std::string name = file.filename().string();
    LoadOptions options{.strict = strict,
                        .progress = [&](std::size_t rows) { progress.show(name, out.size(), files.size(), std::to_string(rows) + " rows"); },
                        .structures = structures};
    options.progress(0);
    LoadOutcome outcome = TRY(load_file(loader.workshop, loader.agenda, loader.areas, chosen, file, options));
    if (!json) {
      const LoadRecord& r = outcome.record;
      print("load " + std::to_string(r.id) + ": " + name + " by " + r.mapping + ": " + std::to_string(r.rows_read) + " rows read, " +
            std::to_string(r.accepted) + " accepted (" + std::to_string(r.revised) + " revise a value), " + std::to_string(r.unchanged) + " unchanged, " +
            std::to_string(r.missing) + " missing, " + std::to_string(r.rejected) + " rejected" +
            (r.closed == 0 ? "" : ", " + std::to_string(r.closed) + " closed") + "\n");
      constexpr std::size_t shown = 5;
      for (std::size_t i = 0; i < std::min(shown, outcome.rejected.size()); ++i) {
        print("  line " + std::to_string(outcome.rejected[i].line) + ": " + outcome.rejected[i].reason + "\n");
      }
      if (outcome.rejected.size() > shown) {
        print("  and " + std::to_string(outcome.rejected.size() - shown) + " more; 'atalaya loads --rejected " + std::to_string(r.id) + "' lists them\n");
      }
    }
    if (!json) {
      for (const std::string& note : outcome.notes) print("  note: " + note + "\n");
    }
    out.push_back(std::move(outcome));
  }
  return out;
}

}  // namespace atalaya::cli
