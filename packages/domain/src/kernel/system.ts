import { randomUUID } from 'node:crypto'
import { type Ctx, type Services, systemUserId } from './context.ts'
import { notFound } from './errors.ts'
import { type PlantColumns, plantOf } from './plant.ts'

/**
 * The context of the product itself, for jobs and the command line: it may do everything in one organisation and is
 * shown as "Lembur". `requestId` is what the audit and the logs know the run by. Errors: `not_found`, the organisation.
 */
export async function systemContext(services: Services, organizationId: string, now: Date, requestId: string = randomUUID()): Promise<Ctx> {
  const [columns] = await services.database.readOne<PlantColumns[]>(
    organizationId,
    (sql) => sql`
      select time_zone as "timeZone", period_start_day as "periodStartDay", shift_start_minute as "shiftStartMinute",
        shift_end_minute as "shiftEndMinute", break_after_minutes as "breakAfterMinutes", break_length_minutes as "breakLengthMinutes",
        anyone_files_for_anyone as "anyoneFilesForAnyone"
      from organization where id = ${organizationId}`,
  )
  if (!columns) throw notFound('organization')
  return {
    services,
    actor: {
      organizationId,
      userId: systemUserId,
      displayName: 'Lembur',
      role: 'developer',
      employeeId: null,
      departmentId: null,
      overrides: [],
      tokenScopes: null,
    },
    plant: plantOf(columns),
    origin: { requestId, ip: null, userAgent: null },
    now,
  }
}
