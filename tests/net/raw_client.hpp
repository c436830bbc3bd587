// SPDX-License-Identifier: AGPL-3.0-or-later
// The other end of a socket, byte by byte: what no well-behaved library would send.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace palabre::test {

struct RawResponse {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
};

/// A WebSocket frame as it came.
struct Frame {
  bool fin = false;
  bool masked = false;
  int rsv = 0;
  int opcode = 0;
  std::string payload;

  /// Of a close frame; 1005 when it carries none.
  int close_code() const;
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port, const char* address = "127.0.0.1");
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient();

  bool is_connected() const { return socket_ >= 0; }
  /// False when the other end has closed.
  bool send(const std::string& bytes);
  /// Next bytes; empty at the end, or after 10 s of nothing.
  std::string receive();
  /// Whether the server has closed, having sent nothing more.
  bool is_closed();
  void shut_down();
  void set_receive_buffer(int bytes);

  std::optional<RawResponse> response(bool with_body = true);
  RawResponse get(const std::string& target, const std::string& headers = "");
  RawResponse post(const std::string& target,
                   const std::string& body,
                   const std::string& headers = "Content-Type: application/json\r\n");

  /// Becomes a line; the answer to the upgrade.
  RawResponse upgrade(const std::string& headers = "Sec-WebSocket-Protocol: palabre.v1\r\n");
  bool send_frame(int opcode, const std::string& payload, bool fin = true, bool masked = true);
  bool send_frame(const Frame& frame);  ///< masked, with its reserved bits
  std::optional<Frame> frame();

 private:
  bool fill(std::size_t bytes);

  int socket_ = -1;
  std::string unread_;
};

}  // namespace palabre::test
