import type { PolicyDocument } from '@lembur/contracts/policy'

/** Days that a window of a rule may reach back. */
const daysOf = { day: 1, week: 7, month: 31, period: 31, quarter: 92, year: 366, months3: 93 } as const

/** How many days before the first one a policy has to know, so that its caps, averages and runs of days are counted whole. */
export function lookbackDays({ caps, averages, consecutiveDays, premiums }: PolicyDocument): number {
  const ofCaps = Object.values(caps).map(({ window }) => daysOf[window])
  const ofAverages = Object.values(averages).flatMap(({ unit, windows }) => windows.map((count) => count * daysOf[unit]))
  const ofRuns = Object.values(consecutiveDays).map(({ days }) => days)
  const ofMonths = Object.values(premiums).some(({ monthOver }) => monthOver) ? [daysOf.month] : []
  return Math.max(daysOf.week, ...ofCaps, ...ofAverages, ...ofRuns, ...ofMonths)
}
