-- wrk script: every request creates one ticket, with a key of its own. Environment: SAHAY_AUTHORIZATION.
local authorization = os.getenv("SAHAY_AUTHORIZATION")
local run = os.getenv("SAHAY_RUN")
local threads = 0
function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end
local count = 0
function request()
  count = count + 1
  local key = run .. "-" .. id .. "-" .. count
  local body = '{"ticket":{"subject":"Pump ' .. key .. '","comment":{"body":"It stopped this morning. Please send somebody who knows the model, the last visit was in March."}}}'
  return wrk.format("POST", "/api/v2/tickets", {
    ["Authorization"] = authorization, ["Content-Type"] = "application/json", ["Idempotency-Key"] = key }, body)
end
function done(summary, latency)
  io.write(string.format("RESULT requests=%d seconds=%.3f errors=%d p50_us=%d p99_us=%d\n", summary.requests,
    summary.duration / 1e6, summary.errors.status + summary.errors.connect + summary.errors.read +
    summary.errors.timeout, latency:percentile(50), latency:percentile(99)))
end
