// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/gzip.hpp"

#include <zlib.h>

#include "base/check.hpp"

namespace palabre::app {

std::string gzip_of(const std::string& plain) {
  constexpr int gzip_window = MAX_WBITS + 16;  // zlib's way of saying: with gzip's own header
  constexpr int memory_level = 9;
  z_stream stream{};
  PALABRE_CHECK(
      deflateInit2(
          &stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_window, memory_level, Z_DEFAULT_STRATEGY) ==
      Z_OK);
  std::string packed(deflateBound(&stream, plain.size()), '\0');
  std::string read = plain;  // zlib's own type of pointer may write
  stream.next_in = reinterpret_cast<Bytef*>(read.data());
  stream.avail_in = static_cast<uInt>(read.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  PALABRE_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace palabre::app
