import { csvOf, QueryBoolean } from '@lembur/contracts/paging'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readQuery } from './rest-query.ts'

const schema = z.object({
  page: z.coerce.number().default(1),
  minutes: z.int().nullable().optional(),
  loud: z.boolean().default(false),
  active: QueryBoolean.optional(),
  status: csvOf(z.enum(['pending', 'approved'])),
  tags: z.array(z.string()).optional(),
  text: z.string().optional(),
})
const read = (query: Record<string, unknown>) => schema.parse(readQuery(schema, query))

describe('a query string', () => {
  it('is read as numbers, booleans and lists where the schema asks for them', () => {
    expect(read({ page: '3', minutes: '90', loud: 'true', active: 'false', tags: 'one', text: '5' })).toEqual({
      page: 3,
      minutes: 90,
      loud: true,
      active: false,
      tags: ['one'],
      text: '5',
    })
  })

  it('takes a list by commas or by repetition', () => {
    expect(read({ status: 'pending,approved' }).status).toEqual(['pending', 'approved'])
    expect(read({ status: ['pending', 'approved'] }).status).toEqual(['pending', 'approved'])
  })

  it('is refused where it cannot be read, never guessed', () => {
    for (const wrong of [{ minutes: '' }, { minutes: '1e3' }, { loud: 'yes' }, { loud: '' }]) expect(() => read(wrong)).toThrow(z.ZodError)
  })
})
