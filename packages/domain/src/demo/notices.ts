import { formatClock } from '@lembur/rules/clock'
import { accounts } from './accounts.ts'
import type { Foundation } from './foundation.ts'
import { randomOf } from './random.ts'
import { instant } from './rows.ts'
import type { Numbered } from './tables.ts'

const day = 86_400_000
/** How many of a person's newest notices he has not read. */
const unread = 3
/** How many requests an approver was told of last. */
const told = 40

/** Gathers, while requests pass by, what the people who sign in were told of lately. */
export class Notices {
  readonly #now: number
  #filed: Numbered[] = []
  readonly #decided: Numbered[] = []

  constructor(now: number) {
    this.#now = now
  }

  see(request: Numbered): void {
    const { fate, person, filedAt } = request
    if (filedAt > this.#now - 5 * day) this.#filed.push(request)
    if (this.#filed.length > 10 * told) this.#keepNewest()
    const own = signingIn.some(({ workerId }) => workerId === person.workerId)
    if (own && (fate.status === 'approved' || fate.status === 'rejected') && fate.at > this.#now - 30 * day) this.#decided.push(request)
  }

  /** The notices of everybody who signs in: approvers hear of what was filed, everybody of what was decided about him. */
  rows(foundation: Foundation) {
    this.#keepNewest()
    const random = randomOf('notices')
    return signingIn.flatMap(({ username, workerId, role }) => {
      const isApprover = role !== 'user' && role !== 'staff'
      const filed = isApprover ? this.#filed.filter(({ filedBy }) => filedBy !== username) : []
      const decided = this.#decided.filter(({ person, fate }) => person.workerId === workerId && 'by' in fate && fate.by !== username)
      const notices = [
        ...filed.map((request) => submitted(request, foundation)),
        ...decided.flatMap((request) => outcome(request, foundation)),
      ]
      return notices
        .sort((a, b) => b.at - a.at)
        .map(({ at, ...notice }, index) => ({
          organization_id: foundation.organizationId,
          id: random.id(at),
          user_id: foundation.users.get(username)!.id,
          ...notice,
          read_at: index < unread ? null : instant(Math.min(at + 20 * 60_000, this.#now)),
          created_at: instant(at),
        }))
    })
  }

  #keepNewest(): void {
    this.#filed = this.#filed.sort((a, b) => b.filedAt - a.filedAt).slice(0, told)
  }
}

const signingIn = accounts.filter((account) => account.signsIn)

const times = ({ workDate, shift }: Numbered) => ({ workDate, timeStart: formatClock(shift.start), timeEnd: formatClock(shift.end) })

const submitted = (request: Numbered, { users }: Foundation) => ({
  at: request.filedAt,
  kind: 'overtime.submitted',
  data: { employeeName: request.person.name, ...times(request), filedBy: users.get(request.filedBy)!.name },
  link: `/ot/approvals?request=${request.id}`,
})

function outcome(request: Numbered, { users }: Foundation) {
  const { fate } = request
  if (fate.status !== 'approved' && fate.status !== 'rejected') return []
  const data = { ...times(request), by: users.get(fate.by)!.name, reason: fate.reason }
  return [{ at: fate.at, kind: `overtime.${fate.status}`, data, link: `/ot/history?request=${request.id}` }]
}
