import { SubmitOvertime } from '@lembur/contracts/overtime'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Ctx } from '../kernel/index.ts'
import { refusal, type World, world } from '../testing/index.ts'
import { aDraft, aFiled, somebody } from '../testing/overtime.ts'
import { getOvertime, submitOvertime } from './index.ts'

let here: World
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterAll(() => here.end())

const clock = (minute: number) => `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** Files a shift and answers it as it was stored, read again from the database. */
async function filed(times: Partial<SubmitOvertime>, workDate = '2026-06-13') {
  const employee = await somebody(admin)
  const { id } = await aFiled(admin, employee, here.plant.projects.fixture, { workDate, ...times })
  return getOvertime(admin, { id })
}

describe('hours of a filed request', () => {
  it.each([
    [4, 4],
    [4.5, 4],
    [5, 4],
    [8, 7],
    [8.5, 7.5],
    [9, 8],
    [9.5, 8],
    [10, 8],
    [13, 11],
    [14, 12],
    [16, 13],
  ])('%f h at work are %f h of overtime, on every kind of day', async (atWork, overtime) => {
    for (const workDate of ['2026-06-11', '2026-06-13']) {
      const row = await filed({ timeStart: '06:00', timeEnd: clock(360 + atWork * 60) }, workDate)
      expect(row.hours).toBe(overtime)
      expect(row.minutes + row.breakMinutes).toBe(atWork * 60)
      expect(row.breaks.reduce((sum, rest) => sum + rest.minutes, 0)).toBe(row.breakMinutes)
      expect(row.breaks.every((rest) => rest.endMinute <= row.endMinute && !rest.touched)).toBe(true)
    }
  })

  it('are computed by the server: a total sent along is ignored', async () => {
    const employee = await somebody(admin)
    const sent = { ...aDraft(employee, here.plant.projects.ramp), totalHours: 99, minutes: 5940, status: 'approved', kind: 'holiday' }
    const { row } = await submitOvertime(admin, SubmitOvertime.parse(sent))
    expect(row).toMatchObject({ minutes: 60, hours: 1, status: 'pending', kind: 'weekday' })
  })

  it('leave out the breaks that a person placed, each stored and marked', async () => {
    const breaks = [
      { start: '12:00', end: '12:45' },
      { start: '08:00', end: '08:15' },
    ]
    const row = await filed({ timeStart: '06:00', timeEnd: '14:00', breaks })
    expect(row.breaks).toMatchObject([
      { start: '08:00', end: '08:15', minutes: 15, touched: true },
      { start: '12:00', end: '12:45', minutes: 45, touched: true },
    ])
    expect(row.minutes).toBe(420)
  })

  it('are the whole shift where a person takes no break', async () => {
    const row = await filed({ timeStart: '06:00', timeEnd: '14:00', breaks: [] })
    expect(row).toMatchObject({ breaks: [], breakMinutes: 0, minutes: 480 })
  })

  it('go on past midnight where the end is before the start, breaks too', async () => {
    const row = await filed({ timeStart: '21:00', timeEnd: '02:00', breaks: [{ start: '00:30', end: '01:00' }] })
    expect(row).toMatchObject({ workDate: '2026-06-13', startMinute: 1260, endMinute: 1560, timeEnd: '02:00', minutes: 270 })
    expect(row.breaks).toMatchObject([{ startMinute: 1470, endMinute: 1500 }])
  })
})

describe('a shift that is none is refused, naming the field', () => {
  it.each([
    ['equal times', { timeEnd: '17:20' }, 'timeEnd', 'overtime.zero_length'],
    ['a break before the shift', { breaks: [{ start: '16:00', end: '16:30' }] }, 'breaks.0.start', 'overtime.break_outside'],
    ['a break that lasts beyond it', { breaks: [{ start: '18:00', end: '18:30' }] }, 'breaks.0.end', 'overtime.break_outside'],
    ['a break without length', { breaks: [{ start: '17:30', end: '17:30' }] }, 'breaks.0.end', 'overtime.break_zero_length'],
    [
      'breaks that overlap',
      {
        breaks: [
          { start: '17:30', end: '17:50' },
          { start: '17:40', end: '18:00' },
        ],
      },
      'breaks.1.start',
      'overtime.break_overlap',
    ],
    ['breaks that leave nothing', { breaks: [{ start: '17:20', end: '18:20' }] }, 'breaks', 'overtime.no_time_left'],
  ])('%s', async (_, times, path, code) => {
    const draft = aDraft(here.plant.employees.putri, here.plant.projects.ramp, times)
    expect(await refusal(submitOvertime(admin, draft))).toMatchObject({ code: 'input.invalid', details: { fields: [{ path, code }] } })
  })
})
