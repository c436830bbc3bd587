// SPDX-License-Identifier: AGPL-3.0-or-later
// What HTTP requests are answered with.
#pragma once

#include <string>

#include "app/ports.hpp"
#include "base/fields.hpp"

namespace palabre::app {

HttpResponse json_answer(unsigned status, const Json& body);
HttpResponse bytes_answer(std::string content_type, Bytes body, Bytes gzip = nullptr);
/// {"code", "params"} with the status that fits the code.
HttpResponse error_answer(const Error& error);

/// The secret of "Authorization: Bearer …"; empty when there is none.
std::string bearer_of(const HttpRequest& request);

/// Reads the fields of a JSON body, keeping the first mistake (`bad_field` {field, reason}).
class BodyReader {
 public:
  explicit BodyReader(const HttpRequest& request);
  /// Texts are cleaned; absent optional ones are empty.
  Text text(const char* name, std::int64_t length_min, std::int64_t length_max);
  std::optional<Text> optional_text(const char* name, std::int64_t length_max);
  std::string choice(const char* name, std::initializer_list<const char*> choices);
  /// Printable ASCII without spaces.
  std::string token(const char* name, std::size_t bytes_max);
  std::optional<std::string> optional_token(const char* name, std::size_t bytes_max);
  bool boolean(const char* name, bool standard);
  Json object(const char* name);
  /// A part with fields of its own (base/fields.hpp), read whole; none when it is absent.
  template <class T>
  std::optional<T> part(const char* name) {
    const Json* json = find(name, false);
    if (json == nullptr) return std::nullopt;
    auto read = from_json_whole<T>(*json);
    if (read) return std::move(*read);
    fail_within(name, std::move(read.error()));
    return std::nullopt;
  }

  /// The first mistake, an unknown field among them; call it last.
  std::optional<Error> finish();

 private:
  const Json* find(const char* name, bool required);
  void fail(Error error);
  void fail(const char* name, const char* reason);
  void fail_within(const std::string& name, Error error);

  Json body_;
  std::size_t known_ = 0;
  std::optional<Error> error_;
};

}  // namespace palabre::app
