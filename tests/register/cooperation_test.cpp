// Working groups, calendar, initiatives, the follow-up of a cycle and the platform's own figures.
#include <algorithm>

#include "agenda/area_matcher.h"
#include "base/text.h"
#include "register/cooperation/calendar.h"
#include "register/cooperation/group_actions.h"
#include "register/cooperation/group_papers.h"
#include "register/cooperation/icalendar.h"
#include "register/cooperation/initiatives.h"
#include "register/cooperation/meetings.h"
#include "register/cooperation/platform_load.h"
#include "register/people/roles.h"
#include "register/submissions/civil_review.h"
#include "register/submissions/review.h"
#include "register/submissions/score_load.h"
#include "submission_fixture.h"

namespace atalaya::reg::cooperation {
namespace {

// ---- RFC 5545

TEST(ICalendar, FoldsLinesAt75OctetsAndCutsNoCharacter) {
  std::string line = "SUMMARY:";
  for (int i = 0; i < 100; ++i) line += "ñ";
  std::string out;
  append_line(out, line);
  std::string unfolded;
  for (std::string_view rest = out; !rest.empty();) {
    const std::size_t end = rest.find("\r\n");
    ASSERT_NE(end, std::string_view::npos);
    const std::string_view one = rest.substr(0, end);
    EXPECT_LE(one.size(), 75U);
    EXPECT_TRUE(is_utf8(one));
    EXPECT_EQ(one.starts_with(' '), !unfolded.empty());
    unfolded += unfolded.empty() ? one : one.substr(1);
    rest.remove_prefix(end + 2);
  }
  EXPECT_EQ(unfolded, line);
  std::string exact;
  append_line(exact, std::string(75, 'x'));
  EXPECT_EQ(exact, std::string(75, 'x') + "\r\n");
}

TEST(ICalendar, EscapesTextAndLetsNoLineIn) {
  EXPECT_EQ(escape_text("a,b;c\\d\ne"), "a\\,b\\;c\\\\d\\ne");
  EXPECT_EQ(escape_text("x\r\nEND:VEVENT\x01"), "x\\nEND:VEVENT");
}

TEST(ICalendar, AnEventHasWhatTheStandardRequires) {
  const std::string text = write_calendar("Agenda", "es",
                                          {{.uid = "meeting-1@example.org",
                                            .stamp = "2026-11-26T12:00:00.000Z",
                                            .starts = "2026-12-01T13:00:00.000Z",
                                            .ends = "2026-12-01T14:30:00.000Z",
                                            .summary = "Grupo: reunión",
                                            .location = "Santiago, Chile",
                                            .sequence = 2,
                                            .cancelled = true}});
  EXPECT_EQ(text,
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Atalaya//Register//es\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nX-WR-CALNAME:Agenda\r\n"
            "BEGIN:VEVENT\r\nUID:meeting-1@example.org\r\nDTSTAMP:20261126T120000Z\r\nLAST-MODIFIED:20261126T120000Z\r\nSEQUENCE:2\r\n"
            "DTSTART:20261201T130000Z\r\nDTEND:20261201T143000Z\r\nSUMMARY:Grupo: reunión\r\nLOCATION:Santiago\\, Chile\r\nSTATUS:CANCELLED\r\n"
            "END:VEVENT\r\nEND:VCALENDAR\r\n");
}

// ---- Working groups

class CooperationTest : public testing::SubmissionFixture {
 protected:
  void SetUp() override {
    SubmissionFixture::SetUp();
    if (IsSkipped()) return;
    group_ = add_group(store(), system_actor, "Datos abiertos", "Propone normas.").value();
    ASSERT_TRUE(roles::grant(store(), system_actor, {.person = rita_, .role = Role::WorkingGroup, .country = "URY"}));
    agenda_ = load_agenda(std::filesystem::path(ATALAYA_SOURCE) / "agendas/elac2022").value();
  }
  MeetingText meeting(bool open) {
    return {
        .title = "Primera reunión", .starts = "2026-12-01T10:00", .ends = "2026-12-01T11:30", .zone = "America/Santiago", .place = "Santiago", .open = open};
  }
  InitiativeText initiative() { return {.country = "URY", .title = "Redes rurales", .summary = "Fibra en escuelas.", .lead = "Ministerio", .goals = {2, 37}}; }
  Agenda agenda_;
  std::string group_;
};
ON_BOTH_DATABASES(CooperationTest);

TEST_P(CooperationTest, MembersHoldARoleAndMembershipIsDated) {
  EXPECT_EQ(add_member(store(), system_actor, group_, ana_).error().kind, ErrorKind::Conflict) << "ana has no such role";
  ASSERT_TRUE(add_member(store(), system_actor, group_, rita_));
  EXPECT_EQ(add_member(store(), system_actor, group_, rita_).error().kind, ErrorKind::Conflict);
  EXPECT_EQ(members(store(), group_).value().at(0).name, "rita");
  EXPECT_TRUE(candidates(store(), group_).value().empty());
  ASSERT_TRUE(end_member(store(), system_actor, group_, rita_));
  EXPECT_TRUE(members(store(), group_).value().empty());
  EXPECT_EQ(candidates(store(), group_).value().size(), 1U);
  ASSERT_TRUE(close_group(store(), system_actor, group_));
  EXPECT_EQ(add_member(store(), system_actor, group_, rita_).error().kind, ErrorKind::Conflict);
  EXPECT_EQ(add_decision(store(), system_actor, group_, "x").error().kind, ErrorKind::Conflict);
  expect_sound_log();
}

TEST_P(CooperationTest, MeetingsAreInstantsOfTheirZoneAndKeepTheirVersions) {
  const std::string id = add_meeting(store(), rita_, group_, meeting(true)).value();
  Meeting one = find_meeting(store(), id).value();
  EXPECT_EQ(one.starts, "2026-12-01T13:00:00.000Z");
  MeetingText text = one.text;
  text.place = "Lima";
  ASSERT_TRUE(change_meeting(store(), rita_, id, 1, text));
  EXPECT_EQ(change_meeting(store(), rita_, id, 1, text).error().kind, ErrorKind::Conflict) << "somebody else was first";
  ASSERT_TRUE(cancel_meeting(store(), rita_, id));
  one = find_meeting(store(), id).value();
  EXPECT_TRUE(one.cancelled);
  EXPECT_EQ(one.version, 3);
  EXPECT_EQ(one.text.place, "Lima");
  for (auto [field, wrong] :
       {std::pair("ends", MeetingText{.title = "x", .starts = "2026-12-01T10:00", .ends = "2026-12-01T10:00", .place = "y"}),
        std::pair("zone", MeetingText{.title = "x", .starts = "2026-12-01T10:00", .ends = "2026-12-01T11:00", .zone = "Nowhere/No", .place = "y"}),
        std::pair("place", MeetingText{.title = "x", .starts = "2026-12-01T10:00", .ends = "2026-12-01T11:00"}),
        std::pair("address", MeetingText{.title = "x", .starts = "2026-12-01T10:00", .ends = "2026-12-01T11:00", .address = "javascript:1"})}) {
    const auto refused = add_meeting(store(), rita_, group_, wrong);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().place.file, field);
  }
  expect_sound_log();
}

TEST_P(CooperationTest, ThePublicCalendarHasOpenMeetingsAndDueDates) {
  (void)add_meeting(store(), rita_, group_, meeting(false)).value();
  EXPECT_EQ(occasions(store(), Reader::Public).value().size(), 1U) << "the cycle's due date";
  EXPECT_EQ(occasions(store(), Reader::Groups).value().size(), 2U);
  (void)add_meeting(store(), rita_, group_, meeting(true)).value();
  const auto all = occasions(store(), Reader::Public).value();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].kind, Occasion::Kind::Meeting);
  EXPECT_EQ(all[1].kind, Occasion::Kind::ReportsDue);
  EXPECT_EQ(all[1].starts, "2027-03-01T00:00:00.000Z");
}

