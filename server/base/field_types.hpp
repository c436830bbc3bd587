// SPDX-License-Identifier: AGPL-3.0-or-later
// What a field of a command, event or input may hold, and how each kind is read and written.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/text.hpp"
#include "base/types.hpp"

namespace palabre {

/// The words of one event or command by field name; stored apart from its facts.
using Words = std::map<std::string, std::string>;

/// Lowest and highest: of an integer, of a text's length in code points, of a list's length.
struct Bounds {
  std::int64_t min = 0;
  std::int64_t max = 0;
};

/// What a field may hold, as data: for schemas, for checking scenario files, for generated
/// commands.
struct FieldSpec {
  enum class Type { boolean, integer, text, token, id, choice, list, json };
  std::string name;
  Type type = Type::boolean;
  bool optional = false;
  Bounds bounds;                     ///< integers, texts, tokens, lists
  char letter = 0;                   ///< of ids ('s', 'a', 'i'); of lists of ids
  std::vector<std::string> choices;  ///< of enums, and of lists of enums
};

/// The fields of one command, event or input.
struct StructSpec {
  std::string name;
  std::vector<FieldSpec> fields;
};

/// An enum that fields may hold declares, in its namespace:
/// `constexpr std::array<std::string_view, N> names_of(E)`, in enumerator order from 0.
template <class E>
concept NamedEnum = std::is_enum_v<E> && requires(E e) {
  names_of(e);
};

template <NamedEnum E>
std::string_view name_of(E e) {
  return names_of(e)[static_cast<std::size_t>(e)];
}

inline constexpr Bounds integer_bounds{0, (std::int64_t{1} << 53) - 1};
inline constexpr Bounds text_bounds{1, 2000};  // a long paragraph; longer belongs in a document
inline constexpr Bounds token_bounds{1, 64};
inline constexpr Bounds list_bounds{0, 64};  // as long as an order list may be in a view

namespace fields_detail {

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsId : std::false_type {};
template <char L>
struct IsId<Id<L>> : std::true_type {
  static constexpr char letter = L;
};

Error bad_field(std::string_view field, std::string reason);
Error unknown_command(std::string_view type);
Result<bool> read_boolean(const Json&, std::string_view field);
Result<std::int64_t> read_integer(const Json&, std::string_view field, Bounds);
Result<std::string> read_token(const Json&, std::string_view field, Bounds);
Result<Text> read_text(const Json&, std::string_view field, Bounds);

template <class T>
Bounds default_bounds() {
  if constexpr (std::is_same_v<T, Text>) return text_bounds;
  if constexpr (std::is_same_v<T, std::string>) return token_bounds;
  if constexpr (IsVector<T>::value) return list_bounds;
  return integer_bounds;
}

template <class T>
Result<T> read(const Json& json, std::string_view field, Bounds bounds) {
  if constexpr (std::is_same_v<T, Json>) {
    return json;  // for events of our own only: a command has no such field
  } else if constexpr (std::is_same_v<T, bool>) {
    return read_boolean(json, field);
  } else if constexpr (std::is_same_v<T, Text>) {
    return read_text(json, field, bounds);
  } else if constexpr (std::is_same_v<T, std::string>) {
    return read_token(json, field, bounds);
  } else if constexpr (std::is_integral_v<T>) {
    auto n = read_integer(json, field, bounds);
    if (!n) return tl::unexpected(n.error());
    if (!std::in_range<T>(*n)) return tl::unexpected(bad_field(field, "out_of_bounds"));
    return static_cast<T>(*n);
  } else if constexpr (IsId<T>::value) {
    if (!json.is_string()) return tl::unexpected(bad_field(field, "id_expected"));
    auto id = T::parse(json.get_ref<const std::string&>());
    if (!id) return tl::unexpected(bad_field(field, "id_expected"));
    return *id;
  } else if constexpr (NamedEnum<T>) {
    if (json.is_string()) {
      const auto names = names_of(T{});
      for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == json.get_ref<const std::string&>()) return static_cast<T>(i);
    }
    return tl::unexpected(bad_field(field, "choice_expected"));
  } else {
    static_assert(IsVector<T>::value, "a field of a type that fields.hpp does not know");
    if (!json.is_array() || std::cmp_less(json.size(), bounds.min) ||
        std::cmp_greater(json.size(), bounds.max))
      return tl::unexpected(bad_field(field, "list_expected"));
    T list;
    for (const Json& entry : json) {
      auto one =
          read<typename T::value_type>(entry, field, default_bounds<typename T::value_type>());
      if (!one) return tl::unexpected(one.error());
      list.push_back(std::move(*one));
    }
    return list;
  }
}

template <class T>
Json write(const T& value) {
  if constexpr (std::is_same_v<T, Text>) {
    return Json(value.value);
  } else if constexpr (IsId<T>::value) {
    return Json(value.str());
  } else if constexpr (NamedEnum<T>) {
    return Json(std::string(name_of(value)));
  } else if constexpr (IsVector<T>::value) {
    Json list = Json::array();
    for (const auto& entry : value) list.push_back(write(entry));
    return list;
  } else {
    return Json(value);
  }
}

template <class T>
void describe_type(FieldSpec& spec, Bounds bounds) {
  using Type = FieldSpec::Type;
  spec.bounds = bounds;
  if constexpr (std::is_same_v<T, Json>) {
    spec.type = Type::json;
  } else if constexpr (std::is_same_v<T, bool>) {
    spec.type = Type::boolean;
  } else if constexpr (std::is_same_v<T, Text>) {
    spec.type = Type::text;
  } else if constexpr (std::is_same_v<T, std::string>) {
    spec.type = Type::token;
  } else if constexpr (std::is_integral_v<T>) {
    spec.type = Type::integer;
  } else if constexpr (IsId<T>::value) {
    spec.type = Type::id;
    spec.letter = IsId<T>::letter;
  } else if constexpr (NamedEnum<T>) {
    spec.type = Type::choice;
    for (const std::string_view name : names_of(T{})) spec.choices.emplace_back(name);
  } else {
    describe_type<typename T::value_type>(spec, bounds);
    spec.type = Type::list;
    spec.bounds = bounds;
  }
}

}  // namespace fields_detail

}  // namespace palabre
