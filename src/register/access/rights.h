// The one table of who may do what in the register. Every page and every verb asks it, and a test walks all of it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "register/access/assurance.h"
#include "register/people/role.h"

namespace atalaya::reg {

/// Who asks.
struct Principal {
  std::string person = {};  ///< Public id; empty: not logged in.
  std::string name = {};
  std::vector<HeldRole> roles = {};
  Assurance assurance = Assurance::Low;
  std::string session = {};  ///< Public id.
  std::string csrf = {};     ///< What a form of this session must have; sessions.h.
  [[nodiscard]] bool anonymous() const { return person.empty(); }
};

/// Who runs the program has its files, and so may do what the secretariat may. Its `person` is system_actor.
[[nodiscard]] Principal operator_principal();

enum class Action : std::uint8_t {
  ReadPublic,        ///< What is published.
  ManageOwnAccount,  ///< One's password, code and sessions; see, export and erase what is one's own.
  ReadSubmission,    ///< Answers, remarks and reviews that are not published.
  EditAnswers,       ///< Fill in a country's questionnaire, attach evidence.
  Submit,            ///< Freeze a version and send it.
  ReplyToReview,     ///< Answer remarks; the right of reply to a civil-society review.
  Review,            ///< Take a submission into review, remark, return, accept.
  ConfirmScore,      ///< As second reviewer, a change of a score.
  AddCivilReview,    ///< A review beside the official one.
  PublishScores,     ///< Accepted scores into the workshop.
  ManageCycle,       ///< Open and close a cycle, its calendar and due dates.
  SeePeople,         ///< The list of people with their roles.
  InvitePeople,
  ManageRoles,         ///< Give and end roles; organisations.
  PassOnRole,          ///< Delegate or hand over.
  ManageInstruments,   ///< The country's laws, plans, bodies and programmes.
  ReadWorkingGroup,    ///< Documents and decisions that are not public.
  ManageWorkingGroup,  ///< Meetings, documents, decisions, actions.
  ShareInitiative,     ///< Initiatives and good practices.
  ManageConsultation,  ///< Publish a text, open and close it, answer its points.
  Comment,             ///< Comment and support where a consultation asks for people who are known.
  CommentOpenly,       ///< The same where it does not.
  Moderate,            ///< Hide a comment with its reason; decide an appeal.
  ReadLog,
};
inline constexpr std::size_t action_count = static_cast<std::size_t>(Action::ReadLog) + 1;
[[nodiscard]] std::string_view to_string(Action action);  ///< "edit_answers"

enum class Scope : std::uint8_t {
  Own,   ///< For the country that the role is held for; for every country and the region where it is held for the region.
  Any,   ///< Whatever the role is held for.
  Self,  ///< For everybody who has logged in, with or without a role.
};

struct Right {
  Action action;
  std::uint8_t roles;  ///< A bit for each Role.
  Scope scope;
  Assurance least;
};

namespace detail {
template <class... Roles>
consteval std::uint8_t mask(Roles... roles) {
  return static_cast<std::uint8_t>((0U | ... | (1U << static_cast<unsigned>(roles))));
}
inline constexpr std::uint8_t officials = mask(Role::Secretariat, Role::FocalPoint, Role::Observer, Role::WorkingGroup);
inline constexpr std::uint8_t everybody_known =
    mask(Role::Secretariat, Role::FocalPoint, Role::Observer, Role::WorkingGroup, Role::CivilSociety, Role::Citizen);
inline constexpr std::uint8_t everybody = everybody_known | mask(Role::Anonymous);
}  // namespace detail

/// An action may have several rows; one that fits is enough.
inline constexpr std::array rights = {
    Right{Action::ReadPublic, detail::everybody, Scope::Any, Assurance::Low},
    Right{Action::ReadPublic, 0, Scope::Self, Assurance::Low},
    Right{Action::ManageOwnAccount, 0, Scope::Self, Assurance::Low},
    Right{Action::ReadSubmission, detail::officials, Scope::Own, Assurance::Low},
    Right{Action::EditAnswers, detail::mask(Role::FocalPoint), Scope::Own, Assurance::Low},
    Right{Action::Submit, detail::mask(Role::FocalPoint), Scope::Own, Assurance::Substantial},
    Right{Action::ReplyToReview, detail::mask(Role::FocalPoint), Scope::Own, Assurance::Low},
    Right{Action::Review, detail::mask(Role::Secretariat, Role::WorkingGroup), Scope::Own, Assurance::Substantial},
    Right{Action::ConfirmScore, detail::mask(Role::Secretariat, Role::WorkingGroup), Scope::Own, Assurance::Substantial},
    Right{Action::AddCivilReview, detail::mask(Role::CivilSociety), Scope::Own, Assurance::Low},
    Right{Action::PublishScores, detail::mask(Role::Secretariat), Scope::Own, Assurance::Substantial},
    Right{Action::ManageCycle, detail::mask(Role::Secretariat), Scope::Own, Assurance::Substantial},
    Right{Action::SeePeople, detail::mask(Role::Secretariat), Scope::Own, Assurance::Low},
    Right{Action::InvitePeople, detail::mask(Role::Secretariat), Scope::Own, Assurance::Substantial},
    Right{Action::ManageRoles, detail::mask(Role::Secretariat), Scope::Own, Assurance::Substantial},
    Right{Action::PassOnRole, detail::mask(Role::Secretariat, Role::FocalPoint), Scope::Own, Assurance::Substantial},
    Right{Action::ManageInstruments, detail::mask(Role::Secretariat, Role::FocalPoint), Scope::Own, Assurance::Low},
    Right{Action::ReadWorkingGroup, detail::officials, Scope::Any, Assurance::Low},
    Right{Action::ManageWorkingGroup, detail::mask(Role::Secretariat, Role::WorkingGroup), Scope::Any, Assurance::Low},
    Right{Action::ShareInitiative, detail::mask(Role::Secretariat, Role::FocalPoint, Role::WorkingGroup, Role::CivilSociety), Scope::Own, Assurance::Low},
    Right{Action::ManageConsultation, detail::mask(Role::Secretariat), Scope::Own, Assurance::Substantial},
    Right{Action::Comment, detail::everybody_known, Scope::Any, Assurance::Low},
    Right{Action::CommentOpenly, detail::everybody, Scope::Any, Assurance::Low},
    Right{Action::CommentOpenly, 0, Scope::Self, Assurance::Low},
    Right{Action::Moderate, detail::mask(Role::Secretariat), Scope::Own, Assurance::Substantial},
    Right{Action::ReadLog, detail::mask(Role::Secretariat), Scope::Own, Assurance::Low},
};

enum class Verdict : std::uint8_t {
  Allowed,
  LoginNeeded,     ///< Not logged in: 401, or the page of the login.
  MoreSureNeeded,  ///< The role is right, and the assurance too low: log in again with a code or another provider.
  Forbidden,       ///< 403
};
/// `country`: what the action is about; empty: the region.
[[nodiscard]] Verdict judge(const Principal& principal, Action action, std::string_view country);
/// The same as an error (Conflict) that says what is missing.
[[nodiscard]] Status may(const Principal& principal, Action action, std::string_view country);

}  // namespace atalaya::reg
