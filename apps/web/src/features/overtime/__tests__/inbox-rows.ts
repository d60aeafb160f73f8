import type { InboxRow, OvertimeInbox } from '@lembur/contracts/overtime'

/** A request for two hours after the shift on Thursday 11 June 2026, within every limit. */
export function anInboxRow(number: number, changes: Partial<InboxRow> = {}): InboxRow {
  const id = `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`
  return {
    id,
    number: `OT-2026-${String(number).padStart(6, '0')}`,
    employeeId: id,
    employeeWorkerId: `MW${number}`,
    employeeName: `Person ${number}`,
    departmentId: null,
    departmentCode: 'SMT-2',
    projectId: id,
    projectName: 'Reflow line 4',
    workDate: '2026-06-11',
    timeStart: '17:20',
    timeEnd: '19:20',
    startMinute: 1040,
    endMinute: 1160,
    breaks: [],
    breakMinutes: 0,
    minutes: 120,
    hours: 2,
    kind: 'weekday',
    status: 'pending',
    reason: 'Line 4 changeover',
    detail: 'Reflow profile for the Falcon board.',
    filedByName: 'Dewi Lestari',
    decidedByName: null,
    decidedAt: null,
    decisionReason: null,
    createdAt: '2026-06-11T04:38:00Z',
    updatedAt: '2026-06-11T04:38:00Z',
    version: 1,
    can: { revise: false, withdraw: false, decide: true, reopen: false },
    findings: [],
    law: [],
    averages: [],
    violations: [],
    obligations: [],
    payableMinutes: '105',
    nextFree: null,
    restMinutes: null,
    restAfterMinutes: null,
    policyTitle: 'Indonesia: PP 35/2021',
    limits: [],
    holidayTitle: null,
    ...changes,
  }
}

/** Half an hour over the week's maximum. */
export const overTheWeek: Partial<InboxRow> = {
  findings: [{ code: 'over_week', minutes: 30, text: null }],
  limits: [
    {
      span: 'week',
      from: '2026-06-08',
      to: '2026-06-14',
      approvedMinutes: 690,
      pendingMinutes: 120,
      draftMinutes: 300,
      advisedMinutes: 900,
      maxMinutes: 1080,
      severity: 'warn',
      level: 'over',
    },
  ],
}

export const anInbox = (results: InboxRow[], changes: Partial<OvertimeInbox> = {}): OvertimeInbox => ({
  count: results.length,
  countIsMinimum: false,
  oldestFiledAt: results[0]?.createdAt ?? null,
  ownDepartmentId: null,
  recentReasons: ['No relief crew tonight'],
  results,
  ...changes,
})
