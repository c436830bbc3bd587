// SPDX-License-Identifier: AGPL-3.0-or-later
#include "net/http_answer.hpp"

#include <algorithm>
#include <ctime>
#include <exception>
#include <utility>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "base/result.hpp"

namespace palabre::net {
namespace {

constexpr std::string_view subprotocol = "palabre.v1";  // [SPEC 3]

// The last hop's own entry: earlier ones are whatever the other end wrote.
std::string last_of_list(std::string_view list) {
  const std::size_t comma = list.rfind(',');
  std::string_view last = comma == std::string_view::npos ? list : list.substr(comma + 1);
  last.remove_prefix(std::min(last.find_first_not_of(" \t"), last.size()));
  return std::string(last.substr(0, last.find_last_not_of(" \t") + 1));
}

bool has_header(const app::HttpResponse& response, std::string_view name) {
  return std::any_of(response.headers.begin(), response.headers.end(), [&](const auto& header) {
    return same_letters(header.first, name);
  });
}

// Of two forms of one body, the one that the other end takes.
void choose_form(const std::string& accept_encoding, app::HttpResponse& response) {
  if (response.gzip == nullptr) return;
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (!accepts_encoding(accept_encoding, "gzip")) return;
  response.body = response.gzip;
  response.headers.emplace_back("Content-Encoding", "gzip");
}

bool is_one_line(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

bool shows_metrics(const Site& site, const app::HttpRequest& request) {
  using Metrics = HttpRules::Metrics;
  if (site.rules.metrics == Metrics::loopback) return request.from_loopback;
  return site.rules.metrics == Metrics::all;
}

bool is_for_application(const Site& site, const app::HttpRequest& request) {
  if (request.path == "/metrics") return shows_metrics(site, request);
  if (request.path == "/source") return true;
  return request.path.starts_with("/api/") || request.path.starts_with("/health/");
}

}  // namespace

Peer caller_of(const RequestHead& head, const Peer& peer) {
  if (!peer.is_proxy) return peer;
  Peer caller = peer;
  caller.is_loopback =
      peer.is_loopback && head.count("Forwarded") == 0 && names_loopback(head.value("Host"));
  for (const RequestHead::Field& field : head.fields) {
    if (!same_letters(field.name, "X-Forwarded-For")) continue;
    caller.address = last_of_list(field.value);
    caller.is_loopback = false;
  }
  return caller;
}

app::HttpRequest request_of(const RequestHead& head, const Peer& peer) {
  app::HttpRequest request;
  request.method = head.method;
  const std::size_t query = head.target.find('?');
  request.path = head.target.substr(0, query);
  if (query != std::string_view::npos) request.query = head.target.substr(query + 1);
  request.authorization = head.value("Authorization");
  request.origin = head.value("Origin");
  request.host = head.value("Host");
  request.content_type = head.value("Content-Type");
  request.accept_encoding = head.value("Accept-Encoding");
  request.if_none_match = head.value("If-None-Match");
  const Peer caller = caller_of(head, peer);
  request.peer = caller.address;
  request.from_loopback = caller.is_loopback;
  return request;
}

app::Task<app::HttpResponse> make_response(Site& site, app::HttpRequest request) {
  if (is_for_application(site, request)) {
    const std::string accept_encoding = request.accept_encoding;
    const bool polled = is_polled_line(request.path);
    try {
      if (polled) co_return co_await serve_polled_line(site, std::move(request));
      app::HttpResponse response = co_await site.application.handle(std::move(request));
      choose_form(accept_encoding, response);
      co_return response;
    } catch (const std::exception& error) {
      spdlog::error("a request failed: {}", error.what());
    }
    co_return response_of(HttpRefusal{500, "broken"});
  }
  if (request.method != "POST")
    if (auto page = site.pages.find(request)) co_return std::move(*page);
  co_return response_of(HttpRefusal{404, "no_such_page"});
}

app::HttpResponse response_of(const HttpRefusal& refusal) {
  app::HttpResponse response;
  response.status = refusal.status;
  Json params = Json::object();
  if (!refusal.reason.empty()) params["reason"] = refusal.reason;
  response.body = std::make_shared<const std::string>(
      Json{{"code", refusal.code}, {"params", std::move(params)}}.dump());
  if (refusal.status == 405) response.headers.emplace_back("Allow", "GET, HEAD, POST");
  if (refusal.status == 426) response.headers.emplace_back("Upgrade", "websocket");
  return response;
}

std::string head_text(const HttpAnswer& answer) {
  const app::HttpResponse& response = answer.response;
  std::string text = fmt::format(
      "HTTP/1.1 {} {}\r\nDate: {:%a, %d %b %Y %H:%M:%S} GMT\r\nConnection: "
      "{}\r\nContent-Security-Policy: {}\r\n"
      "Referrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n"
      "Cross-Origin-Resource-Policy: same-origin\r\n",
      response.status,
      reason_of(response.status),
      fmt::gmtime(std::time(nullptr)),
      answer.keep_alive ? "keep-alive" : "close",
      content_security_policy(answer.host));
  if (response.status != 304)
    text += fmt::format(
        "Content-Type: {}\r\nContent-Length: {}\r\n", response.content_type, response.body->size());
  if (!has_header(response, "Cache-Control")) text += "Cache-Control: no-store\r\n";
  for (const auto& [name, value] : response.headers)
    if (is_one_line(name) && is_one_line(value)) text += fmt::format("{}: {}\r\n", name, value);
  return text += "\r\n";
}

std::optional<HttpRefusal> check_upgrade(const RequestHead& head, std::size_t unread) {
  const std::string_view path = head.target.substr(0, head.target.find('?'));
  if (path != "/ws" || head.method != "GET" || unread > 0)
    return HttpRefusal{400, "bad_request", "upgrade"};
  if (!same_letters(head.value("Upgrade"), "websocket"))
    return HttpRefusal{400, "bad_request", "upgrade"};
  if (head.value("Sec-WebSocket-Version") != "13")
    return HttpRefusal{426, "bad_request", "upgrade"};
  std::string_view offered = head.value("Sec-WebSocket-Protocol");
  while (!offered.empty()) {
    const std::size_t comma = std::min(offered.find(','), offered.size());
    if (last_of_list(offered.substr(0, comma)) == subprotocol) return std::nullopt;
    offered.remove_prefix(std::min(comma + 1, offered.size()));
  }
  return HttpRefusal{400, "bad_request", "subprotocol"};
}

}  // namespace palabre::net
