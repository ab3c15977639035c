// The copies of a release that are there to be downloaded: each is made once, at the first wish, and kept as a file in the workspace.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "http/file_answer.h"
#include "site/offline/pack.h"

namespace atalaya::site::offline {

using SharedCopy = std::shared_ptr<const http::ServedFile>;

/// All members may be called from many threads at once.
class Shelf {
 public:
  struct Settings {
    std::filesystem::path folder;  ///< Of the copies of all releases; nothing else belongs in it.
    std::filesystem::path data;    ///< The program's own (base/files.h).
    SiteOptions site;
  };
  /// Touches no file. `release` must outlive it.
  Shelf(const Release& release, Settings settings);
  ~Shelf();

  /// The copy, made now by one of those who ask while the others wait for it. Conflict where too many wait already; NotFound: no such language or country.
  [[nodiscard]] Result<SharedCopy> get(const CopyName& name);
  /// Bytes of a copy that is made already.
  [[nodiscard]] std::optional<std::size_t> size(const CopyName& name) const;
  /// Of a copy of some country in the language, which says about what those of the others will have.
  [[nodiscard]] std::optional<std::size_t> usual_size(const std::string& language) const;
  /// Another number each time that a copy was made.
  [[nodiscard]] std::size_t made() const;

  /// Starts the thread that deletes the copies of other releases, and makes those that prepare() asks for, after everything else that the machine has to do.
  void begin();
  /// The copy of the whole agenda in a language and that of a country, so that sizes can be told.
  void prepare(const std::string& language);

  [[nodiscard]] const Release& release() const { return release_; }

 private:
  void work(const std::stop_token& stop);
  void sweep() const;
  [[nodiscard]] Result<SharedCopy> make(const CopyName& name, const std::stop_token& stop);
  [[nodiscard]] Result<SharedCopy> get(const CopyName& name, const std::stop_token& stop, bool may_refuse);
  [[nodiscard]] std::filesystem::path own_folder() const;

  const Release& release_;
  Settings settings_;
  std::unique_ptr<CopySite> source_;  // Of who makes a copy.
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  bool busy_ = false;
  int waiting_ = 0;
  std::stop_source background_;  // Of what the thread is making.
  std::map<CopyName, SharedCopy> copies_;
  std::string trouble_;                      // The last, which was said.
  std::set<std::string> wanted_, prepared_;  // Languages.
  std::jthread thread_;                      // The last member: it ends before what it uses.
};

/// Makes a copy and puts it at `file`, which is there wholly or not at all.
[[nodiscard]] Status write_copy(const CopySite& source, const CopyName& name, const std::filesystem::path& file, const std::stop_token& stop = {});

}  // namespace atalaya::site::offline