TEST_P(CooperationTest, ActionsHaveAnOwnerInTheGroupAndEachStepIsKept) {
  EXPECT_EQ(add_action(store(), rita_, group_, "Redactar", {.owner = rita_}).error().kind, ErrorKind::Conflict) << "rita is not in the group";
  ASSERT_TRUE(add_member(store(), system_actor, group_, rita_));
  const std::string id = add_action(store(), rita_, group_, "Redactar", {.owner = rita_, .due = "2026-11-01"}).value();
  auto all = cooperation::actions(store(), group_).value();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].owner_name, "rita");
  EXPECT_TRUE(all[0].is_late("2026-11-26"));
  ASSERT_TRUE(change_action(store(), rita_, group_, id, 1, {.state = ActionState::Done, .owner = rita_, .due = "2026-11-01", .note = "Enviado"}));
  EXPECT_EQ(change_action(store(), rita_, group_, id, 1, {}).error().kind, ErrorKind::Conflict);
  EXPECT_EQ(add_action(store(), rita_, group_, "x", {.due = "2026-02-30"}).error().kind, ErrorKind::Input);
  all = cooperation::actions(store(), group_).value();
  EXPECT_EQ(all[0].now.state, ActionState::Done);
  EXPECT_FALSE(all[0].is_late("2026-11-26"));
  EXPECT_EQ(store()
                .read([](soci::session& session) -> Result<long long> { return *sql::value<long long>(session, "select count(*) from group_action_step"); })
                .value(),
            2);
  EXPECT_FALSE(store().write([](soci::session& session) -> Status {
    sql::run(session, "delete from group_action_step");
    return {};
  })) << "nothing is deleted";
  expect_sound_log();
}

