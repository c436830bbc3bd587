// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/entry_codec.hpp"

#include <algorithm>

#include "base/hash.hpp"

namespace palabre::wire {
namespace {

using room::Entry;
using room::Header;
using room::LogEvent;

tl::unexpected<Error> damaged(const char* part) { return refuse("damaged", {{"part", part}}); }

bool has_words(const Entry& entry) {
  return !entry.salt.empty() ||
         std::any_of(entry.events.begin(), entry.events.end(), [](const LogEvent& event) {
           return !event.record.words.empty();
         });
}

Result<Header> read_header(const std::string& bytes) {
  const Json json = Json::parse(bytes, nullptr, false);
  if (!json.is_object()) return damaged("header");
  const auto at = json.find("at");
  const auto sid = json.find("sid");
  const auto cseq = json.find("cseq");
  const auto nonce = json.find("nonce");
  const auto none = json.end();
  if (at == none || sid == none || cseq == none || nonce == none || !at->is_number_integer() ||
      !sid->is_string() || !cseq->is_number_unsigned() || !nonce->is_string())
    return damaged("header");
  return Header{at->get<Instant>(),
                sid->get<std::string>(),
                cseq->get<std::uint64_t>(),
                nonce->get<std::string>()};
}

Result<LogEvent> read_event(const Json& json) {
  if (!json.is_object()) return damaged("facts");
  const auto type = json.find("type");
  const auto facts = json.find("facts");
  if (type == json.end() || facts == json.end() || !type->is_string()) return damaged("facts");
  LogEvent event;
  event.record.type = type->get<std::string>();
  event.record.facts = *facts;
  if (const auto on = json.find("on"); on != json.end()) {
    const auto id = on->is_string() ? ActivityId::parse(on->get_ref<const std::string&>())
                                    : std::optional<ActivityId>();
    if (!id) return damaged("facts");
    event.on = *id;
  }
  return event;
}

Result<Entry> read_facts(const std::string& bytes, std::string& words_hash) {
  const Json json = Json::parse(bytes, nullptr, false);
  if (!json.is_object()) return damaged("facts");
  const auto events = json.find("events");
  if (events == json.end() || !events->is_array()) return damaged("facts");
  Entry entry;
  for (const Json& one : *events) {
    auto event = read_event(one);
    if (!event) return tl::unexpected(event.error());
    entry.events.push_back(std::move(*event));
  }
  const auto hash = json.find("words");
  const auto body = json.find("body");
  if ((hash != json.end() && !hash->is_string()) || (body != json.end() && !body->is_string()))
    return damaged("facts");
  if (hash != json.end()) words_hash = hash->get<std::string>();
  if (body != json.end()) entry.digest = body->get<std::string>();
  return entry;
}

Result<void> read_words(const std::string& bytes, const std::string& words_hash, Entry& entry) {
  const Json json = Json::parse(bytes, nullptr, false);
  if (!json.is_object()) return damaged("words");
  const auto salt = json.find("salt");
  const auto words = json.find("words");
  if (salt == json.end() || words == json.end() || !salt->is_string() || !words->is_array() ||
      words->size() != entry.events.size())
    return damaged("words");
  entry.salt = salt->get<std::string>();
  if (hash_of({entry.salt, words->dump()}) != words_hash) return damaged("words");
  for (std::size_t i = 0; i < words->size(); ++i) {
    const Json& one = (*words)[i];
    if (!one.is_object()) return damaged("words");
    for (const auto& [name, said] : one.items()) {
      if (!said.is_string()) return damaged("words");
      entry.events[i].record.words[name] = said.get<std::string>();
    }
  }
  return {};
}

}  // namespace

EncodedEntry encode_entry(const Entry& entry) {
  EncodedEntry out;
  const Header& header = entry.header;
  out.header =
      Json{{"at", header.at}, {"sid", header.sid}, {"cseq", header.cseq}, {"nonce", header.nonce}}
          .dump();
  Json events = Json::array();
  Json words = Json::array();
  for (const LogEvent& event : entry.events) {
    Json one = {{"type", event.record.type}, {"facts", event.record.facts}};
    if (event.on) one["on"] = event.on.str();
    events.push_back(std::move(one));
    words.push_back(Json(event.record.words));
  }
  Json facts = {{"events", std::move(events)}};
  if (!entry.digest.empty()) facts["body"] = entry.digest;
  if (has_words(entry)) {
    facts["words"] = hash_of({entry.salt, words.dump()});
    out.words = Json{{"salt", entry.salt}, {"words", std::move(words)}}.dump();
  }
  out.facts = facts.dump();
  return out;
}

Result<Entry> decode_entry(const EncodedEntry& encoded) {
  auto header = read_header(encoded.header);
  if (!header) return tl::unexpected(header.error());
  std::string words_hash;
  auto entry = read_facts(encoded.facts, words_hash);
  if (!entry) return tl::unexpected(entry.error());
  entry->header = std::move(*header);
  if (!encoded.words.empty()) {
    auto read = read_words(encoded.words, words_hash, *entry);
    if (!read) return tl::unexpected(read.error());
  }
  return entry;
}

}  // namespace palabre::wire
