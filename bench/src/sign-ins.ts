import { once } from 'node:events'
import { connect } from '@lembur/db'
import { createUser, hashPassword } from '@lembur/domain/identity'
import { plainServices } from '@lembur/domain/kernel'
import { startSender } from '@lembur/jobs/sender'
import { startChild } from './child.ts'
import { watched } from './cpu.ts'
import { startSeeded } from './database.ts'

const organizationId = '01900000-0001-7000-8000-000000000001'
const address = 'http://127.0.0.1:8119'
const password = 'night shift at the bench'
/** The plant's whole morning at once. */
export const people = 100

/** A hundred sign-ins at once: how many got no session, how long they took, and how long the server's event loop stood. */
export type SignIns = {
  what: string
  lost: number
  p50: number
  p95: number
  /** Milliseconds until the last had his session. */
  all: number
  lagP99: number
  lagMost: number
  othersPercent: number | null
}

type Lag = { type: 'lag'; p99: number; most: number }

/**
 * Signs a hundred people in at once on a server of its own: all from one address, as a plant behind one proxy, and each from
 * his own. Before that the floor: so many passwords hashed at once, by the same library, with nothing around it.
 */
export async function measureSignIns(say: (line: string) => void): Promise<SignIns[]> {
  const database = await startSeeded(1000, say)
  const stops = [database.stop]
  try {
    const names = await hired(database.url)
    const server = await startChild(
      '../../apps/server/src/main.ts',
      {
        DATABASE_URL: database.url,
        PORT: new URL(address).port,
        HOST: '127.0.0.1',
        NODE_ENV: 'production',
        LEMBUR_TRUSTED_PROXIES: '127.0.0.1',
      },
      [],
      ['--import', new URL('lag.ts', import.meta.url).href],
    )
    stops.push(server.stop)
    const lag = async (): Promise<Lag> => {
      const told = once(server.process, 'message')
      server.process.send('lag')
      const [message] = await told
      return message as Lag
    }
    const measured: SignIns[] = [await floor()]
    for (const name of names.slice(0, 10)) await signIn(name, '10.9.9.9') // so that nothing is compiled while it counts
    for (const [what, from] of [
      ['from one address', () => '10.0.0.1'],
      ['each from his own address', (index: number) => `10.1.0.${index}`],
    ] as const) {
      server.process.send('begin')
      const run = await watched(() => atOnce(names.map((name, index) => () => signIn(name, from(index)))))
      const { p99, most } = await lag()
      measured.push({ what, ...run, lagP99: p99, lagMost: most })
      say(`${people} sign-ins ${what}: ${run.lost} lost, p95 ${run.p95} ms, event loop at most ${most} ms`)
    }
    return measured
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

async function hired(url: string): Promise<string[]> {
  const database = connect(url, { max: 2 })
  const jobs = await startSender(url)
  const names = Array.from({ length: people }, (_, index) => `bench.${index}`)
  for (const username of names) await createUser(plainServices(database, jobs), { organizationId, username, password, role: 'staff' })
  await jobs.stop()
  await database.end()
  return names
}

async function signIn(username: string, from: string): Promise<boolean> {
  const response = await fetch(`${address}/trpc/auth.signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify({ username, password }),
  })
  await response.arrayBuffer()
  return response.ok && response.headers.getSetCookie().some((cookie) => cookie.startsWith('lembur_session=lbs_'))
}

/** The same work for the processor without any of ours around it. */
async function floor(): Promise<SignIns> {
  const run = await watched(() => atOnce(Array.from({ length: people }, () => async () => (await hashPassword(password)).length > 0)))
  return { what: 'passwords hashed, nothing else', ...run, lagP99: 0, lagMost: 0 }
}

async function atOnce(calls: (() => Promise<boolean>)[]): Promise<Pick<SignIns, 'lost' | 'p50' | 'p95' | 'all'>> {
  const start = performance.now()
  const ended = await Promise.all(
    calls.map(async (call) => {
      const fine = await call().catch(() => false)
      return { fine, milliseconds: performance.now() - start }
    }),
  )
  const times = ended.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  const at = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0)
  return { lost: ended.filter(({ fine }) => !fine).length, p50: at(0.5), p95: at(0.95), all: at(1) }
}
