// docs/sdmx.md: the formats, and what becomes of the messages of public collections that are read, written in every format of their kind, and read again.
//
// SDMX_TEST_DATA names the folders of messages, apart by ':'. Where it is set, the page that results must be docs/sdmx.md (SDMX_WRITE_DOCS=1 writes it); where it
// is not, the page's list of formats must be the program's.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "formats/carried_data.h"
#include "formats/document_messages.h"
#include "unit/collection_source.h"

namespace atalaya {
namespace {

namespace fs = std::filesystem;

fs::path page() { return fs::path(ATALAYA_SOURCE) / "docs/sdmx.md"; }

/// What a data message says, whatever its order and layout: attributes of groups and data sets stand with the series that they are of.
class Said final : public DataSink {
 public:
  Status begin_set(const DataSetInfo& info) override {
    info_ = info;
    prefix_ = info.structure->id + " " + to_string(info.action == Action::Merge ? Action::Append : info.action) + " ";
    return {};
  }
  Status set_attributes(std::span<const Value> values) override {
    note_values(of_set_, values);
    return {};
  }
  Status group(std::size_t, SeriesKey key, std::span<const Value> values) override {
    groups_.add(key, values);
    return {};
  }
  Status series(SeriesKey key, std::span<const Value> values) override {
    key_.assign(key.begin(), key.end());
    note_values(series_[key_], values);
    return {};
  }
  Status observation(const DataObservation& o) override {
    std::string place = prefix_;
    for (const std::string& id : key_) place += id + ".";
    place += " " + std::string(o.period) + " ";
    for (const Value& value : o.measures) {
      const auto number = parse_number(value.text).value;
      lines_.insert(place + info_.structure->measures[value.component].id + "=" + (number ? number_text(*number) : std::string(value.text)));
    }
    for (const Value& value : o.attributes) lines_.insert(place + info_.structure->attributes[value.component].id + "=" + std::string(value.text));
    if (o.measures.empty() && o.attributes.empty()) lines_.insert(place);
    return {};
  }
  Status end_set() override {
    for (auto& [id, values] : of_set_) lines_.insert(prefix_ + "set " + id + "=" + values);
    for (auto& [key, values] : series_) {
      const std::vector<std::string_view> parts(key.begin(), key.end());
      groups_.for_series(parts, [&](const GroupValues::Group& group) {
        std::vector<Value> of_group;
        for (const KeptValue& value : group.values) of_group.push_back(value.view());
        note_values(values, of_group);
      });
      std::string place = prefix_;
      for (const std::string& id : key) place += id + ".";
      for (const auto& [id, text] : values) lines_.insert(place + " " + id + "=" + text);
    }
    for (const GroupValues::Group& group : groups_.groups()) {
      if (group.met) continue;
      std::string place = prefix_ + "group ";
      for (std::size_t d = 0; d < group.key.size(); ++d) place += (group.given[d] ? group.key[d] : "*") + ".";
      for (const KeptValue& value : group.values) lines_.insert(place + info_.structure->attributes[value.component].id + "=" + value.text);
    }
    of_set_.clear();
    series_.clear();
    groups_.clear();
    return {};
  }
  const std::set<std::string>& lines() const { return lines_; }

 private:
  using Values = std::map<std::string, std::string>;
  void note_values(Values& into, std::span<const Value> values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      std::string& text = into[info_.structure->attributes[values[i].component].id];
      const bool more = i != 0 && values[i - 1].component == values[i].component;
      text = (more ? text + ";" : "") + std::string(values[i].text);
    }
  }
  DataSetInfo info_;
  std::string prefix_;
  std::vector<std::string> key_;
  Values of_set_;
  std::map<std::vector<std::string>, Values> series_;
  GroupValues groups_;
  std::set<std::string> lines_;
};

/// Bytes of several messages would not fit in memory: written texts are taken one after the other.
struct Message {
  std::string name;
  fs::path path;
  const MessageFormat* format;
};

class Collection {
 public:
  explicit Collection(const std::string& folders) {
    for (const std::string_view folder : split(folders, ':')) {
      if (!folder.empty()) find(fs::path(folder));
    }
    std::ranges::sort(messages_, {}, &Message::name);
    for (const Message& message : messages_) {
      if (message.format->kind != MessageKind::Structure) continue;
      const MappedFile file = MappedFile::open(message.path).value();
      const auto read = read_structure_message(file.bytes(), message.name);
      if (!read) continue;
      read->structures.for_each([&](const sdmx::Artefact& artefact) {
        // Stubs would stand in the way of what they stand for.
        const auto* structure = std::get_if<sdmx::DataStructure>(&artefact);
        if (structure == nullptr || !structure->dimensions.empty()) (void)structures_.add(artefact);
      });
    }
  }

