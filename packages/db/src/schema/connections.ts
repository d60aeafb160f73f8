import { connectionKinds } from '@lembur/contracts/connections'
import { brandImages } from '@lembur/contracts/system'
import { sql } from 'drizzle-orm'
import { boolean, check, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, isOneOf, oneOf, stamps, tenant, tenantKey } from './_columns.ts'

/** A service that the organisation connects to. */
export const connection = pgTable(
  'connection',
  {
    ...tenantKey(),
    kind: oneOf([...connectionKinds]).notNull(),
    isEnabled: boolean().notNull().default(false),
    settings: jsonb().$type<Record<string, unknown>>().notNull(),
    /** Its password, sealed for `connection/ORGANISATION/KIND`. */
    secretSealed: text(),
    version: integer().notNull().default(1),
    ...stamps(),
  },
  (t) => [
    ...tenant('connection', t),
    uniqueIndex('connection_kind').on(t.organizationId, t.kind),
    isOneOf('connection_kind_known', t.kind, connectionKinds),
  ],
)

/** A picture that stands for the organisation, small enough to be a column. */
export const brandImage = pgTable(
  'brand_image',
  {
    organizationId: uuid().notNull(),
    kind: oneOf([...brandImages]).notNull(),
    mediaType: text().notNull(),
    sha256: text().notNull(),
    bytes: bytea().notNull(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    ...tenant('brand_image', { organizationId: t.organizationId }),
    primaryKey({ name: 'brand_image_key', columns: [t.organizationId, t.kind] }),
    isOneOf('brand_image_kind', t.kind, brandImages),
    check('brand_image_size', sql`octet_length(${t.bytes}) <= 524288`),
  ],
)
