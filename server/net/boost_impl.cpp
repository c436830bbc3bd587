// SPDX-License-Identifier: AGPL-3.0-or-later
// Asio and Beast, compiled once for everybody.
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
