#include "site/offline/pack.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "site/offline/addresses.h"
#include "site/offline/file_names.h"

namespace atalaya::site::offline {

namespace {

Target target_of(const std::string& address, const Collected::File& here, const Collected& all, const CopyName& name, const std::string& live) {
  using Kind = Target::Kind;
  if (address.empty() || address.starts_with('#')) return {};
  if (address.starts_with("//")) return {Kind::Away, "https:" + address};
  if (!address.starts_with('/')) {
    const std::string start = to_lower_ascii(std::string_view(address).substr(0, 8));
    if (start.starts_with("http:") || start.starts_with("https:")) return {Kind::Away, address};
    if (start.starts_with("mailto:") || start.starts_with("tel:") || start.starts_with("data:")) return {};
    return {Kind::Lost};  // No page of ours has addresses that count from the page.
  }
  if (const auto found = all.files.find(path_in_copy(address, name)); found != all.files.end()) {
    const std::size_t fragment = address.find('#');
    const std::string rest = fragment == std::string::npos ? std::string() : address.substr(fragment);
    if (&found->second == &here && !rest.empty()) return {Kind::Moved, rest};
    return {Kind::Moved, relative(here.name, found->second.name) + rest};
  }
  if (live.empty()) return {Kind::Lost};
  return {Kind::Away, live + address};
}

}  // namespace

Result<std::vector<ArchiveFile>> pack_files(const CopySite& source, const CopyName& name, const std::stop_token& stop) {
  const Collected all = TRY(collect(source, name, stop));
  const Presenter& p = source.presenter(name.language);
  const std::string& live = p.options().live;
  const Notes notes{.away = p.locale().tr("needs a connection"), .lost = p.locale().tr("not in this copy")};
  std::vector<ArchiveFile> out;
  out.reserve(all.files.size() + 1);
  for (const auto& [path, file] : all.files) {
    if (stop.stop_requested()) return fail(ErrorKind::Conflict, "the program is about to end");
    auto body = file.body;
    if (file.is_page) {
      body = std::make_shared<const std::string>(with_addresses(
          *body, [&](const std::string& address) { return target_of(address, file, all, name, live); }, notes));
    }
    out.push_back({file.name, std::move(body)});
  }
  out.push_back({"README.txt", std::make_shared<const std::string>(read_me(p, name))});
  const auto rank = [](const ArchiveFile& one) { return one.name == "README.txt" ? 0 : one.name == "index.html" ? 1 : 2; };
  std::ranges::sort(out, [&](const ArchiveFile& a, const ArchiveFile& b) { return std::pair(rank(a), a.name) < std::pair(rank(b), b.name); });
  std::set<std::string> names;  // Sticks are often of a system that does not tell letters by their case.
  for (const ArchiveFile& one : out) {
    if (!names.insert(to_lower_ascii(one.name)).second) return fail(ErrorKind::Internal, "two files of a copy have one name", {.file = one.name});
  }
  return out;
}

std::string download_name(const Release& release, const CopyName& name) {
  return "atalaya-" + release.agenda.id + (name.country.empty() ? "" : "-" + name.country) + "-" + name.language + "-" + release.id + ".zip";
}

}  // namespace atalaya::site::offline
