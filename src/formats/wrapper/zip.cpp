#include <zip.h>

#include <array>
#include <memory>

#include "base/text.h"
#include "formats/wrapper/unpacking.h"

namespace atalaya {

namespace {

struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseEntry {
  void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};

std::string text_of(zip_error_t& error) {
  std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  return text;
}

}  // namespace

Result<std::vector<UnwrappedMessage>> unwrap_zip(std::string_view bytes, Unpacking& unpacking, const UnwrapLimits& limits) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) return unpacking.fault("the zip cannot be read: " + text_of(error));
  const std::unique_ptr<zip_t, CloseArchive> archive(zip_open_from_source(source, ZIP_RDONLY, &error));
  if (!archive) {
    zip_source_free(source);
    return unpacking.fault("the zip is damaged: " + text_of(error));
  }
  zip_error_fini(&error);
  const auto count = static_cast<std::size_t>(std::max<zip_int64_t>(0, zip_get_num_entries(archive.get(), 0)));
  std::vector<UnwrappedMessage> messages;
  std::array<char, std::size_t{1} << 16U> buffer;
  for (std::size_t i = 0; i < count; ++i) {
    zip_stat_t about;
    zip_stat_init(&about);
    if (zip_stat_index(archive.get(), i, 0, &about) != 0 || (about.valid & ZIP_STAT_NAME) == 0)
      return unpacking.fault("the zip is damaged: entry " + std::to_string(i + 1) + " has no name");
    const std::string own = shorten(replace_invalid_utf8(about.name), 200);
    if (own.ends_with('/')) continue;
    if (messages.size() >= limits.entries) return unpacking.fault("there are more than " + std::to_string(limits.entries) + " files in the zip");
    const std::string name = unpacking.file() + "/" + own;
    const auto fault = [&](const std::string& what) { return fail(ErrorKind::Input, what, {.file = name}); };
    if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && about.encryption_method != ZIP_EM_NONE) return fault("the file is encrypted");
    const std::unique_ptr<zip_file_t, CloseEntry> entry(zip_fopen_index(archive.get(), i, 0));
    if (!entry) return fault(std::string("the file cannot be unpacked: ") + zip_strerror(archive.get()));
    TemporaryFile to = TRY(TemporaryFile::create());
    for (;;) {
      const zip_int64_t made = zip_fread(entry.get(), buffer.data(), buffer.size());
      if (made < 0) return fault(std::string("the file is damaged: ") + zip_file_strerror(entry.get()));
      if (made == 0) break;
      TRY_STATUS(unpacking.take(static_cast<std::size_t>(made)));
      TRY_STATUS(to.write({buffer.data(), static_cast<std::size_t>(made)}));
    }
    auto unpacked = TRY(to.map());
    messages.push_back({name, std::move(unpacked)});
  }
  return messages;
}

}  // namespace atalaya
