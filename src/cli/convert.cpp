#include <cstdio>

#include "cli/message_files.h"
#include "cli/session.h"
#include "formats/carried_data.h"
#include "formats/document_messages.h"
#include "model/resolve.h"

namespace atalaya::cli {

namespace {

struct ConvertArguments {
  std::string in, out, to;
  std::vector<std::string> structures, languages;
  std::string dimension_at_observation, labels = "id", time_format = "original", keys = "none";
  bool strict = false;
};

std::string formats_of(MessageKind kind) {
  std::string out;
  for (const MessageFormat& format : message_formats()) {
    if (format.kind == kind && format.writes) out.append(out.empty() ? "" : ", ").append(format.name);
  }
  return out;
}

/// Tells nobody anything: for a reading that only asks which structures a message has.
class Nobody final : public DataSink {
 public:
  Status begin_set(const DataSetInfo&) override { return {}; }
  Status series(SeriesKey, std::span<const Value>) override { return {}; }
  Status observation(const DataObservation&) override { return {}; }
};

/// Writes the data to `out`; the bytes are gone where it has to begin again, so it is told beforehand where it may.
Result<std::vector<std::string>> convert_data(std::string_view bytes, const ConvertArguments& arguments, const sdmx::Structures& structures) {
  const ResolvedStructures source(structures);
  DataWriterOptions options{.dimension_at_observation = arguments.dimension_at_observation,
                            .labels = arguments.labels,
                            .time_format = arguments.time_format,
                            .keys = arguments.keys,
                            .languages = arguments.languages};
  // Some formats name all structures in the beginning. Mostly a message has one, so only where a second one comes it is read for them, and then again.
  for (int reading = 0;; ++reading) {
    OutputFile out(arguments.out);
    TRY_STATUS(out.open());
    auto writer = TRY(make_data_writer(arguments.to, out, options));
    CarriedData carried(arguments.to, arguments.dimension_at_observation, *writer);
    carried.set_known_sets(reading != 0 || arguments.out == "-");
    const Status read = read_data_message(bytes, arguments.in, source, carried, {.shown_structures = true});
    if (!read && carried.wants_sets()) {
      Nobody nobody;
      CarriedData sets(arguments.to, arguments.dimension_at_observation, nobody);
      sets.set_known_sets(true);
      TRY_STATUS(read_data_message(bytes, arguments.in, source, sets, {.shown_structures = true}));
      options.sets = sets.sets();
      continue;
    }
    TRY_STATUS(read);
    if (!arguments.strict || carried.left_out().empty()) TRY_STATUS(out.commit());
    return carried.left_out();
  }
}

Result<std::vector<std::string>> convert_document(std::string_view bytes, const ConvertArguments& arguments, MessageKind kind,
                                                  const sdmx::Structures& structures) {
  std::vector<std::string> left_out;
  const DocumentWriterOptions options{.languages = arguments.languages};
  std::string text;
  if (kind == MessageKind::Structure) {
    const StructureMessage message = TRY(read_structure_message(bytes, arguments.in));
    for (const Error& fault : message.faults) left_out.push_back(fault.to_string());
    text = TRY(write_structure_message(arguments.to, message, options, left_out));
  } else {
    const MetadataSetMessage message = TRY(read_metadata_message(bytes, arguments.in, &structures));
    for (const Error& fault : message.faults) left_out.push_back(fault.to_string());
    text = TRY(write_metadata_message(arguments.to, message, options, &structures, left_out));
  }
  if (arguments.strict && !left_out.empty()) return left_out;
  OutputFile out(arguments.out);
  TRY_STATUS(out.open());
  TRY_STATUS(out.write(text));
  TRY_STATUS(out.commit());
  return left_out;
}

Status convert(const ConvertArguments& arguments) {
  const auto messages = TRY(open_messages(arguments.in));
  if (messages.size() != 1) {
    return fail(ErrorKind::Input, "there are " + std::to_string(messages.size()) + " messages in it", {.file = arguments.in},
                "unpack it, and convert one after the other");
  }
  const MappedFile& file = messages.front().file;
  const MessageGuess guess = guess_message(file.bytes());
  if (guess.format == nullptr) return fail(ErrorKind::Input, "this is no message that is read", {.file = arguments.in}, guess.detail);
  const MessageKind kind = guess.format->kind;
  const MessageFormat* target = find_format(arguments.to, kind);
  if (target == nullptr || !target->writes) {
    return fail(ErrorKind::Usage, std::string("a message of ") + to_string(kind) + " cannot be written as '" + arguments.to + "'", {},
                "it can as " + formats_of(kind));
  }
  const sdmx::Structures structures = TRY(read_structures(arguments.structures));
  const auto left_out =
      TRY(kind == MessageKind::Data ? convert_data(file.bytes(), arguments, structures) : convert_document(file.bytes(), arguments, kind, structures));
  for (const std::string& what : left_out) std::fprintf(stderr, "atalaya: not carried: %s\n", what.c_str());
  if (arguments.strict && !left_out.empty()) {
    return fail(ErrorKind::Input, std::to_string(left_out.size()) + (left_out.size() == 1 ? " thing is" : " things are") + " not carried by " + arguments.to,
                {.file = arguments.in}, "nothing was written, because --strict was given");
  }
  return {};
}

}  // namespace

void add_convert(CLI::App& app, Session& session) {
  auto arguments = std::make_shared<ConvertArguments>();
  CLI::App* verb = app.add_subcommand("convert", "Write a message in another format of the same kind");
  verb->footer("Formats of data: " + formats_of(MessageKind::Data) + "\nof structures: " + formats_of(MessageKind::Structure) +
               "\nof reference metadata: " + formats_of(MessageKind::Metadata) +
               "\n\nExamples:\n  atalaya convert data.xml -o data.csv --to sdmx-csv-2.0 --structure structures.xml\n  atalaya convert structures.xml -o - --to "
               "sdmx-json-2.1");
  verb->add_option("IN", arguments->in, "The message")->required();
  verb->add_option("-o,--output", arguments->out, "The file to write, which appears when it is whole; - for standard output")->required();
  verb->add_option("--to", arguments->to, "The format, of those below")->required();
  verb->add_option("--structure", arguments->structures, "A structure message that data refer to; may be given several times")
      ->take_all()
      ->allow_extra_args(false);
  verb->add_option("--dimension-at-observation", arguments->dimension_at_observation,
                   "TIME_PERIOD, AllDimensions or a dimension; without it, as the message says");
  verb->add_option("--labels", arguments->labels, "SDMX-CSV: ids, names or both")->check(CLI::IsMember({"id", "name", "both"}))->capture_default_str();
  verb->add_option("--time-format", arguments->time_format, "SDMX-CSV: periods as they are, or as dates")
      ->check(CLI::IsMember({"original", "normalized"}))
      ->capture_default_str();
  verb->add_option("--keys", arguments->keys, "SDMX-CSV: columns of keys")->check(CLI::IsMember({"none", "series", "obs", "both"}))->capture_default_str();
  verb->add_option("--language", arguments->languages, "Of names, the best first; may be given several times")->take_all()->allow_extra_args(false);
  verb->add_flag("--strict", arguments->strict, "Fail where the format cannot carry all of the message");
  verb->callback([&session, arguments] { session.work = [arguments] { return convert(*arguments); }; });
}

}  // namespace atalaya::cli
