// Comments by filters, page by page, and threads.
#include "consultation_fixture.h"

namespace atalaya::reg::consultation {
namespace {

TEST_P(ConsultationTest, CommentsAreListedByAnyFilter) {
  const std::string id = open();
  const std::string first = post(ana(), id, "Uno", 2).value().id;
  ASSERT_TRUE(post(luis(), id, "Dos", 3));
  ASSERT_TRUE(post(nobody(), id, "Tres", 0));
  ASSERT_TRUE(post(luis(), id, "Respuesta", 0, first));
  ASSERT_TRUE(comments_->post(luis(), {id, 2, "", "pt", "Quatro", form(id)}));
  ASSERT_TRUE(answer(store(), "secretariat", {id, 0, first}, Outcome::Accepted, {{"es", "Sí"}}));
  using Texts_ = std::vector<std::string>;
  EXPECT_EQ(texts({.consultation = id}), (Texts_{"Quatro", "Respuesta", "Tres", "Dos", "Uno"}));
  EXPECT_EQ(texts({.consultation = id, .paragraph = 2}), (Texts_{"Quatro", "Respuesta", "Uno"}));
  EXPECT_EQ(texts({.consultation = id, .paragraph = 2, .reply = false}), (Texts_{"Quatro", "Uno"}));
  EXPECT_EQ(texts({.consultation = id, .paragraph = 0}), Texts_{"Tres"});
  EXPECT_EQ(texts({.consultation = id, .standing = Voice::Verified}), Texts_{"Uno"});
  EXPECT_EQ(texts({.consultation = id, .language = "pt"}), Texts_{"Quatro"});
  EXPECT_EQ(texts({.consultation = id, .answered = true}), Texts_{"Uno"});
  EXPECT_EQ(texts({.consultation = id, .standing = Voice::Registered, .answered = false, .reply = false}), (Texts_{"Quatro", "Dos"}));
  EXPECT_EQ(texts({.consultation = id, .language = "pt", .answered = true}), Texts_{});
  EXPECT_EQ(support(store(), luis(), {id, 0, first}).value(), 1);
  EXPECT_EQ(texts({.consultation = id, .order = Order::Support}).front(), "Uno");
  EXPECT_EQ(comments(store(), {.consultation = id}, "none").error().place.file, "after");
}

TEST_P(ConsultationTest, PagesMeetWithoutGapOrRepetition) {
  comments_ = std::make_unique<Comments>(store(), Forms(key, {.person_in_an_hour = 100}));
  const std::string id = open();
  std::vector<std::string> ids;
  for (int i = 0; i < 25; ++i) ids.push_back(post(i % 2 == 0 ? ana() : luis(), id, "Texto " + std::to_string(i), i % 3 + 1).value().id);
  for (int i = 0; i < 25; i += 4) ASSERT_TRUE(support(store(), ana(), {id, 0, ids[static_cast<std::size_t>(i)]}));
  for (const Order order : {Order::Newest, Order::Support}) {
    std::set<std::string> seen;
    std::string after;
    long long support_before = 1'000'000;
    do {
      const CommentPage page = comments(store(), {.consultation = id, .order = order}, after, 7).value();
      for (const Comment& comment : page.comments) {
        EXPECT_TRUE(seen.insert(comment.id).second);
        if (order == Order::Support) {
          EXPECT_LE(comment.support, support_before);
        }
        support_before = comment.support;
      }
      after = page.next;
    } while (!after.empty());
    EXPECT_EQ(seen.size(), 25U);
  }
  EXPECT_EQ(comments_of(store(), "person-ana", "", 10).value().comments.size(), 10U);
}

TEST_P(ConsultationTest, ManyCommentsAreListedAsFewAre) {
  // So many that some filters walk all comments and others only their cells; what they find must be what there is.
  const std::string id = open();
  struct Made {
    std::string id;
    Cell cell;
    long long support;
  };
  std::vector<Made> all_made;
  std::mt19937 dice(7);
  const auto below = [&](unsigned end) { return static_cast<int>(dice() % end); };
  for (int i = 0; i < 13'000; ++i) {
    const Cell cell{.showing = all_showings.at(below(20) == 0 ? 2 : 0),
                    .paragraph = below(4),
                    .standing = all_voices.at(static_cast<std::size_t>(below(3))),
                    .language = below(10) == 0 ? 1 : 0,
                    .answered = below(50) == 0,
                    .reply = below(3) == 0};
    EXPECT_EQ(Cell::of(cell.number()).number(), cell.number());
    all_made.push_back({new_public_id(), cell, below(40)});
  }
  ASSERT_TRUE(store().write([&](soci::session& session) -> Status {
    const Terms terms = TRY(terms_of(session, id));
    std::map<long long, int> counts;
    for (const Made& made : all_made) ++counts[made.cell.number()];
    for (const auto& [number, comments_in] : counts) count_comments(session, terms.key, Cell::of(number), comments_in);
    for (std::size_t begin = 0; begin < all_made.size(); begin += 500) {
      sql::Statement rows("insert into consultation_comment (public_id, consultation, cell, name, content, instant, support, sameness) values ");
      for (std::size_t i = begin; i < begin + 500; ++i) {
        const Made& made = all_made[i];
        rows.text(i == begin ? "(" : ", (")
            .bind(made.id)
            .text(", ")
            .bind(terms.key)
            .text(", ")
            .bind(made.cell.number())
            .text(", '', 'x', ")
            .bind(store().now());
        rows.text(", ").bind(made.support).text(", ").bind(made.id).text(")");
      }
      sql::run(session, rows.sql(), rows.values());
    }
    return {};
  }));
  const CommentFilter filters[] = {{.consultation = id},
                                   {.consultation = id, .order = Order::Support},
                                   {.consultation = id, .paragraph = 2},
                                   {.consultation = id, .paragraph = 2, .standing = Voice::Verified, .order = Order::Support},
                                   {.consultation = id, .language = "es"},
                                   {.consultation = id, .language = "en", .answered = true},
                                   {.consultation = id, .answered = false, .order = Order::Support},
                                   {.consultation = id, .answered = true, .reply = true},
                                   {.consultation = id, .showing = Showing::Hidden}};
  for (const CommentFilter& filter : filters) {
    std::vector<const Made*> expected;
    for (const Made& made : all_made | std::views::reverse) {
      const Cell& cell = made.cell;
      const bool fits = cell.showing == filter.showing && (!filter.paragraph || cell.paragraph == *filter.paragraph) &&
                        (!filter.standing || cell.standing == *filter.standing) && (!filter.language || cell.language == (*filter.language == "en" ? 1 : 0)) &&
                        (!filter.answered || cell.answered == *filter.answered) && (!filter.reply || cell.reply == *filter.reply);
      if (fits) expected.push_back(&made);
    }
    if (filter.order == Order::Support) std::ranges::stable_sort(expected, std::greater<>(), &Made::support);
    EXPECT_EQ(count(store(), filter).value(), static_cast<long long>(expected.size()));
    std::vector<std::string> wanted, found;
    for (const Made* made : expected) wanted.push_back(made->id);
    std::string after;
    do {
      const CommentPage page = comments(store(), filter, after, 1000).value();
      for (const Comment& comment : page.comments) found.push_back(comment.id);
      after = page.next;
    } while (!after.empty());
    EXPECT_EQ(found, wanted);
  }
}

TEST_P(ConsultationTest, AThreadShowsWhatIsHiddenWithoutItsText) {
  const std::string id = open();
  const std::string root = post(ana(), id, "Uno").value().id;
  const std::string reply = post(luis(), id, "Insulto", 2, root).value().id;
  const std::string below = post(ana(), id, "Respuesta a la respuesta", 2, reply).value().id;
  ASSERT_TRUE(hide(store(), "moderator", reply, Reason::Insult, "Contra una persona"));
  const CommentPage page = thread(store(), root).value();
  ASSERT_EQ(page.comments.size(), 2U);
  EXPECT_EQ(page.comments[0].text, "");
  EXPECT_EQ(page.comments[0].name, "");
  EXPECT_EQ(page.comments[0].hidden_for, Reason::Insult);
  EXPECT_EQ(page.comments[1].id, below);
  EXPECT_EQ(page.comments[1].parent, reply);
  EXPECT_EQ(thread(store(), root, page.comments[0].id).value().comments.size(), 1U);
  EXPECT_FALSE(post(luis(), id, "Más", 2, reply));
}

}  // namespace
}  // namespace atalaya::reg::consultation
