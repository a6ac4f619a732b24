#include "app/health.h"

#include <unistd.h>

#include <fstream>

#include "app/health_sql.h"
#include "platform/net/cidr.h"

namespace sahay::app {
namespace {

// The text format of Prometheus, version 0.0.4.
class Exposition {
 public:
  void gauge(std::string_view name, std::string_view help, std::int64_t value) { family(name, help, "gauge", value); }
  void counter(std::string_view name, std::string_view help, std::int64_t value) {
    family(name, help, "counter", value);
  }
  void heading(std::string_view name, std::string_view help, std::string_view type) {
    text_.append("# HELP ").append(name).append(1, ' ').append(help).append("\n# TYPE ").append(name).append(1, ' ');
    text_.append(type).append(1, '\n');
  }
  // `label` and its value are ours: no quotes or backslashes.
  void sample(std::string_view name, std::string_view label, std::string_view label_value, std::int64_t value) {
    text_.append(name);
    if (!label.empty()) text_.append(1, '{').append(label).append("=\"").append(label_value).append("\"}");
    text_.append(1, ' ').append(std::to_string(value)).append(1, '\n');
  }
  std::string take() { return std::move(text_); }

 private:
  void family(std::string_view name, std::string_view help, std::string_view type, std::int64_t value) {
    heading(name, help, type);
    sample(name, {}, {}, value);
  }
  std::string text_;
};

std::int64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::int64_t total = 0, resident = 0;
  file >> total >> resident;
  return resident * ::sysconf(_SC_PAGESIZE);
}

void write_http(Exposition& out, const http::ServerStatistics& http) {
  out.counter("sahay_http_requests_total", "Requests answered", http.requests);
  out.gauge("sahay_http_connections", "Open connections", http.connections);
  out.gauge("sahay_http_sockets", "Open WebSockets", http.sockets);
  out.gauge("sahay_http_waiting", "Complete requests waiting for a worker", std::int64_t(http.waiting));
}

void write_database(Exposition& out, const db::Statistics& store) {
  out.counter("sahay_db_commits_total", "Commits that waited for the disk", store.commits);
  out.counter("sahay_db_writes_total", "Write transactions that were kept", store.writes);
  out.counter("sahay_db_writes_failed_total", "Write transactions that were rolled back", store.failed);
  // Writes that shared one commit: the sum over the count is the mean size of a batch.
  out.heading("sahay_db_batch_size", "Write transactions in one commit", "summary");
  out.sample("sahay_db_batch_size_sum", {}, {}, store.writes);
  out.sample("sahay_db_batch_size_count", {}, {}, store.commits);
  out.gauge("sahay_db_writes_waiting", "Write transactions in the queue", std::int64_t(store.waiting));
}

void write_events(Exposition& out, const Parts& parts) {
  const auto consumers = parts.dispatcher.consumers();
  const auto last =
      parts.store.read([](db::Tx& tx) { return tx.scalar<std::int64_t>(sql::health::last_event).value_or(0); });
  out.heading("sahay_events_lag", "Events that a consumer has not handled", "gauge");
  for (const auto& consumer : consumers)
    out.sample("sahay_events_lag", "consumer", consumer.name, std::max<std::int64_t>(0, last - consumer.cursor));
  out.heading("sahay_events_parked", "1 = the consumer stands still and needs a person", "gauge");
  for (const auto& consumer : consumers) out.sample("sahay_events_parked", "consumer", consumer.name, consumer.parked);
}

struct Counted {
  std::string name;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Counted, (), (name, count))

void write_counted(Exposition& out, std::string_view metric, std::string_view help, std::string_view label, const std::vector<Counted>& rows) {
  out.heading(metric, help, "gauge");
  for (const Counted& row : rows) out.sample(metric, label, row.name, row.count);
}

// What waits and how late it is, by kind: mail, clocks, webhooks and exports are all jobs.
void write_queues(Exposition& out, db::Store& store) {
  struct Read {
    std::vector<Counted> waiting, late, clocks, deliveries, invocations, circuits;
  };
  const Read now = store.read([](db::Tx& tx) {
    return Read{tx.all<Counted>(sql::health::jobs_waiting), tx.all<Counted>(sql::health::jobs_late, tx.now()), tx.all<Counted>(sql::health::timers),
                tx.all<Counted>(sql::health::deliveries), tx.all<Counted>(sql::health::invocations), tx.all<Counted>(sql::health::circuits)};
  });
  write_counted(out, "sahay_jobs_waiting", "Jobs that wait, by kind", "kind", now.waiting);
  write_counted(out, "sahay_jobs_lag_seconds", "How long the oldest due job has waited, by kind", "kind", now.late);
  write_counted(out, "sahay_timers", "Timers that are set, by kind (clocks, held mails, housekeeping)", "kind", now.clocks);
  write_counted(out, "sahay_mail_deliveries", "Outgoing copies of comments, the last 10,000, by state", "state", now.deliveries);
  write_counted(out, "sahay_webhook_invocations", "Messages to webhooks, the last 10,000, by status", "status", now.invocations);
  write_counted(out, "sahay_webhook_circuits", "Webhooks by state of their circuit breaker", "state", now.circuits);
}

void write_jobs(Exposition& out, jobs::Worker& worker) {
  const auto counts = worker.counts();
  out.heading("sahay_jobs", "Jobs by state", "gauge");
  out.sample("sahay_jobs", "state", "waiting", counts.waiting);
  out.sample("sahay_jobs", "state", "running", counts.running);
  out.sample("sahay_jobs", "state", "dead", counts.dead);
}

void write_mails(Exposition& out, db::Store& store) {
  const auto [received, held] = store.read([](db::Tx& tx) {
    return std::pair(tx.scalar<std::int64_t>(sql::health::mails_received).value_or(0),
                     tx.scalar<std::int64_t>(sql::health::mails_held).value_or(0));
  });
  out.counter("sahay_mails_received_total", "Mails stored since the beginning", received);
  out.gauge("sahay_mails_held", "Mails held aside that wait for a person", held);
}

bool may_read_metrics(const http::Request& request, const net::CidrList& trusted) {
  const auto address = net::parse_address(request.remote_address);
  static const std::vector<std::string> loopback{"127.0.0.0/8", "::1"};
  return address && (net::CidrList(loopback).contains(*address) || trusted.contains(*address));
}

}  // namespace

