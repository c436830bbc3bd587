// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/gateway.hpp"

#include <utility>

#include <sodium.h>

#include "app/http_answers.hpp"
#include "app/session_line.hpp"
#include "base/hash.hpp"
#include "room/guards.hpp"

namespace palabre::app {
namespace {

// Only guesses that failed count, so that a hall behind one address is not locked out.
constexpr Rate guess_rate{20, 10'000};
constexpr Rate founding_rate{10, 60'000};
constexpr std::size_t secret_bytes_max = 128;
constexpr std::size_t practices_max = 50;  // each acts about once a second

std::vector<std::string> segments_of(const std::string& path) {
  std::vector<std::string> segments;
  std::size_t begin = 1;
  while (begin <= path.size()) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    segments.push_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return segments;
}

bool same_secret(const std::string& a, const std::string& b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

HttpResponse told(const ScenarioBody& body) {
  return bytes_answer("application/json", body.plain, body.gzip);
}

ScenarioLibrary library_of(const GatewayOptions& options) {
  if (options.library != nullptr) return *options.library;
  return ScenarioLibrary(options.scenarios, room::vocabulary());
}

HttpResponse refused(const char* code) { return error_answer(Error{code, Json::object()}); }

}  // namespace

Gateway::Gateway(net::io_context& loop, EventLog& log, GatewayOptions options)
    : options_(std::move(options)),
      services_(std::make_shared<Services>(loop,
                                           log,
                                           options_.journal,
                                           options_.entropy ? options_.entropy : system_entropy(),
                                           library_of(options_),
                                           options_.build)),
      rooms_(std::make_shared<RoomDirectory>(services_)),
      guesses_(guess_rate),
      foundings_(founding_rate),
      practice_words_(options_.scenarios) {
  services_->presence = options_.presence;
  services_->shared = options_.shared || options_.journal != nullptr;
  if (options_.journal == nullptr || options_.shelf == nullptr) return;
  services_->shelf = options_.shelf;
  keeper_ = std::make_shared<Keeper>(services_, rooms_, options_.closed_stay);
  keeper_->start();
}

Gateway::~Gateway() {
  services_->alarms.cancel(next_demo_);
  if (keeper_) keeper_->stop();
  practices_.clear();
  rooms_->stop();
  services_->ended = true;
}

std::shared_ptr<Line> Gateway::open_line(std::shared_ptr<LineShell> shell) {
  auto line = std::make_shared<SessionLine>(services_, rooms_, std::move(shell));
  line->open();
  return line;
}

Task<HttpResponse> Gateway::handle(HttpRequest request) {
  const Segments path = segments_of(request.path);
  const bool get = request.method == "GET" || request.method == "HEAD";
  const bool post = request.method == "POST";
  if (path.size() >= 2 && path[0] == "api" && path[1] == "palabres") {
    if (path.size() == 2) {
      if (!post) co_return refused("wrong_method");
      co_return co_await found(std::move(request));
    }
    co_return co_await handle_palabre(std::move(request), path);
  }
  if (!get) co_return refused("wrong_method");
  if (path.size() == 2 && path[0] == "api" && path[1] == "scenarios")
    co_return told(services_->scenarios.cards());
  if (path.size() == 3 && path[0] == "api" && path[1] == "scenarios")
    co_return co_await scenario(std::move(request), path[2]);
  if (request.path == "/health/live") co_return json_answer(200, {{"state", "live"}});
  if (request.path == "/health/ready") co_return ready();
  if (request.path == "/source") co_return source();
  if (request.path == "/metrics" && (request.from_loopback || options_.metrics_for_all)) {
    auto text = std::make_shared<const std::string>(services_->metrics.text() +
                                                    text_of(log_condition().figures));
    co_return bytes_answer("text/plain; version=0.0.4", std::move(text));
  }
  co_return refused("no_such_page");
}

LogCondition Gateway::log_condition() const {
  return options_.log_condition ? options_.log_condition() : LogCondition();
}

// [H7]
HttpResponse Gateway::ready() const {
  const bool saves = log_condition().takes_appends;
  const char* const state = draining_ ? "draining" : saves ? "ready" : "cannot_save";
  return json_answer(draining_ || !saves ? 503 : 200, {{"state", state}});
}

// [H12] Whoever uses a server may have its source (AGPL-3.0, section 13).
HttpResponse Gateway::source() const {
  HttpResponse response;
  if (!options_.source.empty()) {
    response.status = 302;
    response.headers.emplace_back("Location", options_.source);
    return response;
  }
  std::string page =
      "<!doctype html><html lang=\"fr\"><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width\">"
      "<meta name=\"color-scheme\" content=\"light dark\"><title>Palabre</title><h1>Palabre</h1>";
  for (const std::string language : {"fr", "en"})
    page += "<p lang=\"" + language + "\">" +
            options_.catalogue.say(language, "vous", "source.how", {{"build", options_.build}}) +
            "</p>";
  return bytes_answer("text/html; charset=utf-8", std::make_shared<const std::string>(page));
}

// ---- founding

Result<void> Gateway::may_found(const HttpRequest& request) {
  const bool has_token =
      !options_.founding_token.empty() && same_secret(bearer_of(request), options_.founding_token);
  const bool local = request.from_loopback || is_local_address(request.peer);
  const bool allowed = options_.founding == FoundingPolicy::anyone || has_token ||
                       (options_.founding == FoundingPolicy::local && local);
  if (!allowed) return refuse("token_needed");
  if (!request.from_loopback && !has_token &&
      !foundings_.take(request.peer, services_->alarms.now()))
    return refuse("too_many_palabres");
  return {};
}

Task<HttpResponse> Gateway::found(HttpRequest request) {
  if (auto may = may_found(request); !may) co_return error_answer(may.error());
  auto wish = read_founding(request);
  if (!wish) co_return error_answer(wish.error());
  const std::optional<PracticeWish> practice = wish->practice;
  std::erase_if(practices_, [](const auto& one) { return one->is_over(); });
  if (practice && practices_.size() >= practices_max) co_return refused("too_many_palabres");
  const auto founded = co_await found_palabre(services_, rooms_, std::move(*wish));
  if (!founded) co_return error_answer(founded.error());
  if (practice) begin_practice(*founded, *practice);
  const std::string& code = founded->code;
  co_return json_answer(201,
                        {{"code", code},
                         {"join_url", "/p/" + code},
                         {"desk_url", "/p/" + code + "#f=" + founded->founder_secret},
                         {"screen_url", "/s/" + code + "#k=" + founded->screen_token},
                         {"founder_secret", founded->founder_secret}});
}

// ---- one palabre

Task<HttpResponse> Gateway::handle_palabre(HttpRequest request, Segments path) {
  if (!guesses_.has(request.peer, services_->alarms.now())) co_return refused("too_many_guesses");
  auto host = co_await rooms_->find(path[2]);
  if (!host) {
    if (host.error().code == "no_such_palabre")
      guesses_.take(request.peer, services_->alarms.now());
    co_return error_answer(host.error());
  }
  const bool get = request.method == "GET" || request.method == "HEAD";
  const std::string what = path.size() == 4 ? path[3] : "";
  if (path.size() == 3) co_return get ? look((*host)->newest()) : refused("wrong_method");
  if (what == "sessions") {
    if (request.method != "POST") co_return refused("wrong_method");
    co_return co_await open_session(std::move(request), std::move(*host));
  }
  if (what == "minutes.md" || what == "minutes.json") {
    if (!get) co_return refused("wrong_method");
    // Another server may have opened the session just now.
    if (!(*host)->newest().sessions.contains(short_hash_of(bearer_of(request)))) {
      const auto read = co_await (*host)->read_on();
      if (!read) co_return error_answer(read.error());
    }
    co_return minutes(request, (*host)->newest(), what == "minutes.md");
  }
  co_return refused("no_such_page");
}

// [H3] What a person sees before joining.
HttpResponse Gateway::look(const room::Room& room) const {
  return json_answer(200,
                     {{"title", room.charter->title.value},
                      {"language", room.charter->language},
                      {"address", room.charter->address},
                      {"scenario", room.charter->scenario},
                      {"open", std::string(name_of(room.access))},
                      {"seats", room.seats.size()}});
}

// [H4], [H9]
Task<HttpResponse> Gateway::open_session(HttpRequest request, std::shared_ptr<RoomHost> host) {
  BodyReader body(request);
  room::OpenSession command;
  const std::string face = body.choice("face", {"phone", "desk", "screen"});
  command.face = face == "screen" ? room::Face::screen
                 : face == "desk" ? room::Face::desk
                                  : room::Face::phone;
  command.name_given = body.optional_text("name", room::name_bounds.max);
  if (const auto secret = body.optional_token("secret", secret_bytes_max))
    command.secret_hash = short_hash_of(*secret);
  if (const auto claim = body.optional_token("claim", 12)) {
    command.claim = SeatId::parse(*claim);
    if (!command.claim) co_return refused("no_such_seat");
  }
  if (auto place = body.optional_text("place", room::place_bounds.max))
    command.place = std::move(place->value);
  if (auto error = body.finish()) co_return error_answer(*error);

  const std::string secret = draw_secret(services_->entropy);
  command.sid = short_hash_of(secret);
  room::Input input = room::ServerCommand(std::move(command));
  const room::Reply reply = co_await host->ask(std::move(input));
  if (reply.refusal) co_return error_answer(*reply.refusal);
  Json given = {{"secret", secret}};
  if (reply.seat) given["seat"] = reply.seat.str();
  co_return json_answer(201, given);
}

// [H5]
HttpResponse Gateway::minutes(const HttpRequest& request,
                              const room::Room& room,
                              bool markdown) const {
  const room::Session* session = room.sessions.find(short_hash_of(bearer_of(request)));
  if (session == nullptr || session->closed) return refused("no_such_session");
  if (session->seats.empty()) return refused("not_allowed");
  if (!markdown) return json_answer(200, room::minutes_json(room));
  auto text = std::make_shared<const std::string>(room::minutes_markdown(room, options_.catalogue));
  HttpResponse response = bytes_answer("text/markdown; charset=utf-8", std::move(text));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

// [H6] Also of palabres older than this build, from the log.
Task<HttpResponse> Gateway::scenario(HttpRequest request, std::string hash) {
  const std::string etag = "W/\"" + hash + '"';  // weak: of the plain and the compressed form
  if (services_->scenarios.body(hash) == nullptr) {
    const auto blob = co_await services_->log.get_blob(hash);
    if (!blob)
      co_return refused(blob.error().code == "unavailable" ? "unavailable" : "no_such_scenario");
    const auto loaded = services_->scenarios.load_blob(hash, *blob);
    if (!loaded) co_return error_answer(loaded.error());
  }
  HttpResponse response = told(*services_->scenarios.body(hash));
  if (request.if_none_match.find('"' + hash + '"') != std::string::npos) {
    response = HttpResponse();
    response.status = 304;
  }
  response.headers.emplace_back("ETag", etag);
  response.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
  co_return response;
}

void Gateway::drain(Duration over) {
  draining_ = true;
  Random random(services_->entropy());
  rooms_->each([&](RoomHost& host) {
    host.each_line([&](RoomLine& line) {
      line.go(static_cast<Duration>(random.below(static_cast<std::uint64_t>(over) + 1)));
    });
  });
}

}  // namespace palabre::app
