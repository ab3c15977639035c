// docs/sdmx.md: the formats, and what becomes of the messages of public collections that are read, written in every format of their kind, and read again.
//
// SDMX_TEST_COLLECTIONS names the folder in which tests/system/fetch_sdmx_collections.sh has put the collections; the page that results must be docs/sdmx.md
// (SDMX_WRITE_DOCS=1 writes it). With SDMX_TEST_DATA, folders of messages apart by ':', whatever is not read, or cannot be carried, must be for a reason that
// stands on the page. With neither, the page's list of formats must be the program's.
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
#include "system/guide_structures.h"
#include "system/said.h"
#include "unit/collection_source.h"

namespace atalaya {
namespace {

namespace fs = std::filesystem;
using testing::Said;

fs::path page() { return fs::path(ATALAYA_SOURCE) / "docs/sdmx.md"; }

struct Message {
  std::string name;
  MappedFile file;
  const MessageFormat* format;
  std::size_t collection;
};

/// The structures of a message's own collection, then those of the others.
class Sources final : public StructureSource {
 public:
  Sources(const std::vector<sdmx::Structures>& collections, std::size_t own) {
    known_.emplace_back(collections[own]);
    for (std::size_t i = 0; i < collections.size(); ++i) {
      if (i != own) known_.emplace_back(collections[i]);
    }
  }
  Result<std::shared_ptr<const DataStructure>> structure_of(const sdmx::Reference& reference) const override {
    auto found = known_.front().structure_of(reference);
    for (std::size_t i = 1; i < known_.size() && !found; ++i) {
      if (auto other = known_[i].structure_of(reference)) found = std::move(other);
    }
    return found;
  }

 private:
  std::vector<testing::CollectionSource> known_;
};

/// Structures for one message, before those of the collections: of the guides' examples; and, for what was written of it, those that its sets have.
class MessageSource final : public StructureSource {
 public:
  MessageSource(const StructureSource* others, std::string_view bytes, const std::vector<DataSetInfo>& sets) : others_(others), bytes_(bytes), sets_(&sets) {}
  Result<std::shared_ptr<const DataStructure>> structure_of(const sdmx::Reference& reference) const override {
    for (const DataSetInfo& set : *sets_) {
      if (set.reference == reference) return set.structure;
    }
    for (const DataSetInfo& set : *sets_) {
      const sdmx::Reference own{sdmx::Kind::DataStructure, set.structure->agency, set.structure->id, set.structure->version};
      if (set.reference.empty() && own == reference) return set.structure;
    }
    if (auto of_guide = testing::guide_structure(bytes_, reference)) return of_guide;
    if (others_ != nullptr) return others_->structure_of(reference);
    return fail(ErrorKind::NotFound, "there is no " + reference.short_text());
  }

 private:
  const StructureSource* others_;
  std::string_view bytes_;
  const std::vector<DataSetInfo>* sets_;
};

class Collections {
 public:
  explicit Collections(const std::vector<fs::path>& folders) {
    for (const fs::path& folder : folders) find(folder);
    structures_.resize(names_.size());
    for (const Message& message : messages_) {
      if (message.format->kind != MessageKind::Structure) continue;
      const auto read = read_structure_message(message.file.bytes(), message.name);
      if (!read) continue;
      read->structures.for_each([&](const sdmx::Artefact& artefact) {
        all_.add(artefact);
        // Stubs would stand in the way of what they stand for.
        const auto* structure = std::get_if<sdmx::DataStructure>(&artefact);
        if (structure == nullptr || !structure->dimensions.empty()) (void)structures_[message.collection].add(artefact);
      });
    }
  }

  void run() {
    std::vector<std::unique_ptr<Sources>> sources;
    for (std::size_t i = 0; i < names_.size(); ++i) sources.push_back(std::make_unique<Sources>(structures_, i));
    for (const Message& message : messages_) {
      switch (message.format->kind) {
        case MessageKind::Data: data(message, *sources[message.collection]); break;
        case MessageKind::Structure: structures(message); break;
        case MessageKind::Metadata: metadata(message); break;
      }
    }
  }

