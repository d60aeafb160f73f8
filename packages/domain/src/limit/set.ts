import type { Limit, SetLimit } from '@lembur/contracts/rules'
import { newId, type Tx } from '@lembur/db'
import { department, employee, overtimeLimit } from '@lembur/db/schema'
import { and, eq, isNull } from 'drizzle-orm'
import { assertMay, type Ctx, field, invalid, type Writing, write } from '../kernel/index.ts'
import { oneAtATime } from '../organization/index.ts'
import { limits, presented } from './row.ts'

/**
 * Sets the one limit of a scope, target and span, or takes it away where both values are null (then a wider one holds).
 * Answers what holds there now, null for nothing. Errors: `input.invalid` (unknown target), `permission.denied`.
 */
export async function setLimit(ctx: Ctx, input: SetLimit): Promise<Limit | null> {
  assertMay(ctx.actor, 'limit.update')
  const { limit } = await write(ctx, 'limit.set', async (tx) => {
    await oneAtATime(tx)
    const [target, before] = await Promise.all([targetOf(tx, input), current(tx, input)])
    const subject = { type: 'limit', id: before?.id ?? null, label: `${target}, ${input.span}` }
    if (input.advisedMinutes === null && input.maxMinutes === null) {
      if (before) await tx.db.delete(overtimeLimit).where(eq(overtimeLimit.id, before.id))
      if (before) tx.announce({ topic: 'limit', action: 'removed', subjectId: before.id })
      return { limit: null, subject, before, after: null }
    }
    if (before && same(before, input)) return { limit: before, subject, before: null, after: null }
    await store(ctx, tx, input, before)
    const after = await current(tx, input)
    tx.announce({ topic: 'limit', action: 'set', subjectId: after?.id ?? null })
    return { limit: after, subject: { ...subject, id: after?.id ?? null }, before, after }
  })
  return limit
}

type Target = Pick<SetLimit, 'span' | 'scope' | 'departmentId' | 'employeeId'>

/** What the limit is for, as the audit names it; an unknown one is refused. */
async function targetOf({ db }: Tx, { departmentId, employeeId }: Target): Promise<string> {
  if (departmentId) {
    const [row] = await db.select({ code: department.code }).from(department).where(eq(department.id, departmentId)).for('key share')
    if (!row) throw invalid([field('departmentId', 'limit.scope')])
    return row.code
  }
  if (employeeId) {
    const [row] = await db.select({ name: employee.name }).from(employee).where(eq(employee.id, employeeId)).for('key share')
    if (!row) throw invalid([field('employeeId', 'limit.scope')])
    return row.name
  }
  return 'organisation'
}

async function current(tx: Tx, { span, scope, departmentId, employeeId }: Target): Promise<Limit | null> {
  const [row] = await limits(tx).where(
    and(
      eq(overtimeLimit.span, span),
      eq(overtimeLimit.scope, scope),
      departmentId ? eq(overtimeLimit.departmentId, departmentId) : isNull(overtimeLimit.departmentId),
      employeeId ? eq(overtimeLimit.employeeId, employeeId) : isNull(overtimeLimit.employeeId),
    ),
  )
  return row ? presented(row) : null
}

const same = (stored: Limit, wanted: SetLimit): boolean =>
  stored.advisedMinutes === wanted.advisedMinutes &&
  stored.maxMinutes === wanted.maxMinutes &&
  stored.severity === wanted.severity &&
  stored.kinds?.join() === wanted.kinds?.join()

async function store(ctx: Ctx, { db }: Writing, input: SetLimit, before: Limit | null): Promise<void> {
  const { advisedMinutes, maxMinutes, severity, kinds, ...target } = input
  const updatedAt = ctx.now.toISOString()
  const values = { advisedMinutes, maxMinutes, severity, kinds: kinds?.join(',') ?? null, updatedAt }
  if (before) {
    await db
      .update(overtimeLimit)
      .set({ ...values, version: before.version + 1 })
      .where(eq(overtimeLimit.id, before.id))
  } else {
    const { organizationId } = ctx.actor
    await db.insert(overtimeLimit).values({ ...target, ...values, organizationId, id: newId(), createdAt: updatedAt })
  }
}
