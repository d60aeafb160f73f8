import { expect, test } from 'vitest'
import { findBinaries } from './binaries.ts'
import { settingsFor } from './settings.ts'

const GB = 1024 ** 3

test.each([
  { memory: 0.25 * GB, shared: '128MB' },
  { memory: 4 * GB, shared: '1024MB' },
  { memory: 64 * GB, shared: '2048MB' },
])('shares a quarter of the memory, at least 128 MB and at most 2 GB ($shared)', ({ memory, shared }) => {
  expect(settingsFor('work', memory).shared_buffers).toBe(shared)
})

test('only tests may lose what was committed', () => {
  expect(settingsFor('work', 4 * GB)).not.toHaveProperty('fsync')
  expect(settingsFor('tests', 4 * GB)).toMatchObject({ fsync: 'off', shared_buffers: '128MB' })
})

test('a platform without a build says what to do instead', () => {
  expect(() => findBinaries('aix-ppc64')).toThrow('set DATABASE_URL to a PostgreSQL 18 server')
})
