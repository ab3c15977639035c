#include "site/offline/shelf.h"

#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "base/version.h"

namespace atalaya::site::offline {

namespace {

constexpr int most_waiting = 8;
/// A file that nobody can be writing any more.
constexpr std::chrono::minutes abandoned{30};

/// Size and time of every file of a folder: what the pages are made of beside the release and the program.
std::string state_of(const std::filesystem::path& folder) {
  std::vector<std::string> lines;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    struct stat about {};
    if (!at->is_regular_file(error) || ::stat(at->path().c_str(), &about) != 0) continue;
    lines.push_back(at->path().lexically_relative(folder).string() + " " + std::to_string(about.st_size) + " " + std::to_string(about.st_mtim.tv_sec) + "." +
                    std::to_string(about.st_mtim.tv_nsec));
  }
  std::ranges::sort(lines);
  return join(lines, "\n");
}

std::string state_of_program() {
  struct stat about {};
  if (::stat("/proc/self/exe", &about) != 0) return {};
  return std::to_string(about.st_size) + " " + std::to_string(about.st_mtim.tv_sec) + "." + std::to_string(about.st_mtim.tv_nsec);
}

Result<SharedCopy> open_copy(const std::filesystem::path& file) {
  MappedFile bytes = TRY(MappedFile::open(file));
  std::string etag = "\"" + sha256(bytes.bytes()).substr(0, 32) + "\"";
  return std::make_shared<const http::ServedFile>(http::ServedFile{std::move(bytes), std::move(etag)});
}

}  // namespace

Status write_copy(const CopySite& source, const CopyName& name, const std::filesystem::path& file, const std::stop_token& stop) {
  const auto files = TRY(pack_files(source, name, stop));
  std::filesystem::path part = file;
  part += "." + std::to_string(::getpid()) + ".part";
  std::error_code error;
  if (const Status written = write_archive(part, files, source.release().created_time(), stop); !written) {
    std::filesystem::remove(part, error);
    return written;
  }
  std::filesystem::rename(part, file, error);
  if (error) {
    const std::string why = error.message();
    std::filesystem::remove(part, error);
    return fail(ErrorKind::System, "the copy cannot be put in its place: " + why, {.file = file.string()});
  }
  const std::filesystem::path parent = file.parent_path();
  return sync_directory(parent.empty() ? std::filesystem::path(".") : parent);
}

Shelf::Shelf(const Release& release, Settings settings) : release_(release), settings_(std::move(settings)) {}

Shelf::~Shelf() = default;

// What a copy is made of beside its name: another program, or another address, makes others.
std::filesystem::path Shelf::own_folder() const {
  const SiteOptions& site = settings_.site;
  const std::string all = release_.sha256 + "\n" + version + "\n" + state_of_program() + "\n" + state_of(settings_.data / "web") + "\n" +
                          state_of(settings_.data / "locale") + "\n" + site.live + "\n" + (site.has_register ? "register" : "");
  return settings_.folder / (release_.id + "-" + sha256(all).substr(0, 16));
}

Result<SharedCopy> Shelf::make(const CopyName& name, const std::stop_token& stop) {
  if (!source_) source_ = TRY(CopySite::make(release_, settings_.data, settings_.site));
  if (!source_->speaks(name.language) || (!name.country.empty() && release_.agenda.find_country(name.country) == nullptr)) {
    return fail(ErrorKind::NotFound, "there is no such copy");
  }
  const std::filesystem::path folder = own_folder();
  const std::filesystem::path file = folder / ((name.country.empty() ? "agenda" : name.country) + "-" + name.language + ".zip");
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    std::filesystem::create_directories(folder, error);
    if (error) return fail(ErrorKind::System, "the folder of copies cannot be made: " + error.message(), {.file = folder.string()});
    TRY_STATUS(write_copy(*source_, name, file, stop));
  }
  return open_copy(file);
}

Result<SharedCopy> Shelf::get(const CopyName& name) { return get(name, {}, true); }

