// SPDX-License-Identifier: AGPL-3.0-or-later
// The minutes as Markdown: the data of minutes_json said in sentences of the catalogue.
#include <algorithm>
#include <chrono>

#include <date/date.h>
#include <date/tz.h>

#include "room/minutes.hpp"

namespace palabre::room {
namespace {

// A person's words must not become markup.
std::string plain(const std::string& words) {
  std::string out;
  for (const char c : words) {
    if (std::string_view("\\`*_[]<>#|").find(c) != std::string_view::npos) out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string shortened(const std::string& words) {
  constexpr std::size_t quoted_max = 100;  // code points: a line of the minutes quotes several
  std::size_t points = 0;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(words[at]) & 0xC0U) != 0x80U;
    if (begins && points++ == quoted_max) return words.substr(0, at) + "…";
  }
  return words;
}

class Writer {
 public:
  Writer(const Json& minutes, const Room& room, const Catalogue& catalogue)
      : minutes_(minutes), room_(room), catalogue_(catalogue) {}

  std::string write() {
    line("# " + plain(minutes_["title"].get<std::string>()));
    line("");
    line(say("intro",
             {{"scenario", scenario_title()},
              {"founded_at", day_at(minutes_["founded_at"])},
              {"from", clock_at(minutes_["founded_at"])},
              {"to", clock_at(minutes_["last_at"])}}));
    if (minutes_.contains("practice")) line("\n" + say("practice", Json::object()));
    if (const auto why = minutes_["why"].get<std::string>(); !why.empty()) {
      heading("heading_why");
      line(plain(why));
    }
    decision();
    seats();
    steps();
    fork();
    if (!minutes_["roles"].empty()) {
      heading("heading_roles");
      lines(minutes_["roles"]);
    }
    line("");
    line(say("position",
             {{"epoch", minutes_["position"]["epoch"]}, {"seq", minutes_["position"]["seq"]}}));
    return std::move(out_);
  }

 private:
  void line(const std::string& text) { out_ += text + "\n"; }
  void heading(const char* code) {
    line("");
    line("## " + say(code, Json::object()));
    line("");
  }
  std::string say(const std::string& code, const Json& params) const {
    return catalogue_.say(
        room_.charter->language, room_.charter->address, "minutes." + code, params);
  }

  void decision() {
    const auto at = minutes_.find("decision");
    if (at == minutes_.end()) return;
    heading("heading_decision");
    const Json& decision = *at;
    if (decision.contains("text")) line("> " + plain(decision["text"].get<std::string>()) + "\n");
    line(say("decision_" + decision["outcome"].get<std::string>(), readable(decision)));
    if (decision.contains("review_date")) line("\n" + say("review_date", readable(decision)));
    if (decision.contains("present")) line("\n" + say("present", readable(decision)));
  }

  void seats() {
    heading("heading_seats");
    for (const Json& seat : minutes_["seats"]) {
      std::string notes;
      const auto note = [&](const std::string& code, const Json& params) {
        notes += ", " + say(code, params);
      };
      if (seat.contains("founder")) note("seat_founder", {});
      if (seat.contains("late")) note("seat_late", {{"joined_at", clock_at(seat["joined_at"])}});
      if (seat.contains("voice")) note("seat_voice", {{"seat", name_of_seat(seat["voice"])}});
      if (seat["place"] != "room") note("seat_place", {{"place", place_of(seat["place"])}});
      if (seat["attendance"] != "counted")
        note("seat_" + seat["attendance"].get<std::string>(), {});
      line("- " + plain(seat["name"].get<std::string>()) + notes);
      if (seat.contains("last_word"))
        line("  « " + plain(seat["last_word"].get<std::string>()) + " »");
    }
    if (minutes_["conducted"]) return;
    line("");
    line(minutes_.contains("unconducted_at")
             ? say("unconducted", {{"at", clock_at(minutes_["unconducted_at"])}})
             : say("never_conducted", Json::object()));
  }

  void steps() {
    heading("heading_steps");
    for (const Json& step : minutes_["steps"]) {
      if (step["states"].empty() || passed_through(step)) continue;
      const std::string key = step["states"].back().get<std::string>();
      line("### " + clock_at(step["at"]) + " · " + state_title(key));
      line("");
      if (step.contains("override")) line("- " + say("overridden", readable(step["override"])));
      if (step.contains("undone")) line("- " + say("undone", {}));
      for (const Json& activity : step["activities"]) lines(activity["lines"], key);
      line("");
    }
  }

  // What the records of several servers, parted for a moment, cost somebody.
  void fork() {
    if (!minutes_.contains("set_aside") && !minutes_.contains("orphaned_outcomes")) return;
    heading("heading_set_aside");
    for (const Json& aside : minutes_.value("set_aside", Json::array())) {
      const bool known = aside.contains("seat");
      line("- " + say(known ? "set_aside" : "set_aside_unknown", readable(aside)));
    }
    for (const Json& orphaned : minutes_.value("orphaned_outcomes", Json::array()))
      line("- " + say(orphaned["outcome"] == "closed" ? "orphaned_closed" : "orphaned_decision",
                      readable(orphaned)));
    line("");
  }

  // A state that only leads on, in which nothing was said, is no moment of the palabre.
  static bool passed_through(const Json& step) {
    const bool at_once = step.contains("until") && step["until"] == step["at"];
    return at_once && !step.contains("override") && !step.contains("undone") &&
           std::all_of(step["activities"].begin(),
                       step["activities"].end(),
                       [](const Json& activity) { return activity["lines"].empty(); });
  }

