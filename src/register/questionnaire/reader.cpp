#include "register/questionnaire/reader.h"

#include <algorithm>
#include <map>

#include "agenda/pack_reader.h"
#include "base/files.h"
#include "base/hash.h"
#include "register/questionnaire/meaning.h"
#include "register/questionnaire/parts.h"

namespace atalaya::reg {

using namespace reading;

namespace {

Written written(const YamlNode& node, OnceFaults& faults) {
  Faults found;
  Written out{node["questions"].items(found), node["levels"].items(found), node["checks"].items(found)};
  faults.add_all(found);
  return out;
}

/// The files of one id become one questionnaire.
class Builder {
 public:
  Builder(std::string id, const Agenda& agenda, Faults& faults) : agenda_(agenda), faults_(faults) { out_.id = std::move(id); }

  void read_head(const YamlNode& file) {
    if (!file.has("version") && !file.has("title") && !file.has("introduction") && !file.has("patterns")) return;
    Faults found;
    if (has_head_)
      found.add(file["version"].place(), "the head of " + out_.id + " stands in another file too",
                "version, title, introduction and patterns stand in one file");
    has_head_ = true;
    out_.version = file.text("version", found);
    if (out_.version.size() > 20) found.add(file["version"].place(), "'version' is no longer than 20 letters");
    for (const auto& [name, node] : file["patterns"].members(found)) {
      node.only({"questions", "levels", "checks"}, found);
      patterns_.insert_or_assign(name, Pattern{written(node, faults_), node.place()});
    }
    faults_.add_all(found);
    out_.title = subject_text(file, "title", agenda_, {}, faults_);
    out_.introduction = subject_text(file, "introduction", agenda_, {}, faults_, false);
  }

  void read_sections(const YamlNode& file) {
    Faults found;
    for (const YamlNode& node : file["sections"].items(found)) read_section(node, found);
    faults_.add_all(found);
  }

  Questionnaire finish(const YamlNode& first) {
    if (!has_head_) faults_.add(first.place(), "no file has the head of " + out_.id, "version, title and introduction");
    if (out_.indicators.empty()) faults_.add(first.place(), out_.id + " asks nothing", "'sections' with 'indicators' are missing");
    for (const auto& [name, pattern] : patterns_) {
      if (!pattern.used) faults_.add(pattern.place, "no indicator uses the pattern '" + shorten(name, 40) + "'");
    }
    for (std::size_t i = 0; i < pending_.size(); ++i) read_conditions(i);
    put_in_order(out_, faults_);
    return std::move(out_);
  }

 private:
  struct Pattern {
    Written written;
    Place place;
    bool used = false;
  };

  void read_section(const YamlNode& node, Faults& found) {
    node.only({"id", "title", "help", "indicators"}, found);
    Section section;
    section.id = node.text("id", found);
    if (!section.id.empty() && !is_identifier(section.id))
      found.add(node["id"].place(), "'" + shorten(section.id, 40) + "' is not an SDMX identifier", "letters, digits, _ - $ @");
    if (std::ranges::find(out_.sections, section.id, &Section::id) != out_.sections.end())
      found.add(node.place(), "the section " + section.id + " stands twice");
    section.title = subject_text(node, "title", agenda_, {}, faults_);
    section.help = subject_text(node, "help", agenda_, {}, faults_, false);
    const auto indicators = node["indicators"].items(found);
    if (indicators.empty()) found.add(node.place(), "a section has 'indicators'");
    for (const YamlNode& item : indicators) {
      if (!faults_.spend(100, item.place())) break;
      if (out_.questions.size() >= most_questions || out_.indicators.size() >= most_questions) {
        found.add(item.place(), "a questionnaire has at most " + std::to_string(most_questions) + " questions");
        break;
      }
      section.indicators.push_back(out_.indicators.size());
      read_indicator(item, found);
    }
    out_.sections.push_back(std::move(section));
  }

  void read_code(const YamlNode& node, AskedIndicator& indicator, Faults& found) {
    indicator.code = node.text("code", found);
    const Indicator* known = agenda_.find_indicator(indicator.code);
    if (known == nullptr) {
      if (!indicator.code.empty()) found.add(node["code"].place(), "the pack has no indicator '" + shorten(indicator.code, 60) + "'");
    } else if (known->kind != IndicatorKind::Instrument) {
      found.add(node["code"].place(), indicator.code + " is not asked of people", "its 'kind' in the pack is not instrument");
    }
    if (!out_.indicator_numbers.try_emplace(indicator.code, out_.indicators.size()).second) {
      found.add(node["code"].place(), "the indicator " + shorten(indicator.code, 60) + " stands twice");
    }
  }

  LocalText read_subject(const YamlNode& node) {
    LocalText subject = subject_text(node, "subject", agenda_, {}, faults_, false);
    for (const auto& [language, text] : subject.all()) {
      if (text.size() <= most_subject_letters) continue;
      faults_.add(node["subject"].place(), "'subject' is longer than " + std::to_string(most_subject_letters) + " letters in '" + language + "'");
      return {};
    }
    return subject;
  }

