#include "register/instruments/search.h"

#include <algorithm>
#include <unordered_map>

#include "base/locale.h"
#include "register/instruments/check.h"
#include "register/instruments/index.h"
#include "register/instruments/rows.h"
#include "register/instruments/terms.h"
#include "register/store/statement.h"

namespace atalaya::reg::instruments {

namespace {

constexpr std::size_t most_words = 8;

Result<Index::Query> query_of(const Filter& filter, const std::string& today) {
  const std::string& date = filter.date.empty() ? today : filter.date;
  if (!is_day(date)) return not_a_day("date");
  Index::Query out{{}, day_number(date), filter.state || !filter.date.empty(), filter.state};
  if (filter.country && filter.goal) {
    out.terms.push_back(country_goal_term(*filter.country, *filter.goal));
  } else {
    if (filter.country) out.terms.push_back(country_term(*filter.country));
    if (filter.goal) out.terms.push_back(goal_term(*filter.goal));
  }
  if (filter.kind) out.terms.push_back(kind_term(*filter.kind));
  for (const std::string& word : words(filter.text, most_words)) out.terms.push_back(word_term(word));
  return out;
}

std::string today(const Store& store) { return store.now().substr(0, 10); }

/// Asks the index, when it knows what the store has: `ask(index, session)`, in a transaction.
template <class Ask>
auto with_index(Store& store, const Ask& ask) {
  auto& index = store.kept<Index>();
  return store.read([&](soci::session& session) {
    index.refresh(session);
    return ask(index, session);
  });
}

/// In the order of the keys. What the index has from after this transaction began is left out.
std::vector<Found> read_found(soci::session& session, const Index& index, const std::vector<long long>& keys, int day) {
  if (keys.empty()) return {};
  std::unordered_map<long long, Found> read;
  sql::Statement statement(
      "select id, public_id, country, kind, language, title, translation_language, translation, body, address, goals from instrument where id in ");
  for (auto& [key, id, country, kind, language, title, translation_language, translation, body, address, goals] :
       sql::rows<long long, std::string, std::string, std::string, std::string, std::string, std::string, std::string, std::string, std::string, std::string>(
           session, statement.list(keys))) {
    Found& found = read[key];
    found = {std::move(id),          std::move(country), parse_kind(kind).value(), std::move(language), std::move(title), std::move(translation_language),
             std::move(translation), std::move(body),    std::move(address),       parse_goals(goals),  std::nullopt,     ""};
    if (const auto standing = index.standing(key, day)) {
      found.state = standing->state;
      found.since = day_text(standing->since);
    }
  }
  std::vector<Found> out;
  for (const long long key : keys) {
    if (const auto found = read.find(key); found != read.end()) out.push_back(std::move(found->second));
  }
  return out;
}

std::vector<long long> keys_of(const std::vector<Index::Place>& places) {
  std::vector<long long> out;
  for (const Index::Place& place : places) out.push_back(place.key);
  return out;
}

}  // namespace

Status prepare(Store& store) {
  return with_index(store, [](const Index&, soci::session&) -> Status { return {}; });
}

Result<Page> search(Store& store, const Filter& filter, const std::string& after, std::size_t most) {
  most = std::clamp<std::size_t>(most, 1, 1000);
  const Index::Query query = TRY(query_of(filter, today(store)));
  return with_index(store, [&](const Index& index, soci::session& session) -> Result<Page> {
    Index::Place place;
    if (!after.empty()) {
      const auto head = read_head(session, after);
      if (!head) return fail(ErrorKind::Input, tr_noop("the list has no such place"), {.file = "after"});
      place = {head->position, head->key};
    }
    std::vector<long long> keys = keys_of(index.find(query, place, most + 1));
    const bool more = keys.size() > most;
    if (more) keys.pop_back();
    Page out{read_found(session, index, keys, query.day), ""};
    if (more && !out.found.empty()) out.next = out.found.back().id;
    return out;
  });
}

Result<std::vector<Found>> named(Store& store, const std::vector<std::string>& ids) {
  const int day = day_number(today(store));
  return with_index(store, [&](const Index& index, soci::session& session) -> Result<std::vector<Found>> {
    std::vector<long long> keys;
    for (const std::string& id : ids) {
      if (const auto key = sql::value<long long>(session, "select id from instrument where public_id = :id", {id})) keys.push_back(*key);
    }
    return read_found(session, index, keys, day);
  });
}

Result<std::vector<Found>> everything(Store& store, const std::string& date) {
  if (!is_day(date)) return not_a_day("date");
  constexpr std::size_t at_once = 1000;
  const int day = day_number(date);
  return with_index(store, [&](const Index& index, soci::session& session) -> Result<std::vector<Found>> {
    std::vector<Found> out;
    const std::vector<long long> all = keys_of(index.find({}, {}, Index::all));
    for (std::size_t i = 0; i < all.size(); i += at_once) {
      const std::vector<long long> some(all.begin() + static_cast<std::ptrdiff_t>(i),
                                        all.begin() + static_cast<std::ptrdiff_t>(std::min(i + at_once, all.size())));
      std::ranges::move(read_found(session, index, some, day), std::back_inserter(out));
    }
    return out;
  });
}

Result<std::vector<long long>> keys(Store& store, const Filter& filter) {
  const Index::Query query = TRY(query_of(filter, today(store)));
  return with_index(store, [&](const Index& index, soci::session&) -> Result<std::vector<long long>> { return index.keys(query); });
}

Result<long long> count(Store& store, const Filter& filter, long long most) {
  const Index::Query query = TRY(query_of(filter, today(store)));
  return with_index(store, [&](const Index& index, soci::session&) -> Result<long long> { return index.count(query, std::max(most, 1LL)); });
}

}  // namespace atalaya::reg::instruments
