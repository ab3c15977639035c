// The way in: posting a comment.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/error.h"
#include "register/consultation/cells.h"
#include "register/consultation/consultation.h"
#include "register/consultation/flood.h"
#include "register/consultation/words.h"
#include "register/store/store.h"

namespace atalaya::reg::consultation {

/// Who speaks.
struct Speaker {
  std::string person = {};  ///< Public id; empty: nobody who has logged in.
  std::string name = {};    ///< As it is shown; an anonymous speaker's may be empty.
  Voice standing = Voice::Anonymous;
  std::string address = {};  ///< Of the connection, for the pace alone: it is not kept.
};

struct NewComment {
  std::string consultation;
  int paragraph = 0;        ///< 0: on the whole text. A reply is on the paragraph of what it answers.
  std::string parent = {};  ///< Public id of the comment that it answers; may be empty.
  std::string language;     ///< One of the consultation's.
  std::string text;         ///< At most 5,000 characters, in lines.
  std::string form;         ///< The token of Forms::open().
};

struct Posted {
  std::string id;         ///< Public.
  bool repeated = false;  ///< It was there already: the same form was sent again, or the same text on the same point.
  Showing showing = Showing::Published;
  std::string appeal_key = {};  ///< For an anonymous author, who has nothing else to appeal with; the store has its hash.
};

/// All members may be called by many threads.
class Comments {
 public:
  Comments(Store& store, Forms forms);

  /// A consultation that comments are sent to, remembered: its texts and its terms are never changed. Not so its closing, which may be out of date here.
  /// NotFound.
  [[nodiscard]] Result<std::shared_ptr<const Consultation>> about(const std::string& consultation);
  [[nodiscard]] std::string open_form(const std::string& consultation) const { return forms_.open(consultation, store_.clock().now()); }
  /// The comment is on the disk when this returns, and it is there once however often a form is sent. What is late, by the store's clock, is refused.
  /// Conflict: not open, too fast, not this voice, another text with a form that was sent. Input, at the field. NotFound: no such consultation, paragraph,
  /// parent.
  [[nodiscard]] Result<Posted> post(const Speaker& speaker, const NewComment& comment);

  [[nodiscard]] const Forms& forms() const { return forms_; }

 private:
  [[nodiscard]] Result<Posted> post_one(soci::session& session, const Speaker& speaker, const NewComment& comment, const std::string& form);
  /// All but `closes`, remembered too.
  [[nodiscard]] Result<Terms> terms(soci::session& session, const std::string& consultation);

  Store& store_;
  Forms forms_;
  Salts salts_;
  std::mutex mutex_;  ///< Over what is remembered, of consultations that there are.
  std::map<std::string, std::shared_ptr<const Consultation>> consultations_;
  std::map<std::string, Terms> terms_;
};

// ---- Inside of a transaction

/// What later steps have to know of a comment.
struct CommentRow {
  long long key = 0;
  long long consultation = 0;
  Cell cell;
  std::string author;      ///< Empty: anonymous.
  std::string appeal_key;  ///< Its hash; may be empty.
};
[[nodiscard]] Result<CommentRow> read_comment(soci::session& session, const std::string& comment);  ///< NotFound

/// Conflict where the consultation does not take this voice.
[[nodiscard]] Status check_voice(Voice least, const Speaker& speaker);

}  // namespace atalaya::reg::consultation
