// SPDX-License-Identifier: AGPL-3.0-or-later
#include "config.hpp"

#include <algorithm>
#include <iostream>
#include <map>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "net/listener.hpp"
#include "net/network.hpp"
#include "redis/address.hpp"
#include "version.hpp"

namespace palabre {
namespace {

using Metrics = net::HttpRules::Metrics;
using app::FoundingPolicy;

const std::map<std::string, Metrics> metrics_names{
    {"loopback", Metrics::loopback}, {"all", Metrics::all}, {"off", Metrics::off}};
const std::map<std::string, FoundingPolicy> founding_names{{"anyone", FoundingPolicy::anyone},
                                                           {"local", FoundingPolicy::local},
                                                           {"token", FoundingPolicy::token}};
const std::map<std::string, spdlog::level::level_enum> level_names{{"debug", spdlog::level::debug},
                                                                   {"info", spdlog::level::info},
                                                                   {"warn", spdlog::level::warn},
                                                                   {"error", spdlog::level::err},
                                                                   {"off", spdlog::level::off}};

template <class Value>
CLI::Validator one_of(const std::map<std::string, Value>& names) {
  std::vector<std::string> words;
  words.reserve(names.size());
  for (const auto& [name, value] : names) words.push_back(name);
  return CLI::IsMember(words);
}

std::string is_address(const std::string& written) {
  const auto address = net::parse_address(written);
  return address ? "" : address.error().params["sentence"].get<std::string>();
}

std::string is_url(const std::string& written) {
  return host_of_url(written).empty()
             ? written + " is not http://HOST[:PORT] or https://HOST[:PORT], without a path"
             : "";
}

std::string is_network(const std::string& written) {
  const auto network = net::Network::parse(written);
  return network ? "" : network.error().params["sentence"].get<std::string>();
}

std::string is_link(const std::string& written) {
  const bool web = written.starts_with("http://") || written.starts_with("https://");
  const bool plain = std::all_of(
      written.begin(), written.end(), [](char c) { return c > ' ' && c <= '~' && c != '"'; });
  return web && plain ? "" : written + " is not a link that begins with http:// or https://";
}

std::string is_redis(const std::string& written) {
  const auto address = redis::parse_address(written);
  return address ? "" : address.error().params["sentence"].get<std::string>();
}

// The words of the command line, before they become values.
struct Spelled {
  std::string metrics = "loopback", founding = "local", log_level = "info";
};

CLI::Option* add_folder(CLI::App& command, std::string& data) {
  return command.add_option("--data", data, "Where palabres are kept")
      ->type_name("DIR")
      ->capture_default_str();
}

CLI::Option* add_redis(CLI::App& command, std::string& redis) {
  return command
      .add_option("--redis",
                  redis,
                  "Palabres are in Redis, where several servers serve the same ones: "
                  "redis://[user:password@]host:port[/db], rediss:// for TLS")
      ->type_name("URL")
      ->check(CLI::Validator(&is_redis, "", "redis"));
}

void add_proxies(CLI::App& command, ServeOptions& serve) {
  command
      .add_option("--public-url", serve.public_url, "How people reach this server, behind a proxy")
      ->type_name("URL")
      ->check(CLI::Validator(&is_url, "", "url"));
  command
      .add_option("--proxy",
                  serve.proxies,
                  "A reverse proxy on another machine, whose X-Forwarded-For is believed; again "
                  "for each. One on this machine always is")
      ->type_name("ADDRESS[/BITS]")
      ->allow_extra_args(false)
      ->check(CLI::Validator(&is_network, "", "address"));
}

void add_sharing(CLI::App& command, ServeOptions& serve) {
  constexpr std::int64_t hours_max = 24 * 365;
  add_redis(command, serve.redis)->envname("PALABRE_REDIS");
  command.add_flag("--require-durable",
                   serve.require_durable,
                   "Does not start on a Redis that may lose what it acknowledged");
  command
      .add_option("--closed-stay",
                  serve.closed_stay_hours,
                  "How long a closed palabre stays in Redis, before the servers' journals are its "
                  "archive; the same on all servers")
      ->type_name("HOURS")
      ->capture_default_str()
      ->check(CLI::Range(std::int64_t{0}, hours_max).description(""));
}

void add_certificate(CLI::App& command, ServeOptions& serve) {
  CLI::Option* certificate =
      command
          .add_option("--tls-cert", serve.tls_certificate, "Serves https: the certificate chain")
          ->type_name("FILE.pem");
  CLI::Option* key =
      command.add_option("--tls-key", serve.tls_key, "The certificate's private key")
          ->type_name("FILE.pem");
  certificate->needs(key);
  key->needs(certificate);
}

CLI::App* add_serve(CLI::App& program, ServeOptions& serve, Spelled& words) {
  CLI::App* command =
      program.add_subcommand("serve", "Serves palabres (what happens without a command)");
  command->add_option("--listen", serve.listen, "Address and port; port 0: any that is free")
      ->type_name("HOST:PORT")
      ->capture_default_str()
      ->check(CLI::Validator(&is_address, "", "address"));
  add_folder(*command, serve.data);
  add_sharing(*command, serve);
  command->add_option("--web", serve.web, "Pages from a folder instead of the built-in ones")
      ->type_name("DIR");
  command
      ->add_option(
          "--scenarios", serve.scenarios, "Scenarios from a folder instead of the built-in ones")
      ->type_name("DIR");
  add_proxies(*command, serve);
  command
      ->add_option("--source",
                   serve.source,
                   "Where the source of this build is: /source leads there; {commit} is replaced")
      ->type_name("URL")
      ->check(CLI::Validator(&is_link, "", "url"));
  add_certificate(*command, serve);
  command->add_option("--metrics", words.metrics, "Who may read /metrics")
      ->type_name("loopback|all|off")
      ->capture_default_str()
      ->check(one_of(metrics_names).description(""));
  command
      ->add_option(
          "--founding",
          words.founding,
          "Who may found a palabre: anyone, whoever has the token (PALABRE_FOUNDING_TOKEN, "
          "or DIR/founding_token), or whoever is in the local network, others with the token")
      ->type_name("anyone|token|local")
      ->capture_default_str()
      ->check(one_of(founding_names).description(""));
  command->add_option("--log-level", words.log_level, "What is told on the standard error")
      ->type_name("debug|info|warn|error|off")
      ->capture_default_str()
      ->check(one_of(level_names).description(""));
  command
      ->add_flag("--demo{fr}",
                 serve.demo,
                 "Runs palabres with practice seats, to look at; --demo=en for English")
      ->check(CLI::IsMember({"fr", "en"}).description(""));
  command->add_flag("--qr", serve.qr, "Shows the address as a QR code also outside a terminal");
  return command;
}

CLI::App* add_export(CLI::App& program, ExportOptions& options) {
  CLI::App* command = program.add_subcommand(
      "export", "Takes a palabre out of the log, as a file: it stands still until it is imported");
  command->add_option("code", options.code, "Its code, as people type it")
      ->type_name("CODE")
      ->required();
  command->add_option("--to", options.file, "The file to write, which must be new (CODE.palabre)")
      ->type_name("FILE");
  add_redis(*command, options.redis)->excludes(add_folder(*command, options.data));
  return command;
}

CLI::App* add_import(CLI::App& program, ImportOptions& options) {
  CLI::App* command = program.add_subcommand("import", "Brings in a palabre that was exported");
  command->add_option("file", options.file, "What export wrote")->type_name("FILE")->required();
  add_redis(*command, options.redis)->excludes(add_folder(*command, options.data));
  return command;
}

CLI::App* add_health(CLI::App& program, HealthOptions& options) {
  CLI::App* command = program.add_subcommand(
      "health", "Asks a server whether people may be sent to it: exit code 0 when they may");
  command->add_option("url", options.url, "Where it is")
      ->type_name("URL")
      ->capture_default_str()
      ->check(CLI::Validator(&is_url, "", "url"));
  return command;
}

std::string version_text() {
  return fmt::format(
      "palabre {}{}{}{}", version, commit.empty() ? "" : " (", commit, commit.empty() ? "" : ")");
}

// One sentence, whatever was wrong.
std::string sentence_of(const CLI::App*, const CLI::Error& error) {
  std::string sentence = error.what();
  std::replace(sentence.begin(), sentence.end(), '\n', ' ');
  return "palabre: " + sentence + " (palabre --help)\n";
}

}  // namespace

std::string host_of_url(const std::string& url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string::npos) return "";
  const std::string name = url.substr(0, scheme);
  std::string host = url.substr(scheme + 3);
  if (host.ends_with('/')) host.pop_back();
  const bool plain = host.find_first_of("/?#@ \t\r\n") == std::string::npos;
  return (name == "http" || name == "https") && plain ? host : "";
}

