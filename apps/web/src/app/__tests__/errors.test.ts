import { messages } from '@lembur/contracts/errors'
import { TRPCClientError } from '@trpc/client'
import { beforeAll, expect, it } from 'vitest'
import { fieldSentences, problemOf, requestIdOf, sentenceOf } from '../errors.ts'
import { showLanguage } from '../i18n.ts'

const refused = (code: string, details: Record<string, unknown> = {}) =>
  TRPCClientError.from({ error: { code: -32_000, message: 'x', data: { problem: { code, message: 'The server’s own words.', details } } } })

beforeAll(() => showLanguage('id'))

it('says every code of the contract in the reader’s language', () => {
  for (const [code, english] of Object.entries(messages)) {
    expect(sentenceOf(refused(code)), code).not.toBe('The server’s own words.')
    expect(sentenceOf(refused(code)), code).not.toBe(english)
  }
})

it('says the server’s words for a code it does not know', () => {
  expect(sentenceOf(refused('later.invention'))).toBe('The server’s own words.')
})

it('says that nobody answered where there is no problem', () => {
  expect(sentenceOf(new TypeError('Failed to fetch'))).toBe('Server tidak menjawab.')
})

it('puts each field’s sentence at its path', () => {
  const error = refused('input.invalid', {
    fields: [
      { path: 'breaks.0.end', code: 'time.invalid', message: '' },
      { path: 'reason', code: 'unheard.of', message: '' },
    ],
  })
  expect(fieldSentences(error)).toEqual({ 'breaks.0.end': 'Ini bukan jam. Tulis seperti 17:20.', reason: 'Nilai ini tidak diterima.' })
})

it('finds the id to read out', () => {
  expect(requestIdOf(problemOf(refused('internal', { errorId: '7f3a-91c2' })))).toBe('7f3a-91c2')
  expect(requestIdOf(problemOf(refused('not_found')))).toBeNull()
})