  void run() {
    const testing::CollectionSource source(structures_);
    for (const Message& message : messages_) {
      const MappedFile file = MappedFile::open(message.path).value();
      switch (message.format->kind) {
        case MessageKind::Data: data(message, file.bytes(), source); break;
        case MessageKind::Structure: structures(message, file.bytes()); break;
        case MessageKind::Metadata: metadata(message, file.bytes()); break;
      }
    }
  }

  [[nodiscard]] std::string report() const {
    std::string out = "## What becomes of public messages\n\n";
    out += "Each message is read, written in every format of its kind, and read again; then both say the same, or the format lacks a word for something, which the writer says.\n\n";
    for (const MessageKind kind : {MessageKind::Structure, MessageKind::Data, MessageKind::Metadata}) {
      std::size_t read = 0;
      std::size_t all = 0;
      for (const Message& message : messages_) all += message.format->kind == kind ? 1U : 0U;
      if (const auto it = read_.find(kind); it != read_.end()) read = it->second;
      out += std::string("### Messages of ") + to_string(kind) + "\n\n" + std::to_string(read) + " of " + std::to_string(all) + " are read.\n\n";
      out += "| written as | says the same | lacks something | differs |\n| --- | ---: | ---: | ---: |\n";
      for (const MessageFormat& format : message_formats()) {
        if (format.kind != kind || !format.writes) continue;
        const auto it = outcomes_.find({kind, std::string(format.name)});
        const Outcome outcome = it == outcomes_.end() ? Outcome{} : it->second;
        out += "| `" + std::string(format.name) + "` | " + std::to_string(outcome.same) + " | " + std::to_string(outcome.lacking) + " | " + std::to_string(outcome.different) + " |\n";
      }
      out += "\n";
    }
    out += "### Exceptions\n\nMessages that are not read, each with the reason; then, for each reason why a format cannot carry a message, how many there are and the first.\n\n";
    for (const std::string& line : unread_) out += "- " + line + "\n";
    out += "\n| format | what it lacks | messages | the first |\n| --- | --- | ---: | --- |\n";
    for (const auto& [what, files] : lacks_) {
      out += "| `" + what.first + "` | " + what.second + " | " + std::to_string(files.size()) + " | " + files.front() + " |\n";
    }
    return out;
  }

  [[nodiscard]] const std::vector<std::string>& differences() const { return differences_; }

 private:
  struct Outcome {
    std::size_t same = 0, lacking = 0, different = 0;
  };