Config read_config(int count, const char* const* arguments) {
  ServeOptions serve;
  serve.source = source_url;
  Spelled words;
  CheckOptions check;
  RehearseOptions rehearse;
  CLI::App program(
      "Palabre: a server for groups that think and decide together.\n"
      "It keeps what people say on this machine, and is free software (AGPL-3.0-or-later).",
      "palabre");
  program.set_version_flag("--version", version_text());
  program.require_subcommand(1);
  program.failure_message(&sentence_of);
  const CLI::App* serve_command = add_serve(program, serve, words);
  const CLI::App* check_command =
      program.add_subcommand("check", "Says all mistakes of scenarios, each with its mend");
  program.get_subcommand("check")
      ->add_option("paths", check.paths, "Folders of scenarios")
      ->type_name("PATH…")
      ->required();
  CLI::App* rehearse_command =
      program.add_subcommand("rehearse", "Plays the rehearsals of scenarios");
  rehearse_command->add_option("paths", rehearse.paths, "Folders of scenarios")
      ->type_name("PATH…")
      ->required();
  rehearse_command->add_flag(
      "--coverage", rehearse.coverage, "Every transition and guard must have been met");
  rehearse_command->add_flag("--walk", rehearse.walk, "Tells each act");

  ExportOptions exported;
  ImportOptions imported;
  const CLI::App* export_command = add_export(program, exported);
  const CLI::App* import_command = add_import(program, imported);
  HealthOptions health;
  const CLI::App* health_command = add_health(program, health);

  std::vector<std::string> given(arguments + 1, arguments + count);
  const std::vector<std::string> about_all{"--help", "-h", "--version"};
  const bool is_command =
      !given.empty() &&
      (!given[0].starts_with('-') ||
       std::find(about_all.begin(), about_all.end(), given[0]) != about_all.end());
  if (!is_command) given.insert(given.begin(), "serve");
  std::reverse(given.begin(), given.end());  // as CLI11 takes them
  try {
    program.parse(given);
  } catch (const CLI::ParseError& error) {
    const int code = program.exit(error, std::cout, std::cerr);
    return Ended{code == 0 ? 0 : 2};
  }
  serve.metrics = metrics_names.at(words.metrics);
  serve.founding = founding_names.at(words.founding);
  serve.log_level = level_names.at(words.log_level);
  if (serve_command->parsed()) return serve;
  if (check_command->parsed()) return check;
  if (export_command->parsed()) return exported;
  if (import_command->parsed()) return imported;
  if (health_command->parsed()) return health;
  return rehearse;
}

}  // namespace palabre
