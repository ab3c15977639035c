#include "register/consultation/consultation.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/json_writer.h"
#include "base/locale.h"
#include "base/text.h"
#include "register/consultation/cells.h"
#include "register/consultation/zone.h"
#include "register/text/typed_text.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/sql.h"

namespace atalaya::reg::consultation {

namespace {

constexpr std::size_t most_paragraphs = 2000;

Status check_texts(const Draft& draft, const Texts& texts, const std::string& field, std::size_t most, Empty empty) {
  for (const std::string& language : draft.languages) {
    const auto text = texts.find(language);
    const std::string place = field + "." + language;
    if (text == texts.end() && empty == Empty::Refused) return wrong(place, tr_noop("this must not be empty"));
    if (text != texts.end()) TRY_STATUS(check_text(text->second, place, most, empty, Lines::Several));
  }
  for (const auto& [language, text] : texts) {
    if (std::ranges::find(draft.languages, language) == draft.languages.end())
      return wrong(field + "." + language, tr_noop("the consultation is not in this language"));
  }
  return {};
}

Status check_draft(const Draft& draft) {
  const auto small = [](const std::string& text) { return text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; }); };
  const std::set<std::string> different(draft.languages.begin(), draft.languages.end());
  if (draft.languages.empty() || draft.languages.size() > most_languages || different.size() != draft.languages.size() ||
      !std::ranges::all_of(draft.languages, small)) {
    return wrong("languages", tr_noop("each language must be two small letters, and be named once"));
  }
  TRY_STATUS(check_texts(draft, draft.title, "title", 300, Empty::Refused));
  TRY_STATUS(check_texts(draft, draft.introduction, "introduction", 5000, Empty::Allowed));
  if (draft.paragraphs.empty()) return wrong("paragraphs", tr_noop("there must be a text to speak about"));
  if (draft.paragraphs.size() > most_paragraphs) return wrong("paragraphs", tr_noop("the text has too many paragraphs"));
  for (std::size_t i = 0; i < draft.paragraphs.size(); ++i) {
    const std::string place = "paragraphs[" + std::to_string(i + 1) + "]";
    TRY_STATUS(check_text(draft.paragraphs[i].label, place + ".label", 40, Empty::Allowed));
    TRY_STATUS(check_texts(draft, draft.paragraphs[i].content, place + ".content", 10'000, Empty::Refused));
  }
  return {};
}

void write_texts(JsonWriter& json, const char* name, const Texts& texts) {
  json.key(name).begin_object();
  for (const auto& [language, text] : texts) json.field(language, text);
  json.end_object();
}

/// All of the text, as the log attests it.
std::string draft_json(const Draft& draft, const std::string& opens, const std::string& closes) {
  JsonWriter json;
  json.begin_object().field("voice", to_string(draft.voice)).field("moderation", to_string(draft.moderation));
  json.field("opens", opens).field("closes", closes).field("zone", draft.zone);
  write_texts(json, "title", draft.title);
  write_texts(json, "introduction", draft.introduction);
  json.key("paragraphs").begin_array();
  for (const Paragraph& paragraph : draft.paragraphs) {
    json.begin_object().field("label", paragraph.label).field("heading", paragraph.heading);
    write_texts(json, "content", paragraph.content);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

void write_rows(soci::session& session, const Draft& draft, const std::string& id, const std::string& opens, const std::string& closes,
                const std::string& now) {
  const long long key =
      sql::value<long long>(
          session,
          "insert into consultation (public_id, voice, moderation, languages, opens, opens_local, closes, closes_local, zone, created) values "
          "(:id, :voice, :moderation, :languages, :opens, :opens_local, :closes, :closes_local, :zone, :created) returning id",
          {id, to_string(draft.voice), to_string(draft.moderation), join(draft.languages, ","), opens, draft.opens, closes, draft.closes, draft.zone, now})
          .value();
  for (const std::string& language : draft.languages) {
    const auto introduction = draft.introduction.find(language);
    sql::run(session, "insert into consultation_text (consultation, language, title, introduction) values (:key, :language, :title, :introduction)",
             {key, language, draft.title.at(language), introduction == draft.introduction.end() ? "" : introduction->second});
  }
  for (std::size_t i = 0; i < draft.paragraphs.size(); ++i) {
    const Paragraph& paragraph = draft.paragraphs[i];
    sql::run(session, "insert into consultation_paragraph (consultation, number, label, heading) values (:key, :number, :label, :heading)",
             {key, i + 1, paragraph.label, paragraph.heading});
    for (const auto& [language, text] : paragraph.content) {
      sql::run(session, "insert into consultation_paragraph_text (consultation, number, language, content) values (:key, :number, :language, :content)",
               {key, i + 1, language, text});
    }
  }
}

std::vector<std::string> split_languages(const std::string& text) {
  std::vector<std::string> out;
  for (const std::string_view part : split(text, ',')) out.emplace_back(part);
  return out;
}

/// All, or the one of a public id.
std::vector<Consultation> read(soci::session& session, const std::string& only) {
  std::vector<Consultation> out;
  std::unordered_map<long long, std::size_t> places;
  for (auto& [key, id, languages, voice, moderation, opens, closes, opens_local, closes_local, zone] :
       sql::rows<long long, std::string, std::string, std::string, std::string, std::string, std::string, std::string, std::string, std::string>(
           session,
           "select id, public_id, languages, voice, moderation, opens, closes, opens_local, closes_local, zone from consultation where (:all = 1 or public_id "
           "= :id) "
           "order by id desc",
           {only.empty() ? 1 : 0, only})) {
    places[key] = out.size();
    out.push_back({.id = std::move(id),
                   .languages = split_languages(languages),
                   .title = {},
                   .introduction = {},
                   .voice = parse_voice(voice).value(),
                   .moderation = parse_moderation(moderation).value(),
                   .opens = std::move(opens),
                   .closes = std::move(closes),
                   .opens_local = std::move(opens_local),
                   .closes_local = std::move(closes_local),
                   .zone = std::move(zone)});
  }
  for (const auto& [key, place] : places) {
    for (auto& [language, title, introduction] : sql::rows<std::string, std::string, std::string>(
             session, "select language, title, introduction from consultation_text where consultation = :key", {key})) {
      out[place].title[language] = std::move(title);
      out[place].introduction[language] = std::move(introduction);
    }
  }
  return out;
}

}  // namespace

Result<std::string> publish(Store& store, const std::string& actor, const Draft& draft) {
  TRY_STATUS(check_draft(draft));
  const std::string opens = instant_text(TRY(instant_of(draft.opens, draft.zone, "opens")));
  const std::string closes = instant_text(TRY(instant_of(draft.closes, draft.zone, "closes")));
  if (closes <= opens) return wrong("closes", tr_noop("it must close after it opens"));
  return store.write([&](soci::session& session) -> Result<std::string> {
    const std::string now = store.now(), id = new_public_id();
    if (closes <= now) return wrong("closes", tr_noop("this time has passed"));
    write_rows(session, draft, id, opens, closes, now);
    log::append(session, {now, actor, "consultation.publish", id, log::details_hash(draft_json(draft, opens, closes))});
    return id;
  });
}

Status extend(Store& store, const std::string& actor, const std::string& consultation, const std::string& closes) {
  return store.write([&](soci::session& session) -> Status {
    const std::string now = store.now();
    const Terms terms = TRY(terms_of(session, consultation));
    const auto zone = sql::value<std::string>(session, "select zone from consultation where id = :key", {terms.key}).value();
    const std::string later = instant_text(TRY(instant_of(closes, zone, "closes")));
    if (now >= terms.closes) return fail(ErrorKind::Conflict, tr_noop("the consultation has closed"));
    if (later <= terms.closes) return wrong("closes", tr_noop("a consultation closes later than was said, and not sooner"));
    sql::run(session, "update consultation set closes = :closes, closes_local = :closes_local where id = :key", {later, closes, terms.key});
    JsonWriter json;
    json.begin_object().field("closes", later).field("before", terms.closes).end_object();
    log::append(session, {now, actor, "consultation.extend", consultation, log::details_hash(json.text())});
    return {};
  });
}

Result<Consultation> find(Store& store, const std::string& consultation) {
  return store.read([&](soci::session& session) -> Result<Consultation> {
    TRY(terms_of(session, consultation));
    return std::move(read(session, consultation).front());
  });
}

Result<std::vector<Consultation>> all(Store& store) {
  return store.read([&](soci::session& session) -> Result<std::vector<Consultation>> { return read(session, ""); });
}

Result<std::vector<Paragraph>> paragraphs(Store& store, const std::string& consultation) {
  return store.read([&](soci::session& session) -> Result<std::vector<Paragraph>> {
    const Terms terms = TRY(terms_of(session, consultation));
    std::vector<Paragraph> out;
    for (auto& [number, label, heading, support] : sql::rows<long long, std::string, long long, long long>(
             session, "select number, label, heading, support from consultation_paragraph where consultation = :key order by number", {terms.key})) {
      out.push_back({static_cast<int>(number), std::move(label), heading != 0, {}, support});
    }
    for (auto& [number, language, text] : sql::rows<long long, std::string, std::string>(
             session, "select number, language, content from consultation_paragraph_text where consultation = :key", {terms.key})) {
      out.at(static_cast<std::size_t>(number - 1)).content[language] = std::move(text);
    }
    return out;
  });
}

Result<Terms> terms_of(soci::session& session, const std::string& consultation) {
  auto row = sql::row<long long, std::string, std::string, std::string, std::string, std::string, std::optional<long long>>(
      session,
      "select id, voice, moderation, languages, opens, closes, (select max(number) from consultation_paragraph p where p.consultation = consultation.id) from "
      "consultation where public_id = :id",
      {consultation});
  if (!row) return fail(ErrorKind::NotFound, "there is no such consultation");
  auto& [key, voice, moderation, languages, opens, closes, paragraphs] = *row;
  return Terms{key, parse_voice(voice).value(), parse_moderation(moderation).value(), split_languages(languages), opens, closes, paragraphs.value_or(0)};
}

Status check_open(const Terms& terms, const std::string& instant) {
  if (instant < terms.opens) return fail(ErrorKind::Conflict, tr_noop("the consultation is not open yet"), {}, "it opens at " + terms.opens);
  if (instant >= terms.closes) return fail(ErrorKind::Conflict, tr_noop("the consultation has closed"), {}, "it closed at " + terms.closes);
  return {};
}

Status check_paragraph(const Terms& terms, long long paragraph) {
  if (paragraph >= 1 && paragraph <= terms.paragraphs) return {};
  return fail(ErrorKind::NotFound, "the text has no such paragraph", {.file = "paragraph"});
}

}  // namespace atalaya::reg::consultation
