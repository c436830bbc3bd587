// SPDX-License-Identifier: AGPL-3.0-or-later
// What a server appends that no test has in its hand.
#pragma once

#include "app/ports.hpp"

namespace palabre::test {

inline app::StoredEntry a_recall() {
  return {R"({"at":1760000000000,"cseq":0,"nonce":"00000000000000ff","sid":""})",
          R"({"events":[{"facts":{"by":"s1"},"type":"frame_recalled/1"}]})",
          ""};
}

}  // namespace palabre::test
