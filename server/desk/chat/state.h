// What routes and sockets of the chat share.
// Threading: immutable but for the hub and the rate limit, which guard themselves.
#pragma once

#include "desk/chat/address_limit.h"
#include "desk/chat/chat.h"
#include "desk/chat/hub.h"
#include "desk/chat/rate_limit.h"
#include "desk/chat/service.h"
#include "platform/db/nodes.h"

namespace sahay::chat {

struct Chat::State {
  State(db::Store& store_, files::Directory& files_, const Clock& clock_, const site::Settings& settings_, Options options_)
      : store(store_), files(files_), clock(clock_), settings(settings_), options(std::move(options_)), hub(store_),
        uploads(20, std::chrono::seconds(15)) {}

  // Wakes the sockets of a visitor after the commit, here and in other processes.
  Wake wake_after(db::Tx& tx) {
    return [this, &tx](VisitorId visitor, News news) {
      const bool standing = news == News::standing;
      // Below zero: how conversations stand.
      db::tell_nodes(tx, kNodeTopic, standing ? -visitor.value : visitor.value);
      tx.after_commit([this, visitor, standing] { hub.wake(visitor, standing); });
    };
  }

  db::Store& store;
  files::Directory& files;
  const Clock& clock;
  const site::Settings& settings;
  Options options;
  Hub hub;
  RateLimit uploads;  // by session
  AddressLimit addresses;
  std::string secret;
};

std::unique_ptr<http::SocketHandler> make_socket(Chat::State& state, std::string remote_address, std::string base_url);
void add_http_routes(Chat::State& state, http::Router& router);

}  // namespace sahay::chat
