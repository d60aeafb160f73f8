import { connect, type Database } from '@lembur/db'
import { secretKeys } from '@lembur/db/embedded/secret-key'
import { databaseUrl } from '@lembur/db/embedded/url'
import { databaseIsReady } from '@lembur/domain/health'
import { type Ctx, openVault, type Services, systemContext } from '@lembur/domain/kernel'
import { startSender } from '@lembur/jobs/sender'
import { providersFromSettings } from '@lembur/providers'
import { shareOfConnection } from '@lembur/reports/share/from-settings'
import { CliProblem } from './problem.ts'

/** Runs `work` with the services of the product, on the database of DATABASE_URL or the embedded one that runs. */
export async function withServices<T>(work: (services: Services) => Promise<T>): Promise<T> {
  const url = databaseUrl()
  const database = connect(url, { max: 2, applicationName: 'lembur-cli' })
  try {
    await database.global`select 1` // whose error says why it is away
    if (!(await databaseIsReady(database))) throw new CliProblem('The database has no tables yet: run "npm run lembur -- migrate" first.')
    const jobs = await startSender(url)
    try {
      return await work({
        database,
        jobs,
        vault: openVault(secretKeys()),
        outside: { ...providersFromSettings(process.env), share: shareOfConnection },
      })
    } finally {
      await jobs.stop()
    }
  } finally {
    await database.end()
  }
}

export type Organization = { id: string; slug: string; name: string; isDemo: boolean; timeZone: string }

export async function organizationsOf(database: Database): Promise<Organization[]> {
  const ids = await database.global<{ id: string }[]>`select id from app.organization_ids() id`
  const found = []
  for (const { id } of ids) {
    const rows = await database.readOne<Organization[]>(
      id,
      (sql) => sql`select id, slug, name, is_demo as "isDemo", time_zone as "timeZone" from organization`,
    )
    found.push(...rows)
  }
  return found
}

/** The organisation with this slug; without one the only organisation there is. @throws CliProblem */
export async function organizationOf(database: Database, slug: string | undefined): Promise<Organization> {
  const all = await organizationsOf(database)
  const slugs = all.map((organization) => organization.slug).join(', ')
  if (all.length === 0)
    throw new CliProblem('There is no organisation yet: make one with "npm run lembur -- organisation create SLUG --name NAME".')
  const found = slug === undefined ? (all.length === 1 ? all[0] : undefined) : all.find((organization) => organization.slug === slug)
  if (found) return found
  throw new CliProblem(slug ? `There is no organisation ${slug}: there is ${slugs}.` : `Name one with --organisation: there is ${slugs}.`)
}

/** The context in which a command acts: it may do everything, and the audit calls it by this name. */
export async function commandLineContext(services: Services, organizationId: string): Promise<Ctx> {
  const ctx = await systemContext(services, organizationId, new Date())
  return { ...ctx, actor: { ...ctx.actor, displayName: 'command line' } }
}

/** The option that commands on one organisation share. */
export const organisationOption = {
  organisation: { type: 'string', description: 'Which organisation, by its slug; needed only where there are several', valueHint: 'slug' },
} as const
