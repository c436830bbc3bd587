// SPDX-License-Identifier: AGPL-3.0-or-later
// From published rooms to bytes: each layer is encoded once for all who see it at the same
// positions.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "app/bases.hpp"
#include "app/gzip.hpp"
#include "app/ports.hpp"
#include "room/describe.hpp"

namespace palabre::app {

using Audience = std::set<room::Layer>;

inline constexpr Duration sum_every_ms = 30'000;  // a difference is then found within a minute

inline constexpr std::size_t packed_view_bytes_min = 4 * 1024;  // below, a packet or two either way

class Fanout {
 public:
  /// Makes `room` the newest; its positions must grow.
  void publish(std::shared_ptr<const room::Room> room, Instant now);
  /// The log forked: no patch starts from what was published before.
  void forget() { bases_.clear(); }
  /// Keeps a room as a base without making it the newest (while a log is loaded).
  void keep(std::shared_ptr<const room::Room> room, Instant now);

  const room::Room& newest() const { return *newest_; }
  std::shared_ptr<const room::Room> newest_shared() const { return newest_; }
  /// The published room at exactly this position, or null.
  std::shared_ptr<const room::Room> base(const room::Position& position) const;
  /// Whether a patch to the newest may start from `seq`. Not from what is kept of a chain of
  /// another epoch, while its newest is not shown yet.
  bool has_base(std::uint64_t seq) const;

  /// [S2] The frame of the whole newest view.
  std::vector<Bytes> view(const Audience& audience);
  /// [L5] A message with the same frame, packed; nothing when the view is small.
  std::vector<Bytes> packed_view(const Audience& audience);
  /// [S3] The frame from the published room at `from` to the newest: differences of the layers seen
  /// before and after, gained layers whole, lost ones null. Nothing when that base is gone.
  std::vector<Bytes> patch(std::uint64_t from, const Audience& before, const Audience& after);
  /// [S7] The frame of sums when the newest position is one that gets them; null otherwise.
  Bytes sum(const Audience& audience);

 private:
  // Layers that many see stand before those of one seat.
  struct Prefix {
    Bytes open;    ///< frame begun, shared layers in it
    Bytes closed;  ///< the same as a whole frame
    bool empty = true;
    std::optional<PackedRun> packed;  ///< "[" and `open`, once somebody asked for it
  };

  const Bytes& whole_piece(const room::Layer& layer);
  const Bytes& difference_piece(std::uint64_t from,
                                const room::Room& base,
                                const room::Layer& layer);
  Prefix& view_prefix(const Audience& audience);
  std::string own_wholes(const Audience& audience) const;
  Prefix make_prefix(std::string head, const std::vector<Bytes>& pieces) const;

  std::shared_ptr<const room::Room> newest_;
  Bases bases_;
  // What follows is of the newest room, and starts anew with it.
  std::map<room::Layer, Bytes> wholes_;
  std::map<std::pair<std::uint64_t, room::Layer>, Bytes> differences_;
  std::map<Audience, Prefix> views_;
  std::map<std::tuple<std::uint64_t, Audience, Audience>, Prefix> patches_;
  std::map<room::Layer, std::string> sums_;
  Instant summed_at_ = 0;
  bool sums_due_ = false;
};

}  // namespace palabre::app
