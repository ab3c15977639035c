// Documents that people bring as evidence: kept once under their SHA-256, apart from everything that is served as it lies, and only of kinds that run nothing.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/files.h"

namespace atalaya::reg {

struct DocumentKind {
  const char* media_type;
  const char* extension;  ///< With its dot, in lower case.
};
/// PDF, OpenDocument and Office Open XML texts and tables without macros, JPEG, PNG, plain text and CSV.
[[nodiscard]] std::span<const DocumentKind> document_kinds();

struct KeptDocument {
  std::string sha256;
  std::string name;  ///< As it was given, without folders.
  std::string media_type;
  long long size = 0;
};

/// What the bytes are, whatever they are called. Input where they are of no kind that is kept, or carry something that runs: scripts or actions in a PDF,
/// macros.
[[nodiscard]] Result<DocumentKind> recognise(std::string_view bytes);

class Documents {
 public:
  static constexpr std::size_t usual_most_bytes = std::size_t{20} << 20U;
  explicit Documents(std::filesystem::path folder, std::size_t most_bytes = usual_most_bytes) : folder_(std::move(folder)), most_bytes_(most_bytes) {}

  /// Keeps a document; it is on the disk then. Input where it is empty or too large, of another kind than its name and `claimed` (a media type; may be empty)
  /// say, or is refused by recognise().
  [[nodiscard]] Result<KeptDocument> keep(std::string_view bytes, std::string_view name, std::string_view claimed) const;
  /// Keeps bytes that have been examined otherwise, and gives their hash.
  [[nodiscard]] Result<std::string> keep_examined(std::string_view bytes) const;
  /// NotFound; System where the bytes are no longer what their hash says.
  [[nodiscard]] Result<MappedFile> open(std::string_view sha256) const;
  [[nodiscard]] std::size_t most_bytes() const { return most_bytes_; }

 private:
  [[nodiscard]] std::filesystem::path place(std::string_view sha256) const;
  std::filesystem::path folder_;
  std::size_t most_bytes_;
};

}  // namespace atalaya::reg
