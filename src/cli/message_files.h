// Message files as the verbs open them: mapped, out of their wrapper; and the structures that are given beside them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/files.h"
#include "formats/messages.h"
#include "model/sdmx/artefact.h"

namespace atalaya::cli {

/// All artefacts of structure messages, each file read whole. Input where one is no structure message; what in it was not understood is left out.
[[nodiscard]] Result<sdmx::Structures> read_structures(const std::vector<std::string>& files);

/// Bytes for a file that appears whole under its name when commit() is called, or for standard output ("-").
class OutputFile final : public ByteSink {
 public:
  explicit OutputFile(std::string path) : path_(std::move(path)) {}
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile() override;
  [[nodiscard]] Status open();
  [[nodiscard]] Status write(std::string_view bytes) override;
  [[nodiscard]] Status commit();

 private:
  [[nodiscard]] std::unexpected<Error> failure(const char* what) const;
  std::string path_;
  std::filesystem::path draft_;
  int file_ = -1;
};

}  // namespace atalaya::cli
