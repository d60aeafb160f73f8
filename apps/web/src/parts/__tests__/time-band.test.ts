import { describe, expect, it } from 'vitest'
import { dayAxis, factoryDay, hourAxis, labelSide, largeLabelSide, place, pos, segments, ticks, zoomAxis } from '../time-band.ts'
import { type Band, keyStep, moveTo, snap } from '../time-band-edit.ts'

/** Minutes of the work date; hours from 24 on are the next day. */
const at = (hours: number, minutes = 0) => hours * 60 + minutes

it.each([
  ['an evening', at(17, 20), at(22, 20), 6],
  ['a night', at(22), at(30), 6],
  ['a shift that begins before 06:00', at(4, 30), at(9), 4],
  ['a night that ends after 06:00', at(22), at(32, 30), 9],
  ['nearly a whole day', at(20), at(43, 30), 20],
])('the axis of the day holds %s', (_what, start, end, from) => {
  expect(dayAxis(start, end)).toEqual({ from: from * 60, to: from * 60 + 1440 })
})

it.each([
  ['outside', at(17, 20), at(22, 20)],
  ['right', at(6, 30), at(9)],
  ['left', at(26), at(29, 30)],
  ['none', at(6), at(29, 30)],
])('large times go %s', (side, start, end) => {
  expect(largeLabelSide(start, end, factoryDay, 9)).toBe(side)
})

it('an axis of full hours leaves a little room on both sides', () => {
  expect(hourAxis(at(17, 20), at(22, 20))).toEqual({ from: at(17), to: at(23) })
  expect(hourAxis(at(8), at(12))).toEqual({ from: at(7), to: at(13) })
})

describe('geometry', () => {
  it('lays 06:00–06:00 over the width and sticks what is outside to the edge', () => {
    expect([360, 1080, 1800, 0, 2000].map((minute) => pos(minute, factoryDay))).toEqual([0, 50, 100, 0, 100])
    expect(place({ start: 300, end: 720 }, factoryDay)).toEqual({ left: 0, width: 25 })
  })

  it('cuts a shift into work and necks, in order of time', () => {
    const breaks = [
      { start: 1300, end: 1320 },
      { start: 1140, end: 1200 },
    ]
    expect(segments(1040, 1340, breaks).map(({ kind, start, end }) => `${kind} ${start}-${end}`)).toEqual([
      'work 1040-1140',
      'neck 1140-1200',
      'work 1200-1300',
      'neck 1300-1320',
      'work 1320-1340',
    ])
  })

  it('lets a break close the shift, and breaks follow each other', () => {
    expect(segments(480, 780, [{ start: 720, end: 780 }]).map((one) => one.kind)).toEqual(['work', 'neck'])
    expect(
      segments(480, 900, [
        { start: 720, end: 780 },
        { start: 780, end: 800 },
      ]).map((one) => one.kind),
    ).toEqual(['work', 'neck', 'neck', 'work'])
  })

  it('puts both times where there is room', () => {
    expect(labelSide(1040, 1340, factoryDay)).toBe('outside')
    expect(labelSide(480, 990, factoryDay)).toBe('right')
    expect(labelSide(1200, 1620, factoryDay)).toBe('left')
  })

  it('ticks on full steps', () => {
    expect(ticks(factoryDay, 180)).toEqual([360, 540, 720, 900, 1080, 1260, 1440, 1620, 1800])
    expect(ticks({ from: 850, to: 1000 }, 60)).toEqual([900, 960])
  })

  it('zooms to three hours around, on full hours, at most twelve', () => {
    expect(zoomAxis(1040, 1340)).toEqual({ from: 840, to: 1560 })
    expect(zoomAxis(1040, 1100)).toEqual({ from: 840, to: 1320 })
    const long = zoomAxis(480, 1000)
    expect(long.to - long.from).toBe(720)
    expect(long.from <= 480 && long.to >= 1000).toBe(true)
    const whole = zoomAxis(420, 1330)
    expect(whole.from <= 420 && whole.to >= 1330).toBe(true)
  })
})

describe('editing', () => {
  const band: Band = { start: 1040, end: 1340, breaks: [{ start: 1140, end: 1200 }] }
  const edit = { step: 5, magnets: [480, 1020] }

  it('moves in steps of five minutes, and is drawn to the edge of the shift', () => {
    expect(snap(1043, edit)).toBe(1045)
    expect(snap(1027, edit)).toBe(1020)
    expect(snap(1031, edit)).toBe(1030)
  })
  it('keeps at least one step of length, and the start on its work date', () => {
    expect(moveTo(band, 'start', 2000, edit).start).toBe(1335)
    expect(moveTo(band, 'end', 0, edit).end).toBe(1045)
    expect(moveTo({ start: 10, end: 60, breaks: [] }, 'start', -90, edit).start).toBe(0)
    expect(moveTo(band, 'end', 9999, edit).end).toBe(1040 + 1435)
  })
  it('moves the whole with its breaks', () => {
    expect(moveTo(band, 'whole', 1100, edit)).toEqual({ start: 1100, end: 1400, breaks: [{ start: 1200, end: 1260 }] })
  })
  it('moves a break inside the bar only, and never over another', () => {
    expect(moveTo(band, { break: 0 }, 900, edit).breaks).toEqual([{ start: 1040, end: 1100 }])
    expect(moveTo(band, { break: 0 }, 1500, edit).breaks).toEqual([{ start: 1280, end: 1340 }])
    const two = { ...band, breaks: [...band.breaks, { start: 1260, end: 1280 }] }
    expect(moveTo(two, { break: 0 }, 1230, edit)).toBe(two)
  })
  it('knows the keys of a slider', () => {
    expect([keyStep('ArrowRight', false), keyStep('ArrowLeft', true), keyStep('PageUp', false), keyStep('a', false)]).toEqual([
      5,
      -30,
      60,
      null,
    ])
  })
})
