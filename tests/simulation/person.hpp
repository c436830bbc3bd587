// SPDX-License-Identifier: AGPL-3.0-or-later
// Somebody with a phone, who does what is plausible at what the phone shows.
#pragma once

#include "simulation/phone.hpp"
#include "simulation/rooms.hpp"

namespace palabre::sim {

/// Fills in what a plausible act leaves open: texts, said by `name`, and a day.
void supply_words(Json& body, const std::string& name, int& count);

class Person {
 public:
  Person(Stage& stage, const Rooms& rooms, Phone& phone);

  /// Does something, or nothing when nothing is to be done.
  void act();
  Phone& phone() { return phone_; }

 private:
  void send(std::string on, std::optional<std::int64_t> version, Json body);
  void tap_wildly();
  bool do_something_else(const room::Room& room);

  Stage& stage_;
  const Rooms& rooms_;
  Phone& phone_;
  Random chance_;
  int words_ = 0;
};

}  // namespace palabre::sim
