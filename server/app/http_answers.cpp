// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/http_answers.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "wire/decode.hpp"

namespace palabre::app {
namespace {

constexpr std::size_t body_bytes_max = 64 * 1024;
constexpr std::size_t body_depth_max = 8;

constexpr unsigned refused_status = 409;
constexpr std::array<std::pair<std::string_view, unsigned>, 24> statuses{{
    {"bad_json", 400},
    {"bad_field", 400},
    {"unknown_param", 400},
    {"bad_param", 400},
    {"text_not_utf8", 400},
    {"text_too_short", 400},
    {"text_too_long", 400},
    {"name_needed", 400},
    {"token_needed", 401},
    {"no_such_session", 401},
    {"bad_secret", 403},
    {"not_allowed", 403},
    {"locked", 403},
    {"no_such_palabre", 404},
    {"no_such_scenario", 404},
    {"no_such_page", 404},
    {"wrong_method", 405},
    {"erased", 410},
    {"too_many_guesses", 429},
    {"too_many_palabres", 429},
    {"inbox_full", 503},
    {"unavailable", 503},
    {"moved", 503},
    {"disk_full", 507},
}};

}  // namespace

HttpResponse json_answer(unsigned status, const Json& body) {
  HttpResponse response;
  response.status = status;
  response.body = std::make_shared<const std::string>(body.dump());
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

HttpResponse bytes_answer(std::string content_type, Bytes body, Bytes gzip) {
  HttpResponse response;
  response.content_type = std::move(content_type);
  response.body = std::move(body);
  response.gzip = std::move(gzip);
  return response;
}

HttpResponse error_answer(const Error& error) {
  const auto at = std::find_if(
      statuses.begin(), statuses.end(), [&](const auto& one) { return one.first == error.code; });
  return json_answer(at == statuses.end() ? refused_status : at->second,
                     {{"code", error.code}, {"params", error.params}});
}

std::string bearer_of(const HttpRequest& request) {
  constexpr std::string_view scheme = "Bearer ";
  if (!request.authorization.starts_with(scheme)) return {};
  return request.authorization.substr(scheme.size());
}

BodyReader::BodyReader(const HttpRequest& request) {
  auto json = wire::parse_json(request.body, body_bytes_max, body_depth_max);
  if (!json)
    fail(json.error());
  else if (!json->is_object())
    fail("", "object_expected");
  else
    body_ = std::move(*json);
}

void BodyReader::fail(Error error) {
  if (!error_) error_ = std::move(error);
}

void BodyReader::fail(const char* name, const char* reason) {
  fail(Error{"bad_field", {{"field", name}, {"reason", reason}}});
}

void BodyReader::fail_within(const std::string& name, Error error) {
  const std::string inner = error.params.value("field", "");
  error.params["field"] = inner.empty() ? name : name + "." + inner;
  fail(std::move(error));
}

const Json* BodyReader::find(const char* name, bool required) {
  const auto at = body_.find(name);
  if (at == body_.end()) {
    if (required) fail(name, "missing");
    return nullptr;
  }
  ++known_;
  return &*at;
}

Text BodyReader::text(const char* name, std::int64_t length_min, std::int64_t length_max) {
  const Json* json = find(name, length_min > 0);
  if (json == nullptr) return {};
  if (!json->is_string()) {
    fail(name, "text_expected");
    return {};
  }
  auto text = clean_text(json->get_ref<const std::string&>(), length_min, length_max);
  if (text) return std::move(*text);
  Error error = text.error();
  error.params["field"] = name;
  fail(std::move(error));
  return {};
}

std::optional<Text> BodyReader::optional_text(const char* name, std::int64_t length_max) {
  if (!body_.contains(name)) return std::nullopt;
  return text(name, 1, length_max);
}

std::string BodyReader::choice(const char* name, std::initializer_list<const char*> choices) {
  const Json* json = find(name, true);
  if (json == nullptr) return {};
  for (const char* one : choices)
    if (*json == one) return one;
  fail(name, "choice_expected");
  return {};
}

std::string BodyReader::token(const char* name, std::size_t bytes_max) {
  const Json* json = find(name, true);
  if (json == nullptr) return {};
  if (json->is_string()) {
    const auto& token = json->get_ref<const std::string&>();
    if (!token.empty() && token.size() <= bytes_max &&
        std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c <= '~'; }))
      return token;
  }
  fail(name, "token_expected");
  return {};
}

std::optional<std::string> BodyReader::optional_token(const char* name, std::size_t bytes_max) {
  if (!body_.contains(name)) return std::nullopt;
  return token(name, bytes_max);
}

bool BodyReader::boolean(const char* name, bool standard) {
  const Json* json = find(name, false);
  if (json == nullptr) return standard;
  if (json->is_boolean()) return json->get<bool>();
  fail(name, "boolean_expected");
  return standard;
}

Json BodyReader::object(const char* name) {
  const Json* json = find(name, false);
  if (json == nullptr) return Json::object();
  if (json->is_object()) return *json;
  fail(name, "object_expected");
  return Json::object();
}

std::optional<Error> BodyReader::finish() {
  if (!error_ && known_ != body_.size()) fail("", "unknown_field");
  return error_;
}

}  // namespace palabre::app
