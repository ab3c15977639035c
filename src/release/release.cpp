#include "release/release.h"

#include <algorithm>
#include <charconv>

#include "base/clock.h"
#include "release/manifest.h"

namespace atalaya {

namespace {

std::string joined(std::string_view a, std::string_view b) { return std::string(a) + "/" + std::string(b); }

/// "2026-01-31.10" comes after "2026-01-31.9".
std::pair<std::string, long> order_of(const std::string& id) {
  const auto dot = id.find('.');
  const auto number = dot == std::string::npos ? std::nullopt : parse_integer(std::string_view(id).substr(dot + 1));
  return {id.substr(0, dot), number.value_or(0)};
}

bool is_release_id(const std::string& id) {
  const auto period = TimePeriod::parse(id.substr(0, std::min<std::size_t>(10, id.size())));
  return period && period->frequency() == Frequency::Daily && id.size() > 11 && id[10] == '.' && parse_integer(std::string_view(id).substr(11));
}

}  // namespace

void Release::index() {
  status_index_.reserve(statuses.size());
  coverage_index_.reserve(coverage.size());
  for (std::size_t i = 0; i < statuses.size(); ++i) status_index_.emplace(joined(statuses[i].indicator, statuses[i].area), i);
  for (std::size_t i = 0; i < coverage.size(); ++i) coverage_index_.emplace(joined(coverage[i].key, std::to_string(coverage[i].year)), i);
}

const IndicatorStatus* Release::status(std::string_view indicator, std::string_view area) const {
  const auto it = status_index_.find(joined(indicator, area));
  return it == status_index_.end() ? nullptr : &statuses[it->second];
}

const Coverage* Release::find_coverage(std::string_view key, int year) const {
  const auto it = coverage_index_.find(joined(key, std::to_string(year)));
  return it == coverage_index_.end() ? nullptr : &coverage[it->second];
}

const LoadRecord* Release::load(std::int64_t load_id) const {
  const auto it = std::ranges::find(loads, load_id, &LoadRecord::id);
  return it == loads.end() ? nullptr : &*it;
}

GoalCounts Release::goal_counts(int goal, std::string_view area) const {
  GoalCounts counts;
  for (const Indicator* indicator : agenda.indicators_of(goal)) {
    const IndicatorStatus* found = status(indicator->id, area);
    const auto verdict = found != nullptr ? found->answer.verdict : progress::Class::NoFigure;
    ++counts.by_class[static_cast<std::size_t>(verdict)];
    ++counts.indicators;
  }
  return counts;
}

std::time_t Release::created_time() const { return parse_utc(created).value_or(0); }

std::optional<std::time_t> release_time(const std::filesystem::path& directory) {
  const auto manifest = read_manifest(directory);
  return manifest ? parse_utc(manifest->created) : std::nullopt;
}

std::vector<std::string> list_releases(const Workspace& workspace) {
  std::vector<std::string> out;
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(workspace.releases(), code)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_directory() && is_release_id(name)) out.push_back(name);
  }
  std::ranges::sort(out, {}, order_of);
  return out;
}

Result<Release> open_release(const Workspace& workspace, const std::string& id) {
  const auto all = list_releases(workspace);
  if (id.empty() && all.empty()) {
    return fail(ErrorKind::NotFound, "there is no release yet", {.file = workspace.releases().string()}, "'atalaya release' makes one");
  }
  if (!id.empty() && std::ranges::find(all, id) == all.end()) {
    return fail(ErrorKind::NotFound, "there is no release " + shorten(id, 60), {.file = workspace.releases().string()},
                "there are: " + (all.empty() ? "none" : join(all, ", ")));
  }
  return open_release(workspace.releases() / (id.empty() ? all.back() : id));
}

}  // namespace atalaya
