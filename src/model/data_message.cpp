#include "model/data_message.h"

#include <array>
#include <cmath>

#include "base/decimal.h"
#include "base/text.h"

namespace atalaya {

const char* to_string(Action action) {
  switch (action) {
    case Action::Information: return "Information";
    case Action::Append: return "Append";
    case Action::Replace: return "Replace";
    case Action::Delete: return "Delete";
    case Action::Merge: return "Merge";
  }
  return "";
}

std::optional<Action> action_of(std::string_view text) {
  for (const Action action : {Action::Information, Action::Append, Action::Replace, Action::Delete, Action::Merge}) {
    const std::string_view name = to_string(action);
    if (to_lower_ascii(text) == to_lower_ascii(name) || (text.size() == 1 && text[0] == name[0])) return action;
  }
  // SDMX 2.0 has Update.
  if (to_lower_ascii(text) == "update") return Action::Append;
  return std::nullopt;
}

Status DataSink::observations(const NumberedObservations& numbered) {
  for (const NumberedObservations::One& one : numbered.all) {
    char made[longest_number];
    std::string_view text = one.text;
    if (text.empty() && !std::isnan(one.number)) text = {made, static_cast<std::size_t>(put_number(made, one.number) - made)};
    const Value value{numbered.measure, text, {}, one.number};
    const std::span<const Value> measures(&value, text.empty() ? 0 : 1);
    TRY_STATUS(observation({numbered.periods[one.period], measures, numbered.attributes[one.attributes], one.line, one.column}));
  }
  return {};
}

}  // namespace atalaya
