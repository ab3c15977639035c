// One instrument, with all that the register says of it, and its document.
#include "http/uri.h"
#include "register/instruments/documents.h"
#include "site/parts.h"
#include "site/register/instrument_parts.h"
#include "site/register/pages.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

using instruments::Record;

void add_facts(View& block, const Visit& visit, const Record& record) {
  const Presenter& p = visit.presenter();
  const Locale& l = visit.locale();
  const instruments::Instrument& content = record.content;
  add_fact(block, l.tr("Country"), country_of(p, content.country), content.country.empty() ? "" : p.country_link(content.country));
  add_fact(block, l.tr("Kind"), kind_name(l, content.kind));
  add_fact(block, l.tr("Scope"), scope_name(l, content.scope));
  const auto state = record.state_on(visit.desk().store.now().substr(0, 10));
  add_fact(block, l.tr("State"), state ? state_name(l, *state) : l.tr("no state on record"));
  add_fact(block, l.tr("Issued by"), content.body, {}, content.language == p.language() ? "" : content.language);
  if (!content.address.empty()) add_fact(block, l.tr("Official address"), content.address, content.address);
  if (const auto& budget = content.budget) {
    add_fact(block, l.tr("Budget"), fill(l.tr("{1} {2}, in prices of {3}"), {typed_number(l, budget->amount), budget->currency, std::to_string(budget->year)}));
  }
  add_fact(block, l.tr("Last change"), fill(l.tr("{1}, version {2}"), {l.date(record.changed), l.integer(record.version)}));
}

void add_goals(DeskPage& page, const Presenter& p, const std::vector<int>& goals) {
  View block = page.block(p.locale().tr("Goals"));
  for (const int number : goals) {
    const Goal* goal = p.agenda().find_goal(number);
    add_row(block, std::to_string(number) + (goal != nullptr ? ". " + p.in(goal->title) : std::string()), goal != nullptr ? p.goal_link(number) : "");
  }
}

void add_history(DeskPage& page, const Visit& visit, const Record& record) {
  const Locale& l = visit.locale();
  View block = page.block(l.tr("History"), record.events.empty() ? l.tr("No state is on record.") : std::string());
  if (record.events.empty()) return;
  Table table{
      .id = "history", .caption = l.tr("History"), .columns = {{l.tr("Since")}, {l.tr("State")}, {l.tr("Note")}, {l.tr("Recorded")}}, .under_heading = true};
  for (const auto& event : record.events) {
    std::string note = event.note;
    if (event.withdrawn) {
      note += (note.empty() ? "" : " ") + fill(l.tr("Withdrawn on {1}, does not count: {2}"), {l.date(*event.withdrawn), event.withdrawal});
    }
    table.rows.push_back({.cells = {{.text = l.date(event.date)}, {.text = state_name(l, event.state)}, {.text = note}, {.text = l.date(event.recorded)}}});
  }
  add_table(block, "TABLE", table);
}

void add_targets(DeskPage& page, const Visit& visit, const Record& record) {
  const Locale& l = visit.locale();
  if (!record.content.targets.empty()) {
    Table table{.id = "targets",
                .caption = l.tr("Targets"),
                .columns = {{l.tr("Target")}, {l.tr("Value"), true}, {l.tr("Unit")}, {l.tr("Year"), true}},
                .under_heading = true};
    for (const auto& one : record.content.targets) {
      table.rows.push_back({.cells = {{.text = one.name},
                                      {.text = typed_number(l, one.value), .number = true},
                                      {.text = one.unit},
                                      {.text = std::to_string(one.year), .number = true}}});
    }
    View block = page.block(l.tr("Targets"));
    add_table(block, "TABLE", table);
  }
  if (!record.content.milestones.empty()) {
    const std::string today = visit.desk().store.now().substr(0, 10);
    Table table{.id = "milestones", .caption = l.tr("Milestones"), .columns = {{l.tr("Milestone")}, {l.tr("Due")}, {l.tr("Reached")}}, .under_heading = true};
    for (const auto& one : record.content.milestones) {
      const std::string reached = one.reached ? l.date(*one.reached) : one.due < today ? l.tr("overdue") : l.tr("not yet");
      table.rows.push_back({.cells = {{.text = one.name}, {.text = l.date(one.due)}, {.text = reached}}});
    }
    View block = page.block(l.tr("Milestones"));
    add_table(block, "TABLE", table);
  }
}

