import { beforeEach, describe, expect, it } from 'vitest'
import { createFormat } from '@/app/format.ts'
import { showLanguage } from '@/app/i18n.ts'
import { actionWords, changedFields, fieldWord, subjectWord, valueWords } from '../composables/activity-words.ts'

beforeEach(() => showLanguage('en'))
const format = createFormat('en', 'Asia/Jakarta')

it('says verbs, things and fields in words, and what it does not know so that it can be read', async () => {
  expect([actionWords('overtime.decide'), subjectWord('regulation_document'), fieldWord('startMinute')]).toEqual([
    'Request decided',
    'Policy documents',
    'Start',
  ])
  expect([actionWords('asset.lend_out'), subjectWord('spare_part'), fieldWord('lentTo')]).toEqual([
    'Asset · lend out',
    'Spare part',
    'lentTo',
  ])
  await showLanguage('id')
  expect(actionWords('overtime.decide')).toBe('Pengajuan diputuskan')
})

it('leaves out what only machines read, and fields that never held anything', () => {
  const entry = {
    before: { id: '7', status: 'pending', decisionReason: null, departmentId: 'x' },
    after: { id: '7', status: 'approved', decisionReason: '', departmentId: 'y', version: 3, isEnabled: false },
  }
  expect(changedFields(entry)).toEqual([
    { field: 'status', before: 'pending', after: 'approved' },
    { field: 'isEnabled', before: undefined, after: false },
  ])
  expect(changedFields({ before: null, after: null })).toEqual([])
})

describe('values', () => {
  it.each([
    ['startMinute', 1040, '17:20'],
    ['minutes', 240, '4.00 h'],
    ['maxMinutes', 1080, '18.00 h'],
    ['periodStartDay', 26, '26'],
    ['isEnabled', true, 'yes'],
    ['workDate', '2026-06-11', 'Thu 11 June 2026'],
    ['decidedAt', '2026-06-11T09:41:00Z', 'Thu 11 Jun 16:41'],
    ['status', 'approved', 'Approved'],
    ['kind', 'holiday', 'Holiday'],
    ['state', 'failed', 'Failed'],
    ['reason', 'failed', 'failed'],
    ['breaks', [[1140, 1200, true]], '19:00–20:00'],
    ['name', null, '–'],
    ['grant', { reach: 'own' }, '{"reach":"own"}'],
  ])('%s %j is %s', (field, value, words) => {
    expect(valueWords({ field, value }, format)).toBe(words)
  })
})
