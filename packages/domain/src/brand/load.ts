import type { BrandImage } from '@lembur/contracts/system'
import { organizationAtTheDoor } from '../configuration/index.ts'
import { notFound, type Services } from '../kernel/index.ts'

export type LoadedImage = { mediaType: string; sha256: string; bytes: Uint8Array }

/** A picture of the organisation at the door, for anyone. Errors: `not_found`. */
export async function loadBrandImage(services: Services, kind: BrandImage): Promise<LoadedImage> {
  const id = await organizationAtTheDoor(services)
  const [row] = await services.database.readOne<LoadedImage[]>(
    id,
    (sql) => sql`select media_type as "mediaType", sha256, bytes from brand_image where kind = ${kind}`,
  )
  if (!row) throw notFound('brand_image')
  return row
}
