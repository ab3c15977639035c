// The office of the secretariat: notices that wait or failed, the log, and whether there is a backup.
#include <algorithm>

#include "base/text.h"
#include "register/notices/kinds.h"
#include "register/notices/office.h"
#include "register/store/log.h"
#include "register/store/office_facts.h"
#include "site/parts.h"
#include "site/register/pages.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

using reg::notices::Kind;

constexpr long long log_rows = 50;

std::string kind_name(const Locale& l, std::string_view text) {
  const auto kind = reg::notices::parse_kind(text);
  if (!kind) return std::string(text);
  switch (*kind) {
    case Kind::Invited: return l.tr("invitation");
    case Kind::CycleOpened: return l.tr("cycle opened");
    case Kind::Submitted: return l.tr("report sent");
    case Kind::Returned: return l.tr("report returned");
    case Kind::Accepted: return l.tr("report accepted");
    case Kind::Published: return l.tr("report published");
    case Kind::Remark: return l.tr("remarks");
    case Kind::Reply: return l.tr("replies to remarks");
    case Kind::CivilReview: return l.tr("civil-society review");
    case Kind::CivilReply: return l.tr("reply to a review");
    case Kind::DueSoon: return l.tr("due soon");
  }
  return {};
}

Status add_notices(Visit& visit, DeskPage& page) {
  const Locale& l = visit.locale();
  reg::Store& store = visit.desk().store;
  auto counts = TRY(reg::notices::counts(store));
  View block = page.block(l.tr("Notices by e-mail"));
  add_fact(block, l.tr("Waiting"), l.integer(counts["waiting"]));
  add_fact(block, l.tr("Sent"), l.integer(counts["sent"]));
  add_fact(block, l.tr("Failed"), l.integer(counts["failed"]));
  if (const auto mail = TRY(reg::office::last(store, "mail"))) {
    add_fact(block, l.tr("Last tried"), moment(l, mail->instant));
    if (!mail->content.empty()) add_fact(block, l.tr("The server did not take it"), mail->content);
  }
  for (const char* state : {"failed", "waiting"}) {
    const auto some = TRY(reg::notices::list(store, state, 50));
    if (some.empty()) continue;
    const bool failed = std::string_view(state) == "failed";
    const std::string heading = failed ? l.tr("Notices that failed") : l.tr("Notices that wait");
    Table table{.id = std::string("notices-") + state,
                .caption = heading,
                .columns = {{l.tr("Recipient")}, {l.tr("About")}, {l.tr("Made")}, {l.tr("Tries"), true}, {failed ? l.tr("Why") : l.tr("Next try")}},
                .under_heading = true};
    std::vector<Choice> choices;
    for (const auto& one : some) {
      const std::string to = one.to.empty() ? l.tr("nobody any more") : one.to;
      table.rows.push_back({.cells = {{.text = to},
                                      {.text = kind_name(l, one.kind)},
                                      {.text = moment(l, one.created)},
                                      {.text = l.integer(one.attempts), .number = true},
                                      {.text = failed ? one.outcome : moment(l, one.next_try)}}});
      choices.push_back({one.id, to + ": " + kind_name(l, one.kind)});
    }
    View list = page.block(heading);
    add_table(list, "TABLE", table);
    if (failed && reg::judge(visit.principal(), reg::Action::ManageRoles, "") == reg::Verdict::Allowed) {
      FormView form{.action = visit.link("office/retry"), .csrf = visit.csrf(), .id = "retry-"};
      form.fields.push_back({.kind = Field::Kind::Select, .name = "notice", .label = l.tr("Notice"), .choices = std::move(choices)});
      form.buttons.push_back({.label = l.tr("Try again"), .quiet = true});
      add_form(list, "FORM", form);
    }
  }
  const auto bounced = TRY(reg::notices::bounced(store));
  if (!bounced.empty()) {
    View list = page.block(l.tr("Addresses that refuse messages"),
                           l.tr("They are written to no more. Ask the person for another address, or try again once it is mended."));
    for (const auto& one : bounced) add_row(list, one.email, {}, fill(l.tr("{1}, {2}"), {moment(l, one.instant), one.outcome}));
  }
  return {};
}

Status add_log(Visit& visit, DeskPage& page) {
  const Locale& l = visit.locale();
  const auto head = TRY(reg::log::head(visit.desk().store));
  const long long last = parse_integer(visit.request().query.get("to")).value_or(head.sequence);
  const long long to = std::clamp<long long>(last, 0, head.sequence), from = std::max(0LL, to - log_rows);
  View block = page.block(l.tr("The log"));
  add_fact(block, l.tr("Entries"), l.integer(head.sequence));
  add_fact(block, l.tr("Hash of the last entry"), head.hash);
  auto entries = TRY(reg::log::entries(visit.desk().store, from, static_cast<std::size_t>(to - from)));
  std::ranges::reverse(entries);
  Table table{.id = "log",
              .caption = l.tr("The log"),
              .columns = {{l.tr("Entry")}, {l.tr("When")}, {l.tr("What")}, {l.tr("By")}, {l.tr("About")}},
              .under_heading = true};
  for (const auto& one : entries) {
    table.rows.push_back(
        {.cells = {{.text = l.integer(one.sequence)}, {.text = moment(l, one.instant)}, {.text = one.action}, {.text = one.actor}, {.text = one.subject}}});
  }
  if (!table.rows.empty()) add_table(block, "TABLE", table);
  if (from > 0) add_link(block, l.tr("Earlier entries"), visit.link("office?to=" + std::to_string(from)));
  return {};
}

}  // namespace

Answer office_page(Visit& visit) {
  const Locale& l = visit.locale();
  DeskPage page(visit, l.tr("Office"), "office");
  page.lede(l.tr("Notices, the log, and what keeps the register safe."));
  if (visit.desk().mail == nullptr) {
    page.notice(DeskPage::Tone::Warning, l.tr("There is no mail.yaml, so no e-mail is sent: notices wait until there is."));
  }
  TRY_STATUS(add_notices(visit, page));
  View safe = page.block(l.tr("Backup and deletion"));
  const auto backup = TRY(reg::office::last(visit.desk().store, "backup")), retention = TRY(reg::office::last(visit.desk().store, "retention"));
  add_fact(safe, l.tr("Last backup by 'atalaya register backup'"), backup ? moment(l, backup->instant) : l.tr("none that the register knows of"));
  add_fact(safe, l.tr("Last deletion of what is over its time"), retention ? moment(l, retention->instant) : l.tr("not yet"));
  add_link(safe, l.tr("What is kept, why and for how long"), visit.link("privacy"));
  TRY_STATUS(add_log(visit, page));
  return visit.respond(TRY(page.render()));
}

Answer retry_notice(Visit& visit) {
  TRY_STATUS(reg::notices::retry(visit.desk().store, visit.principal().person, visit.form().get("notice")));
  return visit.go("office");
}

}  // namespace atalaya::site::desk