TEST_P(CooperationTest, PapersAreKeptOnceUnderTheirHash) {
  const Documents documents(test_.scratch().files() / "documents");
  const KeptDocument kept = documents.keep("Acta de la reunión", "acta.txt", "text/plain").value();
  ASSERT_TRUE(add_paper(store(), rita_, group_, "Acta", kept));
  ASSERT_TRUE(add_paper(store(), rita_, group_, "Acta", kept));
  EXPECT_EQ(papers(store(), group_).value().size(), 1U);
  EXPECT_EQ(find_paper(store(), group_, kept.sha256).value().name, "acta.txt");
  EXPECT_EQ(find_paper(store(), group_, std::string(64, '0')).error().kind, ErrorKind::NotFound);
  ASSERT_TRUE(add_decision(store(), rita_, group_, "Se adopta la norma."));
  EXPECT_EQ(decisions(store(), group_).value().at(0).body, "Se adopta la norma.");
}

TEST_P(CooperationTest, InitiativesAreFoundByWordsGoalsAndCountries) {
  const std::string id = add_initiative(store(), agenda_, ana_, initiative()).value();
  InitiativeText other = initiative();
  other.country = "BRA";
  other.title = "Pagos digitales";
  other.summary = "=SUM(1)";
  other.goals = {3};
  other.kind = InitiativeKind::GoodPractice;
  (void)add_initiative(store(), agenda_, ana_, other).value();
  const auto found = [&](const InitiativeFilter& filter) { return search_initiatives(store(), filter).value().found.size(); };
  EXPECT_EQ(found({}), 2U);
  EXPECT_EQ(found({.country = "URY"}), 1U);
  EXPECT_EQ(found({.goal = 37}), 1U);
  EXPECT_EQ(found({.goal = 7}), 0U) << "37 is no 7";
  EXPECT_EQ(found({.kind = InitiativeKind::GoodPractice}), 1U);
  EXPECT_EQ(found({.text = "red RURAL"}), 1U);
  EXPECT_EQ(found({.text = "%"}), 2U) << "no words ask for nothing";
  const auto page = search_initiatives(store(), {}, {}, 1).value();
  EXPECT_EQ(page.found.at(0).text.country, "BRA");
  EXPECT_EQ(search_initiatives(store(), {}, page.next, 1).value().found.at(0).id, id);

  InitiativeText text = initiative();
  text.title = "Redes rurales II";
  ASSERT_TRUE(change_initiative(store(), agenda_, ana_, id, 1, text));
  EXPECT_EQ(change_initiative(store(), agenda_, ana_, id, 1, text).error().kind, ErrorKind::Conflict);
  text.goals = {99};
  EXPECT_EQ(change_initiative(store(), agenda_, ana_, id, 2, text).error().place.file, "goals");
  EXPECT_NE(initiatives_csv(store()).value().find("'=SUM(1)"), std::string::npos) << "no formula for a spreadsheet";
  EXPECT_NE(initiatives_json(store()).value().find("\"goals\":[2,37]"), std::string::npos);
  ASSERT_TRUE(withdraw_initiative(store(), ana_, id));
  EXPECT_EQ(found({}), 1U);
  EXPECT_TRUE(find_initiative(store(), id).value().withdrawn);
  expect_sound_log();
}

// ---- The follow-up and the platform's own figures

class PlatformTest : public testing::SubmissionFixture {
 protected:
  void SetUp() override {
    SubmissionFixture::SetUp();
    if (IsSkipped()) return;
    const std::filesystem::path pack = std::filesystem::path(ATALAYA_SOURCE) / "agendas/elac2022";
    agenda_ = load_agenda(pack).value();
    questionnaire_ = std::move(load_questionnaires(pack, agenda_).value().at(0));
    areas_.emplace(agenda_);
    space_.root = test_.scratch().files();
    std::filesystem::create_directory_symlink(pack, space_.agenda());
    cycle_ = open_cycle(2026);
    submission_ = submissions::begin(store(), ana_, cycle_, "URY").value();
  }
  void send() {
    put(ana_, "BROADBAND_PLAN.STATE", "DRAFT");
    put(ana_, "UNIVERSAL_ACCESS_FUND.STATE", "NONE");
    ASSERT_TRUE(submit());
  }
  PlatformLoad load() {
    auto workshop = Workshop::open(space_, agenda_).value();
    (void)load_scores(store(), workshop, agenda_, *areas_, space_.root / "scores", system_actor, cycle_).value();
    auto done = load_platform_figures(store(), workshop, agenda_, *areas_, space_.root / "platform", system_actor, cycle_);
    if (!done) throw std::runtime_error(done.error().to_string());
    return std::move(*done);
  }
  /// Of a country in the cycle's year; nothing where there is none.
  std::optional<double> figure(const char* indicator, const char* country) {
    const Cube cube = Workshop::open(space_, agenda_).value().cube(agenda_).value();
    const auto series = cube.find(agenda_.headline_key(*agenda_.find_indicator(indicator), country));
    if (!series) return {};
    for (std::size_t i = cube.first(*series); i < cube.last(*series); ++i) {
      if (cube.period(i) == TimePeriod::year(2026)) return cube.value(i);
    }
    return {};
  }
  Agenda agenda_;
  std::optional<AreaMatcher> areas_;
  Workspace space_;
};
ON_BOTH_DATABASES(PlatformTest);