  [[nodiscard]] std::string report() const {
    std::string out = "## What becomes of public messages\n\n";
    out +=
        "Each message is read, written in every format of its kind, and read again. Then both say the same; or the format lacks a word for something, which "
        "the writer says, and all else is the same. Headers are not held against each other. A message that came before, in another collection, is left "
        "out. `tests/system/fetch_sdmx_collections.sh` fetches the collections: `khaeru` is khaeru/sdmx-test-data; the others are the samples in the "
        "repositories of the standard's working group, and the examples in the field guides of SDMX-CSV. Where no collection has the structure of a data "
        "message, the test gives one, made of what the message shows.\n\n| collection | files | messages | of them new |\n| --- | ---: | ---: | ---: |\n";
    for (const Name& name : names_) {
      out += "| `" + name.text + "` | " + std::to_string(name.files) + " | " + std::to_string(name.messages) + " | " + std::to_string(name.fresh) + " |\n";
    }
    out += "\n";
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
        out += "| `" + std::string(format.name) + "` | " + std::to_string(outcome.same) + " | " + std::to_string(outcome.lacking) + " | " +
               std::to_string(outcome.different) + " |\n";
      }
      out += "\n";
    }
    out += "### Messages that are not read\n\nEach with what the reader says is wrong with it.\n\n";
    for (const std::string& line : unread_) out += "- " + line + "\n";
    out += "\n### What of a message is not read\n\nThe rest of it is.\n\n| what | messages | the first |\n| --- | ---: | --- |\n";
    for (const auto& [what, files] : in_part_) out += "| " + what + " | " + std::to_string(files.size()) + " | " + files.front() + " |\n";
    out += "\n### Files that hold no structures, data or metadata\n\n| what | files | the first |\n| --- | ---: | --- |\n";
    for (const auto& [what, files] : no_messages_) out += "| " + what + " | " + std::to_string(files.size()) + " | " + files.front() + " |\n";
    out += "\n### What formats lack\n\nFor each reason why a format cannot carry a message, how many there are and the first.\n\n";
    out += "| format | what it lacks | messages | the first |\n| --- | --- | ---: | --- |\n";
    for (const auto& [what, files] : lacks_) {
      out += "| " + what.first + " | " + what.second + " | " + std::to_string(files.size()) + " | " + files.front() + " |\n";
    }
    return out;
  }

  /// What must stand on the page: each thing that is not as it should be, with its reason.
  [[nodiscard]] std::vector<std::string> exceptions() const {
    std::vector<std::string> out = unread_reasons_;
    for (const auto& [what, files] : in_part_) out.push_back("| " + what + " | ");
    for (const auto& [what, files] : lacks_) out.push_back("| " + what.first + " | " + what.second + " | ");
    return out;
  }
  [[nodiscard]] const std::vector<std::string>& differences() const { return differences_; }

 private:
  struct Outcome {
    std::size_t same = 0, lacking = 0, different = 0;
  };
  struct Name {
    std::string text;
    std::size_t files = 0, messages = 0, fresh = 0;
  };
  using Files = std::vector<std::string>;

