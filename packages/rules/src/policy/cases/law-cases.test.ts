import { expect, test } from 'vitest'
import { answerCase } from './answer.ts'
import file from './overtime-law-cases.json' with { type: 'json' }

/** What an answer says of a case, as far as the case says what it expects. */
const comparable = (answer: object, expected: object) => Object.fromEntries(Object.entries(answer).filter(([name]) => name in expected))

test.each(file.cases.map((each) => [each.id, each.title, each] as const))('%s %s', (_id, _title, each) => {
  const answer = answerCase(each)
  expect(comparable(answer, each.expected)).toEqual(each.expected)
})

test('there are forty-three cases, each with a name of its own', () => {
  expect(new Set(file.cases.map(({ id }) => id)).size).toBe(43)
})
