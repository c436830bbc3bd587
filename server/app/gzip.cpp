// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/gzip.hpp"

#include <zlib.h>

#include "base/check.hpp"

namespace palabre::app {
namespace {

constexpr int gzip_window = MAX_WBITS + 16;  // zlib's way of saying: with gzip's own header
constexpr int bare_window = -MAX_WBITS;      // and: without any header
constexpr int memory_level = 9;
constexpr std::size_t flush_bytes = 16;  // more than an empty stored block and a byte's rest

std::string deflated(std::string_view plain, int level, int window, int flush) {
  z_stream stream{};
  PALABRE_CHECK(
      deflateInit2(&stream, level, Z_DEFLATED, window, memory_level, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(deflateBound(&stream, plain.size()) + flush_bytes, '\0');
  std::string read(plain);  // zlib's own type of pointer may write
  stream.next_in = reinterpret_cast<Bytef*>(read.data());
  stream.avail_in = static_cast<uInt>(read.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  PALABRE_CHECK(deflate(&stream, flush) == (flush == Z_FINISH ? Z_STREAM_END : Z_OK));
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

// Little-endian, as gzip's trailer has it.
void add_word(std::string& out, std::uint32_t word) {
  for (int byte = 0; byte < 4; ++byte) out += static_cast<char>((word >> (8 * byte)) & 0xff);
}

Bytes share(std::string bytes) { return std::make_shared<const std::string>(std::move(bytes)); }

}  // namespace

std::string gzip_of(const std::string& plain) {
  return deflated(plain, Z_BEST_COMPRESSION, gzip_window, Z_FINISH);
}

PackedRun pack_run(std::string_view plain) {
  const auto crc = crc32_z(0, reinterpret_cast<const Bytef*>(plain.data()), plain.size());
  return {share(deflated(plain, Z_DEFAULT_COMPRESSION, bare_window, Z_SYNC_FLUSH)),
          static_cast<std::uint32_t>(crc),
          plain.size()};
}

std::vector<Bytes> gzip_of_runs(const std::vector<PackedRun>& runs) {
  // Deflate, no flags, no time, no level said, from an unknown system.
  static const Bytes header = share(std::string("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10));
  std::string trailer("\x01\0\0\xff\xff", 5);  // a last block, stored and empty
  uLong crc = 0;
  std::size_t plain_bytes = 0;
  std::vector<Bytes> pieces{header};
  pieces.reserve(runs.size() + 2);
  for (const PackedRun& run : runs) {
    pieces.push_back(run.deflated);
    crc = crc32_combine(crc, run.crc, static_cast<z_off_t>(run.plain_bytes));
    plain_bytes += run.plain_bytes;
  }
  add_word(trailer, static_cast<std::uint32_t>(crc));
  add_word(trailer, static_cast<std::uint32_t>(plain_bytes));
  pieces.push_back(share(std::move(trailer)));
  return pieces;
}

}  // namespace palabre::app
