// SPDX-License-Identifier: AGPL-3.0-or-later
#include "net/http_rules.hpp"

#include <algorithm>

namespace palabre::net {
namespace {

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool is_host(std::string_view host) {
  if (host.empty() || host.size() > 255) return false;
  return std::all_of(host.begin(), host.end(), [](char c) {
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view(".-_:[]").find(c) != std::string_view::npos;
  });
}

bool is_json(std::string_view content_type) {
  const std::string_view type = content_type.substr(0, content_type.find(';'));
  return same_letters(type.substr(0, type.find_last_not_of(" \t") + 1), "application/json");
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 19 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// What is refused because two readers could disagree about where the request ends.
std::optional<HttpRefusal> check_framing(const RequestHead& head) {
  if (head.version != 11) return HttpRefusal{505, "bad_request", "http_version"};
  if (head.count("Transfer-Encoding") > 0)
    return HttpRefusal{501, "bad_request", "transfer_encoding"};
  if (head.count("Host") != 1 || !is_host(head.value("Host")))
    return HttpRefusal{400, "bad_request", "host"};
  if (head.count("Content-Length") > 1) return HttpRefusal{400, "bad_request", "length"};
  const std::string_view length = head.value("Content-Length");
  if (head.count("Content-Length") == 1 && !is_number(length))
    return HttpRefusal{400, "bad_request", "length"};
  if (!length.empty() && std::stoull(std::string(length)) > body_bytes_max)
    return HttpRefusal{413, "too_large"};
  if (head.method != "POST" && !length.empty() && length != "0")
    return HttpRefusal{400, "bad_request", "length"};
  if (head.count("Expect") > 0) return HttpRefusal{417, "bad_request", "expectation"};
  return std::nullopt;
}

}  // namespace

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char left, char right) {
    return lower(left) == lower(right);
  });
}

std::size_t RequestHead::count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::count_if(fields.begin(), fields.end(), [&](const Field& field) {
        return same_letters(field.name, name);
      }));
}

std::string_view RequestHead::value(std::string_view name) const {
  for (const Field& field : fields)
    if (same_letters(field.name, name)) return field.value;
  return {};
}

std::optional<HttpRefusal> check_head(const RequestHead& head, const HttpRules& rules) {
  if (auto refusal = check_framing(head)) return refusal;
  if (head.method != "GET" && head.method != "HEAD" && head.method != "POST")
    return HttpRefusal{405, "wrong_method"};
  if (head.target.empty() || head.target.front() != '/')
    return HttpRefusal{400, "bad_request", "target"};
  if (head.target.size() > target_bytes_max) return HttpRefusal{414, "too_large"};
  const bool upgrades = head.count("Upgrade") > 0;
  if (head.method != "POST" && !upgrades) return std::nullopt;
  // A browser says where a page comes from; whoever says nothing is no browser.
  if (head.count("Origin") > 1 || (head.count("Origin") == 1 &&
                                   !is_own_origin(head.value("Origin"), head.value("Host"), rules)))
    return HttpRefusal{403, "bad_request", "origin"};
  // Another page's form cannot send this type, and its script not without being asked for.
  if (head.method == "POST" && !is_json(head.value("Content-Type")))
    return HttpRefusal{415, "bad_request", "not_json"};
  return std::nullopt;
}

bool is_own_origin(std::string_view origin, std::string_view host, const HttpRules& rules) {
  const std::size_t scheme_end = origin.find("://");
  if (scheme_end == std::string_view::npos) return false;
  const std::string_view scheme = origin.substr(0, scheme_end);
  if (scheme != "http" && scheme != "https") return false;
  const std::string_view origin_host = origin.substr(scheme_end + 3);
  return same_letters(origin_host, host) ||
         (!rules.public_host.empty() && same_letters(origin_host, rules.public_host));
}

bool names_loopback(std::string_view host) {
  if (host.starts_with("[::1]")) return true;
  const std::string_view name = host.substr(0, host.find(':'));
  return same_letters(name, "localhost") ||
         (name.starts_with("127.") && name.find_first_not_of("0123456789.") == name.npos);
}

std::string content_security_policy(std::string_view host) {
  const std::string own = is_host(host) ? std::string(host) : "invalid";
  // Where 'self' does not cover WebSockets (Safari before 15.4), the host does.
  return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
         "font-src 'self'; media-src 'self'; manifest-src 'self'; worker-src 'self'; "
         "connect-src 'self' ws://" +
         own + " wss://" + own + "; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
}

std::string_view reason_of(unsigned status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 302: return "Found";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 423: return "Locked";
    case 426: return "Upgrade Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "";
  }
}

}  // namespace palabre::net
