// SPDX-License-Identifier: AGPL-3.0-or-later
// How a palabre begins [H2].
#pragma once

#include <string>

#include "app/practice.hpp"
#include "app/room_directory.hpp"

namespace palabre::app {

/// Who may found a palabre on this server.
enum class FoundingPolicy {
  anyone,
  token,  ///< whoever has the server's token
  local,  ///< anyone on this machine or its local network, elsewhere whoever has the token
};

/// What a founding body wishes, cleaned.
struct FoundingWish {
  Text title, why;
  std::string scenario, language, address, time_zone;
  Json params = Json::object();
  bool conducted = true;
  std::optional<PracticeWish> practice;
};

/// Refuses with `bad_field`, `text_too_long` … {field}.
Result<FoundingWish> read_founding(const HttpRequest& request);

/// Secrets and links, told once to whoever founded.
struct Founded {
  std::string code;  ///< as it is shown
  std::string founder_secret;
  std::string screen_token;
  std::shared_ptr<RoomHost> host;
};

/// The same choices for a practice that runs `speed` times quicker: durations that nobody chose
/// (parameters in _s, _min, _ms) shrink as far as their bounds let them.
Json quickened(const chart::Chart& chart, Json params, std::int64_t speed);

/// Stores the scenario, writes the first entry, binds a code: in this order, so that a code never
/// leads to nothing. Refuses with `no_such_scenario`, `unknown_param`, `bad_param`, and what the
/// log refuses with.
Task<Result<Founded>> found_palabre(std::shared_ptr<Services> services,
                                    std::shared_ptr<RoomDirectory> rooms,
                                    FoundingWish wish);

/// Whether an address belongs to this machine or a local network.
bool is_local_address(std::string_view address);

}  // namespace palabre::app
