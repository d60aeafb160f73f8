import type { Violation } from '@lembur/contracts/evaluation'
import { screen } from '@testing-library/vue'
import { beforeAll, describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { createFormat } from '@/app/format.ts'
import { showLanguage } from '@/app/i18n.ts'
import { aReader } from '@/testing/me.ts'
import { renderPart } from '@/testing/render.ts'
import RowFlags from '../components/approvals/RowFlags.vue'
import LawCaps from '../components/LawCaps.vue'
import { useFlagWords } from '../composables/flag-words.ts'
import { lawFacts, lawOutcome } from '../composables/law-facts.ts'
import { anInboxRow, overTheWeek } from './inbox-rows.ts'

const format = createFormat('en', 'Asia/Jakarta')
beforeAll(() => showLanguage('en'))

const weekCap = {
  code: 'ID.OT_WEEK_CAP',
  window: 'week',
  from: '2026-06-08',
  to: '2026-06-14',
  beforeMinutes: 1050,
  addedMinutes: 120,
  limitMinutes: 1080,
  severity: 'violation' as const,
  breached: true,
  article: 'PP 35/2021 art. 26(1)-(2)',
}
const violation = (changes: Partial<Violation>): Violation => ({
  code: 'ID.OT_WEEK_CAP',
  limit: 18,
  actual: 19.5,
  unit: 'h',
  severity: 'violation',
  article: null,
  date: null,
  ...changes,
})
const told = (changes: Parameters<typeof anInboxRow>[1]) => {
  const row = anInboxRow(1, changes)
  return lawFacts(row, row.limits, format).map(({ tone, text }) => [tone, text])
}

describe('facts of the law', () => {
  it('are amber under eleven hours of rest, or under what the policy asks for', () => {
    expect(told({ restMinutes: 660, restAfterMinutes: 659 })).toEqual([
      ['ok', '11.00 h rest before it'],
      ['warn', '10.98 h rest after it'],
    ])
    const rest = violation({ code: 'VN.SHIFT_REST', limit: 12, actual: 11.5 })
    expect(told({ restMinutes: 690, violations: [rest] })).toEqual([['warn', '11.50 h rest before it']])
  })

  it('tell a broken cap with its figures, but not what the plant’s own limit says already', () => {
    const broken = { law: [weekCap], violations: [violation({})] }
    expect(told(broken)).toEqual([['bad', 'Week: 19.50 h, the law allows 18.']])
    expect(told({ ...broken, limits: overTheWeek.limits ?? [] })).toEqual([])
  })

  it('name the next free hour, what is owed, and what the hours pay as', () => {
    const row = anInboxRow(1, {
      nextFree: { span: 'week', code: null, from: '2026-06-15' },
      obligations: ['meal >= 1400 kcal (OT >= 4 h, art. 29(1)(c))'],
      payableMinutes: '450',
    })
    expect(lawOutcome(row, format).map(({ text }) => text)).toEqual([
      'Week: the next free hour opens Monday 15 June',
      'A meal is owed.',
      'Pays as 7.50 h',
    ])
  })
})

it('chips of the inbox name the rule that is broken in words, amber where the law only asks for consent', async () => {
  const row = anInboxRow(1, {
    law: [weekCap],
    violations: [violation({}), violation({ code: 'ID.BREAK_AFTER_4H', unit: 'min', limit: 30, actual: 0, severity: 'needs-agreement' })],
    findings: [
      { code: 'over_law', minutes: 90, text: 'ID.OT_WEEK_CAP' },
      { code: 'over_law', minutes: null, text: 'ID.BREAK_AFTER_4H' },
    ],
  })
  const Chips = defineComponent({
    setup: () => {
      const words = useFlagWords()
      return () => h(RowFlags, { flags: words(row) })
    },
  })
  await renderPart(Chips, { me: aReader() })
  expect(screen.getByText('Law: Week +1.50 h').className).toContain('bad')
  expect(screen.getByText('Law: break').className).toContain('warn')
})

it('the law’s caps stand on compact meters under the act and its article', async () => {
  await renderPart(LawCaps, { props: { judgement: anInboxRow(1, { law: [weekCap] }), plant: [] }, me: aReader() })
  expect(screen.getByText('Indonesia, PP 35/2021 art. 26(1)-(2)')).toBeTruthy()
  expect(screen.getByRole('meter', { name: 'Week, 8–14 Jun' }).getAttribute('aria-valuetext')).toContain('19.50 of 18 hours')
})
