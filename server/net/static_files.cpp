// SPDX-License-Identifier: AGPL-3.0-or-later
#include "net/static_files.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/hash.hpp"

namespace palabre::net {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> content_types{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".md", "text/markdown; charset=utf-8"},
    {".map", "application/json"},
}};

std::string content_type_of(std::string_view path) {
  for (const auto& [ending, type] : content_types)
    if (path.ends_with(ending)) return std::string(type);
  return "application/octet-stream";
}

bool is_compressed(std::string_view path) { return path.ends_with(".br") || path.ends_with(".gz"); }

// The words of a header's comma-separated list, without the spaces around them.
std::vector<std::string> list_of(const std::string& header) {
  std::vector<std::string> words;
  std::size_t begin = 0;
  while (begin <= header.size()) {
    const std::size_t comma = std::min(header.find(',', begin), header.size());
    std::string word = header.substr(begin, comma - begin);
    word.erase(0, std::min(word.find_first_not_of(" \t"), word.size()));
    word.erase(word.find_last_not_of(" \t") + 1);
    if (!word.empty()) words.push_back(std::move(word));
    begin = comma + 1;
  }
  return words;
}

// "q=0", "q=0.0" and so on.
bool refuses(std::string_view parameters) {
  const std::size_t q = parameters.find("q=0");
  if (q == std::string_view::npos) return false;
  return parameters.find_first_of("123456789", q) == std::string_view::npos;
}

}  // namespace

bool accepts_encoding(const std::string& accept_encoding, const std::string& encoding) {
  for (const std::string& word : list_of(accept_encoding)) {
    const std::size_t end = std::min(word.find_first_of("; "), word.size());
    if (word.substr(0, end) == encoding) return !refuses(std::string_view(word).substr(end));
  }
  return false;
}

bool matches_etag(const std::string& if_none_match, const std::string& etag) {
  for (const std::string& word : list_of(if_none_match))
    if (word == "*" || word == etag || word == "W/" + etag) return true;
  return false;
}

StaticFiles::StaticFiles(std::vector<File> files) {
  std::map<std::string, std::string> bytes;
  for (File& file : files) bytes["/" + file.path] = std::move(file.bytes);
  std::vector<std::string> paths;
  for (const auto& [path, content] : bytes)
    if (!is_compressed(path)) paths.push_back(path);
  for (const std::string& path : paths) {
    Page page;
    page.content_type = content_type_of(path);
    // vite puts the hash of what it holds into the name of everything below assets/.
    page.cache_control =
        path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    add_forms(page, path, bytes);
    pages_.emplace(path, std::move(page));
  }
}

void StaticFiles::add_forms(Page& page,
                            const std::string& path,
                            std::map<std::string, std::string>& bytes) {
  const std::string hash = short_hash_of(bytes[path]);
  const std::array<std::pair<std::string, std::string>, 3> forms{
      {{"br", ".br"}, {"gzip", ".gz"}, {"", ""}}};
  for (const auto& [encoding, ending] : forms) {
    const auto found = bytes.find(path + ending);
    if (found == bytes.end()) continue;
    Form form;
    form.encoding = encoding;
    form.etag = fmt::format("\"{}{}{}\"", hash, encoding.empty() ? "" : "-", encoding);
    form.bytes = std::make_shared<const std::string>(std::move(found->second));
    page.forms.push_back(std::move(form));
  }
}

Result<std::vector<StaticFiles::File>> read_files(const std::string& folder) {
  namespace fs = std::filesystem;
  std::vector<StaticFiles::File> files;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (!entry->is_regular_file(error)) continue;
    std::ifstream file(entry->path(), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    files.push_back({fs::relative(entry->path(), folder, error).generic_string(), bytes});
  }
  if (error)
    return refuse("cannot_read",
                  {{"sentence", "the folder " + folder + " cannot be read: " + error.message()}});
  return files;
}

Result<StaticFiles> StaticFiles::read_folder(const std::string& folder) {
  auto files = read_files(folder);
  if (!files) return tl::unexpected(files.error());
  StaticFiles read(std::move(*files));
  if (read.pages_.count("/index.html") == 0)
    return refuse("cannot_read", {{"sentence", "the folder " + folder + " has no index.html"}});
  return read;
}

std::optional<app::HttpResponse> StaticFiles::find(const app::HttpRequest& request) const {
  const std::string& path = request.path;
  const bool is_page = path == "/" || path.starts_with("/p/") || path.starts_with("/s/");
  const auto found = pages_.find(is_page ? "/index.html" : path);
  if (found == pages_.end()) return std::nullopt;
  const Page& page = found->second;
  const Form* chosen = &page.forms.back();
  for (auto form = page.forms.rbegin(); form != page.forms.rend(); ++form)
    if (form->encoding.empty() || accepts_encoding(request.accept_encoding, form->encoding))
      chosen = &*form;

  app::HttpResponse response;
  response.content_type = page.content_type;
  response.headers = {
      {"Cache-Control", page.cache_control}, {"ETag", chosen->etag}, {"Vary", "Accept-Encoding"}};
  if (matches_etag(request.if_none_match, chosen->etag)) {
    response.status = 304;
    return response;
  }
  if (!chosen->encoding.empty())
    response.headers.emplace_back("Content-Encoding", chosen->encoding);
  response.body = chosen->bytes;
  return response;
}

}  // namespace palabre::net