std::string metrics_text(const Parts& parts, const Health& health) {
  Exposition out;
  if (health.http_statistics) write_http(out, health.http_statistics());
  write_database(out, parts.store.statistics());
  write_events(out, parts);
  write_jobs(out, parts.worker);
  write_queues(out, parts.store);
  write_mails(out, parts.store);
  out.gauge("process_resident_memory_bytes", "Memory in use", resident_bytes());
  return out.take();
}

void add_health_routes(const Parts& parts, Health& health) {
  parts.router.add("GET", "/healthz", [](http::Request&) { return http::Response::text(200, "ok\n"); });
  parts.router.add("GET", "/readyz", [&store = parts.store, &health](http::Request&) {
    if (!health.ready) return http::Response::text(503, "not ready\n");
    try {
      store.read([](db::Tx& tx) { tx.scalar<std::int64_t>(sql::health::answers); });
    } catch (const db::Failure&) {
      return http::Response::text(503, "the database does not answer\n");
    }
    return http::Response::text(200, "ready\n");
  });
  parts.router.add("GET", "/metrics", [parts, &health](http::Request& request) {
    const net::CidrList trusted(parts.config.server.trusted_proxies);
    if (!may_read_metrics(request, trusted)) return http::error_response(404, "RecordNotFound", "Not found");
    auto response = http::Response::text(200, metrics_text(parts, health));
    response.headers.erase("content-type");
    response.header("content-type", "text/plain; version=0.0.4; charset=utf-8");
    return response;
  });
}

}  // namespace sahay::app
