#include "register/instruments/index.h"

#include <algorithm>
#include <mutex>
#include <ranges>

#include "register/instruments/terms.h"
#include "register/store/sql.h"

namespace atalaya::reg::instruments {

namespace {

constexpr std::size_t rows_at_once = 1000;
// What has changed is read one by one; more than this is read with all the others.
constexpr std::size_t most_changes = 2000;
constexpr std::size_t most_gone = 100;  // More than this, and than half, and all is read again.

}  // namespace

void Index::Contents::put(const Whole& whole) {
  const auto number = static_cast<Number>(slots.size());
  if (const auto [known, fresh] = by_key.try_emplace(whole.head.key, number); !fresh) {
    slots[known->second].gone = true;
    ++gone;
    known->second = number;
  }
  Slot& slot = slots.emplace_back();
  slot.place = {whole.head.position, whole.head.key};
  slot.standings_begin = static_cast<Number>(standings.size());
  // What the store has was checked when it was written.
  const std::vector<Period> history = periods(whole.events).value();
  for (const Period& period : history) standings.push_back({period.state, day_number(period.since), day_number(period.until)});
  slot.standings_end = static_cast<Number>(standings.size());
  for (std::string& term : terms_of(whole.content)) postings[std::move(term)].push_back(number);
}

Index::Contents Index::read_all(soci::session& session) {
  Contents out;
  long long after = 0;
  for (std::vector<Whole> page; !(page = read_wholes(session, after, rows_at_once)).empty(); after = page.back().head.key) {
    for (const Whole& whole : page) out.put(whole);
  }
  for (auto& [term, numbers] : out.postings) numbers.shrink_to_fit();
  return out;
}

void Index::refresh(soci::session& session) {
  // The condition is that of the index log_entry_instrument.
  const long long newest =
      sql::value<long long>(session, sql::kept("select coalesce(max(sequence), 0) from log_entry where action >= 'instrument.' and action < 'instrument/'"))
          .value_or(0);
  {
    const std::shared_lock reading(mutex_);
    if (newest <= contents_.seen) return;
  }
  const std::scoped_lock writing(mutex_);
  if (newest <= contents_.seen) return;
  std::vector<std::tuple<long long>> changed;
  if (contents_.seen >= 0) {
    changed = sql::rows<long long>(session,
                                   "select id from instrument where public_id in (select subject from log_entry where sequence > :seen "
                                   "and action >= 'instrument.' and action < 'instrument/') order by id limit :most",
                                   {contents_.seen, most_changes});
  }
  if (contents_.seen < 0 || changed.size() == most_changes || contents_.gone > std::max(most_gone, contents_.slots.size() / 2)) {
    contents_ = read_all(session);
  } else {
    // All is read before anything is put: what the database refuses leaves the contents as they were.
    std::vector<Whole> wholes;
    for (const auto& [key] : changed) wholes.push_back(read_whole(session, key));
    for (const Whole& whole : wholes) contents_.put(whole);
  }
  contents_.seen = newest;
}

const Standing* Index::on(const Slot& slot, int day) const {
  for (Number i = slot.standings_begin; i < slot.standings_end; ++i) {
    const Standing& one = contents_.standings[i];
    if (one.since <= day && day < one.until) return &one;
  }
  return nullptr;
}

template <class Each>
void Index::walk(const Query& query, const Each& each) const {
  const auto fits = [&](const Slot& slot) {
    if (slot.gone) return false;
    if (!query.dated) return true;
    const Standing* standing = on(slot, query.day);
    return standing != nullptr && (!query.state || standing->state == *query.state);
  };
  if (query.terms.empty()) {
    for (const Slot& slot : contents_.slots) {
      if (fits(slot) && !each(slot)) return;
    }
    return;
  }
  std::vector<std::ranges::subrange<std::vector<Number>::const_iterator>> lists;
  for (const std::string& term : query.terms) {
    const auto found = contents_.postings.find(term);
    if (found == contents_.postings.end()) return;
    lists.emplace_back(found->second);
  }
  // Along the rarest; the others are followed to where it is.
  std::ranges::sort(lists, {}, [](const auto& list) { return list.size(); });
  for (const Number number : lists.front()) {
    const bool in_all = std::ranges::all_of(lists | std::views::drop(1), [&](auto& list) {
      list = {std::lower_bound(list.begin(), list.end(), number), list.end()};
      return !list.empty() && list.front() == number;
    });
    if (!in_all) continue;
    const Slot& slot = contents_.slots[number];
    if (fits(slot) && !each(slot)) return;
  }
}

std::vector<Index::Place> Index::find(const Query& query, const Place& after, std::size_t most) const {
  const std::shared_lock reading(mutex_);
  std::vector<Place> best;
  walk(query, [&](const Slot& slot) {
    if (slot.place >= after) return true;
    best.push_back(slot.place);
    if (best.size() == 2 * most) {
      std::ranges::nth_element(best, best.begin() + static_cast<std::ptrdiff_t>(most), std::greater());
      best.resize(most);
    }
    return true;
  });
  std::ranges::sort(best, std::greater());
  if (best.size() > most) best.resize(most);
  return best;
}

std::vector<long long> Index::keys(const Query& query) const {
  const std::shared_lock reading(mutex_);
  std::vector<long long> out;
  walk(query, [&](const Slot& slot) {
    out.push_back(slot.place.key);
    return true;
  });
  std::ranges::sort(out);
  return out;
}

long long Index::count(const Query& query, long long most) const {
  const std::shared_lock reading(mutex_);
  long long out = 0;
  walk(query, [&](const Slot&) { return ++out < most; });
  return out;
}

StateCounts Index::states(const std::string& term, int day) const {
  const std::shared_lock reading(mutex_);
  StateCounts out = {};
  walk({.terms = {term}}, [&](const Slot& slot) {
    if (const Standing* standing = on(slot, day)) ++out.at(static_cast<std::size_t>(standing->state));
    return true;
  });
  return out;
}

std::optional<Standing> Index::standing(long long key, int day) const {
  const std::shared_lock reading(mutex_);
  const auto found = contents_.by_key.find(key);
  if (found == contents_.by_key.end()) return std::nullopt;
  const Standing* standing = on(contents_.slots[found->second], day);
  return standing != nullptr ? std::optional(*standing) : std::nullopt;
}

}  // namespace atalaya::reg::instruments
