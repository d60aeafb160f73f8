import type { BrandImage } from '@lembur/contracts/system'
import { assertMay, type Ctx, notFound, write } from '../kernel/index.ts'
import { storedImage, subjectOf } from './stored.ts'

/** Takes a picture away; the product's own is shown again. Errors: `permission.denied`, `not_found`. */
export async function removeBrandImage(ctx: Ctx, { kind }: { kind: BrandImage }): Promise<{ kind: BrandImage }> {
  assertMay(ctx.actor, 'configuration.update')
  await write(ctx, 'brand.remove', async (tx) => {
    const before = await storedImage(tx, kind)
    if (!before) throw notFound('brand_image')
    await tx.sql`delete from brand_image where kind = ${kind}`
    tx.announce({ topic: 'configuration', action: 'updated' })
    return { subject: subjectOf(kind), before, after: null }
  })
  return { kind }
}
