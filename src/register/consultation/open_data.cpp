#include "register/consultation/open_data.h"

#include <vector>

#include "base/json_writer.h"
#include "formats/csv/csv_writer.h"
#include "register/consultation/answers.h"
#include "register/consultation/comment_list.h"
#include "register/consultation/consultation.h"
#include "register/consultation/results.h"
#include "register/store/sql.h"

namespace atalaya::reg::consultation {

namespace {

constexpr std::size_t rows_at_once = 500;

template <class Each>
Status walk_comments(soci::session& session, long long consultation, const Sink& sink, const Each& each) {
  for (long long after = 0;;) {
    std::vector<long long> keys;
    for (const auto& [key] :
         sql::rows<long long>(session, "select id from consultation_comment where consultation = :key and id > :after order by id limit :most",
                              {consultation, after, rows_at_once})) {
      keys.push_back(key);
    }
    if (keys.empty()) return {};
    after = keys.back();
    std::string out;
    for (Comment& comment : read_comments(session, keys)) {
      if (comment.showing == Showing::Waiting) continue;
      if (comment.showing == Showing::Hidden) {
        comment.name.clear();
        comment.text.clear();
      }
      each(out, comment);
    }
    TRY_STATUS(sink(out));
  }
}

template <class Each>
Status walk_answers(soci::session& session, long long consultation, const Sink& sink, const Each& each) {
  for (long long after = 0;;) {
    const std::vector<Answer> page = read_answers(session, consultation, after, rows_at_once);
    if (page.empty()) return {};
    after = sql::value<long long>(session, "select id from consultation_answer where public_id = :id", {page.back().id}).value();
    std::string out;
    for (const Answer& answer : page) each(out, answer);
    TRY_STATUS(sink(out));
  }
}

void add_line(std::string& out, std::initializer_list<std::string_view> cells) {
  const char* before = "";
  for (const std::string_view cell : cells) {
    out += before;
    append_csv_text(out, cell);
    before = ",";
  }
  out += '\n';
}

void write_comment(JsonWriter& json, const Comment& comment) {
  json.begin_object()
      .field("id", comment.id)
      .field("paragraph", comment.paragraph)
      .field("parent", comment.parent)
      .field("standing", to_string(comment.standing));
  json.field("instant", comment.instant).field("language", comment.language).field("support", comment.support).field("repeats", comment.repeats);
  json.field("answered", comment.answered);
  if (comment.showing == Showing::Hidden) {
    json.field("hidden_for", comment.hidden_for ? to_string(*comment.hidden_for) : "");
  } else {
    json.field("name", comment.name).field("text", comment.text);
  }
  json.end_object();
}

void write_texts(JsonWriter& json, const char* name, const Texts& texts) {
  json.key(name).begin_object();
  for (const auto& [language, text] : texts) json.field(language, text);
  json.end_object();
}

void write_answer(JsonWriter& json, const Answer& answer) {
  json.begin_object().field("id", answer.id).field("paragraph", answer.paragraph).field("comment", answer.comment).field("outcome", to_string(answer.outcome));
  json.field("instant", answer.instant);
  write_texts(json, "content", answer.content);
  json.end_object();
}

void write_result(JsonWriter& json, const PointResult& point) {
  json.begin_object().field("paragraph", point.paragraph).field("label", point.label).field("comments", point.comments);
  for (const Voice voice : all_voices) json.field(to_string(voice), point.by_standing.at(static_cast<std::size_t>(voice)));
  json.field("hidden", point.hidden).field("answered", point.answered).field("answers", point.answers).field("support", point.support).end_object();
}

std::string result_line(const PointResult& point) {
  std::string out;
  const auto number = [](long long n) { return std::to_string(n); };
  add_line(out, {number(point.paragraph), point.label, number(point.comments), number(point.by_standing[0]), number(point.by_standing[1]),
                 number(point.by_standing[2]), number(point.hidden), number(point.answered), number(point.answers), number(point.support)});
  return out;
}

/// Objects of an array, with commas between them.
class Objects {
 public:
  template <class Write>
  void add(std::string& out, const Write& write) {
    JsonWriter json;
    write(json);
    out += first_ ? "\n" : ",\n";
    out += json.text();
    first_ = false;
  }

