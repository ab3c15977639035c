#include "base/text.h"
#include "base/version.h"
#include "site/offline/pack.h"
#include "site/parts.h"

namespace atalaya::site::offline {

std::string read_me(const Presenter& p, const CopyName& name) {
  const Locale& l = p.locale();
  const Release& release = p.release();
  const Agenda& agenda = release.agenda;
  std::string out;
  const auto line = [&](const std::string& text = {}) { out += text + "\n"; };
  const auto heading = [&](const std::string& text) { out += "\n" + text + "\n\n"; };
  line(p.in(agenda.name));
  line(name.country.empty() ? l.tr("The whole agenda, to read without a connection")
                            : fill(l.tr("{1}: the pages of this country, to read without a connection"), {p.area_name(name.country)}));
  heading(l.tr("How to open it"));
  line(l.tr("1. Unpack this file into a folder, or onto a USB stick."));
  line(l.tr("2. Open the file index.html with any browser. Nothing is installed and no connection is needed."));
  line(l.tr("3. Pass it on as you like, with this file beside it."));
  heading(l.tr("What is in it"));
  line("index.html, pages/  " + l.tr("the pages"));
  line("data/               " + l.tr("the figures as CSV (UTF-8), and all of them as SDMX-CSV 2.0"));
  line("release/            " + l.tr("the manifest of the release, with the SHA-256 of each of its files"));
  line();
  line(
      l.tr("What is marked with ↗ on the pages needs a connection or is not in this copy: comparisons that are asked for in a form, the register, pages of "
           "others."));
  heading(l.tr("Which figures these are"));
  line(fill(l.tr("Release {1} of {2}"), {release.id, l.date(release.created)}));
  line("SHA-256 " + release.sha256);
  line(fill(l.tr("Agenda: {1}, document {2}"), {p.in(agenda.name), agenda.document}));
  line(std::string("Atalaya ") + version);
  line(l.tr("A release never changes. Newer figures are in newer releases, and in newer copies."));
  if (const std::string& live = p.options().live; !live.empty()) {
    heading(l.tr("Where the observatory is"));
    line(live + p.link(""));
    line(live + p.link("offline"));
  }
  heading(l.tr("Sources and licences of the figures"));
  for (const Source* source : used_sources(release)) {
    line("- " + p.in(source->publisher) + ", " + p.in(source->name));
    line("  " + source->licence.name + (source->licence.address.empty() ? "" : " <" + source->licence.address + ">"));
    if (!source->address.empty()) line("  <" + source->address + ">");
  }
  return "\xEF\xBB\xBF" + replace_all(std::move(out), "\n", "\r\n");
}

}  // namespace atalaya::site::offline
