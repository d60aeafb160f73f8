import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SetWage } from '@lembur/contracts/wages'
import { saveConnection } from '@lembur/domain/connection'
import { type Ctx, newVaultKey, openVault, sealedFor } from '@lembur/domain/kernel'
import { type World, world } from '@lembur/domain/testing'
import { setWage } from '@lembur/domain/wage'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { checkSecrets } from './doctor/secrets.ts'
import { checkConnectedShares } from './doctor/share.ts'
import { lembur } from './testing/lembur.ts'

const [older, newer] = [newVaultKey(), newVaultKey()]
const folder = mkdtempSync(join(tmpdir(), 'lembur-secrets-'))

let here: World
let admin: Ctx
let userId: string
beforeEach(async () => {
  here = await world(inject('databaseUrl'))
  const someone = await here.actor('superadmin')
  admin = { ...someone, services: { ...someone.services, vault: openVault(older) } }
  userId = admin.actor.userId
})
afterEach(async () => {
  await here.end()
  rmSync(folder, { recursive: true, force: true })
})

const env = (keys: string | null) => ({ DATABASE_URL: here.test.url, DATA_DIR: folder, ...(keys ? { LEMBUR_SECRET_KEY: keys } : {}) })
const rotate = (keys: string | null) => lembur(['secrets', 'rotate'], { env: env(keys) })
const doctor = async (keys: string | null) =>
  (await checkSecrets(here.test.database, env(keys))).map(({ state, text }) => `${state}: ${text}`)
const sql = () => here.test.database.global

/** One secret of each kind, sealed with a key. */
async function oneOfEach(key: string) {
  const vault = openVault(key)
  const ctx = { ...admin, services: { ...admin.services, vault } }
  await saveConnection(ctx, {
    kind: 'smb',
    settings: { host: 'files.plant', share: 'pub', username: 'lembur' },
    secret: 'of the share',
    isEnabled: false,
  })
  const { rizky } = here.plant.employees
  await setWage(ctx, SetWage.parse({ employeeId: rizky.id, effectiveFrom: '2026-01-01', basis: 'monthly', amount: '5357982' }))
  await sql()`insert into totp (user_id, sealed) values (${userId}, ${vault.seal('of the app', `totp/${userId}`)})`
  await sql()`
    insert into user_identity (id, user_id, provider, subject, facts, tokens_sealed, synced_at)
    values (${randomUUID()}, ${userId}, 'company', '1', '{}', ${vault.seal('of the company', `identity/${userId}/company`)}, now())`
}

/** What is stored, opened with one key; throws where that does not open it. */
async function openedWith(key: string): Promise<string[]> {
  const vault = openVault(key)
  const { organizationId } = admin.actor
  const [share] = await here.test.database.readOne<{ sealed: string }[]>(
    organizationId,
    (tx) => tx`select secret_sealed as sealed from connection`,
  )
  const wages = await here.test.database.readOne<{ id: string; employeeId: string; sealed: string }[]>(
    organizationId,
    (tx) => tx`select id, employee_id as "employeeId", sealed from employee_wage order by effective_from`,
  )
  const [app] = await sql()<{ sealed: string }[]>`select sealed from totp`
  const [company] = await sql()<{ sealed: string }[]>`select tokens_sealed as sealed from user_identity`
  return [
    vault.open(share!.sealed, sealedFor.connection(organizationId, 'smb')),
    vault.open(app!.sealed, `totp/${userId}`),
    vault.open(company!.sealed, `identity/${userId}/company`),
    ...wages.map(({ id, employeeId, sealed }) => JSON.parse(vault.open(sealed, sealedFor.wage(organizationId, employeeId, id))).amount),
  ]
}

/** How many wages of the third version one key opens. */
async function openedWithWages(key: string): Promise<number> {
  const { organizationId } = admin.actor
  const rows = await here.test.database.readOne<{ id: string; employeeId: string; sealed: string }[]>(
    organizationId,
    (tx) => tx`select id, employee_id as "employeeId", sealed from employee_wage where version = 3`,
  )
  return rows.filter(({ id, employeeId, sealed }) => openVault(key).open(sealed, sealedFor.wage(organizationId, employeeId, id))).length
}

