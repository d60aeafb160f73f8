import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from '@lembur/db'
import { brokenOff } from './broken-off.ts'
import type { Run } from './load.ts'

const organization = '01900000-0001-7000-8000-000000000001'

/** The first page of the list as one prepared query: what no product can be faster than. */
const listQuery = `
  with request as (select * from overtime_request order by work_date desc, id desc limit 26)
  select request.*, employee.name, employee.worker_id, department.code, project.name as project_name,
    case when request.break_minutes > 0 then (
      select json_agg(json_build_array(rest.start_minute, rest.end_minute, rest.touched) order by rest.start_minute)
      from overtime_break rest where rest.organization_id = request.organization_id and rest.request_id = request.id) end as breaks
  from request
  join employee on employee.organization_id = request.organization_id and employee.id = request.employee_id
  join project on project.organization_id = request.organization_id and project.id = request.project_id
  left join department on department.organization_id = request.organization_id and department.id = request.department_id
  order by request.work_date desc, request.id desc`

const open = (url: string, max: number) => {
  const database = connect(url, { max })
  return { list: () => database.readOne(organization, (sql) => sql.unsafe(listQuery, [], { prepare: true })), end: () => database.end() }
}

/** So that nothing is compiled or planned for the first time while it counts. */
async function warmUp(list: () => Promise<unknown>): Promise<void> {
  for (let turn = 0; turn < 500; turn++) await list()
}

/** The list's query straight through the driver, without HTTP, for so many seconds at so many connections. */
export async function rawList(url: string, connections: number, seconds: number): Promise<Run> {
  const { list, end } = open(url, connections)
  await warmUp(list)
  const until = performance.now() + seconds * 1000
  const times: number[] = []
  const one = async () => {
    while (performance.now() < until && !brokenOff.aborted) {
      const start = performance.now()
      await list()
      times.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  await end()
  brokenOff.throwIfAborted()
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return {
    requests: times.length,
    perSecond: times.length / seconds,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    httpErrors: 0,
    socketErrors: 0,
  }
}

/** A bare HTTP route around the same query: what is left between it and the product is the product's own. */
export async function startBare(url: string): Promise<{ address: string; stop(): Promise<void> }> {
  const { list, end } = open(url, 10)
  const server = createServer((_request, response) => {
    void list().then((rows) => response.setHeader('content-type', 'application/json').end(JSON.stringify(rows)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await end()
    },
  }
}
