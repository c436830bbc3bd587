// SPDX-License-Identifier: AGPL-3.0-or-later
// A living palabre in this server: takes turns, appends them, publishes what they led to.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/alarm_clock.hpp"
#include "app/batch.hpp"
#include "app/entropy.hpp"
#include "app/fanout.hpp"
#include "app/fork.hpp"
#include "app/metrics.hpp"
#include "app/ports.hpp"
#include "app/presence.hpp"
#include "app/presence_exchange.hpp"
#include "app/room_log.hpp"
#include "app/scenario_library.hpp"
#include "app/shelf.hpp"
#include "room/take_turn.hpp"

namespace palabre::app {

inline constexpr std::size_t inbox_max = 4096;
inline constexpr Duration retry_first_ms = 100;       // then twice as long each time
inline constexpr std::size_t turn_inputs_max = 2048;  // with deadlines: within append_entries_max

/// What every room and line of a server shares: kept by each, since a coroutine may end later than
/// the server does.
struct Services {
  Services(net::io_context& on,
           EventLog& at,
           Journal* kept,
           Entropy chance,
           ScenarioLibrary known,
           std::string of)
      : loop(on),
        log(at),
        journal(kept),
        entropy(std::move(chance)),
        scenarios(std::move(known)),
        build(std::move(of)),
        alarms(on, at) {}
  net::io_context& loop;
  EventLog& log;
  Journal* journal;                     ///< null when the log is this server's own
  PresenceChannel* presence = nullptr;  ///< the same
  Shelf* shelf = nullptr;               ///< the same
  bool shared = false;                  ///< other servers append to the log
  Entropy entropy;
  ScenarioLibrary scenarios;
  std::string build;
  AlarmClock alarms;
  Metrics metrics;
  bool ended = false;  ///< the server is going: the log may go before the last coroutine does
};

/// A line as its room sees it.
class RoomLine {
 public:
  virtual ~RoomLine() = default;
  /// There is a newer room, or something else of the host's to be shown.
  virtual void on_published() = 0;
  /// Its session was changed, or who sees what.
  virtual void on_audience_changed() = 0;
  virtual void on_beat(Instant now) = 0;
  /// The server itself slept for `gap`: the phone's silence meanwhile means nothing.
  virtual void on_slept(Duration gap) = 0;
  /// The room is not for this line any more.
  virtual void end(std::uint16_t close_code, const std::string& reason) = 0;
  /// [S6] Asks the phone to come back after so long, and closes.
  virtual void go(Duration after_ms) = 0;
  virtual const std::vector<SeatId>& seats() const = 0;

 private:
  friend class LineList;
  std::size_t slot_ = 0;
};

/// The lines of a room: may change while they are told something.
class LineList {
 public:
  /// Adds `line` under its session; gives the one it replaces, or null.
  RoomLine* add(const std::string& sid, RoomLine* line);
  void remove(const std::string& sid, RoomLine* line);
  RoomLine* find(const std::string& sid) const;
  std::size_t size() const { return by_sid_.size(); }
  /// Tells each line, beginning elsewhere each time, so that nobody is always last.
  void each(const std::function<void(RoomLine&)>& tell);

 private:
  void drop_gaps();

  std::vector<RoomLine*> lines_;
  std::unordered_map<std::string, RoomLine*> by_sid_;
  std::size_t start_ = 0;
  int telling_ = 0;
};

class RoomHost : public std::enable_shared_from_this<RoomHost> {
 public:
  using Answer = app::Answer;

  RoomHost(std::shared_ptr<Services> services, RoomId id);
  ~RoomHost();

  /// Reads the log and makes the newest room. Refuses with `no_such_palabre`, `damaged`,
  /// `newer_version`, `scenario_unreadable`, and what the log refuses with.
  Task<Result<void>> load();
  /// Makes the room's first entry instead of loading.
  Task<room::Reply> found(room::Found command, std::shared_ptr<const room::Scenario> scenario);

  /// Puts an input into the inbox; `answer` is called once its turn is in the log. False when the
  /// inbox is full.
  bool submit(room::Input input, Answer answer);
  /// The same for a coroutine; a full inbox gives a refusal that is not final.
  Task<room::Reply> ask(room::Input input);

  const RoomId& id() const { return id_; }
  /// What is in the log; never a state that could still be lost.
  const room::Room& newest() const { return fanout_.newest(); }
  bool is_founded() const { return room_ != nullptr && room_->scenario != nullptr; }
  Fanout& fanout() { return fanout_; }

