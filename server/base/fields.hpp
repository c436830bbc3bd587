// SPDX-License-Identifier: AGPL-3.0-or-later
// One declaration of a struct's fields gives its codec, its schema and its bounds.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/field_types.hpp"

//   struct SubmitIdea {
//     static constexpr std::string_view name = "submit";
//     Text text;
//     template <class Self, class F> static void fields(Self& self, F&& field) {
//       field("text", self.text, Bounds{1, 280});
//     }
//   };

namespace palabre {

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
      } else if (fields_detail::IsId<V>::value && at->is_string() &&
                 at->template get_ref<const std::string&>().empty()) {
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

namespace fields_detail {
// Sets `found` to what `read` makes of T, if T, an alternative of V, is what `type` names. A
// function, for clang 16 crashes on a lambda within the folds below.
template <class T, class V, class Read>
void find_alternative(std::string_view type, std::optional<Result<V>>& found, const Read& read) {
  if (found || T::name != type) return;
  auto one = read.template operator()<T>();
  if (one)
    found = V(std::move(*one));
  else
    found = tl::unexpected(one.error());
}
template <class V, class Read, std::size_t... I>
std::optional<Result<V>> read_alternative(std::string_view type,
                                          const Read& read,
                                          std::index_sequence<I...>) {
  std::optional<Result<V>> found;
  (find_alternative<std::variant_alternative_t<I, V>>(type, found, read), ...);
  return found;
}
// The alternative of V that `type` names, as `read.operator()<it>()` reads it; none without one.
template <class V, class Read>
std::optional<Result<V>> read_alternative(std::string_view type, const Read& read) {
  return read_alternative<V>(type, read, std::make_index_sequence<std::variant_size_v<V>>());
}
}  // namespace fields_detail

/// Reads one alternative of variant V from {"type": its name, …its fields}.
template <class V>
Result<V> command_from_json(const Json& json) {
  if (!json.is_object() || !json.contains("type") || !json["type"].is_string())
    return refuse("bad_field", {{"field", "type"}, {"reason", "missing"}});
  const std::string type = json["type"].get<std::string>();
  auto found = fields_detail::read_alternative<V>(
      type, [&]<class T>() { return from_json_whole<T>(json, "type"); });
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
  auto found = fields_detail::read_alternative<V>(
      record.type, [&]<class T>() { return from_facts<T>(record.facts, record.words); });
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
