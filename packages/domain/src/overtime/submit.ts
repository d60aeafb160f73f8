import type { ForecastLine, OvertimeRow, SubmitOvertime } from '@lembur/contracts/overtime'
import { newId } from '@lembur/db'
import { formatClock } from '@lembur/rules/clock'
import { yearOf } from '@lembur/rules/dates'
import { assertMay, type Ctx, conflict, todayIn, translating, type Writing, write } from '../kernel/index.ts'
import { notifyApprovers } from '../notification/index.ts'
import { holdPeriods } from '../period/index.ts'
import { rebuildWorkbooks } from '../report/index.ts'
import { overlapWall } from './clash.ts'
import { holdCalendar } from './day.ts'
import { judge, type Surroundings, surroundings, type Verdict } from './judge.ts'
import { storedById } from './lookup.ts'
import { type BreakTuple, presenter, type StoredRow } from './row.ts'
import { computeShift, type Shift } from './shift.ts'
import { drawNumber, insertRequest } from './store.ts'

export type Submitted = { row: OvertimeRow; limits: ForecastLine[] }

/**
 * Files a request: hours, kind of day, limits, overlap and right are decided here, whatever the client sent along, and the
 * request, its audit row, events, notices and jobs are stored together. The same id again answers the stored request and
 * writes nothing. Errors: `input.invalid`, `permission.denied`, `not_found`, `overtime.disabled_*`, `overtime.overlap`
 * (naming the request in the way), `overtime.limit_exceeded`, `overtime.duplicate_id`, `period.closed`, `period.locked`.
 */
export async function submitOvertime(ctx: Ctx, input: SubmitOvertime): Promise<Submitted> {
  assertMay(ctx.actor, 'overtime.create')
  const id = input.id ?? newId()
  const shift = computeShift(ctx, input.workDate, input.timeStart, input.timeEnd, input.breaks)
  const { row, limits } = await translating(
    write(ctx, 'overtime.submit', (tx) => file(ctx, tx, input, id, shift)),
    { ...overlapWall, overtime_request_key: () => conflict('overtime.duplicate_id', { id }) },
  )
  return { row: presenter(ctx.actor)(row), limits }
}

async function file(ctx: Ctx, tx: Writing, input: SubmitOvertime, id: string, shift: Shift) {
  // A repeat waits at the employee's lock for the first, and then finds it stored.
  const [, , around, stored] = await Promise.all([
    holdCalendar(ctx, tx),
    holdPeriods(ctx, tx),
    surroundings(ctx, tx, { ...input, shift }),
    input.id ? storedById(tx, id) : null,
  ])
  if (stored) {
    if (!isRepeat(stored, input, shift)) throw conflict('overtime.duplicate_id', { id })
    return { row: stored, limits: [], subject: null, before: null, after: null }
  }
  const verdict = judge(ctx, { ...input, shift }, around, input.kindOverride)
  const numberYear = yearOf(todayIn(ctx))
  const number = await drawNumber(ctx, numberYear)
  const row = newRow(ctx, { ...input, id, numberYear, number }, shift, around, verdict)
  tx.last(insertRequest(ctx, tx, row, shift, verdict.overrideReason))
  notifyApprovers(ctx, tx, row, messageOf(row))
  tx.announce({ topic: 'overtime', action: 'submitted', subjectId: row.id, employeeId: row.employeeId })
  rebuildWorkbooks(ctx, tx, [row.workDate])
  return {
    row,
    limits: verdict.limits,
    subject: { type: 'overtime', id: row.id, label: `${row.employeeName}, ${row.workDate}` },
    before: null,
    after: { ...row, kindOverrideReason: verdict.overrideReason },
  }
}

/** Whether a stored request is what this submit asks for: then the submit is a repeat, not a clash of ids. */
const isRepeat = (stored: StoredRow, input: SubmitOvertime, shift: Shift): boolean =>
  stored.employeeId === input.employeeId &&
  stored.projectId === input.projectId &&
  stored.workDate === input.workDate &&
  stored.startMinute === shift.span.start &&
  stored.endMinute === shift.span.end &&
  stored.reason === input.reason &&
  stored.detail === input.detail &&
  JSON.stringify(stored.breaks ?? []) === JSON.stringify(tuplesOf(shift))

const tuplesOf = ({ breaks }: Shift): BreakTuple[] => breaks.map(({ start, end, touched }) => [start, end, touched])

function newRow(
  ctx: Ctx,
  input: SubmitOvertime & Pick<StoredRow, 'id' | 'numberYear' | 'number'>,
  shift: Shift,
  { employee, project }: Surroundings,
  { kind }: Verdict,
): StoredRow {
  const at = ctx.now.toISOString()
  return {
    id: input.id,
    numberYear: input.numberYear,
    number: input.number,
    employeeId: employee.id,
    employeeWorkerId: employee.workerId,
    employeeName: employee.name,
    departmentId: employee.departmentId,
    departmentCode: employee.departmentCode,
    projectId: project.id,
    projectName: project.name,
    workDate: input.workDate,
    startMinute: shift.span.start,
    endMinute: shift.span.end,
    breakMinutes: shift.breakMinutes,
    minutes: shift.minutes,
    kind,
    status: 'pending',
    reason: input.reason,
    detail: input.detail,
    filedByName: ctx.actor.displayName,
    decidedByName: null,
    decidedAt: null,
    decisionReason: null,
    createdAt: at,
    updatedAt: at,
    version: 1,
    periodState: 'open',
    breaks: tuplesOf(shift),
  }
}

const messageOf = (row: StoredRow) => ({
  kind: 'overtime.submitted' as const,
  data: {
    employeeName: row.employeeName,
    workDate: row.workDate,
    timeStart: formatClock(row.startMinute),
    timeEnd: formatClock(row.endMinute),
    filedBy: row.filedByName,
  },
  link: `/ot/approvals?request=${row.id}`,
})