  void read_indicator(const YamlNode& node, Faults& found) {
    node.only({"code", "pattern", "subject", "questions", "levels", "checks", "count"}, found);
    const std::size_t number = out_.indicators.size();
    AskedIndicator indicator;
    indicator.section = out_.sections.size();
    read_code(node, indicator, found);
    indicator.subject = read_subject(node);
    const Written own = written(node, faults_);
    Written all;
    if (node.has("pattern")) {
      const std::string name = node.text("pattern", found);
      if (const auto it = patterns_.find(name); it != patterns_.end()) {
        it->second.used = true;
        all = it->second.written;
      } else {
        std::string known;
        for (const auto& [other, unused] : patterns_) known += (known.empty() ? "" : ", ") + other;
        found.add(node["pattern"].place(), "there is no pattern '" + shorten(name, 40) + "'",
                  known.empty() ? "the head has no 'patterns'" : "there are: " + shorten(known, 300));
        // Without it nothing else of the indicator can be judged.
        out_.indicators.push_back(std::move(indicator));
        pending_.emplace_back();
        return;
      }
    }
    all.questions.insert(all.questions.end(), own.questions.begin(), own.questions.end());
    all.checks.insert(all.checks.end(), own.checks.begin(), own.checks.end());
    PendingIndicator pending{.when = {}, .levels = {}, .checks = {}};
    read_questions(all.questions, indicator, number, pending);
    if (indicator.questions.empty()) found.add(node.place(), "the indicator has no questions", "its own 'questions' or those of a 'pattern'");
    // A count takes the place of levels, a pattern's too.
    if (node.has("count")) {
      if (!own.levels.empty()) found.add(node["levels"].place(), "'levels' and 'count' do not stand together");
      read_count(node["count"], indicator);
    } else {
      read_levels(node, all.levels, own.levels, indicator, pending);
    }
    read_checks(all.checks, indicator, pending);
    out_.indicators.push_back(std::move(indicator));
    pending_.push_back(std::move(pending));
  }

  void read_questions(const std::vector<YamlNode>& nodes, AskedIndicator& indicator, std::size_t number, PendingIndicator& pending) {
    for (const YamlNode& node : nodes) {
      if (out_.questions.size() >= most_questions || !faults_.spend(100, node.place())) return;  // read_section tells
      Question question = read_question(node, agenda_, indicator, number, faults_);
      const std::size_t q = out_.questions.size();
      const auto [it, is_new] = out_.question_numbers.try_emplace(question.id, q);
      if (!is_new) faults_.add(question.place, "the question " + question.id + " stands also at " + out_.questions[it->second].place.to_string());
      if (node.has("when")) pending.when.emplace_back(q, node["when"]);
      indicator.questions.push_back(q);
      out_.questions.push_back(std::move(question));
    }
  }

  void read_count(const YamlNode& node, AskedIndicator& indicator) {
    const auto question = out_.find_question(indicator.code + "." + node.scalar());
    if (!question || out_.questions[*question].kind != QuestionKind::Choices) {
      faults_.add(node.place(), "'count' names a question of this indicator of the kind choices");
      return;
    }
    indicator.count = question;
  }

  void read_levels(const YamlNode& node, const std::vector<YamlNode>& all, const std::vector<YamlNode>& own, AskedIndicator& indicator,
                   PendingIndicator& pending) {
    std::array<std::optional<YamlNode>, highest_level + 1> by_number;
    for (const auto* nodes : {&all, &own}) {
      std::array<bool, highest_level + 1> seen{};
      for (const YamlNode& level : *nodes) {
        if (!faults_.spend(100, level.place())) return;
        Faults found;
        level.only({"level", "reason", "when"}, found);
        const long number = level.integer("level", found);
        const bool possible = number >= 0 && number <= highest_level;
        if (!possible) found.add(level["level"].place(), "'level' is from 0 to " + std::to_string(highest_level));
        if (possible && level.has("level")) {
          if (std::exchange(seen[static_cast<std::size_t>(number)], true)) found.add(level.place(), "level " + std::to_string(number) + " stands twice");
          by_number[static_cast<std::size_t>(number)] = level;
        }
        if (number == 0 && level.has("when")) found.add(level["when"].place(), "level 0 has no condition: it is what is left");
        if (number != 0 && possible && !level.has("when")) found.add(level.place(), "a level above 0 has a condition", "'when'");
        faults_.add_all(found);
      }
    }
    for (std::size_t n = 0; n < by_number.size(); ++n) {
      if (!by_number[n]) {
        faults_.add(node.place(), shorten(indicator.code, 60) + " has no level " + std::to_string(n), "levels 0 to 4, in the pattern or here");
        continue;
      }
      indicator.levels.push_back({static_cast<int>(n), subject_text(*by_number[n], "reason", agenda_, indicator.subject, faults_), {}});
      pending.levels.push_back(*by_number[n]);
    }
  }

