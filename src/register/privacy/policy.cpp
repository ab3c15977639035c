#include "register/privacy/policy.h"

#include <algorithm>

#include "agenda/pack_reader.h"
#include "base/text.h"
#include "register/store/find_named.h"

namespace atalaya::reg {

namespace {

constexpr long most_days = 3650, most_days_of_traces = 400;
constexpr std::size_t most_kinds = 100;

bool is_trace(PersonalData kind) {
  return kind == PersonalData::Sessions || kind == PersonalData::Notices || kind == PersonalData::Invitations || kind == PersonalData::RateLimits;
}

void read_time(const YamlNode& node, PrivacyRule& rule, Faults& faults) {
  if (is_record(rule.kind)) {
    if (node.has("days")) faults.add(node["days"].place(), "the program does not delete this kind after a time", "'keep: record'");
    static_cast<void>(node.choice("keep", {"record"}, faults));
    return;
  }
  if (node.has("keep")) faults.add(node["keep"].place(), "this kind is kept for a number of days", "'days: 30'");
  const std::size_t before = faults.errors().size();
  const long days = node.integer("days", faults), most = is_trace(rule.kind) ? most_days_of_traces : most_days;
  if (faults.errors().size() == before && (days < 1 || days > most)) {
    faults.add(node["days"].place(), "this kind is kept for 1 to " + std::to_string(most) + " days");
  }
  rule.days = static_cast<int>(std::clamp(days, 1L, most));
}

}  // namespace

std::string_view to_string(PersonalData kind) {
  constexpr std::array<std::string_view, all_personal_data.size()> names = {"people",      "accounts",   "sessions",    "devices", "identities",
                                                                            "passkeys",    "recoveries", "invitations", "notices", "bounces",
                                                                            "rate_limits", "reports",    "comments",    "log"};
  return names[static_cast<std::size_t>(kind)];
}

const PrivacyRule& PrivacyPolicy::of(PersonalData kind) const { return *std::ranges::find(rules, kind, &PrivacyRule::kind); }

std::optional<PrivacyPolicy> read_privacy_policy(const YamlNode& file, const Agenda& agenda, Faults& faults) {
  const std::size_t before = faults.errors().size();
  PrivacyPolicy out;
  if (!file.is_map()) {
    faults.add(file.place(), "a map (key: value) is expected here");
    return std::nullopt;
  }
  file.only({"controller", "kinds"}, faults);
  out.controller = pack::local_text(file, "controller", agenda, faults);
  const auto kinds = file["kinds"].items(faults);
  if (kinds.size() > most_kinds) {
    faults.add(file["kinds"].place(), "more than " + std::to_string(most_kinds) + " kinds");
    return std::nullopt;
  }
  for (const YamlNode& node : kinds) {
    if (!node.is_map()) {
      faults.add(node.place(), "a map (key: value) is expected here");
      continue;
    }
    node.only({"id", "name", "what", "why", "ground", "seen_by", "days", "keep"}, faults);
    const std::string id = node.text("id", faults);
    const auto kind = find_named(all_personal_data, id);
    if (!kind) {
      if (node.has("id")) faults.add(node["id"].place(), "the register keeps no kind of data '" + shorten(id, 40) + "'");
      continue;
    }
    if (std::ranges::find(out.rules, *kind, &PrivacyRule::kind) != out.rules.end()) faults.add(node["id"].place(), "the kind '" + id + "' stands twice");
    PrivacyRule rule;
    rule.kind = *kind;
    for (const auto& [key, text] : {std::pair("name", &rule.name), std::pair("what", &rule.what), std::pair("why", &rule.why),
                                    std::pair("ground", &rule.ground), std::pair("seen_by", &rule.seen_by)}) {
      *text = pack::local_text(node, key, agenda, faults);
    }
    read_time(node, rule, faults);
    out.rules.push_back(std::move(rule));
  }
  for (const PersonalData kind : all_personal_data) {
    if (std::ranges::find(out.rules, kind, &PrivacyRule::kind) == out.rules.end()) {
      faults.add(file.place(), "the kind '" + std::string(to_string(kind)) + "' is not declared");
    }
  }
  if (faults.errors().size() != before) return std::nullopt;
  return out;
}

Result<std::optional<PrivacyPolicy>> load_privacy_policy(const std::filesystem::path& pack, const Agenda& agenda) {
  const auto path = pack / "privacy.yaml";
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return std::nullopt;
  Faults faults;
  const auto file = YamlNode::load(path, faults);
  auto policy = file ? read_privacy_policy(*file, agenda, faults) : std::nullopt;
  if (policy) return policy;
  std::string all;
  for (const Error& fault : faults.errors()) all += (all.empty() ? "" : "\n") + fault.to_string();
  return fail(ErrorKind::Input, all);
}

}  // namespace atalaya::reg
