/** One level of tests: its name on the command line and in the closing table, and what it covers. */
export type Level = {
  name: string
  include: string[]
  exclude?: string[]
  /** Gets the address of a running PostgreSQL as `inject('databaseUrl')`. */
  database?: boolean
  /** More that is brought up once for the whole level, after the database. */
  setup?: string[]
  /** Milliseconds a test may take. */
  timeout: number
  /** Files at once. A browser or a start of the whole product wants the machine for itself. */
  workers: number
}

const tests = (...folders: string[]) => folders.map((folder) => `${folder}/**/*.test.ts`)
const embedded = 'packages/db/src/embedded'

/** The levels of tests, cheapest first. The client brings its own, because it needs its plugins. */
export const levels: Level[] = [
  { name: 'unit', include: tests('packages/{contracts,rules,jobs,reports,providers}'), timeout: 20_000, workers: 2 },
  { name: 'setup', include: tests('scripts', embedded), timeout: 60_000, workers: 1 },
  { name: 'database', include: tests('packages/{db,domain}'), exclude: tests(embedded), database: true, timeout: 30_000, workers: 2 },
  { name: 'wire', include: tests('packages/api', 'apps/server'), database: true, timeout: 30_000, workers: 2 },
  { name: 'worker', include: tests('apps/{worker,cli}'), database: true, timeout: 60_000, workers: 2 },
  { name: 'browser', include: tests('e2e'), database: true, setup: ['./e2e/src/setup.ts'], timeout: 120_000, workers: 1 },
]
