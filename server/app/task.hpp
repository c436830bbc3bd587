// SPDX-License-Identifier: AGPL-3.0-or-later
// The one coroutine type of levels 3 to 5, on a concrete executor.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

namespace palabre::app {

namespace net = boost::asio;

template <class T>
using Task = net::awaitable<T, net::io_context::executor_type>;

}  // namespace palabre::app
