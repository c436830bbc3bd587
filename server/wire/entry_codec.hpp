// SPDX-License-Identifier: AGPL-3.0-or-later
// A log's entry as stored bytes: header and facts, which the chain covers, and words, which can be
// erased alone.
#pragma once

#include <string>

#include "base/result.hpp"
#include "room/event.hpp"

namespace palabre::wire {

/// The three strings that are stored, byte for byte.
struct EncodedEntry {
  std::string header;  ///< {"at","sid","cseq","nonce"}
  /// {"events": [{"type","on"?,"facts"}], "words"?: hash_of({salt, the words' JSON}), "body"?:
  /// digest}
  std::string facts;
  std::string words;  ///< {"salt","words":[one object an event]}; empty: none, or erased
  bool operator==(const EncodedEntry&) const = default;
};

EncodedEntry encode_entry(const room::Entry& entry);

/// The entry of these bytes. Erased words give texts that are empty and keep their length.
/// Refuses with `damaged` {part} what we never wrote, and words that do not fit their hash.
Result<room::Entry> decode_entry(const EncodedEntry& encoded);

}  // namespace palabre::wire
