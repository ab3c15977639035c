// One request to the register: who asks, in which language, with which form; and the answer, which no cache keeps.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/form.h"
#include "http/router.h"
#include "register/access/rights.h"
#include "site/page.h"
#include "site/register/desk.h"
#include "site/register/form_view.h"

namespace atalaya::site::desk {

class Visit {
 public:
  /// Finds out who asks. NotFound for a language that is none of the site's; System where the store cannot be read.
  [[nodiscard]] static Result<Visit> begin(Desk& desk, const http::Request& request, const http::PathParameters& parameters);

  /// Reads the body of a POST. Input where it is no form, or where it does not come from a page that this visitor was given (CSRF).
  [[nodiscard]] Status take_form();

  [[nodiscard]] Desk& desk() const { return *desk_; }
  [[nodiscard]] const http::Request& request() const { return *request_; }
  [[nodiscard]] const Presenter& presenter() const { return *presenter_; }
  [[nodiscard]] const Locale& locale() const { return presenter_->locale(); }
  [[nodiscard]] const reg::Principal& principal() const { return principal_; }
  [[nodiscard]] bool is_secretariat() const;
  [[nodiscard]] const std::string& token() const { return token_; }  ///< Of the session.
  [[nodiscard]] const http::Form& form() const { return form_; }
  [[nodiscard]] std::string parameter(std::string_view name) const { return std::string((*parameters_)[name]); }
  /// For a form. Who has not logged in gets a cookie with the page then, and not before.
  [[nodiscard]] std::string csrf() const;
  /// Nothing of the answer so far is this visitor's own.
  [[nodiscard]] bool is_everybodys() const { return principal_.anonymous() && !has_form_ && !new_token_ && !device_; }
  [[nodiscard]] std::string link(std::string_view rest) const { return presenter_->link("register" + (rest.empty() ? "" : "/" + std::string(rest))); }

  /// From now on this browser has the session; with the next answer.
  void log_in(const reg::Opened& session);
  void log_out();
  void remember_device(const std::string& device) { device_ = device; }
  [[nodiscard]] std::string device() const;

  /// The answer with a page that has been rendered, with the cookies that are due.
  [[nodiscard]] http::Response respond(std::string html, int status = 200);
  /// After a form: the browser gets the next page with GET (303), so that loading it again sends nothing twice.
  [[nodiscard]] http::Response go(std::string_view rest);
  /// The same to a whole address of this site.
  [[nodiscard]] http::Response go_to(std::string address);
  /// Any answer of ours, kept by no cache.
  [[nodiscard]] http::Response finish(http::Response response);

 private:
  Visit() = default;

  Desk* desk_ = nullptr;
  const http::Request* request_ = nullptr;
  const http::PathParameters* parameters_ = nullptr;
  const Presenter* presenter_ = nullptr;
  reg::Principal principal_ = {};
  std::string token_ = {};  ///< Of the session; of a visitor without one, a token for forms alone.
  http::Form form_ = {};
  std::optional<std::string> new_token_ = {};
  bool is_new_ = false;  ///< The visitor's token is of this request.
  mutable bool has_form_ = false;
  std::optional<std::string> device_ = {};
};

/// A page of the register: a title, notices, and blocks one below the other.
class DeskPage {
 public:
  /// `path` is what follows "register/" in the page's address.
  DeskPage(const Visit& visit, std::string_view title, std::string_view path);

  DeskPage& lede(std::string_view text);
  DeskPage& kicker(std::string_view text);
  /// Of the title, where it is not the page's.
  DeskPage& title_language(std::string_view code);
  /// A step between the register's first page and this one.
  DeskPage& under(std::string_view text, std::string_view href);

  /// A feed (Atom) or a calendar (iCalendar) of what the page shows.
  DeskPage& feed(std::string_view type, std::string_view title, std::string_view href);

  enum class Tone { Plain, Done, Warning, Fault };
  /// Returned for add_item().
  View notice(Tone tone, std::string_view text, std::string_view heading = {});
  /// A part with its heading, which may be empty; filled by the functions below.
  View block(std::string_view heading, std::string_view paragraph = {});

  /// Links to the list's first page and its next one, below the blocks; empty addresses are left out.
  void pager(std::string_view first, std::string_view next);

  /// A template of its own below the blocks.
  View body(const char* name);

  [[nodiscard]] Result<std::string> render();

 private:
  Page page_;
  View view_;
  std::string title_;
  const Locale& locale_;
};

// `language`: of the text, where it is not the page's.
void add_fact(View& block, std::string_view name, std::string_view text, std::string_view href = {}, std::string_view language = {});
void add_row(View& block, std::string_view text, std::string_view href, std::string_view note = {}, std::string_view language = {});
void add_link(View& block, std::string_view text, std::string_view href);
void add_item(View& notice, std::string_view text, std::string_view href = {});
/// A part of the block that is opened by who wants it; a form in it goes into its "FORM".
[[nodiscard]] View add_fold(View& block, std::string_view summary, bool open = false);
void add_fold_link(View& fold, std::string_view text, std::string_view href);
/// A template of its own inside of the block.
[[nodiscard]] View add_inside(View& block, const char* name);

}  // namespace atalaya::site::desk
