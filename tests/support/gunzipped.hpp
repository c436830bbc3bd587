// SPDX-License-Identifier: AGPL-3.0-or-later
// What a gzip file holds, read by zlib itself.
#pragma once

#include <string>

#include <catch2/catch.hpp>
#include <zlib.h>

namespace palabre::support {

inline std::string gunzipped(const std::string& packed) {
  z_stream stream{};
  REQUIRE(inflateInit2(&stream, MAX_WBITS + 16) == Z_OK);
  std::string read = packed, plain, part(64 * 1024, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(read.data());
  stream.avail_in = static_cast<uInt>(read.size());
  int got = Z_OK;
  while (got == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(part.data());
    stream.avail_out = static_cast<uInt>(part.size());
    got = inflate(&stream, Z_NO_FLUSH);
    plain.append(part, 0, part.size() - stream.avail_out);
  }
  CHECK(stream.avail_in == 0);
  inflateEnd(&stream);
  REQUIRE(got == Z_STREAM_END);
  return plain;
}

}  // namespace palabre::support
