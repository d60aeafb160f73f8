import { createHash } from 'node:crypto'
import { type BrandImage, brandImageTypes, maxBrandImageBytes, type StoredBrandImage } from '@lembur/contracts/system'
import { assertMay, type Ctx, DomainError, write } from '../kernel/index.ts'
import { pictureTypeOf } from './picture.ts'
import { storedImage, subjectOf } from './stored.ts'

/**
 * Puts a picture in the place of the one before, for everyone at once. It is what its content says, whatever it is called.
 * Errors: `permission.denied`, `file.too_large`, `file.wrong_type`, `file.unsafe`.
 */
export async function replaceBrandImage(ctx: Ctx, input: { kind: BrandImage; bytes: Uint8Array }): Promise<StoredBrandImage> {
  assertMay(ctx.actor, 'configuration.update')
  const { kind, bytes } = input
  if (bytes.byteLength > maxBrandImageBytes) throw new DomainError('too_large', 'file.too_large', { mostBytes: maxBrandImageBytes })
  const accepted = brandImageTypes[kind]
  const mediaType = accepted.find((type) => type === pictureTypeOf(bytes))
  if (!mediaType) throw new DomainError('invalid', 'file.wrong_type', { accepted })
  const after: StoredBrandImage = { kind, mediaType, size: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') }
  await write(ctx, 'brand.replace', async (tx) => {
    const before = await storedImage(tx, kind)
    if (before?.sha256 === after.sha256) return { subject: subjectOf(kind), before: null, after: null }
    await tx.sql`
      insert into brand_image (organization_id, kind, media_type, sha256, bytes, updated_at)
      values (${ctx.actor.organizationId}, ${kind}, ${mediaType}, ${after.sha256}, ${Buffer.from(bytes)}, ${ctx.now})
      on conflict (organization_id, kind) do update
      set media_type = excluded.media_type, sha256 = excluded.sha256, bytes = excluded.bytes, updated_at = excluded.updated_at`
    tx.announce({ topic: 'configuration', action: 'updated' })
    return { subject: subjectOf(kind), before, after }
  })
  return after
}
