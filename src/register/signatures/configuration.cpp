#include "register/signatures/configuration.h"

#include "base/locale.h"

namespace atalaya::reg::signatures {

namespace fs = std::filesystem;

std::optional<Configuration> read_configuration(const YamlNode& file, const fs::path& folder, Faults& faults) {
  const std::size_t before = faults.errors().size();
  if (!file.is_map()) {
    faults.add(file.place(), "a map (key: value) is expected here");
    return std::nullopt;
  }
  file.only({"anchors", "revocation", "unknown_revocation"}, faults);
  Configuration out;
  const auto read_folder = [&](const char* key, fs::path& to) {
    to = folder / file.text(key, faults);
    std::error_code error;
    if (file.has(key) && !fs::is_directory(to, error)) faults.add(file[key].place(), "there is no such folder");
  };
  read_folder("anchors", out.anchors);
  if (file.has("revocation")) read_folder("revocation", out.revocation);
  if (file.has("unknown_revocation")) out.needs_revocation = file.choice("unknown_revocation", {"accept", "refuse"}, faults) == "refuse";
  if (out.needs_revocation && out.revocation.empty()) {
    faults.add(file["unknown_revocation"].place(), "without files of revocation every signature would be refused", "revocation: FOLDER");
  }
  if (faults.errors().size() != before) return std::nullopt;
  return out;
}

Result<std::optional<Configuration>> load_configuration(const fs::path& folder) {
  const auto path = folder / "signatures.yaml";
  std::error_code error;
  if (!fs::exists(path, error)) return std::nullopt;
  Faults faults;
  const auto file = YamlNode::load(path, faults);
  auto configuration = file ? read_configuration(*file, folder, faults) : std::nullopt;
  if (configuration) return configuration;
  std::string all;
  for (const Error& fault : faults.errors()) all += (all.empty() ? "" : "\n") + fault.to_string();
  return fail(ErrorKind::Input, all, {}, tr_noop("mend signatures.yaml, or take it away: no signature can be attached then"));
}

}  // namespace atalaya::reg::signatures