  void find(const fs::path& folder) {
    Name& name = names_.emplace_back(Name{.text = fs::canonical(folder).filename().string()});
    std::vector<fs::path> paths;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      const std::string extension = entry.path().extension();
      constexpr std::array known = {".xml", ".json", ".csv", ".zip", ".gz"};
      if (entry.is_regular_file() && std::ranges::find(known, extension) != known.end()) paths.push_back(entry.path());
    }
    std::ranges::sort(paths);
    for (const fs::path& path : paths) {
      ++name.files;
      auto opened = open_messages(path);
      ASSERT_TRUE(opened.has_value()) << opened.error().to_string();
      for (MessageFile& one : *opened) {
        const std::string shown = name.text + "/" + fs::relative(path, folder).string() + one.name.substr(path.string().size());
        const MessageGuess guess = guess_message(one.file.bytes());
        if (guess.format == nullptr) {
          no_messages_[guess.detail].push_back(shown);
          continue;
        }
        ++name.messages;
        // An empty line at the end makes no other message.
        if (!seen_.insert(std::string(trim(one.file.bytes()))).second) continue;
        ++name.fresh;
        messages_.push_back({shown, std::move(one.file), guess.format, names_.size() - 1});
      }
    }
  }

  static std::string plain(const Error& fault) {
    Error out = fault;
    out.place.file.clear();
    out.hint.clear();
    return cell(out.to_string());
  }
  static std::string cell(std::string text) {
    std::ranges::replace(text, '|', '/');
    std::ranges::replace(text, '\n', ' ');
    return text;
  }
  void unread(const Message& message, const Error& error) {
    unread_.push_back(message.name + ": " + plain(error));
    unread_reasons_.push_back(plain(error));
  }
  void in_part(const Message& message, const std::string& what) { in_part_[what].push_back(message.name); }

  /// Reasons without what is of one message alone, so that they add up.
  static std::string general(std::string what) {
    if (const auto colon = what.find(": "); colon != std::string::npos && what.find('(') < colon) what.erase(0, colon + 2);
    return shorten(cell(std::move(what)), 100);
  }

  void lacking(const Message& message, std::string_view format, const std::string& what) {
    ++outcomes_[{message.format->kind, std::string(format)}].lacking;
    lacks_[{"`" + std::string(format) + "` " + to_string(message.format->kind), general(what)}].push_back(message.name);
  }
  void same(const Message& message, std::string_view format) { ++outcomes_[{message.format->kind, std::string(format)}].same; }
  void different(const Message& message, std::string_view format, const std::string& what) {
    ++outcomes_[{message.format->kind, std::string(format)}].different;
    differences_.push_back(message.name + " as " + std::string(format) + ": " + what);
  }
  static std::string difference(const Said& from, const Said& to) {
    std::vector<std::string> missing;
    std::ranges::set_difference(from.lines(), to.lines(), std::back_inserter(missing));
    std::vector<std::string> added;
    std::ranges::set_difference(to.lines(), from.lines(), std::back_inserter(added));
    return (missing.empty() ? "" : "without " + missing.front()) + (added.empty() ? "" : " with " + added.front());
  }

  void data(const Message& message, const StructureSource& others) {
    constexpr DataReadOptions options{.shown_structures = true};
    const std::string_view bytes = message.file.bytes();
    const std::vector<DataSetInfo> none;
    MessageSource source(&others, bytes, none);
    Said said;
    if (const Status read = read_data_message(bytes, message.name, source, said, options); !read) {
      // SDMX-JSON describes its structure itself, and it may be another than the one of that name.
      source = MessageSource(nullptr, bytes, none);
      said = Said();
      if (!message.format->name.starts_with("sdmx-json-")) return unread(message, read.error());
      if (const Status alone = read_data_message(bytes, message.name, source, said); !alone) return unread(message, alone.error());
      in_part(message, "another structure than the one of that name, which is taken as it is described: " + general(read.error().what));
    }
    for (const std::string& note : said.notes()) in_part(message, cell(note));
    ++read_[MessageKind::Data];
    for (const MessageFormat& format : message_formats()) {
      if (format.kind != MessageKind::Data || !format.writes) continue;
      StringSink out;
      auto writer = make_data_writer(format.name, out, {.sets = said.sets()});
      ASSERT_TRUE(writer.has_value());
      Said carried_on;
      testing::Both both(carried_on, **writer);
      CarriedData carried(format.name, "", both);
      carried.set_known_sets(true);
      if (const Status written = read_data_message(bytes, message.name, source, carried, options); !written) {
        lacking(message, format.name, written.error().what);
        continue;
      }
      // What the reader itself left out is not the writer's.
      std::vector<std::string> lost = carried.left_out();
      std::erase_if(
          lost, [&](const std::string& what) { return what == "the header of the message" || std::ranges::find(said.notes(), what) != said.notes().end(); });
      const MessageSource known(&others, bytes, said.sets());
      Said again;
      if (lost.empty() && carried_on.lines() != said.lines()) {
        different(message, format.name, "lost without a word: " + difference(said, carried_on));
      } else if (const Status read = read_data_message(out.text, message.name, known, again); !read && (lost.empty() || !carried_on.lines().empty())) {
        different(message, format.name, "not read again: " + read.error().to_string());
      } else if (again.lines() != carried_on.lines()) {
        different(message, format.name, difference(carried_on, again));
      } else {
        lost.empty() ? same(message, format.name) : lacking(message, format.name, lost.front());
      }
    }
  }

  void structures(const Message& message) {
    auto read = read_structure_message(message.file.bytes(), message.name);
    if (!read) return unread(message, read.error());
    documents(
        message, *read, [&](std::string_view format, const StructureMessage& one, Files& lost) { return write_structure_message(format, one, {}, lost); },
        [&](std::string_view text) { return read_structure_message(text, message.name); }, &StructureMessage::structures);
  }

  void metadata(const Message& message) {
    auto read = read_metadata_message(message.file.bytes(), message.name, &all_);
    if (!read) return unread(message, read.error());
    documents(
        message, *read,
        [&](std::string_view format, const MetadataSetMessage& one, Files& lost) { return write_metadata_message(format, one, {}, &all_, lost); },
        [&](std::string_view text) { return read_metadata_message(text, message.name, &all_); }, &MetadataSetMessage::sets);
  }

  /// Of what a format lacks nothing is lost beside: what is read of it is written the same, and then nothing is lacking.
  template <typename Document, typename Contents>
  void documents(const Message& message, Document& first, auto write, auto read, Contents Document::*contents) {
    if (first.header.prepared.empty()) first.header.prepared = "2026-01-01T00:00:00Z";  // else the time of writing
    ++read_[message.format->kind];
    for (const Error& fault : first.faults) in_part(message, plain(fault));
    // Members of JSON, each with its place.
    std::set<std::string> members;
    for (const MessageNote& note : first.notes) {
      const std::string text = note.text.in("en");
      if (note.code.empty() && text.starts_with(message.name)) members.insert(text.substr(text.find(' ') + 1));
      if (note.code.empty() && !text.starts_with(message.name)) in_part(message, cell(text));
    }
    if (!members.empty()) in_part(message, "members without a meaning: " + shorten(join({members.begin(), members.end()}, ", "), 160));
    for (const MessageFormat& format : message_formats()) {
      if (format.kind != message.format->kind || !format.writes) continue;
      Files lost;
      const auto text = write(format.name, first, lost);
      std::erase(lost, "the header of the message");
      if (!text) {
        lacking(message, format.name, text.error().what);
        continue;
      }
      auto again = read(*text);
      if (!again) {
        different(message, format.name, "not read again: " + again.error().to_string());
      } else if (!again->faults.empty()) {
        different(message, format.name, "read again with a fault: " + again->faults.front().to_string());
      } else if (lost.empty()) {
        (*again).*contents == first.*contents ? same(message, format.name) : different(message, format.name, "other contents");
      } else {
        Files more;
        again->header = first.header;
        const auto text_again = write(format.name, *again, more);
        std::erase(more, "the header of the message");
        if (!text_again || !more.empty()) {
          different(message, format.name, "lacks more when written again: " + (text_again ? more.front() : text_again.error().to_string()));
        } else {
          *text_again == *text ? lacking(message, format.name, lost.front()) : different(message, format.name, "other text when written again");
        }
      }
    }
  }

  std::vector<Name> names_;
  std::vector<Message> messages_;
  std::set<std::string> seen_;
  std::vector<sdmx::Structures> structures_;  // of each collection
  sdmx::Structures all_;
  std::map<MessageKind, std::size_t> read_;
  std::map<std::pair<MessageKind, std::string>, Outcome> outcomes_;
  std::map<std::pair<std::string, std::string>, Files> lacks_;
  std::map<std::string, Files> in_part_, no_messages_;
  Files unread_, unread_reasons_, differences_;
};

