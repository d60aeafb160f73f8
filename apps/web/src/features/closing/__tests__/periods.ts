import type { PeriodRow } from '@lembur/contracts/closing'
import type { Correction, CountedShift } from '@lembur/contracts/overtime'
import { periodOfMonth } from '@lembur/rules/period'

/** A period of 2026 as an administrator gets it, open and over. */
export function aPeriod(month: number, changes: Partial<PeriodRow> = {}): PeriodRow {
  const { start, end } = periodOfMonth(2026, month)
  return {
    year: 2026,
    month,
    start,
    end,
    closableFrom: end,
    state: 'open',
    changedByName: null,
    changedAt: null,
    reason: null,
    requests: 0,
    countedMinutes: 0,
    pending: 0,
    corrections: 0,
    correctionMinutes: 0,
    version: 0,
    can: { close: end <= '2026-06-11', reopen: false, lock: false, process: false },
    ...changes,
  }
}

const counted: CountedShift = {
  workDate: '2026-05-20',
  timeStart: '17:00',
  timeEnd: '18:00',
  startMinute: 1020,
  endMinute: 1080,
  breaks: [],
  breakMinutes: 0,
  minutes: 60,
  kind: 'weekday',
  counts: true,
}

/** An hour and a half more, of May, landing in June. */
export const aCorrection = (changes: Partial<Correction> = {}): Correction => ({
  id: '01890000-0000-7000-8000-0000000000c1',
  requestId: '01890000-0000-7000-8000-0000000000a1',
  number: 'OT-2026-000041',
  employeeId: '01890000-0000-7000-8000-0000000000e1',
  employeeWorkerId: 'MW2400549',
  employeeName: 'Rizky Pratama',
  departmentCode: 'QA',
  of: { year: 2026, month: 5 },
  landsIn: { year: 2026, month: 6 },
  before: counted,
  after: { ...counted, timeEnd: '19:30', endMinute: 1170, minutes: 150 },
  differenceMinutes: 90,
  reason: 'The gate says 19:30',
  createdByName: 'Dewi Lestari',
  createdAt: '2026-06-11T09:00:00Z',
  ...changes,
})
