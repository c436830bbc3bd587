// SPDX-License-Identifier: AGPL-3.0-or-later
// The files that the server carries inside itself, put there by cmake/embed.cmake.
#pragma once

#include <span>
#include <string_view>

namespace palabre::embedded {

/// One file, for as long as the process lives; `path` is relative to its folder, with slashes
/// ("assets/app.js.br").
struct File {
  std::string_view path;
  std::string_view bytes;
};

/// The pages as vite built them, sorted by path; `x.gz` and `x.br` are `x`, compressed, where that
/// is smaller.
std::span<const File> web();

/// Everything below scenarios/, sorted by path.
std::span<const File> scenarios();

/// The JSON files of protocol/ itself (codes.json, the frames' schema) and of protocol/catalogue/,
/// sorted by path.
std::span<const File> protocol();

}  // namespace palabre::embedded
