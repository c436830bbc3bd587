// SPDX-License-Identifier: AGPL-3.0-or-later
// The composition root: everything that serves, owned in the order in which it depends.
#pragma once

#include <memory>

#include "app/task.hpp"
#include "base/result.hpp"
#include "config.hpp"

namespace palabre {

class Server {
 public:
  /// Opens everything; nobody is served yet. Refuses with {sentence}.
  static Result<std::unique_ptr<Server>> open(const ServeOptions& options);

  ~Server();

  /// Serves until SIGTERM or SIGINT, then says goodbye and leaves nothing unwritten. Gives the exit
  /// code of the process, which must end now (coroutines that wait are not unwound).
  int run();

 private:
  struct Parts;
  explicit Server(std::unique_ptr<Parts> parts);
  std::string own_url() const;
  const char* scheme() const;
  void announce() const;
  app::Task<void> end_at_signal();
  app::Task<void> read_certificate_again();

  std::unique_ptr<Parts> parts_;
};

}  // namespace palabre