  void find(const fs::path& folder) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      const std::string extension = entry.path().extension();
      if (!entry.is_regular_file() || (extension != ".xml" && extension != ".json" && extension != ".csv")) continue;
      const std::string name = fs::relative(entry.path(), folder).string();
      const MappedFile file = MappedFile::open(entry.path()).value();
      const MessageGuess guess = guess_message(file.bytes());
      if (guess.format != nullptr) messages_.push_back({name, entry.path(), guess.format});
    }
  }

  void unread(const Message& message, const Error& error) {
    Error plain = error;
    plain.place.file.clear();
    plain.hint.clear();
    unread_.push_back(message.name + ": " + plain.to_string());
  }

  /// Reasons without what is of one message alone, so that they add up.
  static std::string general(std::string what) {
    if (const auto colon = what.find(": "); colon != std::string::npos && what.find('(') < colon) what.erase(0, colon + 2);
    std::ranges::replace(what, '|', '/');
    std::ranges::replace(what, '\n', ' ');
    return shorten(what, 100);
  }

  void lacking(const Message& message, std::string_view format, const std::string& what) {
    ++outcomes_[{message.format->kind, std::string(format)}].lacking;
    lacks_[{std::string(format), general(what)}].push_back(message.name);
  }
  void same(const Message& message, std::string_view format) { ++outcomes_[{message.format->kind, std::string(format)}].same; }
  void different(const Message& message, std::string_view format, const std::string& what) {
    ++outcomes_[{message.format->kind, std::string(format)}].different;
    differences_.push_back(message.name + " as " + std::string(format) + ": " + what);
  }

  void data(const Message& message, std::string_view bytes, const StructureSource& source) {
    Said said;
    CarriedData first("", "", said);
    first.set_known_sets(true);
    if (const Status read = read_data_message(bytes, message.name, source, first); !read) return unread(message, read.error());
    ++read_[MessageKind::Data];
    for (const MessageFormat& format : message_formats()) {
      if (format.kind != MessageKind::Data || !format.writes) continue;
      StringSink out;
      auto writer = make_data_writer(format.name, out, {.sets = first.sets()});
      ASSERT_TRUE(writer.has_value());
      CarriedData carried(format.name, "", **writer);
      carried.set_known_sets(true);
      if (const Status written = read_data_message(bytes, message.name, source, carried); !written) {
        lacking(message, format.name, written.error().what);
        continue;
      }
      // The header, footer and dates of data sets are not compared; what the reader itself left out is not the writer's.
      std::vector<std::string> lost = carried.left_out();
      std::erase_if(lost, [&](const std::string& what) {
        return what == "the header of the message" || what.starts_with("the message's footer") || what.find("of a data set") != std::string::npos ||
               std::ranges::find(first.left_out(), what) != first.left_out().end();
      });
      if (!lost.empty()) {
        lacking(message, format.name, lost.front());
        continue;
      }
      Said again;
      if (const Status read = read_data_message(out.text, message.name, source, again); !read) {
        different(message, format.name, "not read again: " + read.error().to_string());
        continue;
      }
      if (again.lines() == said.lines()) {
        same(message, format.name);
        continue;
      }
      std::vector<std::string> missing;
      std::ranges::set_difference(said.lines(), again.lines(), std::back_inserter(missing));
      std::vector<std::string> added;
      std::ranges::set_difference(again.lines(), said.lines(), std::back_inserter(added));
      different(message, format.name, (missing.empty() ? "" : "without " + missing.front()) + (added.empty() ? "" : " with " + added.front()));
    }
  }

  void structures(const Message& message, std::string_view bytes) {
    auto read = read_structure_message(bytes, message.name);
    if (!read) return unread(message, read.error());
    ++read_[MessageKind::Structure];
    for (const Error& fault : read->faults) unread(message, fault);
    for (const MessageFormat& format : message_formats()) {
      if (format.kind != MessageKind::Structure || !format.writes) continue;
      std::vector<std::string> lost;
      const auto text = write_structure_message(format.name, *read, {}, lost);
      ASSERT_TRUE(text.has_value());
      if (!lost.empty()) {
        lacking(message, format.name, lost.front());
        continue;
      }
      const auto again = read_structure_message(*text, message.name);
      if (!again) {
        different(message, format.name, "not read again: " + again.error().to_string());
      } else if (again->structures == read->structures) {
        same(message, format.name);
      } else {
        different(message, format.name, "other artefacts");
      }
    }
  }

  void metadata(const Message& message, std::string_view bytes) {
    auto read = read_metadata_message(bytes, message.name, &structures_);
    if (!read) return unread(message, read.error());
    ++read_[MessageKind::Metadata];
    for (const Error& fault : read->faults) unread(message, fault);
    for (const MessageFormat& format : message_formats()) {
      if (format.kind != MessageKind::Metadata || !format.writes) continue;
      std::vector<std::string> lost;
      const auto text = write_metadata_message(format.name, *read, {}, &structures_, lost);
      if (!text || !lost.empty()) {
        lacking(message, format.name, text ? lost.front() : text.error().what);
        continue;
      }
      const auto again = read_metadata_message(*text, message.name, &structures_);
      if (!again) {
        different(message, format.name, "not read again: " + again.error().to_string());
      } else if (again->sets == read->sets) {
        same(message, format.name);
      } else {
        different(message, format.name, "other sets");
      }
    }
  }

  std::vector<Message> messages_;
  sdmx::Structures structures_;
  std::map<MessageKind, std::size_t> read_;
  std::map<std::pair<MessageKind, std::string>, Outcome> outcomes_;
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> lacks_;
  std::vector<std::string> unread_, differences_;
};

std::string formats() {
  std::string out = "## Formats\n\n| name | messages | read | written |\n| --- | --- | --- | --- |\n";
  for (const MessageFormat& format : message_formats()) {
    out += "| `" + std::string(format.name) + "` | " + std::string(format.title) + " | " + (format.reads ? "yes" : "no") + " | " + (format.writes ? "yes" : "no") + " |\n";
  }
  return out + "\nAll are read out of gzip and zip too.\n\n";
}

std::string beginning() {
  return "# SDMX in and out\n\n<!-- Written by tests/system/sdmx_collection_test.cpp. -->\n\n"
         "`atalaya inspect` says what a message is and whether it is valid, `atalaya convert` writes it in another format of its kind, and `atalaya load` brings data "
         "messages into the workshop (manual.md).\n\n";
}

TEST(SdmxCollection, ThePageSaysWhatIsSo) {
  const char* const folders = std::getenv("SDMX_TEST_DATA");
  const auto written = read_file(page());
  if (folders == nullptr) {
    ASSERT_TRUE(written.has_value()) << written.error().to_string();
    EXPECT_NE(written->find(formats()), std::string::npos) << "docs/sdmx.md lists other formats than the program has:\n" << formats();
    GTEST_SKIP() << "SDMX_TEST_DATA names no folder of messages";
  }
  Collection collection(folders);
  collection.run();
  for (const std::string& difference : collection.differences()) ADD_FAILURE() << difference.substr(0, 400);
  const std::string text = beginning() + formats() + collection.report();
  if (std::getenv("SDMX_WRITE_DOCS") != nullptr) {
    ASSERT_TRUE(write_file(page(), text).has_value());
  } else {
    EXPECT_EQ(written.value_or(""), text) << "SDMX_WRITE_DOCS=1 writes the page";
  }
}

}  // namespace
}  // namespace atalaya
