import type { SetWage, WageRow, WageTerms } from '@lembur/contracts/wages'
import { newId, type Tx } from '@lembur/db'
import { assertMay, assertVersion, type Ctx, conflict, notFound, translating, write } from '../kernel/index.ts'
import { type Earner, loadEarner, loadForWriting, type StoredWage } from './access.ts'
import { openTerms, sameTerms, sealTerms, termsOf } from './terms.ts'

/**
 * Sets what somebody earns from a day on, or replaces one of his wages. The audit says that it changed and from when, and never
 * a sum. Errors: `permission.denied`, `not_found`, `wage.date_taken`, `conflict.version`, `secret.no_key`.
 */
export async function setWage(ctx: Ctx, input: SetWage): Promise<WageRow> {
  assertMay(ctx.actor, 'wage.update')
  const terms = termsOf(input)
  const writing = write(ctx, 'wage.set', async (tx) => {
    const earner = await loadEarner(ctx, tx, 'wage.update', input.employeeId)
    const before = input.id === undefined ? null : await loadForWriting(ctx, tx, input.id)
    if (before && before.employeeId !== earner.id) throw notFound('wage')
    if (before) assertVersion(before, input.version)
    const row = stored(ctx, before, input, terms)
    const termsChanged = !before || !holds(ctx, before, terms)
    const subject = subjectOf(row.id, earner)
    if (before && !termsChanged && before.effectiveFrom === row.effectiveFrom) return { row: before, subject, before: null, after: null }
    tx.last(before ? update(tx, row) : insert(ctx, tx, row))
    tx.announce({ topic: 'wage', action: before ? 'updated' : 'created', subjectId: row.id, employeeId: earner.id })
    return {
      row,
      subject,
      before: before && { effectiveFrom: before.effectiveFrom },
      after: { effectiveFrom: row.effectiveFrom, ...(termsChanged ? { wageChanged: true } : {}) },
    }
  })
  const { row } = await translating(writing, {
    employee_wage_once: () => conflict('wage.date_taken', { field: 'effectiveFrom' }),
  })
  const { sealed: _, ...shown } = row
  return { ...shown, terms }
}

/** A wage as the audit names it: by the person, without a sum. */
export const subjectOf = (id: string, { workerId, name }: Earner) => ({ type: 'wage', id, label: `${workerId} ${name}` })

function stored({ services, actor, now }: Ctx, before: StoredWage | null, input: SetWage, terms: WageTerms): StoredWage {
  const { employeeId, effectiveFrom } = input
  const at = now.toISOString()
  const id = before?.id ?? newId()
  const sealed = sealTerms(services.vault, terms, { organizationId: actor.organizationId, employeeId, id })
  return { id, employeeId, effectiveFrom, sealed, version: (before?.version ?? 0) + 1, createdAt: before?.createdAt ?? at, updatedAt: at }
}

/** Whether a stored wage says just this. One that no key opens says nothing. */
function holds({ services, actor }: Ctx, before: StoredWage, terms: WageTerms): boolean {
  const known = openTerms(services.vault, actor.organizationId, before)
  return known !== null && sameTerms(known, terms)
}

const insert = ({ actor }: Ctx, { sql }: Tx, row: StoredWage) => sql`
  insert into employee_wage (organization_id, id, employee_id, effective_from, sealed, version, created_at, updated_at)
  values (${actor.organizationId}, ${row.id}, ${row.employeeId}, ${row.effectiveFrom}, ${row.sealed}, ${row.version}, ${row.createdAt}, ${row.updatedAt})`

const update = ({ sql }: Tx, row: StoredWage) => sql`
  update employee_wage set effective_from = ${row.effectiveFrom}, sealed = ${row.sealed}, version = ${row.version}, updated_at = ${row.updatedAt}
  where id = ${row.id}`
