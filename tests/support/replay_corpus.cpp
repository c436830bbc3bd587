// SPDX-License-Identifier: AGPL-3.0-or-later
// Plays a fuzz target's corpus, and seeded mutilations of it, without a fuzzer.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

std::vector<std::string> corpus() {
  std::vector<std::string> inputs;
  const std::filesystem::path folder{PALABRE_TREE "/tests/fuzz/corpus/" PALABRE_CORPUS};
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return inputs;
}

int play(const std::string& input) {
  // A copy of exactly its size, so that a sanitizer sees a read past the end.
  const std::vector<std::uint8_t> bytes(input.begin(), input.end());
  return LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

std::string mutilated(std::string input, std::mt19937& random) {
  if (input.empty()) return input;
  const std::size_t at = random() % input.size();
  switch (random() % 4) {
    case 0: input[at] = static_cast<char>(random()); break;
    case 1: input.resize(at); break;
    case 2: input.erase(at, 1 + random() % 8); break;
    default: input.insert(at, input.substr(random() % input.size(), random() % 64)); break;
  }
  return input;
}

}  // namespace

TEST_CASE("every input of the corpus is taken or refused, and nothing breaks") {
  const auto inputs = corpus();
  REQUIRE(!inputs.empty());
  for (const auto& input : inputs) CHECK(play(input) == 0);
}

TEST_CASE("so are mutilated ones") {
  constexpr int rounds = 200;  // for each input; libFuzzer does the rest in ./dev fuzz
  std::mt19937 random(1);
  for (const auto& input : corpus()) {
    std::string worn = input;
    for (int i = 0; i < rounds; ++i) {
      worn = i % 16 == 0 ? input : mutilated(worn, random);
      CHECK(play(worn) == 0);
    }
  }
}
