import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { reportKinds } from '@lembur/contracts/reports'
import { startChild } from './child.ts'
import { startSeeded } from './database.ts'
import { rawList } from './floor.ts'
import { assertLoader, load, type Run } from './load.ts'
import { token } from './sign-in.ts'
import { table } from './table.ts'

/**
 * `pnpm bench [--rows N] [--seconds N] [--only http,workbooks]`: a database of its own with a million requests, the real
 * server as one process, the loader beside them. Prints tables and writes `bench/results/latest.json`. Compare figures of
 * one run with each other; between machines, or on a busy one, only ratios mean anything.
 */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '5' },
    only: { type: 'string', default: 'http,workbooks' },
    modes: { type: 'string' },
  },
})
const seconds = Number(values.seconds)
const only = values.only.split(',')
const connections = [1, 10, 50]
const reads = ['list', 'list_filtered', 'list_employee', 'list_search', 'get', 'statistics']
const writes = ['create', 'decide']
const say = (line: string) => process.stderr.write(`${line}\n`)

type Row = { what: string; connections: number } & Run

async function measureHttp(): Promise<Row[]> {
  assertLoader()
  const database = await startSeeded(Number(values.rows), say)
  try {
    const rows: Row[] = []
    for (const c of connections)
      rows.push({ what: 'list, raw through the driver', connections: c, ...(await rawList(database.url, c, seconds)) })
    const bare = await startChild<{ type: string; address: string }>('bare.ts', { DATABASE_URL: database.url })
    for (const c of connections)
      rows.push({ what: 'list, bare HTTP route', connections: c, ...(await load(bare.message.address, 'bare', c, seconds, '', 0)) })
    await bare.stop()

    const port = '8118'
    const address = `http://127.0.0.1:${port}`
    const server = await startChild('../../apps/server/src/main.ts', {
      DATABASE_URL: database.url,
      PORT: port,
      HOST: '127.0.0.1',
      NODE_ENV: 'production',
      LOG_LEVEL: 'error',
    })
    try {
      const access = await token(database.url, address)
      let base = 0
      for (const mode of values.modes?.split(',') ?? [...reads, ...writes]) {
        base += 20_000
        await load(address, mode, 3, 1, access, base) // so that no statement is planned for the first time while it counts
        for (const c of connections) {
          base += 20_000
          rows.push({ what: mode, connections: c, ...(await load(address, mode, c, seconds, access, base)) })
          say(`${mode} at ${c}: ${rows.at(-1)?.perSecond} requests/s`)
        }
      }
    } finally {
      await server.stop()
    }
    return rows
  } finally {
    await database.stop()
  }
}

async function measureWorkbooks() {
  const built = []
  for (const kind of reportKinds) {
    for (const rows of [10_000, 100_000]) {
      const { message, process: child } = await startChild<{ type: string; seconds: number; peakMb: number; bytes: number }>(
        'workbook.ts',
        {},
        [kind, String(rows)],
      )
      if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve))
      built.push({ kind, rows, seconds: message.seconds, peakMb: message.peakMb, bytes: message.bytes })
    }
  }
  return built
}

const setting = {
  node: process.version,
  cores: cpus().length,
  cpu: cpus()[0]?.model,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  rows: Number(values.rows),
  secondsARun: seconds,
}
const http = only.includes('http') ? await measureHttp() : []
const workbooks = only.includes('workbooks') ? await measureWorkbooks() : []
if (http.length > 0) {
  const rows = http.map((row) => [row.what, row.connections, row.perSecond, row.p50, row.p95, row.p99, row.httpErrors + row.socketErrors])
  console.log(`\n${table(['', 'connections', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'errors'], rows)}`)
}
if (workbooks.length > 0)
  console.log(
    `\n${table(
      ['workbook', 'rows', 'seconds', 'peak MB', 'bytes'],
      workbooks.map((row) => [row.kind, row.rows, row.seconds, row.peakMb, row.bytes]),
    )}`,
  )
const results = new URL('../results/', import.meta.url)
mkdirSync(results, { recursive: true })
writeFileSync(new URL('latest.json', results), `${JSON.stringify({ setting, http, workbooks }, null, 2)}\n`)