Result<SharedCopy> Shelf::get(const CopyName& name, const std::stop_token& stop, bool may_refuse) {
  std::unique_lock lock(mutex_);
  const auto found = [&]() -> SharedCopy {
    const auto at = copies_.find(name);
    return at == copies_.end() ? nullptr : at->second;
  };
  if (auto there = found()) return there;
  if (busy_) {
    if (may_refuse && waiting_ >= most_waiting) return fail(ErrorKind::Conflict, "other copies are being made");
    background_.request_stop();  // It begins again when nobody waits.
    ++waiting_;
    changed_.wait(lock, [&] { return !busy_ || found(); });
    --waiting_;
    if (auto there = found()) {
      changed_.notify_all();  // The thread waits until nobody does.
      return there;
    }
  }
  busy_ = true;
  lock.unlock();
  Result<SharedCopy> made = fail(ErrorKind::Internal, "the copy could not be made");
  try {
    made = make(name, stop);
  } catch (const std::exception& fault) {
    made = fail(ErrorKind::Internal, std::string("the copy could not be made: ") + fault.what());
  }
  lock.lock();
  busy_ = false;
  if (made) copies_[name] = *made;
  // Said once, however many ask.
  const bool is_trouble = !made && made.error().kind != ErrorKind::NotFound && !stop.stop_requested();
  const std::string trouble = is_trouble ? made.error().to_string() : std::string();
  if (is_trouble && trouble != trouble_) spdlog::error("copies: {}", trouble);
  if (is_trouble || made) trouble_ = trouble;
  changed_.notify_all();
  return made;
}

std::optional<std::size_t> Shelf::size(const CopyName& name) const {
  const std::lock_guard lock(mutex_);
  const auto at = copies_.find(name);
  return at == copies_.end() ? std::nullopt : std::optional(at->second->bytes.bytes().size());
}

std::optional<std::size_t> Shelf::usual_size(const std::string& language) const {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find_if(copies_, [&](const auto& one) { return one.first.language == language && !one.first.country.empty(); });
  return found == copies_.end() ? std::nullopt : std::optional(found->second->bytes.bytes().size());
}

std::size_t Shelf::made() const {
  const std::lock_guard lock(mutex_);
  return copies_.size();
}

void Shelf::sweep() const {
  std::error_code error;
  const std::filesystem::path own = own_folder();
  for (std::filesystem::directory_iterator at(settings_.folder, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (at->path() != own) std::filesystem::remove_all(at->path(), ignored);
  }
  const auto now = std::filesystem::file_time_type::clock::now();
  std::error_code none;
  for (std::filesystem::directory_iterator at(own, none), end; !none && at != end; at.increment(none)) {
    std::error_code ignored;
    if (at->path().extension() == ".zip") continue;
    const auto written = std::filesystem::last_write_time(at->path(), ignored);
    if (!ignored && now - written > abandoned) std::filesystem::remove(at->path(), ignored);
  }
}

void Shelf::begin() {
  thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

void Shelf::prepare(const std::string& language) {
  const std::lock_guard lock(mutex_);
  if (!thread_.joinable() || !prepared_.insert(language).second) return;
  wanted_.insert(language);
  changed_.notify_all();
}

void Shelf::work(const std::stop_token& stop) {
  // Of this thread alone, as Linux has it.
  setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 19);
  sweep();
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [&] { return !wanted_.empty(); })) {
    const std::string language = *wanted_.begin();
    wanted_.erase(wanted_.begin());
    lock.unlock();
    // That of one country tells about how large those of the others are, at a fraction of the work.
    std::vector<CopyName> names;
    if (!release_.agenda.countries.empty() && !usual_size(language)) names.push_back({language, release_.agenda.countries.front().id});
    names.push_back({language});
    for (auto name = names.begin(); name != names.end();) {
      // Who waits for one goes first, and what is being made here makes way.
      std::stop_source making;
      lock.lock();
      const bool goes_on = changed_.wait(lock, stop, [&] { return !busy_ && waiting_ == 0; });
      background_ = making;
      lock.unlock();
      if (!goes_on || stop.stop_requested()) return;
      const std::stop_callback ended(stop, [&making] { making.request_stop(); });
      const auto made = get(*name, making.get_token(), false);
      if (stop.stop_requested()) return;
      if (!made && !making.stop_requested()) break;  // What is wrong with one is wrong with the next.
      if (made) ++name;
    }
    lock.lock();
  }
}

}  // namespace atalaya::site::offline
