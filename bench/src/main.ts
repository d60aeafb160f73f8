import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import { parseArgs } from 'node:util'
import { brokenOff } from './broken-off.ts'
import { type Measured, measureHttp } from './http.ts'
import { httpRatios, measurePeer, type Peer, workbookRatios } from './peer.ts'
import { type EvaluatedPeriod, measurePeriod } from './periods.ts'
import { measureReplay, type Replayed } from './replays.ts'
import { measureSignIns, people, type SignIns } from './sign-ins.ts'
import { table } from './table.ts'
import { type Built, measureWorkbooks } from './workbooks.ts'

/**
 * `pnpm bench [--rows N] [--seconds N] [--only http,sign-ins,workbooks,period,replay] [--modes list,create,…] [--peer FOLDER]`: a database of its
 * own with a million requests, the real server as one process, the loader beside them, the policy engine; with `--peer` the predecessor's
 * stack after ours, and the ratios. Prints tables and writes `bench/results/latest.json`. Compare figures of one run with
 * each other; between machines, or on a busy one, only ratios mean anything.
 */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '5' },
    only: { type: 'string', default: 'http,sign-ins,workbooks,period,replay' },
    modes: { type: 'string', default: '' },
    peer: { type: 'string' },
  },
})
const only = values.only.split(',')
const [rows, seconds] = [Number(values.rows), Number(values.seconds)]
const say = (line: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`)
/** The load averages of 1, 5 and 15 minutes, as `uptime` tells them. */
const loads = () =>
  loadavg()
    .map((load) => load.toFixed(2))
    .join(' ')
const rounded = (value: number | null) => value ?? ''

type Figures = { http: Measured[]; signIns: SignIns[]; workbooks: Built[]; period: EvaluatedPeriod[]; replay: Replayed[] }

function print({ http, signIns, workbooks, period, replay }: Figures, peer: Peer | null) {
  const lines: string[] = []
  if (http.length > 0)
    lines.push(
      table(
        ['', 'connections', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'errors', 'others %'],
        http.map((row) => [
          row.what,
          row.connections,
          Math.round(row.perSecond),
          row.p50,
          row.p95,
          row.p99,
          row.httpErrors + row.socketErrors,
          rounded(row.othersPercent),
        ]),
      ),
    )
  if (signIns.length > 0)
    lines.push(
      table(
        [`${people} sign-ins at once`, 'lost', 'p50 ms', 'p95 ms', 'all ms', 'loop p99 ms', 'loop most ms', 'others %'],
        signIns.map((row) => [row.what, row.lost, row.p50, row.p95, row.all, row.lagP99, row.lagMost, rounded(row.othersPercent)]),
      ),
    )
  if (workbooks.length > 0)
    lines.push(
      table(
        ['workbook', 'rows', 'seconds', 'peak MB', 'bytes', 'others %'],
        workbooks.map((row) => [row.kind, row.rows, row.seconds, Math.round(row.peakMb), row.bytes, rounded(row.othersPercent)]),
      ),
    )
  if (period.length > 0)
    lines.push(
      table(
        ['one period, the engine alone', 'requests', 'first s', 'then s', 'processor s', 'peak MB', 'others %'],
        period.map((row) => [
          `${row.people} people`,
          row.requests,
          row.coldSeconds,
          row.seconds,
          row.processorSeconds,
          Math.round(row.peakMb),
          rounded(row.othersPercent),
        ]),
      ),
    )
  if (replay.length > 0)
    lines.push(
      table(
        ['what-if', 'seconds', 'processor s', 'slowest step ms', 'peak MB', 'others %'],
        replay.map((row) => [
          `${row.requests} requests replayed`,
          row.seconds,
          row.processorSeconds,
          Math.round(row.slowestStep),
          Math.round(row.peakMb),
          rounded(row.othersPercent),
        ]),
      ),
    )
  if (peer && http.length > 0)
    lines.push(
      table(
        ['against the peer', 'connections', 'ours/s', "peer's/s", 'times', 'our p95 ms', 'its p95 ms'],
        httpRatios(http, peer).map((row) => [
          row.what,
          row.connections,
          Math.round(row.ours),
          row.peers,
          row.times,
          row.oursP95,
          row.peersP95,
        ]),
      ),
    )
  if (peer && workbooks.length > 0)
    lines.push(
      table(
        ['against the peer', 'rows', 'ours s', "peer's s", 'times', 'our MB', 'its MB'],
        workbookRatios(workbooks, peer).map((row) => [
          row.kind,
          row.rows,
          row.ours,
          row.peers,
          row.times,
          Math.round(row.oursMb),
          row.peersMb,
        ]),
      ),
    )
  console.log(`\n${lines.join('\n\n')}`)
}

try {
  const started = { at: new Date().toISOString(), loadAverage: loads() }
  const http = only.includes('http')
    ? await measureHttp({ rows, seconds, only: values.modes.split(',').filter((mode) => mode !== ''), say })
    : []
  const signIns = only.includes('sign-ins') ? await measureSignIns(say) : []
  const workbooks = only.includes('workbooks') ? await measureWorkbooks(say) : []
  const period = only.includes('period') ? await measurePeriod(say) : []
  const replay = only.includes('replay') ? await measureReplay(rows, say) : []
  const peer = values.peer === undefined ? null : await measurePeer(values.peer, seconds, say)
  const ended = { at: new Date().toISOString(), loadAverage: loads() }
  const setting = {
    node: process.version,
    system: `${type()} ${release()}`,
    cores: cpus().length,
    cpu: cpus()[0]?.model,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    serverProcesses: 1,
    rows,
    secondsARun: seconds,
    started,
    ended,
  }
  print({ http, signIns, workbooks, period, replay }, peer)
  const ratios = peer && { http: httpRatios(http, peer), workbooks: workbookRatios(workbooks, peer) }
  const results = new URL('../results/', import.meta.url)
  mkdirSync(results, { recursive: true })
  writeFileSync(
    new URL('latest.json', results),
    `${JSON.stringify({ setting, http, signIns, workbooks, period, replay, ratios, peer }, null, 2)}\n`,
  )
} catch (error) {
  if (!brokenOff.aborted) throw error
  say(String((brokenOff.reason as Error).message))
  process.exitCode = 130
}
