import { startChild } from './child.ts'
import { watched } from './cpu.ts'
import { startSeeded } from './database.ts'
import { rawList } from './floor.ts'
import { assertLoader, load, type Run } from './load.ts'
import { token } from './sign-in.ts'

/** One figure: what was asked, at how many connections, and how much of the machine others took meanwhile. */
export type Measured = { what: string; connections: number; othersPercent: number | null } & Run

export const rawDriver = 'list, raw through the driver'
export const bareRoute = 'list, bare HTTP route'
export const modes = ['list', 'list_filtered', 'list_employee', 'list_search', 'get', 'statistics', 'create', 'decide']

const address = 'http://127.0.0.1:8118'
const connectionCounts = [1, 10, 50]
/** How often each kind of request is run, warming up included; the pending requests of the seed are shared out among them. */
const runsAMode = connectionCounts.length + 1

type Options = { rows: number; seconds: number; only: string[]; say: (line: string) => void }

/** Seeds a database, starts the real server as one process with its defaults, and loads it with each kind of request. */
export async function measureHttp({ rows, seconds, only, say }: Options): Promise<Measured[]> {
  assertLoader()
  const database = await startSeeded(rows, say)
  const stops = [database.stop]
  const measured: Measured[] = []
  const measure = async (what: string, connections: number, run: () => Promise<Run>) => {
    const figures = await watched(run)
    measured.push({ what, connections, ...figures })
    say(`${what} at ${connections}: ${Math.round(figures.perSecond)}/s, others took ${figures.othersPercent ?? '?'} %`)
  }
  try {
    const bare = await startChild<{ type: string; address: string }>('bare.ts', { DATABASE_URL: database.url })
    stops.push(bare.stop)
    const { port, hostname } = new URL(address)
    const server = await startChild('../../apps/server/src/main.ts', {
      DATABASE_URL: database.url,
      PORT: port,
      HOST: hostname,
      LEMBUR_RATE_LIMIT: 'off',
      NODE_ENV: 'production',
    })
    stops.push(server.stop)
    const access = await token(database.url, address)
    const stride = Math.floor(rows / 10 / runsAMode)
    for (const mode of modes.filter((mode) => only.length === 0 || only.includes(mode))) {
      const asked = { address, mode, token: access, rows }
      // So that nothing is compiled or planned for the first time while it counts.
      await load({ ...asked, connections: 10, seconds: 2 })
      if (mode === 'list') await load({ address: bare.message.address, mode: 'bare', connections: 10, seconds: 2, rows })
      for (const [index, connections] of connectionCounts.entries()) {
        if (mode === 'list') {
          await measure(rawDriver, connections, () => rawList(database.url, connections, seconds))
          await measure(bareRoute, connections, () => load({ address: bare.message.address, mode: 'bare', connections, seconds, rows }))
        }
        await measure(mode, connections, () => load({ ...asked, connections, seconds, base: stride * (index + 1) }))
      }
    }
    return measured
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}
