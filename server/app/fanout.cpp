// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/fanout.hpp"

#include <tuple>
#include <utility>

#include "wire/encode.hpp"
#include "wire/layers.hpp"

namespace palabre::app {
namespace {

using room::Layer;
using room::Room;

Bytes share(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

bool is_own(const Layer& layer) { return layer.kind == Layer::Kind::own; }

Audience shared_part(const Audience& audience) {
  Audience shared;
  for (const Layer& layer : audience)
    if (!is_own(layer)) shared.insert(layer);
  return shared;
}

const Bytes& tail() {
  static const Bytes bytes = share(std::string(wire::layers_tail));
  return bytes;
}

std::string own_whole(const Room& room, const Layer& layer) {
  return wire::layer_piece(layer.name(), wire::layer_whole(room, layer));
}

}  // namespace

void Fanout::publish(std::shared_ptr<const Room> room, Instant now) {
  if (newest_ != nullptr && newest_->position.epoch != room->position.epoch) bases_.clear();
  newest_ = std::move(room);
  bases_.add(newest_, now);
  wholes_.clear();
  differences_.clear();
  views_.clear();
  patches_.clear();
  sums_.clear();
  sums_due_ = summed_at_ + sum_every_ms <= now;
  if (sums_due_) summed_at_ = now;
}

void Fanout::keep(std::shared_ptr<const Room> room, Instant now) {
  bases_.add(std::move(room), now);
}

std::shared_ptr<const Room> Fanout::base(const room::Position& position) const {
  auto room = bases_.find(position.seq);
  return room != nullptr && room->position == position ? room : nullptr;
}

bool Fanout::has_base(std::uint64_t seq) const {
  const auto base = bases_.find(seq);
  return base != nullptr && base->position.epoch == newest_->position.epoch;
}

const Bytes& Fanout::whole_piece(const Layer& layer) {
  auto at = wholes_.find(layer);
  if (at == wholes_.end()) at = wholes_.emplace(layer, share(own_whole(*newest_, layer))).first;
  return at->second;
}

const Bytes& Fanout::difference_piece(std::uint64_t from, const Room& base, const Layer& layer) {
  auto at = differences_.find({from, layer});
  if (at == differences_.end()) {
    const auto difference = wire::layer_difference(base, *newest_, layer);
    Bytes piece = difference ? share(wire::layer_piece(layer.name(), *difference)) : Bytes(nullptr);
    at = differences_.emplace(std::pair(from, layer), std::move(piece)).first;
  }
  return at->second;
}

Fanout::Prefix Fanout::make_prefix(std::string head, const std::vector<Bytes>& pieces) const {
  Prefix prefix;
  for (const Bytes& piece : pieces) {
    if (!prefix.empty) head += ',';
    head += *piece;
    prefix.empty = false;
  }
  prefix.closed = share(head + std::string(wire::layers_tail));
  prefix.open = share(std::move(head));
  return prefix;
}

namespace {

// A frame: the part that many share, then what one seat alone sees.
std::vector<Bytes> frame_of(const Bytes& open, const Bytes& closed, bool empty, std::string own) {
  if (own.empty()) return {closed};
  if (empty) own.erase(0, 1);  // the comma
  return {open, share(std::move(own)), tail()};
}

}  // namespace

Fanout::Prefix& Fanout::view_prefix(const Audience& audience) {
  const Audience shared = shared_part(audience);
  auto at = views_.find(shared);
  if (at == views_.end()) {
    std::vector<Bytes> pieces;
    for (const Layer& layer : shared) pieces.push_back(whole_piece(layer));
    at = views_.emplace(shared, make_prefix(wire::view_head(newest_->position), pieces)).first;
  }
  return at->second;
}

std::string Fanout::own_wholes(const Audience& audience) const {
  std::string own;
  for (const Layer& layer : audience)
    if (is_own(layer)) own += ',' + own_whole(*newest_, layer);
  return own;
}

std::vector<Bytes> Fanout::view(const Audience& audience) {
  const Prefix& prefix = view_prefix(audience);
  return frame_of(prefix.open, prefix.closed, prefix.empty, own_wholes(audience));
}

std::vector<Bytes> Fanout::packed_view(const Audience& audience) {
  static const Bytes tag = share(std::string(1, '\x01'));
  Prefix& prefix = view_prefix(audience);
  if (prefix.open->size() < packed_view_bytes_min) return {};
  if (!prefix.packed) prefix.packed = pack_run('[' + *prefix.open);
  std::string own = own_wholes(audience);
  if (prefix.empty && !own.empty()) own.erase(0, 1);  // the comma
  own.append(wire::layers_tail).append("]");
  std::vector<Bytes> message = gzip_of_runs({*prefix.packed, pack_run(own)});
  message.insert(message.begin(), tag);
  return message;
}

std::vector<Bytes> Fanout::patch(std::uint64_t from,
                                 const Audience& before,
                                 const Audience& after) {
  const auto base = bases_.find(from);
  if (base == nullptr) return {};
  const auto lost = [](const Layer& layer) { return wire::layer_piece(layer.name(), nullptr); };
  std::tuple key(from, shared_part(before), shared_part(after));
  auto at = patches_.find(key);
  if (at == patches_.end()) {
    const auto& [seq, had, has] = key;
    std::vector<Bytes> pieces;
    for (const Layer& layer : has) {
      Bytes piece = had.contains(layer) ? difference_piece(from, *base, layer) : whole_piece(layer);
      if (piece != nullptr) pieces.push_back(std::move(piece));
    }
    for (const Layer& layer : had)
      if (!has.contains(layer)) pieces.push_back(share(lost(layer)));
    Prefix prefix = make_prefix(wire::patch_head(base->position, newest_->position), pieces);
    at = patches_.emplace(std::move(key), std::move(prefix)).first;
  }
  std::string own;
  for (const Layer& layer : after) {
    if (!is_own(layer)) continue;
    if (!before.contains(layer)) {
      own += ',' + own_whole(*newest_, layer);
    } else if (base->position.seq != newest_->position.seq) {
      const auto difference = wire::layer_difference(*base, *newest_, layer);
      if (difference) own += ',' + wire::layer_piece(layer.name(), *difference);
    }
  }
  for (const Layer& layer : before)
    if (is_own(layer) && !after.contains(layer)) own += ',' + lost(layer);
  return frame_of(at->second.open, at->second.closed, at->second.empty, std::move(own));
}

Bytes Fanout::sum(const Audience& audience) {
  if (!sums_due_) return nullptr;
  Json layers = Json::object();
  for (const Layer& layer : audience) {
    if (is_own(layer)) {
      layers[layer.name()] = wire::layer_sum(wire::layer_whole(*newest_, layer));
      continue;
    }
    auto at = sums_.find(layer);
    if (at == sums_.end())
      at = sums_.emplace(layer, wire::layer_sum(wire::layer_whole(*newest_, layer))).first;
    layers[layer.name()] = at->second;
  }
  return share(wire::sum_frame(newest_->position, layers));
}

}  // namespace palabre::app
