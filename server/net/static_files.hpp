// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages, held in memory with what vite compressed: nobody compresses while people wait.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/ports.hpp"
#include "base/result.hpp"

namespace palabre::net {

class StaticFiles {
 public:
  struct File {
    std::string path;  ///< "assets/app.js"; "assets/app.js.br" is the same, compressed
    std::string bytes;
  };

  explicit StaticFiles(std::vector<File> files);
  /// Everything below a folder, read once. Refuses with `cannot_read` {sentence}.
  static Result<StaticFiles> read_folder(const std::string& folder);

  /// 200 or 304 for a file that is there; "/", "/p/…" and "/s/…" are the page itself.
  std::optional<app::HttpResponse> find(const app::HttpRequest& request) const;

 private:
  struct Form {
    std::string encoding;  ///< "br", "gzip", or empty
    std::string etag;
    std::shared_ptr<const std::string> bytes;
  };
  struct Page {
    std::string content_type;
    std::string cache_control;
    std::vector<Form> forms;  ///< smallest first; the plain one is always there, last
  };
  void add_forms(Page& page, const std::string& path, std::map<std::string, std::string>& bytes);

  std::map<std::string, Page> pages_;  ///< by path, with the leading slash
};

/// Every file below a folder, with its path relative to it. Refuses with `cannot_read` {sentence}.
Result<std::vector<StaticFiles::File>> read_files(const std::string& folder);

/// Whether an Accept-Encoding header takes `encoding` (RFC 9110, 12.5.3; q=0 refuses).
bool accepts_encoding(const std::string& accept_encoding, const std::string& encoding);

/// Whether an If-None-Match header names `etag`, weakly compared (RFC 9110, 13.1.2).
bool matches_etag(const std::string& if_none_match, const std::string& etag);

}  // namespace palabre::net
