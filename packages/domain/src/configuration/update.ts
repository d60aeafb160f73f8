import { roles } from '@lembur/contracts/access'
import type { Configuration, UpdateConfiguration } from '@lembur/contracts/system'
import { organization } from '@lembur/db/schema'
import { announceSessions } from '../identity/index.ts'
import { assertMay, assertVersion, type Ctx, changesOf, field, invalid, notFound, write } from '../kernel/index.ts'
import { recountPeriods } from '../overtime/index.ts'
import { assertStartDayFits } from '../period/index.ts'
import { columns } from './get.ts'

/**
 * Changes what the organisation sets for itself. It holds from now on, for everyone at once: stored requests keep the hours
 * and the zone they were filed with. Errors: `permission.denied`, `conflict.version`, `period.start_day`, `input.invalid`
 * (zone, shift).
 */
export async function updateConfiguration(ctx: Ctx, input: UpdateConfiguration): Promise<Configuration> {
  assertMay(ctx.actor, 'configuration.update')
  const { organizationId } = ctx.actor
  const { configuration } = await write(ctx, 'configuration.update', async (tx) => {
    const { sql, db } = tx
    if (input.periodStartDay !== undefined) await assertStartDayFits(ctx, tx, { startDay: input.periodStartDay })
    const [before] = await sql<Configuration[]>`select ${columns(sql)} from organization for no key update`
    if (!before) throw notFound('organization')
    assertVersion(before, input.version)
    const subject = { type: 'configuration', id: organizationId, label: before.appName }
    const changes = changesOf(before, asStored(before, input))
    if (!changes) return { configuration: before, subject, before: null, after: null }
    const configuration = { ...before, ...changes, version: before.version + 1 }
    assertFits(configuration)
    if (configuration.periodStartDay !== before.periodStartDay) await recountPeriods(tx, configuration.periodStartDay)
    tx.later(() =>
      db
        .update(organization)
        .set({ ...changes, version: configuration.version, updatedAt: ctx.now.toISOString() })
        .execute(),
    )
    tx.later(() => announceSessions(sql, { organizationId }))
    tx.announce({ topic: 'configuration', action: 'updated' })
    return { configuration, subject, before, after: configuration }
  })
  return configuration
}

/** As it is compared and stored: an address in one spelling, each role once and in the order of the ladder. */
function asStored(before: Configuration, { publicUrl, secondFactorRoles, ...rest }: UpdateConfiguration): UpdateConfiguration {
  const inOrder = secondFactorRoles && roles.filter((role) => secondFactorRoles.includes(role))
  return {
    ...rest,
    publicUrl: publicUrl ? publicUrl.replace(/\/$/, '').toLowerCase() : publicUrl,
    secondFactorRoles: String(inOrder) === String(before.secondFactorRoles) ? undefined : inOrder,
  }
}

function assertFits({ timeZone, shiftStartMinute, shiftEndMinute }: Configuration): void {
  const wrong = [
    ...(isZone(timeZone) ? [] : [field('timeZone', 'field.invalid')]),
    ...(shiftEndMinute > shiftStartMinute ? [] : [field('shiftEndMinute', 'field.invalid')]),
  ]
  if (wrong.length > 0) throw invalid(wrong)
}

/** An IANA zone by its name: an offset alone ("+07:00") would lose its summer time, and Postgres reads its sign the other way. */
function isZone(timeZone: string): boolean {
  try {
    return /^[A-Z]/i.test(timeZone) && new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
