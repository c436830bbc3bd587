// SPDX-License-Identifier: AGPL-3.0-or-later
// What every EventLog promises of what is put back in parts.
#pragma once

#include "contract/event_log_contract.hpp"

namespace palabre::test {

/// What is put back in several calls is seen when it is whole, and anybody may go on with it.
template <class Kit>
void restores_unseen() {
  boost::asio::io_context loop;
  Kit kit(loop);
  Calls calls(loop, kit.log());
  const app::Head whole = calls.append("another", {}, entries_of("a", 5))->head;
  const auto part = [](int from, int to) {
    auto entries = entries_of("a", to);
    entries.erase(entries.begin(), entries.begin() + from);
    return entries;
  };
  const auto is_hidden = [&](std::uint64_t seq) {
    const auto head = calls.head("room");
    CHECK(code_of(calls.read("room")) == "unavailable");
    return !head && head.error().code == "unavailable" &&
           head.error().params["reason"] == "restoring" && head.error().params["seq"] == seq;
  };
  const auto two = calls.restore("room", {}, 1, part(0, 2), 5);
  REQUIRE(two);
  CHECK(two->seq == 2);
  CHECK(is_hidden(2));
  CHECK(code_of(calls.append("room", *two, entries_of("b"), {"c1"})) == "unavailable");
  CHECK(code_of(calls.append("room", {}, entries_of("b"), {"c1"})) == "unavailable");
  CHECK(code_of(calls.restore("room", {}, 1, part(0, 2), 5)) == "conflict");
  // Whoever knows less than another shows nothing of it either.
  const auto three = calls.restore("room", *two, 1, part(2, 3), 3);
  REQUIRE(three);
  CHECK(is_hidden(3));
  CHECK(calls.restore("room", *three, 1, part(3, 5), 5).value() == whole);
  CHECK(calls.head("room").value() == whole);
  CHECK(chain_holds(calls.read("room").value()));
  CHECK(calls.append("room", whole, entries_of("b"))->parked.empty());
}

}  // namespace palabre::test
