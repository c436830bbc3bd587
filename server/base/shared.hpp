// SPDX-License-Identifier: AGPL-3.0-or-later
// A value that is never changed, held once by all its copies: copying costs no allocation, equality
// is of values.
#pragma once

#include <memory>
#include <utility>

namespace palabre {

template <class T>
class Shared {
 public:
  Shared() : value_(first()) {}
  Shared(T value) : value_(std::make_shared<const T>(std::move(value))) {}

  const T& operator*() const { return *value_; }
  const T* operator->() const { return value_.get(); }
  bool operator==(const Shared& other) const {
    return value_ == other.value_ || *value_ == *other.value_;
  }

 private:
  static const std::shared_ptr<const T>& first() {
    static const auto value = std::make_shared<const T>();
    return value;
  }

  std::shared_ptr<const T> value_;
};

}  // namespace palabre