  void read_checks(const std::vector<YamlNode>& nodes, AskedIndicator& indicator, PendingIndicator& pending) {
    for (const YamlNode& node : nodes) {
      if (!faults_.spend(100, node.place())) return;
      Faults found;
      node.only({"id", "severity", "fails", "text"}, found);
      Check check;
      check.id = node.text("id", found);
      if (!check.id.empty() && !is_identifier(check.id))
        found.add(node["id"].place(), "'" + shorten(check.id, 40) + "' is not an SDMX identifier", "letters, digits, _ - $ @");
      if (std::ranges::find(indicator.checks, check.id, &Check::id) != indicator.checks.end())
        found.add(node.place(), "the check " + check.id + " stands twice");
      check.severity = node.choice("severity", {"error", "warning"}, found) == "warning" ? Severity::Warning : Severity::Error;
      if (!node.has("fails")) found.add(node.place(), "'fails' is missing", "the condition of the fault");
      faults_.add_all(found);
      check.text = subject_text(node, "text", agenda_, indicator.subject, faults_);
      indicator.checks.push_back(std::move(check));
      pending.checks.push_back(node);
    }
  }

  void read_conditions(std::size_t number) {
    const PendingIndicator& pending = pending_[number];
    for (const auto& [question, node] : pending.when) out_.questions[question].when = read_condition(node, out_, number, faults_);
    AskedIndicator& indicator = out_.indicators[number];
    for (std::size_t n = 0; n < pending.levels.size(); ++n) {
      if (pending.levels[n].has("when")) indicator.levels[n].when = read_condition(pending.levels[n]["when"], out_, number, faults_);
    }
    for (std::size_t c = 0; c < pending.checks.size(); ++c) {
      if (!pending.checks[c].has("fails")) continue;
      if (auto fails = read_condition(pending.checks[c]["fails"], out_, number, faults_)) indicator.checks[c].fails = std::move(*fails);
    }
  }

  const Agenda& agenda_;
  OnceFaults faults_;
  Questionnaire out_;
  bool has_head_ = false;
  std::map<std::string, Pattern> patterns_;
  std::vector<PendingIndicator> pending_;
};

}  // namespace

std::vector<Questionnaire> read_questionnaires(const std::vector<QuestionnaireFile>& files, const Agenda& agenda, Faults& faults) {
  struct Parts {
    std::string id;
    std::vector<YamlNode> files;
    std::string hashes;
  };
  std::vector<Parts> all;
  for (const QuestionnaireFile& file : files) {
    auto node = YamlNode::parse(file.text, file.name, faults);
    if (!node) continue;
    node->only({"id", "version", "title", "introduction", "patterns", "sections"}, faults);
    const std::string id = node->text("id", faults);
    if (!is_identifier(id)) {
      if (!id.empty()) faults.add((*node)["id"].place(), "'" + shorten(id, 40) + "' is not an SDMX identifier", "letters, digits, _ - $ @");
      continue;
    }
    auto it = std::ranges::find(all, id, &Parts::id);
    if (it == all.end()) it = all.insert(all.end(), Parts{id, {}, {}});
    it->files.push_back(std::move(*node));
    it->hashes += sha256(file.text);
  }
  std::vector<Questionnaire> out;
  for (const Parts& parts : all) {
    Builder builder(parts.id, agenda, faults);
    for (const YamlNode& file : parts.files) builder.read_head(file);
    for (const YamlNode& file : parts.files) builder.read_sections(file);
    out.push_back(builder.finish(parts.files.front()));
    out.back().sha256 = sha256(parts.hashes);
    if (faults.empty()) out.back().meaning = sha256(meaning_json(out.back()));
  }
  return out;
}

std::vector<Questionnaire> load_questionnaires(const std::filesystem::path& pack, const Agenda& agenda, Faults& faults) {
  std::vector<std::filesystem::path> paths;
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(pack / "questionnaires", code)) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  std::vector<QuestionnaireFile> files;
  for (const auto& path : paths) {
    if (auto text = read_file(path, yaml_most_bytes)) {
      files.push_back({path.string(), std::move(*text)});
    } else {
      faults.add(text.error());
    }
  }
  return read_questionnaires(files, agenda, faults);
}

Result<std::vector<Questionnaire>> load_questionnaires(const std::filesystem::path& pack, const Agenda& agenda) {
  Faults faults;
  auto out = load_questionnaires(pack, agenda, faults);
  if (faults.empty()) return out;
  Error first = faults.errors().front();
  if (faults.errors().size() > 1) first.hint = "and " + std::to_string(faults.errors().size() - 1) + " more; 'atalaya agenda check' lists them all";
  return std::unexpected(first);
}

}  // namespace atalaya::reg