  /// A line of session `sid` comes: the session's former line ends.
  void attach(const std::string& sid, RoomLine* line);
  void detach(const std::string& sid, RoomLine* line);
  /// Somebody appended, perhaps elsewhere: reads on.
  void on_moved();
  /// Reads on, whoever appended.
  void look_again();
  /// The same, and comes back when it is done. Refuses with what the log refuses with.
  Task<Result<void>> read_on();
  /// Once a second: presence, clocks that slept, lines that wait.
  void beat();
  /// Since when nobody needs this host; 0 while somebody does.
  Instant idle_since() const;
  bool is_broken() const { return broken_; }
  /// Ends all lines; nothing is served any more.
  void stop(std::uint16_t close_code, const std::string& reason);
  /// Tells each line, for a restart.
  void each_line(const std::function<void(RoomLine&)>& tell) { lines_.each(tell); }

  /// What all lines are shown beside views: counted, so that each line knows whether it has it.
  struct Tidings {
    Bytes frame;
    std::uint64_t count = 0;
  };
  const Tidings& notice() const { return notice_; }
  bool is_saving() const { return !noticed_.empty(); }
  const Tidings& presence() const { return presence_frame_; }

 private:
  struct Reading;  ///< somebody waits for what others wrote

  void follow();
  void unfollow();
  Task<Result<void>> read_all();
  void serve_soon();
  static Task<void> serve(std::shared_ptr<RoomHost> self);
  Task<bool> take_one_turn();
  Batch take_batch();
  void give_back_half(Batch& batch);
  Task<Result<bool>> commit(room::Turn& turn, Batch& batch);
  Task<void> pause_before_retry();
  void expect_answer();
  Task<Result<bool>> catch_up();
  Task<Result<void>> repair();
  Task<Result<void>> fold_anew();
  void take_mended(Mended mended);
  Task<Result<void>> settle_orphans();
  void hold_back(Batch& batch);
  void bring_back(Batch& into);
  room::Turn decide(Batch& batch);
  Task<void> keep_blob();
  void note_closed();
  static Task<void> tell_closed(std::shared_ptr<RoomHost> self);
  Task<Result<void>> catch_up_told();
  void tell_readers(std::size_t count, const Result<void>& read);
  Task<Result<void>> apply_slice(RoomLog::Slice slice);
  Task<Result<std::shared_ptr<const room::Scenario>>> scenario_of(const room::Entry& entry);
  Task<void> erase_if_asked();
  void publish();
  void wake_lines();
  void notice_sleep();
  void check_soon();
  static Task<void> check(std::shared_ptr<RoomHost> self);
  void tell_changed_sessions(const room::Room& before, const room::Room& after);
  void answer_all(Batch& batch, const std::vector<room::Reply>& replies);
  void refuse_all(Batch& batch, const Error& error, bool final);
  void take_parked(const std::vector<std::string>& parked);
  bool answer_judged(Batch& batch);
  bool waits_for_others(const Batch& batch) const;
  void park_soon();
  void leave_to_others(Batch& batch);
  void be_patient();
  static Task<void> park_ahead(std::shared_ptr<RoomHost> self);
  void collect_parked_soon();
  static Task<void> collect_parked(std::shared_ptr<RoomHost> self);
  void set_deadline();
  void show_notice(const char* code);
  SeatSet connected_here();
  void listen_for_presence();
  void tell_presence();
  void tell_presence_soon();
  void look_at_presence();
  void break_down(const Error& error);

  std::shared_ptr<Services> services_;
  RoomId id_;
  RoomLog log_;
  std::shared_ptr<const room::Room> room_;
  std::shared_ptr<const room::Scenario> founding_on_;
  Fanout fanout_;
  LineList lines_;
  Presence presence_;
  PresenceExchange exchange_;
  bool telling_soon_ = false;
  Batch inbox_;
  std::vector<std::shared_ptr<Reading>> readers_;
  bool serving_ = false;
  Batch* in_flight_ = nullptr;  ///< what is being appended
  bool parking_ = false;
  bool collecting_ = false;
  bool told_of_parked_ = false;  ///< while it served; an append may have brought it since
  int own_moves_ = 0;            ///< appends of ours that on_moved() will still tell of
  bool moved_ = false;
  bool checking_ = false;  ///< whether the log has lost its end
  bool watched_ = false;   ///< it may have, or its epoch may be another: both are looked at
  bool broken_ = false;
  bool noting_ = false;
  std::uint64_t noted_ = 0;  ///< up to this entry the shelf knows that it is closed
  Duration retry_ms_ = 0;
  AlarmClock::Id deadline_;
  std::optional<Fork> fork_;  ///< while orphans are not settled
  Batch held_;                ///< what their sessions said after them
  AlarmClock::Id orphans_due_;
  AlarmClock::Id patience_;  ///< until others have had their time to judge what they were given
  AlarmClock::Id saving_;    ///< while an append is not answered
  std::string noticed_;
  Tidings notice_;
  Tidings presence_frame_;
  Instant served_at_ = 0;
  Instant looked_at_ = 0;
  Instant idle_since_ = 0;
  Instant deadline_rung_ = 0;
};

}  // namespace palabre::app
