// The way out: comments by filters, page by page, and threads.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "register/consultation/words.h"
#include "register/store/store.h"

namespace soci {
class session;
}

namespace atalaya::reg::consultation {

enum class Order : std::uint8_t { Newest, Support };

struct CommentFilter {
  std::string consultation;
  Showing showing = Showing::Published;
  std::optional<int> paragraph = {};  ///< 0: those on the whole text.
  std::optional<Voice> standing = {};
  std::optional<std::string> language = {};
  std::optional<bool> answered = {};
  std::optional<bool> reply = {};
  Order order = Order::Newest;
};

struct Comment {
  std::string id;  ///< Public.
  int paragraph = 0;
  std::string parent;  ///< Public id of what it answers; may be empty.
  Voice standing = Voice::Anonymous;
  Showing showing = Showing::Published;
  std::string name;  ///< May be empty.
  std::string language;
  std::string text;
  std::string instant;
  long long support = 0;
  long long repeats = 0;  ///< How often somebody else, anonymous too, sent the same text.
  bool answered = false;
  std::optional<Reason> hidden_for = {};
};

struct CommentPage {
  std::vector<Comment> comments;
  std::string next;  ///< `after` of the next page; empty: this is the last.
};

[[nodiscard]] Result<CommentPage> comments(Store& store, const CommentFilter& filter, const std::string& after = {}, std::size_t most = 50);
/// Exact, whatever the number.
[[nodiscard]] Result<long long> count(Store& store, const CommentFilter& filter);
/// A comment, with its text whatever its showing: what of it is shown is for the caller.
[[nodiscard]] Result<Comment> find_comment(Store& store, const std::string& comment);
/// The same where it is one of this consultation.
[[nodiscard]] Result<Comment> find_comment(Store& store, const std::string& consultation, const std::string& comment);
/// Whether a comment is of this person.
[[nodiscard]] Result<bool> is_of(Store& store, const std::string& person, const std::string& comment);
/// The replies below a comment that answers none, in the order in which they came, after the reply `after`. Those that wait are left out; of those that are
/// hidden there is the reason, without name and text.
[[nodiscard]] Result<CommentPage> thread(Store& store, const std::string& root, const std::string& after = {}, std::size_t most = 200);
/// All of one person's, for them to see: the newest first.
[[nodiscard]] Result<CommentPage> comments_of(Store& store, const std::string& person, const std::string& after = {}, std::size_t most = 200);

// ---- Inside of a transaction

/// By their keys, in the order of the keys that are given.
[[nodiscard]] std::vector<Comment> read_comments(soci::session& session, const std::vector<long long>& keys);

}  // namespace atalaya::reg::consultation