std::string formats() {
  std::string out = "## Formats\n\n| name | messages | read | written |\n| --- | --- | --- | --- |\n";
  for (const MessageFormat& format : message_formats()) {
    out += "| `" + std::string(format.name) + "` | " + std::string(format.title) + " | " + (format.reads ? "yes" : "no") + " | " +
           (format.writes ? "yes" : "no") + " |\n";
  }
  return out + "\nAll are read out of gzip and zip too.\n\n";
}

std::string beginning() {
  return "# SDMX in and out\n\n<!-- Written by tests/system/sdmx_collection_test.cpp. -->\n\n"
         "`atalaya inspect` says what a message is and whether it is valid, `atalaya convert` writes it in another format of its kind, and `atalaya load` "
         "brings data messages into the workshop (manual.md).\n\n";
}

std::vector<fs::path> folders_of(const char* collections, const char* data) {
  std::vector<fs::path> out;
  if (collections != nullptr) {
    for (const auto& entry : fs::directory_iterator(collections)) out.push_back(entry.path());
    std::ranges::sort(out);
  } else {
    for (const std::string_view folder : split(data, ':')) {
      if (!folder.empty()) out.emplace_back(folder);
    }
  }
  return out;
}

TEST(SdmxCollection, ThePageSaysWhatIsSo) {
  const char* const all = std::getenv("SDMX_TEST_COLLECTIONS");
  const char* const some = std::getenv("SDMX_TEST_DATA");
  const auto written = read_file(page());
  if (all == nullptr && some == nullptr) {
    ASSERT_TRUE(written.has_value()) << written.error().to_string();
    EXPECT_NE(written->find(formats()), std::string::npos) << "docs/sdmx.md lists other formats than the program has:\n" << formats();
    GTEST_SKIP() << "neither SDMX_TEST_COLLECTIONS nor SDMX_TEST_DATA names folders of messages";
  }
  Collections collections(folders_of(all, some));
  collections.run();
  for (const std::string& difference : collections.differences()) ADD_FAILURE() << difference.substr(0, 400);
  const std::string text = beginning() + formats() + collections.report();
  if (all != nullptr && std::getenv("SDMX_WRITE_DOCS") != nullptr) {
    ASSERT_TRUE(write_file(page(), text).has_value());
  } else if (all != nullptr) {
    EXPECT_EQ(written.value_or(""), text) << "SDMX_WRITE_DOCS=1 writes the page";
  } else {
    for (const std::string& exception : collections.exceptions()) {
      EXPECT_NE(written.value_or("").find(exception), std::string::npos) << "docs/sdmx.md does not have: " << exception;
    }
  }
}

}  // namespace
}  // namespace atalaya
