// SPDX-License-Identifier: AGPL-3.0-or-later
// A session's commands as our own pages keep them (client-web/src/connection/outbox.ts): kept
// before they are sent, sent in order, gone when the view shows them.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "base/result.hpp"

namespace palabre::sim {

inline constexpr std::size_t unanswered_max = 8;  // [C1]

class Outbox {
 public:
  /// Puts a command in; gives its cseq.
  std::uint64_t put(Json frame);
  /// Numbers go on above what the room has judged.
  void above(std::uint64_t judged);
  /// A new line: nothing has been sent on it yet.
  void fresh_line();
  /// What may be sent now, in order; it counts as sent.
  std::vector<Json> take();
  void acked(std::uint64_t cseq, std::uint64_t seq, std::uint64_t shown);
  /// The view has reached `shown`: what it holds is no longer pending [S4].
  void seen(std::uint64_t shown);
  /// A whole view came: nothing says to have seen more.
  void whole(std::uint64_t shown);
  /// A final refusal takes the command out; a transient one holds it and all later ones back [C3].
  void refused(std::uint64_t cseq, bool final);
  /// The wait after a transient refusal is over.
  void release() { held_ = false; }
  /// How many have no answer yet.
  std::size_t unanswered() const;

 private:
  struct Entry {
    Json frame;
    std::uint64_t cseq = 0;
    std::optional<std::uint64_t> acked;
    bool sent = false;
  };
  std::uint64_t next_ = 1;
  std::deque<Entry> entries_;
  bool held_ = false;
};

}  // namespace palabre::sim