TEST_P(PlatformTest, TheFollowUpCountsWhatIsMissing) {
  const auto uruguay = [&] {
    const auto all = country_reports(store(), agenda_, cycle_).value();
    EXPECT_EQ(all.size(), agenda_.countries.size());
    return *std::ranges::find(all, "URY", &CountryReport::country);
  };
  EXPECT_FALSE(uruguay().sent);
  send();
  EXPECT_EQ(uruguay().reported.size(), 2U);
  EXPECT_TRUE(uruguay().reviewed.empty());
  ASSERT_TRUE(review::take(store(), rita_, submission_, Step::TakeUp));
  ASSERT_TRUE(review::take(store(), rita_, submission_, Step::Accept));
  EXPECT_EQ(uruguay().reviewed.size(), 2U);
  EXPECT_EQ(uruguay().agreed.size(), 2U);
  const auto goals = goals_of(agenda_, questionnaire_, country_reports(store(), agenda_, cycle_).value());
  ASSERT_EQ(goals.size(), agenda_.goals.size());
  EXPECT_EQ(goals[0].goal, 1);
  EXPECT_EQ(goals[0].reported, 1);
  EXPECT_EQ(goals[0].agreed, 1);
  EXPECT_EQ(goals[0].missing, static_cast<int>(agenda_.countries.size()) - 1);
  EXPECT_EQ(goals[1].reported, 0);
  EXPECT_EQ(country_reports(store(), agenda_, "x").error().kind, ErrorKind::NotFound);
}

TEST_P(PlatformTest, ThePlatformsFiguresComeWithTheirOriginAndMissingIsMissing) {
  send();
  ASSERT_TRUE(review::take(store(), rita_, submission_, Step::TakeUp));
  ASSERT_TRUE(review::take(store(), rita_, submission_, Step::Accept));
  const PlatformLoad first = load();
  ASSERT_TRUE(first.outcome);
  EXPECT_EQ(first.outcome->record.mapping, "platform");
  EXPECT_EQ(first.outcome->record.rejected, 0);
  EXPECT_NE(cases::Scratch::read(first.file).find("URY,CIVIL_SOCIETY_REVIEWS,2026,0," + cycle_), std::string::npos);
  EXPECT_EQ(figure("CIVIL_SOCIETY_REVIEWS", "URY"), 0);
  EXPECT_EQ(figure("CIVIL_SOCIETY_REVIEWS", "BRA"), std::nullopt) << "Brazil has sent nothing";
  EXPECT_DOUBLE_EQ(figure("FOLLOW_UP_REPORTED", "URY").value_or(-1), 100.0 / 39) << "goal 1 alone";
  EXPECT_EQ(figure("FOLLOW_UP_REPORTED", "BRA"), std::nullopt);
  EXPECT_DOUBLE_EQ(figure("FRAMEWORK_COVERAGE", "URY").value_or(-1), 100.0 * 2 / 118);
  EXPECT_EQ(figure("FRAMEWORK_COVERAGE", "BRA"), 0);
  EXPECT_EQ(figure("TIMELINESS", "URY"), 0);
  EXPECT_EQ(figure("TIMELINESS", "BRA"), std::nullopt) << "without a figure there is no median";
  EXPECT_EQ(figure("DIALOGUE_ACTIVITY", "URY"), std::nullopt) << "there was no consultation";
  EXPECT_EQ(figure("OFFLINE_PACKS", "URY"), std::nullopt) << "nobody counts";

  const PlatformLoad again = load();
  EXPECT_EQ(again.outcome->record.accepted, 0);
  EXPECT_EQ(again.file, first.file);
  ASSERT_TRUE(civil::add(store(), questionnaire_, raul_, submission_, "BROADBAND_PLAN", std::nullopt, "De acuerdo."));
  EXPECT_EQ(load().outcome->record.revised, 1);
  EXPECT_EQ(figure("CIVIL_SOCIETY_REVIEWS", "URY"), 100);
  expect_sound_log();
}

}  // namespace
}  // namespace atalaya::reg::cooperation
