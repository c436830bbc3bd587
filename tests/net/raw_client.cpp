// SPDX-License-Identifier: AGPL-3.0-or-later
#include "net/raw_client.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace palabre::test {
namespace {

char byte_of(std::size_t value) { return static_cast<char>(static_cast<unsigned char>(value)); }

std::string bytes_of(const Frame& frame, bool masked) {
  const std::size_t size = frame.payload.size();
  const std::size_t mask_bit = masked ? 0x80 : 0;
  std::string bytes;
  bytes += byte_of((frame.fin ? 0x80U : 0U) | static_cast<unsigned>(frame.rsv << 4) |
                   static_cast<unsigned>(frame.opcode));
  bytes += byte_of(mask_bit | (size < 126 ? size : size < 65536 ? 126 : 127));
  if (size >= 126)
    for (int shift = size < 65536 ? 8 : 56; shift >= 0; shift -= 8)
      bytes += byte_of((size >> shift) & 0xff);
  if (masked) bytes += std::string(4, '\0');  // the mask that changes nothing
  return bytes + frame.payload;
}

}  // namespace

int Frame::close_code() const {
  if (opcode != 8 || payload.size() < 2) return 1005;
  return static_cast<unsigned char>(payload[0]) * 256 + static_cast<unsigned char>(payload[1]);
}

RawClient::RawClient(std::uint16_t port, const char* address) {
  socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval patience{10, 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_port = htons(port);
  inet_pton(AF_INET, address, &name.sin_addr);
  if (connect(socket_, reinterpret_cast<const sockaddr*>(&name), sizeof(name)) != 0) {
    close(socket_);
    socket_ = -1;
  }
}

RawClient::~RawClient() {
  if (socket_ >= 0) close(socket_);
}

bool RawClient::send(const std::string& bytes) {
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t count = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) return false;
    sent += static_cast<std::size_t>(count);
  }
  return true;
}

std::string RawClient::receive() {
  if (!unread_.empty()) return std::exchange(unread_, {});
  std::array<char, 65536> bytes{};
  const ssize_t count = recv(socket_, bytes.data(), bytes.size(), 0);
  return count > 0 ? std::string(bytes.data(), static_cast<std::size_t>(count)) : std::string();
}

bool RawClient::is_closed() {
  char byte = 0;
  if (!unread_.empty()) return false;
  const ssize_t count = recv(socket_, &byte, 1, 0);
  return count == 0 || (count < 0 && errno == ECONNRESET);
}

void RawClient::shut_down() { shutdown(socket_, SHUT_WR); }

void RawClient::set_receive_buffer(int bytes) {
  setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof(bytes));
}

bool RawClient::fill(std::size_t bytes) {
  while (unread_.size() < bytes) {
    std::string kept = std::exchange(unread_, {});
    const std::string more = receive();
    unread_ = kept + more;
    if (more.empty()) return false;
  }
  return true;
}

std::optional<RawResponse> RawClient::response(bool with_body) {
  std::size_t end = std::string::npos;
  while ((end = unread_.find("\r\n\r\n")) == std::string::npos)
    if (!fill(unread_.size() + 1)) return std::nullopt;
  const std::string head = unread_.substr(0, end + 2);
  unread_.erase(0, end + 4);
  RawResponse response;
  response.status = std::stoi(head.substr(9, 3));
  for (std::size_t line = head.find("\r\n") + 2; line < head.size();) {
    const std::size_t line_end = head.find("\r\n", line);
    const std::size_t colon = head.find(": ", line);
    std::string name = head.substr(line, colon - line);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
      return static_cast<char>(std::tolower(c));
    });
    response.headers[name] = head.substr(colon + 2, line_end - colon - 2);
    line = line_end + 2;
  }
  const auto length = response.headers.find("content-length");
  if (with_body && length != response.headers.end()) {
    const std::size_t size = std::stoul(length->second);
    if (!fill(size)) return std::nullopt;
    response.body = unread_.substr(0, size);
    unread_.erase(0, size);
  }
  return response;
}

RawResponse RawClient::get(const std::string& target, const std::string& headers) {
  send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
  return response().value_or(RawResponse{});
}

RawResponse RawClient::post(const std::string& target,
                            const std::string& body,
                            const std::string& headers) {
  send("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
       std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body);
  return response().value_or(RawResponse{});
}

RawResponse RawClient::upgrade(const std::string& headers) {
  return get("/ws",
             "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
                 headers);
}

bool RawClient::send_frame(int opcode, const std::string& payload, bool fin, bool masked) {
  Frame frame;
  frame.fin = fin;
  frame.opcode = opcode;
  frame.payload = payload;
  return masked ? send_frame(frame) : send(bytes_of(frame, false));
}

bool RawClient::send_frame(const Frame& frame) { return send(bytes_of(frame, true)); }

std::optional<Frame> RawClient::frame() {
  if (!fill(2)) return std::nullopt;
  Frame frame;
  const int first = static_cast<unsigned char>(unread_[0]);
  frame.fin = (first & 0x80) != 0;
  frame.rsv = (first >> 4) & 7;
  frame.opcode = first & 15;
  frame.masked = (static_cast<unsigned char>(unread_[1]) & 0x80U) != 0;
  std::size_t size = static_cast<unsigned char>(unread_[1]) & 0x7fU;
  const std::size_t more = size == 126 ? 2 : size == 127 ? 8 : 0;
  if (!fill(2 + more)) return std::nullopt;
  if (more > 0) size = 0;
  for (std::size_t i = 0; i < more; ++i)
    size = size * 256 + static_cast<unsigned char>(unread_[2 + i]);
  if (!fill(2 + more + size)) return std::nullopt;
  frame.payload = unread_.substr(2 + more, size);
  unread_.erase(0, 2 + more + size);
  return frame;
}

}  // namespace palabre::test
