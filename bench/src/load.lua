-- wrk -s load.lua ADDRESS -- MODE BASE: one request a call; BASE keeps the ids and dates of runs apart.
local token, mode, n = os.getenv("TOKEN"), nil, 0
local rows = tonumber(os.getenv("ROWS") or 1000000)
local api = "/api/v1/overtime-requests"
local Y2021, Y2027 = 1609459200, 1798761600
local function day(base, i) return os.date("!%Y-%m-%d", base + i * 86400) end
local function key(kind, i) return string.format("01900000-%04x-7000-8000-%012x", kind, i) end
-- tRPC takes its input as JSON in the address.
local function encode(text) return (text:gsub("[^%w%-%._~]", function(c) return string.format("%%%02X", c:byte()) end)) end
local function query(name, json) return "GET", "/trpc/" .. name .. "?input=" .. encode(json) end

local modes = {
  list = function() return query("overtime.list", "{}") end,
  list_rest = function() return "GET", api .. "/" end,
  list_filtered = function(i)  -- a month, a department, approved only
    local from = i * 31 % 1790
    return query("overtime.list", string.format('{"from":"%s","to":"%s","departmentId":["%s"],"status":["approved"]}',
      day(Y2021, from), day(Y2021, from + 30), key(2, i % 20 + 1)))
  end,
  list_employee = function(i) return query("overtime.list", '{"employeeId":["' .. key(3, i * 7919 % 5000 + 1) .. '"]}') end,
  list_search = function(i) return query("overtime.list", '{"search":"Wijaya ' .. i * 7919 % 5000 .. '"}') end,
  get = function(i) return query("overtime.get", '{"id":"' .. key(7, i * 7919 % rows + 1) .. '"}') end,
  statistics = function(i)  -- a period, by employee
    local month = i * 7 % 58
    local year, of = 2021 + math.floor(month / 12), month % 12 + 1
    local last = of == 12 and string.format("%d-01-25", year + 1) or string.format("%d-%02d-25", year, of + 1)
    return query("overtime.statistics", string.format('{"from":"%d-%02d-26","to":"%s","groupBy":"%s"}', year, of, last, i % 2 == 0 and "employee" or "project"))
  end,
  bare = function() return "GET", "/bare" end,
  create = function(i)  -- never an overlap: each employee once a day, from 2027 on
    return "POST", "/trpc/overtime.submit", string.format(
      '{"employeeId":"%s","projectId":"%s","workDate":"%s","timeStart":"17:00","timeEnd":"20:30","reason":"Trial run",'
      .. '"detail":"Benchmark","breaks":[{"start":"18:00","end":"18:30"}]}',
      key(3, i % 5000 + 1), key(4, i % 200 + 1), day(Y2027, math.floor(i / 5000)))
  end,
  decide = function(i)  -- the i-th pending request of seed.sql
    local r = (3 - math.floor(10 * i / 5000)) % 10
    return "POST", "/trpc/overtime.decide", '{"id":"' .. key(7, 10 * i + (r == 0 and 10 or r)) .. '","outcome":"approved"}'
  end,
}

local shown = false
function init(args)
  mode, n = modes[args[1]], tonumber(args[2]) or 0
  if token and token ~= "" then wrk.headers["Authorization"] = "Bearer " .. token end
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  local method, path, body = mode(n)
  n = n + 1
  return wrk.format(method, path, nil, body)
end

local function show(status, _, body)
  if status >= 400 and not shown then shown = true; io.stderr:write(status .. " " .. body:sub(1, 300) .. "\n") end
end

-- Looking at every answer slows the loader down: only on request.
if os.getenv("SHOW_ERRORS") then response = show end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format('\nRESULT {"requests":%d,"perSecond":%.1f,"p50":%.2f,"p95":%.2f,"p99":%.2f,"httpErrors":%d,"socketErrors":%d}\n',
    summary.requests, summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    latency:percentile(99) / 1000, e.status, e.connect + e.read + e.write + e.timeout))
end
