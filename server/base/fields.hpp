// SPDX-License-Identifier: AGPL-3.0-or-later
// One declaration of a struct's fields gives its codec, its schema and its bounds.
//
//   struct SubmitIdea {
//     static constexpr std::string_view name = "submit";
//     Text text;
//     template <class Self, class F> static void fields(Self& self, F&& field) {
//       field("text", self.text, Bounds{1, 280});
//     }
//   };
#pragma once

#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
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

/// The JSON of `value` with its texts inside, as commands and inputs travel.
template <class T>
Json to_json_whole(const T& value) {
  Json out = Json::object();
  T::fields(value, [&](std::string_view name, const auto& field, auto...) {
    using F = std::remove_cvref_t<decltype(field)>;
    if constexpr (fields_detail::IsOptional<F>::value) {
      if (field) out[std::string(name)] = fields_detail::write(*field);
    } else {
      out[std::string(name)] = fields_detail::write(field);
    }
  });
  return out;
}

/// Reads a T whole: unknown fields are refused (`bad_field`), as are missing and unfit ones.
/// `skip` names one key that is not T's (a tag beside the fields).
template <class T>
Result<T> from_json_whole(const Json& json, std::string_view skip = {}) {
  if (!json.is_object()) return refuse("bad_field", {{"field", ""}, {"reason", "object_expected"}});
  T value{};
  std::optional<Error> error;
  std::size_t known = skip.empty() || !json.contains(skip) ? 0 : 1;
  T::fields(value, [&](std::string_view name, auto& field, auto... given) {
    using F = std::remove_cvref_t<decltype(field)>;
    const auto at = json.find(name);
    if (at != json.end()) ++known;
    if (error) return;
    auto take = [&]<class V>(V& into) {
      Bounds bounds = fields_detail::default_bounds<V>();
      if constexpr (sizeof...(given) > 0) bounds = (given, ...);
      auto got = fields_detail::read<V>(*at, name, bounds);
      if (got)
        into = std::move(*got);
      else
        error = got.error();
    };
    if constexpr (fields_detail::IsOptional<F>::value) {
      if (at != json.end()) take(field.emplace());
    } else if (at == json.end()) {
      error = fields_detail::bad_field(name, "missing");
    } else {
      take(field);
    }
  });
  if (!error && known != json.size()) error = fields_detail::bad_field("", "unknown_field");
  if (error) return tl::unexpected(*error);
  return value;
}

/// Facts (lengths in the place of words) and words of an event, apart.
template <class T>
std::pair<Json, Words> to_facts(const T& value) {
  Json facts = Json::object();
  Words words;
  auto put = [&](std::string_view name, const auto& field) {
    using F = std::remove_cvref_t<decltype(field)>;
    if constexpr (std::is_same_v<F, Text>) {
      facts[std::string(name)] = field.length;
      words[std::string(name)] = field.value;
    } else {
      facts[std::string(name)] = fields_detail::write(field);
    }
  };
  T::fields(value, [&](std::string_view name, const auto& field, auto...) {
    using F = std::remove_cvref_t<decltype(field)>;
    if constexpr (fields_detail::IsOptional<F>::value) {
      if (field) put(name, *field);
    } else {
      put(name, field);
    }
  });
  return {std::move(facts), std::move(words)};
}

/// The event of `facts` and `words`; words that are gone leave empty texts with their length.
/// Bounds are not judged again: what was recorded stays readable when a rule changes. Missing
/// fields keep T's default, so that an event may gain fields.
template <class T>
Result<T> from_facts(const Json& facts, const Words& words) {
  if (!facts.is_object()) return refuse("bad_event", {{"field", ""}});
  T value{};
  std::optional<Error> error;
  T::fields(value, [&](std::string_view name, auto& field, auto...) {
    using F = std::remove_cvref_t<decltype(field)>;
    const auto at = facts.find(name);
    if (at == facts.end() || error) return;
    auto take = [&]<class V>(V& into) {
      if constexpr (std::is_same_v<V, Text>) {
        const auto said = words.find(std::string(name));
        if (!at->is_number_unsigned()) {
          error = Error{"bad_event", {{"field", std::string(name)}}};
          return;
        }
        into.length = at->template get<std::uint32_t>();
        if (said != words.end()) into.value = said->second;
      } else if (fields_detail::IsId<V>::value && *at == "") {
        into = V{};  // none, as `write` writes it
      } else {
        Bounds widest{-integer_bounds.max, integer_bounds.max};
        auto got = fields_detail::read<V>(*at, name, widest);
        if (got)
          into = std::move(*got);
        else
          error = Error{"bad_event", {{"field", std::string(name)}}};
      }
    };
    if constexpr (fields_detail::IsOptional<F>::value)
      take(field.emplace());
    else
      take(field);
  });
  if (error) return tl::unexpected(*error);
  return value;
}

