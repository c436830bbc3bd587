// SPDX-License-Identifier: AGPL-3.0-or-later
// The reading of one scenario file: a chart in the making and the mistakes found so far. Internal.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "chart/parse_chart.hpp"

namespace palabre::chart {

/// Reads one file, once. States first (so that targets can be found), then what hangs on them.
class Reader {
 public:
  explicit Reader(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

  tl::expected<Chart, Mistakes> read(const OrderedJson& file);

 private:
  /// Where a guard stands: what `outcome` may mean there, and whether it is law.
  struct Place {
    std::string pointer;
    const ActivitySpec* settles = nullptr;  ///< of the activity whose `onDone` this is
    bool law = true;
    std::size_t depth = 0;
    bool settling = false;  ///< in the `onDone` of an invocation, known or not
  };

  // read_root.cpp
  void read_root(const OrderedJson& file);
  void read_seats(const OrderedJson& file);
  void check_moments(const OrderedJson& file);
  void read_params(const OrderedJson& file);
  std::optional<Param> read_param(const std::string& name,
                                  const OrderedJson& spec,
                                  const std::string& at);
  bool read_choices(const OrderedJson& spec, const std::string& at, Param& param);
  static bool read_bounds(const OrderedJson& spec, Param& param);

  // read_states.cpp
  void read_state(const OrderedJson& written,
                  const std::string& key,
                  StateIndex parent,
                  const std::string& at,
                  std::size_t depth);
  void read_kind(const OrderedJson& written, State& state);
  void read_children(const OrderedJson& written, StateIndex index, std::size_t depth);
  void read_initial(const OrderedJson& written, StateIndex index);
  void read_meta(const OrderedJson& written, State& state);
  void check_timer(const OrderedJson& timer, const std::string& at);
  void check_meta_by(const State& state);
  void check_final(const OrderedJson& written, const State& state);

  // read_transitions.cpp
  void read_transitions(StateIndex index);
  void read_dones(StateIndex index, const OrderedJson& written);
  void read_on(StateIndex index, const OrderedJson& written);
  void read_after(StateIndex index, const OrderedJson& written);
  bool check_delay(const std::string& delay, const std::string& at);
  void read_branches(StateIndex source,
                     const std::string& event,
                     const OrderedJson& written,
                     const Place& place);
  void read_branch(StateIndex source,
                   const std::string& event,
                   const OrderedJson& written,
                   const Place& place);

  // read_targets.cpp
  void read_targets(const OrderedJson& written, const std::string& at, Transition& transition);
  std::optional<StateIndex> read_target(const OrderedJson& written,
                                        const std::string& at,
                                        StateIndex source);
  bool orthogonal(const std::vector<StateIndex>& targets) const;

  // read_actions.cpp
  static bool is_event_name(const std::string& name);
  void read_actions(StateIndex index, const OrderedJson& written);
  std::vector<std::string> read_raises(const OrderedJson& written, const std::string& at);
  void read_raise(const OrderedJson& written,
                  const std::string& at,
                  std::vector<std::string>& raised);

  // read_guards.cpp
  std::optional<Guard> read_guard(const OrderedJson& written, const Place& place);
  std::optional<Guard> read_leaf(const OrderedJson& written,
                                 const std::string& type,
                                 const Place& place);
  void read_parts(const OrderedJson& params, const Place& place, Guard& guard);
  void read_list(const OrderedJson& list, const Place& place, Guard& guard);
  void check_names(const Guard& leaf, const GuardSpec& spec);
  void check_outcome(const Guard& leaf, const Place& place);

  // read_invokes.cpp
  void read_output(const OrderedJson& written, State& state);
  void read_invokes(StateIndex index, const OrderedJson& written);
  void read_invoke(StateIndex index, const OrderedJson& written, const std::string& at);
  void check_input(const Invoke& invoke, const ActivitySpec& spec);

  // reader.cpp
  void add(std::string pointer, std::string code, std::string sentence, std::string mend);
  void check_keys(const OrderedJson& object,
                  const std::string& at,
                  const std::set<std::string_view>& allowed);
  bool refused_by_name(const std::string& key, const std::string& at);
  bool refused_code(const OrderedJson& value, const std::string& at);
  bool check_id(const std::string& id, const std::string& at, std::string_view what);
  std::string read_prose(const OrderedJson& object, std::string_view key, const std::string& at);
  bool check_params_in(const Json& value, const std::string& at);
  void add_faults(const std::vector<Fault>& faults,
                  const std::string& at,
                  const std::string& code,
                  const std::string& whose);

  const Vocabulary& vocabulary_;
  Chart chart_;
  Mistakes mistakes_;
  std::vector<const OrderedJson*> written_;  ///< of each state
  std::set<std::string> invoke_ids_;
  std::set<std::string> broken_params_;  ///< told already: what uses them is not told again
};

}  // namespace palabre::chart
