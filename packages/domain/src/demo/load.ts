import { connect, type Database, type Tx } from '@lembur/db'
import { startSender } from '@lembur/jobs/sender'
import { addDays } from '@lembur/rules/dates'
import { periodOf, previousPeriod } from '@lembur/rules/period'
import { plainServices, systemContext, write } from '../kernel/index.ts'
import { mergeTotals } from '../overtime/index.ts'
import { rebuildWorkbooks } from '../report/index.ts'
import { holidaysBetween } from './calendar.ts'
import { instantAt, localDay } from './clock.ts'
import { layFoundation } from './foundation.ts'
import { Notices } from './notices.ts'
import { demoPeople } from './people.ts'
import { randomOf } from './random.ts'
import { type DemoScope, demoRequests, sizeOf, usualRequests } from './requests.ts'
import { insertRows } from './rows.ts'
import { breakRows, type Numbered, Numbers, numbered, requestRow } from './tables.ts'
import { activityRows } from './timeline.ts'

export type DemoOptions = {
  /** The instant that the data is relative to; the same instant gives the same data, but for the salt of the passwords. */
  now: Date
  /** How many requests; 8,000 unless given. More are spread over up to five years and more people. */
  requests?: number
  /** Told now and then how many requests are stored. */
  onProgress?: (requests: number) => void
}

/** Requests that are stored together; memory is bounded by it. */
const batch = 1000
/** The newest work dates whose workbooks are built. */
const datesWithWorkbooks = 10

/**
 * Fills a database that has no organisation with a demonstration plant: people, rules, accounts, a year of requests with their audit
 * and notices. All or nothing, and only once when two processes try. `adminUrl` signs in as the owner.
 * @returns whether it was loaded now, and whether the database is a demo at all
 */
export async function loadDemoIfEmpty(adminUrl: string, options: DemoOptions): Promise<{ loaded: boolean; demo: boolean }> {
  const database = connect(adminUrl, { max: 2, applicationName: 'lembur-demo' })
  try {
    const known = await organizations(database.global)
    if (known.length > 0) return { loaded: false, demo: await isDemo(database, known) }
    const scope = scopeOf(options)
    const organizationId = randomOf('organization').id(instantAt(scope.first, 0))
    const dates = await database.transaction({ organizationId }, async (tx) => {
      await tx.sql`select pg_advisory_xact_lock(726342)`
      const others = await organizations(tx.sql)
      return others.length > 0 ? null : fill(tx, organizationId, scope, options.onProgress)
    })
    if (!dates) return { loaded: false, demo: await isDemo(database, await organizations(database.global)) }
    await mergeTotals(database, organizationId)
    await haveWorkbooksBuilt(adminUrl, database, organizationId, scope, dates)
    return { loaded: true, demo: true }
  } finally {
    await database.end()
  }
}

const organizations = async (sql: Database['global']): Promise<string[]> => {
  const rows = await sql<{ id: string }[]>`select id from app.organization_ids() id`
  return rows.map(({ id }) => id)
}

async function isDemo(database: Database, organizationIds: string[]): Promise<boolean> {
  for (const id of organizationIds) {
    const [row] = await database.readOne<{ isDemo: boolean }[]>(id, (sql) => sql`select is_demo as "isDemo" from organization`)
    if (row?.isDemo) return true
  }
  return false
}

function scopeOf({ now, requests = usualRequests }: DemoOptions): DemoScope {
  const today = localDay(now.getTime())
  const size = sizeOf(requests)
  const first = addDays(today, 1 - 365 * size.years)
  const yearOf = (date: string) => Number(date.slice(0, 4))
  const holidays = holidaysBetween(yearOf(first), yearOf(today))
  return { people: demoPeople(size.people), holidays, first, today, now: now.getTime(), requests }
}

/** Stores it all and answers the work dates that have requests, the newest and some of the period before. */
async function fill(
  tx: Tx,
  organizationId: string,
  scope: DemoScope,
  onProgress: (requests: number) => void = () => undefined,
): Promise<string[]> {
  const { people, first, today, now, holidays } = scope
  const foundation = await layFoundation(tx, organizationId, people, holidays, instantAt(addDays(first, -60), 540))
  const [random, numbers, notices] = [randomOf('keys'), new Numbers(), new Notices(now)]
  const dates: string[] = []
  let waiting: Numbered[] = []
  let stored = 0
  const store = async () => {
    await insertRows(
      tx,
      'overtime_request',
      waiting.map((request) => requestRow(request, foundation)),
    )
    await insertRows(
      tx,
      'overtime_break',
      waiting.flatMap((request) => breakRows(request, foundation, random)),
    )
    await insertRows(
      tx,
      'activity',
      waiting.flatMap((request) => activityRows(request, foundation, random)),
    )
    stored += waiting.length
    waiting = []
    onProgress(stored)
  }
  for (const requests of demoRequests(scope)) {
    const here = requests.map((request) => numbered(request, foundation, random, numbers))
    for (const request of here) notices.see(request)
    waiting.push(...here)
    const [{ workDate } = { workDate: today }] = here
    if (workDate <= today) dates.push(workDate)
    if (waiting.length >= batch) await store()
  }
  await store()
  await insertRows(tx, 'notification', notices.rows(foundation))
  await insertRows(tx, 'number_counter', numbers.counters(organizationId))
  return dates
}

/** The workbooks of the newest work dates, and of the running period and the one before. */
async function haveWorkbooksBuilt(adminUrl: string, database: Database, organizationId: string, scope: DemoScope, dates: string[]) {
  const { end } = previousPeriod(periodOf(scope.today))
  const inPreviousPeriod = dates.findLast((date) => date <= end)
  const wanted = [...dates.slice(-datesWithWorkbooks), ...(inPreviousPeriod ? [inPreviousPeriod] : [])]
  const jobs = await startSender(adminUrl)
  try {
    const ctx = await systemContext(plainServices(database, jobs), organizationId, new Date(scope.now))
    await write(ctx, 'demo.load', async (tx) => {
      rebuildWorkbooks(ctx, tx, wanted)
      const after = { requests: scope.requests, people: scope.people.length, from: scope.first }
      return { subject: { type: 'organization', id: organizationId, label: 'Demo data' }, before: null, after }
    })
  } finally {
    await jobs.stop()
  }
}
