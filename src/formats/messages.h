// Every message format behind one door: what bytes are, readers by what the bytes are, writers by a format's name.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "model/data_message.h"

namespace atalaya {

enum class MessageKind { Structure, Data, Metadata };
[[nodiscard]] const char* to_string(MessageKind kind);  ///< "structure", "data", "metadata"

/// A format by the name that the command line has for it. One name may stand for messages of several kinds ("sdmx-ml-2.1").
struct MessageFormat {
  std::string_view name;  ///< "sdmx-ml-2.1-generic"
  MessageKind kind;
  std::string_view title;  ///< "SDMX-ML 2.1, generic data"
  bool reads = true, writes = true;
};
[[nodiscard]] std::span<const MessageFormat> message_formats();
[[nodiscard]] const MessageFormat* find_format(std::string_view name, MessageKind kind);

/// What the beginning of the bytes says that they are; null `format` where they are no message that is read.
struct MessageGuess {
  const MessageFormat* format = nullptr;
  std::string detail = {};  ///< The root element, or what the message is instead ("SDMX-ML 2.1 RegistryInterface").
  Place place = {};         ///< Of a fault in the beginning of the bytes.
};
[[nodiscard]] MessageGuess guess_message(std::string_view bytes);

/// A message of a file: the file itself, or what is in its gzip or zip wrapping.
struct MessageFile {
  std::string name;  ///< "archive.zip/data.xml"
  MappedFile file;
};
[[nodiscard]] Result<std::vector<MessageFile>> open_messages(const std::filesystem::path& path);

struct DataReadOptions {
  /// SDMX-CSV: where a structure is not known, what the columns show of it, with a note that says so.
  bool shown_structures = false;
};

/// Reads a data message of any format into `sink`. What the message has and a sink has no place for comes as notes without a code.
[[nodiscard]] Status read_data_message(std::string_view bytes, const std::string& file, const StructureSource& structures, DataSink& sink,
                                       const DataReadOptions& options = {});

struct DataWriterOptions {
  std::string dimension_at_observation = {};  ///< Empty: as each set says.
  std::string labels = "id";                  ///< "id", "name", "both": SDMX-CSV.
  std::string time_format = "original";       ///< "original", "normalized": SDMX-CSV.
  std::string keys = "none";                  ///< "none", "series", "obs", "both": SDMX-CSV.
  std::vector<std::string> languages = {};    ///< Of names, the best first.
  LocalText structure_name = {};              ///< Of what the sets are reported against; empty: the data structure's.
  std::vector<DataSetInfo> sets = {};         ///< Where the message has data sets of several structures: all of them.
};

/// A sink that writes data messages of a format as a stream. Usage where the format is none that is written.
[[nodiscard]] Result<std::unique_ptr<DataSink>> make_data_writer(std::string_view format, ByteSink& out, DataWriterOptions options = {});

}  // namespace atalaya
