#include "release/manifest.h"

#include <simdjson.h>

#include <algorithm>

#include "base/files.h"
#include "base/hash.h"
#include "base/json_writer.h"
#include "base/text.h"

namespace atalaya {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t largest_manifest = 8U << 20U;

}  // namespace

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
  if (!manifest.register_head.empty()) json.field("register", manifest.register_head);
  json.key("files").begin_array();
  for (const ManifestEntry& entry : manifest.files) {
    json.begin_object().field("path", entry.path).field("bytes", entry.bytes).field("sha256", entry.sha256).end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

Result<Manifest> read_manifest(const fs::path& directory) {
  const Place place{.file = (directory / manifest_file).string()};
  const std::string text = TRY(read_file(place.file, largest_manifest));
  const auto fault = [&](const std::string& what) { return fail(ErrorKind::Input, "not a manifest: " + what, place); };
  if (!is_utf8(text)) return fault("the text is not UTF-8");
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (const auto code = parser.parse(text).get(root)) return fault(simdjson::error_message(code));
  Manifest out;
  for (const auto& [name, slot] :
       {std::pair("id", &out.id), std::pair("created", &out.created), std::pair("agenda", &out.agenda), std::pair("program", &out.program)}) {
    std::string_view value;
    if (root[name].get(value)) return fault(std::string("'") + name + "' is missing or no text");
    *slot = value;
  }
  std::string_view head;
  if (const auto code = root["register"].get(head); code == simdjson::SUCCESS) {
    out.register_head = head;
  } else if (code != simdjson::NO_SUCH_FIELD) {
    return fault("'register' is no text");
  }
  simdjson::dom::array files;
  if (root["files"].get(files)) return fault("'files' is missing or no list");
  for (const simdjson::dom::element file : files) {
    std::string_view path;
    std::string_view hash;
    std::uint64_t bytes = 0;
    if (file["path"].get(path) || file["sha256"].get(hash) || file["bytes"].get(bytes)) return fault("a file has no path, bytes or sha256");
    out.files.push_back({std::string(path), bytes, std::string(hash)});
  }
  return out;
}

Status verify(const fs::path& directory, const Manifest& manifest) {
  const auto refuse = [&](const std::string& path, const std::string& what) {
    return fail(ErrorKind::Conflict, what, {.file = (directory / path).string()},
                "the release is not what was frozen; take a good copy, or an earlier release");
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
