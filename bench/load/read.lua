-- wrk script: GETs of SAHAY_PATH; "{id}" in it becomes a random id from SAHAY_FROM (1) to SAHAY_IDS.
local authorization = os.getenv("SAHAY_AUTHORIZATION")
local path = os.getenv("SAHAY_PATH")
local ids = tonumber(os.getenv("SAHAY_IDS") or "1")
local from = tonumber(os.getenv("SAHAY_FROM") or "1")
function init() math.randomseed(1) end
function request()
  local target = path:gsub("{id}", function() return tostring(math.random(from, ids)) end)
  return wrk.format("GET", target, { ["Authorization"] = authorization })
end
function done(summary, latency)
  io.write(string.format("RESULT requests=%d seconds=%.3f errors=%d p50_us=%d p99_us=%d\n", summary.requests,
    summary.duration / 1e6, summary.errors.status + summary.errors.connect + summary.errors.read +
    summary.errors.timeout, latency:percentile(50), latency:percentile(99)))
end
