// SPDX-License-Identifier: AGPL-3.0-or-later
#include "move.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "app/join_code.hpp"
#include "app/moving.hpp"
#include "open_log.hpp"

namespace palabre {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;

int told(std::ostream& problems, const Error& error) {
  const std::string sentence = error.params.value("sentence", std::string());
  problems << "palabre: "
           << (sentence.empty()
                   ? fmt::format("the log could not be used ({}); try again", error.code)
                   : sentence)
           << '\n';
  return 1;
}

int told(std::ostream& problems, std::string sentence) {
  return told(problems, Error{"cannot_move", {{"sentence", std::move(sentence)}}});
}

/// A file that did not exist; gone again unless it was kept.
class NewFile {
 public:
  explicit NewFile(std::string path)
      : path_(std::move(path)),
        descriptor_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {}
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    if (!kept_) ::unlink(path_.c_str());
  }
  bool is_open() const { return descriptor_ >= 0; }
  /// On the disk when it returns true.
  bool keep(const std::string& bytes) {
    std::size_t written = 0;
    while (written < bytes.size()) {
      const ssize_t more = ::write(descriptor_, bytes.data() + written, bytes.size() - written);
      if (more < 0 && errno == EINTR) continue;
      if (more <= 0) return false;
      written += static_cast<std::size_t>(more);
    }
    kept_ = ::fsync(descriptor_) == 0;
    return kept_;
  }

 private:
  std::string path_;
  int descriptor_;
  bool kept_ = false;
};

/// What is to be done about a closed palabre that only the servers' journals hold.
std::string asked_back(asio::io_context& loop, OpenedLog& opened, const std::string& code) {
  auto room = run_to_end(loop, opened.log->find_code(app::read_code(code).value_or("")));
  if (room && opened.shelf) run_to_end(loop, opened.shelf->want(std::move(*room)));
  return code +
         " was closed, and is in the servers' journals only; a server that has it was asked to "
         "bring it back: run this again in a few seconds";
}

}  // namespace

int run_export(const ExportOptions& options, std::ostream& out, std::ostream& problems) {
  const std::string path = options.file.empty() ? options.code + ".palabre" : options.file;
  std::error_code ignored;
  if (options.redis.empty() && !fs::exists(options.data + "/palabre.db", ignored))
    return told(problems, options.data + " holds no palabres (--data DIR)");
  if (fs::exists(path, ignored))
    return told(problems, path + " is there already; nothing was changed");
  asio::io_context loop{1};
  auto opened = open_log(loop, options.data, options.redis);
  if (!opened) return told(problems, opened.error());
  NewFile file(path);
  if (!file.is_open())
    return told(problems, fmt::format("{} cannot be written: {}", path, std::strerror(errno)));
  const auto moved =
      run_to_end(loop, app::export_palabre(*opened->log, app::system_entropy(), options.code));
  if (!moved && moved.error().code == "archived")
    return told(problems, asked_back(loop, *opened, options.code));
  if (!moved) return told(problems, moved.error());
  if (!file.keep(moved->bytes))
    return told(problems,
                fmt::format("{} cannot be written: {}; the palabre stands still: export it again",
                            path,
                            std::strerror(errno)));
  out << fmt::format(
      "{0} holds {1}: {2} entries, with everything that people said.\n"
      "It stands still here. `palabre import {0}` brings it in, here or elsewhere.\n",
      path,
      moved->code,
      moved->entries);
  return 0;
}

int run_import(const ImportOptions& options, std::ostream& out, std::ostream& problems) {
  std::ifstream in(options.file, std::ios::binary);
  if (!in) return told(problems, options.file + " cannot be read");
  std::string bytes(std::istreambuf_iterator<char>(in), {});
  asio::io_context loop{1};
  auto opened = open_log(loop, options.data, options.redis);
  if (!opened) return told(problems, opened.error());
  const auto moved =
      run_to_end(loop, app::import_palabre(*opened->log, app::system_entropy(), std::move(bytes)));
  if (!moved) return told(problems, moved.error());
  out << fmt::format("{} is here: {} entries, every hash holds. It goes on where it stood still.\n",
                     moved->code,
                     moved->entries);
  return 0;
}

}  // namespace palabre
