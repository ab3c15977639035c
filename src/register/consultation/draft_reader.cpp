#include "register/consultation/draft_reader.h"

namespace atalaya::reg::consultation {

namespace {

class Reader {
 public:
  explicit Reader(Faults& faults) : faults_(faults) {}

  ReadDraft read(const YamlNode& file) {
    place("", file);
    if (!file.is_map()) {
      faults_.add(file.place(), "a consultation is a map with title, paragraphs, opens, closes and zone");
      return std::move(out_);
    }
    file.only({"languages", "title", "introduction", "voice", "moderation", "opens", "closes", "zone", "paragraphs"}, faults_);
    Draft& draft = out_.draft;
    if (file.has("languages")) draft.languages = file.texts("languages", faults_);
    place("languages", file["languages"]);
    draft.title = texts(file, "title", "title");
    draft.introduction = texts(file, "introduction", "introduction");
    draft.voice = parse_voice(file.choice("voice", {"verified", "registered", "anonymous"}, faults_)).value_or(Voice::Registered);
    if (file.has("moderation")) draft.moderation = parse_moderation(file.choice("moderation", {"after", "before"}, faults_)).value_or(Moderation::After);
    for (const auto& [name, to] : {std::pair("opens", &draft.opens), std::pair("closes", &draft.closes), std::pair("zone", &draft.zone)}) {
      *to = file.text(name, faults_);
      place(name, file[name]);
    }
    place("paragraphs", file["paragraphs"]);
    for (const YamlNode& item : file["paragraphs"].items(faults_)) add_paragraph(item);
    return std::move(out_);
  }

 private:
  void place(const std::string& field, const YamlNode& node) {
    if (node.defined()) out_.places[field] = node.place();
  }

  Texts texts(const YamlNode& node, const char* key, const std::string& field) {
    Texts out;
    place(field, node[key]);
    for (const auto& [language, text] : node[key].members(faults_)) {
      if (!text.is_scalar()) faults_.add(text.place(), "this must be a text");
      out[language] = text.scalar();
      place(field + "." + language, text);
    }
    return out;
  }

  void add_paragraph(const YamlNode& item) {
    const std::string field = "paragraphs[" + std::to_string(out_.draft.paragraphs.size() + 1) + "]";
    place(field, item);
    if (!item.is_map()) return faults_.add(item.place(), "a paragraph is a map with its content in each language");
    item.only({"label", "heading", "content"}, faults_);
    place(field + ".label", item["label"]);
    out_.draft.paragraphs.push_back({.number = 0,
                                     .label = item.text_or("label", "", faults_),
                                     .heading = item.flag("heading", false, faults_),
                                     .content = texts(item, "content", field + ".content")});
  }

  Faults& faults_;
  ReadDraft out_;
};

}  // namespace

Error ReadDraft::placed(Error error) const {
  // A text that is missing has no place of its own: what it is missing in has.
  for (std::string field = error.place.file;;) {
    if (const auto at = places.find(field); at != places.end()) {
      if (at->first != error.place.file) error.what = error.place.file + ": " + error.what;
      error.place = at->second;
      return error;
    }
    if (field.empty()) return error;
    const std::size_t dot = field.rfind('.');
    field.resize(dot == std::string::npos ? 0 : dot);
  }
}

ReadDraft read_draft(const YamlNode& file, Faults& faults) { return Reader(faults).read(file); }

}  // namespace atalaya::reg::consultation
