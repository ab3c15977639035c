#include "register/consultation/results.h"

#include "register/consultation/cells.h"
#include "register/consultation/consultation.h"
#include "register/store/sql.h"

namespace atalaya::reg::consultation {

std::vector<PointResult> results(soci::session& session, long long consultation) {
  std::vector<PointResult> out(1);
  for (auto& [number, label, support] : sql::rows<long long, std::string, long long>(
           session, "select number, label, support from consultation_paragraph where consultation = :key order by number", {consultation})) {
    out.push_back({.paragraph = static_cast<int>(number), .label = std::move(label), .support = support});
  }
  for (const auto& [number, comments] : sql::rows<long long, long long>(
           session, "select cell, comments from consultation_cell where consultation = :key and cell < :end", {consultation, every_paragraph << trait_bits})) {
    const Cell cell = Cell::of(number);
    PointResult& point = out.at(static_cast<std::size_t>(cell.paragraph));
    if (cell.showing == Showing::Hidden) point.hidden += comments;
    if (cell.showing != Showing::Published) continue;
    point.comments += comments;
    point.by_standing.at(static_cast<std::size_t>(cell.standing)) += comments;
    if (cell.answered) point.answered += comments;
  }
  for (const auto& [paragraph, count] : sql::rows<long long, long long>(
           session, "select paragraph, count(*) from consultation_answer where consultation = :key and paragraph is not null group by paragraph",
           {consultation})) {
    out.at(static_cast<std::size_t>(paragraph)).answers = count;
  }
  return out;
}

Result<std::vector<PointResult>> results(Store& store, const std::string& consultation) {
  return store.read([&](soci::session& session) -> Result<std::vector<PointResult>> {
    const Terms terms = TRY(terms_of(session, consultation));
    return results(session, terms.key);
  });
}

}  // namespace atalaya::reg::consultation