  void lines(const Json& list, const std::string& state = {}) {
    for (const Json& one : list) {
      Json params = readable(one["params"]);
      if (const auto choice = one["params"].find("choice"); choice != one["params"].end())
        params["choice"] = choice_title(state, choice->get<std::string>());
      if (const auto tag = one["params"].find("tag"); tag != one["params"].end())
        params["tag"] = choice_title(state, tag->get<std::string>());
      std::string text = say(one["code"].get<std::string>(), params);
      if (params.contains("tag")) text = say("tagged", {{"tag", params["tag"]}, {"line", text}});
      for (const char* beside : {"on", "about", "entered_by"})
        if (one["params"].contains(beside)) text += " " + say(beside, params);
      line("- " + text);
    }
  }

  // Parameters as people read them: names for seats, clock times, long dates, words made plain.
  Json readable(const Json& params) const {
    Json out = Json::object();
    for (const auto& [name, value] : params.items()) {
      if (value.is_array())
        out[name] = joined(value);
      else if (value.is_object())
        out[name] = quote(value);
      else if (value.is_number_integer() && (name == "at" || name.ends_with("_at")))
        out[name] = clock_at(value);
      else if (value.is_string() && (name.ends_with("_date") || name == "by_when"))
        out[name] = long_date(value.get<std::string>());
      else if (value.is_string() && name == "role")
        out[name] = catalogue_.say(room_.charter->language,
                                   room_.charter->address,
                                   "roles." + value.get<std::string>(),
                                   {});
      else if (value.is_string())
        out[name] = SeatId::parse(value.get<std::string>()) ? name_of_seat(value)
                                                            : plain(value.get<std::string>());
      else
        out[name] = value;
    }
    return out;
  }

  std::string joined(const Json& list) const {
    std::string out;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i > 0) out += i + 1 == list.size() ? say("and", {}) : ", ";
      if (list[i].is_object())
        out += quote(list[i]);
      else
        out += list[i].is_string() ? name_of_seat(list[i]) : list[i].dump();
    }
    return out;
  }
  // The words of another activity's item, as quotes.hpp found them; long ones are cut short, since
  // they stand in full where they were given.
  std::string quote(const Json& item) const {
    const auto text = item.find("text");
    if (text == item.end()) return say("words_gone", Json::object());
    return say("quoted", {{"text", plain(shortened(text->get<std::string>()))}});
  }
  std::string name_of_seat(const Json& id) const {
    const std::string written = id.get<std::string>();
    const auto parsed = SeatId::parse(written);
    const Seat* seat = parsed ? room_.seats.find(*parsed) : nullptr;
    return plain(seat == nullptr ? written : seat->name.value);
  }
  std::string place_of(const Json& place) const {
    return place == "remote" ? say("place_remote", {}) : plain(place.get<std::string>());
  }

  std::string scenario_title() const { return text_of("/title"); }
  std::string state_title(const std::string& key) const {
    const auto at = chart::find_state(room_.scenario->chart, key);
    if (!at) return key;
    return text_of("/states/" + room_.scenario->chart.states[*at].meta.value("text", key) +
                   "/title");
  }
  // What the choice was called on the phones: by its state, else by the scenario, else as it is.
  std::string choice_title(const std::string& state, const std::string& choice) const {
    const auto at = chart::find_state(room_.scenario->chart, state);
    const std::string key =
        at ? room_.scenario->chart.states[*at].meta.value("text", state) : state;
    std::string gesture = "/states/";
    gesture.append(key).append("/gestures/").append(choice);
    for (const std::string& path : {gesture, "/choices/" + choice})
      if (std::string said = text_of(path); said != path) return said;
    return plain(choice);
  }
  std::string text_of(const std::string& path) const {
    const auto texts = room_.scenario->texts.find(room_.charter->language);
    const Json::json_pointer pointer(path);
    if (texts == room_.scenario->texts.end() || !texts->second.contains(pointer)) return path;
    const Json& value = texts->second[pointer];
    if (value.is_string()) return value.get<std::string>();
    return value.value(room_.charter->address, path);
  }

  date::local_time<std::chrono::milliseconds> local(const Json& at) const {
    const date::sys_time<std::chrono::milliseconds> instant{
        std::chrono::milliseconds(at.get<std::int64_t>())};
    try {
      return date::locate_zone(room_.charter->time_zone)->to_local(instant);
    } catch (const std::exception&) {  // a zone this machine does not know: universal time
      return date::local_time<std::chrono::milliseconds>(instant.time_since_epoch());
    }
  }
  std::string clock_at(const Json& at) const {
    return date::format("%H:%M", local(at)).substr(0, 5);
  }
  std::string day_at(const Json& at) const {
    return long_date(date::format("%F", date::floor<date::days>(local(at))));
  }
  // "2026-12-20" → "20 décembre 2026", by the catalogue.
  std::string long_date(const std::string& iso) const {
    if (iso.size() != 10) return iso;
    const std::string day = iso.substr(8, 2);
    return say("date",
               {{"day", day[0] == '0' ? day.substr(1) : day},
                {"month", say("month_" + iso.substr(5, 2), {})},
                {"year", iso.substr(0, 4)}});
  }

  const Json& minutes_;
  const Room& room_;
  const Catalogue& catalogue_;
  std::string out_;
};

}  // namespace

std::string minutes_markdown(const Room& room, const Catalogue& catalogue) {
  if (room.scenario == nullptr) return {};
  const Json minutes = minutes_json(room);
  return Writer(minutes, room, catalogue).write();
}

}  // namespace palabre::room
