// SPDX-License-Identifier: AGPL-3.0-or-later
// What the command line asks for.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <spdlog/common.h>

#include "app/founding.hpp"
#include "net/http_rules.hpp"

namespace palabre {

struct ServeOptions {
  std::string listen = "0.0.0.0:8080";
  std::string data = "palabre-data";
  std::string web;        ///< a folder instead of the pages inside the program
  std::string scenarios;  ///< a folder instead of those inside the program
  std::string public_url;
  std::vector<std::string> proxies;      ///< whose X-Forwarded-For is believed
  std::string source;                    ///< where the source of this build is, for /source
  std::string tls_certificate, tls_key;  ///< PEM files; both, or neither for plain HTTP
  net::HttpRules::Metrics metrics = net::HttpRules::Metrics::loopback;
  app::FoundingPolicy founding = app::FoundingPolicy::local;
  spdlog::level::level_enum log_level = spdlog::level::info;
  std::string demo;   ///< a language: practices with bots in every seat, one after the other
  std::string redis;  ///< where the log is, for several servers; empty: in `data`
  std::int64_t closed_stay_hours = 24;  ///< of closed palabres in Redis, then in the journals only
  bool require_durable = false;  ///< does not start on a Redis that may lose what it acknowledged
  bool qr = false;               ///< also when nobody is at a terminal
};

struct CheckOptions {
  std::vector<std::string> paths;
};

struct RehearseOptions {
  std::vector<std::string> paths;
  bool coverage = false;
  bool walk = false;
};

struct ExportOptions {
  std::string code;
  std::string file;  ///< empty: CODE.palabre
  std::string data = "palabre-data";
  std::string redis;  ///< out of Redis instead of `data`
};

struct ImportOptions {
  std::string file;
  std::string data = "palabre-data";
  std::string redis;  ///< into Redis instead of `data`
};

struct HealthOptions {
  std::string url = "http://localhost:8080";
};

/// Nothing to do any more: help was printed, or a sentence about a wrong argument.
struct Ended {
  int exit_code = 0;
};

using Config = std::variant<ServeOptions,
                            CheckOptions,
                            RehearseOptions,
                            ExportOptions,
                            ImportOptions,
                            HealthOptions,
                            Ended>;

/// Reads the arguments; without a command it is `serve`.
Config read_config(int count, const char* const* arguments);

/// host[:port] of an http(s) URL without a path; empty when it is none.
std::string host_of_url(const std::string& url);

}  // namespace palabre
