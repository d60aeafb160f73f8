import { createHash } from 'node:crypto'
import { ListRegulationDocuments, maxRegulationDocumentBytes } from '@lembur/contracts/rules'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type Ctx, systemContext } from '../kernel/index.ts'
import { auditOf, refusal, refusalsOf, rolesWithout, type World, world } from '../testing/index.ts'
import {
  downloadRegulationDocument,
  getRegulationDocument,
  listRegulationDocuments,
  removeRegulationDocument,
  uploadRegulationDocument,
} from './index.ts'

let here: World
let admin: Ctx

beforeEach(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('ptb_admin')
})
afterEach(() => here.end())

const pdf = (text: string) => new TextEncoder().encode(`%PDF-1.7\n${text}\xFF`)
const upload = (bytes: Uint8Array, fileName = 'policy.pdf', ctx = admin) =>
  uploadRegulationDocument(ctx, { title: 'PTB Organisation Policy', description: '', fileName, bytes })
const listed = async (filter: object = {}) =>
  (await listRegulationDocuments(admin, ListRegulationDocuments.parse(filter))).results.map((row) => [row.documentVersion, row.isActive])

describe('the policy', () => {
  it('goes up as the next version and replaces the one before, which stays readable', async () => {
    const first = await upload(pdf('one'), 'C:\\docs\\policy "2025".pdf')
    expect(first).toMatchObject({ documentVersion: 1, isActive: true, fileName: 'policy _2025_.pdf', size: pdf('one').byteLength })
    expect(first).toMatchObject({ sha256: createHash('sha256').update(pdf('one')).digest('hex'), uploadedByName: admin.actor.displayName })
    const second = await upload(pdf('two'))
    expect(await listed()).toEqual([
      [2, true],
      [1, false],
    ])
    expect(await listed({ isActive: 'true' })).toEqual([[2, true]])
    const reader = await here.actor('user')
    const { bytes, mediaType, fileName } = await downloadRegulationDocument(reader, first)
    expect(new Uint8Array(bytes)).toEqual(pdf('one'))
    expect({ mediaType, fileName }).toEqual({ mediaType: 'application/pdf', fileName: 'policy _2025_.pdf' })
    expect(await getRegulationDocument(reader, second)).toEqual(second)
    expect(await auditOf(admin, 'regulation_document.upload')).toMatchObject([
      { before: null, after: { documentVersion: 1, replaces: null } },
      { before: null, after: { documentVersion: 2, replaces: first.id } },
    ])
  })

  it('is refused where the same bytes hold already, naming the version, but may come back later', async () => {
    const first = await upload(pdf('one'))
    expect(await refusal(upload(pdf('one')))).toEqual({ code: 'conflict.duplicate', details: { existingId: first.id } })
    await upload(pdf('two'))
    expect(await upload(pdf('one'))).toMatchObject({ documentVersion: 3 })
  })

  it('is a PDF by its first bytes and at most 10 MB', async () => {
    expect(await refusal(upload(new TextEncoder().encode('<html>%PDF-'), 'policy.pdf'))).toMatchObject({ code: 'file.wrong_type' })
    const largest = new Uint8Array(maxRegulationDocumentBytes)
    largest.set(pdf(''))
    expect(await upload(largest)).toMatchObject({ size: maxRegulationDocumentBytes })
    const larger = new Uint8Array(maxRegulationDocumentBytes + 1)
    larger.set(pdf(''))
    expect(await refusal(upload(larger))).toMatchObject({ code: 'file.too_large' })
  })

  it('gets one version after the other from two uploads at once', async () => {
    await Promise.all([upload(pdf('one')), upload(pdf('two'))])
    expect(await listed()).toEqual([
      [2, true],
      [1, false],
    ])
  })

  it('taken away is not seen any more, its number is not given again, and the audit says who', async () => {
    const made = await upload(pdf('one'))
    await removeRegulationDocument(admin, made)
    expect(await listed()).toEqual([])
    expect(
      await refusalsOf([
        getRegulationDocument(admin, made),
        downloadRegulationDocument(admin, made),
        removeRegulationDocument(admin, made),
      ]),
    ).toEqual(['not_found'])
    expect(await auditOf(admin, 'regulation_document.remove')).toMatchObject([
      { before: { isActive: true }, after: { isActive: false, deletedById: admin.actor.userId, deletedAt: admin.now.toISOString() } },
    ])
    expect(await upload(pdf('one'))).toMatchObject({ documentVersion: 2 })
  })

  it('may be put up by the product itself, which is no user', async () => {
    const system = await systemContext(here.services, here.plant.organization.id, admin.now)
    const made = await upload(pdf('one'), 'policy.pdf', system)
    expect(made.uploadedByName).toBeNull()
    expect(await removeRegulationDocument(system, made)).toEqual({ id: made.id })
  })

  it.each(rolesWithout('regulation.update'))('is not changed by %s', async (role) => {
    const made = await upload(pdf('one'))
    const ctx = await here.actor(role)
    expect(await refusal(upload(pdf('two'), 'policy.pdf', ctx))).toMatchObject({ code: 'permission.denied' })
    expect(await refusal(removeRegulationDocument(ctx, made))).toMatchObject({ code: 'permission.denied' })
  })
})
