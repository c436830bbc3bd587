// SPDX-License-Identifier: AGPL-3.0-or-later
// Serves palabres, checks scenarios, plays rehearsals.
#include <csignal>
#include <cstdlib>
#include <iostream>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "app/commands.hpp"
#include "config.hpp"
#include "embedded_files.hpp"
#include "health.hpp"
#include "move.hpp"
#include "server.hpp"

namespace palabre {
namespace {

int perform(const ServeOptions& options) {
  spdlog::set_default_logger(spdlog::stderr_logger_mt("palabre"));
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l: %v");
  spdlog::set_level(options.log_level);
  std::signal(SIGPIPE, SIG_IGN);
  Result<std::unique_ptr<Server>> server = Server::open(options);
  if (!server) {
    std::cerr << "palabre: " << server.error().params["sentence"].get<std::string>() << '\n';
    return 1;
  }
  const int exit_code = (*server)->run();
  spdlog::shutdown();
  std::_Exit(exit_code);
}

int perform(const CheckOptions& options) { return app::run_check(options.paths, std::cout); }

int perform(const RehearseOptions& options) {
  return app::run_rehearse(
      options.paths, options.coverage, options.walk, embedded_catalogue(), std::cout);
}

int perform(const ExportOptions& options) { return run_export(options, std::cout, std::cerr); }
int perform(const ImportOptions& options) { return run_import(options, std::cout, std::cerr); }
int perform(const HealthOptions& options) { return run_health(options, std::cout, std::cerr); }
int perform(const Ended& ended) { return ended.exit_code; }

}  // namespace
}  // namespace palabre

int main(int count, char* arguments[]) {
  const palabre::Config config = palabre::read_config(count, arguments);
  return std::visit([](const auto& wish) { return palabre::perform(wish); }, config);
}
