// One try of a message, and what follows from its answer.
#include "base/text.h"
#include "desk/tickets/unsent.h"
#include "desk/webhooks/circuit.h"
#include "desk/webhooks/request.h"
#include "desk/webhooks/webhook_sql.h"
#include "desk/webhooks/webhooks.h"

namespace sahay::webhooks {
namespace q = sql::webhook;
namespace {

// Pauses before the second, third, ... try, in seconds: ten tries in about 16 hours.
constexpr std::int64_t kPauses[] = {5, 30, 120, 600, 1800, 3600, 7200, 14'400, 28'800};
constexpr std::int64_t kLongestWish = 3600;  // of a Retry-After

struct Loaded {
  Webhook webhook;
  Invocation invocation;
};

void save_circuit(db::Tx& tx, const Webhook& w) {
  tx.execute(q::save_circuit, w.id, w.failures, w.circuit, w.circuit_pause, w.circuit_until, w.last_error);
}

void save_state(db::Tx& tx, const Invocation& i) {
  tx.execute(q::save_invocation, i.id, i.status, i.status_code, i.attempts, i.next_at, i.completed_at);
}

// The message to send now; nothing when it is done, cancelled, or has to wait.
Result<std::optional<Loaded>> take(db::Store& store, const jobs::Job& job) {
  return store.write([&](db::Tx& tx) -> Result<std::optional<Loaded>> {
    auto invocation = tx.one<Invocation>(q::find_invocation_by_id, text::to_integer(job.payload).value_or(0));
    const auto done = [&] { jobs::finish(tx, job); return std::optional<Loaded>(); };
    if (!invocation || !invocation->next_at) return done();
    auto webhook = tx.one<Webhook>(q::find_by_id, invocation->webhook_id);
    const bool unsaid = invocation->attempts == 0 && invocation->replay_of.empty() && tickets::was_taken_back(tx, invocation->event_id);
    if (!webhook || webhook->status != "active" || unsaid) {
      invocation->status = "cancelled";
      invocation->next_at = {};
      invocation->completed_at = tx.now();
      save_state(tx, *invocation);
      return done();
    }
    const Time at = may_send_at(*webhook, tx.now());
    if (at > tx.now()) {
      invocation->next_at = at;
      save_state(tx, *invocation);
      jobs::add(tx, kDeliverJob, at, job.payload);
      return done();
    }
    if (webhook->circuit != "closed") save_circuit(tx, *webhook);
    return std::optional<Loaded>(Loaded{std::move(*webhook), std::move(*invocation)});
  });
}

struct Outcome {
  Attempt attempt;
  bool again = false;
  std::int64_t wish = 0;  // seconds that the receiver asks for
};

std::string_view status_of_answer(int status) {
  if (status >= 200 && status < 300) return "success";
  if (status == 429) return "throttled";
  return status >= 500 ? "server error" : "client error";
}

bool worth_repeating(int status) { return status >= 500 || status == 408 || status == 409 || status == 425 || status == 429; }

Outcome outcome_of(const Result<http::ClientResponse>& answer) {
  Outcome out;
  if (!answer.ok()) {
    const Error& error = answer.error();
    out.attempt.error = error.detail;
    out.attempt.status = error.code == ErrorCode::forbidden ? "blocked" : error.detail.find("out of time") != std::string::npos ? "timeout" : "network failure";
    out.again = error.code == ErrorCode::unavailable || error.code == ErrorCode::too_large;
    return out;
  }
  out.attempt.status = status_of_answer(answer->status);
  out.attempt.status_code = answer->status;
  out.attempt.response_headers = shown_response_headers(answer->headers);
  out.attempt.response_payload = excerpt(answer->body);
  if (out.attempt.status != "success") out.attempt.error = "status " + std::to_string(answer->status);
  out.again = worth_repeating(answer->status);
  out.wish = std::clamp<std::int64_t>(text::to_integer(answer->header("retry-after")).value_or(0), 0, kLongestWish);
  return out;
}

void insert_attempt(db::Tx& tx, const Invocation& invocation, const Attempt& a) {
  tx.execute(q::insert_attempt, tx.new_id("webhook_attempts"), make_ulid(tx.now()), invocation.id, a.status, a.status_code, text::repair_utf8(a.error),
             a.request_headers, a.request_payload, a.response_headers, a.response_payload, a.duration_ms, tx.now());
}

// The rows may have changed while the request was under way: they are read again.
Result<void> record(db::Store& store, const jobs::Job& job, const Outcome& outcome, InvocationId id) {
  return store.write([&](db::Tx& tx) -> Result<void> {
    auto invocation = tx.one<Invocation>(q::find_invocation_by_id, id);
    jobs::finish(tx, job);
    if (!invocation) return {};
    insert_attempt(tx, *invocation, outcome.attempt);
    ++invocation->attempts;
    invocation->status_code = outcome.attempt.status_code;
    const bool success = outcome.attempt.status == "success";
    if (auto webhook = tx.one<Webhook>(q::find_by_id, invocation->webhook_id)) {
      if (success) record_success(*webhook);
      else record_failure(*webhook, outcome.attempt.error, tx.now());
      save_circuit(tx, *webhook);
    }
    if (!invocation->next_at) {  // cancelled meanwhile
      save_state(tx, *invocation);
      return {};
    }
    const auto tried = std::size_t(invocation->attempts);
    if (!success && outcome.again && tried <= std::size(kPauses)) {
      invocation->status = "retrying";
      invocation->next_at = tx.now() + std::chrono::seconds(std::max(kPauses[tried - 1], outcome.wish));
      jobs::add(tx, kDeliverJob, invocation->next_at, job.payload);
    } else {
      invocation->status = success ? "success" : "failed";
      invocation->next_at = {};
      invocation->completed_at = tx.now();
    }
    save_state(tx, *invocation);
    return {};
  });
}

}  // namespace

Result<void> deliver(db::Store& store, const http::GuardOptions& options, const jobs::Job& job) {
  const auto loaded = TRY(take(store, job));
  if (!loaded) return {};
  const Time now = store.read([](db::Tx& tx) { return tx.now(); });
  const http::ClientRequest request = request_of(loaded->webhook, loaded->invocation.code, loaded->invocation.payload, now);
  const auto started = std::chrono::steady_clock::now();
  Outcome outcome = outcome_of(http::fetch(request, options));
  outcome.attempt.duration_ms = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started).count();
  outcome.attempt.request_headers = shown_request_headers(loaded->webhook, request.headers);
  outcome.attempt.request_payload = excerpt(request.body);
  return record(store, job, outcome, loaded->invocation.id);
}

}  // namespace sahay::webhooks
