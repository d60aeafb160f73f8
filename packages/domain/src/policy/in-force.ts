import type { AskPolicyInForce, PolicyInForce } from '@lembur/contracts/policies'
import type { Tx } from '@lembur/db'
import { employee } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { assertMay, type Ctx, notFound, read, todayIn } from '../kernel/index.ts'
import { policyBook } from './book.ts'

/**
 * Which policy holds for somebody on a day, and why: his department is that of today. Errors: `not_found` (the employee),
 * `permission.denied`.
 */
export async function policyInForce(ctx: Ctx, { employeeId, date = todayIn(ctx) }: AskPolicyInForce): Promise<PolicyInForce> {
  assertMay(ctx.actor, 'policy.read')
  return read(ctx, async (tx) => {
    const [book, departmentId] = await Promise.all([
      policyBook(tx, { to: date, ...(employeeId ? { employeeId } : {}) }),
      employeeId ? departmentOf(tx, employeeId) : null,
    ])
    const of = { employeeId: employeeId ?? null, departmentId, workDate: date }
    const { version, assignment, decidedBy } = book.why(of)
    const { document } = book.of(of).policy
    return {
      date,
      policyId: version?.policyId ?? null,
      policyName: version?.policyName ?? null,
      versionId: version?.id ?? null,
      versionNumber: version?.number ?? null,
      versionFrom: version?.effectiveFrom ?? null,
      assignedFrom: assignment?.effectiveFrom ?? null,
      decidedBy,
      pack: document.pack,
      packVersion: document.version,
      title: document.title,
    }
  })
}

async function departmentOf({ db }: Tx, id: string): Promise<string | null> {
  const [row] = await db.select({ departmentId: employee.departmentId }).from(employee).where(eq(employee.id, id))
  if (!row) throw notFound('employee')
  return row.departmentId
}
