// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <iterator>
#include <string_view>

#include "room/minutes.hpp"

namespace palabre::room {
namespace {

const Json* find_path(const Json& root, const std::string& path) {
  const Json* at = &root;
  std::size_t from = 0;
  while (from <= path.size()) {
    const std::size_t dot = std::min(path.find('.', from), path.size());
    const auto next = at->is_object() ? at->find(path.substr(from, dot - from)) : at->end();
    if (!at->is_object() || next == at->end()) return nullptr;
    at = &*next;
    from = dot + 1;
  }
  return at;
}

// In French nothing and one are singular; in English only one is.
bool is_singular(const std::string& language, const Json& params) {
  const auto count = params.find("count");
  if (count == params.end() || !count->is_number_integer()) return true;
  const auto n = count->get<std::int64_t>();
  return language == "fr" ? n < 2 : n == 1;
}

const Json* choose(const Json* value,
                   const std::string& language,
                   const std::string& address,
                   const Json& params) {
  while (value != nullptr && value->is_object()) {
    const char* key = value->contains("one") ? (is_singular(language, params) ? "one" : "other")
                                             : (address == "vous" ? "vous" : "tu");
    const auto at = value->find(key);
    value = at == value->end() ? nullptr : &*at;
  }
  return value;
}

bool begins_with_vowel(const std::string& word) {
  constexpr std::string_view vowels[] = {"a", "e", "i", "o", "u", "A", "E", "I", "O", "U",
                                         "à", "â", "ä", "é", "è", "ê", "ë", "î", "ï", "ô",
                                         "ö", "ù", "û", "ü", "œ", "À", "Â", "Ä", "É", "È",
                                         "Ê", "Ë", "Î", "Ï", "Ô", "Ö", "Ù", "Û", "Ü", "Œ"};
  return std::any_of(std::begin(vowels), std::end(vowels), [&](std::string_view vowel) {
    return word.starts_with(vowel);
  });
}

// In French « de » and « que » lose their vowel before another: d'Awa, qu'Awa.
void elide(std::string& before, const std::string& word) {
  if (!begins_with_vowel(word)) return;
  for (const std::string_view ending : {" de ", "De ", " que ", "Que "})
    if (before.ends_with(ending)) before.replace(before.size() - 2, 2, "'");
}

std::string filled(const std::string& sentence, const Json& params, bool in_french) {
  std::string out;
  std::size_t from = 0;
  while (from < sentence.size()) {
    const std::size_t open = sentence.find('{', from);
    const std::size_t close = open == std::string::npos ? open : sentence.find('}', open);
    if (close == std::string::npos) break;
    out.append(sentence, from, open - from);
    const auto at = params.find(sentence.substr(open + 1, close - open - 1));
    if (at == params.end()) {
      out.append(sentence, open, close - open + 1);
    } else if (at->is_string()) {
      const auto& words = at->get_ref<const std::string&>();
      if (in_french) elide(out, words);
      out += words;
    } else {
      out += at->dump();
    }
    from = close + 1;
  }
  out.append(sentence, std::min(from, sentence.size()), std::string::npos);
  return out;
}

}  // namespace

std::string Catalogue::say(const std::string& language,
                           const std::string& address,
                           const std::string& path,
                           const Json& params) const {
  const auto at = languages_.find(language);
  if (at == languages_.end()) return path;
  const Json* value = choose(find_path(at->second, path), language, address, params);
  if (value == nullptr || !value->is_string()) return path;
  return filled(value->get_ref<const std::string&>(), params, language == "fr");
}

bool Catalogue::has(const std::string& language, const std::string& path) const {
  const auto at = languages_.find(language);
  return at != languages_.end() && find_path(at->second, path) != nullptr;
}

}  // namespace palabre::room
