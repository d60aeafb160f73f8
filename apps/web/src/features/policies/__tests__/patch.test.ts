import { mergePatch } from '@lembur/rules/policy/layers'
import { packOf } from '@lembur/rules/policy/packs'
import { describe, expect, it } from 'vitest'
import { hoursShown, minutesTyped } from '../composables/hours.ts'
import { type Path, valueAt, withoutChange, withValue } from '../composables/patch.ts'

const base = packOf('ID', undefined, '2026-06-11')
const write = (patch: Record<string, unknown>, path: Path, value: unknown) => withValue(patch, base, mergePatch(base, patch), path, value)

describe('a patch that forms write', () => {
  it('says only what differs from the pack, and nothing once that is taken back', () => {
    const changed = write({}, ['caps', 'ID.OT_DAY_CAP', 'limit'], 180)
    expect(changed).toEqual({ caps: { 'ID.OT_DAY_CAP': { limit: 180 } } })
    expect(write(changed, ['caps', 'ID.OT_DAY_CAP', 'limit'], 240)).toEqual({})
    expect(withoutChange(changed, ['caps', 'ID.OT_DAY_CAP', 'limit'])).toEqual({})
  })

  it('takes a rule of the pack away with null, and one of the plant’s own without a trace', () => {
    expect(write({}, ['caps', 'ID.OT_DAY_CAP'], undefined)).toEqual({ caps: { 'ID.OT_DAY_CAP': null } })
    const own = write({}, ['caps', 'PLANT.CAP_1'], { window: 'day' })
    expect(write(own, ['caps', 'PLANT.CAP_1'], undefined)).toEqual({})
  })

  it('replaces a list whole, as a merge patch must, and leaves its other steps as they were', () => {
    const patch = write({}, ['days', 'workday', 'ladder', 0, 'rate'], '2')
    const ladder = valueAt(mergePatch(base, patch), ['days', 'workday', 'ladder'])
    expect(ladder).toEqual([{ ...base.days.workday?.ladder[0], rate: '2' }, base.days.workday?.ladder[1]])
    expect(write(patch, ['days', 'workday', 'ladder', 0, 'rate'], '3/2')).toEqual({})
  })

  it('keeps what other fields and the JSON field wrote', () => {
    const patch = { title: 'Plant', caps: { OWN: { limit: 60 } } }
    expect(write(patch, ['norm', 'dayMinutes'], 420)).toEqual({ ...patch, norm: { dayMinutes: 420 } })
  })
})

it.each([
  ['4', 240],
  ['2.5', 150],
  ['2,5', 150],
  ['2:30', 150],
  ['', null],
  ['abc', 'abc'],
  ['-3', '-3'],
])('hours typed as %j are %j minutes, or stay as they were typed', (typed, minutes) => {
  expect(minutesTyped(typed)).toBe(minutes)
  if (typeof minutes === 'number') expect(minutesTyped(hoursShown(minutes))).toBe(minutes)
})
