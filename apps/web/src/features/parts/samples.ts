import type { ListPhase, ListState } from '../../app/list-query.ts'
import type { Entity } from '../../parts/entity.ts'
import type { Rung } from '../../parts/ladder.ts'

export const people: Entity[] = [
  { id: '1', label: 'Rizky Pratama', detail: 'MW2400549 · K390140R1C' },
  { id: '2', label: 'Budi Santoso', detail: 'MW2301187 · SMT-2' },
  { id: '3', label: '陈伟', detail: 'MW2104417 · SMT-1' },
]

export const listState = (phase: ListPhase): ListState => ({
  phase,
  stale: false,
  sentence: phase === 'error' ? 'The server did not answer' : null,
  requestId: '7f3a-91c2',
  retryIn: 6,
  shownAt: null,
  retry: () => {},
})

const span = { start: 1040, end: 1340 }
const breaks = [{ start: 1140, end: 1200 }]
export const rungs: Rung[] = [
  { title: 'Asked for', value: '5.00', note: '17:20 → 22:20', band: { ...span, status: 'pending' } },
  { title: 'Less breaks', value: '− 1.00', note: '19:00–20:00, moved by Rizky.', band: { ...span, breaks, status: 'pending' } },
  { title: 'Kind of day', value: 'Weekday', note: 'Thursday, not a holiday.' },
  {
    title: 'Caps',
    value: 'warns',
    state: 'warn',
    lines: [
      { text: 'Day 4.00 of 4', figure: 'at max', tone: 'warn' },
      { text: 'Week 15.00, advised 15', figure: 'reached', tone: 'warn' },
      { text: 'Period 43.50 of 72', figure: 'fine' },
    ],
    rule: { text: 'Limits', to: '/' },
  },
  { title: 'Counts', value: '4.00 h', band: { ...span, breaks } },
]
