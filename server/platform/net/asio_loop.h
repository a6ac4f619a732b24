// The Asio side of EventLoop and the concrete types everybody uses (no any_io_executor: it costs 4 % and memory).
// Rule of use: include from .cc files of platform/net, http and mail only; each such file costs seconds to compile.
// Threading: the io_context belongs to the loop's thread.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <thread>

#include "platform/net/event_loop.h"

namespace sahay::net {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using ErrorCode = boost::system::error_code;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using SteadyTimer = asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>,
                                               Executor>;
template <class T = void>
using Task = asio::awaitable<T, Executor>;
inline constexpr asio::use_awaitable_t<Executor> use_task{};

struct EventLoop::Asio {
  asio::io_context context{1};
  asio::executor_work_guard<Executor> work{context.get_executor()};
  std::thread thread;
};

}  // namespace sahay::net
