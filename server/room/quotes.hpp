// SPDX-License-Identifier: AGPL-3.0-or-later
// The words of an activity's items, for the minutes of another one that was about them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "room/room.hpp"

namespace palabre::room {

/// Looks up what `{"of": "<invoke id>", "id": "i3"}` in the parameters of a line meant when the
/// activity that writes it ran; without "of" it is one of that activity's own items.
class Quotes {
 public:
  explicit Quotes(const Room& room);

  /// `params` with the item's words as "text" beside "id", alone or in a list; none when they are
  /// hidden, withdrawn or erased.
  Json quoted(const Running& by, Json params) const;

 private:
  void quote(const Running& by, Json& item) const;
  const Running* meant(const Running& by, const std::string& invoke) const;

  std::map<std::string, std::vector<const Running*>> begun_;  // by invoke id, oldest first
};

}  // namespace palabre::room
