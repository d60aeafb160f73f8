import type { DayKind } from '@lembur/contracts/overtime'
import { addDays } from '@lembur/rules/dates'
import { dayKind } from '@lembur/rules/day-kind'
import { compile } from '@lembur/rules/policy/compile'
import { packOf } from '@lembur/rules/policy/packs'
import { type CountedRequest, judgeRequests, type Place } from '@lembur/rules/policy/requests'

// One period of so many people evaluated, the engine alone, on one core: node period.ts PEOPLE
const people = Number(process.argv[2] ?? '5000')
const firstDate = '2026-05-26'
const requestsEach = 10

/** Ten requests of 1 to 4 hours on different days of the period, weekends among them, a break in every third. */
function requestsOf(person: number): CountedRequest[] {
  return Array.from({ length: requestsEach }, (_, index): CountedRequest => {
    const workDate = addDays(firstDate, index * 3 + (person % 3))
    const kind: DayKind = dayKind(workDate, [])
    const startMinute = (kind === 'weekday' ? 1020 : 480) + ((person + index) % 4) * 30
    const endMinute = startMinute + 60 + ((person * 7 + index * 13) % 7) * 30
    const breaks = index % 3 === 0 ? [{ start: startMinute + 30, end: startMinute + 45 }] : []
    return { id: String(index), workDate, startMinute, endMinute, breaks, kind }
  })
}

const policy = compile(packOf('ID', undefined, firstDate))
const place: Place = { timeZone: 'Asia/Jakarta', periodStartDay: 26, holidays: [], past: [] }
const all = Array.from({ length: people }, (_, person) => requestsOf(person))

/** The period of everybody, with nothing but sums asked for, as a replay does it. */
function evaluated() {
  const start = performance.now()
  const cpu = process.cpuUsage()
  let violations = 0
  for (const requests of all) {
    const { evaluation } = judgeRequests(policy, requests, place, { trace: false })
    violations += evaluation.violations.length
  }
  const { user, system } = process.cpuUsage(cpu)
  return { seconds: (performance.now() - start) / 1000, processorSeconds: (user + system) / 1e6, violations }
}

const cold = evaluated()
const [, warm] = [evaluated(), evaluated(), evaluated()].sort((a, b) => a.seconds - b.seconds)
process.send?.({
  type: 'evaluated',
  people,
  requests: people * requestsEach,
  coldSeconds: cold.seconds,
  seconds: warm?.seconds ?? 0,
  processorSeconds: warm?.processorSeconds ?? 0,
  violations: cold.violations,
  peakMb: process.resourceUsage().maxRSS / 1024,
})
