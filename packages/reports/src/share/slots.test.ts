import { expect, test } from 'vitest'
import { slots } from './slots.ts'

test('at most so many at once, in turn, and a failure gives its place back', async () => {
  const inTurn = slots(2)
  const started: number[] = []
  const ends: PromiseWithResolvers<void>[] = []
  const tasks = [0, 1, 2, 3].map((number) =>
    inTurn(async () => {
      started.push(number)
      ends[number] = Promise.withResolvers<void>()
      await ends[number].promise
      if (number === 0) throw new Error('failed')
    }),
  )
  await Promise.resolve()
  expect(started).toEqual([0, 1])
  ends[0]!.resolve()
  await expect(tasks[0]).rejects.toThrow('failed')
  expect(started).toEqual([0, 1, 2])
  ends[1]!.resolve()
  await tasks[1]
  expect(started).toEqual([0, 1, 2, 3])
  ends[2]!.resolve()
  ends[3]!.resolve()
  await Promise.all(tasks.slice(1))
})
