// SPDX-License-Identifier: AGPL-3.0-or-later
#include "server.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <optional>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <unistd.h>

#include "app/entropy.hpp"
#include "app/gateway.hpp"
#include "embedded_files.hpp"
#include "net/connections.hpp"
#include "net/listener.hpp"
#include "net/site.hpp"
#include "net/stream.hpp"
#include "open_log.hpp"
#include "own_addresses.hpp"
#include "store/sqlite_journal.hpp"
#include "version.hpp"

namespace palabre {
namespace {

namespace asio = boost::asio;
using net::Executor;

constexpr std::size_t descriptors_kept = 64;  // the database, the log, whatever libraries open
constexpr Duration come_back_within = 2000;   // phones, after a restart, spread evenly
constexpr auto farewell_time = std::chrono::milliseconds(100);
constexpr auto grace = std::chrono::seconds(3);

// As many sockets as the system allows, without asking the operator to raise a limit first.
std::size_t raise_descriptors() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  getrlimit(RLIMIT_NOFILE, &limit);
  return std::max<std::size_t>(limit.rlim_cur, 2 * descriptors_kept) - descriptors_kept;
}

Result<net::StaticFiles> read_pages(const ServeOptions& options) {
  return options.web.empty() ? embedded_pages() : net::StaticFiles::read_folder(options.web);
}

tl::unexpected<Error> cannot_write(const std::string& path) {
  return refuse("cannot_open", {{"sentence", path + " cannot be written"}});
}

// The token that lets somebody from elsewhere found: given, kept from last time, or drawn.
Result<std::string> founding_token(const ServeOptions& options) {
  if (options.founding == app::FoundingPolicy::anyone) return std::string();
  if (const char* given = std::getenv("PALABRE_FOUNDING_TOKEN")) return std::string(given);
  const std::string path = options.data + "/founding_token";
  std::string token;
  if (std::ifstream(path) >> token && !token.empty()) return token;
  token = app::draw_secret(app::system_entropy());
  const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return cannot_write(path);
  const std::string line = token + '\n';
  const bool written = write(descriptor, line.data(), line.size()) == std::ssize(line);
  close(descriptor);
  if (!written) return cannot_write(path);
  return token;
}

// "https://example.org/palabre/tree/{commit}", for this build.
std::string source_of_build(std::string url) {
  constexpr std::string_view place = "{commit}";
  if (const std::size_t at = url.find(place); at != std::string::npos)
    url.replace(at, place.size(), commit.empty() ? fmt::format("v{}", version) : commit);
  return url;
}

Result<app::GatewayOptions> gateway_options(const ServeOptions& options,
                                            std::vector<net::StaticFiles::File>& scenario_files) {
  app::GatewayOptions gateway;
  if (options.scenarios.empty()) {
    gateway.scenarios = embedded_scenarios();
  } else {
    auto read = net::read_files(options.scenarios);
    if (!read) return tl::unexpected(read.error());
    scenario_files = std::move(*read);
    for (const auto& file : scenario_files) gateway.scenarios.emplace(file.path, file.bytes);
  }
  Result<std::string> token = founding_token(options);
  if (!token) return tl::unexpected(token.error());
  gateway.founding = options.founding;
  gateway.founding_token = std::move(*token);
  gateway.metrics_for_all = options.metrics == net::HttpRules::Metrics::all;
  gateway.build = fmt::format("{}{}{}", version, commit.empty() ? "" : "+", commit);
  gateway.source = source_of_build(options.source);
  gateway.catalogue = embedded_catalogue();
  return gateway;
}

bool is_everywhere(const std::string& host) { return host == "0.0.0.0" || host == "::"; }

void report(const std::exception_ptr& thrown) {
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace

struct Server::Parts {
  explicit Parts(const ServeOptions& asked)
      : options(asked),
        connections(loop, raise_descriptors()),
        signals(loop, SIGINT, SIGTERM),
        hang_ups(loop) {}

  ServeOptions options;
  asio::io_context loop{1};  // one thread runs it
  OpenedLog opened;
  std::unique_ptr<store::SqliteJournal> journal;  // beside a log that other servers share
  std::vector<net::StaticFiles::File> scenario_files;
  std::optional<app::Gateway> gateway;
  std::optional<net::StaticFiles> pages;
  std::unique_ptr<asio::ssl::context> tls;
  net::Connections connections;
  std::optional<net::Site> site;
  std::unique_ptr<net::Listener> listener;
  asio::basic_signal_set<Executor> signals;
  asio::basic_signal_set<Executor> hang_ups;  // with certificates only: they are read again
};

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::open(const ServeOptions& options) {
  auto parts = std::make_unique<Parts>(options);
  auto pages = read_pages(options);
  if (!pages) return tl::unexpected(pages.error());
  parts->pages.emplace(std::move(*pages));
  const auto address = net::parse_address(options.listen);
  if (!address) return tl::unexpected(address.error());
  auto listener = net::Listener::open(parts->loop, *address);
  if (!listener) return tl::unexpected(listener.error());
  parts->listener = std::move(*listener);
  const auto durability = options.require_durable ? Durability::required : Durability::warned_of;
  auto opened = open_log(parts->loop, options.data, options.redis, durability);
  if (!opened) return tl::unexpected(opened.error());
  parts->opened = std::move(*opened);
  if (!options.redis.empty()) {
    auto journal = store::SqliteJournal::open(parts->loop, options.data);
    if (!journal) return tl::unexpected(journal.error());
    parts->journal = std::move(*journal);
  }
  auto gateway = gateway_options(options, parts->scenario_files);
  if (!gateway) return tl::unexpected(gateway.error());
  gateway->journal = parts->journal.get();
  gateway->presence = parts->opened.presence;
  gateway->shelf = parts->opened.shelf.get();
  gateway->closed_stay = options.closed_stay_hours * app::closed_stay_ms / 24;
  gateway->log_condition = parts->opened.condition;
  parts->gateway.emplace(parts->loop, *parts->opened.log, std::move(*gateway));
  for (const app::ScenarioFault& fault : parts->gateway->scenario_faults())
    spdlog::warn("the scenario {} is not offered: it has {} mistakes; `palabre check` says them",
                 fault.folder,
                 fault.mistakes.size());
  if (!options.tls_certificate.empty()) {
    auto tls = net::read_certificate(options.tls_certificate, options.tls_key);
    if (!tls) return tl::unexpected(tls.error());
    parts->tls = std::move(*tls);
  }
  net::HttpRules rules{host_of_url(options.public_url), options.metrics};
  for (const std::string& written : options.proxies) {
    auto proxy = net::Network::parse(written);
    if (!proxy) return tl::unexpected(proxy.error());
    rules.proxies.push_back(*proxy);
  }
  parts->site.emplace(net::Site{
      *parts->gateway, *parts->pages, parts->connections, std::move(rules), parts->tls.get()});
  return std::unique_ptr<Server>(new Server(std::move(parts)));
}

int Server::run() {
  asio::co_spawn(parts_->loop, parts_->listener->run(*parts_->site), &report);
  asio::co_spawn(parts_->loop, parts_->connections.watch(), &report);
  asio::co_spawn(parts_->loop, end_at_signal(), &report);
  if (parts_->tls) asio::co_spawn(parts_->loop, read_certificate_again(), &report);
  announce();
  if (!parts_->options.demo.empty())
    parts_->gateway->begin_demo(parts_->options.demo, [this](const app::Founded& founded) {
      std::cout << fmt::format(
                       "a palabre with practice seats\n  the screen: {0}/s/{1}#k={2}\n  "
                       "join it:    {0}/p/{1}\n",
                       own_url(),
                       founded.code,
                       founded.screen_token)
                << std::flush;
    });
  parts_->loop.run();
  parts_->opened = OpenedLog();  // what was asked of it is written first
  parts_->journal.reset();
  spdlog::info("stopped");
  return 0;
}

// As somebody at this machine reaches the server.
std::string Server::own_url() const {
  const auto address = net::parse_address(parts_->options.listen);
  const bool is_v6 = address->host.find(':') != std::string::npos;
  const std::string host = is_everywhere(address->host) ? "localhost"
                           : is_v6                      ? "[" + address->host + "]"
                                                        : address->host;
  return fmt::format("{}://{}:{}", scheme(), host, parts_->listener->port());
}

const char* Server::scheme() const { return parts_->tls ? "https" : "http"; }

void Server::announce() const {
  const ServeOptions& options = parts_->options;
  const bool everywhere = is_everywhere(net::parse_address(options.listen)->host);
  std::cout << "ready " << own_url() << '\n' << std::flush;
  if (options.founding != app::FoundingPolicy::anyone &&
      std::getenv("PALABRE_FOUNDING_TOKEN") == nullptr)
    spdlog::info("whoever founds a palabre from elsewhere needs the token in {}/founding_token",
                 options.data);
  if (!options.qr && isatty(STDOUT_FILENO) == 0) return;
  std::vector<std::string> urls;
  if (!options.public_url.empty()) urls.push_back(options.public_url);
  if (everywhere)
    for (const std::string& own : local_network_addresses())
      urls.push_back(fmt::format("{}://{}:{}", scheme(), own, parts_->listener->port()));
  for (const std::string& url : urls) std::cout << "people in the room: " << url << '\n';
  if (!urls.empty()) std::cout << qr_code(urls.front());
  std::cout << std::flush;
}

// SIGHUP, as whoever renews certificates sends it. Connections that are open keep theirs.
app::Task<void> Server::read_certificate_again() {
  parts_->hang_ups.add(SIGHUP);
  for (;;) {
    const auto [error, signal] = co_await parts_->hang_ups.async_wait(net::as_outcome);
    if (error) co_return;
    auto tls = net::read_certificate(parts_->options.tls_certificate, parts_->options.tls_key);
    if (tls) {
      parts_->tls = std::move(*tls);
      parts_->site->tls = parts_->tls.get();
      spdlog::info("the certificate was read again");
    } else {
      spdlog::error("{}; the one before is used",
                    tls.error().params["sentence"].get<std::string>());
    }
  }
}

// The order of a farewell: nobody new, phones told when to come back, lines closed, all written.
app::Task<void> Server::end_at_signal() {
  const auto [error, signal] = co_await parts_->signals.async_wait(net::as_outcome);
  if (error) co_return;
  std::signal(SIGINT, SIG_DFL);  // a second one ends at once
  spdlog::info("stopping, with {} connections", parts_->connections.size());
  parts_->listener->close();
  parts_->gateway->drain(come_back_within);
  net::Connections::Timer timer(parts_->loop.get_executor(), farewell_time);
  const auto [interrupted] = co_await timer.async_wait(net::as_outcome);
  static_cast<void>(interrupted);
  co_await parts_->connections.close_all(grace);
  parts_->connections.stop();
  parts_->loop.stop();
}

}  // namespace palabre
