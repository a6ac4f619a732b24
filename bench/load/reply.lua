-- wrk script: every request adds one public comment to a random ticket from SAHAY_FROM (1) to SAHAY_IDS, with a key of its own.
local authorization = os.getenv("SAHAY_AUTHORIZATION")
local run = os.getenv("SAHAY_RUN")
local ids = tonumber(os.getenv("SAHAY_IDS") or "1")
local from = tonumber(os.getenv("SAHAY_FROM") or "1")
local threads = 0
function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end
function init() math.randomseed(1) end
local count = 0
function request()
  count = count + 1
  local key = run .. "-" .. id .. "-" .. count
  local body = '{"ticket":{"comment":{"body":"We have sent the part this morning, number ' .. key ..
    '. The technician comes on Thursday between nine and eleven."}}}'
  return wrk.format("PUT", "/api/v2/tickets/" .. math.random(from, ids), {
    ["Authorization"] = authorization, ["Content-Type"] = "application/json", ["Idempotency-Key"] = key }, body)
end
function done(summary, latency)
  io.write(string.format("RESULT requests=%d seconds=%.3f errors=%d p50_us=%d p99_us=%d\n", summary.requests,
    summary.duration / 1e6, summary.errors.status + summary.errors.connect + summary.errors.read +
    summary.errors.timeout, latency:percentile(50), latency:percentile(99)))
end
