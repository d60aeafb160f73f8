import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { assertPlainJson, mostLevels } from './plain-json.ts'
import { type Caller, startServer, type TestServer } from './testing/server.ts'

let server: TestServer
let admin: Caller

beforeAll(async () => {
  server = await startServer(inject('databaseUrl'))
  admin = await server.person('ptb_admin')
})
afterAll(() => server.close())

const nested = (levels: number, open = '[', close = ']') => open.repeat(levels) + close.repeat(levels)
const headers = { 'content-type': 'application/json' }
const byRest = (body: string) => server.call('POST', '/api/v1/projects', { as: admin, body, headers })
const byTrpc = (body: string) => server.call('POST', '/trpc/project.create', { as: admin, body, headers })
const byQuery = (input: string) => server.call('GET', `/trpc/project.list?input=${encodeURIComponent(input)}`, { as: admin })
const problemOf = ({ body }: Awaited<ReturnType<typeof byRest>>) =>
  (body.error ? (body.error as { data: { problem: { code: string } } }).data.problem : body).code

describe('a body that is nested deep', () => {
  it.each([mostLevels, 500_000])('is refused where it has more than so many levels, by whatever way (%i and one)', async (levels) => {
    for (const answer of [await byRest(`{"name":${nested(levels)}}`), await byTrpc(`{"name":${nested(levels)}}`)]) {
      expect(answer.status).toBe(levels > 400_000 && answer.status === 413 ? 413 : 400)
      expect(problemOf(answer)).toMatch(/^(input\.too_deep|file\.too_large)$/)
    }
    const inQuery = await byQuery(`{"search":${nested(Math.min(levels, 400))}}`)
    expect([inQuery.status, problemOf(inQuery)]).toEqual([400, 'input.too_deep'])
  })

  it('is taken as long as it is not, and brackets in texts are no levels', () => {
    expect(() => assertPlainJson(nested(mostLevels, '{"a":[', ']}').slice(0, 0) + nested(mostLevels))).not.toThrow()
    expect(() => assertPlainJson(JSON.stringify({ a: nested(1000), b: '\\"[[[' }))).not.toThrow()
    expect(() => assertPlainJson(JSON.stringify(Array(1000).fill([])))).not.toThrow()
    expect(() => assertPlainJson(nested(mostLevels + 1))).toThrow(expect.objectContaining({ code: 'input.too_deep' }))
    expect(() => assertPlainJson('"never ends')).not.toThrow()
  })
})

describe('a name that belongs to no data', () => {
  const names = ['"__proto__"', '"constructor"', '"prototype"', '"\\u005f_proto__"', '"\\u0063onstructor"']

  it.each(names)('%s is refused at any depth, by whatever way', async (name) => {
    for (const body of [`{${name}:{"isAdmin":true}}`, `{"name":"A","a":[{"b":{${name} : 1}}]}`]) {
      for (const answer of [await byRest(body), await byTrpc(body), await byQuery(body)])
        expect([answer.status, problemOf(answer)]).toEqual([400, 'input.forbidden_key'])
    }
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined()
  })

  it('may stand in a text', async () => {
    const { status, body } = await byRest(`{"name":"__proto__: constructor"}`)
    expect([status, body.name]).toEqual([201, '__proto__: constructor'])
    expect((await byRest(`{"name":"constructor"}`)).status).toBe(201)
  })
})

describe('a body that is too large', () => {
  it('is refused before it is read: 10 MB of JSON, by whatever way', async () => {
    const large = JSON.stringify({ name: 'x'.repeat(10 * 1024 * 1024) })
    for (const send of [byRest, byTrpc]) expect((await send(large)).status).toBe(413)
  })
})

describe('an upload', () => {
  const send = (form: FormData) => server.call('POST', '/api/v1/employees/import-file', { as: admin, body: form })
  const withFile = () => {
    const form = new FormData()
    form.append('file', new Blob(['worker_id,name\n1,Siti\n']), 'a.csv')
    return form
  }

  it('has one file, a few fields, and no names that belong to no data', async () => {
    const two = withFile()
    two.append('file', new Blob(['x']), 'b.csv')
    const fields = withFile()
    for (let index = 0; index < 12; index++) fields.append(`f${index}`, 'x')
    const proto = new FormData()
    proto.append('__proto__', 'x')
    const long = new FormData()
    long.append('dryRun', 'x'.repeat(10_001))
    const statuses = []
    for (const form of [two, fields, proto, long]) statuses.push((await send(form)).status)
    expect(statuses).toEqual([413, 413, 400, 413])
  })
})
