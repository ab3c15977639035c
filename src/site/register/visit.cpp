#include "site/register/visit.h"

#include <algorithm>

#include "http/cookies.h"
#include "register/store/random.h"

namespace atalaya::site::desk {

namespace {

constexpr std::chrono::seconds a_year = std::chrono::hours(24 * 365);

}  // namespace

Result<Visit> Visit::begin(Desk& desk, const http::Request& request, const http::PathParameters& parameters) {
  Visit out;
  out.desk_ = &desk;
  out.request_ = &request;
  out.parameters_ = &parameters;
  out.presenter_ = desk.site.presenter(parameters["lang"]);
  if (out.presenter_ == nullptr) return fail(ErrorKind::NotFound, "there is no such language");
  const auto session = http::cookie(request, desk.cookie_name("session"));
  if (session && reg::is_token(*session)) {
    out.token_ = *session;
    if (auto resolved = TRY(desk.sessions.resolve(out.token_))) {
      out.principal_ = std::move(resolved->principal);
      // Only with a page that the browser shows: what it loads beside it still comes with the old token.
      if (resolved->rotate && request.method == "GET") {
        if (const auto opened = desk.sessions.rotate(out.token_)) out.log_in(*opened);
      }
      return out;
    }
  }
  // A token of one's own for forms before the login; the store knows nothing of it.
  const auto visitor = http::cookie(request, desk.cookie_name("visit"));
  if (visitor && reg::is_token(*visitor)) {
    out.token_ = *visitor;
    if (session) out.new_token_ = out.token_;  // A session that has ended goes from the browser too.
  } else {
    out.token_ = reg::new_token();
    out.is_new_ = true;
    if (session) out.new_token_ = out.token_;
  }
  return out;
}

bool Visit::is_secretariat() const {
  return std::ranges::any_of(principal_.roles, [](const reg::HeldRole& held) { return held.role == reg::Role::Secretariat; });
}

std::string Visit::csrf() const {
  has_form_ = true;
  return reg::csrf_secret(token_);
}

Status Visit::take_form() {
  form_ = TRY(http::read_form(*request_));
  if (!reg::csrf_matches(token_, form_.get("csrf"))) {
    return fail(ErrorKind::Input, locale().tr("This form has expired, or it does not come from this site."), {},
                locale().tr("Open the page again and send it from there."));
  }
  return {};
}

void Visit::log_in(const reg::Opened& session) {
  token_ = session.token;
  new_token_ = session.token;
  if (principal_.anonymous()) principal_.session = session.id;
}

void Visit::log_out() {
  principal_ = {};
  token_ = reg::new_token();
  new_token_ = token_;
}

std::string Visit::device() const {
  const auto device = http::cookie(*request_, desk_->cookie_name("device"));
  return device && reg::is_token(*device) ? std::string(*device) : std::string();
}

http::Response Visit::finish(http::Response response) {
  // What one person sees is nobody else's: no cache may keep it, the browser's own among them.
  response.headers.set("Cache-Control", "no-store");
  response.headers.set("Content-Language", presenter_->language());
  response.headers.set("Cross-Origin-Resource-Policy", "same-origin");
  response.headers.set("Referrer-Policy", "same-origin");
  const bool secure = desk_->secure();
  if (is_new_ && has_form_ && !new_token_) new_token_ = token_;
  if (new_token_) {
    const bool is_session = !principal_.session.empty();
    http::set_cookie(response, {.name = desk_->cookie_name(is_session ? "session" : "visit"), .value = *new_token_, .max_age = {}, .secure = secure});
    // A browser has one of the two.
    http::set_cookie(response,
                     {.name = desk_->cookie_name(is_session ? "visit" : "session"), .value = "", .max_age = std::chrono::seconds(0), .secure = secure});
  }
  if (device_) http::set_cookie(response, {.name = desk_->cookie_name("device"), .value = *device_, .max_age = a_year, .secure = secure});
  return response;
}

http::Response Visit::respond(std::string html, int status) { return finish(http::text_response(status, "text/html; charset=utf-8", std::move(html))); }

http::Response Visit::go(std::string_view rest) { return go_to(link(rest)); }

http::Response Visit::go_to(std::string address) { return finish(http::redirect(303, std::move(address))); }

DeskPage::DeskPage(const Visit& visit, std::string_view title, std::string_view path)
    : page_(visit.presenter(), "register/page.tpl", "register", "register" + (path.empty() ? "" : "/" + std::string(path))),
      view_(page_.view()),
      title_(title),
      locale_(visit.locale()) {
  const Locale& l = visit.locale();
  page_.title(title).crumb(l.tr("Home"), visit.presenter().link(""));
  if (!path.empty()) page_.crumb(l.tr("Register"), visit.link(""));
  view_.set("TITLE", title);
  view_.dictionary()->SetTemplateGlobalValue("L_REQUIRED", l.tr("required"));
  const reg::Principal& who = visit.principal();
  if (!who.anonymous()) {
    view_.add("WHO")
        .set("TEXT", fill(l.tr("Logged in as {1}."), {who.name}))
        .set("DESK", l.tr("Your desk"))
        .set("DESK_HREF", visit.link("desk"))
        .set("ACCOUNT", l.tr("Account and log-out"))
        .set("ACCOUNT_HREF", visit.link("account"));
  }
}

DeskPage& DeskPage::lede(std::string_view text) {
  view_.optional("LEDE", "TEXT", text);
  return *this;
}

DeskPage& DeskPage::kicker(std::string_view text) {
  view_.optional("KICKER", "TEXT", text);
  return *this;
}

DeskPage& DeskPage::under(std::string_view text, std::string_view href) {
  page_.crumb(text, href);
  return *this;
}

DeskPage& DeskPage::feed(std::string_view type, std::string_view title, std::string_view href) {
  page_.feed(type, title, href);
  return *this;
}

View DeskPage::notice(Tone tone, std::string_view text, std::string_view heading) {
  View out = view_.add("NOTICE");
  out.set("TEXT", text).set("ROLE", tone == Tone::Fault ? "alert" : "status").optional("HEADING", "TEXT", heading);
  if (tone == Tone::Done) out.show("GOOD");
  if (tone == Tone::Warning) out.show("WARN");
  if (tone == Tone::Fault) out.show("BAD");
  return out;
}

View DeskPage::block(std::string_view heading, std::string_view paragraph) {
  View out = view_.add("BLOCK");
  out.optional("HEADING", "TEXT", heading).optional("PARAGRAPH", "TEXT", paragraph);
  return out;
}

DeskPage& DeskPage::title_language(std::string_view code) {
  view_.optional("H1_LANG", "CODE", code);
  return *this;
}

void DeskPage::pager(std::string_view first, std::string_view next) {
  if (first.empty() && next.empty()) return;
  View pager = view_.add("PAGER");
  pager.set("LABEL", locale_.tr("Pages of the list"));
  if (!first.empty()) pager.add("FIRST").set("HREF", first).set("TEXT", locale_.tr("First page"));
  if (!next.empty()) pager.add("NEXT").set("HREF", next).set("TEXT", locale_.tr("Next page"));
}

View DeskPage::body(const char* name) {
  View out(view_.dictionary()->AddIncludeDictionary("BODY"));
  out.dictionary()->SetFilename(name);
  return out;
}

Result<std::string> DeskPage::render() {
  page_.crumb(title_, "");
  return page_.render();
}

namespace {

void fill_item(View& item, std::string_view text, std::string_view href, std::string_view language = {}) {
  item.optional("LANG", "CODE", language);
  View text_of = item.add(href.empty() ? "PLAIN" : "LINK");
  text_of.set("TEXT", text).set("HREF", href).optional("LANG", "CODE", language);
}

// The list is shown once, and its items stand beside it: inside of a section ctemplate finds what its parent has.
View add_in(View& view, const char* list, const char* item) {
  view.show(list);
  return view.add(item);
}

}  // namespace

void add_fact(View& block, std::string_view name, std::string_view text, std::string_view href, std::string_view language) {
  View fact = add_in(block, "FACTS", "FACT");
  fact.set("NAME", name);
  fill_item(fact, text, href, language);
}

void add_row(View& block, std::string_view text, std::string_view href, std::string_view note, std::string_view language) {
  View item = add_in(block, "LIST", "ITEM");
  item.set("NOTE", note);
  fill_item(item, text, href, language);
}

void add_link(View& block, std::string_view text, std::string_view href) {
  View link = add_in(block, "BUTTONS", "BUTTON");
  link.set("TEXT", text).set("HREF", href);
}

View add_fold(View& block, std::string_view summary, bool open) {
  View out = block.add("FOLD");
  out.set("FOLD_TEXT", summary);
  if (open) out.show("FOLD_OPEN");
  return out;
}

void add_fold_link(View& fold, std::string_view text, std::string_view href) {
  add_in(fold, "FOLD_LINKS", "FOLD_LINK").set("FOLD_TEXT", text).set("FOLD_HREF", href);
}

View add_inside(View& block, const char* name) {
  View out(block.dictionary()->AddIncludeDictionary("INSIDE"));
  out.dictionary()->SetFilename(name);
  return out;
}

void add_item(View& notice, std::string_view text, std::string_view href) {
  View item = add_in(notice, "ITEMS", "ITEM");
  fill_item(item, text, href);
}

}  // namespace atalaya::site::desk
