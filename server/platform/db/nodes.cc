#include "platform/db/nodes.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <poll.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "platform/db/attached.h"
#include "platform/db/platform_sql.h"

namespace sahay::db {

// How a store signs what it tells, so that it does not hear itself.
struct NodeName {
  const std::string text = text::random_token(9);
};

namespace {

constexpr int kBeltMillis = 2000;
constexpr auto kPauseAfterBreak = std::chrono::seconds(1);

}  // namespace

void tell_nodes(Tx& tx, std::string_view topic, std::int64_t id) {
  if (tx.engine() != Engine::postgres) return;
  const auto name = Attached<NodeName>::find(tx.origin());
  const std::string word = (name ? name->text : "-") + " " + std::string(topic) + " " + std::to_string(id);
  tx.post(sql::platform::tell_nodes, word);
}

struct NodeListener::Line {
  explicit Line(const std::string& conninfo) : connection(PQconnectdb(conninfo.c_str()), PQfinish) {
    if (PQstatus(connection.get()) != CONNECTION_OK) return;
    const std::unique_ptr<PGresult, void (*)(PGresult*)> done(PQexec(connection.get(), "listen sahay"), PQclear);
    ok = PQresultStatus(done.get()) == PGRES_COMMAND_OK;
  }
  std::string why() const { return PQerrorMessage(connection.get()); }

  std::unique_ptr<PGconn, void (*)(PGconn*)> connection;
  bool ok = false;
};

NodeListener::NodeListener(const Store& store, std::string conninfo, Heard heard)
    : conninfo_(std::move(conninfo)), heard_(std::move(heard)), name_(Attached<NodeName>::attach(store)) {
  if (::pipe2(wake_, O_CLOEXEC) != 0) throw std::runtime_error("no pipe for the listener of the nodes");
}

NodeListener::~NodeListener() {
  stop();
  ::close(wake_[0]);
  ::close(wake_[1]);
}

void NodeListener::start() { thread_ = std::thread([this] { run(); }); }

void NodeListener::stop() {
  if (!thread_.joinable()) return;
  stopping_ = true;
  [[maybe_unused]] const auto written = ::write(wake_[1], "x", 1);
  thread_.join();
}

void NodeListener::run() {
  while (!stopping_) {
    try {
      Line line(conninfo_);
      if (!line.ok) log::warning("db", "other nodes are not heard; looking instead", {{"what", line.why()}});
      if (line.ok) listen(line);
      if (!stopping_) heard_(kLookAround, 0);
    } catch (const std::exception& e) {
      log::warning("db", "what other nodes did was not read; looking again", {{"what", e.what()}});
    }
    if (stopping_) return;
    pollfd stop{wake_[0], POLLIN, 0};
    ::poll(&stop, 1, int(std::chrono::milliseconds(kPauseAfterBreak).count()));
  }
}

// Until the line breaks or stop().
void NodeListener::listen(Line& line) {
  heard_(kLookAround, 0);  // what was told before this line was open
  while (!stopping_) {
    pollfd waiting[] = {{PQsocket(line.connection.get()), POLLIN, 0}, {wake_[0], POLLIN, 0}};
    const int ready = ::poll(waiting, 2, kBeltMillis);
    if (stopping_) return;
    if (ready == 0) {
      heard_(kLookAround, 0);
      continue;
    }
    if (PQconsumeInput(line.connection.get()) != 1) {
      log::warning("db", "the line to other nodes broke", {{"what", line.why()}});
      return;
    }
    while (PGnotify* told = PQnotifies(line.connection.get())) {
      const std::unique_ptr<PGnotify, void (*)(void*)> kept(told, PQfreemem);
      const auto words = text::split(told->extra, ' ');
      if (words.size() == 3 && words[0] != name_->text) heard_(words[1], text::to_integer(words[2]).value_or(0));
    }
  }
}

}  // namespace sahay::db
