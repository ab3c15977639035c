#include "release/manifest.h"

#include <algorithm>

#include "base/files.h"
#include "base/hash.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "base/yaml.h"

namespace atalaya {

namespace fs = std::filesystem;

Result<std::vector<ManifestEntry>> hash_files(const fs::path& directory) {
  std::vector<ManifestEntry> out;
  std::error_code code;
  for (auto it = fs::recursive_directory_iterator(directory, code); !code && it != fs::recursive_directory_iterator(); it.increment(code)) {
    if (it->is_directory()) continue;
    const std::string path = fs::relative(it->path(), directory).generic_string();
    if (path == manifest_file) continue;
    if (it->is_symlink() || !it->is_regular_file()) return fail(ErrorKind::Conflict, "a release holds plain files only", {.file = it->path().string()});
    const MappedFile file = TRY(MappedFile::open(it->path()));
    out.push_back({path, file.bytes().size(), sha256(file.bytes())});
  }
  if (code) return fail(ErrorKind::System, "cannot read the release: " + code.message(), {.file = directory.string()});
  std::ranges::sort(out, {}, &ManifestEntry::path);
  return out;
}

std::string write_manifest(const Manifest& manifest) {
  JsonWriter json(1);
  json.begin_object().field("id", manifest.id).field("created", manifest.created).field("agenda", manifest.agenda).field("program", manifest.program);
  json.key("files").begin_array();
  for (const ManifestEntry& entry : manifest.files) {
    json.begin_object().field("path", entry.path).field("bytes", entry.bytes).field("sha256", entry.sha256).end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

Result<Manifest> read_manifest(const fs::path& directory) {
  Faults faults;
  Manifest out;
  if (const auto file = YamlNode::load(directory / manifest_file, faults)) {
    out.id = file->text("id", faults);
    out.created = file->text("created", faults);
    out.agenda = file->text("agenda", faults);
    out.program = file->text("program", faults);
    for (const YamlNode& node : (*file)["files"].items(faults)) {
      const long bytes = node.integer("bytes", faults);
      out.files.push_back({node.text("path", faults), static_cast<std::uint64_t>(std::max(0L, bytes)), node.text("sha256", faults)});
    }
  }
  if (!faults.empty()) return std::unexpected(faults.errors().front());
  return out;
}

Status verify(const fs::path& directory, const Manifest& manifest) {
  const auto refuse = [&](const std::string& path, const std::string& what) {
    return fail(ErrorKind::Conflict, what, {.file = (directory / path).string()}, "the release is not what was frozen; take a good copy, or an earlier release");
  };
  const auto present = TRY(hash_files(directory));
  auto found = present.begin();
  for (const ManifestEntry& entry : manifest.files) {
    if (found != present.end() && found->path < entry.path) return refuse(found->path, "the manifest does not name this file");
    if (found == present.end() || found->path != entry.path) return refuse(entry.path, "a file of the release is missing");
    if (found->sha256 != entry.sha256 || found->bytes != entry.bytes) return refuse(entry.path, "the file's SHA-256 is not that of the manifest");
    ++found;
  }
  if (found != present.end()) return refuse(found->path, "the manifest does not name this file");
  return {};
}

}  // namespace atalaya
