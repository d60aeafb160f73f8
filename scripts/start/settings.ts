import { dataDirectory } from '@lembur/db/embedded'
import { StartProblem } from './problem.ts'

/** What a person may set: PORT, HOST, DATA_DIR, DATABASE_URL, LEMBUR_DEMO. */
export type Settings = {
  port: number
  host: string
  dataDir: string
  databaseUrl: string | undefined
  /** Whether an empty database gets demo data. Not with LEMBUR_DEMO=0, and not where the server would refuse to show a demo. */
  demo: boolean
}

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.')

/** Reads the environment; unset and empty mean the default. @throws StartProblem naming the variable that is wrong */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = Number(env.PORT || 8008)
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new StartProblem(`PORT=${env.PORT} is not a port: use a number from 1 to 65535, for instance PORT=8009.`)
  }
  const databaseUrl = env.DATABASE_URL || undefined
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new StartProblem('DATABASE_URL is not the address of a PostgreSQL database: use postgres://user:password@host:5432/name.')
  }
  const host = env.HOST || '127.0.0.1'
  const demo = env.LEMBUR_DEMO !== '0' && (isLoopback(host) || env.LEMBUR_ALLOW_DEMO === '1')
  return { port, host, dataDir: dataDirectory(env), databaseUrl, demo }
}

/** The address to open in a browser on this machine. */
export function addressOf({ host, port }: Settings): string {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`
}
