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

void describe_room(const State& state, Sections& out) {
  out.value("version", state.version);
  out.value("phase", std::string(name_of(state.phase)));
  out.value("signal", std::string(name_of(state.signal)));
  out.value("concerns_allowed", state.concerns);
  out.value("answered", state.answers.size());
  out.value("total", state.total());
  if (state.last_call_until) out.value("last_call_until", *state.last_call_until);
  if (state.phase == Phase::asked) {
    out.value("asked_by", state.asked_by.str());
    if (state.question) out.value("question", state.question->value);
  }
  if (state.phase != Phase::revealed) return;
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

}  // namespace

// While the check is open, everybody sees how many have answered, and nobody what; each seat sees
// its own answer. At the reveal everybody sees every answer at once; above 64 answers the counts
// are all there, and the seats listed are those with a concern or an objection. A check that ended
// by a question or by a change of the text never reveals.
void Model::describe(const State& state, const Layer& layer, Sections& out) {
  if (layer.kind == Layer::Kind::room) describe_room(state, out);
  if (layer.kind == Layer::Kind::own) describe_own(state, layer.seat, out);
}

// The minutes may be taken at any time, so they keep silent about an open check just as views do.
std::vector<MinuteLine> Model::minutes(const State& state) {
  std::vector<MinuteLine> lines;
  switch (state.phase) {
    case Phase::open:
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
    case Phase::revealed: add_answers(state, lines); break;
  }
  if (state.phase != Phase::open) add_absent(state, lines);
  return lines;
}

}  // namespace palabre::activities::consent_check
