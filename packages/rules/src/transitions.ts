import type { OvertimeStatus } from '@lembur/contracts/overtime'

const next: Record<OvertimeStatus, readonly OvertimeStatus[]> = {
  pending: ['approved', 'rejected', 'withdrawn'],
  approved: ['pending'],
  rejected: ['pending'],
  withdrawn: [],
}

/**
 * The states a request may go to (settled by the plant, decision 9): a pending one is decided or withdrawn, a decided one may be
 * reopened, a withdrawn one stays. Who may do it, and whether a reason is due, is not told here.
 */
export function transitionsFrom(status: OvertimeStatus): readonly OvertimeStatus[] {
  return next[status]
}

/** Whether a request may go from one state to another; staying is no transition. */
export function canTransition(from: OvertimeStatus, to: OvertimeStatus): boolean {
  return next[from].includes(to)
}
