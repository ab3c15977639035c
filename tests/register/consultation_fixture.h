// A register with consultations, on either database, and people who speak.
#pragma once

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <random>
#include <ranges>
#include <set>
#include <thread>

#include "postgres.h"
#include "register/consultation/answers.h"
#include "register/consultation/cells.h"
#include "register/consultation/closing.h"
#include "register/consultation/comment_list.h"
#include "register/consultation/comments.h"
#include "register/consultation/consultation.h"
#include "register/consultation/erasure.h"
#include "register/consultation/moderation.h"
#include "register/consultation/open_data.h"
#include "register/consultation/results.h"
#include "register/consultation/speaker.h"
#include "register/consultation/support.h"
#include "register/consultation/zone.h"
#include "register/store/log.h"
#include "register/store/random.h"
#include "register/store/statement.h"

namespace atalaya::reg::consultation {
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

inline Draft sample() {
  Draft out;
  out.title = {{"es", "Agenda 2030"}, {"en", "Agenda 2030"}, {"pt", "Agenda 2030"}};
  out.introduction = {{"es", "Proyecto"}};
  for (const char* label : {"", "1", "2"}) {
    out.paragraphs.push_back({.number = 0, .label = label, .heading = *label == 0, .content = {{"es", "Párrafo"}, {"en", "Paragraph"}, {"pt", "Parágrafo"}}});
  }
  out.opens = "2026-11-26T08:00";
  out.closes = "2026-12-31T23:59";
  out.zone = "America/Santiago";
  return out;
}

inline const std::string key(32, 'k');

class ConsultationTest : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    NEEDS_DATABASE(test_);
    test_.clock().pass(hours(1));
    comments_ = std::make_unique<Comments>(store(), Forms(key, {}));
  }
  Store& store() { return test_.store(); }
  std::string open(Voice voice = Voice::Anonymous, Moderation moderation = Moderation::After) {
    Draft draft = sample();
    draft.voice = voice;
    draft.moderation = moderation;
    auto id = publish(store(), "secretariat", draft);
    if (!id) throw std::runtime_error(id.error().to_string());
    return *id;
  }
  /// A form that has been open for long enough.
  std::string form(const std::string& consultation) {
    const std::string out = comments_->open_form(consultation);
    test_.clock().pass(seconds(3));
    return out;
  }
  Result<Posted> post(const Speaker& speaker, const std::string& consultation, const std::string& text, int paragraph = 2, const std::string& parent = {}) {
    return comments_->post(speaker, {consultation, paragraph, parent, "es", text, form(consultation)});
  }
  std::vector<std::string> texts(CommentFilter filter) {
    std::vector<std::string> out;
    const CommentPage page = comments(store(), filter).value();
    for (const Comment& comment : page.comments) out.push_back(comment.text);
    EXPECT_EQ(count(store(), filter).value(), static_cast<long long>(out.size()));
    return out;
  }

  static Speaker ana() { return {"person-ana", "Ana", Voice::Verified}; }
  static Speaker luis() { return {"person-luis", "Luis", Voice::Registered}; }
  static Speaker nobody(const std::string& address = "192.0.2.1") { return {"", "", Voice::Anonymous, address}; }

  testing::TestStore test_{GetParam()};
  std::unique_ptr<Comments> comments_;
};

}  // namespace atalaya::reg::consultation
