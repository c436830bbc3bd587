// SPDX-License-Identifier: AGPL-3.0-or-later
// Who sees what of a consent check.
#include "activities/consent_check/consent_check.hpp"

namespace palabre::activities::consent_check {
namespace {

Json answer_values(const Answer& answer) {
  Json values = {{"choice", std::string(name_of(answer.choice))}};
  if (answer.text) values["text"] = answer.text->value;
  if (answer.entered_by) values["entered_by"] = answer.entered_by->str();
  return values;
}

// The gate says whether everybody is listed, or only those whom the group is now to hear.
Json answer_row(const Json& all_listed, const SeatId&, const Answer& answer) {
  if (all_listed == true || answer.choice != Choice::consent) return answer_values(answer);
  return {};
}

Json words_row(const Json&, const ItemId&, const Text& words) { return {{"text", words.value}}; }

// Who says the answer now, and who after.
void describe_saying(const State& state, Sections& out) {
  constexpr std::size_t shown_next = 3;
  out.value("said", state.said);
  const SeatId* floor = state.to_say.key_at(0);
  if (floor == nullptr) return;
  out.value("floor", floor->str());
  Json next = Json::array();
  for (std::size_t i = 1; i <= shown_next; ++i)
    if (const SeatId* seat = state.to_say.key_at(i)) next.push_back(seat->str());
  out.value("next", std::move(next));
}

void describe_room(const State& state, Sections& out) {
  out.value("version", state.version);
  out.value("phase", std::string(name_of(state.phase)));
  out.value("signal", std::string(name_of(state.signal)));
  out.value("concerns_allowed", state.concerns);
  out.value("counts", state.counts);
  if (state.counts) {
    out.value("answered", state.answers.size());
    out.value("total", state.total());
  } else {
    out.value("all_answered", state.awaited.empty() && !state.answers.empty());
  }
  if (state.last_call_until) out.value("last_call_until", *state.last_call_until);
  if (state.phase == Phase::asked) {
    out.value("asked_by", state.asked_by.str());
    if (state.question) out.value("question", state.question->value);
  }
  if (state.phase != Phase::revealed) return;
  if (!state.counts) {
    out.rows("words", state.words, {}, +words_row);
    return;
  }
  if (state.signal == Signal::round) describe_saying(state, out);
  out.value("tally",
            {{"consent", state.tally.consent},
             {"concern", state.tally.concern},
             {"objection", state.tally.objection}});
  out.rows("answers", state.answers, Json(state.answers.size() <= listed_max), +answer_row);
}

void describe_own(const State& state, SeatId seat, Sections& out) {
  const Answer* answer = state.answers.find(seat);
  if (answer == nullptr) return;
  out.value("choice", std::string(name_of(answer->choice)));
  if (answer->text) out.value("text", answer->text->value);
  if (answer->entered_by) out.value("entered_by", answer->entered_by->str());
}

Json with_text(SeatId seat, const Answer& answer) {
  Json params = {{"seat", seat.str()}};
  if (answer.text) params["text"] = answer.text->value;
  if (answer.entered_by) params["entered_by"] = answer.entered_by->str();
  return params;
}

void add_answers(const State& state, std::vector<MinuteLine>& lines) {
  lines.push_back({"check_result",
                   {{"version", state.version},
                    {"answered", state.answers.size()},
                    {"total", state.total()},
                    {"consent", state.tally.consent},
                    {"concern", state.tally.concern},
                    {"objection", state.tally.objection}}});
  state.answers.each([&](SeatId seat, const Answer& answer) {
    if (answer.choice == Choice::objection)
      lines.push_back({"check_objection", with_text(seat, answer)});
    else if (answer.choice == Choice::concern)
      lines.push_back(
          {answer.text ? "check_concern_worded" : "check_concern", with_text(seat, answer)});
    else if (answer.entered_by)
      lines.push_back({"check_consent_entered", with_text(seat, answer)});
  });
}

void add_absent(const State& state, std::vector<MinuteLine>& lines) {
  std::vector<SeatId> unanswered;
  std::vector<SeatId> absent;
  state.released.each([&](SeatId seat, Attendance mark) {
    (mark == Attendance::without_answer ? unanswered : absent).push_back(seat);
  });
  if (!unanswered.empty())
    lines.push_back({"check_without_answer", {{"seats", seat_names(unanswered)}}});
  if (!absent.empty()) lines.push_back({"check_absent", {{"seats", seat_names(absent)}}});
}

// The sense of the meeting: the outcome, and what was said; no number, no name.
void add_sense(const State& state, std::vector<MinuteLine>& lines) {
  lines.push_back({state.objectors.empty() ? "check_sense_consent" : "check_sense_objection",
                   {{"version", state.version}}});
  state.words.each([&](ItemId, const Text& words) {
    lines.push_back({"check_sense_words", {{"text", words.value}}});
  });
  if (state.without_answer > 0) lines.push_back({"check_sense_without_answer"});
}

}  // namespace

// While the check is open, everybody sees how many have answered, and nobody what; each seat sees
// its own answer. At the reveal everybody sees every answer at once; above 64 answers the counts
// are all there, and the seats listed are those with a concern or an objection. A check that ended
// by a question or by a change of the text never reveals. In a sense of the meeting (`counts` is
// false) nobody sees how many or who: before the reveal only whether everybody has answered, after
// it the outcome and the words that came with concerns.
void Model::describe(const State& state, const Layer& layer, Sections& out) {
  if (layer.kind == Layer::Kind::room) describe_room(state, out);
  if (layer.kind == Layer::Kind::own) describe_own(state, layer.seat, out);
}

// The minutes may be taken at any time, so they keep silent about an open check just as views do.
std::vector<MinuteLine> Model::minutes(const State& state) {
  std::vector<MinuteLine> lines;
  switch (state.phase) {
    case Phase::open:
      if (!state.counts) {
        lines.push_back({"check_sense_open", {{"version", state.version}}});
        break;
      }
      lines.push_back({"check_open",
                       {{"version", state.version},
                        {"answered", state.answers.size()},
                        {"total", state.total()}}});
      break;
    case Phase::voided:
      lines.push_back(
          {"check_voided", {{"version", state.version}, {"changed_to", state.changed_to}}});
      break;
    case Phase::asked: {
      Json params = {{"version", state.version}, {"seat", state.asked_by.str()}};
      if (state.question) params["text"] = state.question->value;
      lines.push_back({state.question ? "check_question_worded" : "check_question", params});
      break;
    }
    case Phase::revealed:
      if (state.counts)
        add_answers(state, lines);
      else
        add_sense(state, lines);
      break;
  }
  if (state.phase != Phase::open && state.counts) add_absent(state, lines);
  return lines;
}

}  // namespace palabre::activities::consent_check
