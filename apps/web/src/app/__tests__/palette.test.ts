import { beforeEach, expect, it } from 'vitest'
import { type PaletteEntry, rank, recentIds, remember } from '../palette.ts'

const entry = (id: string, title: string, words = ''): PaletteEntry => ({ id, title, words, icon: 'i-lucide-user', run: () => {} })
const entries = [
  entry('people', 'People'),
  entry('approvals', 'Approvals', 'Persetujuan 审批'),
  entry('budi', 'Budi Santoso'),
  entry('reports', 'Report of Budi'),
]
const ids = (list: PaletteEntry[]) => list.map((one) => one.id)

beforeEach(() => localStorage.clear())

it('finds all words typed, in any language of the entry', () => {
  expect(ids(rank(entries, 'budi san', []))).toEqual(['budi'])
  expect(ids(rank(entries, 'persetujuan', []))).toEqual(['approvals'])
  expect(ids(rank(entries, '审批', []))).toEqual(['approvals'])
})

it('puts what begins with the text before what only holds it', () => {
  expect(ids(rank([...entries].reverse(), 'budi', []))).toEqual(['budi', 'reports'])
})

it('puts what was used lately first', () => {
  remember('reports')
  remember('budi')
  remember('reports')
  expect(recentIds()).toEqual(['reports', 'budi'])
  expect(ids(rank(entries, '', recentIds()))).toEqual(['reports', 'budi', 'people', 'approvals'])
})

it('survives a broken entry in the store', () => {
  localStorage.setItem('lembur.palette', '{nonsense')
  expect(recentIds()).toEqual([])
})
