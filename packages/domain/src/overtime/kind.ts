import type { DayKind, SubmitOvertime } from '@lembur/contracts/overtime'
import { assertMay, type Ctx, covers, forbidden } from '../kernel/index.ts'

export type Override = NonNullable<SubmitOvertime['kindOverride']>

/**
 * The kind of day of a request: the calendar's, unless someone who decides for this employee overrides it with a reason.
 * `standing` is the override that the request already has for this date: it stays where `wanted` is left out or repeats
 * it, and `wanted: null` takes it away. Errors: `permission.denied`.
 */
export function decideKind(
  ctx: Ctx,
  employee: { id: string; departmentId: string | null },
  calendar: DayKind,
  wanted: Override | null | undefined,
  standing: Override | null,
): { kind: DayKind; overrideReason: string | null } {
  const override = wanted === undefined ? standing : wanted
  if (!override || override.kind === calendar) return { kind: calendar, overrideReason: null }
  if (override.kind !== standing?.kind || override.reason !== standing.reason) {
    const reach = assertMay(ctx.actor, 'overtime.decide')
    if (!covers(reach, ctx.actor, { employeeId: employee.id, departmentId: employee.departmentId })) throw forbidden('overtime.decide')
  }
  return { kind: override.kind, overrideReason: override.reason }
}
