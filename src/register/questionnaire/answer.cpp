#include "register/questionnaire/answer.h"

#include <algorithm>
#include <cmath>

#include "base/json_writer.h"
#include "base/text.h"
#include "formats/tree/node.h"

namespace atalaya::reg {

namespace {

constexpr std::size_t most_items = 1'000;

Result<std::string> member(const Node& object, std::string_view name) {
  const Node* found = object.child(name);
  if (found == nullptr) return std::string();
  if (found->type != Node::Type::Text) return fail(ErrorKind::Input, "'" + std::string(name) + "' of an answer is a text");
  return found->text;
}

Result<AnswerValue> object_answer(const Node& node) {
  const auto only = [&](std::initializer_list<std::string_view> names) {
    return std::ranges::all_of(node.children, [&](const Node& child) { return std::ranges::find(names, child.name) != names.end(); });
  };
  if (node.child("amount") != nullptr && only({"amount", "currency"})) {
    MoneyAnswer out;
    out.amount = TRY(member(node, "amount"));
    out.currency = TRY(member(node, "currency"));
    return out;
  }
  if (node.child("title") != nullptr && only({"title", "address", "date", "body", "instrument"})) {
    InstrumentAnswer out;
    out.title = TRY(member(node, "title"));
    out.address = TRY(member(node, "address"));
    out.date = TRY(member(node, "date"));
    out.body = TRY(member(node, "body"));
    out.id = TRY(member(node, "instrument"));
    return out;
  }
  if (node.child("sha256") != nullptr && only({"sha256", "name"})) {
    DocumentAnswer out;
    out.sha256 = TRY(member(node, "sha256"));
    out.name = TRY(member(node, "name"));
    return out;
  }
  return fail(ErrorKind::Input, "this is no answer", {}, "a text, a number, a list of codes, or an object of money, of an instrument or of a document");
}

std::string lines(std::string_view text) {
  std::string out = replace_all(std::string(trim(text)), "\r\n", "\n");
  std::ranges::replace(out, '\r', '\n');
  return out;
}

AnswerValue number_or_text(std::string_view text) {
  if (const auto parsed = parse_number(text); parsed.value) return *parsed.value;
  return std::string(text);
}

}  // namespace

std::string to_json(const AnswerValue& value) {
  JsonWriter json;
  struct Write {
    JsonWriter& json;
    void operator()(const std::string& text) const { json.value(text); }
    void operator()(double number) const { json.value(number); }
    void operator()(const std::vector<std::string>& items) const {
      json.begin_array();
      for (const std::string& item : items) json.value(item);
      json.end_array();
    }
    void operator()(const MoneyAnswer& money) const { json.begin_object().field("amount", money.amount).field("currency", money.currency).end_object(); }
    void operator()(const InstrumentAnswer& one) const {
      json.begin_object().field("address", one.address).field("body", one.body).field("date", one.date);
      if (!one.id.empty()) json.field("instrument", one.id);
      json.field("title", one.title).end_object();
    }
    void operator()(const DocumentAnswer& one) const { json.begin_object().field("name", one.name).field("sha256", one.sha256).end_object(); }
  };
  std::visit(Write{json}, value);
  return json.take();
}

Result<AnswerValue> answer_from_json(std::string_view json) {
  if (json.size() > most_answer_bytes) return fail(ErrorKind::Input, "the answer is too long", {}, std::to_string(most_answer_bytes) + " bytes at most");
  // The tree is of documents, which are objects and arrays.
  const std::string document = "[" + std::string(json) + "]";
  const Node list = TRY(parse_json_tree(document, "answer", {.bytes = most_answer_bytes + 2, .depth = 5, .nodes = 10'000, .text_bytes = most_answer_bytes}));
  if (list.children.size() != 1) return fail(ErrorKind::Input, "this is no answer");
  return answer_from_node(list.children.front());
}

Result<AnswerValue> answer_from_node(const Node& node) {
  switch (node.type) {
    case Node::Type::Text: return node.text;
    case Node::Type::Number: {
      const auto parsed = parse_number(node.text);
      if (!parsed.value) return fail(ErrorKind::Input, "a number of an answer is out of range");
      return *parsed.value;
    }
    case Node::Type::Array: {
      if (node.children.size() > most_items) return fail(ErrorKind::Input, "an answer chooses at most " + std::to_string(most_items) + " options");
      std::vector<std::string> items;
      for (const Node& item : node.children) {
        if (item.type != Node::Type::Text) return fail(ErrorKind::Input, "the chosen options are texts");
        items.push_back(item.text);
      }
      return items;
    }
    case Node::Type::Object: return object_answer(node);
    default: return fail(ErrorKind::Input, "this is no answer");
  }
}

std::optional<AnswerValue> answer_from_fields(const Question& question, std::span<const AnswerField> fields) {
  const auto part = [&](std::string_view name) {
    const auto it = std::ranges::find(fields, name, &AnswerField::part);
    return it == fields.end() ? std::string() : lines(it->text);
  };
  const std::string main = part("");
  switch (question.kind) {
    case QuestionKind::Choices: {
      std::vector<std::string> chosen, unknown;
      for (const AnswerField& field : fields) {
        std::string code(trim(field.text));
        if (!field.part.empty() || code.empty()) continue;
        auto& list = question.find_option(code) == nullptr ? unknown : chosen;
        if (std::ranges::find(list, code) == list.end()) list.push_back(std::move(code));
      }
      std::ranges::sort(chosen, {}, [&](const std::string& code) { return question.find_option(code) - question.options.data(); });
      chosen.insert(chosen.end(), unknown.begin(), unknown.end());
      if (chosen.empty()) return std::nullopt;
      return chosen;
    }
    case QuestionKind::Number:
    case QuestionKind::Percentage:
    case QuestionKind::Year:
      if (main.empty()) return std::nullopt;
      return number_or_text(main);
    case QuestionKind::Money:
      // A form gives the currency with its first choice; money without an amount is no answer.
      if (main.empty()) return std::nullopt;
      return MoneyAnswer{main, part("currency")};
    case QuestionKind::Instrument: {
      InstrumentAnswer out{main, part("address"), part("date"), part("body"), part("id")};
      if (out == InstrumentAnswer{}) return std::nullopt;
      return out;
    }
    case QuestionKind::Document:
      if (main.empty()) return std::nullopt;
      return DocumentAnswer{to_lower_ascii(main), part("name")};
    default:
      if (main.empty()) return std::nullopt;
      return main;
  }
}

std::string plain_text(const AnswerValue& value) {
  struct Write {
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(double number) const { return number_text(number); }
    std::string operator()(const std::vector<std::string>& items) const { return join(items, ", "); }
    std::string operator()(const MoneyAnswer& money) const { return money.amount + (money.currency.empty() ? "" : " ") + money.currency; }
    std::string operator()(const InstrumentAnswer& one) const {
      std::vector<std::string> parts;
      for (const std::string* part : {&one.title, &one.body, &one.date, &one.address}) {
        if (!part->empty()) parts.push_back(*part);
      }
      return join(parts, "; ");
    }
    std::string operator()(const DocumentAnswer& one) const { return one.name; }
  };
  return std::visit(Write{}, value);
}

}  // namespace atalaya::reg
