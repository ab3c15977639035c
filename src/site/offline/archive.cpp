#include "site/offline/archive.h"

#include <zip.h>

#include "base/files.h"

namespace atalaya::site::offline {

namespace {

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};

// MS-DOS: two fields without a zone, from 1980 on, every other second.
struct DosTime {
  zip_uint16_t time = 0, date = 0;
};
DosTime dos_time(std::time_t moment) {
  std::tm parts{};
  gmtime_r(&moment, &parts);
  if (parts.tm_year < 80) return {0, (1U << 5U) | 1U};
  return {static_cast<zip_uint16_t>((parts.tm_hour << 11) | (parts.tm_min << 5) | (parts.tm_sec / 2)),
          static_cast<zip_uint16_t>(((parts.tm_year - 80) << 9) | ((parts.tm_mon + 1) << 5) | parts.tm_mday)};
}

}  // namespace

Status write_archive(const std::filesystem::path& path, const std::vector<ArchiveFile>& files, std::time_t time) {
  int code = 0;
  std::unique_ptr<zip_t, Discard> archive(zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code));
  const auto failed = [&](const std::string& why) { return fail(ErrorKind::System, "the archive cannot be written: " + why, {.file = path.string()}); };
  if (!archive) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const std::string why = zip_error_strerror(&error);
    zip_error_fini(&error);
    return failed(why);
  }
  const DosTime dos = dos_time(time);
  for (const ArchiveFile& file : files) {
    zip_source_t* source = zip_source_buffer(archive.get(), file.bytes->data(), file.bytes->size(), 0);
    const zip_int64_t at = source == nullptr ? -1 : zip_file_add(archive.get(), file.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (at < 0) {
      if (source != nullptr) zip_source_free(source);
      return failed(file.name + ": " + zip_strerror(archive.get()));
    }
    const auto index = static_cast<zip_uint64_t>(at);
    if (zip_set_file_compression(archive.get(), index, ZIP_CM_DEFLATE, 6) != 0 || zip_file_set_dostime(archive.get(), index, dos.time, dos.date, 0) != 0 ||
        zip_file_set_external_attributes(archive.get(), index, 0, ZIP_OPSYS_UNIX, 0100644U << 16U) != 0) {
      return failed(file.name + ": " + zip_strerror(archive.get()));
    }
  }
  // libzip writes a file of its own beside it and renames that.
  if (zip_close(archive.get()) != 0) return failed(zip_strerror(archive.get()));
  (void)archive.release();
  return sync_file(path);
}

}  // namespace atalaya::site::offline
