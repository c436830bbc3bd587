// SPDX-License-Identifier: AGPL-3.0-or-later
// What a function gives back when a wish may be refused.
#pragma once

#include <string>
#include <utility>

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

namespace palabre {

using Json = nlohmann::json;

/// A refusal: a code of protocol/codes.json and the parameters from which faces make a sentence.
struct Error {
  std::string code;              ///< snake_case, listed in protocol/codes.json
  Json params = Json::object();  ///< strings, booleans, integers, or lists of strings
  bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

/// Refuses with `code`; what a person reads is made from it and `params` by the catalogue.
[[nodiscard]] inline tl::unexpected<Error> refuse(std::string code, Json params = Json::object()) {
  return tl::unexpected<Error>(Error{std::move(code), std::move(params)});
}

}  // namespace palabre
