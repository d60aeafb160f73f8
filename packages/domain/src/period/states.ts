import type { PeriodState } from '@lembur/contracts/period-state'

const next: Record<PeriodState, readonly PeriodState[]> = {
  open: ['closed'],
  closed: ['locked', 'open'],
  locked: ['processed'],
  processed: [],
}

/** Whether a period may go from one state to another. What payroll has taken over is never opened again. */
export const mayBecome = (from: PeriodState, to: PeriodState): boolean => next[from].includes(to)
