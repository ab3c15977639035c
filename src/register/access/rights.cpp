#include "register/access/rights.h"

#include <algorithm>

#include "base/locale.h"
#include "register/people/people.h"

namespace atalaya::reg {

namespace {

constexpr bool every_action_has_a_right() {
  for (std::size_t i = 0; i < action_count; ++i) {
    if (std::ranges::none_of(rights, [&](const Right& right) { return static_cast<std::size_t>(right.action) == i; })) return false;
  }
  return true;
}
static_assert(every_action_has_a_right());

constexpr std::array names = {"read_public",
                              "manage_own_account",
                              "read_submission",
                              "edit_answers",
                              "submit",
                              "reply_to_review",
                              "review",
                              "confirm_score",
                              "add_civil_review",
                              "publish_scores",
                              "manage_cycle",
                              "see_people",
                              "invite_people",
                              "manage_roles",
                              "pass_on_role",
                              "manage_instruments",
                              "read_working_group",
                              "manage_working_group",
                              "share_initiative",
                              "manage_consultation",
                              "comment",
                              "comment_openly",
                              "moderate",
                              "read_log"};
static_assert(names.size() == action_count);

constexpr bool has(std::uint8_t mask, Role role) { return (mask >> static_cast<unsigned>(role) & 1U) != 0; }

bool fits(const Principal& principal, const Right& right, std::string_view country) {
  if (right.scope == Scope::Self) return !principal.anonymous();
  if (principal.anonymous()) return has(right.roles, Role::Anonymous);
  return std::ranges::any_of(principal.roles, [&](const HeldRole& held) {
    return has(right.roles, held.role) && (right.scope == Scope::Any || held.country.empty() || held.country == country);
  });
}

}  // namespace

std::string_view to_string(Action action) { return names[static_cast<std::size_t>(action)]; }

Principal operator_principal() { return {.person = system_actor, .name = system_actor, .roles = {{Role::Secretariat, ""}}, .assurance = Assurance::High}; }

Verdict judge(const Principal& principal, Action action, std::string_view country) {
  bool fitted = false;
  for (const Right& right : rights) {
    if (right.action != action || !fits(principal, right, country)) continue;
    if (principal.assurance >= right.least) return Verdict::Allowed;
    fitted = true;
  }
  if (fitted) return Verdict::MoreSureNeeded;
  return principal.anonymous() ? Verdict::LoginNeeded : Verdict::Forbidden;
}

Status may(const Principal& principal, Action action, std::string_view country) {
  switch (judge(principal, action, country)) {
    case Verdict::Allowed: return {};
    case Verdict::LoginNeeded: return fail(ErrorKind::Conflict, tr_noop("this needs a login"));
    case Verdict::MoreSureNeeded:
      return fail(ErrorKind::Conflict, tr_noop("this needs a login that is more sure"), {}, tr_noop("with a code, or by a provider that checks more"));
    case Verdict::Forbidden: break;
  }
  return fail(ErrorKind::Conflict, tr_noop("your roles do not allow this"));
}

}  // namespace atalaya::reg
