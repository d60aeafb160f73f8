import { defaultLimits } from '@lembur/rules/limits'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { systemContext } from '../kernel/index.ts'
import { listLimits } from '../limit/index.ts'
import { auditOf, refusal, thursday, type World, world } from '../testing/index.ts'
import { createOrganization } from './index.ts'

let here: World

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
})
afterAll(() => here.end())

const create = (values: object) => createOrganization(here.test.database, { slug: 'batam', name: 'Plant Batam', now: thursday, ...values })

describe('making an organisation', () => {
  it('gives it the default limits and the plant’s settings, and audits it without an actor', async () => {
    const { id } = await create({ timeZone: 'Asia/Makassar' })
    const ctx = await systemContext(here.services, id, thursday)
    expect(ctx.plant).toMatchObject({ timeZone: 'Asia/Makassar', periodStartDay: 26, anyoneFilesForAnyone: false })
    expect(
      (await listLimits(ctx)).results.map(({ span, kinds, advisedMinutes, maxMinutes, severity }) => ({
        span,
        kinds,
        advisedMinutes,
        maxMinutes,
        severity,
      })),
    ).toEqual(
      defaultLimits.map(({ span, kinds, advisedMinutes, maxMinutes, severity }) => ({ span, kinds, advisedMinutes, maxMinutes, severity })),
    )
    expect(await auditOf(ctx, 'organization.create')).toMatchObject([{ actorId: null, subjectId: id, after: { slug: 'batam' } }])
  })

  it('refuses a slug that is taken, and fields that cannot be', async () => {
    await create({ slug: 'taken' })
    expect(await refusal(create({ slug: 'taken' }))).toEqual({ code: 'conflict.duplicate', details: { field: 'slug' } })
    const refused = await refusal(create({ slug: 'Not a slug', name: ' ', timeZone: 'Mars/Olympus' }))
    expect(refused.details.fields).toMatchObject([{ path: 'slug' }, { path: 'name' }, { path: 'timeZone' }])
  })
})