describe('secrets new-key', () => {
  it('prints a key that seals', async () => {
    const { code, out } = await lembur(['secrets', 'new-key'])
    expect(code).toBe(0)
    expect(openVault(out.trim()).hasKey).toBe(true)
  })
})

describe('secrets rotate', () => {
  it('seals everything with the first key, once, and leaves the old key free to go', async () => {
    await oneOfEach(older)
    const said = await rotate(`${newer},${older}`)
    expect(said).toMatchObject({ code: 0, err: '' })
    expect(said.out).toMatch(/^4 secrets sealed anew, 0 as they were\.\n.*the old one may go/)
    expect(await openedWith(newer)).toEqual(['of the share', 'of the app', 'of the company', '5357982'])
    expect((await rotate(`${newer},${older}`)).out).toBe('0 secrets sealed anew, 4 as they were.\n')
    expect((await rotate(newer)).out).toBe('0 secrets sealed anew, 4 as they were.\n')
    const audit = await here.test.database.readOne<{ after: unknown }[]>(
      admin.actor.organizationId,
      (tx) => tx`select after from activity where action = 'secret.rotate'`,
    )
    expect([...audit]).toEqual([{ after: { secretsSealedAnew: 1 } }, { after: { secretsSealedAnew: 1 } }])
  })

  it('names what no key opens, and then changes nothing at all', async () => {
    await oneOfEach(older)
    await sql()`update totp set sealed = ${openVault(newVaultKey()).seal('lost', `totp/${userId}`)}`
    const { code, out, err } = await rotate(`${newer},${older}`)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(`Nothing was changed: no key opens totp/${userId}.`)
    await sql()`update totp set sealed = ${openVault(older).seal('of the app', `totp/${userId}`)}`
    expect(await openedWith(older)).toHaveLength(4)
  })

  it('does not take a secret that was moved to another row', async () => {
    await oneOfEach(older)
    await sql()`update totp set sealed = (select tokens_sealed from user_identity)`
    expect((await rotate(`${newer},${older}`)).err).toContain(`totp/${userId}`)
  })

  it('does not take a wage that was moved to another person', async () => {
    await oneOfEach(older)
    const { agus } = here.plant.employees
    await here.test.database.transaction({ organizationId: admin.actor.organizationId }, ({ sql }) =>
      sql`update employee_wage set employee_id = ${agus.id}`.execute(),
    )
    expect((await rotate(`${newer},${older}`)).err).toContain(`wage/${admin.actor.organizationId}/${agus.id}/`)
    expect(await doctor(older)).toEqual([expect.stringMatching(/^fail: no key opens 1 secret: wage\//)])
  })

  it('seals the wages of more than one batch, and keeps their versions', async () => {
    const { rizky } = here.plant.employees
    const days = Array.from({ length: 1200 }, (_, day) => new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10))
    const rows = days.map((effective_from) => {
      const id = randomUUID()
      const sealed = openVault(older).seal('{"amount":"5"}', sealedFor.wage(admin.actor.organizationId, rizky.id, id))
      return { organization_id: admin.actor.organizationId, id, employee_id: rizky.id, effective_from, sealed, version: 3 }
    })
    await here.test.database.transaction({ organizationId: admin.actor.organizationId }, ({ sql }) =>
      sql`insert into employee_wage ${sql(rows)}`.execute(),
    )
    expect((await rotate(`${newer},${older}`)).out).toMatch(/^1,200 secrets sealed anew/)
    expect(await openedWithWages(newer)).toBe(1200)
    expect((await rotate(`${newer},${older}`)).out).toMatch(/^0 secrets sealed anew, 1,200 as they were/)
  })

  it('seals the money of a trial anew too, and leaves a trial without money alone', async () => {
    const { organizationId } = admin.actor
    const [id, plain, policyId] = [randomUUID(), randomUUID(), randomUUID()]
    const money = openVault(older).seal('of the trial', sealedFor.trial(organizationId, id))
    await here.test.database.transaction({ organizationId }, async ({ sql }) => {
      await sql`insert into policy (organization_id, id, name) values (${organizationId}, ${policyId}, 'plant')`
      for (const [key, result] of [
        [id, { money, people: 7 }],
        [plain, { money: null, people: 7 }],
      ] as const)
        await sql`
          insert into policy_trial (organization_id, id, policy_id, layer, first_date, last_date, periods, with_wages, result)
          values (${organizationId}, ${key}, ${policyId}, '{}', '2026-01-01', '2026-01-31', 1, ${result.money !== null}, ${sql.json(result)})`
    })
    expect((await rotate(`${newer},${older}`)).out).toMatch(/^1 secret sealed anew/)
    const stored = await here.test.database.readOne<{ id: string; result: { money: string | null; people: number } }[]>(
      organizationId,
      (tx) => tx`select id, result from policy_trial`,
    )
    const of = (key: string) => stored.find((row) => row.id === key)?.result
    expect(openVault(newer).open(of(id)?.money ?? '', sealedFor.trial(organizationId, id))).toBe('of the trial')
    expect([of(id)?.people, of(plain)]).toEqual([7, { money: null, people: 7 }])
  })

  it('reads more than one batch', async () => {
    const vault = openVault(older)
    const ids = Array.from({ length: 1200 }, () => randomUUID())
    await sql()`insert into "user" (id, username, display_name) select id, id, 'Many' from unnest(${ids}::uuid[]) id`
    const sealed = ids.map((id) => vault.seal('of the app', `totp/${id}`))
    await sql()`insert into totp (user_id, sealed) select * from unnest(${ids}::uuid[], ${sealed}::text[])`
    expect((await rotate(`${newer},${older}`)).out).toMatch(/^1,200 secrets sealed anew/)
    expect(await doctor(newer)).toEqual(['ok: 1,200 secrets can be read'])
  })

  it('wants a key, and one that is a key', async () => {
    expect(await rotate(null)).toMatchObject({ code: 1, err: expect.stringMatching(/LEMBUR_SECRET_KEY is not set/) })
    expect(await rotate('short')).toMatchObject({ code: 1, err: expect.stringMatching(/not 32 bytes/) })
  })
})

describe('doctor', () => {
  it('says how secrets stand to the keys', async () => {
    expect(await doctor(older)).toEqual(['ok: none is stored; there is a key'])
    expect(await doctor(null)).toEqual([expect.stringMatching(/^warn: no key is set: connections/)])
    await oneOfEach(older)
    expect(await doctor(older)).toEqual(['ok: 4 secrets can be read'])
    expect(await doctor(`${newer},${older}`)).toEqual(['warn: 4 secrets sealed with an older key'])
    expect(await doctor(newer)).toEqual([expect.stringMatching(/^fail: no key opens 4 secrets: connection\//)])
    expect(await doctor(null)).toEqual(['fail: no key is set, and 4 secrets cannot be read'])
    expect(await doctor('short')).toEqual([expect.stringMatching(/^fail: .*not 32 bytes/)])
  })

  it('tries the share that an organisation has set up, and says where its password cannot be read', async () => {
    const settings = { host: '127.0.0.1', port: 1, share: 'pub', username: 'lembur' }
    await saveConnection(admin, { kind: 'smb', settings, secret: 'of the share', isEnabled: true })
    const told = async (key: string) =>
      (await checkConnectedShares(here.test.database, env(key))).map(({ state, text }) => `${state}: ${text}`)
    expect((await told(older)).at(-1)).toMatch(/^fail: .*127\.0\.0\.1/)
    expect(await told(newer)).toEqual([expect.stringMatching(/A stored secret cannot be read/)])
  })
})
