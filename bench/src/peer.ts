import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brokenOff } from './broken-off.ts'
import { bareRoute, type Measured, rawDriver } from './http.ts'
import type { Built } from './workbooks.ts'

type Figures = { req_s: number; p50_ms: number; p95_ms: number; p99_ms: number; foreign_cpu_percent: number }
type Workbook = { rows: number; workbook_s: number; total_s: number; peak_mib: number; foreign_cpu_percent: number }

/** What the peer's `run.sh` prints, as far as it is compared here. */
export type Peer = {
  versions: Record<string, string>
  http: Record<string, Record<string, Figures> | number>
  excel: Record<string, Workbook>
}

/** Our kinds of request under the peer's names. */
const peerModes: Record<string, string> = { get: 'retrieve', statistics: 'stats_month', decide: 'approve' }

/** Runs the predecessor's stack from a copy of `folder`: it writes beside itself. Installs the Debian packages it names. */
export async function measurePeer(folder: string, seconds: number, say: (line: string) => void): Promise<Peer> {
  brokenOff.throwIfAborted()
  const home = mkdtempSync(join(tmpdir(), 'lembur-peer-'))
  chmodSync(home, 0o755) // its database runs as another user
  try {
    cpSync(folder, home, { recursive: true })
    spawnSync('chmod', ['-R', 'u+w', home])
    say(`running the peer from ${folder}`)
    const { versions, http, excel } = JSON.parse(await runPeer(home, seconds)) as Peer
    return { versions, http, excel }
  } finally {
    spawnSync('bash', ['down.sh'], { cwd: home })
    rmSync(home, { recursive: true, force: true })
  }
}

/** In a group of its own: broken off, the script goes with all that it started, save what `down.sh` knows how to stop. */
async function runPeer(home: string, seconds: number): Promise<string> {
  // It waits for a quiet machine before each run; not for long, since our runs did not wait either.
  const env = { ...process.env, PATIENCE_S: '10' }
  const child = spawn('bash', ['run.sh', String(seconds)], { cwd: home, env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const end = () => child.pid && process.kill(-child.pid, 'SIGTERM')
  brokenOff.addEventListener('abort', end)
  const said: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => said.push(part))
  const [code] = await once(child, 'close')
  brokenOff.removeEventListener('abort', end)
  brokenOff.throwIfAborted()
  if (code !== 0) throw new Error(`The peer ended with ${code}`)
  return Buffer.concat(said).toString()
}

export type HttpRatio = { what: string; connections: number; ours: number; peers: number; times: number; oursP95: number; peersP95: number }
export type WorkbookRatio = { kind: string; rows: number; ours: number; peers: number; times: number; oursMb: number; peersMb: number }

/** How many times the peer's requests a second ours are. */
export function httpRatios(measured: Measured[], { http }: Peer): HttpRatio[] {
  return measured.flatMap(({ what, connections, perSecond, p95 }) => {
    if (what === rawDriver || what === bareRoute) return []
    const runs = http[peerModes[what] ?? what]
    const peer = typeof runs === 'object' ? runs[`c${connections}`] : undefined
    if (!peer?.req_s) return [] // not one answer in the time it had
    const { req_s: peers, p95_ms: peersP95 } = peer
    return [{ what, connections, ours: perSecond, peers, times: perSecond / peers, oursP95: p95, peersP95 }]
  })
}

/** How many times longer the peer takes to write a workbook of as many rows, the way its application writes it; queries aside. */
export function workbookRatios(built: Built[], { excel }: Peer): WorkbookRatio[] {
  return built.flatMap(({ kind, rows, seconds, peakMb }) => {
    const peer = excel[`standard_${rows}`]
    if (!peer) return []
    const { workbook_s: peers, peak_mib: peersMb } = peer
    return [{ kind, rows, ours: seconds, peers, times: peers / seconds, oursMb: peakMb, peersMb }]
  })
}
