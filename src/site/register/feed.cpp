// What is public of the register as a feed (Atom, RFC 4287), one in each language: published reports, cycles and the release beside it.
#include <algorithm>

#include "formats/tree/xml_writer.h"
#include "register/submissions/cycles.h"
#include "site/register/pages.h"

namespace atalaya::site::desk {

namespace {

constexpr std::size_t most_entries = 100;

struct Entry {
  std::string address;  ///< Whole; the entry's id too.
  std::string title;
  std::string updated;
  std::string summary;
};

void element(std::string& out, const char* name, std::string_view text) { out += std::string("<") + name + ">" + escaped_xml(text) + "</" + name + ">\n"; }

void link(std::string& out, const char* rel, const char* type, std::string_view address) {
  out += std::string("<link rel=\"") + rel + "\" type=\"" + type + "\" href=\"" + escaped_xml(address) + "\"/>\n";
}

}  // namespace

Answer register_feed(Visit& visit) {
  const Locale& l = visit.locale();
  const Presenter& p = visit.presenter();
  const std::string& site = visit.desk().settings.public_url;
  const std::string now = visit.desk().store.now();
  std::vector<Entry> entries;
  const Release& release = p.release();
  entries.push_back({site + p.link("") + "#release-" + release.id, fill(l.tr("Release {1}"), {release.id}), release.created,
                     l.tr("The figures of the observatory as they are from this release on.")});
  for (const auto& cycle : TRY(reg::cycles::all(visit.desk().store))) {
    if (cycle.opens > now) continue;
    const std::string title = p.in(cycle.title);
    entries.push_back({site + visit.link("") + "#cycle-" + cycle.id, title, cycle.closed ? *cycle.closed : cycle.opens,
                       cycle.closed ? l.tr("The cycle of reports is closed.") : l.tr("The cycle of reports is open.")});
    for (const auto& one : TRY(reg::submissions::all(visit.desk().store, cycle.id))) {
      if (one.state != reg::State::Published) continue;
      entries.push_back({site + visit.link("reports/" + one.id), fill(l.tr("Report of {1}, {2}"), {p.area_name(one.country), title}), one.changed,
                         l.tr("What the country reported, as it was reviewed and accepted.")});
    }
  }
  std::ranges::stable_sort(entries, std::ranges::greater(), &Entry::updated);
  if (entries.size() > most_entries) entries.resize(most_entries);
  const std::string self = site + visit.link("feed.atom"), name = p.in(p.agenda().name);
  std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"" + escaped_xml(p.language()) + "\">\n";
  element(out, "id", self);
  element(out, "title", fill(l.tr("The register: {1}"), {name}));
  element(out, "updated", entries.front().updated);
  out += "<author>";
  element(out, "name", name);
  out += "</author>\n";
  link(out, "self", "application/atom+xml", self);
  link(out, "alternate", "text/html", site + visit.link(""));
  for (const Entry& entry : entries) {
    out += "<entry>\n";
    element(out, "id", entry.address);
    element(out, "title", entry.title);
    element(out, "updated", entry.updated);
    link(out, "alternate", "text/html", entry.address);
    element(out, "summary", entry.summary);
    out += "</entry>\n";
  }
  return visit.finish(http::text_response(200, "application/atom+xml; charset=utf-8", out + "</feed>\n"));
}

}  // namespace atalaya::site::desk
