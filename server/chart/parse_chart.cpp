// SPDX-License-Identifier: AGPL-3.0-or-later
#include "chart/parse_chart.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "chart/reader.hpp"

namespace palabre::chart {
namespace {

/// Walks a file without keeping it: finds keys written twice and too deep nesting, which a parsed
/// value no longer shows or which it is dangerous to build.
class Walk : public nlohmann::json_sax<OrderedJson> {
 public:
  Mistakes mistakes;

  bool null() override { return leaf(); }
  bool boolean(bool) override { return leaf(); }
  bool number_integer(number_integer_t) override { return leaf(); }
  bool number_unsigned(number_unsigned_t) override { return leaf(); }
  bool number_float(number_float_t, const string_t&) override { return leaf(); }
  bool string(string_t&) override { return leaf(); }
  bool binary(binary_t&) override { return leaf(); }
  bool start_object(std::size_t) override { return open(false); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(true); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    Level& level = levels_.back();
    level.name = name;
    if (!level.names.insert(name).second)
      mistakes.push_back({here(),
                          "duplicate_key",
                          "\"" + name + "\" is written twice in the same place.",
                          "Keep one of the two."});
    return true;
  }

  bool parse_error(std::size_t position,
                   const std::string&,
                   const nlohmann::detail::exception&) override {
    mistakes.push_back(
        {here(),
         "not_json",
         "The file is not JSON: it breaks off at byte " + std::to_string(position) + ".",
         "Look there for a missing comma, quote or bracket."});
    return false;
  }

 private:
  struct Level {
    bool array = false;
    std::size_t n = 0;
    std::string name;
    std::set<std::string> names;
  };

  std::string here() const {
    std::string pointer;
    for (const Level& level : levels_)
      pointer = level.array ? under(pointer, level.n) : under(pointer, level.name);
    return pointer;
  }

  bool leaf() {
    if (!levels_.empty() && levels_.back().array) ++levels_.back().n;
    return true;
  }

  bool open(bool array) {
    if (levels_.size() >= json_depth_max) {
      mistakes.push_back(
          {here(),
           "too_deep",
           "The file is nested deeper than " + std::to_string(json_depth_max) + " levels.",
           "Flatten the states or the guards."});
      return false;
    }
    levels_.push_back({array, 0, "", {}});
    return true;
  }

  bool close() {
    levels_.pop_back();
    return leaf();
  }

  std::vector<Level> levels_;
};

bool deeper_than(const OrderedJson& value, std::size_t levels) {
  if (!value.is_structured()) return false;
  if (levels == 0) return true;
  for (const auto& part : value)
    if (deeper_than(part, levels - 1)) return true;
  return false;
}

}  // namespace

tl::expected<OrderedJson, Mistakes> read_json(std::string_view bytes) {
  if (bytes.size() > file_bytes_max)
    return tl::unexpected(Mistakes{{"",
                                    "too_large",
                                    "The file is larger than 256 KiB.",
                                    "Move texts to the files of texts, or split the scenario."}});
  Walk walk;
  const bool whole = OrderedJson::sax_parse(bytes, &walk);
  if (!walk.mistakes.empty() || !whole) return tl::unexpected(std::move(walk.mistakes));
  return OrderedJson::parse(bytes);
}

tl::expected<Chart, Mistakes> parse_chart(const OrderedJson& file, const Vocabulary& vocabulary) {
  if (deeper_than(file, json_depth_max))
    return tl::unexpected(Mistakes{
        {"", "too_deep", "The file is nested too deeply.", "Flatten the states or the guards."}});
  return Reader(vocabulary).read(file);
}

tl::expected<Chart, Mistakes> parse_chart_text(std::string_view bytes,
                                               const Vocabulary& vocabulary) {
  auto file = read_json(bytes);
  if (!file) return tl::unexpected(std::move(file.error()));
  return parse_chart(*file, vocabulary);
}

}  // namespace palabre::chart
