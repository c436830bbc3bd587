// SPDX-License-Identifier: AGPL-3.0-or-later
// What a phone does with each frame of a server.
#include <utility>

#include "simulation/phone.hpp"
#include "wire/layers.hpp"

namespace palabre::sim {
namespace {

constexpr Duration retry_refused_ms = 1'000;

}  // namespace

void Phone::hear(const Json& frame) {
  const std::string t = frame.value("t", "");
  if (t == "welcome") return welcomed(frame);
  if (t == "view") return show(frame["position"], frame["layers"], true);
  if (t == "patch") return patched(frame);
  if (t == "ack") return answered(frame);
  if (t == "refused") return refused(frame);
  if (t == "sum") return compare(frame);
  if (t == "notice") {
    const std::string code = frame.value("code", "");
    stage_.trace.count("notice " + code);
    if (code == "bad_frame") odd("bad_frame " + frame.dump());
  } else if (t == "go") {
    stage_.trace.count("go");
    phase_ = Phase::waiting;
    due_at_ = stage_.schedule.now() + frame["after_ms"].get<Duration>();
    drop();
  } else if (t != "time" && t != "presence") {
    odd("unknown frame " + frame.dump());
  }
}

void Phone::welcomed(const Json& frame) {
  const bool first = std::exchange(phase_, Phase::live) == Phase::greeting;
  outbox_.above(frame["cseq"].get<std::uint64_t>());
  if (!first) return;
  tries_ = 0;
  outbox_.fresh_line();
  if (hidden_) send({{"t", "visible"}, {"hidden", true}});
}

void Phone::show(const Json& position, const Json& changed, bool whole) {
  if (whole) {
    layers_ = changed;
    sums_.clear();
  } else {
    layers_.merge_patch(changed);
  }
  patched_ = !whole;
  position_ = position;
  for (const auto& [name, layer] : changed.items()) {
    if (layers_.contains(name))
      sums_[name] = wire::layer_sum(layers_[name]);
    else
      sums_.erase(name);
  }
  Shown one;
  one.position = {position["epoch"].get<std::uint32_t>(),
                  position["seq"].get<std::uint64_t>(),
                  position["nonce"].get<std::string>()};
  one.sums = sums_;
  one.whole = whole;
  one.anew = std::exchange(anew_, false);
  witness_.shown.push_back(std::move(one));
  stage_.trace.count(whole ? "whole view" : "patch");
  outbox_.seen(shown_seq());
  if (whole) outbox_.whole(shown_seq());
}

void Phone::patched(const Json& frame) {
  if (!has_view() || position_ != frame["from"]) {
    odd("a patch that does not fit: from " + frame["from"].dump() + " to " + frame["to"].dump() +
        ", here " + position_.dump());
    return again();
  }
  show(frame["to"], frame["layers"], false);
}

// [S7]
void Phone::compare(const Json& frame) {
  if (position_ != frame["position"]) return;
  stage_.trace.count("sum compared");
  for (const auto& [name, sum] : frame["layers"].items()) {
    const auto mine = sums_.find(name);
    if (mine != sums_.end() && sum == Json(mine->second)) continue;
    ++witness_.mistaken;
    if (patched_) return again();
  }
}

Said* Phone::said(std::uint64_t cseq) {
  for (Said& one : witness_.said)
    if (one.cseq == cseq) return &one;
  odd("answered what was never said: #" + std::to_string(cseq));
  return nullptr;
}

void Phone::answered(const Json& frame) {
  const auto cseq = frame["cseq"].get<std::uint64_t>();
  const auto seq = frame["seq"].get<std::uint64_t>();
  outbox_.acked(cseq, seq, shown_seq());
  stage_.trace.count("acked");
  if (Said* one = said(cseq)) one->acked.push_back(seq);
}

void Phone::refused(const Json& frame) {
  const auto cseq = frame["cseq"].get<std::uint64_t>();
  const std::string code = frame["code"].get<std::string>();
  const bool final = frame["final"].get<bool>();
  outbox_.refused(cseq, final);
  stage_.trace.count(final ? "refused" : "refused for now");
  if (!final)
    release_at_ = stage_.schedule.now() + retry_refused_ms / 2 +
                  static_cast<Duration>(chance_.below(retry_refused_ms));
  else if (Said* one = said(cseq))
    one->refused.push_back(code);
}

}  // namespace palabre::sim
