// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/hall.hpp"

#include <catch2/catch.hpp>

#include "support/gunzipped.hpp"
#include "support/run_task.hpp"
#include "support/tiny_scenario.hpp"

namespace palabre::test {

// ---- a phone

Phone::Phone(app::Application& application, std::string code, std::string secret)
    : application_(&application), code_(std::move(code)), secret_(std::move(secret)) {}

Phone::~Phone() { lose_line(); }

void Phone::hello(const Json& more) {
  closed_ = 0;
  shell_ = std::make_shared<Shell>(this);
  line_ = application_->open_line(shell_);
  Json frame = {{"t", "hello"}, {"code", code_}, {"secret", secret_}};
  if (!position_.is_null()) frame["position"] = position_;
  frame.update(more);
  say(frame);
}

void Phone::say(const Json& frame) { line_->on_message(Json::array({frame}).dump()); }

std::uint64_t Phone::command(const Json& body, const std::string& on) {
  command_again(++cseq_, body, on);
  return cseq_;
}

void Phone::command_again(std::uint64_t cseq, const Json& body, const std::string& on) {
  Json frame = {{"t", "command"}, {"cseq", cseq}, {"body", body}};
  frame["seen"] = position_.is_null() ? Json(0) : position_["seq"];
  if (!on.empty()) frame["on"] = on;
  say(frame);
}

void Phone::lose_line() {
  if (shell_ != nullptr) shell_->phone = nullptr;
  if (line_ != nullptr) line_->on_closed();
  line_ = nullptr;
}

void Phone::be_slow(bool slow) {
  slow_ = slow;
  if (!slow) take();
}

void Phone::take() {
  // The first wake may come before open_line has given us the line.
  if (slow_ || taking_ || line_ == nullptr) return;
  const auto line = line_;
  taking_ = true;
  for (;;) {
    const app::Outgoing out = line->take_outgoing();
    if (out.pieces.empty()) break;
    std::string message;
    for (const app::Bytes& piece : out.pieces) message += *piece;
    messages_.push_back(message);
    if (out.binary) {
      REQUIRE(message.front() == '\x01');  // [L5]
      message = support::gunzipped(message.substr(1));
      ++packed_;
    }
    read(message);
  }
  taking_ = false;
}

void Phone::read(const std::string& message) {
  const Json frames = Json::parse(message);
  REQUIRE(frames.is_array());
  REQUIRE(!frames.empty());
  REQUIRE(frames.size() <= 64);
  for (const Json& frame : frames) {
    if (frame["t"] == "view") {
      layers_ = frame["layers"];
      position_ = frame["position"];
    } else if (frame["t"] == "patch") {
      REQUIRE(frame["from"] == position_);
      layers_.merge_patch(frame["layers"]);
      position_ = frame["to"];
    }
    frames_.push_back(frame);
  }
}

std::vector<Json> Phone::frames(const std::string& t) const {
  std::vector<Json> found;
  for (const Json& frame : frames_)
    if (frame["t"] == t) found.push_back(frame);
  return found;
}

Json Phone::last(const std::string& t) const {
  const auto found = frames(t);
  return found.empty() ? Json() : found.back();
}

std::string Phone::activity(const std::string& name) const {
  for (const auto& [id, shown] : room().at("activities").items())
    if (shown["name"] == name && shown["running"] == true) return id;
  return {};
}

// ---- a hall

Hall::Hall(std::shared_ptr<store::MemoryRecords> records,
           std::shared_ptr<store::JournalRecords> journaled,
           std::shared_ptr<support::PresenceBus> bus,
           std::optional<Duration> closed_stay)
    : log(loop, records),
      records_(std::move(records)),
      bus_(std::move(bus)),
      closed_stay_(closed_stay) {
  if (journaled != nullptr)
    journal = std::make_unique<store::MemoryJournal>(loop, std::move(journaled));
  // Servers of one log draw other secrets, and have names of their own.
  seeds_ = 1'000'000 * (records_->listeners.size() - 1);
  if (closed_stay_) shelf = std::make_unique<store::MemoryShelf>(loop, records_);
  start();
}

void Hall::start() {
  app::GatewayOptions options;
  options.scenarios = support::tiny_scenario();
  options.build = "test";
  options.journal = journal.get();
  if (bus_ != nullptr) presence = std::make_unique<support::PresenceBus::End>(bus_, loop);
  options.presence = presence.get();
  options.shelf = shelf.get();
  if (closed_stay_) options.closed_stay = *closed_stay_;
  options.entropy = [this] {
    Random::Seed seed{};
    ++seeds_;
    for (std::size_t i = 0; i < 8; ++i)
      seed[i] = static_cast<unsigned char>(seeds_ * 0x9e3779b97f4a7c15ULL >> (8 * i));
    return seed;
  };
  gateway = std::make_unique<app::Gateway>(loop, log, std::move(options));
  for (const auto& fault : gateway->scenario_faults())
    for (const auto& mistake : fault.mistakes) FAIL_CHECK(chart::line_of(mistake));
}

void Hall::stop() {
  awa.reset();
  gateway.reset();
  settle();
  presence.reset();
}

void Hall::restart() {
  stop();
  start();
}

void Hall::settle() {
  loop.restart();
  while (loop.poll() > 0) loop.restart();
}

void Hall::ring() {
  gateway->alarms().ring_due();
  settle();
}

void Hall::pass(Duration time) {
  constexpr Duration step = 500;
  for (Duration left = time; left > 0; left -= step) {
    log.set_now(log.now() + std::min(step, left));
    ring();
  }
}

void Hall::sleep(Duration time) {
  log.set_now(log.now() + time);
  ring();
}

app::HttpResponse Hall::request(app::HttpRequest request) {
  return this->request(std::move(request), *gateway);
}

app::HttpResponse Hall::request(app::HttpRequest request, app::Gateway& of) {
  if (request.peer.empty()) request.peer = "127.0.0.1";
  return run_task(loop, of.handle(std::move(request)));
}

std::pair<unsigned, Json> Hall::post(const std::string& path, const Json& body) {
  app::HttpRequest wish;
  wish.method = "POST";
  wish.path = path;
  wish.body = body.dump();
  wish.from_loopback = true;
  const auto answer = request(std::move(wish));
  return {answer.status, Json::parse(*answer.body)};
}

std::pair<unsigned, Json> Hall::get(const std::string& path, const std::string& secret) {
  app::HttpRequest wish;
  wish.method = "GET";
  wish.path = path;
  if (!secret.empty()) wish.authorization = "Bearer " + secret;
  const auto answer = request(std::move(wish));
  return {answer.status, Json::parse(*answer.body, nullptr, false)};
}

void Hall::found(const Json& more) {
  Json body = {{"scenario", "tiny"},
               {"title", "Le toit"},
               {"why", "Il fuit"},
               {"language", "fr"},
               {"address", "tu"},
               {"time_zone", "Africa/Bamako"}};
  body.update(more);
  const auto [status, answer] = post("/api/palabres", body);
  INFO(answer.dump());
  REQUIRE(status == 201);
  founded = answer;
  code = answer["code"].get<std::string>();
  awa = phone(
      open_session({{"face", "desk"}, {"name", "Awa"}, {"secret", founded["founder_secret"]}}));
  awa->hello();
  settle();
}

std::string Hall::open_session(const Json& body) {
  const auto [status, answer] = post("/api/palabres/" + code + "/sessions", body);
  INFO(answer.dump());
  REQUIRE(status == 201);
  return answer["secret"].get<std::string>();
}

std::shared_ptr<Phone> Hall::phone(const std::string& secret) {
  return std::make_shared<Phone>(*gateway, code, secret);
}

std::shared_ptr<Phone> Hall::join(const std::string& name) {
  auto joined = phone(open_session({{"face", "phone"}, {"name", name}}));
  joined->hello();
  settle();
  return joined;
}

}  // namespace palabre::test
