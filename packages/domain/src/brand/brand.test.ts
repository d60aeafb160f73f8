import { brandImages } from '@lembur/contracts/system'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { branding } from '../configuration/index.ts'
import type { Ctx } from '../kernel/index.ts'
import { auditOf, eventsOf, refusal, rolesWithout, type World, world } from '../testing/index.ts'
import { loadBrandImage, removeBrandImage, replaceBrandImage } from './index.ts'

let here: World
let admin: Ctx

beforeAll(async () => {
  here = await world(inject('databaseUrl'))
  admin = await here.actor('superadmin')
})
afterAll(() => here.end())

const svgOf = (inside: string) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">${inside}</svg>`)

describe('a picture of the organisation', () => {
  it('is shown to anyone from then on, until it is taken away; who did it is noted without its bytes', async () => {
    expect(await branding(here.services, admin.now)).toMatchObject({ sidebarLogo: null, tabIcon: null })
    const bytes = svgOf('<path d="M0 0h8v8"/>')
    const stored = await replaceBrandImage(admin, { kind: 'sidebar_logo', bytes })
    expect(stored).toMatchObject({ mediaType: 'image/svg+xml', size: bytes.length })
    const loaded = await loadBrandImage(here.services, 'sidebar_logo')
    expect(loaded).toMatchObject({ mediaType: 'image/svg+xml', sha256: stored.sha256 })
    expect(Buffer.from(loaded.bytes)).toEqual(bytes)
    expect(await branding(here.services, admin.now)).toMatchObject({ sidebarLogo: stored.sha256.slice(0, 16), tabIcon: null })

    await replaceBrandImage(admin, { kind: 'sidebar_logo', bytes })
    const next = await replaceBrandImage(admin, { kind: 'sidebar_logo', bytes: svgOf('<circle r="3"/>') })
    await removeBrandImage(admin, { kind: 'sidebar_logo' })
    expect(await branding(here.services, admin.now)).toMatchObject({ sidebarLogo: null })
    expect(await refusal(loadBrandImage(here.services, 'sidebar_logo'))).toMatchObject({ code: 'not_found' })
    expect(await refusal(removeBrandImage(admin, { kind: 'sidebar_logo' }))).toMatchObject({ code: 'not_found' })
    expect(await auditOf(admin, 'brand.replace')).toMatchObject([
      { before: null, after: { kind: 'sidebar_logo', sha256: stored.sha256 } },
      { before: { sha256: stored.sha256 }, after: { sha256: next.sha256 } },
    ])
    expect(JSON.stringify(await auditOf(admin, 'brand.replace'))).not.toContain('bytes')
    expect(await auditOf(admin, 'brand.remove')).toMatchObject([{ before: { sha256: next.sha256 }, after: null }])
    expect(await eventsOf(admin, 'configuration')).toHaveLength(3)
  })

  it('is at most 512 KB, and of a kind that its place takes', async () => {
    const large = svgOf(`<desc>${'x'.repeat(512 * 1024)}</desc>`)
    expect(await refusal(replaceBrandImage(admin, { kind: 'tab_icon', bytes: large }))).toMatchObject({ code: 'file.too_large' })
    const jpeg = Buffer.from('ffd8ffe000104a464946ffd9', 'hex')
    expect(await refusal(replaceBrandImage(admin, { kind: 'tab_icon', bytes: jpeg }))).toMatchObject({ code: 'file.wrong_type' })
    expect(await replaceBrandImage(admin, { kind: 'sidebar_logo', bytes: jpeg })).toMatchObject({ mediaType: 'image/jpeg' })
  })

  it.each(rolesWithout('configuration.update'))('is not changed by %s', async (role) => {
    const ctx = await here.actor(role)
    for (const kind of brandImages) {
      expect(await refusal(replaceBrandImage(ctx, { kind, bytes: svgOf('') }))).toMatchObject({ code: 'permission.denied' })
      expect(await refusal(removeBrandImage(ctx, { kind }))).toMatchObject({ code: 'permission.denied' })
    }
  })
})
