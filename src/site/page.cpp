#include "site/page.h"

#include "base/version.h"

namespace atalaya::site {

namespace {

struct NavItem {
  const char* section;
  const char* path;
  const char* label;
};

constexpr NavItem navigation[] = {{"home", "", tr_noop("Home")},
                                  {"areas", "areas", tr_noop("Areas and goals")},
                                  {"indicators", "indicators", tr_noop("Indicators")},
                                  {"countries", "countries", tr_noop("Countries")},
                                  {"compare", "compare", tr_noop("Compare")},
                                  {"register", "register", tr_noop("Register")},
                                  {"data", "data", tr_noop("Data")},
                                  {"methods", "methods", tr_noop("Methods")},
                                  {"about", "about", tr_noop("About")}};

const char* language_name(const std::string& language) { return language == "es" ? "Español" : language == "pt" ? "Português" : "English"; }

}  // namespace

void set_template_directory(const std::string& directory) { ctemplate::Template::SetTemplateRootDirectory(directory); }

Page::Page(const Presenter& presenter, std::string body, std::string section, std::string path)
    : presenter_(presenter),
      dictionary_(std::make_unique<ctemplate::TemplateDictionary>("page")),
      layout_(dictionary_.get()),
      body_(dictionary_->AddIncludeDictionary("BODY")),
      section_(std::move(section)),
      path_(std::move(path)) {
  body_.dictionary()->SetFilename(body);
}

Page& Page::title(std::string_view text) {
  layout_.set("TITLE", text);
  return *this;
}

Page& Page::description(std::string_view text) {
  layout_.optional("DESCRIPTION", "TEXT", text);
  return *this;
}

Page& Page::query(std::string text) {
  query_ = std::move(text);
  return *this;
}

Page& Page::crumb(std::string_view text, std::string_view href) {
  has_crumbs_ = true;
  View item = layout_.add("CRUMB");
  item.add(href.empty() ? "HERE" : "THERE").set("TEXT", text).set("HREF", href);
  return *this;
}

Page& Page::feed(std::string_view type, std::string_view title, std::string_view href) {
  layout_.add("FEED").set("TYPE", type).set("TITLE", title).set("HREF", href);
  return *this;
}

void Page::add_copy_note() {
  const Locale& l = presenter_.locale();
  const Release& release = presenter_.release();
  View note = layout_.add("COPY");
  note.set("LABEL", l.tr("About this copy"));
  note.set("TEXT",
           fill(l.tr("This is a copy to read without a connection: release {1} of {2}. What is marked with ↗ needs a connection or is not in this copy."),
                {release.id, l.date(release.created)}));
  const std::string& live = presenter_.options().live;
  if (!live.empty()) note.add("LIVE").set("HREF", live + presenter_.link(path_) + query_).set("TEXT", l.tr("This page in the observatory"));
}

Result<std::string> Page::render() {
  const Locale& l = presenter_.locale();
  const Release& release = presenter_.release();
  layout_.set("LANG", presenter_.language()).set("HOME", presenter_.link("")).set("SITE", presenter_.in(release.agenda.name));
  layout_.set("L_SKIP", l.tr("Skip to the content")).set("L_NAV", l.tr("Sections")).set("L_LANG", l.tr("Language")).set("L_CRUMBS", l.tr("You are here"));
  if (has_crumbs_) layout_.show("CRUMBS");
  for (const NavItem& item : navigation) {
    if (item.section == std::string_view("register") && !presenter_.has_register()) continue;
    View entry = layout_.add("NAV");
    entry.set("HREF", presenter_.link(item.path)).set("TEXT", l.tr(item.label));
    if (section_ == item.section) entry.show("CURRENT");
  }
  for (const std::string& language : release.agenda.languages) {
    View entry = layout_.add("LANGUAGE");
    entry.set("CODE", language).set("NAME", language_name(language)).set("HREF", "/" + language + "/" + path_ + query_);
    if (language == presenter_.language()) entry.show("CURRENT");
  }
  layout_.set("F_ABOUT", l.tr("About this observatory"));
  layout_.set("F_ABOUT_TEXT", fill(l.tr("Monitoring of {1}, document {2}. Missing figures are shown as missing."),
                                   {presenter_.in(release.agenda.name), release.agenda.document}));
  layout_.set("F_DATA", l.tr("Data")).set("F_DATA_HREF", presenter_.link("data"));
  layout_.set("F_DATA_TEXT", l.tr("Each figure names its source and licence. All of it can be downloaded."));
  layout_.set("F_RELEASE", fill(l.tr("Release {1} of {2}"), {release.id, l.date(release.created)}));
  layout_.set("F_HASH", release.sha256.substr(0, 16)).set("F_VERSION", std::string("Atalaya ") + version);
  layout_.add("OFFLINE").set("HREF", presenter_.link("offline")).set("TEXT", l.tr("Copies to read without a connection"));
  if (presenter_.options().is_copy) add_copy_note();
  std::string out;
  if (!ctemplate::ExpandTemplate("layout.tpl", ctemplate::STRIP_WHITESPACE, dictionary_.get(), &out)) {
    return fail(ErrorKind::System, "a page's template is missing or broken", {.file = ctemplate::Template::template_root_directory()});
  }
  return out;
}

}  // namespace atalaya::site
