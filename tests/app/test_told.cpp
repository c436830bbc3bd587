// SPDX-License-Identifier: AGPL-3.0-or-later
// What pushes told of a log: entries that lead without a gap to where it ends, or none.
#include <catch2/catch.hpp>

#include "app/told.hpp"

using namespace palabre::app;

namespace {

Head end(std::uint64_t seq, std::uint32_t epoch = 1) {
  return Head{epoch, seq, "h" + std::to_string(seq)};
}

std::vector<LoggedEntry> entries(std::uint64_t from, std::uint64_t to) {
  std::vector<LoggedEntry> made;
  for (std::uint64_t seq = from; seq <= to; ++seq)
    made.push_back({seq, end(seq).hash, {"header", "facts", ""}});
  return made;
}

std::vector<std::uint64_t> seqs_after(Told& told, std::uint64_t seq, std::uint32_t epoch = 1) {
  std::vector<std::uint64_t> seqs;
  for (const LoggedEntry& one : told.after(end(seq, epoch))) seqs.push_back(one.seq);
  return seqs;
}

using Seqs = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("pushes that go on from each other are told together", "[app]") {
  Told told;
  CHECK(seqs_after(told, 0).empty());
  CHECK(told.grew(end(2), entries(1, 2)));
  CHECK(told.grew(end(3), entries(3, 3)));
  CHECK(seqs_after(told, 0) == Seqs{1, 2, 3});
  CHECK(seqs_after(told, 2) == Seqs{3});
  CHECK(seqs_after(told, 3).empty());
}

TEST_CASE("an old push is no news, and one that was lost leaves a gap", "[app]") {
  Told told;
  CHECK(told.grew(end(3), entries(2, 3)));
  CHECK_FALSE(told.grew(end(2), entries(1, 2)));
  CHECK(seqs_after(told, 0).empty());  // the first one never came
  CHECK(seqs_after(told, 1) == Seqs{2, 3});
  CHECK(told.grew(end(6), entries(6, 6)));
  CHECK(seqs_after(told, 3).empty());
  CHECK(seqs_after(told, 5) == Seqs{6});
}

TEST_CASE("where a push brings no entries, or an answer says more, nothing is told", "[app]") {
  Told told;
  CHECK(told.grew(end(1), entries(1, 1)));
  CHECK(told.grew(end(9), {}));
  CHECK(seqs_after(told, 0).empty());
  CHECK(seqs_after(told, 1).empty());
  CHECK(told.grew(end(10), entries(10, 10)));
  CHECK(seqs_after(told, 9) == Seqs{10});
  CHECK_FALSE(told.ends(end(10)));
  CHECK(seqs_after(told, 9) == Seqs{10});
  CHECK(told.ends(end(7)));  // it lost its end
  CHECK(seqs_after(told, 6).empty());
}

TEST_CASE("what is told is of one epoch, and leads where the push says", "[app]") {
  Told told;
  CHECK(told.grew(end(4), entries(4, 4)));
  CHECK(seqs_after(told, 3, 2).empty());
  CHECK(told.grew(end(5, 2), entries(5, 5)));
  CHECK(seqs_after(told, 3, 2).empty());
  CHECK(seqs_after(told, 4, 2) == Seqs{5});
  CHECK(told.grew(end(7, 2), entries(6, 6)));  // not up to its end
  CHECK(seqs_after(told, 5, 2).empty());
}

TEST_CASE("a server far behind is told no more than it may keep", "[app]") {
  Told told;
  for (std::uint64_t seq = 1; seq <= told_entries_max + 8; ++seq)
    CHECK(told.grew(end(seq), entries(seq, seq)));
  CHECK(seqs_after(told, 0).empty());
  CHECK(seqs_after(told, 8).size() == told_entries_max);
}

TEST_CASE("what was told lately is known when an older answer comes", "[app]") {
  Told told;
  CHECK(told.grew(end(3), entries(2, 3)));
  CHECK(told.grew(end(4), {}));
  CHECK(told.knows(end(2)));
  CHECK(told.knows(end(4)));
  CHECK_FALSE(told.knows(end(5)));
  CHECK_FALSE(told.knows(end(3, 2)));
  CHECK_FALSE(told.knows(Head{1, 3, "another"}));
  CHECK(told.ends(end(3)));  // it lost its end
  CHECK_FALSE(told.knows(end(4)));
  for (std::uint64_t seq = 4; seq <= told_heads_max + 8; ++seq)
    told.grew(end(seq), entries(seq, seq));
  CHECK_FALSE(told.knows(end(4)));
  CHECK(told.knows(end(told_heads_max)));
}
