// A page: its layout with header, navigation, breadcrumb and footer, around the body that a template of its own makes.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "site/presenter.h"
#include "site/view.h"

namespace atalaya::site {

class Page {
 public:
  /// `body` is a template's name ("goal.tpl"), `section` the navigation item that the page belongs to ("areas"), `path` what follows the language in the
  /// page's address ("goals/3").
  Page(const Presenter& presenter, std::string body, std::string section, std::string path);

  [[nodiscard]] View& view() { return body_; }
  Page& title(std::string_view text);  ///< For the browser; the site's name is added.
  Page& description(std::string_view text);
  Page& crumb(std::string_view text, std::string_view href);  ///< The last one, without an address, is the page itself.
  Page& query(std::string text);                              ///< What the links to the other languages keep.

  Page& feed(std::string_view type, std::string_view title, std::string_view href);  ///< That readers of feeds and calendars find by themselves.

  /// The finished HTML. A template that is missing or broken is an error.
  [[nodiscard]] Result<std::string> render();

 private:
  void add_copy_note();

  const Presenter& presenter_;
  std::unique_ptr<ctemplate::TemplateDictionary> dictionary_;
  View layout_;
  View body_;
  std::string section_, path_, query_;
  bool has_crumbs_ = false;
};

/// Where the templates lie, once, before the first page.
void set_template_directory(const std::string& directory);

}  // namespace atalaya::site