Status add_documents(DeskPage& page, const Visit& visit, const Record& record) {
  const Locale& l = visit.locale();
  const auto all = TRY(instruments::documents(visit.desk().store, record.id));
  if (all.empty() && record.content.document.empty()) return {};
  View block = page.block(l.tr("Documents"), l.tr("Kept under their SHA-256, so that anybody can tell that they are unchanged."));
  for (const auto& one : all) {
    std::string note = fill(l.tr("{1}, {2} bytes, added {3}"), {one.media_type, l.integer(one.size), l.date(one.added)});
    note += " · SHA-256 " + one.sha256;
    if (one.sha256 != record.content.document) note += " · " + l.tr("of an earlier version");
    add_row(block, one.name, instrument_link(visit, record.id) + "/documents/" + one.sha256, note);
  }
  if (all.empty()) add_row(block, l.tr("A document that is kept elsewhere"), {}, "SHA-256 " + record.content.document);
  return {};
}

Status add_links(DeskPage& page, const Visit& visit, const Record& record) {
  const Presenter& p = visit.presenter();
  const Locale& l = visit.locale();
  if (record.content.links.empty() && record.linked_from.empty()) return {};
  View block = page.block(l.tr("Linked instruments"));
  for (const bool from_there : {false, true}) {
    const auto& links = from_there ? record.linked_from : record.content.links;
    std::vector<std::string> ids;
    for (const auto& link : links) ids.push_back(link.to);
    const auto found = TRY(instruments::named(visit.desk().store, ids));
    for (const auto& one : found) {
      for (const auto& link : links) {
        if (link.to != one.id) continue;
        const ShownTitle title = shown_title(p, one);
        add_row(block, title.text, instrument_link(visit, one.id), relation_name(l, link.relation, from_there) + " · " + instrument_note(p, one),
                title.language);
        break;
      }
    }
  }
  return {};
}

}  // namespace

Answer instrument_page(Visit& visit) {
  const Presenter& p = visit.presenter();
  const Locale& l = visit.locale();
  const Record record = TRY(instruments::find(visit.desk().store, visit.parameter("instrument")));
  const instruments::Instrument& content = record.content;
  const ShownTitle title = shown_title(p, content);
  DeskPage page(visit, title.text, "instruments/" + record.id);
  page.under(l.tr("Instruments"), visit.link("instruments")).title_language(title.language);
  page.kicker(kind_name(l, content.kind) + " · " + country_of(p, content.country));
  View facts = page.block("");
  if (!content.translation.empty()) {
    const bool translated = title.text == content.translation;
    add_fact(facts, translated ? l.tr("Original title") : l.tr("Translation"), translated ? content.title : content.translation, {},
             translated ? content.language : content.translation_language);
  }
  add_facts(facts, visit, record);
  if (!content.summary.empty()) {
    View summary = page.block(l.tr("What it covers"));
    add_row(summary, content.summary, {}, {}, content.language == p.language() ? "" : content.language);
  }
  add_goals(page, p, content.goals);
  add_history(page, visit, record);
  add_targets(page, visit, record);
  TRY_STATUS(add_documents(page, visit, record));
  TRY_STATUS(add_links(page, visit, record));
  View ways = page.block("");
  if (reg::judge(visit.principal(), reg::Action::ManageInstruments, content.country) == reg::Verdict::Allowed) {
    add_link(ways, l.tr("Edit"), instrument_link(visit, record.id) + "/edit");
  }
  const std::string country = content.country.empty() ? "region" : content.country;
  add_link(ways, fill(l.tr("All instruments: {1}"), {country_of(p, content.country)}), visit.link("instruments?country=" + country));
  add_link(ways, fill(l.tr("Timeline of {1}"), {country_of(p, content.country)}), visit.link("instruments/countries/" + country));
  return visit.respond(TRY(page.render()));
}

Answer instrument_document(Visit& visit) {
  const auto document = TRY(instruments::find_document(visit.desk().store, visit.parameter("instrument"), visit.parameter("document")));
  const auto file = TRY(visit.desk().documents.open(document.sha256));
  auto response = http::text_response(200, document.media_type, std::string(file.bytes()));
  response.headers.set("Content-Disposition", "attachment; filename*=UTF-8''" + http::percent_encode(document.name));
  response.headers.set("Content-Security-Policy", "sandbox; default-src 'none'");
  return visit.finish(std::move(response));
}

}  // namespace atalaya::site::desk
