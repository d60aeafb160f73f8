import { connect } from '@lembur/db'
import { plainServices, systemContext } from '@lembur/domain/kernel'
import { createPolicy, savePolicyDraft } from '@lembur/domain/policy'
import { getTrial, openReplay, startTrial } from '@lembur/domain/trial'
import { startSender } from '@lembur/jobs/sender'

// A draft replayed over everything that was seeded, as the worker does it, in a process of its own: node replay.ts URL
const [url = ''] = process.argv.slice(2)
const organizationId = '01900000-0001-7000-8000-000000000001'
/** A flat rate and the plant's own weekly limit: other hours and other violations than what is in force. */
const patch = {
  days: { workday: { ladder: [{ minutes: null, label: 'overtime', rate: '5/3', class: 'overtime' }] } },
  caps: { 'PLANT.WEEK': { severity: 'warning', window: 'week', counts: ['overtime'], limit: 900 } },
}

const database = connect(url, { max: 3 })
const jobs = await startSender(url)
const ctx = await systemContext(plainServices(database, jobs), organizationId, new Date('2026-01-15T03:00:00Z'))
const { id: policyId } = await createPolicy(ctx, { name: 'Benchmark', description: '', pack: 'ID' })
await savePolicyDraft(ctx, { policyId, layer: { extends: { pack: 'ID' }, patch }, note: '' })
const { id } = await startTrial(ctx, { policyId, periods: 12, withWages: false })
// Twelve periods hold a fifth of the seeded rows: the span is set wider than a person could.
await database.transaction({ organizationId }, ({ sql }) =>
  sql`update policy_trial set first_date = '2021-01-01', last_date = '2025-12-31' where id = ${id}`.execute(),
)

const start = performance.now()
const replay = await openReplay(ctx, id)
let slowest = 0
for (let more = replay !== null; more; ) {
  const at = performance.now()
  more = (await replay?.next(new Date())) ?? false
  slowest = Math.max(slowest, performance.now() - at)
}
const seconds = (performance.now() - start) / 1000
const { state, total } = await getTrial(ctx, { id })
await jobs.stop()
await database.end()
if (state !== 'done') throw new Error(`The trial is ${state}`)
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
process.send?.({
  type: 'replayed',
  seconds,
  processorSeconds: (userCPUTime + systemCPUTime) / 1e6,
  slowestStep: slowest,
  peakMb: maxRSS / 1024,
  requests: total.requests,
  affected: total.peopleAffected,
})
