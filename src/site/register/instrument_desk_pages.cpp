// Focal points and the secretariat write the register of instruments.
#include <algorithm>

#include "base/text.h"
#include "register/instruments/documents.h"
#include "site/register/conflict.h"
#include "site/register/instrument_form.h"
#include "site/register/instrument_parts.h"
#include "site/register/pages.h"
#include "site/register/words.h"

namespace atalaya::site::desk {

namespace {

using instruments::Instrument;
using instruments::Record;

bool may_manage(const Visit& visit, std::string_view country) {
  return reg::judge(visit.principal(), reg::Action::ManageInstruments, country) == reg::Verdict::Allowed;
}

std::vector<Choice> managed_countries(const Visit& visit, const std::string& chosen) {
  auto out = country_choices(visit.presenter(), chosen.empty() ? "region" : chosen);
  std::erase_if(out, [&](const Choice& choice) { return !may_manage(visit, choice.code == "region" ? "" : choice.code); });
  return out;
}

std::vector<Field> event_fields(const Visit& visit, const std::string& state, const std::string& date, const std::string& note, bool may_be_none) {
  const Locale& l = visit.locale();
  std::vector<Choice> states;
  if (may_be_none) states.push_back({"", l.tr("not known yet"), state.empty()});
  for (const auto one : instruments::all_states) states.push_back({std::string(to_string(one)), state_name(l, one), state == to_string(one)});
  return {{.kind = Field::Kind::Select, .name = "state", .label = l.tr("State"), .choices = std::move(states)},
          {.kind = Field::Kind::Date, .name = "date", .label = l.tr("Since when"), .value = date, .required = !may_be_none},
          {.name = "note", .label = l.tr("Note: where that is written, or why"), .value = note, .most_letters = 1000}};
}

/// What was typed stays in the form; what is wrong stands at its field, or above where it has none.
void add_notices(DeskPage& page, const Locale& l, const std::vector<Error>& faults, bool any) {
  if (!any) return;
  View notice = page.notice(DeskPage::Tone::Fault, l.tr("Nothing was saved yet. What is wrong is said at the fields."));
  for (const Error& fault : faults) add_item(notice, sentence(l, {fault.kind, fault.what, {}, fault.hint}));
}

Answer show_new(Visit& visit, const Instrument& content, std::vector<Error> faults) {
  const Locale& l = visit.locale();
  const http::Form& typed = visit.form();
  const bool any = !faults.empty();
  DeskPage page(visit, l.tr("Add an instrument"), "instruments/new");
  page.under(l.tr("Instruments"), visit.link("instruments"));
  FormView form{.action = visit.link("instruments"), .csrf = visit.csrf(), .id = "new-"};
  form.fields = event_fields(visit, typed.get("state"), typed.get("date"), typed.get("note"), true);
  for (Field& field : form.fields) {
    const auto fault = std::ranges::find(faults, field.name, [](const Error& error) { return error.place.file; });
    if (fault == faults.end()) continue;
    field.fault = sentence(l, {fault->kind, fault->what, {}, fault->hint});
    faults.erase(fault);
  }
  for (Field& field : form.fields) field.group = l.tr("State");
  auto fields = instrument_fields(visit, content, managed_countries(visit, content.country), faults);
  form.fields.insert(form.fields.begin(), std::make_move_iterator(fields.begin()), std::make_move_iterator(fields.end()));
  form.buttons.push_back({.label = l.tr("Add the instrument")});
  add_notices(page, l, faults, any);
  View block = page.block("");
  add_form(block, "FORM", form);
  return visit.respond(TRY(page.render()), any ? 422 : 200);
}

struct Shown {
  std::optional<Instrument> typed = {};
  std::vector<Error> faults = {};
  bool conflict = false;
  std::string message = {};  ///< Of one of the small forms.
};

/// What others wrote while somebody typed: the fields that differ, with what they say now.
void add_conflict(DeskPage& page, const Visit& visit, const Record& record, const Instrument& typed) {
  const Locale& l = visit.locale();
  View notice = page.notice(
      DeskPage::Tone::Warning,
      l.tr("Somebody else has changed this instrument meanwhile. Nothing of theirs or yours is lost: below is what you typed; here is what it says now "
           "where that differs. Put in what is to stay, and save again."));
  std::vector<Error> none;
  const auto now = instrument_fields(visit, record.content, {}, none), mine = instrument_fields(visit, typed, {}, none);
  add_differences(notice, l, now, mine);
}

Answer show_edit(Visit& visit, const Record& record, Shown shown) {
  const Locale& l = visit.locale();
  const std::string self = instrument_link(visit, record.id);
  const bool any = !shown.faults.empty();
  DeskPage page(visit, fill(l.tr("Edit: {1}"), {shorten(record.content.title, 100)}), "instruments/" + record.id + "/edit");
  page.under(l.tr("Instruments"), visit.link("instruments")).under(shorten(record.content.title, 60), self);
  if (!shown.message.empty()) page.notice(DeskPage::Tone::Fault, shown.message);
  if (shown.conflict && shown.typed) add_conflict(page, visit, record, *shown.typed);
  const std::string version = std::to_string(record.version);

  FormView state{.action = self + "/state", .csrf = visit.csrf(), .id = "state-"};
  const bool state_typed = visit.form().has("state");
  state.fields =
      event_fields(visit, state_typed ? visit.form().get("state") : "", visit.form().get("date"), state_typed ? visit.form().get("note") : "", false);
  state.buttons.push_back({.label = l.tr("Record the state")});
  View state_block = page.block(l.tr("A change of state"));
  add_form(state_block, "FORM", state);

  std::vector<Choice> events;
  for (const auto& event : record.events) {
    if (!event.withdrawn) events.push_back({std::to_string(event.number), state_name(l, event.state) + ", " + l.date(event.date)});
  }
  if (!events.empty()) {
    FormView withdraw{.action = self + "/withdraw", .csrf = visit.csrf(), .id = "withdraw-"};
    withdraw.fields.push_back({.kind = Field::Kind::Select, .name = "event", .label = l.tr("State that was recorded"), .choices = std::move(events)});
    withdraw.fields.push_back({.name = "reason", .label = l.tr("Reason"), .required = true, .most_letters = 1000});
    withdraw.buttons.push_back({.label = l.tr("Withdraw it"), .risky = true});
    View block = page.block(l.tr("Recorded in error"), l.tr("It stays in the history, with the reason, and does not count."));
    add_form(block, "FORM", withdraw);
  }

  FormView document{.action = self + "/document", .csrf = visit.csrf(), .id = "document-"};
  document.fields.push_back({.kind = Field::Kind::Hidden, .name = "version", .value = version});
  document.fields.push_back({.kind = Field::Kind::File, .name = "file", .label = l.tr("Document (PDF, Office, image or text)"), .required = true});
  document.buttons.push_back({.label = l.tr("Attach the document")});
  View document_block = page.block(l.tr("Its document"));
  add_form(document_block, "FORM", document);

  FormView form{.action = self + "/edit", .csrf = visit.csrf(), .id = "edit-"};
  form.fields = instrument_fields(visit, shown.typed.value_or(record.content), {}, shown.faults);
  form.fields.push_back({.kind = Field::Kind::Hidden, .name = "version", .value = version});
  form.buttons.push_back({.label = l.tr("Save")});
  add_notices(page, l, shown.faults, any);
  View block = page.block(l.tr("What it says"));
  add_form(block, "FORM", form);
  const int status = shown.conflict ? 409 : any || !shown.message.empty() ? 422 : 200;
  return visit.respond(TRY(page.render()), status);
}

std::vector<Error> faults_of(const Visit& visit, const Instrument& content) {
  return instruments::faults(content, known_of(visit.presenter().agenda()), visit.desk().store.now().substr(0, 10));
}

bool is_typed_wrongly(const Error& error) { return error.kind == ErrorKind::Input || (error.kind == ErrorKind::NotFound && !error.place.file.empty()); }

/// What one of the small forms could not do is said on its page.
Answer small_form(Visit& visit, const Record& record, const Error* error) {
  if (error == nullptr) return visit.go("instruments/" + record.id);
  if (error->kind != ErrorKind::Input && error->kind != ErrorKind::Conflict) return std::unexpected(*error);
  Shown shown;
  shown.message = sentence(visit.locale(), {error->kind, error->what, {}, error->hint});
  return show_edit(visit, record, std::move(shown));
}

Result<Record> this_one(const Visit& visit) { return instruments::find(visit.desk().store, visit.parameter("instrument")); }

}  // namespace

Result<std::string> country_to_manage(Visit& visit) {
  const std::string asked = visit.request().query.get("country");
  if (!asked.empty()) return asked == "region" ? std::string() : asked;
  for (const reg::HeldRole& role : visit.principal().roles) {
    if (may_manage(visit, role.country)) return role.country;
  }
  return std::string();
}

Result<std::string> country_of_instrument(Visit& visit) { return TRY(this_one(visit)).content.country; }

Result<std::string> country_of_instrument_form(Visit& visit) {
  const std::string country = visit.form().get("country");
  if (country == "region") return std::string();
  if (visit.presenter().agenda().find_country(country) == nullptr) return fail(ErrorKind::NotFound, "the agenda has no such country");
  return country;
}

Answer new_instrument_page(Visit& visit) {
  Instrument content;
  content.country = TRY(country_to_manage(visit));
  content.language = visit.presenter().language();
  return show_new(visit, content, {});
}

Answer add_instrument(Visit& visit) {
  const Instrument content = read_instrument(visit.form(), {});
  std::vector<Error> faults = faults_of(visit, content);
  std::vector<instruments::NewEvent> history;
  const std::string today = visit.desk().store.now().substr(0, 10);
  if (const std::string word = visit.form().get("state"); !word.empty()) {
    const auto state = instruments::parse_state(word);
    if (!state) return fail(ErrorKind::Input, tr_noop("this is no state of an instrument"));
    history.push_back({*state, visit.form().get("date"), std::string(trim(visit.form().get("note")))});
    if (const Status good = instruments::check_event(*state, history[0].date, history[0].note, today); !good) faults.push_back(good.error());
  }
  if (!faults.empty()) return show_new(visit, content, std::move(faults));
  const auto added = instruments::add(visit.desk().store, visit.principal().person, content, history, known_of(visit.presenter().agenda()));
  if (!added && is_typed_wrongly(added.error())) return show_new(visit, content, {added.error()});
  return visit.go("instruments/" + TRY(added));
}

Answer edit_instrument_page(Visit& visit) { return show_edit(visit, TRY(this_one(visit)), {}); }

Answer change_instrument(Visit& visit) {
  Record record = TRY(this_one(visit));
  const Instrument typed = read_instrument(visit.form(), record.content);
  if (auto faults = faults_of(visit, typed); !faults.empty()) {
    // The version that was seen, not the newest: what others wrote since must still be met.
    record.version = parse_integer(visit.form().get("version")).value_or(0);
    return show_edit(visit, record, {.typed = typed, .faults = std::move(faults)});
  }
  const auto changed = instruments::change(visit.desk().store, visit.principal().person, record.id, parse_integer(visit.form().get("version")).value_or(0),
                                           typed, known_of(visit.presenter().agenda()));
  if (changed) return visit.go("instruments/" + record.id);
  if (changed.error().kind == ErrorKind::Conflict) return show_edit(visit, TRY(this_one(visit)), {.typed = typed, .conflict = true});
  if (!is_typed_wrongly(changed.error())) return std::unexpected(changed.error());
  return show_edit(visit, record, {.typed = typed, .faults = {changed.error()}});
}

Answer record_instrument_state(Visit& visit) {
  const Record record = TRY(this_one(visit));
  const auto state = instruments::parse_state(visit.form().get("state"));
  if (!state) return fail(ErrorKind::Input, tr_noop("this is no state of an instrument"));
  const auto done = instruments::record(visit.desk().store, visit.principal().person, record.id,
                                        {*state, visit.form().get("date"), std::string(trim(visit.form().get("note")))});
  return small_form(visit, record, done ? nullptr : &done.error());
}

Answer withdraw_instrument_state(Visit& visit) {
  const Record record = TRY(this_one(visit));
  const auto done = instruments::withdraw(visit.desk().store, visit.principal().person, record.id, parse_integer(visit.form().get("event")).value_or(0),
                                          std::string(trim(visit.form().get("reason"))));
  return small_form(visit, record, done ? nullptr : &done.error());
}

Answer attach_instrument_document(Visit& visit) {
  const Record record = TRY(this_one(visit));
  const auto& files = visit.form().files;
  if (files.empty()) {
    const Error none{ErrorKind::Input, tr_noop("no document was chosen"), {}, {}};
    return small_form(visit, record, &none);
  }
  const auto kept = visit.desk().documents.keep(files[0].content, files[0].name, files[0].content_type);
  if (!kept) return small_form(visit, record, &kept.error());
  const auto done = instruments::attach(visit.desk().store, visit.principal().person, record.id, parse_integer(visit.form().get("version")).value_or(0),
                                        {kept->sha256, kept->name, kept->media_type, kept->size}, known_of(visit.presenter().agenda()));
  return small_form(visit, record, done ? nullptr : &done.error());
}

}  // namespace atalaya::site::desk
