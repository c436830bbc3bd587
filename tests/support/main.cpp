// SPDX-License-Identifier: AGPL-3.0-or-later
// The main of every C++ test: Catch2's own, closing with one line that ./dev test adds up.
#define CATCH_CONFIG_RUNNER
#include <iostream>

#include <catch2/catch.hpp>

namespace {

// A test that may fail is not a test here: what Catch2 calls "failed but ok" counts as failed.
class ClosingLine : public Catch::TestEventListenerBase {
 public:
  using TestEventListenerBase::TestEventListenerBase;

  void testRunEnded(const Catch::TestRunStats& run) override {
    const auto& cases = run.totals.testCases;
    std::cout << cases.passed << " passed, " << cases.failed + cases.failedButOk
              << " failed, 0 skipped" << std::endl;
  }
};

}  // namespace

CATCH_REGISTER_LISTENER(ClosingLine)

int main(int count, char* arguments[]) { return Catch::Session().run(count, arguments); }
