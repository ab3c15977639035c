#include "site/offline/routes.h"
#include "site/page.h"

namespace atalaya::site::offline {

namespace {

/// "ZIP · 0.7 MB"
std::string size_text(const Locale& l, const Shelf& shelf, const CopyName& name) {
  const auto megabytes = [&](std::size_t bytes) { return l.number(static_cast<double>(bytes) / 1e6, 1); };
  if (const auto bytes = shelf.size(name)) return fill(l.tr("ZIP · {1} MB"), {megabytes(*bytes)});
  if (const auto bytes = name.country.empty() ? std::nullopt : shelf.usual_size(name.language)) return fill(l.tr("ZIP · about {1} MB"), {megabytes(*bytes)});
  return l.tr("ZIP · being prepared");
}

}  // namespace

Result<std::string> offline_page(const Presenter& p, const Shelf& shelf, bool counted) {
  const Locale& l = p.locale();
  const std::string title = l.tr("Copies to read without a connection");
  Page page(p, "offline.tpl", "data", "offline");
  page.title(title).crumb(l.tr("Home"), p.link("")).crumb(l.tr("Data"), p.link("data")).crumb(title, "");
  View& v = page.view();
  v.set("TITLE", title);
  v.set("LEDE", l.tr("The observatory as a file: for schools, libraries, municipalities and everybody whose connection is slow, dear or not there."));
  v.set("H_OPEN", l.tr("How to use it"));
  for (const std::string& step :
       {l.tr("Download one file, and unpack it into a folder or onto a USB stick."), l.tr("Open index.html with any browser. Nothing is installed."),
        l.tr("Pass it on as you like: the licences of the figures stand in README.txt.")}) {
    v.add("STEP").set("TEXT", step);
  }
  v.set(
      "INSIDE",
      fill(
          l.tr(
              "A copy has the pages in this language and their figures as CSV, of release {1} of {2}. What asks the observatory itself, as comparisons and the "
              "register do, is marked in it."),
          {p.release().id, l.date(p.release().created)}));
  const std::string folder = p.link("offline/");
  v.set("H_WHOLE", l.tr("The whole agenda")).set("WHOLE_HREF", folder + "agenda.zip").set("WHOLE_LINK", l.tr("Download the whole agenda"));
  v.set("WHOLE_TEXT", l.tr("All goals, areas, indicators and countries."));
  v.set("WHOLE_SIZE", size_text(l, shelf, {p.language()}));
  v.set("H_COUNTRIES", l.tr("One country"));
  v.set("COUNTRIES_TEXT", l.tr("The pages of one country and all goals, areas and indicators: far smaller than the whole."));
  for (const Country* country : p.countries_by_name()) {
    const std::string& name = p.in(country->name);
    View row = v.add("COUNTRY");
    row.set("ID", country->id).set("HREF", folder + country->id + ".zip").set("NAME", name);
    row.set("LABEL", fill(l.tr("{1}: download the copy"), {name})).set("SIZE", size_text(l, shelf, {p.language(), country->id}));
  }
  const auto part = [&](const std::string& heading, const std::string& text) { v.add("PART").set("HEADING", heading).set("TEXT", text); };
  part(l.tr("When there is a newer one"),
       l.tr("Each release has its own copies, and the first page of a copy says of which release it is. An interrupted download can be continued."));
  if (counted) {
    part(l.tr("What is counted"), l.tr("How many copies of each country and of the whole agenda were downloaded on a day, by language and release: the agenda "
                                       "has an indicator of it. No address and "
                                       "nothing else of who downloads is kept."));
  }
  return page.render();
}

Result<std::string> waiting_page(const Presenter& p, ErrorKind why) {
  const Locale& l = p.locale();
  const std::string title = why == ErrorKind::Conflict ? l.tr("This copy is being prepared") : l.tr("This copy cannot be made now");
  Page page(p, "error.tpl", "data", "offline");
  page.title(title);
  page.view().set("TITLE", title).set("CODE", 503L);
  page.view().set("TEXT", why == ErrorKind::Conflict ? l.tr("Others are being made before it. Please try again in half a minute.")
                                                     : l.tr("The fault is ours, not yours. Please try again later."));
  page.view().add("ITEM").set("HREF", p.link("offline")).set("TEXT", l.tr("Copies to read without a connection"));
  return page.render();
}

}  // namespace atalaya::site::offline
