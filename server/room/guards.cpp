// SPDX-License-Identifier: AGPL-3.0-or-later
#include "room/guards.hpp"

#include <algorithm>
#include <functional>

#include "chart/params.hpp"
#include "room/take_turn.hpp"

namespace palabre::room {
namespace {

using activities::Missing;

std::string text_of(const Json& params, const char* name) {
  const auto at = params.find(name);
  return at != params.end() && at->is_string() ? at->get<std::string>() : std::string();
}
std::int64_t number_of(const Json& params, const char* name) {
  const auto at = params.find(name);
  return at != params.end() && at->is_number_integer() ? at->get<std::int64_t>() : 0;
}
std::uint32_t times_entered(const Room& room, const std::string& state) {
  const auto at = room.entered.find(state);
  return at == room.entered.end() ? 0 : at->second;
}
std::optional<Missing> first_missing(const Running* running, const std::string& code) {
  if (running == nullptr) return Missing{"not_settled", 0, {}};
  for (const Missing& missing : running->activity.progress().missing)
    if (code.empty() || missing.code == code) return missing;
  return std::nullopt;
}

// How many of a revealed collect's choices are not `choice`; nothing while it is not revealed.
std::optional<std::int64_t> others_than(const Running* running, const std::string& choice) {
  if (running == nullptr || !running->activity.progress().settled) return std::nullopt;
  const Json output = running->activity.output();
  const auto tally = output.find("tally");
  if (tally == output.end() || !tally->is_object()) return std::nullopt;
  std::int64_t others = 0;
  for (const auto& [name, count] : tally->items())
    if (name != choice && count.is_number_integer()) others += count.get<std::int64_t>();
  return others;
}

// Consent was given, by everyone, on exactly the text that stands now.
bool decided_together(const Room& room, const Running* check) {
  if (check == nullptr) return false;
  const Json output = check->activity.output();
  if (check->activity.progress().outcome != "consent") return false;
  for (const std::string& name : check->references) {
    const Running* text = find_invoked(room, name, true);
    if (text == nullptr) return false;
    const Json text_output = text->activity.output();
    if (text_output.contains("version") &&
        text_output["version"] != output.value("version", Json()))
      return false;
  }
  return true;
}

struct Leaf {
  std::function<bool(const Room&, const Json& params, std::string_view settling)> holds;
  std::function<Reason(const Room&, const Json& params)> reason;
};

Reason missing_reason(const Room& room, const Json& params) {
  const auto missing =
      first_missing(find_invoked(room, text_of(params, "of"), true), text_of(params, "code"));
  if (!missing) return {"not_settled", Json::object()};
  return {missing->code, {{"count", missing->count}}};
}

using Leaves = std::map<std::string, Leaf, std::less<>>;

// About activities, roles and seats.
Leaves leaves_of_activities() {
  return {
      {"settled",
       {[](const Room& room, const Json& p, std::string_view) {
          const Running* running = find_invoked(room, text_of(p, "of"), true);
          return running != nullptr && running->activity.progress().settled;
        },
        missing_reason}},
      {"outcome",
       {[](const Room& room, const Json& p, std::string_view settling) {
          const std::string named = text_of(p, "of");
          const Running* running = find_invoked(room, named.empty() ? settling : named, true);
          return running != nullptr && running->outcome == text_of(p, "is");
        },
        [](const Room&, const Json&) {
          return Reason{"not_settled", Json::object()};
        }}},
      {"nothing_missing",
       {[](const Room& room, const Json& p, std::string_view) {
          return !first_missing(find_invoked(room, text_of(p, "of"), true), text_of(p, "code"));
        },
        missing_reason}},
      {"role_held",
       {[](const Room& room, const Json& p, std::string_view) {
          return static_cast<bool>(holder_of(room, text_of(p, "role")));
        },
        [](const Room&, const Json& p) {
          return Reason{"role_vacant", {{"role", text_of(p, "role")}}};
        }}},
      {"seats_at_least",
       {[](const Room& room, const Json& p, std::string_view) {
          return static_cast<std::int64_t>(room.counted) >= number_of(p, "n");
        },
        [](const Room&, const Json& p) {
          return Reason{"too_few_seats", {{"n", number_of(p, "n")}}};
        }}},
  };
}

// About the run so far: parameters, how often a state was entered, what everybody chose.
Leaves leaves_of_the_run() {
  return {
      {"param",
       {[](const Room& room, const Json& p, std::string_view) {
          const auto at = room.charter->params.find(text_of(p, "name"));
          return at != room.charter->params.end() && p.contains("is") && *at == p["is"];
        },
        [](const Room&, const Json&) {
          return Reason{"not_chosen", Json::object()};
        }}},
      {"entered_at_least",
       {[](const Room& room, const Json& p, std::string_view) {
          return times_entered(room, text_of(p, "state")) >= number_of(p, "times");
        },
        [](const Room&, const Json& p) {
          return Reason{"too_few_times", {{"times", number_of(p, "times")}}};
        }}},
      {"entered_less_than",
       {[](const Room& room, const Json& p, std::string_view) {
          return times_entered(room, text_of(p, "state")) < number_of(p, "times");
        },
        [](const Room&, const Json& p) {
          return Reason{"too_many_times", {{"times", number_of(p, "times")}}};
        }}},
      {"everyone_chose",
       {[](const Room& room, const Json& p, std::string_view) {
          return others_than(find_invoked(room, text_of(p, "of"), true), text_of(p, "choice")) == 0;
        },
        [](const Room& room, const Json& p) {
          const auto others =
              others_than(find_invoked(room, text_of(p, "of"), true), text_of(p, "choice"));
          if (!others) return missing_reason(room, {{"of", text_of(p, "of")}});
          return Reason{"not_everyone", {{"count", *others}}};
        }}},
      {"decided_together",
       {[](const Room& room, const Json& p, std::string_view) {
          return decided_together(room, find_invoked(room, text_of(p, "of"), true));
        },
        [](const Room&, const Json&) {
          return Reason{"text_changed_since", Json::object()};
        }}},
  };
}

const Leaves& leaves() {
  static const Leaves all = [] {
    Leaves both = leaves_of_activities();
    both.merge(leaves_of_the_run());
    return both;
  }();
  return all;
}

}  // namespace

bool holds(const Room& room, const chart::Guard& leaf, std::string_view settling) {
  const auto at = leaves().find(leaf.type);
  if (at == leaves().end()) return false;  // deny by default
  return at->second.holds(room, chart::resolve(leaf.params, room.charter->params), settling);
}

Reason reason_of(const Room& room, const chart::Guard& leaf) {
  const auto at = leaves().find(leaf.type);
  if (at == leaves().end()) return {"not_settled", Json::object()};
  return at->second.reason(room, chart::resolve(leaf.params, room.charter->params));
}

chart::Judge judge_of(const Room& room, std::string settling, Observer* observer) {
  return [&room, settling = std::move(settling), observer](const chart::Guard& leaf) {
    const bool held = holds(room, leaf, settling);
    if (observer != nullptr) observer->judged(leaf, held);
    return held;
  };
}

}  // namespace palabre::room
