// Meetings of working groups. What a meeting says is kept version by version; one that does not take place is cancelled and stays.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "register/cooperation/groups.h"

namespace atalaya::reg::cooperation {

struct MeetingText {
  std::string title;
  std::string starts, ends;  ///< What clocks in `zone` show: "2026-12-31T09:00".
  std::string zone = "UTC";  ///< IANA
  std::string place = {};    ///< A room, a city; may be empty where there is an address,
  std::string address = {};  ///< of the web, of a call.
  std::string agenda = {};
  bool open = false;  ///< It stands in the public calendar, without its address.
};

struct Meeting {
  std::string id;     ///< Public.
  std::string group;  ///< Public id.
  std::string group_name;
  long long version = 0;  ///< From 1.
  MeetingText text;
  std::string starts, ends;  ///< Instants.
  bool cancelled = false;
  std::string changed;  ///< Instant.
};

/// Gives the public id. Input, at the field (Error::place.file), where something is not what it should be.
[[nodiscard]] Result<std::string> add_meeting(Store& store, const std::string& actor, const std::string& group, const MeetingText& text);
/// Conflict where `version` is not the newest, or it is cancelled.
[[nodiscard]] Status change_meeting(Store& store, const std::string& actor, const std::string& meeting, long long version, const MeetingText& text);
[[nodiscard]] Status cancel_meeting(Store& store, const std::string& actor, const std::string& meeting);

[[nodiscard]] Result<Meeting> find_meeting(Store& store, const std::string& meeting);  ///< NotFound
/// Of a group or, where it is empty, of all; the latest first.
[[nodiscard]] Result<std::vector<Meeting>> meetings(Store& store, const std::string& group = {});

}  // namespace atalaya::reg::cooperation
