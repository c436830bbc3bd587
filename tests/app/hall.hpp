// SPDX-License-Identifier: AGPL-3.0-or-later
// A server without sockets in a test's hand: a log in memory, a clock that moves by hand, phones.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "app/gateway.hpp"
#include "store/memory_event_log.hpp"
#include "store/memory_journal.hpp"
#include "store/memory_shelf.hpp"
#include "support/presence_bus.hpp"

namespace palabre::test {

/// A device with a line: a shell on one side, a view on the other.
class Phone {
 public:
  Phone(app::Application& application, std::string code, std::string secret);
  ~Phone();

  /// Opens a line and says hello; with the position that the view has, unless it has none.
  void hello(const Json& more = Json::object());
  void say(const Json& frame);
  void say_text(std::string text) { line_->on_message(std::move(text)); }
  /// Sends a command with the next cseq; gives the cseq.
  std::uint64_t command(const Json& body, const std::string& on = "");
  void command_again(std::uint64_t cseq, const Json& body, const std::string& on = "");
  /// The next hello goes to this server.
  void move_to(app::Application& application) { application_ = &application; }
  /// The socket is gone.
  void lose_line();
  /// While slow, nothing is taken.
  void be_slow(bool slow);

  /// The frames of this kind, as they came since the last forget().
  std::vector<Json> frames(const std::string& t) const;
  Json last(const std::string& t) const;
  void forget() { frames_.clear(); }
  /// The page is opened anew: nothing is left of the view.
  void forget_view() {
    layers_ = Json::object();
    position_ = nullptr;
  }
  const Json& layers() const { return layers_; }
  const Json& room() const { return layers_.at("room"); }
  const Json& position() const { return position_; }
  const std::vector<std::string>& messages() const { return messages_; }
  /// How many messages came packed.
  int packed() const { return packed_; }
  int closed_with() const { return closed_; }
  bool is_open() const { return line_ != nullptr && closed_ == 0; }
  /// The first running activity of this kind, "a2".
  std::string activity(const std::string& name) const;

 private:
  struct Shell final : app::LineShell {
    explicit Shell(Phone* at) : phone(at) {}
    void wake() override {
      if (phone != nullptr) phone->take();
    }
    void close(std::uint16_t code, std::string) override {
      if (phone != nullptr) phone->closed_ = code;
    }
    const std::string& peer() const override { return address; }
    Phone* phone;
    std::string address = "192.168.1.20";
  };
  void take();
  void read(const std::string& message);

  app::Application* application_;
  std::shared_ptr<Shell> shell_;
  std::shared_ptr<app::Line> line_;
  std::string code_, secret_;
  std::uint64_t cseq_ = 0;
  bool slow_ = false;
  bool taking_ = false;
  int closed_ = 0;
  int packed_ = 0;
  std::vector<Json> frames_;
  std::vector<std::string> messages_;
  Json layers_ = Json::object();
  Json position_;
};

class Hall {
 public:
  /// With `journaled` the server keeps a journal, as beside a shared log; over `bus` it tells
  /// others who is connected; with `closed_stay` closed palabres leave that log so long after.
  explicit Hall(
      std::shared_ptr<store::MemoryRecords> records = std::make_shared<store::MemoryRecords>(),
      std::shared_ptr<store::JournalRecords> journaled = nullptr,
      std::shared_ptr<support::PresenceBus> bus = nullptr,
      std::optional<Duration> closed_stay = std::nullopt);

  boost::asio::io_context loop;
  store::MemoryEventLog log;
  std::unique_ptr<store::MemoryJournal> journal;
  std::unique_ptr<support::PresenceBus::End> presence;
  std::unique_ptr<store::MemoryShelf> shelf;
  std::unique_ptr<app::Gateway> gateway;

  /// Runs whatever is ready.
  void settle();
  /// Rings what is due, without moving the clock.
  void ring();
  /// Lets room time pass, in steps that no clock takes for sleep.
  void pass(Duration time);
  /// The lid was closed for so long.
  void sleep(Duration time);

  app::HttpResponse request(app::HttpRequest request);
  /// The same of another server on this loop.
  app::HttpResponse request(app::HttpRequest request, app::Gateway& of);
  std::pair<unsigned, Json> post(const std::string& path, const Json& body);
  std::pair<unsigned, Json> get(const std::string& path, const std::string& secret = "");

  /// Founds on the tiny scenario; the founder sits down as Awa.
  void found(const Json& more = Json::object());
  /// A person sits down and opens a line.
  std::shared_ptr<Phone> join(const std::string& name);
  std::shared_ptr<Phone> phone(const std::string& secret);
  std::string open_session(const Json& body);
  /// Kills the server.
  void stop();
  /// The same, and starts it again on the same records.
  void restart();

  Json founded;
  std::string code;
  std::shared_ptr<Phone> awa;

 private:
  std::shared_ptr<store::MemoryRecords> records_;
  std::shared_ptr<support::PresenceBus> bus_;
  std::optional<Duration> closed_stay_;
  std::uint64_t seeds_ = 0;
  void start();
};

}  // namespace palabre::test
