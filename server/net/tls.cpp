// SPDX-License-Identifier: AGPL-3.0-or-later
#include <openssl/ssl.h>

#include "net/stream.hpp"

namespace palabre::net {

Result<std::unique_ptr<asio::ssl::context>> read_certificate(const std::string& certificate,
                                                             const std::string& key) {
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  SSL_CTX* own = context->native_handle();
  SSL_CTX_set_min_proto_version(own, TLS1_2_VERSION);
  // An idle line gives its buffers back: 34 kB of each.
  SSL_CTX_set_mode(own, SSL_MODE_RELEASE_BUFFERS);
  const auto refusal = [](const std::string& path, const error_code& error) {
    return refuse("cannot_read", {{"sentence", path + " cannot be used: " + error.message()}});
  };
  error_code error;
  context->use_certificate_chain_file(certificate, error);
  if (error) return refusal("the certificate " + certificate, error);
  context->use_private_key_file(key, asio::ssl::context::pem, error);
  if (error) return refusal("the key " + key, error);
  if (SSL_CTX_check_private_key(own) != 1)
    return refuse("cannot_read",
                  {{"sentence", "the key " + key + " does not belong to " + certificate}});
  return context;
}

}  // namespace palabre::net
