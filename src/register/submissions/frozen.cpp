#include "register/submissions/frozen.h"

#include "base/json_writer.h"
#include "base/text.h"
#include "formats/tree/node.h"
#include "register/store/canonical_json.h"

namespace atalaya::reg {

namespace {

std::string text_of(const Node& node, std::string_view name) {
  const Node* const member = node.child(name);
  return member == nullptr ? "" : member->text;
}

long number_of(const Node& node, std::string_view name) { return parse_integer(text_of(node, name)).value_or(0); }

}  // namespace

Answers Frozen::to_answers() const {
  Answers out;
  for (const auto& [id, answer] : answers) out.emplace(id, GivenAnswer{answer.value, answer.evidence.size()});
  return out;
}

Result<std::string> to_canonical_json(const Frozen& frozen) {
  JsonWriter json;
  json.begin_object().field("submission", frozen.submission).field("country", frozen.country).field("year", frozen.year);
  json.field("questionnaire", frozen.questionnaire).field("questionnaire_version", frozen.questionnaire_version);
  json.field("questionnaire_sha256", frozen.questionnaire_hash).field("version", frozen.version);
  json.key("answers").begin_object();
  for (const auto& [id, answer] : frozen.answers) {
    json.key(id).begin_object().key("value").literal(to_json(answer.value));
    if (!answer.evidence.empty()) json.key("evidence").begin_array();
    for (const submissions::Evidence& one : answer.evidence) {
      json.begin_object();
      if (one.address.empty()) {
        json.field("sha256", one.sha256).field("name", one.name).field("media_type", one.media_type).field("size", one.size);
      } else {
        json.field("address", one.address);
      }
      if (!one.note.empty()) json.field("note", one.note);
      json.end_object();
    }
    if (!answer.evidence.empty()) json.end_array();
    json.end_object();
  }
  json.end_object().key("scores").begin_object();
  for (const auto& [code, score] : frozen.scores) score ? json.key(code).value(*score) : json.key(code).null();
  json.end_object().end_object();
  return canonical_json(json.text());
}

Result<Frozen> read_frozen(std::string_view json) {
  const Node node = TRY(parse_json_tree(json, "version"));
  Frozen out;
  out.submission = text_of(node, "submission");
  out.country = text_of(node, "country");
  out.year = static_cast<int>(number_of(node, "year"));
  out.questionnaire = text_of(node, "questionnaire");
  out.questionnaire_version = text_of(node, "questionnaire_version");
  out.questionnaire_hash = text_of(node, "questionnaire_sha256");
  out.version = static_cast<int>(number_of(node, "version"));
  const Node *const answers = node.child("answers"), *const scores = node.child("scores");
  if (answers == nullptr || scores == nullptr) return fail(ErrorKind::Input, "this is no version of a submission");
  for (const Node& member : answers->children) {
    const Node* const value = member.child("value");
    if (value == nullptr) return fail(ErrorKind::Input, "an answer of the version has no value");
    FrozenAnswer answer{TRY(answer_from_node(*value)), {}};
    if (const Node* const evidence = member.child("evidence")) {
      for (const Node& one : evidence->children) {
        answer.evidence.push_back({.question = member.name,
                                   .address = text_of(one, "address"),
                                   .sha256 = text_of(one, "sha256"),
                                   .name = text_of(one, "name"),
                                   .media_type = text_of(one, "media_type"),
                                   .size = number_of(one, "size"),
                                   .note = text_of(one, "note")});
      }
    }
    out.answers.emplace(member.name, std::move(answer));
  }
  for (const Node& score : scores->children) {
    out.scores.emplace(score.name, score.type == Node::Type::Number ? parse_number(score.text).value : std::nullopt);
  }
  return out;
}

}  // namespace atalaya::reg