 private:
  bool first_ = true;
};

std::string head_json(const Consultation& about, const std::vector<Paragraph>& text, const std::vector<PointResult>& points, const std::string& now) {
  JsonWriter json;
  json.begin_object().field("generated", now).key("consultation").begin_object().field("id", about.id).field("voice", to_string(about.voice));
  json.field("opens", about.opens).field("closes", about.closes).field("closes_local", about.closes_local).field("zone", about.zone);
  write_texts(json, "title", about.title);
  write_texts(json, "introduction", about.introduction);
  json.key("paragraphs").begin_array();
  for (const Paragraph& paragraph : text) {
    json.begin_object().field("number", paragraph.number).field("label", paragraph.label).field("heading", paragraph.heading);
    write_texts(json, "content", paragraph.content);
    json.end_object();
  }
  json.end_array().end_object().key("results").begin_array();
  for (const PointResult& point : points) write_result(json, point);
  json.end_array();
  return json.take();
}

}  // namespace

std::string_view to_string(Table table) {
  constexpr std::array<std::string_view, all_tables.size()> names = {"paragraphs", "comments", "answers"};
  return names.at(static_cast<std::size_t>(table));
}

Status write_csv(Store& store, const std::string& consultation, Table table, const Sink& sink) {
  return store.read([&](soci::session& session) -> Status {
    const Terms terms = TRY(terms_of(session, consultation));
    switch (table) {
      case Table::Paragraphs:
        TRY_STATUS(sink("paragraph,label,comments,verified,registered,anonymous,hidden,answered,answers,support\n"));
        for (const PointResult& point : results(session, terms.key)) TRY_STATUS(sink(result_line(point)));
        return {};
      case Table::Comments:
        TRY_STATUS(sink("comment,paragraph,parent,standing,instant,language,name,text,support,repeats,answered,hidden_for\n"));
        return walk_comments(session, terms.key, sink, [](std::string& out, const Comment& comment) {
          add_line(out, {comment.id, std::to_string(comment.paragraph), comment.parent, to_string(comment.standing), comment.instant, comment.language,
                         comment.name, comment.text, std::to_string(comment.support), std::to_string(comment.repeats), comment.answered ? "1" : "0",
                         comment.hidden_for ? to_string(*comment.hidden_for) : ""});
        });
      case Table::Answers:
        TRY_STATUS(sink("answer,paragraph,comment,outcome,instant,language,text\n"));
        return walk_answers(session, terms.key, sink, [](std::string& out, const Answer& answer) {
          for (const auto& [language, text] : answer.content) {
            add_line(out, {answer.id, std::to_string(answer.paragraph), answer.comment, to_string(answer.outcome), answer.instant, language, text});
          }
        });
    }
    return {};
  });
}

Status write_json(Store& store, const std::string& consultation, const Sink& sink) {
  // The text does not change; what is counted and said is of one moment.
  const Consultation about = TRY(find(store, consultation));
  const std::vector<Paragraph> text = TRY(paragraphs(store, consultation));
  return store.read([&](soci::session& session) -> Status {
    const Terms terms = TRY(terms_of(session, consultation));
    TRY_STATUS(sink(head_json(about, text, results(session, terms.key), store.now()) + ",\"comments\":["));
    Objects comments, answers;
    TRY_STATUS(walk_comments(session, terms.key, sink,
                             [&](std::string& out, const Comment& comment) { comments.add(out, [&](JsonWriter& json) { write_comment(json, comment); }); }));
    TRY_STATUS(sink("],\"answers\":["));
    TRY_STATUS(walk_answers(session, terms.key, sink,
                            [&](std::string& out, const Answer& answer) { answers.add(out, [&](JsonWriter& json) { write_answer(json, answer); }); }));
    return sink("]}\n");
  });
}

}  // namespace atalaya::reg::consultation
