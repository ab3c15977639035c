// Data and downloads, methods, about, and the pages of faults.
#include "release/manifest.h"
#include "site/page.h"
#include "site/pages.h"
#include "site/parts.h"

namespace atalaya::site {

namespace {

/// A page of headed sections, each with what it needs of paragraphs, lists and a table.
struct Sections {
  Page page;
  Sections(const Presenter& p, const std::string& section, const std::string& title, const std::string& lede) : page(p, "sections.tpl", section, section) {
    page.title(title).crumb(p.locale().tr("Home"), p.link("")).crumb(title, "");
    page.view().set("TITLE", title).optional("LEDE", "TEXT", lede);
  }
  View add(const std::string& heading, const std::string& paragraph = {}) {
    View section = page.view().add("SECTION");
    section.set("HEADING", heading).optional("PARAGRAPH", "TEXT", paragraph);
    return section;
  }
};

void add_item(View& list, const std::string& text, const std::string& href, const std::string& note) {
  View item = list.add("ITEM");
  item.set("NOTE", note);
  item.add(href.empty() ? "PLAIN" : "LINK").set("TEXT", text).set("HREF", href);
}

void add_term(View& list, const std::string& term, const std::string& text, const std::string& chip = {}) {
  list.add("ITEM").set("TERM", term).set("TEXT", text).html("CHIP", chip);
}

std::string file_note(const std::string& path, const Locale& l) {
  if (path == "observations.parquet") return l.tr("every observation with its origin");
  if (path == "status.parquet") return l.tr("class, change and rank of each indicator in each country");
  if (path == "regional.parquet") return l.tr("regional figures with their coverage");
  if (path == "loads.parquet") return l.tr("the files that were loaded, with their hashes");
  if (path == "rejections.parquet") return l.tr("rejected rows with their reasons");
  if (path == "structure.json") return l.tr("data structure and code lists, SDMX-JSON 2.0");
  return {};
}

Table loads_table(const Presenter& p) {
  const Locale& l = p.locale();
  Table table{.id = "loads",
              .caption = l.tr("Files that were loaded"),
              .columns = {{l.tr("File")},
                          {l.tr("Load"), true},
                          {l.tr("Date")},
                          {l.tr("Rows read"), true},
                          {l.tr("Accepted"), true},
                          {l.tr("Unchanged"), true},
                          {l.tr("Missing"), true},
                          {l.tr("Rejected"), true},
                          {"SHA-256"}}};
  for (const LoadRecord& load : p.release().loads) {
    table.rows.push_back({.cells = {{.text = load.file},
                                    {.text = l.integer(load.id), .number = true},
                                    {.text = l.date(load.finished, Locale::Date::Short)},
                                    {.text = l.integer(load.rows_read), .number = true},
                                    {.text = l.integer(load.accepted), .number = true},
                                    {.text = l.integer(load.unchanged), .number = true},
                                    {.text = l.integer(load.missing), .number = true},
                                    {.text = l.integer(load.rejected), .number = true},
                                    {.text = load.sha256.substr(0, 16)}}});
  }
  return table;
}

Table sources_table(const Presenter& p) {
  const Locale& l = p.locale();
  Table table{.id = "sources",
              .caption = l.tr("Publishers and licences of the figures in this release"),
              .columns = {{l.tr("Source")}, {l.tr("Publisher")}, {l.tr("Licence")}}};
  for (const Source* source : used_sources(p.release())) {
    table.rows.push_back({.cells = {{.text = p.in(source->name), .href = source->address},
                                    {.text = p.in(source->publisher)},
                                    {.text = source->licence.name, .href = source->licence.address}}});
  }
  return table;
}

}  // namespace

Result<std::string> data_page(const Presenter& p) {
  const Locale& l = p.locale();
  Sections out(p, "data", l.tr("Data and downloads"), l.tr("Everything that the pages show, for programs and spreadsheets, with its origin."));
  const std::string example = "/data/" + p.agenda().dataflow.id + "/A.BRA+ARG.IT_NET_USER_ZS";
  View addresses = out.add(l.tr("One address for each series"), fill(l.tr("Ask for series by their key, in the order {1}; a plus sign stands between codes, an "
                                                                          "empty part takes every code. The parameters start and end limit the time."),
                                                                     {"FREQ.REF_AREA.INDICATOR.SEX.AGE.URBANISATION"}));
  View list = addresses.add("LIST");
  for (const auto& [extension, name] : {std::pair(".csv", "CSV"), std::pair(".sdmx.csv", "SDMX-CSV 2.0"), std::pair(".json", "JSON")})
    add_item(list, example + extension, example + extension, name);
  View files = out.add(fill(l.tr("The whole release {1}"), {p.release().id}), l.tr("Its files never change. The manifest names each with its SHA-256."));
  View file_list = files.add("LIST");
  const auto manifest = read_manifest(p.release().directory);
  if (!manifest) return std::unexpected(manifest.error());
  add_item(file_list, manifest_file, std::string("/release/") + manifest_file, "SHA-256 " + p.release().sha256);
  for (const ManifestEntry& entry : manifest->files) {
    if (entry.path.starts_with("agenda/")) continue;
    add_item(file_list, entry.path, "/release/" + entry.path,
             file_note(entry.path, l) + " · " + l.integer(static_cast<std::int64_t>(entry.bytes / 1024 + 1)) + " kB");
  }
  View copies =
      out.add(l.tr("Without a connection"), l.tr("The pages and their figures as one file, of a country or of the whole agenda, to be opened from a folder."));
  View copy_list = copies.add("LIST");
  add_item(copy_list, l.tr("Copies to read without a connection"), p.link("offline"), "");
  View sources = out.add(l.tr("Sources and licences"));
  add_table(sources, "TABLE", sources_table(p));
  View loads =
      out.add(l.tr("Where the figures come from"), l.tr("Each observation names the load that brought it. Rejected rows are kept with their reasons."));
  add_table(loads, "TABLE", loads_table(p));
  return out.page.render();
}

Result<std::string> methods_page(const Presenter& p) {
  const Locale& l = p.locale();
  const ProgressSettings& s = p.agenda().progress;
  const RegionalSettings& r = p.agenda().regional;
  Sections out(p, "methods", l.tr("Methods"), l.tr("How progress is judged, how the region is computed, and what is done about what is missing."));
  View progress_section =
      out.add(l.tr("Progress"), fill(l.tr("Eurostat's method: the yearly rate of growth between the latest value and the oldest one that lies {1} to {2} years "
                                          "before it. With a target, R is that rate over the rate that would reach the target in its year."),
                                     {l.integer(s.shortest), l.integer(s.window)}));
  View classes = progress_section.add("META");
  using progress::Class;
  add_term(classes, "", l.tr(" The latest value meets the target."), p.chip(Class::TargetReached));
  add_term(classes, "", l.tr(" With a target R is at least 95 %; without, at least 1 % a year in the wanted direction."), p.chip(Class::Significant));
  add_term(classes, "", l.tr(" With a target R is 60 to 95 %; without, 0 to 1 % a year."), p.chip(Class::Moderate));
  add_term(classes, "", l.tr(" With a target R is 0 to 60 %."), p.chip(Class::Insufficient));
  add_term(classes, "", l.tr(" Without a target, less than 1 % a year in the unwanted direction."), p.chip(Class::ModerateAway));
  add_term(classes, "", l.tr(" With a target R is below zero; without, 1 % a year or more in the unwanted direction."), p.chip(Class::SignificantAway));
  add_term(classes, "", l.tr(" There is a figure, but the method has no answer; the page of the indicator says why."), p.chip(Class::NotAssessed));
  add_term(classes, "", l.tr(" No figure is known. It is never taken as zero."), p.chip(Class::NoFigure));
  add_term(classes, "", l.tr(" The figure gives context; no direction is wanted."), p.chip(Class::Context));
  View reasons = out.add(l.tr("When progress cannot be assessed"));
  View reason_list = reasons.add("LIST");
  for (const auto why :
       {progress::Reason::OneValue, progress::Reason::TooOld, progress::Reason::ZeroOrNegative, progress::Reason::NearBound, progress::Reason::TargetPassed}) {
    add_item(reason_list, p.reason(why), "", "");
  }
  View targets = out.add(
      l.tr("Targets"),
      l.tr("The agenda itself sets no numeric targets. Where a target of another source is used, it is named; elsewhere the method without target applies."));
  View target_list = targets.add("LIST");
  for (const Target& target : p.agenda().targets) {
    const Indicator* indicator = p.agenda().find_indicator(target.indicator);
    add_item(target_list, p.in(indicator->name), p.indicator_link(*indicator),
             p.in(target.name) + ", " + std::to_string(target.year) + " (" + target.source_name + ")");
  }
  out.add(l.tr("Goals"), l.tr("A goal is shown by the lower median of the classes of its indicators that can be assessed. How many cannot, and how many have "
                              "no figure, stands beside it. There is no average that hides what is missing."));
  out.add(l.tr("Ranks"), fill(l.tr("Countries are ranked by their latest value from {1} on; equal values share a rank."), {std::to_string(s.oldest)}));
  out.add(
      l.tr("Regional figures"),
      fill(l.tr("Shares and rates are averaged with the weight that the indicator names, scores with each country counting once, and counts are summed only "
                "where every country has a value. An older value is carried forward for {1} years at most. There is a figure only where at least {2} % of the "
                "countries and {3} % of the weight have a value, and at least {4} % of the countries one of that very year. Who is missing is listed."),
           {l.integer(r.carry), l.number(100 * r.country_share, 0), l.number(100 * r.weight_share, 0), l.number(100 * r.fresh_share, 0)}));
  return out.page.render();
}

Result<std::string> about_page(const Presenter& p) {
  const Locale& l = p.locale();
  const Agenda& agenda = p.agenda();
  Sections out(p, "about", l.tr("About"), p.in(agenda.summary));
  View facts = out.add(p.in(agenda.name));
  View list = facts.add("META");
  add_term(list, l.tr("Document"), agenda.document);
  add_term(list, l.tr("Adopted"), l.date(agenda.adopted));
  add_term(list, l.tr("Horizon"), std::to_string(agenda.horizon));
  add_term(list, l.tr("Release"), p.release().id);
  add_term(list, l.tr("Frozen"), l.date(p.release().created));
  add_term(list, l.tr("Observations"), l.integer(static_cast<std::int64_t>(p.release().cube.size())));
  add_term(list, "SHA-256", p.release().sha256);
  out.add(l.tr("What this is"), l.tr("Atalaya is an observatory in one program: it turns official figures into releases that never change, and shows what was "
                                     "promised, what is measured, who is behind, how sure that is, and where every number comes from."));
  out.add(l.tr("The words of the goals"),
          agenda.wording_source.empty()
              ? l.tr("Titles and summaries are our own words. The official wording is in the document of the agenda; it was not imported into this release.")
              : fill(l.tr("Titles and summaries are our own words. The official wording was read from {1}."), {agenda.wording_source}));
  out.add(l.tr("Accessibility"),
          l.tr("Every page is complete without scripts. Charts have a text and a table beside them, and no meaning is given by colour alone."));
  return out.page.render();
}

Result<std::string> error_page(const Presenter& p, int status) {
  const Locale& l = p.locale();
  const std::string title = status == 404   ? l.tr("There is no such page")
                            : status == 405 ? l.tr("This address only answers to reading")
                            : status >= 500 ? l.tr("Something went wrong here")
                                            : l.tr("The request was not understood");
  Page page(p, "error.tpl", "", "");
  page.title(title);
  page.view().set("TITLE", title).set("CODE", status);
  page.view().set("TEXT",
                  status >= 500 ? l.tr("The fault is ours, not yours. Please try again later.") : l.tr("Check the address, or start from one of these pages:"));
  for (const auto& [path, label] :
       {std::pair("", l.tr("Home")), std::pair("areas", l.tr("Areas and goals")), std::pair("countries", l.tr("Countries")), std::pair("data", l.tr("Data"))}) {
    page.view().add("ITEM").set("HREF", p.link(path)).set("TEXT", label);
  }
  return page.render();
}

}  // namespace atalaya::site