/// The fields of T as data.
template <class T>
StructSpec spec_of(std::string name) {
  StructSpec spec{std::move(name), {}};
  T sample{};
  T::fields(sample, [&](std::string_view field_name, auto& field, auto... given) {
    using F = std::remove_cvref_t<decltype(field)>;
    FieldSpec one;
    one.name = field_name;
    auto note = [&]<class V>(const V*) {
      Bounds bounds = fields_detail::default_bounds<V>();
      if constexpr (sizeof...(given) > 0) bounds = (given, ...);
      fields_detail::describe_type<V>(one, bounds);
    };
    if constexpr (fields_detail::IsOptional<F>::value) {
      one.optional = true;
      note(static_cast<const typename F::value_type*>(nullptr));
    } else {
      note(static_cast<const F*>(nullptr));
    }
    spec.fields.push_back(std::move(one));
  });
  return spec;
}

/// Reads one alternative of variant V from {"type": its name, …its fields}.
template <class V>
Result<V> command_from_json(const Json& json) {
  if (!json.is_object() || !json.contains("type") || !json["type"].is_string())
    return refuse("bad_field", {{"field", "type"}, {"reason", "missing"}});
  const std::string type = json["type"].get<std::string>();
  std::optional<Result<V>> found;
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (
        [&] {
          using T = std::variant_alternative_t<I, V>;
          if (found || T::name != type) return;
          auto one = from_json_whole<T>(json, "type");
          if (one)
            found = V(std::move(*one));
          else
            found = tl::unexpected(one.error());
        }(),
        ...);
  }
  (std::make_index_sequence<std::variant_size_v<V>>());
  if (!found) return tl::unexpected(fields_detail::unknown_command(type));
  return *found;
}

template <class V>
std::vector<StructSpec> specs_of() {
  std::vector<StructSpec> specs;
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (specs.push_back(spec_of<std::variant_alternative_t<I, V>>(
         std::string(std::variant_alternative_t<I, V>::name))),
     ...);
  }
  (std::make_index_sequence<std::variant_size_v<V>>());
  return specs;
}

/// An event as it is recorded: its type with version, its facts, its words.
struct EventRecord {
  std::string type;  ///< "idea_submitted/1"
  Json facts = Json::object();
  Words words;
  bool operator==(const EventRecord&) const = default;
};

template <class V>
EventRecord to_record(const V& event) {
  return std::visit(
      [](const auto& one) {
        auto [facts, words] = to_facts(one);
        return EventRecord{std::string(one.name), std::move(facts), std::move(words)};
      },
      event);
}

/// Refuses with `unknown_event` when no alternative of V has this type (a newer version wrote it).
template <class V>
Result<V> from_record(const EventRecord& record) {
  std::optional<Result<V>> found;
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (
        [&] {
          using T = std::variant_alternative_t<I, V>;
          if (found || T::name != record.type) return;
          auto one = from_facts<T>(record.facts, record.words);
          if (one)
            found = V(std::move(*one));
          else
            found = tl::unexpected(one.error());
        }(),
        ...);
  }
  (std::make_index_sequence<std::variant_size_v<V>>());
  if (!found) return refuse("unknown_event", {{"type", record.type}});
  return *found;
}

/// Builds one visitor from lambdas.
template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

}  // namespace palabre
