import type { BrandImage, StoredBrandImage } from '@lembur/contracts/system'
import type { Tx } from '@lembur/db'

/** The picture of a kind without its bytes, locked for a change. */
export async function storedImage({ sql }: Tx, kind: BrandImage): Promise<StoredBrandImage | null> {
  const [row] = await sql<StoredBrandImage[]>`
    select kind, media_type as "mediaType", octet_length(bytes) as size, sha256 from brand_image where kind = ${kind} for update`
  return row ?? null
}

/** What the audit calls it. */
export const subjectOf = (kind: BrandImage) => ({ type: 'brand_image', id: kind, label: null })
