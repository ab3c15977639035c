#include "register/consultation/comment_list.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "base/locale.h"
#include "base/text.h"
#include "register/consultation/cells.h"
#include "register/consultation/comments.h"
#include "register/consultation/consultation.h"
#include "register/store/statement.h"

namespace atalaya::reg::consultation {

namespace {

constexpr long long end_of_keys = std::numeric_limits<long long>::max();
/// So many are read by their cells and sorted; more are so many of all that walking all meets a page of them soon.
constexpr long long few = 10'000;

struct Cursor {
  long long support = end_of_keys;
  long long key = end_of_keys;
};

/// The filter's traits; nothing where the consultation is not in that language.
std::vector<long long> traits_of(const Terms& terms, const CommentFilter& filter) {
  if (filter.paragraph && (*filter.paragraph < 0 || *filter.paragraph >= every_paragraph)) return {};
  Traits traits{.showing = filter.showing, .standing = filter.standing, .language = {}, .answered = filter.answered, .reply = filter.reply};
  if (filter.language) traits.language = static_cast<int>(std::ranges::find(terms.languages, *filter.language) - terms.languages.begin());
  return fitting(traits, static_cast<int>(terms.languages.size()));
}

/// The cells of a filter, where the paragraph is known.
std::vector<long long> cells_at(const std::vector<long long>& traits, long long paragraph) {
  std::vector<long long> out;
  for (const long long low : traits) out.push_back((paragraph << trait_bits) + low);
  return out;
}

long long count_cells(soci::session& session, long long consultation, const std::vector<long long>& traits, const CommentFilter& filter) {
  if (traits.empty()) return 0;
  // A sum of bigint is numeric in PostgreSQL.
  sql::Statement statement("select cast(coalesce(sum(comments), 0) as bigint) from consultation_cell where consultation = ");
  statement.bind(consultation).text(" and cell in ").list(cells_at(traits, filter.paragraph ? *filter.paragraph : every_paragraph));
  return sql::value<long long>(session, statement.sql(), statement.values()).value_or(0);
}

/// What follows a place of the list, sorted and bounded. With `sorting`, in a form that no index has: without statistics SQLite would rather walk all comments
/// in the order of an index than sort the few that a filter finds.
void add_order(sql::Statement& out, const Cursor& after, const CommentFilter& filter, bool sorting, std::size_t most) {
  const std::string_view key = sorting ? "(c.id + 0)" : "c.id", support = sorting ? "(c.support + 0)" : "c.support";
  if (filter.order == Order::Newest) {
    out.text(" and ").text(key).text(" < ").bind(after.key).text(" order by ");
  } else {
    out.text(" and (").text(support).text(", ").text(key).text(") < (").bind(after.support).text(", ").bind(after.key).text(") order by ");
    out.text(support).text(" desc, ");
  }
  out.text(key).text(" desc limit ").bind(most);
}

std::vector<long long> list_keys(soci::session& session, const Terms& terms, const CommentFilter& filter, const Cursor& after, std::size_t most) {
  const std::vector<long long> traits = traits_of(terms, filter);
  const long long all = count_cells(session, terms.key, traits, filter);
  if (all == 0) return {};
  sql::Statement statement("select c.id from ");
  if (all <= few && filter.paragraph) {
    statement.text("consultation_comment c where c.consultation = ").bind(terms.key).text(" and c.cell in ").list(cells_at(traits, *filter.paragraph));
  } else if (all <= few) {
    // A bound of k.cell itself would, by way of the equality, become SQLite's way into the comments.
    statement.text("consultation_cell k cross join consultation_comment c where k.consultation = ").bind(terms.key).text(" and (k.cell + 0) < ");
    statement.bind(every_paragraph << trait_bits).text(" and k.comments > 0 and (k.cell & ").bind(trait_mask).text(") in ").list(traits);
    statement.text(" and c.consultation = k.consultation and c.cell = k.cell");
  } else {
    // Here what is computed keeps them from the index of cells, and from sorting.
    statement.text("consultation_comment c where c.consultation = ").bind(terms.key).text(" and (c.cell & ").bind(trait_mask).text(") in ").list(traits);
    if (filter.paragraph) statement.text(" and (c.cell >> ").bind(trait_bits).text(") = ").bind(*filter.paragraph);
  }
  add_order(statement, after, filter, all <= few, most);
  std::vector<long long> out;
  for (const auto& [key] : sql::rows<long long>(session, statement)) out.push_back(key);
  return out;
}

Result<Cursor> find_cursor(soci::session& session, const std::string& after) {
  const auto row = sql::row<long long, long long>(session, "select support, id from consultation_comment where public_id = :id", {after});
  if (!row) return fail(ErrorKind::Input, tr_noop("the list has no such place"), {.file = "after"});
  return Cursor{std::get<0>(*row), std::get<1>(*row)};
}

/// `keys` has one more than a page, where there is more.
CommentPage to_page(soci::session& session, std::vector<long long> keys, std::size_t most) {
  CommentPage out;
  const bool more = keys.size() > most;
  if (more) keys.resize(most);
  if (keys.empty()) return out;
  out.comments = read_comments(session, keys);
  if (more) out.next = out.comments.back().id;
  return out;
}

}  // namespace

std::vector<Comment> read_comments(soci::session& session, const std::vector<long long>& keys) {
  using Text = std::optional<std::string>;
  std::unordered_map<long long, Comment> read;
  sql::Statement statement(
      "select c.id, c.public_id, p.public_id, c.cell, u.languages, c.name, c.content, c.instant, c.support, c.repeats, (select m.reason from "
      "consultation_moderation m "
      "where m.comment = c.id and m.act = 'hide' order by m.number desc limit 1) from consultation_comment c join consultation u on u.id = c.consultation left "
      "join "
      "consultation_comment p on p.id = c.parent where c.id in ");
  for (auto& [key, id, parent, number, languages, name, text, instant, support, repeats, reason] :
       sql::rows<long long, std::string, Text, long long, std::string, std::string, std::string, std::string, long long, long long, Text>(
           session, statement.list(keys))) {
    const Cell cell = Cell::of(number);
    read[key] = {.id = std::move(id),
                 .paragraph = static_cast<int>(cell.paragraph),
                 .parent = parent.value_or(""),
                 .standing = cell.standing,
                 .showing = cell.showing,
                 .name = std::move(name),
                 .language = std::string(split(languages, ',').at(static_cast<std::size_t>(cell.language))),
                 .text = std::move(text),
                 .instant = std::move(instant),
                 .support = support,
                 .repeats = repeats,
                 .answered = cell.answered,
                 .hidden_for = reason && cell.showing == Showing::Hidden ? parse_reason(*reason) : std::nullopt};
  }
  std::vector<Comment> out;
  for (const long long key : keys) out.push_back(std::move(read.at(key)));
  return out;
}

Result<CommentPage> comments(Store& store, const CommentFilter& filter, const std::string& after, std::size_t most) {
  most = std::clamp<std::size_t>(most, 1, 1000);
  return store.read([&](soci::session& session) -> Result<CommentPage> {
    const Terms terms = TRY(terms_of(session, filter.consultation));
    const Cursor cursor = after.empty() ? Cursor() : TRY(find_cursor(session, after));
    return to_page(session, list_keys(session, terms, filter, cursor, most + 1), most);
  });
}

Result<long long> count(Store& store, const CommentFilter& filter) {
  return store.read([&](soci::session& session) -> Result<long long> {
    const Terms terms = TRY(terms_of(session, filter.consultation));
    return count_cells(session, terms.key, traits_of(terms, filter), filter);
  });
}

Result<Comment> find_comment(Store& store, const std::string& comment) {
  return store.read([&](soci::session& session) -> Result<Comment> {
    const CommentRow row = TRY(read_comment(session, comment));
    return std::move(read_comments(session, {row.key}).front());
  });
}

Result<Comment> find_comment(Store& store, const std::string& consultation, const std::string& comment) {
  return store.read([&](soci::session& session) -> Result<Comment> {
    const Terms terms = TRY(terms_of(session, consultation));
    const CommentRow row = TRY(read_comment(session, comment));
    if (row.consultation != terms.key) return fail(ErrorKind::NotFound, "there is no such comment");
    return std::move(read_comments(session, {row.key}).front());
  });
}

Result<bool> is_of(Store& store, const std::string& person, const std::string& comment) {
  if (person.empty()) return false;
  return store.read([&](soci::session& session) -> Result<bool> { return TRY(read_comment(session, comment)).author == person; });
}

Result<CommentPage> thread(Store& store, const std::string& root, const std::string& after, std::size_t most) {
  most = std::clamp<std::size_t>(most, 1, 1000);
  return store.read([&](soci::session& session) -> Result<CommentPage> {
    const CommentRow row = TRY(read_comment(session, root));
    const long long last = after.empty() ? 0 : TRY(find_cursor(session, after)).key;
    std::vector<long long> keys;
    for (const auto& [key] : sql::rows<long long>(
             session, "select id from consultation_comment where root = :root and id > :last and (cell & :mask) <> :waiting order by id limit :most",
             {row.key, last, showing_mask, showing_bits(Showing::Waiting), most + 1})) {
      keys.push_back(key);
    }
    CommentPage out = to_page(session, std::move(keys), most);
    for (Comment& comment : out.comments) {
      if (comment.showing != Showing::Hidden) continue;
      comment.name.clear();
      comment.text.clear();
    }
    return out;
  });
}

Result<CommentPage> comments_of(Store& store, const std::string& person, const std::string& after, std::size_t most) {
  most = std::clamp<std::size_t>(most, 1, 1000);
  return store.read([&](soci::session& session) -> Result<CommentPage> {
    const Cursor cursor = after.empty() ? Cursor() : TRY(find_cursor(session, after));
    std::vector<long long> keys;
    for (const auto& [key] :
         sql::rows<long long>(session, "select id from consultation_comment where author = :person and id < :last order by id desc limit :most",
                              {person, cursor.key, most + 1})) {
      keys.push_back(key);
    }
    return to_page(session, std::move(keys), most);
  });
}

}  // namespace atalaya::reg::consultation
